"""Walking on paper by the keys of a spreadsheet."""

from collections.abc import Callable

from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.walking import blocks_of
from tests.ui.paper.hands import ALT, CTRL, ROWS, SHIFT, Key, go, press, stored, type_text


def test_tab_walks_the_fields_in_reading_order(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    seen = [view.anchor]
    for _ in range(len(view.paper.grid.fields) - 1):
        press(Key.Key_Tab)
        seen.append(view.anchor)
    assert seen == view.paper.grid.fields
    press(Key.Key_Backtab)
    assert view.anchor == view.paper.grid.fields[-2]


def test_tab_out_of_an_editor_commits(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_code")
    type_text("1")
    press(Key.Key_Tab)
    type_text("2")
    press(Key.Key_Backtab)
    assert stored(view).values == {"project_code": "1", "competent_department": "2"}
    assert view.anchor == view.session.paper.place_of("values.project_code")


def test_arrows_keep_their_column_across_spans(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.competent_department")
    start = view.anchor
    for _ in range(7):
        press(Key.Key_Down)
    assert view.anchor == view.session.paper.place_of("values.overview")
    for _ in range(7):
        press(Key.Key_Up)
    assert view.anchor == start


def test_up_and_down_leave_a_cell_opened_by_typing(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.competent_department")
    type_text("88")
    press(Key.Key_Down)
    assert stored(view).values["competent_department"] == "88"
    assert view.anchor == view.session.paper.place_of("values.implementing_unit")


def test_left_and_right_leave_a_cell_opened_by_typing_until_f2(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_code")
    type_text("12")
    press(Key.Key_Right)
    assert stored(view).values["project_code"] == "12"
    assert view.anchor == view.paper.grid.anchor(view.anchor[0], 3)
    go(view, "values.project_code")
    type_text("34")
    press(Key.Key_F2)
    press(Key.Key_Left)
    type_text("0")
    press(Key.Key_F2)
    press(Key.Key_Left)
    assert stored(view).values["project_code"] == "304"


def test_left_goes_through_a_text_of_several_lines(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.overview")
    type_text("ab")
    press(Key.Key_Return, ALT)
    type_text("d")
    press(Key.Key_Left)
    type_text("c")
    press(Key.Key_Return)
    assert stored(view).values["overview"] == "ab\ncd"


def test_home_and_end_lead_to_the_fields_of_a_row_and_of_the_form(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    place = view.session.paper.place_of
    go(view, "values.competent_department")
    press(Key.Key_Home)
    assert view.anchor == place("values.project_code")
    press(Key.Key_Home)
    assert view.anchor == (view.anchor[0], 0)
    press(Key.Key_End)
    assert view.anchor == place("values.competent_department")
    press(Key.Key_End, CTRL)
    assert view.anchor == view.paper.grid.edge_field(last=True)
    assert view.viewport().rect().intersects(view.cell_rect(view.anchor))
    press(Key.Key_Home, CTRL)
    assert view.anchor == view.paper.grid.edge_field(last=False)
    assert view.selected() == [view.anchor]


def test_page_keys_go_by_a_screenful(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_name")
    start = view.anchor
    press(Key.Key_PageDown)
    assert view.anchor[0] > start[0] + 4
    press(Key.Key_PageUp)
    assert view.anchor[0] <= start[0]


def test_ctrl_with_an_arrow_goes_to_the_end_of_what_is_filled(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": [*ROWS, {**ROWS[2], "level3": "及时率", "target": ""}]}).view
    go(view, "tables.indicators[0].target")
    press(Key.Key_Down, CTRL)
    assert view.anchor == view.session.paper.place_of("tables.indicators[2].target")
    assert view.selected() == [view.anchor]
    press(Key.Key_Up, CTRL)
    assert view.session.shown(view.anchor) == "指标值"


def test_ctrl_and_shift_with_space_select_column_and_row(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].target")
    press(Key.Key_Space, CTRL)
    texts = [view.session.shown(place) for place in view.selected()]
    assert texts[:3] == ["≥100人", "≥50人", "100%"]
    assert not any(texts[3:])
    press(Key.Key_Space, SHIFT)
    assert "资助人数" in [view.session.shown(place) for place in view.selected()]
    assert view.editor is None


def test_shift_with_arrows_and_ctrl_a_select(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].target")
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)
    assert [view.session.shown(place) for place in view.selected()] == ["≥100人", "≥50人", "100%"]
    press(Key.Key_A, CTRL)
    assert len(view.selected()) == len(view.paper.grid.cells)


def test_enter_after_tab_goes_below_where_the_line_was_begun(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    place = view.session.paper.place_of
    go(view, "tables.indicators[0].level3")
    type_text("1")
    press(Key.Key_Tab)
    type_text("2")
    press(Key.Key_Return)
    assert view.anchor == place("tables.indicators[1].level3")
    press(Key.Key_Return)
    assert view.anchor == place("tables.indicators[1].target")
    press(Key.Key_Return, SHIFT)
    assert view.anchor == place("tables.indicators[1].level3")


def test_enter_after_tab_leads_from_the_last_line_behind_the_table(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    place = view.session.paper.place_of
    go(view, "values.other_matters")
    for _ in range(3):
        press(Key.Key_Backtab)
    assert view.paper.grid.is_table_line(view.anchor[0])
    type_text("1")
    press(Key.Key_Tab)
    type_text("2")
    press(Key.Key_Return)
    assert stored(view).rows("indicators")[0]["target"] == "2"
    assert view.anchor == place("values.other_matters")


def test_enter_after_tab_keeps_reading_order_outside_of_tables(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_code")
    press(Key.Key_Tab)
    press(Key.Key_Return)
    assert view.anchor == view.session.paper.place_of("values.competent_department_code")


def test_whole_tables_are_selected_as_few_ranges(open_paper: Callable[..., PaperDesk]) -> None:
    rows = [{"name": f"第{number}单位", "amount": "1"} for number in range(40)]
    view = open_paper("allocation", tables={"rows": rows}).view
    grid = view.paper.grid
    places = [place for place in grid.cells if grid.is_table_line(place[0])]
    top, bottom = min(places)[0], max(places)[0]
    assert blocks_of(grid, places) == [(top, 0, bottom, grid.column_count - 1)]
    apart = [(top, 0), (top, 1), (top + 1, 1), (top + 3, 1)]
    assert blocks_of(grid, apart) == [(top, 0, top, 1), (top + 1, 1, top + 1, 1), (top + 3, 1, top + 3, 1)]
    press(Key.Key_A, CTRL)
    view.session.show()
    view.paper.beginResetModel()
    view.paper.endResetModel()  # another paper: what was selected stays so
    assert view.selected() == sorted(grid.cells)
