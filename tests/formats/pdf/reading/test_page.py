"""What a page says and shows, read by pdfium."""

import io
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.reading.comparing import unlike
from medaid_desktop.formats.pdf.reading.document import PdfReading, read_pdf
from medaid_desktop.formats.pdf.textblock import MM_PER_PT
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from tests.formats.pdf.sheets import table
from tests.operations.verifying.altering import with_annotation, with_content


def written(*texts: str) -> bytes:
    file = io.BytesIO()
    write_pdf([PrintJob(table([[text] for text in texts]), False, "书签")], file)
    return file.getvalue()


def test_a_page_has_its_characters_with_their_places() -> None:
    with PdfReading(written("甲 乙")) as reading, reading.page(0) as page:
        characters = page.characters()
        assert [one.text for one in characters][:2] == ["甲", "乙"] and "甲" in page.text()
        first, second = characters[:2]
        assert first.y == second.y and second.x - first.x > first.size > 2
        assert (round(page.width), round(page.height), page.rotation) == (120, 130, 0)
        assert page.pictures() == page.annotations() == []
        pixels = page.pixels(100)
        assert pixels is not None and (pixels.width, pixels.height) == (472, 512) and len(pixels.data) == 472 * 512


def test_what_is_laid_over_a_page_has_a_name_and_a_place() -> None:
    with PdfReading(with_annotation(written("甲"), "/Stamp")) as reading, reading.page(0) as page:
        [stamp] = page.annotations()
        assert stamp.kind == "图章" and not stamp.is_widget
        assert round(stamp.x / MM_PER_PT) == 200 and round(stamp.width / MM_PER_PT) == 60


def test_images_are_found_on_the_page_and_can_be_taken_off() -> None:
    image = b"q 72 0 0 72 100 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q\n"
    plain = written("甲")
    with PdfReading(with_content(plain, lambda text: text + image)) as reading, reading.page(0) as page:
        [picture] = page.pictures()
        assert picture.is_upright and round(picture.width, 1) == 25.4 and round(picture.x / MM_PER_PT) == 100
        with PdfReading(plain) as other, other.page(0) as made:
            assert page.pixels(100) != made.pixels(100)
            page.drop_pictures([0])
            assert page.pictures() == [] and page.pixels(100) == made.pixels(100)


def test_pages_that_are_the_same_differ_in_nothing() -> None:
    with PdfReading(written("甲", "乙")) as one, PdfReading(written("甲", "乙")) as other:
        with one.page(0) as found, other.page(0) as made:
            assert unlike(found, made).is_blank
        with PdfReading(written("甲", "丙")) as third, third.page(0) as found, other.page(0) as made:
            differing = unlike(found, made)
            assert ([one.text for one in differing.extra], [one.text for one in differing.missing]) == (["丙"], ["乙"])


def test_what_cannot_be_opened_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"hello")
    with pytest.raises(UserError, match="不是 PDF"):
        read_pdf(tmp_path / "a.pdf")
    with pytest.raises(UserError, match="找不到"):
        read_pdf(tmp_path)
    with pytest.raises(UserError, match="已损坏"):
        PdfReading(b"%PDF-1.7\nnothing")
    with PdfReading(written("甲")) as reading:
        assert reading.information("Nothing") == "" and reading.information("Title")
        with reading.page(99) as page:
            assert page.text() == "" and page.characters() == [] and page.pixels(100) is None
