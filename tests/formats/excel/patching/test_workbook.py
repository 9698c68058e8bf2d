"""A template filled in: only what was written, what was inserted and what follows from it differs from the original."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from medaid_desktop.formats.documents import read_document
from medaid_desktop.formats.excel.patching.edits import Number, SheetEdits
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from tests.formats.excel.patching.templates import SHEET, WORDS, rich_template

MAIN = "xl/worksheets/sheet1.xml"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def changed(old: bytes, new: bytes) -> set[str]:
    before, after = parts(old), parts(new)
    return {name for name in before | after if before.get(name) != after.get(name)}


@pytest.fixture(scope="module")
def template() -> TemplateWorkbook:
    return TemplateWorkbook(rich_template())


def filled(template: TemplateWorkbook, cells=None, inserted=None, **more) -> bytes:
    edits = SheetEdits(cells=cells or {}, **more)
    return template.filled({SHEET: edits}, {SHEET: inserted or {}})


def test_nothing_written_is_the_same_file_part_by_part(template):
    assert changed(rich_template(), filled(template)) == set()


def test_a_text_written_changes_its_cell_only(template):
    new = filled(template, {(2, 1): "=1+1 不是公式"})
    assert changed(rich_template(), new) <= {MAIN, "xl/workbook.xml"}
    assert without(parts(new)[MAIN], "B3") == without(parts(rich_template())[MAIN], "B3")
    assert load_workbook(io.BytesIO(new))[SHEET]["B3"].value == "=1+1 不是公式"
    assert load_workbook(io.BytesIO(new))[SHEET]["B3"].data_type == "s"


def without(sheet: bytes, name: str) -> str:
    """A sheet but for one cell, and for the result of what tells the day."""
    text = re.sub(rf'<c (?=[^>]*r="{name}")[^>]*?(/>|>.*?</c>)', "", sheet.decode())
    return re.sub(r'(<c (?=[^>]*r="A14")[^>]*?)(/>|>.*?</c>)', "", text)


def test_a_number_keeps_its_digits_and_the_style_of_its_cell(template):
    new = load_workbook(io.BytesIO(filled(template, {(4, 2): Number("154.10"), (5, 2): Number("9")})))
    assert new[SHEET]["C5"].value == 154.1
    assert b"<v>154.10</v>" in parts(filled(template, {(4, 2): Number("154.10")}))[MAIN]


def test_sums_are_fresh_and_what_cannot_be_worked_out_is_absent(template):
    new = filled(template, {(4, 2): Number("350"), (5, 2): Number("0.5"), (8, 2): Number("700.10")})
    stored = load_workbook(io.BytesIO(new), data_only=True)
    assert stored[SHEET]["C4"].value == 350.5
    assert stored[SHEET]["C13"].value == 700.1
    assert stored[SHEET]["D13"].value == pytest.approx(700.1 / 350.5)
    assert stored[WORDS]["B1"].value == pytest.approx(1400.2)
    assert stored[SHEET]["A14"].value is None and stored[SHEET]["C14"].value is None
    formulas = load_workbook(io.BytesIO(new))
    assert formulas[SHEET]["C4"].value == "=SUM(C5:C6)" and formulas[SHEET]["C14"].value.text == "=SUM(C9:C12*2)"


def test_a_formula_that_reads_nothing_written_keeps_its_result(template):
    new = filled(template, {(2, 1): "某项目"})
    assert load_workbook(io.BytesIO(new), data_only=True)[SHEET]["C4"].value == 7
    assert load_workbook(io.BytesIO(new), data_only=True)[SHEET]["A14"].value is None  # today is another day


def test_all_that_hangs_on_rows_moves_with_them(template):
    new = filled(template, {(12, 2): Number("5"), (12, 1): "新的一行"}, {11: 2})
    book = load_workbook(io.BytesIO(new))
    sheet = book[SHEET]
    assert sheet["C15"].value == "=SUM(C9:C14)" and sheet["D15"].value == "=C15/C4"
    assert sheet["C13"].value == 5 and sheet["B13"].value == "新的一行"
    assert sheet["A18"].value == "单位负责人" and sheet["A18"].comment.text == "签字后盖章"
    assert sheet["A18"].hyperlink.ref == "A18"
    assert sheet.row_dimensions[13].height == sheet.row_dimensions[14].height == 20
    assert sheet["C13"].border.left.style == "thin" and not sheet["C13"].protection.locked
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:D1", "B3:D3", "A9:A12", "A19:D20"}
    validations = {str(item.sqref): item.formula1 for item in sheet.data_validations.dataValidation}
    assert validations == {"B9:B14 B17": f"{WORDS}!$A$1:$A$3", "C15": "$C$5"}
    rules = {str(area.sqref): area.rules[0].formula for area in sheet.conditional_formatting}
    assert rules == {"C9:C14": ["$C$15"], "A18": ["LEN(A18)=0"]}
    assert sheet.print_area == f"'{SHEET}'!$A$1:$D$19" and sheet.print_title_rows == "$7:$8"
    assert sheet.row_breaks.brk[0].id == 16
    assert book.defined_names["合计"].attr_text == f"'{SHEET}'!$C$15"
    assert book[WORDS]["B1"].value == f"='{SHEET}'!C15*2" and book[WORDS]["B2"].value == f"=SUM('{SHEET}'!C9:C14)"
    assert sheet.tables["表1"].ref == "F32:G35"
    assert sheet._images[0].anchor._from.row == 17
    inside = parts(new)
    assert b"<xm:sqref>B16 D9:D14</xm:sqref>" in inside[MAIN]
    assert "<xdr:row>17</xdr:row>" in inside["xl/drawings/drawing1.xml"].decode()
    assert "<xdr:row>19</xdr:row>" in inside["xl/drawings/drawing1.xml"].decode()
    assert "$C$9:$C$14" in inside["xl/charts/chart1.xml"].decode()
    assert "xl/calcChain.xml" not in inside and b"calcChain" not in inside["[Content_Types].xml"]
    assert b"calcChain" not in inside["xl/_rels/workbook.xml.rels"]
    assert b'fullCalcOnLoad="1"' in inside["xl/workbook.xml"]


def test_parts_that_nothing_follows_for_are_kept_to_the_byte(template):
    new = filled(template, {(12, 2): Number("5")}, {11: 2})
    kept = set(parts(rich_template())) - changed(rich_template(), new)
    for name in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/media/image1.png", "docProps/core.xml"):
        assert name in kept


def test_groups_are_merged_as_asked(template):
    new = filled(template, {}, {11: 2}, merged=[(8, 0, 13, 0)], unmerged=[(8, 0, 11, 0)])
    merged = {str(area) for area in load_workbook(io.BytesIO(new))[SHEET].merged_cells.ranges}
    assert "A9:A14" in merged and "A9:A12" not in merged


def test_a_cell_that_was_not_there_gets_the_style_of_its_column(template):
    new = load_workbook(io.BytesIO(filled(template, {(40, 1): "尾注"}, heights={40: 33.5})))
    assert new[SHEET]["B41"].value == "尾注" and new[SHEET].row_dimensions[41].height == 33.5


@pytest.mark.parametrize("text", ["第一行\n第二行", "<&>\"'", "  前后空白  ", "_x0041_", "𠮷野", "+12", "-", "@x"])
def test_any_text_comes_back_as_it_was(template, tmp_path, text):
    file = tmp_path / "t.xlsx"
    file.write_bytes(filled(template, {(2, 1): text}))
    grid = read_document(file).grids[0]
    cell = grid.at(2, 1)
    assert cell is not None and cell.text == text


def test_a_running_balance_goes_through_the_rows_put_in():
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    for row, came, went in ((1, 100, 0), (2, 10, 1), (3, 10, 2), (4, 10, 3)):
        balance = "=A1-B1" if row == 1 else f"=C{row - 1}+A{row}-B{row}"
        for col, value in enumerate((came, went, balance), 1):
            sheet.cell(row, col).value = value
    out = io.BytesIO()
    book.save(out)
    cells = {(3, 0): Number("5"), (3, 1): Number("1"), (4, 0): Number("7"), (4, 1): Number("2")}
    new = TemplateWorkbook(out.getvalue()).filled({"台账": SheetEdits(cells=cells)}, {"台账": {2: 2}})
    formulas = load_workbook(io.BytesIO(new))["台账"]
    assert [formulas.cell(row, 3).value for row in range(1, 7)] == [
        "=A1-B1", "=C1+A2-B2", "=C2+A3-B3", "=C3+A4-B4", "=C4+A5-B5", "=C5+A6-B6",
    ]  # fmt: skip
