"""What was tried by hand in a real window, kept: input methods, merged cells, ticks, fills, new lines, zoom, edges."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from medaid_desktop.ui.views.paper.desk import PaperDesk
from tests.ui.paper.hands import ALT, CTRL, ROWS, SHIFT, Key, compose_text, go, press, stored, type_text

Open = Callable[..., PaperDesk]
GROUPS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "level4": "特困", "target": "≥1人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "level4": "低保", "target": "≥2人"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "合规率", "target": "100%"},
]


def levels(view, name: str) -> list[str]:
    return [row.get(name, "") for row in stored(view).rows("indicators")]


# -- input methods -----------------------------------------------------------------------------------------------------


def test_a_composition_begun_on_a_merged_indicator_changes_all_its_rows(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": GROUPS}).view
    go(view, "tables.indicators[1].level3")
    assert view.paper.grid.cells[view.anchor].rows == 2
    compose_text("z")
    compose_text("zi'zhu")
    compose_text("", "资助参保")
    compose_text("", "人次")
    press(Key.Key_Return)
    assert levels(view, "level3") == ["资助参保人次", "资助参保人次", "合规率"]
    assert view.session.undo_text == "填写“指标内容”"


def test_a_composition_on_a_group_name_renames_the_group(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].level2")
    compose_text("shu")
    compose_text("", "数目指标")
    press(Key.Key_Return)
    assert levels(view, "level2") == ["数目指标", "数目指标", "质量指标"]


def test_a_composition_on_print_says_why_and_where_and_writes_nothing(open_paper: Open) -> None:
    view = open_paper().view
    said: list[str] = []
    view.session.refused.connect(said.append)
    row, col = view.session.paper.places["values.project_name"]
    view.go_to((row, col - 1))
    compose_text("x")
    compose_text("", "项目")
    type_text("1")
    assert said
    assert "项目名称" in said[-1]
    assert stored(view).values == {}
    assert view.editor is None


def test_a_composition_that_grows_over_several_lines_and_is_given_up_leaves_no_trace(open_paper: Open) -> None:
    view = open_paper().view
    go(view, "values.project_name")
    heights = list(view.look.geometry.heights_mm)
    compose_text("很长" * 60)
    assert view.look.geometry.heights_mm[view.anchor[0]] > heights[view.anchor[0]]
    compose_text("")
    press(Key.Key_Escape)
    assert view.look.geometry.heights_mm == heights
    assert stored(view).values == {}


def test_a_composition_at_200_percent_and_beyond_the_right_edge(open_paper: Open) -> None:
    desk = open_paper(tables={"indicators": ROWS})
    view = desk.view
    desk.set_zoom(200)
    go(view, "tables.indicators[0].target")
    compose_text("m")
    editor = view.editor
    assert editor is not None
    shown = view.viewport().rect().intersected(editor.geometry())
    assert shown.width() == editor.width()
    compose_text("", "明显提高")
    press(Key.Key_Return)
    assert levels(view, "target")[0] == "明显提高"


# -- blocks ------------------------------------------------------------------------------------------------------------


def test_filling_down_over_groups_spares_their_names(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].level1")
    first = view.anchor
    go(view, "tables.indicators[2].target")
    places = [(row, col) for row in range(first[0], view.anchor[0] + 1) for col in range(first[1], view.anchor[1] + 1)]
    chosen = view.selection_of([place for place in places if place in view.paper.grid.cells])
    view.selectionModel().select(chosen, view.selectionModel().SelectionFlag.ClearAndSelect)
    press(Key.Key_D, CTRL)
    assert levels(view, "level2") == ["数量指标", "数量指标", "质量指标"]
    assert levels(view, "level3") == ["救助人数"] * 3
    assert levels(view, "target") == ["≥100人"] * 3


def test_delete_over_a_block_clears_fields_and_one_undo_brings_them_back(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    before = stored(view)
    go(view, "tables.indicators[0].level3")
    for _ in range(2):
        press(Key.Key_Down, SHIFT)
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Delete)
    assert stored(view).rows("indicators") == []
    assert view.session.undo_text == "清除 6 格"
    view.session.undo()
    assert stored(view).rows("indicators") == before.rows("indicators")
    view.session.redo()
    assert stored(view).rows("indicators") == []


def test_undo_right_after_a_paste_into_a_new_line(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    before, rows = stored(view), view.paper.rowCount()
    go(view, "tables.indicators[0].level3")
    press(Key.Key_Return, CTRL)
    QGuiApplication.clipboard().setText("新指标\t≥7人\r\n又一个\t≥8人\r\n")
    press(Key.Key_V, CTRL)
    view.session.answer(True)
    assert "新指标" in levels(view, "level3")
    view.session.undo()
    assert stored(view).rows("indicators") == before.rows("indicators")
    assert rows <= view.paper.rowCount() <= rows + 1
    view.session.redo()
    assert "新指标" in levels(view, "level3")


def test_a_paste_that_does_not_fit_asks_in_the_bar_and_escape_keeps_all(open_paper: Open) -> None:
    desk = open_paper(values={"project_name": "原名"})
    view = desk.view
    go(view, "values.filling_unit")
    QGuiApplication.clipboard().setText("\r\n".join(["甲\t乙\t丙\t丁"] * 30))
    press(Key.Key_V, CTRL)
    bar = desk.findChild(object, "pasteBar")
    assert bar.isVisible()
    press(Key.Key_Escape)
    assert not bar.isVisible()
    assert stored(view).values == {"project_name": "原名"}
    assert view.hasFocus()


# -- single cells ------------------------------------------------------------------------------------------------------


def test_space_ticks_one_option_after_the_other_and_unticks(open_paper: Open) -> None:
    view = open_paper().view
    go(view, "values.project_category")
    seen = []
    for _ in range(3):
        press(Key.Key_Space)
        seen.append(stored(view).values.get("project_category", ""))
    assert seen == ["投资类项目", "发展类项目", ""]


def test_alt_enter_within_f2_and_rows_that_grow(open_paper: Open) -> None:
    view = open_paper(values={"project_name": "第一行"}).view
    go(view, "values.project_name")
    row, before = view.anchor[0], view.rowHeight(view.anchor[0])
    press(Key.Key_F2)
    for _ in range(3):
        press(Key.Key_Return, ALT)
    type_text("12")
    assert view.rowHeight(row) > before
    press(Key.Key_Return)
    assert stored(view).values["project_name"] == "第一行\n\n\n12"


@pytest.mark.parametrize("key", [Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right])
def test_the_edge_of_the_sheet_holds_the_cursor(open_paper: Open, key: Key) -> None:
    view = open_paper().view
    seen = [view.anchor]
    for _ in range(60):
        press(key)
        seen.append(view.anchor)
    assert seen[-1] == seen[-2]
    assert view.paper.grid.cell(view.anchor) is not None


def test_a_drag_over_merged_cells_takes_them_whole(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[2].target")
    places = view.session.paper.places
    start = view.cell_rect(places["tables.indicators[1].level3"]).center()
    end = view.cell_rect(places["tables.indicators[0].level1"]).center()
    port, left = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end + QPoint(1, 1))
    QTest.mouseRelease(port, left, pos=end + QPoint(1, 1))
    assert {places["tables.indicators[0].level1"], places["tables.indicators[0].level2"]} <= set(view.selected())


def test_typing_goes_on_where_a_paste_has_made_the_cell_part_of_the_group_above(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[2].level2")
    QGuiApplication.clipboard().setText("数量指标")
    press(Key.Key_V, CTRL)
    assert levels(view, "level2") == ["数量指标"] * 3
    assert (view.currentIndex().row(), view.currentIndex().column()) == view.anchor
    compose_text("x")
    compose_text("", "数目")
    press(Key.Key_Return)
    assert levels(view, "level2") == ["数目"] * 3


def test_a_selection_over_lines_that_come_and_go_keeps_its_cells(open_paper: Open) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].target")
    press(Key.Key_D, CTRL | SHIFT)
    assert view.anchor == view.session.paper.places["tables.indicators[2].target"]
    press(Key.Key_Delete, CTRL)
    assert view.anchor == view.session.paper.places["tables.indicators[2].target"]
    assert levels(view, "level3") == ["救助人数", "资助人数", "合规率"]
