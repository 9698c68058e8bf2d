"""Grids of lines: the same where columns and rows are wider, another where a line was drawn, moved over or taken away."""

import io
from typing import Any

import pypdfium2
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from medaid_desktop.formats.pdf.reading.document import PdfReading
from medaid_desktop.formats.pdf.reading.ruling import Line, grid
from tests.operations.verifying.altering import name, with_page

BOX = [Line(0, 0, 50, 0), Line(0, 20, 50, 20), Line(0, 0, 0, 20), Line(25, 0, 25, 20), Line(50, 0, 50, 20)]


def test_wider_columns_leave_the_grid_as_it_is() -> None:
    wider = [Line(one.x1 * 1.3 + 4, one.y1 * 2, one.x2 * 1.3 + 4, one.y2 * 2) for one in reversed(BOX)]
    assert grid(wider) == grid(BOX)


@pytest.mark.parametrize(
    "lines",
    [
        [*BOX, Line(30, 10, 33, 10)],
        BOX[1:],
        [*BOX[:3], Line(25, 5, 25, 20), BOX[4]],
        [*BOX[:3], Line(25, 0, 25, 15), BOX[4]],
    ],
)
def test_another_line_makes_another_grid(lines: list[Line]) -> None:
    assert grid(lines) != grid(BOX)


def test_lines_are_read_in_millimetres_from_the_top() -> None:
    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(720, 720)
    document.save(file)
    document.close()
    drawn = b"0.5 w 72 648 m 144 648 l S 1 0 0 1 72 0 cm 72 648 m 72 576 l 100 500 l S 0 0 9 9 re f"

    def draw(writer: IncrementalPdfFileWriter, page: Any) -> None:
        page[name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=drawn))

    with PdfReading(with_page(file.getvalue(), draw)) as reading, reading.page(0) as page:
        assert [[round(side, 1) for side in one] for one in page.lines()] == [
            [25.4, 25.4, 50.8, 25.4], [50.8, 25.4, 50.8, 50.8],
        ]  # fmt: skip
