"""A sheet as a workbook: texts stay texts, figures keep their digits, the page prints like the PDF."""

import io

import pytest
from openpyxl import load_workbook

from medaid_desktop.core.compose import PlaceNames, compose
from medaid_desktop.core.sheet import Cell, CellStyle, PageSetup, Row, Sheet
from medaid_desktop.formats.excel.paper_workbook import WorkbookSheet, paper_workbook
from tests.core.papers import built_in, samples


def sheet_of(*texts: str, heights: tuple[float, ...] = ()) -> WorkbookSheet:
    cells = [Cell(row, 0, text, CellStyle()) for row, text in enumerate(texts)]
    sheet = Sheet("表", PageSetup(), (40.0,), tuple(Row() for _ in texts), cells)
    return WorkbookSheet(
        "表", sheet, heights or tuple(8.0 for _ in texts), frozenset((row, 0) for row in range(len(texts)))
    )


def opened(*sheets: WorkbookSheet):
    return load_workbook(io.BytesIO(paper_workbook(sheets)))


@pytest.mark.parametrize(
    ("text", "value", "shown_as"),
    [
        ("154.10", 154.1, "0.00"),
        ("3,064", 3064, "#,##0"),
        ("-1,234.5", -1234.5, "#,##0.0"),
        ("0", 0, "0"),
        ("40", 40, "0"),
    ],
)
def test_figures_become_numbers_that_show_the_same_digits(text, value, shown_as):
    cell = opened(sheet_of(text)).worksheets[0]["A1"]
    assert (cell.value, cell.number_format) == (value, shown_as)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+5", "-", "@x", "350 万元", "007", "1234567890123456789", "≥95%", "1,23", "2020年1月", "上\n下", "1e5"],
)
def test_all_else_stays_the_text_it_is(text):
    cell = opened(sheet_of(text)).worksheets[0]["A1"]
    assert cell.value == text and cell.data_type == "s"


def test_a_figure_in_a_cell_of_words_stays_a_text():
    one = sheet_of("154.10")
    plain = WorkbookSheet(one.name, one.sheet, one.heights_mm)
    assert opened(plain).worksheets[0]["A1"].value == "154.10"


def test_tabs_have_names_that_office_takes_each_once():
    names = ["阳谷县[1]:*?/\\", "阳谷县[1]:*?/\\", "A" * 40, "a" * 40, "'", "History"]
    one = sheet_of("x")
    book = opened(*(WorkbookSheet(name, one.sheet, one.heights_mm) for name in names))
    assert book.sheetnames == ["阳谷县_1_", "阳谷县_1_(2)", "A" * 31, "a" * 28 + "(2)", "表", "History(2)"]


def test_a_row_taller_than_office_shows_becomes_several():
    sheet = opened(sheet_of("长文", "下一行", heights=(400.0, 8.0))).worksheets[0]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:A4"]
    assert sheet["A5"].value == "下一行" and sheet.print_area == "'表'!$A$1:$A$5"
    assert sum(sheet.row_dimensions[row].height for row in range(1, 5)) >= 400 * 72 / 25.4
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(1, 5))


def test_the_page_is_set_up_like_the_print():
    paper = compose(
        built_in("allocation"),
        next(f for f in samples().values() if f.form == "allocation"),
        PlaceNames("甲县", "某省甲县"),
    )
    sheet = opened(WorkbookSheet("分配表", paper.sheet, [8.0] * len(paper.sheet.rows))).worksheets[0]
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1 and sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_margins.left == pytest.approx(paper.sheet.page.left_mm / 25.4)
    assert "某省甲县" in sheet.oddFooter.left.text and "&P" in sheet.oddFooter.center.text
    assert sheet.print_title_rows


def test_spans_rules_and_fonts_are_those_of_the_paper():
    paper = compose(built_in("target-breakdown"), next(f for f in samples().values() if f.form == "target-breakdown"))
    sheet = opened(WorkbookSheet("分解表", paper.sheet, [8.0] * len(paper.sheet.rows))).worksheets[0]
    spans = {str(area) for area in sheet.merged_cells.ranges}
    for cell in paper.sheet.cells:
        anchor = sheet.cell(cell.row + 1, cell.col + 1)
        assert (anchor.value or "") in (cell.text, "") or anchor.data_type == "n" or cell.seal
        if cell.rows * cell.cols > 1:
            last = sheet.cell(cell.row + cell.rows, cell.col + cell.cols).coordinate
            assert f"{anchor.coordinate}:{last}" in spans
        if cell.style.border:
            assert anchor.border.left.style == "thin" and anchor.border.top.style == "thin"
            assert sheet.cell(cell.row + cell.rows, cell.col + cell.cols).border.bottom.style == "thin"


def test_no_sheet_is_no_workbook():
    with pytest.raises(ValueError, match="no sheet"):
        paper_workbook([])
