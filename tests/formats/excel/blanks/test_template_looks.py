"""How blank workbooks look and what their cells allow. samples/blank-form.xls is such a workbook saved as Excel 97."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from medaid_desktop.core.sheet import BOTTOM, BOX, LEFT, RIGHT, TOP
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.blanks.sheet_measures import digit_pixels, usual_width_mm, width_mm
from medaid_desktop.formats.font_roles import font_role
from medaid_desktop.formats.looks import looks_of

_SIDE = Side(style="thin")
SAMPLES = Path(__file__).parents[2] / "samples"


def blank() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "情况表"
    return book, sheet


def looks(book: Workbook) -> list[SheetLooks]:
    out = io.BytesIO()
    book.save(out)
    return looks_of(out.getvalue(), document_of(out.getvalue(), "表样.xlsx"))


def test_fonts_sizes_places_and_formats_of_cells() -> None:
    book, sheet = blank()
    sheet["A1"].font = Font(name="方正小标宋简体", size=22, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet["A2"], sheet["B2"], sheet["C2"] = "数", "=1+1", 0.5
    sheet["B2"].number_format, sheet["C2"].number_format = "0.00", "0.0%"
    sheet["C2"].alignment = Alignment(horizontal="right", vertical="top")
    (found,) = looks(book)
    title = found.at(0, 0)
    assert (title.font, title.size_pt, title.bold, title.align, title.valign) == ("title", 22, True, "center", "middle")
    assert (title.border, title.number_format, title.open) == (0, "", True)
    assert (found.at(1, 0).align, found.at(1, 0).valign) == (None, "bottom")
    assert (found.at(1, 1).formula, found.at(1, 1).number_format) == (True, "0.00")
    assert (found.at(1, 2).number_format, found.at(1, 2).align, found.at(1, 2).valign) == ("0.0%", "right", "top")


@pytest.mark.parametrize(
    ("name", "role"),
    [("宋体", "song"), ("SimSun", "song"), ("等线", "song"), ("Calibri", "song"), ("仿宋_GB2312", "fangsong"), ("STFangsong", "fangsong"),
     ("方正仿宋_GBK", "fangsong"), ("楷体", "kai"), ("华文楷体", "kai"), ("黑体", "hei"), ("方正黑体_GBK", "hei"), ("微软雅黑", "hei"), ("SimHei", "hei"),
     ("方正小标宋_GBK", "title"), ("文星标宋", "title")],
)  # fmt: skip
def test_fonts_have_roles(name: str, role: str) -> None:
    assert font_role(name) == role


def test_rules_of_merged_cells_are_those_of_their_edges() -> None:
    book, sheet = blank()
    for row in (2, 3):
        for col in (1, 2, 3):
            sheet.cell(row, col).border = Border(
                left=_SIDE if col == 1 else None, top=_SIDE if row == 2 else None, bottom=_SIDE
            )
    sheet["C3"].border = Border(right=_SIDE)
    sheet.merge_cells("A2:C3")
    (found,) = looks(book)
    assert found.at(1, 0).border == LEFT | TOP | RIGHT | BOTTOM
    assert (1, 1) not in found.cells
    assert BOX == LEFT | TOP | RIGHT | BOTTOM


def test_widths_are_told_in_digits_of_the_usual_font() -> None:
    assert [
        digit_pixels(name, size)
        for name, size in (("Calibri", 11), ("宋体", 11), ("宋体", 12), ("宋体", 10), ("Arial", 10))
    ] == [7, 8, 8, 7, 7]
    assert width_mm(9.0, 8) == pytest.approx(72 * 25.4 / 96)
    assert usual_width_mm(8, 7) == pytest.approx(64 * 25.4 / 96)
    book, sheet = blank()
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[1].height = 36
    sheet.row_dimensions[2].hidden = True
    sheet["C3"] = "末"
    (found,) = looks(book)
    assert found.columns_mm == pytest.approx((37.04, 0, 16.93), abs=0.01)
    assert found.rows_mm == pytest.approx((12.7, 0, 5.29), abs=0.01)


def test_a_page_is_what_is_printed() -> None:
    book, sheet = blank()
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.page_margins.left, sheet.page_margins.top = 0.5, 1.0
    sheet.page_setup.scale = 85
    (found,) = looks(book)
    assert (found.width_mm, found.height_mm, found.scale) == (420.0, 297.0, 0.85)
    assert found.margins_mm[:2] == pytest.approx((12.7, 25.4))


def test_fitting_the_page_makes_a_sheet_smaller_but_never_larger() -> None:
    book, sheet = blank()
    for col in range(1, 7):
        sheet.cell(2, col, "栏").border = Border(bottom=_SIDE)
        sheet.column_dimensions[sheet.cell(2, col).column_letter].width = 20
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    (found,) = looks(book)
    room = found.width_mm - found.margins_mm[0] - found.margins_mm[2]
    assert found.scale == pytest.approx(room / sum(found.columns_mm))
    sheet.print_area = "A1:C2"
    (narrow,) = looks(book)
    assert narrow.scale == 1.0


def test_words_of_lists_wherever_they_stand() -> None:
    book, sheet = blank()
    words = book.create_sheet("字典")
    words.sheet_state = "hidden"
    for row, (one, other) in enumerate((("医疗保障局", "男"), ("财政局", "女"), ("医疗保障局", None)), 2):
        words.cell(row, 2, one)
        words.cell(row, 3, other)
    book.defined_names["部门"] = DefinedName("部门", attr_text="字典!$B$2:$B$4")
    lists = {
        "A2": '"是,否, 不详"', "A3": "字典!$B$2:$B$4", "A4": "部门", "A5": "=OFFSET(字典!$C$2,0,0,COUNTA(字典!$C:$C),1)", "A6": "字典!$C:$C",
        "A7": 'INDIRECT("部门")', "A8": "$A$1:$A$1", "A9": "VLOOKUP(1,2,3)", "A10": "没有的名称",
    }  # fmt: skip
    for place, formula in lists.items():
        check = DataValidation(type="list", formula1=formula)
        check.add(place)
        sheet.add_data_validation(check)
        sheet[place].border = Border(bottom=_SIDE)
    found = looks(book)[0]
    offices = ("医疗保障局", "财政局")
    assert [found.at(row, 0).options for row in range(1, 10)] == [
        ("是", "否", "不详"), offices, offices, ("男", "女"), ("男", "女"), offices, ("情况表",), (), (),
    ]  # fmt: skip


def test_other_validations_and_which_cells_are_open() -> None:
    book, sheet = blank()
    for place, kind in (("A2", "whole"), ("A3", "decimal"), ("A4", "date"), ("A5", "textLength"), ("A6:B7", "whole")):
        check = DataValidation(type=kind, operator="greaterThan", formula1="0")
        check.add(place)
        sheet.add_data_validation(check)
    sheet["B7"] = "末"
    for row in range(2, 8):
        sheet.cell(row, 1).border = Border(bottom=_SIDE)
    sheet["A3"].protection = Protection(locked=False)
    sheet.protection.sheet = True
    (found,) = looks(book)
    assert [found.at(row, 0).check for row in range(1, 6)] == ["whole", "number", "date", "text", "whole"]
    assert found.protected
    assert [row for row in range(7) if found.at(row, 0).open and (row, 0) in found.cells] == [2]


def test_results_of_array_formulas_are_formulas() -> None:
    book, sheet = blank()
    sheet["A2"] = ArrayFormula("A2:A3", "=B2:B3*2")
    sheet["A3"] = 0
    sheet["B3"] = "末"
    (found,) = looks(book)
    assert [found.at(row, 0).formula for row in (0, 1, 2)] == [False, True, True]


def test_places_count_from_the_first_cell_with_a_text() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["C4"] = "名称"
    sheet["D4"].border = Border(top=_SIDE)
    sheet.column_dimensions["C"].width = 30
    (found,) = looks(book)
    assert (0, 0) in found.cells and found.at(0, 1).border == TOP
    assert found.columns_mm == pytest.approx((55.56, 16.93), abs=0.01)


def test_dictionaries_and_hidden_sheets_have_plain_looks_and_cost_nothing() -> None:
    book, sheet = blank()
    register = book.create_sheet("名册")
    for row in range(1, 4001):
        register.cell(row, 1, f"人员{row}").border = Border(bottom=_SIDE)
    hidden = book.create_sheet("暗表")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    found = looks(book)
    assert [len(one.cells) for one in found] == [1, 0, 0]
    assert sheet.title == "Sheet"


def test_a_workbook_that_claims_the_whole_sheet_is_taken_for_what_it_holds() -> None:
    book, sheet = blank()
    sheet.merge_cells("A5:B6")
    check = DataValidation(type="list", formula1='"是,否"')
    check.add("A1:B6")
    sheet.add_data_validation(check)
    out = io.BytesIO()
    book.save(out)
    content = _with_areas(out.getvalue(), {"A5:B6": "A5:XFD1048576", "A1:B6": "A1:XFD1048576"})
    (found,) = looks_of(content, document_of(content, "表样.xlsx"))
    assert found.at(0, 0).options == ("是", "否")
    assert len(found.columns_mm) < 400


def _with_areas(content: bytes, changes: dict[str, str]) -> bytes:
    """A workbook whose first sheet says other areas."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for written, other in changes.items():
                    part = part.replace(f'"{written}"'.encode(), f'"{other}"'.encode())
            new.writestr(name, part)
    return out.getvalue()


def test_an_old_workbook_looks_like_its_new_one() -> None:
    content = (SAMPLES / "blank-form.xls").read_bytes()
    (found,) = looks_of(content, document_of(content, "表样.xls"))
    assert (found.width_mm, found.height_mm, found.protected, found.scale) == (297.0, 210.0, True, 1.0)
    assert found.columns_mm == pytest.approx((18.5, 37.0, 22.2, 29.6), abs=0.1)
    assert found.rows_mm == pytest.approx((12.0, 7.8, 7.8), abs=0.2)
    assert found.margins_mm == pytest.approx((17.8, 19.0, 17.8, 19.0), abs=0.1)
    assert (found.at(2, 1).formula, found.at(2, 1).number_format, found.at(2, 3).number_format) == (
        True,
        "0.00",
        "yyyy/m/d",
    )
    assert (found.at(1, 1).border, found.at(1, 1).font, found.at(1, 1).align) == (BOX, "fangsong", "center")
    assert sorted(place for place, look in found.cells.items() if look.open) == [(1, 1), (1, 3)]
    old = (SAMPLES / "allocation.xls").read_bytes()
    document = document_of(old, "分配表.xls")
    assert len(looks_of(old, document)) == len(document.grids)


def test_other_kinds_have_plain_looks() -> None:
    text = "名称\t数量\n甲\t1\n".encode()
    assert looks_of(text, document_of(text, "表.xls")) == [SheetLooks()]


def test_looks_that_are_damaged_are_plain() -> None:
    book, sheet = blank()
    sheet["A1"].border = Border(bottom=_SIDE)
    out = io.BytesIO()
    book.save(out)
    document = document_of(out.getvalue(), "表样.xlsx")
    assert looks_of(out.getvalue()[:-40], document) == [SheetLooks()]
    assert looks_of(_with_areas(out.getvalue(), {"A1": 'A1"<'}), document) == [SheetLooks()]


def test_formulas_behind_the_cells_are_of_no_cell() -> None:
    book, _ = blank()
    out, again = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as package, zipfile.ZipFile(again, "w") as other:
        for name in package.namelist():
            data = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", b"</sheetData><extLst><ext><f>A1:B1</f></ext></extLst>")
            other.writestr(name, data)
    (found,) = looks_of(again.getvalue(), document_of(again.getvalue(), "表样.xlsx"))
    assert not found.at(0, 0).formula
