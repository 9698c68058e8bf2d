"""Filings in the window: made, copied, deleted, restored, out and in as JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)  # fmt: skip

from tests.ui.shell import Key, Shell, button, choose_file, click, in_dialog, type_text, wait_until

Open = Callable[[Path | None], Shell]


def yanggu(shell: Shell) -> None:
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)


def test_a_new_filing_by_keyboard(shell: Shell):
    yanggu(shell)
    before = shell.filings.model().rowCount()

    def fill(dialog: QDialog) -> None:
        forms = dialog.findChild(QListWidget, "formChooser")
        assert forms is not None and forms.currentItem().text() == "资金分配表"
        for _ in range(4):
            shell.press(Key.Key_Down)
        assert forms.currentItem().text() == "预算绩效目标申报表"
        assert not any(box.isVisible() for box in dialog.findChildren(QComboBox))
        shell.press(Key.Key_Tab)
        region = dialog.focusWidget()
        assert isinstance(region, QLineEdit) and region.text() == "山东省聊城市阳谷县"
        shell.press(Key.Key_Tab)
        year = dialog.focusWidget()
        assert isinstance(year, QSpinBox)
        year.selectAll()
        type_text("2023")
        shell.press(Key.Key_Return)

    in_dialog(fill, shell.action("actionNew").trigger)
    assert shell.filings.model().rowCount() == before + 1
    filing = shell.editor.session.filing
    assert (filing.form, filing.region, filing.year) == ("declaration", "371521", 2023)
    shell.window.activateWindow()
    wait_until(shell.editor.hasFocus)
    assert shell.window._workbench.place.filings.selected_ids() == [filing.id]  # type: ignore[union-attr]


def test_a_form_with_several_layouts_asks_for_one(shell: Shell):
    def fill(dialog: QDialog) -> None:
        layout = dialog.findChild(QComboBox, "layoutField")
        assert layout is not None and layout.isVisible() and layout.count() > 2
        layout.setCurrentIndex(2)
        region = dialog.findChild(QLineEdit, "regionField")
        assert region is not None
        region.setFocus()
        region.selectAll()
        type_text("lhx")
        assert not button(dialog, "新建").isEnabled()
        shell.press(Key.Key_Return)
        assert "县" in region.text()
        chosen.append(layout.currentData())
        click(button(dialog, "新建"))

    chosen: list[str] = []
    in_dialog(fill, shell.action("actionNew").trigger)
    assert shell.editor.session.filing.variant == chosen[0] != ""


def test_a_copy_takes_the_content_along(shell: Shell):
    yanggu(shell)
    shell.select_row(0)
    title = shell.titles()[0]

    def fill(dialog: QDialog) -> None:
        forms = dialog.findChild(QListWidget, "formChooser")
        year = dialog.findChild(QSpinBox, "yearField")
        assert forms is not None and forms.count() == 1 and year is not None
        year.setValue(2021)
        click(button(dialog, "新建"))

    in_dialog(fill, shell.action("actionDuplicate").trigger)
    filing = shell.editor.session.filing
    assert filing.year == 2021 and filing.region == "371521"
    assert filing.values["project_name"] == title


def test_deleting_asks_nothing_and_can_be_taken_back(shell: Shell):
    yanggu(shell)
    shell.open_row(0)
    titles = shell.titles()
    tabs = shell.window._workbench.tabs  # type: ignore[union-attr]
    shell.filings.setFocus()
    shell.press(Key.Key_Delete)
    assert shell.titles() == titles[1:]
    assert tabs.count() == 0
    assert titles[0] in shell.notice.text and "回收站" in shell.notice.text
    shell.press_notice_button()
    assert sorted(shell.titles()) == sorted(titles)


def test_delete_in_the_paper_clears_a_cell_and_no_filing(shell: Shell):
    yanggu(shell)
    shell.open_row(0)
    count = shell.filings.model().rowCount()
    shell.press(Key.Key_Delete)
    assert shell.filings.model().rowCount() == count


def test_bin_restores_and_deletes_for_good_after_a_question(shell: Shell):
    yanggu(shell)
    total = shell.filings.model().rowCount()
    for _ in range(2):
        shell.select_row(0)
        shell.press(Key.Key_Delete)

    def restore(dialog: QDialog) -> None:
        view = dialog.findChild(QTableView, "binList")
        assert view is not None and view.model().rowCount() == 2
        click(button(dialog, "还原"))
        assert view.model().rowCount() == 1
        asked: list[str] = []

        def refuse(box: QDialog) -> None:
            assert isinstance(box, QMessageBox)
            asked.append(box.text())
            shell.press(Key.Key_Escape)

        in_dialog(refuse, lambda: click(button(dialog, "彻底删除")))
        assert asked == ["要彻底删除 1 份填报件吗？"] and view.model().rowCount() == 1
        in_dialog(lambda box: click(button(box, "彻底删除 1 份")), lambda: click(button(dialog, "彻底删除")))
        assert view.model().rowCount() == 0 and not button(dialog, "还原").isEnabled()

    in_dialog(restore, shell.action("actionBin").trigger)
    assert shell.filings.model().rowCount() == total - 1
    assert shell.window.workspace.desk.ledger.filings.count(deleted=True) == 0


def test_json_goes_out_and_comes_in_again(shell: Shell, tmp_path: Path):
    yanggu(shell)
    shell.select_row(0)
    out = tmp_path / "filing.json"
    in_dialog(choose_file(out), shell.action("actionExport").trigger)
    wait_until(lambda: "已导出 1 份" in shell.notice.text)
    assert json.loads(out.read_text(encoding="utf-8"))["region"] == "371521"

    of_another_project(out)
    count = shell.filings.model().rowCount()
    in_dialog(choose_file(out), shell.action("actionImport").trigger)
    wait_until(lambda: "已导入 1 份" in shell.notice.text)
    assert shell.filings.model().rowCount() == count + 1
    assert shell.editor.session.filing.region == "371521"
    shell.press_notice_button()
    assert "已撤销导入" in shell.notice.text
    assert shell.filings.model().rowCount() == count


def test_a_file_that_is_no_filing_says_so(shell: Shell, tmp_path: Path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"form": "nothing"}', encoding="utf-8")
    in_dialog(choose_file(wrong), shell.action("actionImport").trigger)
    wait_until(lambda: "没有导入" in shell.notice.text)
    assert "wrong.json" in shell.notice.text and "没有这个表种" in shell.notice.text


def test_the_list_is_sorted_by_its_heads_and_narrowed_by_year(shell: Shell):
    model, head = shell.filings.model(), shell.filings.horizontalHeader()
    spot = head.sectionViewportPosition(1) + 10
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, head.height() // 2))
    assert shell.titles() == sorted(shell.titles())
    total = model.rowCount()
    years = shell.part(QComboBox, "yearChooser")
    assert [years.itemText(row) for row in range(years.count())] == ["全部年度", "2021 年度", "2020 年度"]
    years.setCurrentIndex(1)
    assert 0 < model.rowCount() < total
    assert {model.index(row, 3).data() for row in range(model.rowCount())} == {"2021"}


def test_an_empty_place_offers_to_make_a_filing(shell: Shell):
    shell.search.setFocus()
    shell.type("110101")
    shell.press(Key.Key_Return)
    panel = shell.window._workbench.place.filings  # type: ignore[union-attr]
    offer = next(b for b in panel.findChildren(QPushButton) if b.text() == "新建填报件…")
    assert offer.isVisible() and offer.isEnabled() and not shell.filings.isVisible()


def test_files_dropped_on_the_window_are_opened_or_imported(shell: Shell, sample_file: Path, tmp_path: Path):
    yanggu(shell)
    shell.select_row(0)
    out = tmp_path / "filing.json"
    in_dialog(choose_file(out), shell.action("actionExport").trigger)
    wait_until(out.exists)
    of_another_project(out)
    count = shell.filings.model().rowCount()
    assert not drop(shell, tmp_path / "picture.png")
    assert drop(shell, out)
    wait_until(lambda: shell.filings.model().rowCount() == count + 1)
    other = tmp_path / "other.medaid"
    other.write_bytes(sample_file.read_bytes())
    assert drop(shell, other)
    wait_until(lambda: shell.window.workspace.desk.ledger.path == other)


@pytest.mark.parametrize("place", ["filingList", "regionTree", "formEditor"])
def test_files_dropped_on_list_tree_or_paper_are_imported_and_taken_back(shell: Shell, tmp_path: Path, place: str):
    yanggu(shell)
    shell.open_row(0)
    out = tmp_path / "filing.json"
    in_dialog(choose_file(out), shell.action("actionExport").trigger)
    wait_until(out.exists)
    of_another_project(out)
    before, count = shell.editor.session.filing.copy(), shell.filings.model().rowCount()
    view = shell.part(QAbstractItemView, place)
    assert not drop(shell, tmp_path / "picture.png", view.viewport())
    assert drop(shell, out, view.viewport())
    wait_until(lambda: shell.filings.model().rowCount() == count + 1)
    assert "已导入 1 份" in shell.notice.text and shell.window.workspace.desk.ledger.filings.get(before.id) == before
    shell.press_notice_button()
    assert "已撤销导入" in shell.notice.text and shell.filings.model().rowCount() == count


def test_a_ledger_dropped_on_the_paper_is_opened(shell: Shell, sample_file: Path, tmp_path: Path):
    yanggu(shell)
    shell.open_row(0)
    other = tmp_path / "other.medaid"
    other.write_bytes(sample_file.read_bytes())
    assert drop(shell, other, shell.editor.viewport())
    wait_until(lambda: shell.window.workspace.is_open and shell.window.workspace.desk.ledger.path == other)


def of_another_project(file: Path) -> None:
    """Names another project in an exported filing: the ledger has none of it yet."""
    data = json.loads(file.read_text(encoding="utf-8"))
    data["values"]["project_name"] = "另一个项目"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def drop(shell: Shell, file: Path, target: QWidget | None = None) -> bool:
    """Drags a file over a part of the window and, where it is welcome, drops it."""
    target = target or shell.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    spot = target.rect().center()
    enter = QDragEnterEvent(spot, copy, data, left, none)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(spot), copy, data, left, none))
    return enter.isAccepted()
