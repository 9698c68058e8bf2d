"""How files come to the page: by dialog, by folder, by drop; and what is refused, in words."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views.incoming.page import IncomingPage
from tests.ui.incoming.documents import target_book
from tests.ui.incoming.hands import CTRL, Hands
from tests.ui.shell import Key, Shell, choose_file, click, in_dialog, wait_until


def test_files_are_chosen_in_a_dialog_that_knows_the_kinds(hands: Hands, inbox: Path):
    book = target_book(inbox / "阳谷县.xlsx")
    filters: list[str] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        filters.extend(dialog.nameFilters())
        choose_file(book)(dialog)

    in_dialog(choose, lambda: hands.shell.press(Key.Key_I, CTRL))
    wait_until(lambda: hands.shell.window.findChild(IncomingPage) is not None)
    hands.settle()
    assert list(hands.states()) == ["阳谷县.xlsx"]
    for ending in ("xlsx", "xlsm", "xls", "et", "ods", "docx", "json"):
        assert f"*.{ending}" in filters[0]
    assert filters[-1] == "所有文件 (*)"


def test_a_folder_is_walked_in_natural_order(hands: Hands, inbox: Path):
    for name in ("10号.xlsx", "2号.xlsx"):
        target_book(inbox / name, project=name)
    (inbox / "~$2号.xlsx").write_bytes(b"lock")
    (inbox / "下级").mkdir()
    target_book(inbox / "下级" / "莘县.xlsx", office="莘县医疗保障局")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(inbox.parent))
        dialog.selectFile(str(inbox))
        dialog.accept()

    in_dialog(choose, hands.shell.action("actionImportFolder").trigger)
    wait_until(lambda: hands.shell.window.findChild(IncomingPage) is not None)
    hands.settle()
    assert list(hands.states()) == ["2号.xlsx", "10号.xlsx", "莘县.xlsx"]


def test_files_and_folders_are_dropped(hands: Hands, inbox: Path):
    single = target_book(inbox.parent / "单份.xlsx", project="单份")
    target_book(inbox / "阳谷县.xlsx")
    hands.take(inbox, single)
    assert set(hands.states()) == {"阳谷县.xlsx", "单份.xlsx"}
    assert hands.shell.window._workbench.tabs.tabText(0) == "导入（2）"  # type: ignore[union-attr]


def test_what_cannot_be_imported_is_refused_in_words(hands: Hands, inbox: Path):
    (inbox / "扫描件.pdf").write_bytes(b"%PDF-1.4")
    target_book(inbox / "阳谷县.xlsx")
    hands.take(inbox)
    assert "扫描件.pdf" in hands.shell.notice.text and "PDF 不能导入" in hands.shell.notice.text
    assert list(hands.states()) == ["阳谷县.xlsx"]


def test_what_is_no_file_is_refused_in_the_air(hands: Hands):
    data = QMimeData()
    data.setText("只是文字")
    enter = QDragEnterEvent(
        QPoint(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(hands.shell.window, enter)
    assert not enter.isAccepted()


def test_a_dropped_ledger_is_still_opened(hands: Hands, tmp_path: Path):
    other = tmp_path / "莘县.medaid"
    Ledger.create(other, "371522").close()
    assert hands.drop(other)
    wait_until(lambda: hands.shell.window.workspace.is_open and hands.shell.window.workspace.desk.ledger.path == other)


def test_nothing_is_taken_into_a_ledger_that_is_read_only(
    open_shell: Callable[[Path | None], Shell], hands: Hands, inbox: Path
):
    second = Hands(open_shell(hands.shell.window.workspace.desk.ledger.path))
    assert second.drop(target_book(inbox / "阳谷县.xlsx"))
    assert "可以修改的台账" in second.shell.notice.text
    assert second.shell.window.findChild(IncomingPage) is None


def test_filings_of_this_program_come_in_at_once_but_not_twice(hands: Hands, inbox: Path):
    file = inbox / "阳谷.json"
    filing = Filing("declaration", 2021, "371521", values={"project_name": "医疗救助"})
    file.write_text(json.dumps(filing.to_json(), ensure_ascii=False), encoding="utf-8")
    assert hands.drop(file)
    wait_until(lambda: "已导入 1 份" in hands.shell.notice.text)
    assert hands.shell.editor.session.filing.get("values.project_name") == "医疗救助"
    hands.take(file)
    assert hands.states() == {"阳谷.json": "已有相同，跳过　阳谷县 2021"}
    assert len(hands.filings) == 1
    click(hands.page.panel.existing._ways["keep-both"])  # type: ignore[index]
    hands.press_button("incomingImportOne")
    assert len(hands.filings) == 2


def test_a_file_added_again_is_read_again(hands: Hands, inbox: Path):
    book = target_book(inbox / "阳谷县.xlsx", project="旧名")
    page = hands.take(book)
    target_book(book, project="新名")
    hands.take(book)
    assert len(page.batch.entries) == 1
    assert hands.entry("阳谷县.xlsx").items[0].filing.values["project_name"] == "新名"


def test_with_the_import_in_front_nothing_selected_beside_it_can_be_deleted(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    hands.press_button("incomingImportOne")
    hands.shell.select_row(0)
    hands.take(target_book(inbox / "莘县.xlsx", office="莘县医疗保障局"))
    for name in ("actionDelete", "actionPrint", "actionExport", "actionSource"):
        assert not hands.shell.action(name).isEnabled(), name
    assert hands.shell.action("actionCloseTab").isEnabled()


def test_without_a_ledger_dropped_files_are_told_what_to_do(open_shell: Callable[[Path | None], Shell], inbox: Path):
    shell = open_shell(None)
    book = target_book(inbox / "阳谷县.xlsx")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    page = shell.window.welcome
    enter = QDragEnterEvent(QPoint(200, 200), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), copy, data, left, none))
    assert "请先打开" in shell.notice.text


def test_what_no_program_reads_is_refused_in_the_air_and_in_words(hands: Hands, inbox: Path):
    picture = inbox / "照片.png"
    picture.write_bytes(b"\x89PNG")
    assert not hands.drop(picture)
    assert "照片.png" in hands.shell.notice.text and "不能导入" in hands.shell.notice.text
    hands.take(picture, target_book(inbox / "阳谷县.xlsx"))
    assert list(hands.states()) == ["阳谷县.xlsx"] and "照片.png" in hands.shell.notice.text
