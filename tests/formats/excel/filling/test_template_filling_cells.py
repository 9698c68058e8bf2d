"""Cells filled in: nothing cut off, styles only where they are needed, formulas kept, what contradicts them told."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
    FieldMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from tests.formats.excel.filling.filled_forms import (
    a_filing,
    export,
    packed,
    shown,
)
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, MAIN, SHEET, TOP
from tests.formats.excel.patching.comparing import parts_of


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


def test_a_row_that_sizes_itself_gets_a_height_that_programs_may_change():
    _, done, _ = one_cell(loose, LONG)
    tag = row_tag(done.content)
    assert b"customHeight" not in tag and height(tag) > 200
    _, done, _ = one_cell(loose, "短")
    assert row_tag(done.content) == b'<row r="2">'


def test_a_stored_height_that_is_too_low_for_its_text_grows():
    _, _, data = one_cell(fixed, "短")
    parts = parts_of(data)
    parts[MAIN] = parts[MAIN].replace(b' customHeight="1"', b"")
    filler = TemplateFiller(packed(parts), TemplateMap(SHEET, 0, "表"))
    cell = FilledCell(Spot(1, 1), LONG, "", FieldDef("x", "x"))
    tag = row_tag(filler.filled(Filled(cells=(cell,))).content)
    assert b"customHeight" not in tag and height(tag) > 200
    cell = FilledCell(Spot(1, 1), "短", "", FieldDef("x", "x"))
    assert height(row_tag(filler.filled(Filled(cells=(cell,))).content)) == 20


def row_tag(content: bytes) -> bytes:
    """The tag of row 2."""
    data = parts_of(content)[MAIN]
    start = data.index(b'<row r="2"')
    return data[start : data.index(b">", start) + 1]


def height(tag: bytes) -> float:
    return float(tag.split(b'ht="')[1].split(b'"')[0])


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


def test_a_result_too_wide_for_its_cell_is_set_smaller():
    def summed(sheet, _) -> None:
        sheet["B3"] = "=B2*1000"
        sheet["B3"].number_format = "#,##0.00"

    sheet, _, _ = one_cell(summed, "56,789.12", AMOUNT)
    assert sheet["B3"].alignment.shrink_to_fit and sheet["B3"].number_format == "#,##0.00"
    sheet, _, _ = one_cell(summed, "1", AMOUNT)
    assert not sheet["B3"].alignment.shrink_to_fit


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


def test_running_numbers_by_formula_are_the_workbooks_own():
    columns = (ColumnMark(0, 1, FieldDef("no", "序号"), serial=True), ColumnMark(1, 1, FieldDef("name", "乡镇")))
    rows = tuple(RowMark(row, "row") for row in range(1, 4))
    map = TemplateMap("Sheet", 0, "表", tables=(TableMark("rows", "明细", (0, 1), columns, rows),))
    table = TableDef("rows", "明细", (columns[1].definition,))
    form = Form("custom:表", "表", "1", (), (table,), ())
    book = Workbook()
    book.active["A2"], book.active["A3"], book.active["A4"] = 1, "=A2+1", "=A3+1"
    out = io.BytesIO()
    book.save(out)
    filled = fill(map, form, Filing(form.id, 2025, tables={"rows": [{"name": f"镇{number}"} for number in range(6)]}))
    done = TemplateFiller(out.getvalue(), map).filled(filled)
    sheet = load_workbook(io.BytesIO(done.content)).active
    assert not done.notices and not filled.notices
    assert [sheet.cell(row, 1).value for row in range(2, 8)] == [1, *(f"=A{row}+1" for row in range(2, 7))]
