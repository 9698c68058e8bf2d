"""验证打印件 with real keys: a scanned code, a dropped PDF, a batch, what cannot be used, and the way to a cell."""

import zipfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton, QTableWidget

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.review.sheet_code import SheetCode
from medaid_desktop.operations.archiving import Wish, make_archive
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.ui.dialogs.verifying.dialog import VerifyDialog
from tests.ui.screens.verifying import altered
from tests.ui.shell import Key, Shell, choose_file, click, in_dialog, wait_until

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def opened(shell: Shell) -> VerifyDialog:
    """The dialog, by its key."""
    QTest.keyClick(shell.window, Key.Key_V, CTRL_SHIFT)
    dialog = shell.part(VerifyDialog)
    wait_until(dialog.isActiveWindow)
    return dialog


def verified(dialog: VerifyDialog, words: str = "") -> str:
    """Waits for the end and gives the headline."""
    field = dialog.findChild(QLineEdit, "verifyCode")
    assert field is not None
    if words:
        field.setFocus()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Key.Key_Return)
    wait_until(field.isEnabled)
    assert dialog.focusWidget() is field
    return label(dialog, "verifyHeadline")


def label(dialog: VerifyDialog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def pick(dialog: VerifyDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def declaration(shell: Shell) -> str:
    filings = shell.window.workspace.desk.ledger.filings
    return next(one.id for one in filings.list() if one.form == "declaration" and one.status == "draft")


def code_of(shell: Shell, filing_id: str) -> str:
    return verification_code(digest(shell.window.workspace.desk.ledger.filings.get(filing_id)))


def printed(shell: Shell, folder: Path, *ids: str) -> Path:
    print_filings(shell.window.workspace.desk, ids, folder / "打印.pdf")
    return folder / "打印.pdf"


def drop(dialog: VerifyDialog, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(20, 20), *given))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(20, 20), *given))


def test_a_scanner_types_a_code_and_another_takes_its_place(shell: Shell) -> None:
    filing_id = declaration(shell)
    dialog = opened(shell)
    scanned = SheetCode("declaration", "371521", 2020, 1, 2, code_of(shell, filing_id)).text()
    assert verified(dialog, scanned).startswith("有效")
    field = dialog.findChild(QLineEdit, "verifyCode")
    assert field is not None and field.selectedText() == scanned
    assert verified(dialog, verification_code("ab" * 32)).startswith("查不到")
    assert not pick(dialog, "verifyOpen").isEnabled()
    assert "请打开那个台账再验证" in label(dialog, "verifyDetail") and "不认得" not in label(dialog, "verifyTitle")


def test_the_button_shows_that_enter_in_the_field_presses_it(shell: Shell) -> None:
    dialog = opened(shell)
    go, asked = pick(dialog, "verifyGo"), list[str]()
    dialog._ask.code_asked.connect(asked.append)
    assert go.isDefault()
    verified(dialog, "0000-0000-0000-0001")
    assert asked == ["0000-0000-0000-0001"] and go.isDefault()
    pick(dialog, "verifyChoose").setFocus()
    assert not go.isDefault(), "in a list Enter leads to a cell"


def test_a_code_that_was_misread_is_told_of_and_nothing_else_shown(shell: Shell) -> None:
    dialog = opened(shell)
    shell.press(Key.Key_Return)
    assert "请先输入校验码" in label(dialog, "verifyWords")
    assert verified(dialog, "0000-0000-0000-0001") == ""
    assert label(dialog, "verifyWords").startswith("校验码不对") and label(dialog, "verifyHint")
    assert not pick(dialog, "verifyCopy").isEnabled()


def test_what_differs_leads_to_its_cell(shell: Shell) -> None:
    filing_id = declaration(shell)
    desk = shell.window.workspace.desk
    desk.ledger.revisions.keep(desk.ledger.filings.get(filing_id))
    code = code_of(shell, filing_id)
    desk.ledger.edit(filing_id, [("values.funding_fiscal", "850 万元")], "录入")
    dialog = opened(shell)
    assert verified(dialog, code).startswith("已被替换")
    table = dialog.findChild(QTableWidget, "verifyDifferences")
    assert table is not None
    cells = [table.item(0, column) for column in range(3)]
    assert [cell and cell.text() for cell in cells] == ["年度财政拨款", "350 万元", "850 万元"]
    table.setFocus()
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Key.Key_Return)
    wait_until(lambda: shell.window.isActiveWindow())
    editor = shell.editor
    assert editor.session.filing.id == filing_id
    assert editor.session.paper.place_of("values.funding_fiscal") == (
        editor.currentIndex().row(), editor.currentIndex().column(),
    )  # fmt: skip
    assert dialog.isVisible()


def test_a_dropped_batch_lists_its_sheets_and_the_altered_one_first_to_be_seen(shell: Shell, tmp_path: Path) -> None:
    ids = [one.id for one in shell.window.workspace.desk.ledger.filings.list() if one.form == "target-breakdown"][:3]
    dialog = opened(shell)
    drop(dialog, altered(printed(shell, tmp_path, *ids), 1))
    assert verified(dialog).startswith("不符")
    sheets = dialog.findChild(QListWidget, "verifySheets")
    only = dialog.findChild(QCheckBox, "verifyBadOnly")
    assert sheets is not None and only is not None
    assert [sheets.item(row).text()[:2] for row in range(sheets.count())] == ["有效", "不符", "有效"]
    assert sheets.currentRow() == 1 and label(dialog, "verifyCount") == "3 张表，1 张有问题"
    only.setFocus()
    QTest.keyClick(only, Key.Key_Space)
    assert sheets.count() == 1
    QTest.keyClick(only, Key.Key_Space)
    assert sheets.count() == 3
    sheets.setFocus()
    QTest.keyClick(sheets, Key.Key_Down)
    assert label(dialog, "verifyHeadline").startswith("有效")
    click(pick(dialog, "verifyCopy"))
    assert "不符：这张表被改动过" in QApplication.clipboard().text()


def test_a_chosen_file_that_is_no_pdf_is_refused_in_words(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "假.pdf").write_bytes(b"PK\x03\x04")
    dialog = opened(shell)
    in_dialog(choose_file(tmp_path / "假.pdf"), pick(dialog, "verifyChoose").click)
    verified(dialog)
    assert label(dialog, "verifyWords").startswith("这不是 PDF 文件") and not label(dialog, "verifyHeadline")


def test_stopping_and_closing_end_the_work(shell: Shell, tmp_path: Path) -> None:
    path = printed(shell, tmp_path, *(one.id for one in shell.window.workspace.desk.ledger.filings.list()))
    dialog = opened(shell)
    drop(dialog, path)
    click(pick(dialog, "verifyStop"))
    verified(dialog)
    assert "已停止" in label(dialog, "verifyWords")
    drop(dialog, path)
    QTest.keyClick(dialog, Key.Key_Escape)
    wait_until(lambda: not dialog.isVisible())


def test_one_dialog_is_enough_and_it_goes_with_the_ledger(shell: Shell) -> None:
    first = opened(shell)
    assert opened(shell) is first
    shell.window.workspace.close()
    wait_until(lambda: not first.isVisible())
    assert not shell.action("actionVerify").isEnabled()


def test_a_dropped_archive_says_what_was_changed_and_lists_its_sheets(shell: Shell, tmp_path: Path) -> None:
    make_archive(shell.window.workspace.desk, Wish(2020), tmp_path / "archive")
    dialog = opened(shell)
    drop(dialog, tmp_path / "archive")
    assert verified(dialog).startswith("归档完好") and not pick(dialog, "verifyOpen").isEnabled()
    sheets = dialog.findChild(QListWidget, "verifySheets")
    assert sheets is not None
    sheets.setFocus()
    QTest.keyClick(sheets, Key.Key_Down)
    assert label(dialog, "verifyHeadline").startswith("有效") and "正式表/" in label(dialog, "verifyDetail")
    assert label(dialog, "verifyCount") == "1 张表，都有效" and pick(dialog, "verifyOpen").isEnabled()
    (tmp_path / "archive" / "目录.pdf").unlink()
    assert verified(dialog, str(tmp_path / "archive")).startswith("不符：归档里有 1 个文件")
    assert label(dialog, "verifyDetail") == "目录.pdf：缺了这个文件"
    assert [sheets.item(row).text()[:2] for row in range(sheets.count())] == ["不符", "有效"]
    click(pick(dialog, "verifyCopy"))
    assert "目录.pdf：缺了这个文件" in QApplication.clipboard().text().splitlines()


def test_a_chosen_zip_that_is_no_archive_is_refused_in_words(shell: Shell, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "别的.zip", "w") as package:
        package.writestr("a.txt", b"")
    dialog = opened(shell)
    in_dialog(choose_file(tmp_path / "别的.zip"), pick(dialog, "verifyChoose").click)
    verified(dialog)
    assert label(dialog, "verifyWords").startswith("里面没有“清单.json”") and not label(dialog, "verifyHeadline")
