"""Pages of a PDF as pixels, drawn by pdfium: what a reader would show of the very file.

pdfium serves one thread at a time, so one lock stands around every call; everything opened is closed under it too,
for the garbage collector would close in whatever thread it happens to run.
"""

# pypdfium2 has no types; this module is the one place that meets it.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import threading
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

_LOCK = threading.Lock()
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
        with _LOCK:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise ValueError("not a PDF") from error
            self.count: int = len(self._document)
            self._is_open = True

    def close(self) -> None:
        """Gives the document back; idempotent."""
        with _LOCK:
            if self._is_open:
                self._is_open = False
                self._document.close()

    def render(self, page: int, width: int, height: int) -> Pixels | None:
        """Draws a page (from 0) into so many pixels; None where the document was closed meanwhile."""
        with _LOCK:
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
