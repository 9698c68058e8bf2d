"""A seal's image is held against what was printed: another one is found, the same one packed otherwise is not."""

import io
import json
import random
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image
from pyhanko.pdf_utils import generic

from medaid_desktop.core.review.log import Entry
from medaid_desktop.formats.pdf.reading.document import PdfReading
from medaid_desktop.formats.pdf.seal_pictures import SealPicture, picture_sum
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.verifying.prints import Print
from tests.formats.pictures.marks import round_mark
from tests.operations.paper.sealed import PASSPHRASE, sign_steps
from tests.operations.reviewing.declared import stored
from tests.operations.verifying.altering import name, with_content, with_page
from tests.operations.verifying.conftest import Printed


def resealed(data: bytes, change: Callable[[Any, Any], Any]) -> bytes:
    """The file with its first seal's image put in by `change`, told the writer and the image as it stands."""

    def apply(writer: Any, page: Any) -> None:
        images = page["/Resources"]["/XObject"]
        images[name("/Seal1")] = writer.add_object(change(writer, images["/Seal1"]))
        writer.update_container(images)

    return with_page(with_page(data, apply, 0), apply, 1)


def image_of(writer: Any, png: bytes) -> Any:
    """An image as an image of this document, its mask beside it."""
    with Image.open(io.BytesIO(png)) as opened:
        image = opened.convert("RGBA")
    return packed(writer, image.width, image.height, image.convert("RGB").tobytes(), image.getchannel("A").tobytes(), 9)


def packed(writer: Any, width: int, height: int, colours: bytes, mask: bytes, level: int) -> Any:
    head = {
        name("/Type"): name("/XObject"), name("/Subtype"): name("/Image"), name("/Width"): generic.NumberObject(width),
        name("/Height"): generic.NumberObject(height), name("/BitsPerComponent"): generic.NumberObject(8),
        name("/Filter"): name("/FlateDecode"),
    }  # fmt: skip
    soft = {**head, name("/ColorSpace"): name("/DeviceGray")}
    beside = writer.add_object(generic.StreamObject(soft, encoded_data=zlib.compress(mask, level)))
    whole = {**head, name("/ColorSpace"): name("/DeviceRGB"), name("/SMask"): beside}
    return generic.StreamObject(whole, encoded_data=zlib.compress(colours, level))


@pytest.mark.parametrize("mark", [round_mark("blue"), round_mark("red", 120)])
def test_an_exchanged_image_is_found(printed: Printed, mark: bytes) -> None:
    data = resealed(printed.sealed, lambda writer, _: image_of(writer, mark))
    verdict = printed.verdict(data)
    assert verdict.state == "altered"
    assert any("印章图像与打印时不同" in fault.what for fault in verdict.faults), verdict.lines()


def test_one_pixel_less_of_the_mask_is_found(printed: Printed) -> None:
    def thinner(writer: Any, image: Any) -> Any:
        mask = bytearray(image["/SMask"].data)
        mask[mask.index(255)] = 0
        return packed(writer, image["/Width"], image["/Height"], bytes(image.data), bytes(mask), 6)

    assert printed.verdict(resealed(printed.sealed, thinner)).state == "altered"


def test_the_same_image_packed_otherwise_is_the_same(printed: Printed) -> None:
    def again(writer: Any, image: Any) -> Any:
        return packed(
            writer, image["/Width"], image["/Height"], bytes(image.data), bytes(image["/SMask"].data), 0
        )  # fmt: skip

    verdict = printed.verdict(resealed(printed.sealed, again))
    assert verdict.state == "current", verdict.lines()
    assert not any("印章只核对了位置" in note for note in verdict.notes)


@pytest.mark.parametrize("box", [b"0 0 1 1", b"0 0.4 0.1 0.2"])
def test_a_seal_painted_over_beneath_the_text_is_found(printed: Printed, box: bytes) -> None:
    def paint(operators: bytes) -> bytes:
        return operators.replace(b"/Seal1 Do", b"/Seal1 Do 1 g " + box + b" re f", 1)

    verified = printed.verified(with_content(printed.sealed, paint, 1))
    [verdict] = verified.sheets
    assert verdict.state == "altered", verdict.lines()
    assert any("画面与打印时不同" in fault.what for fault in verdict.faults), verdict.lines()
    assert not any("不影响页面" in note for note in verified.notes)


def test_a_seal_laid_over_the_text_is_found(printed: Printed) -> None:
    """One that is all ink: nothing of it may hide a name."""

    def lift(operators: bytes) -> bytes:
        [first, *_] = re.findall(rb"q [^\n]*/Seal1 Do Q\n", operators)
        return operators.replace(first, b"", 1) + b"\n" + first

    png, path, desk = io.BytesIO(), printed.folder / "满章.pdf", printed.desk
    Image.new("RGBA", (120, 120), (200, 0, 0, 128)).save(png, "PNG")
    desk.ledger.seals.add("满章", png.getvalue(), PASSPHRASE)
    filing = stored(desk)
    sign_steps(desk, filing, seal="满章")
    print_filings(desk, [filing], path, passphrases={"满章": PASSPHRASE})
    data = path.read_bytes()
    assert printed.verdict(data).state == "current"
    verdict = printed.verdict(with_content(data, lift, 1))
    assert verdict.state == "altered", verdict.lines()


def test_a_sealed_file_that_is_no_longer_as_it_was_written_is_told(printed: Printed) -> None:
    saved = printed.verified(with_content(printed.sealed, lambda operators: operators + b"\n", 1))
    assert saved.is_good and "不是打印时的原样" in saved.notes[0]
    assert not printed.verified(printed.sealed).notes


def test_a_file_whose_seal_was_exchanged_is_told_of_that_alone(printed: Printed) -> None:
    """What else is on the page is compared without seals then."""
    verdict = printed.verdict(resealed(printed.sealed, lambda writer, _: image_of(writer, round_mark("blue"))))
    assert all("印章图像与打印时不同" in fault.what for fault in verdict.faults), verdict.lines()


def test_prints_of_earlier_versions_say_that_the_image_is_not_compared(
    printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Print, "images", {})
    verdict = printed.verdict(printed.sealed)
    assert verdict.state == "current" and any("印章只核对了位置" in note for note in verdict.notes)


def test_the_entry_of_a_print_without_sums_has_none(printed: Printed) -> None:
    entry = next(one for one in printed.desk.ledger.log.entries() if json.loads(one.details).get("images"))
    said = json.loads(entry.details)
    images = said.pop("images")
    assert images.keys() == said["seals"].keys()
    revision = printed.desk.ledger.revisions.get(entry.digest)
    assert revision is not None
    older: Entry = replace(entry, details=json.dumps(said))
    assert Print(revision, "final", 0, older).images == {}
    assert Print(revision, "final", 0, entry).images == images


@pytest.mark.parametrize("is_opaque", [True, False])
def test_what_is_summed_is_what_a_reader_decodes(is_opaque: bool) -> None:
    """Colours beneath full transparency are not seen, all else is told to the bit."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    image = Image.frombytes("RGBA", (61, 61), random.Random(7).randbytes(61 * 61 * 4))
    if is_opaque:
        image.putalpha(255)
    png, file = io.BytesIO(), io.BytesIO()
    image.save(png, "PNG")
    canvas = Canvas(file)
    canvas.drawImage(ImageReader(image), 100, 100, 119, 119, mask="auto")
    canvas.save()
    with PdfReading(file.getvalue()) as reading, reading.page(0) as page:
        before = page.pictures()
        assert page.picture_sum(0) == picture_sum(SealPicture("公章", png.getvalue(), 42.0))
        assert page.pictures() == before and page.picture_sum(1) == ""
