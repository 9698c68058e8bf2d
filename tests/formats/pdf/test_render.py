"""Pages as pixels and as drawings: both are the PDF."""

import io
import struct
from typing import Any, cast

import pytest

from medaid_desktop.core.sheet import Cell, CellStyle, PageSetup, Row, Sheet
from medaid_desktop.formats.pdf.drawing import Drawer
from medaid_desktop.formats.pdf.extent import Extent, ink_extent
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.layout import SheetLayout
from medaid_desktop.formats.pdf.outlines import glyph_outline
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.render import PdfPages
from medaid_desktop.formats.pdf.sfnt import FontFileError, Sfnt
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf

A4_PX = (420, 594)


def sheet(text: str = "指标值", page: PageSetup | None = None, **style: Any) -> Sheet:
    cells = (
        Cell(0, 0, text, CellStyle(**style), cols=2),
        Cell(1, 0, "甲", CellStyle()),
        Cell(1, 1, "≥95%", CellStyle()),
    )
    return Sheet("试表", page or PageSetup(foot_right="校验码"), (60.0, 110.0), (Row(10), Row(10)), cells)


def written(printed: Sheet, draft: bool = False) -> bytes:
    file = io.BytesIO()
    write_pdf([PrintJob(printed, draft, "试表")], file)
    return file.getvalue()


def test_a_page_has_the_pixels_asked_for_and_ink_where_the_rules_are():
    pages = PdfPages(written(sheet()))
    assert pages.count == 1
    pixels = pages.render(0, *A4_PX)
    assert pixels is not None
    assert (pixels.width, pixels.height) == A4_PX and len(pixels.data) == pixels.stride * pixels.height
    row = pixels.data[36 * pixels.stride :][: pixels.stride : 4]  # 18 mm down, where the table begins
    assert min(row[42:378]) < 160 and min(row[:36]) == 255
    pages.close()
    assert pages.render(0, *A4_PX) is None
    pages.close()


def test_other_bytes_are_refused():
    with pytest.raises(ValueError, match="no"):
        PdfPages(b"not a PDF at all")


def test_the_layout_is_handed_over_as_it_is_drawn():
    layouts: list[SheetLayout] = []
    write_pdf([PrintJob(sheet(), False, "试表")] * 2, io.BytesIO(), laid_out=layouts.append)
    assert [len(layout.pages) for layout in layouts] == [1, 1]
    assert [piece.cell for piece in layouts[0].pages[0].pieces] == [0, 1, 2]


def test_ink_reaches_from_the_rules_to_the_foot():
    setter = TextSetter(default_fonts())
    extent = ink_extent(lay_out(sheet(), setter))
    assert extent is not None
    assert (extent.left, extent.top, extent.right) == pytest.approx((19.9, 17.9, 190.1), abs=0.02)
    assert 277 < extent.bottom < 291
    alone = Sheet("空", PageSetup(), (170.0,), (Row(10),), (Cell(0, 0, "右", CellStyle(align="right", border=0)),))
    found = ink_extent(lay_out(alone, setter))
    assert found is not None and found.right < 190 and isinstance(found, Extent)


def test_a_drawing_has_every_rule_and_glyph_of_the_page():
    (page,) = Drawer().pages(sheet("指标 值\n2020", bold=True), draft=True)
    layout = lay_out(sheet("指标 值\n2020", bold=True), TextSetter(default_fonts()), draft=True)
    assert (page.width, page.height) == pytest.approx((595.28, 841.89), abs=0.01)
    assert len(page.shapes) == 1 and page.shapes[0].grey == pytest.approx(0.92)
    lines = [line for rules in page.rules for line in rules.lines]
    assert len(lines) == len(layout.pages[0].rules) and {rules.width for rules in page.rules} == {0.5}
    texts = [line for piece in (*layout.pages[0].pieces, *layout.pages[0].foot) for line, _ in piece.block.lines]
    assert len(page.glyphs) == len("".join(texts))


def test_glyphs_follow_one_another_by_their_widths():
    (page,) = Drawer().pages(sheet("一二", size_pt=10.0, align="left"), draft=False)
    first, second = page.glyphs[:2]
    assert second.x - first.x == pytest.approx(10.0) and second.y == first.y and first.size == 10.0


def test_a_thickened_bold_is_stroked():
    (page,) = Drawer().pages(sheet("粗", font="fangsong", bold=True), draft=False)
    assert page.glyphs[0].stroke > 0 and page.glyphs[-1].stroke == 0


def test_the_outline_of_a_glyph_lies_within_its_bounds():
    face = default_fonts().role("song", False).face(0)[0]
    number = face.sfnt.glyph(ord("口"))
    count, left, bottom, right, top = struct.unpack_from(">5h", face.sfnt.outline(number))
    contours = glyph_outline(face.sfnt, number)
    points = [step[-2:] for contour in contours for step in contour]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert len(contours) == count and all(contour[0][-2:] == contour[-1][-2:] for contour in contours)
    assert (min(xs), max(xs)) == (left, right) and (min(ys), max(ys)) == (bottom, top)
    assert glyph_outline(face.sfnt, face.sfnt.glyph(ord(" "))) == []


class TwoGlyphs:
    """A triangle, and a glyph made of it at half its size, 10 to the right and 20 up."""

    def __init__(self, flags: int = 0x0002 | 0x0008) -> None:
        head = struct.pack(">5h", 1, 0, 0, 40, 40)
        body = struct.pack(">HH", 2, 0) + bytes([0x01 | 0x08, 2]) + struct.pack(">3h3h", 0, 40, 0, 0, 0, 40)
        part = struct.pack(">5hHHbbh", -1, 0, 0, 0, 0, flags, 0, 10, 20, 8192)
        self._glyphs = [head + body, part]

    def outline(self, glyph: int) -> bytes:
        return self._glyphs[glyph]


def test_composite_glyphs_are_put_together():
    font = cast(Sfnt, TwoGlyphs())
    assert glyph_outline(font, 0) == [[(0, 0), (40, 0), (40, 40), (0, 0)]]
    assert glyph_outline(font, 1) == [[(10, 20), (30, 20), (30, 40), (10, 20)]]


def test_damaged_outlines_are_named():
    with pytest.raises(FontFileError, match="points"):
        glyph_outline(cast(Sfnt, TwoGlyphs(flags=0)), 1)
    font = TwoGlyphs()
    font._glyphs[0] = font._glyphs[0][:-3]
    with pytest.raises(FontFileError, match="damaged"):
        glyph_outline(cast(Sfnt, font), 0)
