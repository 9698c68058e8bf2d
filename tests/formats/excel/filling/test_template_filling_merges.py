"""Merged cells of a blank form after filling: groups grow, part and begin."""

import io

from openpyxl import Workbook, load_workbook

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
    RowMark,
    TableMark,
    TemplateMap,
)
from tests.formats.excel.filling.filled_forms import (
    a_filing,
    export,
    shown,
)
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, SHEET, TOP, BlankForm, form_of


def merged(content: bytes) -> set[str]:
    return {str(area) for area in load_workbook(io.BytesIO(content))[SHEET].merged_cells.ranges}


def test_groups_grow_split_and_begin():
    blank = BLANK_FORMS["portrait"]()
    out, _ = export(blank, a_filing(blank, (4, 2, 1, 2, 1)))
    areas = merged(out.content)
    assert {f"C{TOP + 1}:C{TOP + 4}", f"B{TOP + 1}:B{TOP + 8}", f"A{TOP}:A{TOP + 12}"} <= areas
    assert not any(area.startswith(f"C{TOP + 7}") for area in areas)


def test_names_are_repeated_where_the_form_merges_nothing():
    blank = BLANK_FORMS["not_merged"]()
    out, filled = export(blank, a_filing(blank))
    at = shown(out.content)
    assert [at(row.row, 2) for row in filled.bodies[0].rows[:-1]] == [
        row.texts["level2"] for row in filled.bodies[0].rows[:-1]
    ]
    assert not any(
        area.startswith(("B1", "C1")) and area[1:3].isdigit() and int(area[1:3]) > TOP for area in merged(out.content)
    )


def a_list(merges=(), texts=None, names=("name", "county", "amount")) -> BlankForm:
    """A list of four lines with a total above, some cells of it merged, all its texts printed."""
    book = Workbook()
    book.active.title = SHEET
    rows = texts or [
        ["合计", "", "100"],
        ["长沙市", "长沙县", "10"],
        ["长沙市", "浏阳市", "20"],
        ["株洲市", "攸县", "30"],
    ]
    for row, line in enumerate([["市", "县", "金额"], *rows], 1):
        for col, text in enumerate(line, 1):
            book.active.cell(row, col, text)
    for merge in merges:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    columns = tuple(ColumnMark(col, 1, FieldDef(name, name), serial=name == "serial") for col, name in enumerate(names))
    marks = tuple(
        RowMark(row, "row", {name: text for name, text in zip(names, line, strict=True) if text and name != "serial"})
        for row, line in enumerate(rows, 1)
    )
    found = TemplateMap(SHEET, 0, "表", tables=(TableMark("rows", "分配", (0, 1), columns, marks),))
    return BlankForm(out.getvalue(), found, form_of(found))


def lines(*texts: tuple[str, str, str], names=("name", "county", "amount")) -> Filing:
    return Filing("custom:表", 2025, tables={"rows": [dict(zip(names, line, strict=True)) for line in texts]})


def table(content: bytes, count: int, cols: int = 3) -> list[list[str]]:
    at = shown(content)
    return [[at(row, col) for col in range(cols)] for row in range(1, count + 1)]


def test_a_cell_merged_over_rows_is_parted_where_their_texts_differ():
    blank = a_list(["A3:A4"])
    out, _ = export(blank, lines(("合计", "", "1"), ("长沙市", "a", "2"), ("长沙", "b", "3"), ("株洲市", "c", "4")))
    assert table(out.content, 4) == [["合计", "", "1"], ["长沙市", "a", "2"], ["长沙", "b", "3"], ["株洲市", "c", "4"]]
    out, _ = export(blank, lines(("合计", "", "1"), ("长沙", "a", "2"), ("长沙", "b", "3"), ("株洲市", "c", "4")))
    assert merged(out.content) == {"A3:A4"} and not out.notices
    assert table(out.content, 4)[1:3] == [["长沙", "a", "2"], ["长沙", "b", "3"]]


def test_a_row_put_in_below_a_merged_cell_keeps_that_whole():
    blank = a_list(
        ["A3:A5"], [["合计", "", "100"], ["长沙市", "a", "10"], ["长沙市", "b", "20"], ["长沙市", "c", "30"]]
    )
    rows = [
        ("合计", "", "100"),
        ("长沙市", "a", "10"),
        ("长沙市", "b", "20"),
        ("长沙市", "c", "30"),
        ("株洲市", "d", "40"),
    ]
    out, filled = export(blank, lines(*rows))
    assert filled.inserted == {4: 1} and merged(out.content) == {"A3:A5"}
    assert table(out.content, 5)[1] == ["长沙市", "a", "10"] and table(out.content, 5)[4] == ["株洲市", "d", "40"]


def test_a_cell_merged_over_columns_is_parted_where_both_have_a_text():
    blank = a_list(["A2:B2"])
    out, _ = export(blank, lines(("合计", "全省", "1"), ("长沙市", "a", "2")))
    assert merged(out.content) == set() and table(out.content, 1) == [["合计", "全省", "1"]]
    out, _ = export(blank, lines(("总计", "", "1"), ("长沙市", "a", "2")))
    assert merged(out.content) == {"A2:B2"} and table(out.content, 1) == [["总计", "总计", "1"]]


def test_numbers_of_rows_are_those_of_the_sheet_though_the_map_does_not_tell_them():
    names = "serial", "name", "amount"
    blank = a_list([], [["（一）", "a", "1"], ["（二）", "b", "2"], ["合计", "", ""]], names)
    rows = [("", "a", "1"), ("", "新", "5"), ("", "b", "2"), ("", "末", "7")]
    out, filled = export(blank, lines(*rows, names=names))
    found = table(out.content, 4 + (len(filled.bodies[0].rows) - 4))
    assert [row[0] for row in found] == ["（一）", "（二）", "（三）", "合计"]
    assert [row[1] for row in found] == ["a", "新", "b", "末"]


def test_rules_around_a_new_group_are_those_of_a_group():
    blank = BLANK_FORMS["portrait"]()
    out, filled = export(blank, a_filing(blank))
    sheet = load_workbook(io.BytesIO(out.content))[SHEET]
    for row in filled.bodies[0].rows:
        for col in range(1, 8):
            cell = sheet.cell(row.row + 1, col)
            area = next((a for a in sheet.merged_cells.ranges if cell.coordinate in a), None)
            if area is None or area.min_row == cell.row:
                assert cell.border.top.style == "thin", cell.coordinate
            if area is None or area.max_row == cell.row:
                assert cell.border.bottom.style == "thin", cell.coordinate
