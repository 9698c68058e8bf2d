"""Workbooks as grids: what openpyxl writes, and by hand what it does not."""

from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from medaid_desktop.core.grid import Document, Grid
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import read_document
from tests.formats.packages import saved, workbook


def read(folder: Path, **parts: str) -> Document:
    return read_document(saved(folder, workbook(**parts)))


def texts(grid: Grid) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.col): cell.text for cell in grid.cells}


def test_values_are_read_as_shown(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "绩效目标表"
    for row, (value, code) in enumerate(
        [("资金总额", "General"), (0.75, "0%"), (52400, '0"人"'), (date(2020, 6, 1), 'yyyy"年"m"月"'), (True, "General"),
         ("#DIV/0!", "General"), ("一行\n二行", "@"), ("350", '@"万元"'), (12, "General")], 1,
    ):  # fmt: skip
        sheet.cell(row, 1, value).number_format = code
    book.save(tmp_path / "a.xlsx")
    document = read_document(tmp_path / "a.xlsx")
    (grid,) = document.grids
    assert (document.kind, document.name, grid.name, grid.shown) == ("xlsx", "a.xlsx", "绩效目标表", "shown")
    assert [cell.text for cell in grid.cells] == [
        "资金总额", "75%", "52400人", "2020年6月", "TRUE", "#DIV/0!", "一行\n二行", "350万元", "12",
    ]  # fmt: skip
    assert [cell.kind for cell in grid.cells] == [
        "text", "number", "number", "date", "yes-no", "error", "text", "text", "number",
    ]  # fmt: skip


def test_spans_origin_and_looks(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"] = "标题"
    sheet["B3"].font = Font(bold=True)
    sheet.merge_cells("B3:D3")
    sheet["B4"], sheet["C4"] = "组", "杭州市"
    sheet["C4"].alignment = Alignment(indent=2)
    sheet["C4"].font = Font(strike=True)
    sheet.merge_cells("B4:B6")
    sheet.merge_cells("C5:D6")
    book.save(tmp_path / "a.xlsx")
    (grid,) = read_document(tmp_path / "a.xlsx").grids
    title, group, name = grid.cells
    assert (grid.origin, grid.rows, grid.cols) == ((2, 1), 4, 3)
    assert (title.row, title.col, title.rows, title.cols, title.bold) == (0, 0, 1, 3, True)
    assert (group.rows, group.cols, group.struck) == (3, 1, False)
    assert (name.indent, name.struck, name.bold) == (2, True, False)
    assert grid.at(3, 0) is group
    assert grid.blank_spans == ((2, 1, 2, 2),)


def test_what_lies_under_a_merged_area_is_not_shown(tmp_path: Path):
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    document = read(
        tmp_path, sheet=rows, behind='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>'
    )
    assert [(cell.text, cell.cols) for cell in document.grids[0].cells] == [("1", 2)]


def test_symbol_fonts_are_ticks(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    box = InlineFont(rFont="Wingdings 2")
    sheet["A1"] = CellRichText("上年原有项目", TextBlock(box, "R"), "  新增项目", TextBlock(box, "\u00a3"))
    sheet["A2"] = "R"
    sheet["A2"].font = Font(name="Wingdings 2")
    sheet["A3"] = "\u00fe \u00a8"
    sheet["A3"].font = Font(name="Wingdings")
    sheet["A4"] = "R"
    book.save(tmp_path / "a.xlsx")
    assert [cell.text for cell in read_document(tmp_path / "a.xlsx").grids[0].cells] == [
        "上年原有项目☑  新增项目☐", "☑", "☑ ☐", "R",
    ]  # fmt: skip


def test_rich_text_without_its_phonetic_marks(tmp_path: Path):
    strings = (
        "<si><t>救助</t><rPh sb='0' eb='2'><t>jiuzhu</t></rPh></si>"
        "<si><r><rPr><b/><strike/></rPr><t>甲</t></r><r><rPr><b/><strike/></rPr><t xml:space='preserve'> 乙</t></r></si>"
        "<si><t>一_x000D_\n二_x0041_</t></si>"
    )
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
    rows += '<c r="D1" t="inlineStr"><is><t>丙</t><rPh sb="0" eb="1"><t>bing</t></rPh></is></c></row>'
    plain, rich, escaped, inline = read(tmp_path, sheet=rows, strings=strings).grids[0].cells
    assert plain.text == "救助"
    assert (rich.text, rich.bold, rich.struck) == ("甲 乙", True, True)
    assert escaped.text == "一\n二A"
    assert inline.text == "丙"


def test_a_formula_without_a_result_is_a_doubt(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["B3"], sheet["C3"] = 1, "合计", "=SUM(B2:B2)"
    book.save(tmp_path / "a.xlsx")
    document = read_document(tmp_path / "a.xlsx")
    (doubt,) = document.doubts
    assert "C3" in doubt.message
    assert (doubt.grid, doubt.place) == (0, (1, 1))
    assert document.grids[0].at(1, 1) is None


def test_a_formula_with_a_stored_result_shows_it(tmp_path: Path):
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
    rows += '<c r="C1" t="str"><f>"甲"</f><v>甲</v></c></row>'
    document = read(tmp_path, sheet=rows)
    assert texts(document.grids[0]) == {(0, 0): "2", (0, 2): "甲"}
    assert document.doubts == ()


def test_hidden_rows_columns_and_sheets_are_told(tmp_path: Path):
    book = openpyxl.Workbook()
    first = book.active
    for row in range(2, 6):
        first.append(["", row, row])
        first.cell(row, 2, row)
    first["B2"], first["C4"], first["D5"] = 1, 2, 3
    first.row_dimensions[4].hidden = True
    first.column_dimensions["C"].hidden = True
    second = book.create_sheet("字典")
    second["A1"] = "甲"
    second.sheet_state = "veryHidden"
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")
    shown, hidden = read_document(tmp_path / "a.xlsx").grids
    assert shown.hidden_rows == {4 - 1 - shown.origin[0]}
    assert shown.hidden_cols == {2 - shown.origin[1]}
    assert (hidden.name, hidden.shown) == ("字典", "very hidden")


@pytest.mark.parametrize("dimension", ["A1:A1", "A1:XFD1048576", "nonsense"])
def test_the_stated_dimension_is_not_believed(tmp_path: Path, dimension: str):
    rows = '<row r="2"><c r="B2"><v>7</v></c><c r="D2"><v>8</v></c></row>'
    (grid,) = read(tmp_path, sheet=rows, before=f'<dimension ref="{dimension}"/>').grids
    assert (grid.origin, texts(grid)) == ((1, 1), {(0, 0): "7", (0, 2): "8"})


def test_cells_and_rows_without_references_follow_one_another(tmp_path: Path):
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r='C3'><v>4</v></c><c><v>5</v></c></row>"
    (grid,) = read(tmp_path, sheet=rows).grids
    assert texts(grid) == {(0, 0): "1", (0, 2): "3", (2, 2): "4", (2, 3): "5"}


def test_the_epoch_of_1904_and_iso_dates(tmp_path: Path):
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    rows = '<row r="1"><c r="A1" s="1"><v>42521</v></c><c r="B1" s="1" t="d"><v>2020-06-01T00:00:00</v></c></row>'
    (grid,) = read(tmp_path, sheet=rows, styles=styles, workbook='<workbookPr date1904="1"/>').grids
    assert texts(grid) == {(0, 0): "2020/6/1", (0, 1): "2020/6/1"}


def test_strict_documents_are_read(tmp_path: Path):
    rows = '<row r="1"><c r="A1" s="0"><v>0.5</v></c></row>'
    styles = '<numFmts><numFmt numFmtId="170" formatCode="0%"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs>'
    parts = workbook(rows, styles=styles, namespace="http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert read_document(saved(tmp_path, parts)).grids[0].cells[0].text == "50%"


def test_notes_and_text_boxes_are_left_out(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    book.active["A1"].comment = Comment("批注", "某人")
    book.save(tmp_path / "a.xlsx")
    assert texts(read_document(tmp_path / "a.xlsx").grids[0]) == {(0, 0): "甲"}


def test_a_million_empty_rows_are_read(tmp_path: Path):
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(2, 200_000))
    (grid,) = read(tmp_path, sheet='<row r="1"><c r="A1"><v>1</v></c></row>' + rows).grids
    assert (grid.rows, grid.cols, grid.used_rows) == (1, 1, (0,))


def test_a_stray_cell_far_below_costs_nothing(tmp_path: Path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    merged = "".join(f'<mergeCell ref="A{row}:XFD{row + 900}"/>' for row in range(1, 3000))
    (grid,) = read(tmp_path, sheet=rows, behind=f"<mergeCells>{merged}</mergeCells>").grids
    assert grid.used_rows == (0, 1_048_575)


def test_very_many_cells_are_refused(tmp_path: Path):
    row = "".join(f"<c><v>{col}</v></c>" for col in range(1, 120))
    with pytest.raises(UserError, match="30 万"):
        read(tmp_path, sheet=f"<row>{row}</row>" * 2600)


STORED = st.one_of(
    st.sampled_from(
        [
            "0",
            "-1",
            "0.75",
            "1e3",
            "x",
            "12",
            "0123",
            "1234567.5",
            "0.50",
            "12.3456",
            "99999999999",
            "5.",
            ".5",
            "０",
            "1_0",
            "&#26477;&#24030;",
            "&amp;&lt;",
            "甲\n乙",
            "_x000D_",
            " ",
            "2020-06-01",
        ]
    ),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)
CELLS = st.lists(
    st.tuples(st.sampled_from(["A", "B", "AA", "XFD"]), st.integers(1, 40), st.sampled_from(["", ' s="1"', ' s="2"', ' s="9"']),
              st.sampled_from([None, "n", "s", "str", "b", "e", "d", "inlineStr"]), STORED, st.sampled_from(["v", "is", "f", "none"])),
    max_size=30, unique_by=lambda cell: cell[:2],
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(CELLS)
def test_the_short_way_reads_what_the_parser_reads(
    tmp_path: Path, cells: list[tuple[str, int, str, str | None, str, str]]
):
    """A comment makes the reader take the long way."""
    rows = ""
    for letters, row, style, kind, value, way in cells:
        stored = {
            "v": f"<v>{value}</v>",
            "is": f"<is><t>{value}</t></is>",
            "f": f"<f>A1</f><v>{value}</v>",
            "none": "",
        }[way]
        rows += (
            f'<row r="{row}"><c r="{letters}{row}"{style}' + (f' t="{kind}"' if kind else "") + f">{stored}</c></row>"
        )
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="4"/></cellXfs>'
    short, long = (
        read(tmp_path, sheet=sheet, styles=styles, strings="<si><t>甲</t></si>") for sheet in (rows, "<!---->" + rows)
    )
    assert short == long


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 12), st.integers(1, 8)),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co"]), min_size=1, max_size=12),
        min_size=1, max_size=30,
    ),
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 8), st.integers(0, 3), st.integers(0, 3)), max_size=4),
)  # fmt: skip
def test_any_grid_comes_back(tmp_path: Path, cells: dict[tuple[int, int], str], spans: list[tuple[int, int, int, int]]):
    cells = {place: text.replace("_x", "_X_") for place, text in cells.items()}  # _x0041_ stands for A in a workbook
    book = openpyxl.Workbook()
    sheet = book.active
    for (row, col), text in cells.items():
        sheet.cell(row, col).value = text
        sheet.cell(row, col).data_type = "s"
    taken: set[tuple[int, int]] = set()
    expected = {(row - 1, col - 1): (text, 1, 1) for (row, col), text in cells.items() if text.strip()}
    for row, col, down, right in spans:
        area = {(r, c) for r in range(row, row + down + 1) for c in range(col, col + right + 1)}
        if len(area) > 1 and not area & taken:
            taken |= area
            sheet.merge_cells(start_row=row, start_column=col, end_row=row + down, end_column=col + right)
            for r, c in area - {(row, col)}:
                expected.pop((r - 1, c - 1), None)
            if (row - 1, col - 1) in expected:
                expected[row - 1, col - 1] = (expected[row - 1, col - 1][0], down + 1, right + 1)
    book.save(tmp_path / "a.xlsx")
    grids = read_document(tmp_path / "a.xlsx").grids
    found = {
        (cell.row + grid.origin[0], cell.col + grid.origin[1]): (cell.text, cell.rows, cell.cols)
        for grid in grids
        for cell in grid.cells
    }
    assert found == {
        place: (text.replace("\r\n", "\n").replace("\r", "\n"), *span) for place, (text, *span) in expected.items()
    }


TEXT = st.text(st.sampled_from("甲 乙\n<&;_x000D\uf052\u3000R"), max_size=8)
RUN = st.tuples(st.sampled_from(["", "<b/>", "<b />", '<b val="0"/>', '<strike/><rFont val="Wingdings 2"/>', '<rFont val="甲/乙"/>', None]), TEXT)  # fmt: skip
PHONETIC = st.sampled_from(["", '<phoneticPr fontId="1"/>', '<rPh sb="0" eb="1"><t>pin</t></rPh>'])
STRINGS = st.lists(st.tuples(st.one_of(TEXT, st.lists(RUN, min_size=1, max_size=3)), PHONETIC), max_size=12)


@settings(max_examples=100, deadline=None)
@given(STRINGS)
def test_shared_texts_the_short_way_are_those_of_the_parser(
    tmp_path: Path, strings: list[tuple[str | list[tuple[str | None, str]], str]]
):
    """A comment makes the reader take the long way."""

    def element(text: str) -> str:
        return f'<t xml:space="preserve">{escape(text)}</t>'

    written = ""
    for text, phonetic in strings:
        inner = element(text) if isinstance(text, str) else "".join(
            f"<r>{'' if look is None else f'<rPr>{look}</rPr>'}{element(part)}</r>" for look, part in text
        )  # fmt: skip
        written += f"<si>{inner}{phonetic}</si>"
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{row - 1}</v></c></row>' for row in range(1, len(strings) + 1)
    )
    short, long = (read(tmp_path, sheet=rows, strings=before + written) for before in ("", "<!---->"))
    assert short == long


@pytest.mark.parametrize(
    "row", ['<row r="3" ht="14"/>', '<row r="3" spans="1:2"></row>', '<row r="3"><c r="A3" s="0"/></row>']
)
def test_rows_without_a_number_follow_those_that_hold_nothing(tmp_path: Path, row: str):
    cells = '<row r="1"><c r="A1"><v>1</v></c></row>' + row
    padding = "".join(f'<row r="3" ht="{number % 90 + 1}"/>' for number in range(5000))  # more than a piece of the file
    (grid,) = read(tmp_path, sheet=cells + padding + "<row><c><v>2</v></c></row>").grids
    assert texts(grid) == {(0, 0): "1", (3, 0): "2"}


def test_hidden_rows_are_seen_although_they_hold_nothing(tmp_path: Path):
    rows = "".join(f'<row r="{row}" hidden="1"/>' for row in range(2, 9)) + '<row r="9"><c r="A9"><v>1</v></c></row>'
    (grid,) = read(tmp_path, sheet='<row r="1"><c r="A1"><v>1</v></c></row>' + rows).grids
    assert grid.hidden_rows == set(range(1, 8))
