"""Finding cells on a paper, walking over it, and telling two papers apart."""

import pytest

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.ui.views.paper.changes import change_between
from medaid_desktop.ui.views.paper.grid import DOWN, LEFT, RIGHT, UP, PaperGrid

FORMS = FormLibrary()
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
]


def grid_of(form: str, opened: tuple[OpenLine, ...] = (), **content: object) -> PaperGrid:
    filing = Filing(form=form, year=2020, **content)
    return PaperGrid(compose(FORMS.get(form), filing, opened=opened))


@pytest.mark.parametrize("form", FORMS.ids())
def test_every_place_of_every_form_has_one_cell(form: str) -> None:
    grid = grid_of(form)
    for row in range(grid.row_count):
        for col in range(grid.column_count):
            cell = grid.cell(grid.anchor(row, col))
            assert cell is not None
            assert cell.row <= row < cell.row + cell.rows
            assert cell.col <= col < cell.col + cell.cols


@pytest.mark.parametrize("form", FORMS.ids())
def test_fields_are_walked_there_and_back(form: str) -> None:
    grid = grid_of(form)
    place, seen = grid.fields[0], [grid.fields[0]]
    while (following := grid.field_beside(place, True)) is not None:
        seen.append(following)
        place = following
    assert seen == grid.fields == sorted(set(grid.fields))
    assert [grid.field_beside(field, False) for field in grid.fields] == [None, *grid.fields[:-1]]


def test_arrows_return_to_where_they_came_from() -> None:
    grid = grid_of("declaration")
    start = grid.paper.places["values.competent_department"]
    place = lane = start
    for _ in range(10):
        place, lane = grid.beside(place, DOWN, lane)
    for _ in range(10):
        place, lane = grid.beside(place, UP, lane)
    assert place == start
    place, lane = grid.beside(start, RIGHT, start)
    assert (place, lane) == (start, start)
    place, lane = grid.beside(start, LEFT, start)
    assert grid.beside(place, RIGHT, lane)[0] == start


def test_the_field_of_a_label_is_right_of_it_or_below() -> None:
    grid = grid_of("declaration")
    places = grid.paper.places
    row, col = places["values.project_name"]
    assert grid.nearest_field((row, col - 1)) == (row, col)
    goal = places["values.annual_goal"]
    assert grid.nearest_field((goal[0] - 1, goal[1])) == goal


def test_lines_are_told_from_heads_and_other_rows() -> None:
    grid = grid_of("declaration", tables={"indicators": ROWS})
    first = grid.paper.places["tables.indicators[0].level3"][0]
    assert not grid.is_table_line(first - 1)
    assert grid.is_table_line(first)
    slot = grid.line_slot(first + 1)
    assert slot is not None
    assert slot.path.startswith("tables.indicators[1].")
    assert grid.line_slot(0) is None


def test_only_cells_that_look_different_are_named() -> None:
    before = grid_of("declaration", tables={"indicators": ROWS}, values={"project_name": "a"})
    after = grid_of("declaration", tables={"indicators": ROWS}, values={"project_name": "b"})
    assert change_between(before, before).changed == []
    assert change_between(before, after).changed == [after.paper.places["values.project_name"]]


def test_a_line_that_becomes_content_has_changed_though_its_text_has_not() -> None:
    before = grid_of("declaration")
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "x"}
    after = grid_of("declaration", tables={"indicators": [row]})
    changed = change_between(before, after).changed
    assert changed is not None
    assert after.paper.places["tables.indicators[0].target"] in changed


def test_another_grid_is_told_as_such() -> None:
    before = grid_of("declaration", tables={"indicators": ROWS})
    after = grid_of("declaration", tables={"indicators": ROWS}, values={"extra:附注": "版面上没有它的格子"})
    assert change_between(before, after).changed is None


def test_a_line_opened_in_a_group_moves_the_rows_below_it_and_only_lengthens_the_group() -> None:
    before = grid_of("declaration", tables={"indicators": ROWS})
    after = grid_of("declaration", tables={"indicators": ROWS}, opened=(OpenLine("indicators", 1, ROWS[0]),))
    change = change_between(before, after)
    row = before.paper.places["tables.indicators[1].level3"][0]
    assert change.shift == (row, 1)
    groups = {before.paper.places[f"tables.indicators[0].{name}"] for name in ("level1", "level2")}
    assert groups.isdisjoint(change.unspanned)
    assert (row, 3) in {place for place, _, _ in change.spans}


def test_a_row_of_another_class_cuts_the_group_in_two() -> None:
    before = grid_of("declaration", tables={"indicators": ROWS})
    rows = [ROWS[0], {**ROWS[1], "level2": "质量指标"}, *ROWS[2:]]
    after = grid_of("declaration", tables={"indicators": rows})
    change = change_between(before, after)
    assert change.changed is not None
    assert after.paper.places["tables.indicators[1].level2"] in change.changed
    assert before.paper.places["tables.indicators[0].level2"] in change.unspanned
