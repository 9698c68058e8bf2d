"""Seals in the PDF: their true size, their place, what stands under them, each image once."""

import ctypes
import io

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.signed import Signed
from medaid_desktop.core.sheet import Cell, Row, SealPlace, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.drawing import Drawer
from medaid_desktop.formats.pdf.seal_pictures import SealPicture
from medaid_desktop.formats.pdf.writer import PdfReport, PrintJob, write_pdf
from medaid_desktop.store.forms.form_library import FormLibrary
from tests.formats.pdf.sheets import FIELD, LABEL, SMALL_PAGE
from tests.formats.pictures.marks import round_mark

MM = 25.4 / 72
FORMS = FormLibrary()
STEPS = ("implementing", "competent", "finance_first", "finance_second")
OPINION = "经审核，立项依据充分，绩效目标明确，资金测算合理，同意申报。"


RED = SealPicture("公章", round_mark(), 42.0)


def sealed_sheet(text: str = "同意", diameter: float = 42.0) -> Sheet:
    place = SealPlace("finance", diameter, ("审核人甲", "2020年6月1日"))
    cells = (Cell(0, 0, "金额 1,234.50 万元", FIELD), Cell(1, 0, text, LABEL, role="seal", seal=place))
    return Sheet("表", SMALL_PAGE, (100.0,), (Row(10.0), Row(10.0)), cells)


def declaration(opinion: str = OPINION, **sizes: float) -> Sheet:
    signed = {step: Signed("审核人甲", "2020-06-01", opinion, "公章", sizes.get(step, 42.0)) for step in STEPS}
    return compose(FORMS.get("declaration"), Filing("declaration", 2020, "371521"), signed=signed).sheet


def written(*jobs: PrintJob) -> tuple[bytes, PdfReport]:
    file = io.BytesIO()
    report = write_pdf(jobs, file)
    return file.getvalue(), report


def images(data: bytes) -> list[list[tuple[float, float, float, float]]]:
    """The images of each page as pdfium sees them: left, top, width, height in millimetres from the top left corner."""
    found: list[list[tuple[float, float, float, float]]] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            height = page.get_height()
            here: list[tuple[float, float, float, float]] = []
            for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
                sides = [ctypes.c_float() for _ in range(4)]
                pdfium.FPDFPageObj_GetBounds(drawn.raw, *map(ctypes.byref, sides))
                left, bottom, right, top = (side.value for side in sides)
                here.append((left * MM, (height - top) * MM, (right - left) * MM, (top - bottom) * MM))
            found.append(here)
    return found


@pytest.mark.parametrize("size", [38.0, 42.0, 45.0])
def test_a_seal_has_its_diameter_on_paper(size: float):
    picture = SealPicture("公章", round_mark(), size)
    data, _ = written(PrintJob(sealed_sheet(diameter=size), False, "表", seals={"finance": picture}))
    ((_, _, width, height),) = images(data)[0]
    assert width == pytest.approx(size, abs=0.5) and height == pytest.approx(width, abs=0.01)


def test_four_seals_of_a_declaration_stand_in_their_boxes_on_one_page_with_their_text():
    sheet = declaration(finance_second=45.0)
    seals = {step: SealPicture("公章", round_mark(), 45.0 if step == "finance_second" else 42.0) for step in STEPS}
    layouts = []
    file = io.BytesIO()
    report = write_pdf([PrintJob(sheet, False, "表", seals=seals)], file, laid_out=layouts.append)
    (page,) = {spot.page for spot in report.seals[0]}
    found = images(file.getvalue())
    assert [len(one) for one in found] == [4 if number == page else 0 for number in range(len(found))]
    pieces = layouts[0].pages[page].pieces
    for (x, y, width, height), spot in zip(
        sorted(found[page]), sorted(report.seals[0], key=lambda s: (s.x, s.y)), strict=True
    ):
        assert (x, y, width) == pytest.approx((spot.x, spot.y, spot.diameter), abs=0.1)
        box, lines = [piece for piece in pieces if piece.cell == spot.cell]
        assert box.x < x and x + width < box.x + box.width and box.y < y and y + height < box.y + box.height, "not cut"
        said = "".join(text for text, _ in box.block.lines)
        assert (
            said == OPINION and box.text_y + box.block.height(0, len(box.block.lines)) - 2 * box.block.padding_mm <= y
        )
        assert "".join(text for text, _ in lines.block.lines) == "审核人甲2020年6月1日"
        assert y < lines.text_y < y + height, "over name and day"
        others = [piece for piece in pieces if piece.cell != spot.cell]
        apart = (p.x >= x + width or p.x + p.width <= x or p.y >= y + height or p.y + p.height <= y for p in others)
        assert all(apart), "no figure is covered"
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        text = "".join(document[page].get_textpage().get_text_range().split())
    assert text.count("审核人甲") == text.count("2020年6月1日") == 4


def test_the_longest_opinions_leave_the_four_boxes_on_one_page():
    report = write_pdf([PrintJob(declaration("审" * 300), False, "表")], io.BytesIO())
    assert len({spot.page for spot in report.seals[0]}) == 1


def test_texts_stay_readable_over_the_seal():
    solid = Image.new("RGBA", (200, 200), (200, 0, 0, 255))
    file = io.BytesIO()
    solid.save(file, "PNG")
    plain, _ = written(PrintJob(sealed_sheet(), False, "表"))
    stamped, _ = written(
        PrintJob(sealed_sheet(), False, "表", seals={"finance": SealPicture("章", file.getvalue(), 42.0)})
    )
    black = [_black(data) for data in (plain, stamped)]
    assert black[0] > 500 and black[1] >= black[0] * 0.95


def _black(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=3).to_pil().convert("RGB")
    colours = image.getcolors(image.width * image.height) or []
    return sum(count for count, (red, green, blue) in colours if red < 60 and green < 60 and blue < 60)


def test_each_image_stands_once_in_a_document_and_transparency_stays():
    other = SealPicture("另一枚", round_mark("blue"), 42.0)
    jobs = [PrintJob(sealed_sheet(), False, "表", seals={"finance": picture}) for picture in (RED, other, RED, RED)]
    data, _ = written(*jobs)
    assert data.count(b"/SMask") == 2 and data.count(b"/DeviceRGB") == 2
    assert [len(page) for page in images(data)] == [1, 1, 1, 1]
    assert data == written(*jobs)[0]
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=2).to_pil().convert("RGB")
    x, y, side, _ = (value / MM * 2 for value in images(data)[0][0])
    assert image.getpixel((round(x + 4), round(y + 4))) == (255, 255, 255), "outside of the ring is paper"
    assert image.getpixel((round(x + side / 2), round(y + side * 0.035)))[0] > 200, "the ring is red"


def test_no_seal_is_made_smaller_for_a_narrow_box():
    data, report = written(PrintJob(sealed_sheet(diameter=38.0), False, "表", seals={"finance": RED}))
    assert images(data) == [[]] and report.seals[0][0].diameter == 38.0


def test_a_seal_of_another_step_is_not_drawn():
    data, _ = written(PrintJob(sealed_sheet(), False, "表", seals={"competent": RED}))
    assert images(data) == [[]]


def test_a_damaged_image_is_said():
    with pytest.raises(UserError, match="公章"):
        written(PrintJob(sealed_sheet(), False, "表", seals={"finance": SealPicture("公章", b"no picture", 42.0)}))


def test_a_printer_gets_the_seal_at_the_same_place():
    data, _ = written(PrintJob(sealed_sheet(), False, "表", seals={"finance": RED}))
    ((x, y, width, _),) = images(data)[0]
    (page,) = Drawer().pages(sealed_sheet(), False, {"finance": RED})
    (picture,) = page.pictures
    assert picture.png == RED.png
    assert (picture.x * MM, (page.height - picture.y - picture.side) * MM) == pytest.approx((x, y), abs=0.05)
    assert picture.side * MM == pytest.approx(width, abs=0.01)


def test_a_preview_shows_a_ring_with_the_name_and_no_image():
    data, _ = written(PrintJob(sealed_sheet(), False, "表", rings={"finance": "印章：公章"}))
    assert images(data) == [[]] and b"/Image" not in data
    with pypdfium2.PdfDocument(data) as document:
        assert "印章：公章" in document[0].get_textpage().get_text_range()
        image = document[0].render(scale=2).to_pil().convert("RGB")
    colours = image.getcolors(image.width * image.height) or []
    assert any(red > 150 and green < 150 for _, (red, green, _) in colours)
