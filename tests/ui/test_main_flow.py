"""The main way by real keys and clicks: sample, region, filing, typing, undo, PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCommandLinkButton, QLabel

from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.dialogs.help.keys import plain_words
from medaid_desktop.ui.views.findings.list import FindingList
from tests.ui.shell import Key, Shell, choose_file, click, in_dialog, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


def test_from_welcome_page_to_printed_sheet(open_shell: Callable[[Path | None], Shell], tmp_path: Path):
    shell = open_shell(None)
    click(shell.part(QCommandLinkButton, "welcomeSample"))
    wait_until(lambda: shell.window.workspace.is_open)
    assert shell.search.hasFocus()

    shell.type("yanggu")
    shell.press(Key.Key_Return)
    assert shell.tree.currentIndex().data() == "阳谷县"
    assert shell.tree.isVisible() and shell.search.text() == ""

    shell.open_row(0)
    editor = shell.editor
    wait_until(editor.hasFocus)
    place = editor.session.paper.place_of("values.project_code")
    assert place is not None
    editor.go_to(place)
    shell.type("YG-2020-01")
    shell.press(Key.Key_Return)
    filing_id = editor.session.filing_id
    path = shell.window.workspace.desk.ledger.path
    with Ledger.open(path, read_only=True) as other:
        assert other.filings.get(filing_id).values["project_code"] == "YG-2020-01"

    undo = shell.action("actionUndo")
    assert undo.isEnabled() and "填写“项目编号" in undo.text()
    shell.press(Key.Key_Z, CTRL)
    assert "project_code" not in shell.window.workspace.desk.ledger.filings.get(filing_id).values
    shell.press(Key.Key_Y, CTRL)
    assert shell.window.workspace.desk.ledger.filings.get(filing_id).values["project_code"] == "YG-2020-01"

    out = tmp_path / "申报表.pdf"
    in_dialog(choose_file(out), lambda: shell.press(Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier))
    wait_until(lambda: "共 1 份、2 页" in shell.notice.text)
    assert out.read_bytes().startswith(b"%PDF-")


def test_print_suggests_a_safe_name(shell: Shell):
    shell.type("yanggu")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    names: list[str] = []

    def look(dialog: object) -> None:
        names.extend(dialog.selectedFiles())  # type: ignore[attr-defined]

    in_dialog(look, shell.action("actionPrintPdf").trigger)
    assert [Path(name).name for name in names] == ["阳谷县-预算绩效目标申报表-2020.pdf"]


def test_several_selected_filings_become_one_pdf(shell: Shell, tmp_path: Path):
    shell.select_row(0)
    shell.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    shell.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    out = tmp_path / "三份.pdf"
    in_dialog(choose_file(out), shell.action("actionPrintPdf").trigger)
    wait_until(lambda: "共 3 份" in shell.notice.text)
    assert out.exists()


def test_the_status_line_tells_saved_unit_page_and_zoom(shell: Shell):
    shell.type("yanggu")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    strip = shell.window.status
    texts = lambda: [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]  # noqa: E731
    assert any(text.startswith("已保存 ") for text in texts())
    assert "万元" in texts() and "100 %" in texts()
    wait_until(lambda: any(text.startswith("第 1/") and not text.startswith("第 1/1") for text in texts()))
    shell.action("actionZoomIn").trigger()
    assert "110 %" in texts() and shell.editor.zoom == 110


def test_check_lists_what_is_wrong_and_mends_it(shell: Shell):
    summary = shell.window.workspace.desk.ledger.filings.list("330000", "regional-target")[0]
    shell.type("zhejiang")
    shell.press(Key.Key_Return)
    shell.open_row(shell.titles().index(summary.title))
    shell.press(Key.Key_F9)
    wait_until(lambda: isinstance(QApplication.focusWidget(), FindingList))
    view = shell.part(FindingList, "findingsView")
    wait_until(lambda: view.choose_path("values.funding_total"))
    current = view.current()
    assert current is not None and "20810" in current.finding.message
    shell.press(Key.Key_Return, CTRL)
    assert shell.editor.session.filing.values["funding_total"] == "20810"
    shell.press_notice_button()
    assert not shell.editor.session.filing.values.get("funding_total")


def test_find_goes_from_place_to_place_and_back_to_the_paper(shell: Shell):
    shell.type("yanggu")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    editor = shell.editor
    shell.press(Key.Key_F, CTRL)
    shell.type("医疗保障局")
    shell.press(Key.Key_Return)
    first = editor.anchor
    shell.press(Key.Key_Return)
    second = editor.anchor
    assert (
        "医疗保障局" in editor.session.shown(first) and "医疗保障局" in editor.session.shown(second) and first != second
    )
    shell.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.anchor == first
    shell.press(Key.Key_Escape)
    assert editor.hasFocus()
    shell.press(Key.Key_F, CTRL)
    shell.type("查无此字")
    shell.press(Key.Key_Return)
    assert shell.notice.text == "表里没有“查无此字”。"


def test_the_menu_offers_what_the_paper_offers(shell: Shell):
    shell.open_row(0)
    menu = shell.window.menuBar().actions()[1].menu()
    menu.aboutToShow.emit()
    words = [plain_words(action) for action in menu.actions()]
    assert {"剪切", "复制", "粘贴", "清除内容"} <= set(words)
    menu.aboutToHide.emit()
    wait_until(lambda: "剪切" not in [plain_words(action) for action in menu.actions()])


def test_ctrl_f1_folds_the_left_column_and_f4_does_not(shell: Shell):
    shell.open_row(0)
    shell.press(Key.Key_F4)
    assert shell.tree.isVisible()
    shell.press(Key.Key_F1, CTRL)
    assert not shell.tree.isVisible() and shell.editor.hasFocus()
    shell.press(Key.Key_F1, CTRL)
    assert shell.tree.isVisible()
