"""Exporting: one filing under a name, several into a folder or a file, back into their template, with what was not written."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListWidget, QRadioButton

from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.ui.commands import exporting
from medaid_desktop.ui.dialogs.exporting.dialog import ExportDialog
from tests.ui.shell import Key, Shell, button, choose_file, click, in_dialog, wait_until
from tests.ui.templates.blanks import supervision_book

FORM = "custom:医疗救助资金监督检查表"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files and folders that would have been opened with other programs."""
    paths: list[Path] = []
    monkeypatch.setattr(exporting, "open_file", paths.append)
    return paths


def _custom(shell: Shell, folder: Path, values: dict[str, str]) -> str:
    """A filing of a form made of a template, with these values."""
    desk = shell.window.workspace.desk
    folder.mkdir(exist_ok=True)
    keep_template(desk, read_template(desk, supervision_book(folder / "监督检查表.xlsx")))
    filing = add_filing(desk, FORM, "371521", 2026)
    commit(desk, filing.id, [(f"values.{name}", text) for name, text in values.items()], "填写")
    shell.window.workspace.filings_changed.emit()
    return filing.id


def _choose(shell: Shell, ids: list[str]) -> None:
    """Selects filings in the list, with the focus there."""
    shell.window.activateWindow()
    place = shell.window._workbench.place  # type: ignore[union-attr]
    place.list_all(ids)
    place.filings.select(ids)
    shell.filings.setFocus()


def _radio(dialog: QDialog, name: str) -> QRadioButton:
    found = dialog.findChild(QRadioButton, name)
    assert found is not None, name
    return found


def _to(path: Path, way: str = "export-files") -> Callable[[QDialog], None]:
    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        click(_radio(dialog, way))
        target = dialog.findChild(QLineEdit, "exportTarget")
        assert target is not None
        target.setFocus()
        target.selectAll()
        target.insert(str(path))
        target.textEdited.emit(str(path))
        click(button(dialog, "导出"))

    return work


def test_a_filing_goes_back_into_its_template(shell: Shell, tmp_path: Path, opened: list[Path]):
    filing = _custom(shell, tmp_path / "来文", {"extra:检查单位": "聊城市医疗保障局", "funding_total": "350.00"})
    _choose(shell, [filing])
    out = tmp_path / "检查表"
    in_dialog(choose_file(out), shell.action("actionExport").trigger)
    wait_until(lambda: "已导出 1 份：检查表.xlsx。" in shell.notice.text)
    sheet = openpyxl.load_workbook(tmp_path / "检查表.xlsx")["检查表"]
    assert sheet["B3"].value == "聊城市医疗保障局" and sheet["B5"].value == 350
    assert sheet["A1"].value == "医疗救助资金监督检查表" and sheet["C14"].value == "=SUM(C9:C13)"
    shell.press_notice_button("noticeButton")
    assert opened == [tmp_path / "检查表.xlsx"]


def test_json_is_chosen_by_its_ending(shell: Shell, tmp_path: Path):
    shell.select_row(0)
    out = tmp_path / "一份.json"
    in_dialog(choose_file(out), shell.action("actionExport").trigger)
    wait_until(lambda: "已导出 1 份：一份.json。" in shell.notice.text)
    assert json.loads(out.read_text(encoding="utf-8"))["format"] == "medaid-filing/1"


def test_several_go_into_a_folder_of_their_own(shell: Shell, tmp_path: Path, opened: list[Path]):
    shell.filings.selectAll()
    shell.filings.setFocus()
    count = len(shell.filings.selectionModel().selectedRows())
    folder = tmp_path / "全部"
    in_dialog(_to(folder), shell.action("actionExport").trigger)
    wait_until(lambda: f"已导出 {count} 份：全部。" in shell.notice.text)
    files = sorted(folder.iterdir())
    assert len(files) == count and {file.suffix for file in files} == {".xlsx"}
    shell.press_notice_button("noticeButton")
    assert opened == [folder]
    assert shell.window.settings.text("folder/export") == str(tmp_path)


def test_several_go_into_one_workbook_or_one_file_of_data(shell: Shell, tmp_path: Path):
    shell.filings.setFocus()
    shell.press(Key.Key_Home)
    shell.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    in_dialog(_to(tmp_path / "合", "export-book"), shell.action("actionExport").trigger)
    wait_until((tmp_path / "合.xlsx").exists)
    wait_until(lambda: "已导出 2 份：合.xlsx。" in shell.notice.text)
    assert len(openpyxl.load_workbook(tmp_path / "合.xlsx").sheetnames) == 2

    def same_way(dialog: QDialog) -> None:
        assert _radio(dialog, "export-book").isChecked(), "the last way is offered first"
        _to(tmp_path / "合.json", "export-json")(dialog)

    in_dialog(same_way, shell.action("actionExport").trigger)
    wait_until((tmp_path / "合.json").exists)
    assert len(json.loads((tmp_path / "合.json").read_text(encoding="utf-8"))["filings"]) == 2


def test_the_whole_list_can_be_meant(shell: Shell):
    shell.filings.setFocus()
    shell.press(Key.Key_Home)
    shell.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    total = shell.filings.model().rowCount()

    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        assert dialog.windowTitle() == "导出 2 份填报件"
        click(_radio(dialog, "export-listed"))
        assert dialog.windowTitle() == f"导出 {total} 份填报件" and len(dialog.ids()) == total
        words = dialog.findChild(QLabel, "exportWords")
        assert words is not None and f"将有 {total} 个文件" in words.text()
        target = dialog.target()
        assert target.name == f"医疗救助绩效目标-{total}份"
        dialog.reject()

    in_dialog(work, shell.action("actionExport").trigger)
    listed = shell.action("actionExportListed")
    assert listed.text() == f"导出列表中的全部 {total} 份(&A)…"


def test_a_file_that_cannot_be_written_offers_another_place(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shell.select_row(0)
    with monkeypatch.context() as patch:
        patch.setattr(exporting, "ask_save_as", lambda *_: tmp_path / "拔掉的U盘" / "表.xlsx")
        shell.action("actionExport").trigger()
        wait_until(lambda: "文件夹不存在" in shell.notice.text)
    again = tmp_path / "再存.xlsx"
    in_dialog(choose_file(again), lambda: shell.press_notice_button("noticeButton"))
    wait_until(again.exists)


def test_what_was_not_written_is_listed_and_led_to(shell: Shell, tmp_path: Path):
    filing = _custom(shell, tmp_path / "来文", {"extra:检查单位": "聊城市医疗保障局", "extra:无处可放": "备查"})
    _choose(shell, [filing])
    in_dialog(choose_file(tmp_path / "检查表.xlsx"), shell.action("actionExport").trigger)
    wait_until(lambda: "有 1 处没有照写" in shell.notice.text)

    def read(dialog: QDialog) -> None:
        lines = dialog.findChild(QListWidget, "exportNotices")
        assert lines is not None and lines.count() == 1 and "无处可放" in lines.item(0).text()
        click(button(dialog, "复制全部"))
        click(button(dialog, "到填报件这一处"))

    in_dialog(read, lambda: shell.press_notice_button("noticeButton"))
    assert "无处可放" in QApplication.clipboard().text()
    assert shell.editor.session.filing_id == filing
    anchor = (shell.editor.currentIndex().row(), shell.editor.currentIndex().column())
    assert shell.editor.session.grid.slot(shell.editor.paper.grid.anchor(*anchor)).path == "values.extra:无处可放"  # type: ignore[union-attr]


def test_nothing_chosen_says_so(shell: Shell):
    shell.filings.clearSelection()
    assert not shell.action("actionExport").isEnabled()
