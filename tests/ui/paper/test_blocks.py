"""Blocks of cells as plain text, and where they fall on the paper."""

import json

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.formats.clipboard.block import Block
from medaid_desktop.operations.filings.editing import assigned
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.ui.views.paper.blocks import copied, paste
from medaid_desktop.ui.views.paper.grid import PaperGrid

ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
]


def grid_of(filing: Filing) -> PaperGrid:
    return PaperGrid(compose(FormLibrary().get(filing.form), filing))


def test_copying_skips_places_under_spans() -> None:
    grid = grid_of(Filing(form="declaration", tables={"indicators": ROWS}))
    first = grid.paper.places["tables.indicators[0].level3"]
    places = [(row, col) for row in (first[0], first[0] + 1) for col in range(grid.column_count)]
    block = copied(grid, places, lambda _anchor: "v", lambda _table, _name: False)
    assert block.rows == [["v", "v", "v", "v", "v"], ["", "", "v", "v", "v"]]


def test_pasted_rows_beyond_the_table_are_added_in_its_groups() -> None:
    filing = Filing(form="declaration", tables={"schedule": [{"activity": "a", "starts": "2020年1月"}]})
    grid = grid_of(filing)
    start = grid.paper.places["tables.schedule[0].activity"]
    block = [["甲", "2020年1月", "2020年2月"], ["乙", "2020年3月", ""], ["丙", "", "2020年5月", "多余"]]
    pasting = paste(grid, filing, [start], Block(block))
    filing.apply([*pasting.added, *assigned(grid.paper, filing, pasting.texts)])
    assert filing.tables["schedule"] == [
        {"activity": "甲", "starts": "2020年1月", "ends": "2020年2月"},
        {"activity": "乙", "starts": "2020年3月"},
        {"activity": "丙", "ends": "2020年5月"},
    ]
    assert (pasting.count, pasting.beyond) == (8, ["多余"])


def test_a_list_pasted_on_a_blank_form_fills_its_lines_in_order() -> None:
    filing = Filing(form="declaration")
    grid = grid_of(filing)
    start = next(anchor for anchor in grid.fields if grid.slot(anchor).field == "level3")
    pasting = paste(grid, filing, [start], Block([["甲", "1"], ["乙", "2"], ["丙", "3"]]))
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
    pasting = paste(grid, filing, [(row, 0)], Block([["项目名称", "名", "别的", "发展类项目"]]))
    assert pasting.texts == {(row, col): "名", grid.paper.places["values.project_category"]: "发展类项目"}
    assert pasting.on_paper == ["别的"]


def test_blanks_under_merged_cells_take_no_group_its_name() -> None:
    rows = [*ROWS, {"level1": "产出指标", "level2": "质量指标", "level3": "合规率", "target": "100%"}]
    filing = Filing(form="declaration", tables={"indicators": rows})
    grid = grid_of(filing)
    start = grid.paper.places["tables.indicators[0].level2"]
    pasting = paste(grid, filing, [start], Block([["数量", "甲", "1"], ["", "乙", "2"], ["", "丙", ""]]))
    filing.apply([*pasting.added, *assigned(grid.paper, filing, pasting.texts)])
    assert [(row["level2"], row["level3"], row.get("target", "")) for row in filing.tables["indicators"]] == [
        ("数量", "甲", "1"),
        ("数量", "乙", "2"),
        ("质量指标", "丙", ""),
    ]
    assert not pasting.on_paper and not pasting.beyond


def test_cells_of_one_open_line_make_one_row() -> None:
    filing = Filing(form="declaration")
    grid = grid_of(filing)
    anchors = [anchor for anchor in grid.fields if grid.slot(anchor).field in ("level3", "target")][:2]
    edits = assigned(grid.paper, filing, dict(zip(anchors, ["甲", "≥1"], strict=True)))
    assert [(path, json.loads(text)) for path, text in edits] == [
        ("tables.indicators[+0]", {"level1": "产出指标", "level2": "数量指标", "level3": "甲", "target": "≥1"})
    ]


def test_a_blank_line_in_a_long_block_does_not_lead_out_of_the_table() -> None:
    filing = Filing(form="declaration", tables={"schedule": [{"activity": "a"}]})
    grid = grid_of(filing)
    pasting = paste(grid, filing, [grid.paper.places["tables.schedule[0].activity"]], Block([["甲"], [""], ["乙"]]))
    filing.apply([*pasting.added, *assigned(grid.paper, filing, pasting.texts)])
    assert [row["activity"] for row in filing.tables["schedule"]] == ["甲", "乙"]
    assert pasting.fits
