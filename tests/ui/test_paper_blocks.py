"""Blocks of cells as plain text, and where they fall on the paper."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.editing import assigned
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.ui.views.paper_blocks import block_text, copied, paste, read_block
from medaid_desktop.ui.views.paper_grid import PaperGrid

ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
]
CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=["Cc"]) | st.sampled_from('\n\t"')
)


def grid_of(filing: Filing) -> PaperGrid:
    return PaperGrid(compose(FormLibrary().get(filing.form), filing))


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_block_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    assert read_block(block_text(rows) + "\n") == rows


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_blocks_of_a_spreadsheet_are_read(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\r\n").writerows(rows)
    assert read_block(written.getvalue()) == rows


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("one", [["one"]]),
        ('"x\r\ny"\tz\n', [["x\ny", "z"]]),
        ('5" pipe\tz', [['5" pipe', "z"]]),
        ('"open\tz', [['"open', "z"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("", [[""]]),
    ],
)
def test_ends_and_quotes(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


def test_copying_skips_places_under_spans() -> None:
    grid = grid_of(Filing(form="declaration", tables={"indicators": ROWS}))
    first = grid.paper.places["tables.indicators[0].level3"]
    places = [(row, col) for row in (first[0], first[0] + 1) for col in range(grid.column_count)]
    values = dict.fromkeys(grid.paper.binding, "v")
    block = copied(grid, places, values)
    assert block == [["v", "v", "v", "v", "v"], ["", "", "v", "v", "v"]]


def test_pasted_rows_beyond_the_table_are_added_in_its_groups() -> None:
    filing = Filing(form="declaration", tables={"schedule": [{"activity": "a", "starts": "2020年1月"}]})
    grid = grid_of(filing)
    start = grid.paper.places["tables.schedule[0].activity"]
    block = [["甲", "2020年1月", "2020年2月"], ["乙", "2020年3月", ""], ["丙", "", "2020年5月", "多余"]]
    pasting = paste(grid, filing, start, block)
    filing.apply([*pasting.added, *assigned(grid.paper, filing, pasting.texts)])
    assert filing.tables["schedule"] == [
        {"activity": "甲", "starts": "2020年1月", "ends": "2020年2月"},
        {"activity": "乙", "starts": "2020年3月"},
        {"activity": "丙", "ends": "2020年5月"},
    ]
    assert (pasting.count, pasting.skipped) == (7, 1)


def test_a_list_pasted_on_a_blank_form_fills_its_lines_in_order() -> None:
    filing = Filing(form="declaration")
    grid = grid_of(filing)
    start = next(anchor for anchor in grid.fields if grid.slot(anchor).field == "level3")
    pasting = paste(grid, filing, start, [["甲", "1"], ["乙", "2"], ["丙", "3"]])
    filing.apply([*pasting.added, *assigned(grid.paper, filing, pasting.texts)])
    rows = filing.tables["indicators"]
    assert [(row["level2"], row["level3"], row["target"]) for row in rows] == [
        ("数量指标", "甲", "1"),
        ("质量指标", "乙", "2"),
        ("时效指标", "丙", "3"),
    ]


def test_texts_that_fall_on_print_are_counted_unless_they_stand_there() -> None:
    filing = Filing(form="declaration")
    grid = grid_of(filing)
    row, col = grid.paper.places["values.project_name"]
    pasting = paste(grid, filing, (row, 0), [["项目名称", "名", "别的", "发展类项目"]])
    assert pasting.texts == {(row, col): "名", grid.paper.places["values.project_category"]: "发展类项目"}
    assert pasting.skipped == 1


def test_blanks_under_merged_cells_take_no_group_its_name() -> None:
    rows = [*ROWS, {"level1": "产出指标", "level2": "质量指标", "level3": "合规率", "target": "100%"}]
    filing = Filing(form="declaration", tables={"indicators": rows})
    grid = grid_of(filing)
    start = grid.paper.places["tables.indicators[0].level2"]
    pasting = paste(grid, filing, start, [["数量", "甲", "1"], ["", "乙", "2"], ["", "丙", ""]])
    filing.apply([*pasting.added, *assigned(grid.paper, filing, pasting.texts)])
    assert [(row["level2"], row["level3"], row.get("target", "")) for row in filing.tables["indicators"]] == [
        ("数量", "甲", "1"),
        ("数量", "乙", "2"),
        ("质量指标", "丙", ""),
    ]
    assert pasting.skipped == 0


def test_cells_of_one_open_line_make_one_row() -> None:
    filing = Filing(form="declaration")
    grid = grid_of(filing)
    anchors = [anchor for anchor in grid.fields if grid.slot(anchor).field in ("level3", "target")][:2]
    edits = assigned(grid.paper, filing, dict(zip(anchors, ["甲", "≥1"], strict=True)))
    assert [(path, json.loads(text)) for path, text in edits] == [
        ("tables.indicators[+0]", {"level1": "产出指标", "level2": "数量指标", "level3": "甲", "target": "≥1"})
    ]
