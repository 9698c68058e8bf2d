"""What a clerk does to cells, as edits; and that a step is whole or not at all."""

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.sheet import PageSetup, Paper, Sheet, Slot
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import (
    assigned,
    commit,
    deleted_rows,
    moved_row,
    new_line_texts,
    redo,
    undo,
    without_blank_rows,
)
from medaid_desktop.operations.filings.filings import add_filing

ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "甲", "target": "1"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "乙", "target": "2"},
]


@pytest.fixture
def filing(desk: Desk) -> Filing:
    made = add_filing(desk, "declaration", "371521", 2020)
    edits = [(f"tables.indicators[{i}].{name}", text) for i, row in enumerate(ROWS) for name, text in row.items()]
    return commit(desk, made.id, edits, "填写").filing


def paper(*slots: Slot) -> Paper:
    """A paper that shows each slot in a row of its own, but for open lines, which share the last."""
    rows = [number if slot.new_row is None else 99 for number, slot in enumerate(slots)]
    binding = {(row, number): slot for number, (row, slot) in enumerate(zip(rows, slots, strict=True))}
    return Paper(Sheet("", PageSetup(), (), (), ()), binding)


def opened(column: str) -> Slot:
    return Slot((f"tables.indicators[+1].{column}",), column, "indicators", new_row={"level1": "产出指标"})


def test_typing_into_a_merged_cell_changes_every_row(filing: Filing):
    slot = Slot(("tables.indicators[0].level1", "tables.indicators[1].level1"), "level1", "indicators")
    assert assigned(paper(slot), filing, {(0, 0): "效益指标"}) == [(path, "效益指标") for path in slot.paths]
    assert assigned(paper(slot), filing, {(0, 0): " 产出指标\n"}) == []


def test_typing_into_an_open_line_makes_one_row_at_its_place(filing: Filing):
    sheet = paper(opened("level3"), opened("target"))
    filing.apply(assigned(sheet, filing, {(99, 0): "丙", (99, 1): "≥3"}))
    assert [row["level3"] for row in filing.rows("indicators")] == ["甲", "丙", "乙"]
    assert filing.rows("indicators")[1] == {"level1": "产出指标", "level3": "丙", "target": "≥3"}


def test_blank_typed_into_an_open_line_is_nothing(filing: Filing):
    assert assigned(paper(opened("level3")), filing, {(99, 0): "　 "}) == []


def test_blanking_cells_takes_only_what_is_there(filing: Filing):
    target = Slot(("tables.indicators[0].target",), "target", "indicators")
    note = Slot(("tables.indicators[0].note",), "note", "indicators")
    edits = assigned(paper(target, note), filing, {(0, 0): "", (1, 1): ""})
    assert edits == [("tables.indicators[0].target", "")]


def test_rows_are_deleted_from_the_end(filing: Filing):
    filing.apply(deleted_rows("indicators", [0, 1, 0]))
    assert filing.rows("indicators") == []


@pytest.mark.parametrize(("index", "to", "order"), [(0, 1, "乙甲"), (1, 0, "乙甲"), (0, 0, "甲乙")])
def test_moving_a_row(filing: Filing, index: int, to: int, order: str):
    filing.apply(moved_row(filing, "indicators", index, to))
    assert "".join(row["level3"] for row in filing.rows("indicators")) == order


def test_a_new_line_starts_in_the_group_it_was_opened_in(desk: Desk, filing: Filing):
    form = desk.form_of(filing)
    assert new_line_texts(form, filing, "indicators", 1) == {"level1": "产出指标", "level2": "质量指标"}
    assert new_line_texts(form, filing, "indicators", 9) == {}


def test_a_row_left_with_group_names_only_goes(desk: Desk, filing: Filing):
    edits = [("tables.indicators[0].level3", ""), ("tables.indicators[0].target", "")]
    assert without_blank_rows(desk.form_of(filing), filing, edits)[2:] == [("tables.indicators[0]", "")]
    after = commit(desk, filing.id, edits, "清除").filing
    assert [row["level3"] for row in after.rows("indicators")] == ["乙"]
    assert undo(desk, filing.id).filing.rows("indicators") == ROWS
    assert [row["level3"] for row in redo(desk, filing.id).filing.rows("indicators")] == ["乙"]


def test_unknown_names_change_nothing(desk: Desk, filing: Filing):
    for path in ("values.nothing", "tables.nothing[0].a", "tables.indicators[0].colour", "tables.indicators[9].target"):
        with pytest.raises(UserError):
            commit(desk, filing.id, [("values.project_name", "甲"), (path, "x")], "填写")
    assert desk.ledger.filings.get(filing.id) == filing


def test_unknown_columns_of_a_whole_row_are_refused(desk: Desk, filing: Filing):
    with pytest.raises(UserError, match="colour"):
        commit(desk, filing.id, [("tables.indicators[+0]", '{"colour":"红"}')], "粘贴")


def test_title_follows_the_project_name(desk: Desk, filing: Filing):
    commit(desk, filing.id, [("values.project_name", "医疗救助")], "填写")
    assert desk.ledger.filings.list()[0].title == "医疗救助"
    undo(desk, filing.id)
    assert desk.ledger.filings.list()[0].title == "预算绩效目标申报表"
