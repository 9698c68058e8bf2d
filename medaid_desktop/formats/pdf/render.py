"""Pages of a PDF as pixels, drawn by pdfium: what a reader would show of the very file."""

# pypdfium2 has no types; this module and formats.pdf.reading meet it.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from medaid_desktop.formats.pdf.pdfium import LOCK

_WHITE = (255, 255, 255, 255)
_BYTES_PER_PIXEL = 4


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture: rows from the top, `stride` bytes each, a pixel as the bytes blue, green, red and one unused."""

    width: int
    height: int
    stride: int
    data: bytes


class PdfPages:
    """A PDF held in memory. Usable from several threads; close it when done."""

    def __init__(self, data: bytes) -> None:
        """Opens the document. Raises ValueError where the bytes are no PDF."""
        with LOCK:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise ValueError("not a PDF") from error
            self.count: int = len(self._document)
            self._is_open = True

    def close(self) -> None:
        """Gives the document back; idempotent."""
        with LOCK:
            if self._is_open:
                self._is_open = False
                self._document.close()

    def render(self, page: int, width: int, height: int) -> Pixels | None:
        """Draws a page (from 0) into so many pixels; None where the document was closed meanwhile."""
        with LOCK:
            if not self._is_open:
                return None
            drawn = self._document[page]
            bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
            try:
                bitmap.fill_rect(_WHITE, 0, 0, width, height)
                raw.FPDF_RenderPageBitmap(bitmap, drawn, 0, 0, width, height, 0, 0)
                data = bytes(memoryview(bitmap.buffer).cast("B"))
                return Pixels(width, height, bitmap.stride or width * _BYTES_PER_PIXEL, data)
            finally:
                bitmap.close()
                drawn.close()
