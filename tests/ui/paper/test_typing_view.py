"""Typing on paper: editors by keys, clicks and input methods, on a real ledger."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from medaid_desktop.ui.delegates.cell_editor import CellEditor
from medaid_desktop.ui.views.paper.desk import PaperDesk
from tests.ui.paper.hands import ALT, CTRL, KEYPAD, Key, click, compose_text, go, press, stored, type_text
from tests.ui.shell import PATIENCE_MS


def test_typing_replaces_and_enter_commits_and_goes_to_the_next_field(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "old name"}).view
    go(view, "values.project_name")
    type_text("Aid 2020")
    assert isinstance(view.editor, CellEditor)
    assert stored(view).values["project_name"] == "old name"
    press(Key.Key_Return)
    assert view.editor is None
    assert stored(view).values["project_name"] == "Aid 2020"
    assert view.anchor == view.session.paper.place_of("values.project_category")


@pytest.mark.parametrize("opened", ["F2", "double click"])
def test_f2_and_double_click_keep_the_text(open_paper: Callable[..., PaperDesk], opened: str) -> None:
    view = open_paper(values={"project_name": "Aid"}).view
    go(view, "values.project_name")
    if opened == "F2":
        press(Key.Key_F2)
    else:
        click(view, view.cell_rect(view.anchor).center(), double=True)
    assert view.editor is not None
    press(Key.Key_End)
    type_text("!")
    press(Key.Key_Return)
    assert stored(view).values["project_name"] == "Aid!"


def test_escape_drops_what_was_typed(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "Aid"}).view
    go(view, "values.project_name")
    type_text("wrong")
    press(Key.Key_Escape)
    assert view.editor is None
    assert stored(view).values["project_name"] == "Aid"
    assert QApplication.focusWidget() is view


def test_alt_enter_breaks_the_line(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.overview")
    type_text("one")
    press(Key.Key_Return, ALT)
    type_text("two")
    press(Key.Key_Return)
    assert stored(view).values["overview"] == "one\ntwo"


def test_leaving_by_click_commits(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_code")
    type_text("007")
    other = view.session.paper.place_of("values.contact")
    click(view, view.cell_rect(other).center())
    assert stored(view).values["project_code"] == "007"
    assert view.anchor == other


def test_leaving_for_another_widget_commits(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    paper = open_paper()
    other = QLineEdit(paper)
    other.show()
    go(paper.view, "values.project_code")
    type_text("008")
    other.setFocus()
    qtbot.waitUntil(lambda: paper.view.editor is None, timeout=PATIENCE_MS)
    assert stored(paper.view).values["project_code"] == "008"
    assert QApplication.focusWidget() is other


def test_prefix_and_suffix_are_print(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"filling_unit": "甲局"}).view
    go(view, "values.filling_unit")
    press(Key.Key_F2)
    editor = view.editor
    assert isinstance(editor, CellEditor)
    assert editor.toPlainText() == "填报单位：甲局（签章）"
    for key in (Key.Key_End, Key.Key_Delete, Key.Key_Home, Key.Key_Backspace):
        press(key)
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    assert editor.toPlainText() == "填报单位：（签章）"
    type_text("A")
    press(Key.Key_A, CTRL)
    type_text("B")
    assert editor.toPlainText() == "填报单位：B（签章）"
    press(Key.Key_Return)
    assert stored(view).values["filling_unit"] == "B"


def test_the_first_letter_of_an_input_method_is_kept(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "old"}).view
    go(view, "values.project_name")
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose_text("y")
    compose_text("yi'liao")
    editor = view.editor
    assert isinstance(editor, CellEditor)
    assert editor.document().firstBlock().layout().preeditAreaText() == "yi'liao"
    compose_text("", "医疗救助")
    assert editor.value() == "医疗救助"
    compose_text("", "项目")
    press(Key.Key_Return)
    assert stored(view).values["project_name"] == "医疗救助项目"


def test_a_composition_given_up_keeps_the_old_text(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_name": "old"}).view
    go(view, "values.project_name")
    compose_text("y")
    compose_text("")
    press(Key.Key_Escape)
    assert view.editor is None
    assert stored(view).values["project_name"] == "old"


def test_rows_grow_while_typing_and_shrink_on_escape(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_name")
    row = view.anchor[0]
    before = view.rowHeight(row)
    type_text("a long name of a project " * 6)
    assert view.rowHeight(row) > 2 * before
    assert view.editor is not None
    assert view.editor.geometry() == view.cell_rect(view.anchor)
    press(Key.Key_Escape)
    assert view.rowHeight(row) == before


def test_the_cursor_of_a_blank_cell_stands_where_the_text_will(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    for path in ("values.overview", "values.project_name", "values.contact_phone"):
        go(view, path)
        press(Key.Key_F2)
        before = view.editor.cursorRect()
        type_text("x")
        assert view.editor.cursorRect().top() == before.top()
        press(Key.Key_Escape)


def test_the_editor_breaks_lines_as_the_paper_does(open_paper: Callable[..., PaperDesk]) -> None:
    text = "对特困人员、低保对象（含孤儿）给予补助，共 658090 人×32 元=21058880 元；𬱟䶮二字亦须录入，" * 3
    view = open_paper(values={"overview": text, "project_name": text}).view
    for path in ("values.overview", "values.project_name"):
        go(view, path)
        cell = view.paper.grid.cells[view.anchor]
        printed = [line for line, _ in view.look.set_text(cell, cell.text).block.lines]
        press(Key.Key_F2)
        layout = view.editor.document().firstBlock().layout()
        units = text.encode("utf-16-le")
        shown = []
        for number in range(layout.lineCount()):
            start = 2 * layout.lineAt(number).textStart()
            shown.append(units[start : start + 2 * layout.lineAt(number).textLength()].decode("utf-16-le"))
        assert shown == printed
        press(Key.Key_Escape)


@pytest.mark.parametrize("zoom", [100, 110, 150])
def test_nothing_jumps_when_an_editor_opens(open_paper: Callable[..., PaperDesk], zoom: int) -> None:
    values = {
        "project_name": "城乡居民基本医疗保险政府补贴 Aid",
        "filling_unit": "甲局",
        "filled_on": "2020年6月1日",
        "contact_phone": "0635-0000001",
    }
    view = open_paper(values=values).view
    view.set_zoom(zoom)
    for name in values:
        go(view, f"values.{name}")
        inside = view.cell_rect(view.anchor).adjusted(4, 3, -4, -3)
        before = view.viewport().grab(inside).toImage()
        press(Key.Key_F2)
        assert isinstance(view.editor, CellEditor)
        view.editor.setCursorWidth(0)
        assert view.viewport().grab(inside).toImage() == before, name
        press(Key.Key_Escape)


def test_rows_grow_while_an_input_method_composes(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_name")
    before = view.rowHeight(view.anchor[0])
    compose_text("ji'ben'yi'liao'" * 8)
    grown = view.rowHeight(view.anchor[0])
    assert grown > 2 * before
    compose_text("", "基本医疗")
    assert view.rowHeight(view.anchor[0]) == before


def test_the_number_pad_types_and_enters(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_code")
    for key in (Key.Key_1, Key.Key_Period, Key.Key_5):
        press(key, KEYPAD)
    press(Key.Key_Enter, KEYPAD)
    assert stored(view).values["project_code"] == "1.5"
    assert view.anchor == view.session.paper.place_of("values.competent_department")


def test_full_width_digits_stay_as_they_were_typed(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.funding_fiscal")
    compose_text("", "１５４．１８")
    press(Key.Key_Return)
    assert stored(view).values["funding_fiscal"] == "１５４．１８"


def test_escape_brings_back_a_cell_that_f2_opened(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_code": "7"}).view
    go(view, "values.project_code")
    press(Key.Key_F2)
    type_text("8")
    press(Key.Key_Escape)
    assert stored(view).values["project_code"] == "7"
    assert view.paper.text(view.anchor) == "7"
