"""Filings back into the workbooks they are forms of: values by the cell's own format, nothing cut off, all else as it was."""

import io
import zipfile
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font

from medaid_desktop.core.filing import Filing, clean_text
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
    ColumnMark,
    FieldMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.filling.template_filling import FilledWorkbook, TemplateFiller
from medaid_desktop.formats.excel.filling.template_filling_sheets import sheets_filled
from medaid_desktop.formats.excel.filling.template_filling_values import typed
from medaid_desktop.formats.excel.patching.edits import Number
from medaid_desktop.formats.excel.shown.looks import Look
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, GROUPS, MAIN, SHEET, TOP, BlankForm, form_of
from tests.formats.excel.patching.comparing import differences, parts_of

FORMS = list(BLANK_FORMS)
VALUES = {
    "filled_on": "2025年6月1日", "project_name": "=医疗救助项目", "project_category": "续建", "funding_total": "360.50",
    "funding_central": "350", "funding_local": "10.5", "annual_goal": "减轻困难群众就医负担，防止因病致贫返贫。" * 6,
    "filler": "张某", "issued_on": "2020年6月1日",
}  # fmt: skip


def a_filing(blank: BlankForm, counts=(4, 1, 3, 0, 2)) -> Filing:
    """Values for all fields; so many rows in each group, more than the form has in some, a group it lacks."""
    values = {name: text for name, text in VALUES.items() if name in blank.form.fields_by_id}
    filing = Filing(blank.form.id, 2025, values=values)
    for table in blank.map.tables:
        if table.id == "schedule":
            rows = [{"activity": f"活动{number}", "starts": "2025年1月", "ends": "2025年12月"} for number in range(4)]
        else:
            groups = list(
                dict.fromkeys((mark.given["level1"], mark.given["level2"]) for mark in table.rows if mark.kind == "row")
            )
            rows = [
                {
                    "level1": one,
                    "level2": two,
                    "level3": f"{two[:2]}{number}",
                    "target": ("100%", "≥90%", "3,064")[number % 3],
                    "extra:金额": ("154.185", "20", "3.5")[number % 3],
                }
                for (one, two), count in zip(groups, counts, strict=False)
                for number in range(count)
            ]
            rows.insert(
                5,
                {"level1": groups[0][0], "level2": "新设指标", "level3": "新的", "target": "明显提高", "note": "=说明"},
            )
        filing.tables[table.id] = rows
    return filing


def export(blank: BlankForm, filing: Filing) -> tuple[FilledWorkbook, Filled]:
    filled = fill(blank.map, blank.form, filing, "阳谷县")
    return TemplateFiller(blank.data, blank.map).filled(filled), filled


@cache
def exported(name: str) -> tuple[BlankForm, Filing, FilledWorkbook, Filled]:
    """A blank form, its usual filing, and what comes of it; to be looked at only."""
    blank = BLANK_FORMS[name]()
    filing = a_filing(blank)
    return blank, filing, *export(blank, filing)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def same(wanted: str, found: str) -> bool:
    """Whether a cell shows a text, or a plain number in its own format."""
    return wanted.strip() == found.strip() or (value_of(wanted) is not None and value_of(wanted) == value_of(found))


def shown(content: bytes, sheet: str = SHEET):
    grid = next(grid for grid in read(content).grids if grid.name == sheet)
    top, left = grid.origin
    return lambda row, col: cell.text if (cell := grid.at(row - top, col - left)) else ""


@lru_cache(maxsize=4)
def read(content: bytes):
    return document_of(content, "x.xlsx")


# -- whole workbooks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_nothing_changes_but_what_is_filled_in_and_what_follows(name):
    blank, _, out, filled = exported(name)
    assert sum(filled.inserted.values()) > 2
    assert differences(blank, out.content, filled) == []
    assert (filled.notices, out.notices) == ((), ())


@pytest.mark.parametrize("name", FORMS)
def test_every_text_stands_in_its_cell(name):
    _, filing, out, filled = exported(name)
    at = shown(out.content)
    for cell in filled.cells:
        assert same(cell.text, at(cell.spot.row, cell.spot.col)), cell
    for body in filled.bodies:
        for row, column in product(body.rows, body.columns):
            if row.kind == "row" and not column.computed:
                assert same(row.texts.get(column.definition.id, ""), at(row.row, column.col)), (row, column)
        rows = [row for row in body.rows if row.content >= 0]
        assert [row.content for row in rows] == list(range(len(filing.tables[body.table])))


@pytest.mark.parametrize("name", FORMS)
def test_sums_hold_and_the_rest_is_as_it_opens(name):
    blank, filing, out, filled = exported(name)
    book, stored = load_workbook(io.BytesIO(out.content)), load_workbook(io.BytesIO(out.content), data_only=True)
    assert stored[SHEET]["E5"].value == pytest.approx(360.5)
    last = filled.bodies[0].rows[-1].row
    money = [row.get("extra:金额", "") for row in filing.tables["indicators"]]
    assert stored[SHEET].cell(last + 1, 6).value == pytest.approx(sum(float(text) for text in money if text))
    assert book[SHEET].cell(last + 1, 6).value == f"=SUM(F{TOP + 1}:F{last})"
    assert book.active.title == load_workbook(io.BytesIO(blank.data)).active.title
    if name in ("protected", "locked"):
        assert book[SHEET].protection.sheet


def test_an_unfilled_form_comes_back_to_the_byte():
    for make in BLANK_FORMS.values():
        blank = make()
        filling = TemplateFiller(blank.data, blank.map).filled(Filled())
        assert parts_of(filling.content) == parts_of(blank.data)


def test_a_formula_of_each_row_is_there_in_rows_put_in():
    blank = BLANK_FORMS["formulas"]()
    out, filled = export(blank, a_filing(blank))
    book = load_workbook(io.BytesIO(out.content))
    for row in filled.bodies[0].rows[:-1]:
        assert book[SHEET].cell(row.row + 1, 8).value == f"=F{row.row + 1}/$E$5"
    last = filled.bodies[0].rows[-1].row
    assert book[SHEET][f"C{last + 5}"].value == f"=SUM($F${TOP + 1}:F{last})*2+F{TOP + 2}"
    assert book["汇总"]["A2"].value == f"=SUM('{SHEET}'!F{TOP + 1}:F{last})"
    assert book.defined_names["指标金额"].attr_text == f"'{SHEET}'!$F${TOP + 1}:$F${last}"
    assert book[SHEET]["A9"].value == "填报说明：金额以万元为单位"


def test_charts_and_sparklines_follow_their_rows():
    blank = BLANK_FORMS["charted"]()
    out, filled = export(blank, a_filing(blank))
    last = filled.bodies[0].rows[-1].row
    for chart in ("xl/charts/chart1.xml", "xl/charts/chart2.xml"):
        assert f"'{SHEET}'!$F${TOP + 1}:$F${last}" in parts_of(out.content)[chart].decode()
    part = parts_of(out.content)[MAIN].decode()
    assert f"<xm:f>'{SHEET}'!F{TOP + 1}:F{last}</xm:f><xm:sqref>H{TOP + 2}</xm:sqref>" in part
    assert f"<xm:sqref>H{last + 1}</xm:sqref>" in part


def test_what_hangs_on_cells_moves_with_them():
    blank, moved = BLANK_FORMS["macros"](), 5
    out, filled = export(blank, a_filing(blank))
    assert sum(filled.inserted.values()) == moved
    parts = parts_of(out.content)
    assert f'fmlaLink="$D${TOP + 12 + moved}"'.encode() in parts["xl/ctrlProps/ctrlProp1.xml"]
    assert (
        f"<x:Anchor>3, 0, {TOP + 11 + moved}, 0, 4, 0, {TOP + 12 + moved}, 0</x:Anchor>".encode()
        in parts["xl/drawings/vmlDrawing9.vml"]
    )
    assert f"<xdr:row>{TOP + 11 + moved}</xdr:row>".encode() in parts[MAIN]
    blank = BLANK_FORMS["shapes"]()
    drawing = parts_of(export(blank, a_filing(blank))[0].content)["xl/drawings/drawing1.xml"].decode()
    assert f'textlink="$F${TOP + 10 + moved}"' in drawing
    assert f"<xdr:row>{TOP + 13}</xdr:row>" in drawing, "what is fixed to the page stays"


# -- merged cells ----------------------------------------------------------------------------------------------------


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


# -- the type of a text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "kind", "content", "new_code"),
    [
        ("350", "0.00", "amount", Number("350"), ""),
        ("350", "General", "amount", Number("350"), ""),
        ("350.00", "General", "amount", Number("350"), "0.00"),
        ("3,064", "General", "target", Number("3064"), "#,##0"),
        ("154.185", "0.00", "amount", Number("154.185"), "0.000"),
        ("154.185", '¥#,##0.00;[Red]"减"¥#,##0.00', "amount", Number("154.185"), '¥#,##0.000;[Red]"减"¥#,##0.000'),
        ("-105", "#,##0.00_);(#,##0.00)", "amount", Number("-105"), ""),
        ("75%", "0%", "target", Number("0.75"), ""),
        ("75.5%", "0%", "target", Number("0.755"), "0.0%"),
        ("75%", "General", "target", "75%", ""),
        ("75", "0%", "target", "75", ""),
        ("≥96%", '"≥"0%', "target", Number("0.96"), ""),
        ("350 万元", '0" 万元"', "amount", Number("350"), ""),
        ("350", '0" 万元"', "amount", Number("350"), ""),
        ("12人", "0", "target", "12人", ""),
        ("007", "General", "text", "007", ""),
        ("000123", "General", "code", "000123", ""),
        ("13800000000", "0", "phone", "13800000000", ""),
        ("123456789012", "General", "amount", Number("123456789012"), "0"),
        ("1234567890123456", "0", "amount", "1234567890123456", ""),
        ("350", "@", "amount", "350", ""),
        ("1.10", "General", "text", "1.10", ""),
        ("2025", "General", "", Number("2025"), ""),
        ("-0", "General", "amount", "-0", ""),
        ("+5", "General", "amount", "+5", ""),
        ("1e5", "General", "amount", "1e5", ""),
        ("2020年6月1日", 'yyyy"年"m"月"d"日"', "date", Number("43983"), ""),
        ("2020/6/1", "yyyy/m/d", "date", Number("43983"), ""),
        ("2020年6月1日", "yyyy/m/d", "date", "2020年6月1日", ""),
        ("2020年6月", "yyyy/m/d", "date", "2020年6月", ""),
        ("2020", "yyyy/m/d", "amount", "2020", ""),
        ("350人", '@"人"', "target", "350", ""),
        ("甲", '@"人"', "text", "甲", "@"),
        ("甲", '_ * #,##0.00_ ;_ @_ ', "text", "甲", ""),
        ("", "0.00", "amount", None, ""),
    ],
)  # fmt: skip
def test_a_text_is_typed_by_the_format_of_its_cell(text, code, kind, content, new_code):
    found = typed(text, Look(code), kind, False)
    assert (found.content, found.code) == (content, new_code)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@甲", "=SUM(A1)", "-0"])
def test_what_looks_like_a_formula_is_marked_as_text(text):
    assert typed(text, Look(), "text", False) == (text, "", True)


def test_a_text_of_the_choice_list_stays_a_text():
    assert typed("100%", Look("0%"), "target", True).content == "100%"
    blank = BLANK_FORMS["hidden_lists"]()
    out, _ = export(blank, a_filing(blank, (4,)))
    sheet = load_workbook(io.BytesIO(out.content))[SHEET]
    assert sheet.cell(TOP + 1, 5).value == "100%"


def test_days_count_from_1904_where_the_workbook_says_so():
    assert typed("2020年6月1日", Look('yyyy"年"m"月"d"日"', epoch_1904=True), "date", False).content == Number("42521")
    blank = BLANK_FORMS["dates_1904"]()
    out, _ = export(blank, a_filing(blank))
    assert b'r="C9" s="' in parts_of(out.content)[MAIN] and b"<v>42521</v>" in parts_of(out.content)[MAIN]


figures = st.decimals(-(10**9), 10**9, places=3).map(lambda n: f"{n.normalize():f}") | st.integers(0, 10**12).map(
    lambda n: f"{n:,}"
)
codes = st.sampled_from(
    [
        "General",
        "0",
        "0.00",
        "#,##0.00",
        "0%",
        "0.0%",
        "@",
        '0"元"',
        "¥#,##0;-¥#,##0",
        "yyyy/m/d",
        "0.00E+00",
        "# ?/?",
        "???",
    ]
)


@settings(max_examples=200)
@given(text=figures | figures.map(lambda text: f"{text}%"), code=codes)
def test_no_figure_is_shown_as_another(text, code):
    found = typed(text, Look(code), "amount", False)
    if isinstance(found.content, Number):
        seen = Look(found.code or code).number(float(found.content.text))
        digits = "".join(letter for letter in seen if letter in "0123456789.-%")
        assert value_of(digits.rstrip("%")) == value_of(text.rstrip("%")), (seen, found)
        assert ("%" in seen) == ("%" in text)
    else:
        assert found.content == text


# -- styles, heights, notices ----------------------------------------------------------------------------------------


def one_cell(change=None, text="", definition=None, printed="", parts=()):
    """A workbook of one sheet with a cell at B2 made by `change`, and that cell filled with a text."""
    book = Workbook()
    book.active.title = SHEET
    book.active.column_dimensions["B"].width = 10
    cell = book.active["B2"]
    if change:
        change(book.active, cell)
    out = io.BytesIO()
    book.save(out)
    filled = Filled(cells=(FilledCell(Spot(1, 1), text, printed, definition or FieldDef("x", "x"), parts),))
    done = TemplateFiller(out.getvalue(), TemplateMap(SHEET, 0, "表")).filled(filled)
    return load_workbook(io.BytesIO(done.content))[SHEET], done, out.getvalue()


AMOUNT = FieldDef("x", "x", type="amount")
LONG = "减轻困难群众就医负担，防止因病致贫返贫。" * 5


def fixed(sheet, cell) -> None:
    cell.alignment = Alignment(wrap_text=True)
    sheet.row_dimensions[2].height = 20


def loose(sheet, cell) -> None:
    fixed(sheet, cell)
    sheet.row_dimensions[2].height = None


def test_a_row_grows_where_its_text_would_be_cut_off_and_only_there():
    sheet, _, _ = one_cell(fixed, LONG)
    assert sheet.row_dimensions[2].height > 200
    sheet, _, _ = one_cell(fixed, "短")
    assert sheet.row_dimensions[2].height == 20


def test_a_row_that_sizes_itself_is_left_to_the_program():
    _, done, _ = one_cell(loose, LONG)
    assert b'<row r="2">' in parts_of(done.content)[MAIN]


def test_a_stored_height_that_is_too_low_goes_from_a_row_that_sizes_itself():
    def stored(sheet, cell) -> None:
        fixed(sheet, cell)

    _, _, data = one_cell(stored, "短")
    parts = parts_of(data)
    parts[MAIN] = parts[MAIN].replace(b' customHeight="1"', b"")
    filler = TemplateFiller(packed(parts), TemplateMap(SHEET, 0, "表"))
    cell = FilledCell(Spot(1, 1), LONG, "", FieldDef("x", "x"))
    assert b'<row r="2">' in parts_of(filler.filled(Filled(cells=(cell,))).content)[MAIN]
    cell = FilledCell(Spot(1, 1), "短", "", FieldDef("x", "x"))
    assert b'<row r="2" ht="20"' in parts_of(filler.filled(Filled(cells=(cell,))).content)[MAIN]


def test_merged_cells_get_a_height_as_no_program_finds_it():
    def change(sheet, cell) -> None:
        loose(sheet, cell)
        sheet.merge_cells("B2:C2")

    sheet, _, _ = one_cell(change, LONG)
    assert sheet.row_dimensions[2].height > 80


def test_a_text_that_no_row_can_hold_is_told():
    _, done, _ = one_cell(fixed, LONG * 8)
    assert len(done.notices) == 1 and "B2" in done.notices[0]


def test_a_number_too_wide_for_its_cell_is_set_smaller():
    sheet, _, _ = one_cell(None, "123,456,789.12", AMOUNT)
    assert sheet["B2"].alignment.shrink_to_fit and sheet["B2"].number_format == "#,##0.00"
    sheet, _, _ = one_cell(None, "1,234", AMOUNT)
    assert not sheet["B2"].alignment.shrink_to_fit


def test_a_text_beside_a_filled_cell_is_broken_into_lines():
    def change(sheet, _) -> None:
        sheet["C2"] = "邻格"

    sheet, _, _ = one_cell(change, "某市医疗保障局办公室")
    assert sheet["B2"].alignment.wrap_text
    sheet, _, _ = one_cell(None, "某市医疗保障局办公室")
    assert not sheet["B2"].alignment.wrap_text


def test_styles_are_added_behind_the_others_and_none_without_need():
    _, done, old = one_cell(None, "350", AMOUNT)
    assert parts_of(done.content)["xl/styles.xml"] == parts_of(old)["xl/styles.xml"]
    sheet, done, old = one_cell(None, "=1", None)
    assert sheet["B2"].quotePrefix and sheet["B2"].value == "=1" and sheet["B2"].data_type == "s"
    before = parts_of(old)["xl/styles.xml"].partition(b"</cellXfs>")[0].partition(b"<cellXfs")[2].partition(b">")[2]
    assert before in parts_of(done.content)["xl/styles.xml"]


def test_a_workbook_without_styles_shows_the_text_itself():
    _, _, data = one_cell(None, "x")
    parts = {name: content for name, content in parts_of(data).items() if name != "xl/styles.xml"}
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"relationships/styles", b"relationships/none"
    )
    cell = FilledCell(Spot(1, 1), "3,064.50", "", AMOUNT)
    done = TemplateFiller(packed(parts), TemplateMap(SHEET, 0, "表")).filled(Filled(cells=(cell,)))
    assert shown(done.content)(1, 1) == "3,064.50"


def test_a_formula_is_never_written_over():
    def change(_, cell) -> None:
        cell.value = "=1+1"

    sheet, done, _ = one_cell(change, "5", AMOUNT)
    assert sheet["B2"].value == "=1+1" and "B2" in done.notices[0]


@pytest.mark.parametrize(
    ("said", "told"),
    [("360.5", False), ("360.50 万元", False), ("360.51", True), ("400", True), ("详见附件", True), ("", False)],
)
def test_a_formula_that_says_something_else_than_the_filing_is_told(said, told):
    blank = BLANK_FORMS["portrait"]()
    filing = a_filing(blank)
    filing.values["funding_total"] = said
    out, _ = export(blank, filing)
    assert bool(out.notices) is told
    if told:
        assert out.notices == (f"单元格 E5 由公式算出 360.50，填报件写的是 “{said}”，导出的是公式的结果，请核对",)


def test_a_hidden_spare_row_is_shown_where_content_comes_into_it():
    blank = BLANK_FORMS["portrait"]()
    parts = parts_of(blank.data)
    old = f'<row r="{TOP + 3}" '.encode()
    assert old in parts[MAIN]
    parts[MAIN] = parts[MAIN].replace(old, old + b'hidden="1" ')
    hidden = replace(blank, data=packed(parts))
    for count, is_hidden in ((2, True), (3, False), (5, False)):
        out, _ = export(hidden, a_filing(hidden, (count,)))
        rows = load_workbook(io.BytesIO(out.content))[SHEET].row_dimensions
        assert [row for row in range(TOP + 1, TOP + 6) if rows[row].hidden] == ([TOP + 3] if is_hidden else [])


def test_a_cell_in_a_symbol_font_shows_letters():
    def change(_, cell) -> None:
        cell.font = Font(name="Wingdings 2", size=12)

    _, done, _ = one_cell(change, "项目A3")
    assert shown(done.content)(1, 1) == "项目A3"


def test_a_choice_in_looks_of_its_own_keeps_them():
    """The boxes are letters of Wingdings 2, as Office and WPS put them in; the label before them is bold."""
    runs = (
        '<is><r><rPr><b/><rFont val="宋体"/></rPr><t xml:space="preserve">类别：</t></r><r><rPr><rFont val="Wingdings 2"/></rPr><t>£</t></r>'
        '<r><rPr><rFont val="宋体"/></rPr><t>新建</t></r><r><rPr><rFont val="Wingdings 2"/></rPr><t>R</t></r><r><t>续建</t></r></is>'
    )
    _, _, data = one_cell(None, "x")
    parts = parts_of(data)
    parts[MAIN] = (
        parts[MAIN]
        .replace(b"<sheetData/>", b"<sheetData></sheetData>")
        .replace(b"<sheetData />", b"<sheetData></sheetData>")
    )
    rows = f'<sheetData><row r="2"><c r="B2" t="inlineStr">{runs}</c></row>'
    start, end = parts[MAIN].index(b"<sheetData"), parts[MAIN].index(b"</sheetData>")
    parts[MAIN] = parts[MAIN][:start] + rows.encode() + parts[MAIN][end:]
    assert shown(packed(parts))(1, 1) == "类别：☐新建☑续建"
    definition = FieldDef("x", "x", type="choice", options=("新建", "续建"))
    mark = FieldMark(Spot(1, 1), definition, "类别：", "☐新建☑续建")
    found = TemplateMap(SHEET, 0, "表", fields=(mark,))
    form = replace(BLANK_FORMS["portrait"]().form, fields=(definition,), tables=())
    filled = fill(found, form, Filing("x", values={"x": "新建"}), "")
    done = TemplateFiller(packed(parts), found).filled(filled)
    assert shown(done.content)(1, 1) == "类别：☑新建☐续建"
    part = parts_of(done.content)[MAIN].decode()
    assert '<rFont val="Wingdings 2"/></rPr><t xml:space="preserve">R</t>' in part and "<b/>" in part


# -- several in one workbook -----------------------------------------------------------------------------------------


def together(name: str, count: int = 3, names=("阳谷县", "阳谷县", "[a]/b:c")):
    blank = BLANK_FORMS[name]()
    filings = [a_filing(blank, (number + 2, 1, 3, 0, 2)) for number in range(count)]
    filled = [fill(blank.map, blank.form, filing, "阳谷县") for filing in filings]
    return blank, filled, sheets_filled(blank.data, blank.map, iter(filled), names[:count])


@pytest.mark.parametrize("name", FORMS)
def test_several_filings_stand_on_a_sheet_each(name):
    blank, filled, out = together(name)
    book, before = load_workbook(io.BytesIO(out.content)), load_workbook(io.BytesIO(blank.data))
    assert book.sheetnames == ["阳谷县", "阳谷县(2)", "_a_b_c", *before.sheetnames[1:]]
    assert [sheet.sheet_state for sheet in book][3:] == [sheet.sheet_state for sheet in before][1:]
    assert book.active.title == "阳谷县"
    for title, one in zip(book.sheetnames, filled, strict=False):
        at = shown(out.content, title)
        for cell in one.cells:
            assert same(cell.text, at(cell.spot.row, cell.spot.col)), (title, cell)
    parts = parts_of(out.content)
    for part in parts:
        if part.endswith(".rels"):
            continue
        content_types = parts["[Content_Types].xml"].decode()
        ending = part.rpartition(".")[2]
        assert f'PartName="/{part}"' in content_types or f'Extension="{ending}"' in content_types, part


def test_a_sheet_alone_is_the_filled_workbook_with_its_name():
    _, _, out = together("portrait", 1)
    assert load_workbook(io.BytesIO(out.content)).sheetnames == ["阳谷县"]


def test_each_sheet_has_its_own_names_areas_pictures_and_references():
    _, filled, out = together("formulas")
    book = load_workbook(io.BytesIO(out.content))
    lasts = [one.bodies[0].rows[-1].row for one in filled]
    assert book["汇总"]["A1"].value == f"='阳谷县'!F{lasts[0] + 1}"
    assert book.defined_names["指标金额"].attr_text == f"'阳谷县'!$F${TOP + 1}:$F${lasts[0]}"
    assert book["阳谷县(2)"].defined_names["指标金额"].attr_text == f"'阳谷县(2)'!$F${TOP + 1}:$F${lasts[1]}"
    _, filled, out = together("portrait")
    book = load_workbook(io.BytesIO(out.content))
    assert [sheet.print_title_rows for sheet in book] == [f"${TOP}:${TOP}"] * 3
    assert {sheet.print_area.rpartition("!")[0] for sheet in book} == {"'阳谷县'", "'阳谷县(2)'", "'_a_b_c'"}
    _, _, out = together("charted")
    parts = parts_of(out.content)
    assert "'阳谷县(2)'!$F$" in parts["xl/charts/chart1_2.xml"].decode()
    assert (
        b'displayName="' in parts["xl/tables/table1_2.xml"] and "资金表_2" in parts["xl/tables/table1_2.xml"].decode()
    )
    _, _, out = together("shapes")
    assert len([part for part in parts_of(out.content) if part.startswith("xl/drawings/drawing1")]) == 3
    assert len([part for part in parts_of(out.content) if part.startswith("xl/media")]) == 1


def test_one_tab_is_chosen_and_one_sheet_known_to_the_macros():
    _, _, out = together("macros")
    parts = parts_of(out.content)
    sheets = [content for part, content in parts.items() if part.startswith("xl/worksheets/sheet1")]
    assert sum(b"codeName" in content for content in sheets) == 1
    assert sum(b'tabSelected="1"' in content for content in sheets) == 1
    assert "xl/vbaProject.bin" in parts


def test_the_properties_list_all_sheets():
    _, _, out = together("annexed")
    titles = parts_of(out.content)["docProps/app.xml"].decode()
    assert (
        "<vt:lpstr>阳谷县</vt:lpstr><vt:lpstr>阳谷县(2)</vt:lpstr><vt:lpstr>_a_b_c</vt:lpstr><vt:lpstr>附表</vt:lpstr>"
        in titles
    )
    assert "<vt:i4>4</vt:i4>" in titles and '<vt:vector size="4" baseType="lpstr">' in titles


def test_threads_of_copies_are_threads_of_their_own():
    _, _, out = together("notes")
    parts = parts_of(out.content)
    ids = {content.partition(b' id="{')[2][:36] for part, content in parts.items() if "threadedComments/" in part}
    assert len(ids) == 3


# -- hostile and damaged templates -----------------------------------------------------------------------------------


def damaged(change) -> bytes:
    parts = parts_of(BLANK_FORMS["portrait"]().data)
    change(parts)
    return packed(parts)


def replaced(name: str, old: bytes, new: bytes):
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = parts[name].replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    "change",
    [
        replaced(MAIN, b"</sheetData>", b""),
        replaced(MAIN, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        replaced("xl/styles.xml", b"<cellXfs", b"<cell<Xfs"),
        replaced("xl/workbook.xml", b"<sheets>", b"<sheets"),
        replaced("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/sheet9.xml"),
        lambda parts: parts.pop(MAIN),
        lambda parts: parts.pop("xl/workbook.xml"),
    ],
)
def test_a_damaged_template_is_a_clear_failure(change):
    data, blank = damaged(change), BLANK_FORMS["portrait"]()
    with pytest.raises(UserError) as caught:
        TemplateFiller(data, blank.map).filled(fill(blank.map, blank.form, a_filing(blank), ""))
    assert caught.value.mend


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_a_clear_failure(data):
    with pytest.raises(UserError):
        TemplateFiller(data, BLANK_FORMS["portrait"]().map)


def test_another_sheet_than_the_maps_is_told():
    blank = BLANK_FORMS["portrait"]()
    with pytest.raises(UserError, match="没有工作表"):
        TemplateFiller(blank.data, replace(blank.map, sheet="别的"))


def test_a_sheet_of_endless_rows_is_refused_soon(monkeypatch):
    monkeypatch.setattr("medaid_desktop.formats.excel.patching.tags.MOST_TAGS", 2000)
    rows = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (row, row) for row in range(100, 1100))
    data = damaged(replaced(MAIN, b"</sheetData>", rows + b"</sheetData>"))
    with pytest.raises(UserError, match="太大"):
        TemplateFiller(data, BLANK_FORMS["portrait"]().map)


# -- any content -----------------------------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=12).map(
    clean_text
)
rows = st.lists(
    st.tuples(
        st.sampled_from([group[:2] for group in GROUPS] + [("产出指标", "新设指标"), ("其他", "别的")]),
        texts,
        texts | figures,
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(FORMS),
    values=st.dictionaries(
        st.sampled_from(sorted(set(VALUES) - {"funding_total", "project_category"})), texts | figures
    ),
    lines=rows,
)
def test_any_filing_stands_in_the_workbook(name, values, lines):
    blank = BLANK_FORMS[name]()
    filing = Filing(
        blank.form.id, 2025, values={key: text for key, text in values.items() if key in blank.form.fields_by_id}
    )
    filing.tables["indicators"] = [
        {"level1": one, "level2": two, "level3": three or "指标", "target": four, "extra:金额": four}
        for (one, two), three, four in lines
    ]
    out, filled = export(blank, filing)
    assert differences(blank, out.content, filled) == []
    at = shown(out.content)
    for cell in filled.cells:
        assert same(cell.text, at(cell.spot.row, cell.spot.col)), cell
    for mark in blank.map.fields:
        if mark.definition.id not in (YEAR, REGION, "project_category") and not mark.computed:
            text = at(filled.moved(mark.spot.row), mark.spot.col)
            assert filing.values.get(mark.definition.id, "") in text or same(filing.values[mark.definition.id], text)
