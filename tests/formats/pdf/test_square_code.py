"""The square code in the foot: what it says, where it stands, and that a scan of the paper reads it."""

import io
from itertools import pairwise

import pypdfium2
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.digest import ALPHABET
from medaid_desktop.core.review.sheet_code import SheetCode, read_sheet_code
from medaid_desktop.core.sheet import LEAST_BOTTOM_MM, SQUARE_MM, PageSetup
from medaid_desktop.formats.pdf import square_code
from medaid_desktop.formats.pdf.drawing import Drawer
from medaid_desktop.formats.pdf.extent import ink_extent
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.foot import BELOW_MM
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.square_code import square_rows, square_runs
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from tests.formats.pdf.sheets import table

SETTER = TextSetter(default_fonts())
CODE = SheetCode("declaration", "371521", 2020, 1, 1, "RGTY-JK38-JQGM-M7X8", 0)
LONG = SheetCode(
    "custom:城乡医疗救助补助资金区域绩效目标申报表（试行）", "371521-01", 2020, 1, 1, "RGTY-JK38-JQGM-M7X8", 12
)
PT = 72 / 25.4


def page_with(code: SheetCode, **setup: float) -> PageSetup:
    return PageSetup(foot_left="表", foot_right=f"校验码 {code.code}", square=code, **setup)


def written(*codes: SheetCode, rows: int = 1) -> bytes:
    file = io.BytesIO()
    write_pdf([PrintJob(table([["行"]] * rows, page_with(code)), False, "表") for code in codes], file)
    return file.getvalue()


def scanned(data: bytes, dpi: int) -> list[list[str]]:
    """What a scanner of that resolution reads off each page."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    return [
        [found.text for found in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)] for page in pages
    ]


@pytest.mark.parametrize("code", [CODE, LONG])
def test_every_page_is_read_off_a_scan_of_150_dots(code: SheetCode):
    texts = scanned(written(code, rows=60), 150)
    assert len(texts) == 2
    for number, found in enumerate(texts, 1):
        assert [read_sheet_code(text) for text in found] == [
            SheetCode(code.form, code.region, code.year, number, 2, code.code, code.reprint)
        ]


def test_it_stands_in_the_bottom_margin_clear_of_text_and_of_what_printers_leave_blank():
    laid = lay_out(table([["行"]] * 60, page_with(CODE, bottom_mm=12)), SETTER)
    for page in laid.pages:
        assert page.square is not None
        x, y, side, _ = page.square
        assert side == SQUARE_MM and x + side == pytest.approx(210 - 20)
        assert 297 - (y + side) >= BELOW_MM - 1e-6
        quiet = side / square_rows(page.square.text)[0] * square_code.QUIET
        assert y - max(piece.y + piece.height for piece in page.pieces) >= quiet - 0.05
        assert x - max(piece.x + piece.width - piece.block.side_mm for piece in page.foot) >= quiet - 0.05
    roomy = lay_out(table([["行"]], page_with(CODE, bottom_mm=LEAST_BOTTOM_MM)), SETTER)
    assert max(piece.y + piece.height for piece in roomy.pages[0].pieces) < 297 - LEAST_BOTTOM_MM


def test_a_margin_grows_only_where_it_has_no_room():
    rows = [["行"]] * 60
    usual = lay_out(table(rows, PageSetup(bottom_mm=LEAST_BOTTOM_MM)), SETTER)
    coded = lay_out(table(rows, page_with(CODE, bottom_mm=LEAST_BOTTOM_MM)), SETTER)
    assert usual.starts == coded.starts


def test_printers_are_told_that_it_belongs_to_the_page():
    extent = ink_extent(lay_out(table([["行"]], page_with(CODE)), SETTER))
    assert extent is not None and extent.right == pytest.approx(190, abs=0.1) and extent.bottom <= 297 - BELOW_MM


def test_a_printer_gets_the_same_modules_as_outlines():
    (page,) = Drawer().pages(table([["行"]], page_with(CODE)), draft=False)
    (shape,) = page.shapes
    side, runs = square_runs(CODE.text())
    assert len(shape.contours) == len(runs)
    module, _, _, _, x, y = shape.matrix
    assert module * side == pytest.approx(SQUARE_MM * PT, abs=0.01)
    assert x + module * side == pytest.approx(190 * PT, abs=0.05) and y >= BELOW_MM * PT - 0.05


def test_it_is_drawn_and_no_picture():
    data = written(CODE)
    assert b"/Image" not in data and data == written(CODE)


letters = st.text(ALPHABET, min_size=40, max_size=40)


@settings(max_examples=30, deadline=None)
@given(st.lists(letters, min_size=20, max_size=25))
def test_codes_added_up_are_those_worked_out(texts: list[str]):
    for text in texts:
        side, rows = square_rows(text)
        wanted = segno.make_qr(text, error="m", mode="byte", mask=2, boost_error=False).matrix
        assert [[row >> side - 1 - column & 1 for column in range(side)] for row in rows] == [
            list(row) for row in wanted
        ]


def test_runs_cover_just_the_dark_modules():
    side, runs = square_runs(CODE.text())
    assert sum(length for _, _, length in runs) == sum(row.bit_count() for row in square_rows(CODE.text())[1])
    assert all(left >= 0 and left + length <= side for left, _, length in runs)
    assert all(one[1] != other[1] or one[0] + one[2] < other[0] for one, other in pairwise(runs))
