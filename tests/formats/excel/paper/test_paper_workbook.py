"""A sheet as a workbook: texts stay texts, figures keep their digits, the page prints like the PDF, Office repairs nothing."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from medaid_desktop.core.sheet import BOX, Cell, CellStyle, PageSetup, Row, SealPlace, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.paper.paper_workbook import SetText, WorkbookSheet, paper_workbook
from medaid_desktop.formats.excel.xlsx.page_foot import foot_text
from tests.formats.excel.workbook_rules import faults

ROOM_MM = 297 - 18 - 20
PAGE = PageSetup()


def sheet_of(*texts: str, rows: tuple[Row, ...] = (), page: PageSetup = PAGE, **options: object) -> WorkbookSheet:
    """One column with a text in each row; every cell may become a number."""
    cells = [Cell(row, 0, text, CellStyle()) for row, text in enumerate(texts)]
    sheet = Sheet("表", page, (40.0,), rows or tuple(Row() for _ in texts), cells)
    return WorkbookSheet("表", sheet, numbers=frozenset((row, 0) for row in range(len(texts))), **options)  # type: ignore[arg-type]


def table_of(lines: int, height: float = 10.0, **options: object) -> WorkbookSheet:
    """A title, a head that repeats, lines of a table with a group over all of them, and two boxes to sign."""
    style, heads = CellStyle(), (1, 2)
    rows = [Row(10, keep_with_next=True), Row(10, keep_with_next=True), *[Row(height, heads=heads)] * lines]
    rows[-1] = replace(rows[-1], keep_with_next=True)
    cells = [
        Cell(0, 0, "标题", replace(style, border=0), 1, 3),
        Cell(1, 0, "类", style),
        Cell(1, 1, "名", style),
        Cell(1, 2, "值", style),
    ]
    cells.append(Cell(2, 0, "产出指标", style, lines, 1, repeats=True))
    for line in range(lines):
        cells += [
            Cell(2 + line, 1, f"指标{line}", style, role="field"),
            Cell(2 + line, 2, str(line), style, role="field"),
        ]
    cells.append(
        Cell(2 + lines, 0, "单位", style, 1, 3, "seal", seal=SealPlace("unit", 42.0, ("（公章）", "　年　月　日")))
    )
    rows.append(Row(48.0))
    sheet = Sheet(
        "表",
        PageSetup(foot_left="表 · 某省 · 2020年度", foot_right="校验码 AAAA"),
        (60.0, 70.0, 40.0),
        tuple(rows),
        cells,
    )
    return WorkbookSheet("表", sheet, **options)  # type: ignore[arg-type]


def opened(*sheets: WorkbookSheet):
    content = paper_workbook(sheets)
    assert faults(content) == []
    return load_workbook(io.BytesIO(content))


def part(one: WorkbookSheet, name: str = "xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(paper_workbook([one]))).read(name).decode()


# -- texts and figures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "shown_as"),
    [
        ("154.10", 154.1, "0.00"),
        ("3,064", 3064, "#,##0"),
        ("-1,234.5", -1234.5, "#,##0.0"),
        ("0", 0, "0"),
        ("40", 40, "0"),
        ("0.00", 0, "0.00"),
        ("98.50%", 0.985, "0.00%"),
        ("100%", 1, "0%"),
        ("-5%", -0.05, "0%"),
        ("0.12345678901234", 0.12345678901234, "0.00000000000000"),
    ],
)
def test_figures_become_numbers_that_show_the_same_digits(text, value, shown_as):
    content = paper_workbook([sheet_of(text)])
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["A1"]
    assert (cell.value, cell.number_format) == (value, shown_as)
    (grid,) = document_of(content, "a.xlsx").grids
    assert [(found.text, found.kind) for found in grid.cells] == [(text, "number")]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+5", "-", "@x", "'x", "350 万元", "007", "00.5", "0.123456789012345", "1234567890123456789", "≥95%", "1,23", "1,2345", "2020年1月", "上\n下",
        "1e5", "-0", "-0.00", "-0%", ".5", "5.", "１２", "TRUE", "#N/A", "1 000", "\u00a05", "𠮷野家", "_x0041_", "a_x000D_b", "]]>", "&amp;",
        " 前后 ", "一\t二",
    ],
)  # fmt: skip
def test_all_else_stays_the_text_it_is(text):
    content = paper_workbook([sheet_of(text)])
    assert faults(content) == []
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["A1"]
    assert cell.data_type == "s" and cell.number_format == "@" and cell.quotePrefix == text.startswith(tuple("=+-@'"))
    (grid,) = document_of(content, "a.xlsx").grids
    assert [(found.text, found.kind) for found in grid.cells] == [(text, "text")]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1).filter(str.strip))
@settings(max_examples=60)
def test_any_text_comes_back_as_it_was(text):
    content = paper_workbook([sheet_of(text)])
    assert faults(content) == []
    (grid,) = document_of(content, "a.xlsx").grids
    assert [found.text for found in grid.cells] == [text]


@given(st.from_regex(r"-?[0-9]{0,3}(,[0-9]{3}){0,3}[0-9]{0,9}(\.[0-9]{1,6})?%?", fullmatch=True).filter(bool))
@settings(max_examples=100)
def test_any_digits_show_as_they_were_written(text):
    (grid,) = document_of(paper_workbook([sheet_of(text)]), "a.xlsx").grids
    assert [found.text for found in grid.cells] == [text]


def test_a_figure_in_a_cell_of_words_stays_a_text():
    one = replace(sheet_of("154.10"), numbers=frozenset())
    assert opened(one).worksheets[0]["A1"].value == "154.10"


def test_a_long_text_is_whole_and_not_shown_as_hashes():
    text = "=" + "长" * 32_766
    cell = opened(sheet_of(text)).worksheets[0]["A1"]
    assert cell.value == text and cell.data_type == "s"
    assert cell.number_format == "General" and cell.quotePrefix


@pytest.mark.parametrize("text", ["长" * 32_768, "𠮷" * 16_384])
def test_a_text_too_long_for_a_cell_is_refused_and_never_cut(text):
    with pytest.raises(UserError, match="最多 32,767 个") as error:
        paper_workbook([sheet_of("好", text)])
    assert error.value.where == "《表》A2"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\r", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_no_workbook_holds_is_refused(character):
    with pytest.raises(UserError, match="存不下的字符"):
        paper_workbook([sheet_of(f"上{character}下")])


def test_blank_cells_wait_for_what_belongs_there():
    one = replace(sheet_of("", ""), numbers=frozenset({(0, 0)}))
    sheet = opened(one).worksheets[0]
    assert [sheet["A1"].number_format, sheet["A2"].number_format] == ["General", "@"]


def test_a_figure_too_wide_for_its_cell_is_set_smaller_and_no_text_is():
    sheet = opened(sheet_of("1234567.89", "字")).worksheets[0]
    assert sheet["A1"].alignment.shrink_to_fit and not sheet["A1"].alignment.wrap_text
    assert sheet["A2"].alignment.wrap_text and not sheet["A2"].alignment.shrink_to_fit
    assert 'numberStoredAsText="1"' in part(sheet_of("007"))


# -- the workbook ------------------------------------------------------------------------------------------------------


def test_tabs_have_names_that_office_takes_each_once():
    names = [
        "阳谷县[1]:*?/\\",
        "阳谷县[1]:*?/\\",
        "A" * 40,
        "a" * 40,
        "'",
        "History",
        "ＡＢ",
        "ab",
        "𠮷" * 20,
        "字" * 30 + "'尾",
        "\x01\ud800",
    ]
    one = sheet_of("x")
    book = opened(*(replace(one, name=name) for name in names))
    assert book.sheetnames == [
        "阳谷县_1_", "阳谷县_1_(2)", "A" * 31, "a" * 28 + "(2)", "表", "History(2)", "ＡＢ", "ab(2)", "𠮷" * 15, "字" * 30, "_",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=50), min_size=1, max_size=6))
@settings(max_examples=40)
def test_any_tabs_open_without_repair(names):
    one = sheet_of("x")
    assert faults(paper_workbook([replace(one, name=name) for name in names])) == []


def test_the_same_sheets_make_the_same_file_without_a_person_in_it():
    one = table_of(3)
    content = paper_workbook([one], "标题 & 名")
    assert content == paper_workbook([one], "标题 & 名")
    properties = load_workbook(io.BytesIO(content)).properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == ("标题 & 名", "MedAid Desktop", None)


def test_no_sheet_is_no_workbook():
    with pytest.raises(ValueError, match="no sheet"):
        paper_workbook([])


# -- looks -------------------------------------------------------------------------------------------------------------


def test_spans_rules_and_fonts_are_those_of_the_paper():
    cells = [
        Cell(0, 0, "宽", CellStyle("hei", 12, True, "center", "top", BOX), 2, 2),
        Cell(0, 2, "无框", CellStyle("kai", border=0)),
        Cell(1, 2, "题", CellStyle("title", 18)),
    ]
    sheet = opened(WorkbookSheet("表", Sheet("表", PageSetup(), (50.0, 50.0, 70.0), (Row(), Row()), cells))).worksheets[
        0
    ]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B2"]
    a1, b2, c1, c2 = sheet["A1"], sheet["B2"], sheet["C1"], sheet["C2"]
    assert (a1.font.name, a1.font.size, a1.font.bold, a1.alignment.horizontal, a1.alignment.vertical) == (
        "黑体",
        12,
        True,
        "center",
        "top",
    )
    assert [side.style for side in (a1.border.left, a1.border.top, b2.border.right, b2.border.bottom)] == ["thin"] * 4
    assert (c1.font.name, c1.border.left.style, c2.font.name, c2.font.bold) == ("楷体", None, "宋体", True)


def test_columns_are_as_wide_as_in_print():
    """In a workbook widths are told in digits of its usual font, which are 0.556 em wide."""
    one = table_of(3)
    sheet = opened(one).worksheets[0]
    digit_mm = 0.556 * 12 * 25.4 / 72
    widths = [sheet.column_dimensions[name].width * digit_mm for name in "ABC"]
    assert widths == pytest.approx(one.sheet.columns_mm, rel=0.002) and sum(widths) < one.sheet.page.printable_width_mm
    wide = WorkbookSheet(
        "表", Sheet("表", PageSetup(), (170.0, 170.0), (Row(),), [Cell(0, 0, "字", CellStyle(), 1, 2)])
    )
    sheet = opened(wide).worksheets[0]
    assert sum(sheet.column_dimensions[name].width * digit_mm for name in "AB") == pytest.approx(170, rel=0.002)


def test_rows_have_room_for_their_texts_in_any_font():
    one = sheet_of("一行", "几行", texts=[SetText(1, 10.5), SetText(10, 10.5)])
    sheet = opened(one).worksheets[0]
    assert sheet.row_dimensions[1].height == pytest.approx(7 * 72 / 25.4, abs=0.01)
    assert sheet.row_dimensions[2].height >= 10 * 10.5 * 1.44 + 3


def test_a_row_taller_than_office_shows_becomes_several():
    sheet = opened(sheet_of("长文", "下一行", rows=(Row(400.0), Row(8.0)))).worksheets[0]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:A3"]
    assert sheet["A4"].value == "下一行" and sheet.print_area == "'表'!$A$1:$A$4"
    assert sum(sheet.row_dimensions[row].height for row in range(1, 4)) == pytest.approx(400 * 72 / 25.4, abs=0.1)


def test_a_place_for_a_seal_is_empty_and_large_enough():
    sheet = opened(table_of(3)).worksheets[0]
    text = sheet["A6"].value
    assert text.startswith("单位\n\n") and text.endswith("\n（公章）\n　年　月　日")
    assert sheet.row_dimensions[6].height >= (42 + 2) * 72 / 25.4
    assert sheet["A6"].alignment.vertical == "top"


# -- pages -------------------------------------------------------------------------------------------------------------


def test_the_page_is_set_up_like_the_print():
    page = PageSetup(297.0, 210.0, 15.0, 18.0, 16.0, 17.0)
    sheet = opened(sheet_of("字", page=page)).worksheets[0]
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        1,
        0,
    ) and sheet.sheet_properties.pageSetUpPr.fitToPage
    margins = sheet.page_margins
    assert [margins.left, margins.top, margins.right, margins.bottom] == pytest.approx(
        [x / 25.4 for x in (15, 18, 16, 17)], abs=1e-4
    )
    assert sheet.print_options.horizontalCentered and not sheet.sheet_view.showGridLines
    assert opened(sheet_of("字", page=PageSetup(297.0, 420.0))).worksheets[0].page_setup.paperSize == 8


def test_a_page_that_the_print_ends_ends_in_the_workbook_too():
    one = table_of(30, starts=[12, 22])
    sheet = opened(one).worksheets[0]
    assert [item.id for item in sheet.row_breaks.brk] == [12, 22]
    assert sheet.print_title_rows == "$2:$2"


def test_a_group_cut_by_a_page_end_is_said_again_with_its_rules():
    sheet = opened(table_of(30, starts=[12, 22])).worksheets[0]
    areas = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A3:A12", "A13:A22", "A23:A32"} <= areas
    assert [sheet[name].value for name in ("A3", "A13", "A23")] == ["产出指标", "产出指标\n（续）", "产出指标\n（续）"]
    assert sheet["A12"].border.bottom.style == sheet["A13"].border.top.style == "thin"


def test_content_over_several_rows_is_said_again_as_it_stands():
    one = table_of(30, starts=[12, 22])
    cells = [replace(cell, role="field") if cell.text == "产出指标" else cell for cell in one.sheet.cells]
    sheet = opened(replace(one, sheet=replace(one.sheet, cells=cells))).worksheets[0]
    assert [sheet[name].value for name in ("A3", "A13", "A23")] == ["产出指标"] * 3


def test_pages_that_the_workbook_has_no_room_for_are_laid_out_anew():
    one = table_of(30, starts=[31])
    sheet = opened(one).worksheets[0]
    breaks = [item.id for item in sheet.row_breaks.brk]
    heights = [sheet.row_dimensions[row].height for row in range(1, 34)]
    edges = [0, *breaks, 33]
    for first, behind in pairwise(edges):
        assert sum(heights[first:behind]) + (heights[1] if first else 0) <= ROOM_MM * 72 / 25.4 + 0.1
    assert breaks[-1] < 32, "the box to sign stays with the last line"


def test_a_brim_full_page_gets_some_reserve():
    def width(one: WorkbookSheet) -> float:
        return opened(one).worksheets[0].column_dimensions["A"].width

    full = table_of(30, starts=[26])
    assert width(full) / width(table_of(3)) == pytest.approx(260 / ROOM_MM / 0.97, rel=0.001)
    assert width(table_of(30, starts=[20])) == width(table_of(3))


def test_of_several_heads_the_one_wanted_on_most_pages_repeats():
    style = CellStyle()
    rows = [Row(10), *[Row(20, heads=(0, 1))] * 3, Row(10), *[Row(20, heads=(4, 5))] * 30]
    cells = [Cell(row, 0, f"行{row}", style) for row in range(len(rows))]
    sheet = opened(WorkbookSheet("表", Sheet("表", PageSetup(), (170.0,), tuple(rows), cells))).worksheets[0]
    assert sheet.row_breaks.brk and sheet.print_title_rows == "$5:$5"
    rows = [Row(10), *[Row(20, heads=(0, 1))] * 3, *[Row(20)] * 40]
    cells = [Cell(row, 0, f"行{row}", style) for row in range(len(rows))]
    sheet = opened(WorkbookSheet("表", Sheet("表", PageSetup(), (170.0,), tuple(rows), cells))).worksheets[0]
    assert sheet.row_breaks.brk and not sheet.print_title_rows, "pages behind the table bear no head in vain"


def test_a_long_table_keeps_its_head_in_sight():
    assert opened(table_of(40)).worksheets[0].freeze_panes == "A3"
    assert opened(table_of(5)).worksheets[0].freeze_panes is None


# -- the foot ----------------------------------------------------------------------------------------------------------


def foot_of(left: str, right: str, draft: bool = False) -> str:
    content = paper_workbook([sheet_of("字", page=PageSetup(foot_left=left, foot_right=right), draft=draft)])
    assert faults(content) == []
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    code = "".join(
        f"&{letter}{section.text}" for letter, section in zip("LCR", (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right), strict=True) if section.text
    )  # fmt: skip
    assert code
    return (
        zipfile.ZipFile(io.BytesIO(content))
        .read("xl/worksheets/sheet1.xml")
        .decode()
        .partition("<oddFooter>")[2]
        .partition("<")[0]
        .replace("&amp;", "&")
    )


def test_the_foot_is_that_of_the_print():
    foot = foot_of("申报表 · 某县 · 2020年度", "校验码 AB12", draft=True)
    assert "&C" in foot and "第 &P 页 共 &N 页　草稿" in foot
    assert foot_text(foot) == "申报表 · 某县 · 2020年度\n第  页 共  页　草稿\n校验码 AB12"


def test_a_long_foot_is_not_printed_over_itself_and_never_longer_than_excel_takes():
    foot = foot_of("预算绩效目标申报表 · 新疆维吾尔自治区乌鲁木齐市 · 2020年度", "校验码 RGTY-JK38-JQGM-M7X8")
    assert "&C" not in foot and foot.index("&R") < foot.index("&P")
    long = foot_of("表" * 400, "A&B" * 10)
    assert foot_text(long).splitlines()[0].endswith("…") and "A&B" in foot_text(long)


def test_digits_at_the_beginning_of_a_foot_are_not_taken_for_its_size():
    assert foot_text(foot_of("2020年度", "7-1")).splitlines()[0] == "2020年度"
