"""Blocks to and from the clipboard: tab-separated text and HTML of several programs."""

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from medaid_desktop.core.filing import clean_text
from medaid_desktop.errors import UserError
from medaid_desktop.formats.clipboard.block import Block
from medaid_desktop.formats.clipboard.html_reader import read_html
from medaid_desktop.formats.clipboard.html_writer import write_html
from medaid_desktop.formats.clipboard.reading import read_block
from medaid_desktop.formats.clipboard.tab_text import read_tab_text, write_tab_text
from tests.formats.clipboard.office_html import clipboard_html

SAMPLES = Path(__file__).parent / "samples"
PIECES = st.sampled_from(["\n", "\t", '"', " ", "  ", "<", "&", "&nbsp;", "　", "😀", "=", "\xa0", "文字"])
CELL = st.lists(PIECES | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), max_size=6).map("".join)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5)
)


def cleaned(rows: list[list[str]]) -> list[list[str]]:
    return [[clean_text(cell) for cell in row] for row in rows]


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_block_comes_back_as_text(rows: list[list[str]]) -> None:
    assert read_tab_text(write_tab_text(rows)) == rows


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_text_of_a_spreadsheet_is_read(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\r\n").writerows(rows)
    assert read_tab_text(written.getvalue()) == rows


@given(ROWS)
def test_any_block_comes_back_as_html_and_as_both(rows: list[list[str]]) -> None:
    rows = cleaned(rows)
    html = write_html(Block(rows))
    found = read_html(html)
    assert found is not None
    assert cleaned([list(row) for row in found.rows]) == rows
    assert cleaned([list(row) for row in read_block(write_tab_text(rows), html).rows]) == rows


@given(st.text(st.sampled_from("<>/!-[]tdrable &;='\"\n0x乙") | st.characters(codec="utf-8")))
def test_broken_html_is_never_a_bug(text: str) -> None:
    read_html(f"<table>{text}")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("one", [["one"]]),
        ("a\rb\r", [["a"], ["b"]]),
        ('"x\r\ny"\tz\n', [["x\ny", "z"]]),
        ('5" pipe\tz', [['5" pipe', "z"]]),
        ('"open\tz', [['"open', "z"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("", [[""]]),
    ],
)
def test_ends_and_quotes(text: str, rows: list[list[str]]) -> None:
    assert read_tab_text(text) == rows


def test_a_single_cell_pastes_into_a_line_of_text() -> None:
    assert write_tab_text([["甲"]]) == "甲"
    assert write_tab_text([["甲", "乙"]]) == "甲\t乙\r\n"


def sheet() -> Workbook:
    book = Workbook()
    page = book.active
    for row in (["产出指标", "救助人数", "007"], [None, "两行\n文字", "=1+1"], [None, "a  b", "<&>"]):
        page.append(row)
    page.merge_cells("A1:A3")
    return book


@pytest.mark.parametrize("maker", ["Microsoft Excel 15", "WPS Office ET"])
def test_html_of_excel_and_wps(maker: str) -> None:
    found = read_html(clipboard_html(sheet().active, maker))
    assert found is not None
    assert found.rows == [["产出指标", "救助人数", "007"], ["", "两行\n文字", "=1+1"], ["", "a  b", "<&>"]]
    assert found.spans == {(0, 0): (3, 1)}


def test_html_of_libreoffice() -> None:
    found = read_html((SAMPLES / "libreoffice.html").read_text(encoding="utf-8"))
    assert found is not None
    assert found.spans == {(1, 0): (3, 1), (1, 1): (2, 1), (4, 0): (2, 1), (4, 1): (2, 1)}
    assert found.rows[2] == ["", "", "资助人数", "007"]
    assert found.rows[4] == ["效益指标", "社会效益", "困难群众\n得到救助", '明显"提高"']
    assert found.rows[5][3] == "=1+1"
    assert found.rows[7] == ["<b>&符号", "emoji😀", "全角　空格", "-1"]


def test_word_and_browsers_tables_in_cells_and_paragraphs() -> None:
    html = "<p>前言</p><table><tbody><tr><td><p>一</p><p>二</p></td><td><table><tr><td>内</td><td>层</td></tr></table></td></tr></table>"
    found = read_html(html)
    assert found is not None
    assert found.rows == [["一\n二", "内 层"]]


def test_a_text_that_runs_over_its_neighbours_is_no_merged_cell() -> None:
    found = read_html("<table><tr><td colspan=2 style='mso-ignore:colspan'>长文字</td><td>b</td></tr></table>")
    assert found is not None
    assert (found.rows, found.spans) == ([["长文字", "", "b"]], {})


def test_without_a_table_the_text_counts() -> None:
    assert read_block("a\tb", "<b>a</b> b").rows == [["a", "b"]]


def test_html_tells_merges_and_text_keeps_blanks() -> None:
    html = "<table><tr><td rowspan=2>甲</td><td>a b</td></tr><tr><td>c</td></tr></table>"
    both = read_block("甲\ta  b\r\n\tc\r\n", html)
    assert both.rows == [["甲", "a  b"], ["", "c"]]
    assert both.spans == {(0, 0): (2, 1)}
    assert read_block("甲\nx\ta b\nc", html).rows == [["甲", "a b"], ["", "c"]]


def test_texts_stay_texts_and_numbers_keep_their_decimals() -> None:
    html = write_html(Block([["007", "=1+1", "1,234.50", "12"]], {}, frozenset([(0, 2), (0, 3)])))
    assert html.count(r'mso-number-format:"\@"') == 2
    assert r'mso-number-format:"\#\,\#\#0\.00"' in html
    assert 'x:num="1234.50"' in html


def test_a_row_all_of_whose_cells_come_from_above_is_kept() -> None:
    block = Block([["甲", "乙"], ["", ""], ["丙", "丁"]], {(0, 0): (2, 1), (0, 1): (2, 1)})
    assert read_html(write_html(block)) == block
    found = read_html("<table><tr><td>甲</td></tr><tr></tr><tr><td>乙</td></tr></table>")
    assert found is not None
    assert found.rows == [["甲"], ["乙"]]


def test_merges_are_written_as_spans() -> None:
    block = Block([["甲", "乙"], ["", "丙"]], {(0, 0): (2, 1)})
    assert '<td rowspan="2"' in write_html(block)
    assert read_html(write_html(block)) == block


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td colspan=100000>x</td></tr></table>",
        "<table>" * 3000 + "<tr><td>x",
        "<table>" + "<tr><td colspan=15000>x</td></tr>" * 20,
    ],
)
def test_bombs_end_with_a_message(html: str) -> None:
    with pytest.raises(UserError, match="太大"):
        read_html(html)


def test_comments_styles_and_tags_with_signs_in_them_are_no_text() -> None:
    html = """<!DOCTYPE html><style><!-- td{} --> <b></style><table><tr><!-- <td>no</td> --><td title="a>b"
    ROWSPAN='2'>1 &lt; 2 <b>3</b></td><TD>x<script>if (a<b) "</td>"</script></td><tr><td>y<br/>z</td></table>"""
    found = read_html(html)
    assert found is not None
    assert found.rows == [["1 < 2 3", "x"], ["", "y\nz"]]
    assert found.spans == {(0, 0): (2, 1)}


@pytest.mark.parametrize("piece", ['<td "', "<td 'a>", "<!--", "<td", '<td style="">"', "<", "<!--><td>", "<style>"])
def test_broken_pages_are_gone_over_once(piece: str) -> None:
    """A quadratic reader would take many times as long."""
    with suppress(UserError):
        read_html("<table><tr>" + piece * 50_000)


def test_libreoffice_breaks_lines_in_its_html_only():
    text = "单位一\t两行 文字\t0635\n单位二\t\t00123\n"
    html = (
        "<table><tr><td><font>单位一</font></td><td><font>两行<br>文字</font></td><td>0635</td></tr>"
        "<tr><td>单位二</td><td><font><br></font></td><td>00123</td></tr></table>"
    )
    assert read_block(text, html).rows == [["单位一", "两行\n文字", "0635"], ["单位二", "", "00123"]]
