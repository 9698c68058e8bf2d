"""What an image in a PDF shows."""

# pypdfium2 has no types; this module and page.py meet its objects.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import ctypes
import io
from typing import Any, NamedTuple

from pypdfium2 import raw

from medaid_desktop.formats.pdf.seal_pictures import pixels_sum

_LARGEST_PICTURE = 16_000_000


class Shown(NamedTuple):
    """What an image shows: its size in pixels and, row by row from the top, red, green, blue and alpha of each."""

    width: int
    height: int
    rgba: bytes

    @property
    def sum(self) -> str:
        """The `pixels_sum` of it."""
        return pixels_sum(self.width, self.height, self.rgba)

    def png(self) -> bytes:
        """It as a PNG, pixel for pixel."""
        from PIL import Image  # slow to import

        file = io.BytesIO()
        Image.frombytes("RGBA", (self.width, self.height), self.rgba).save(file, "PNG", compress_level=1)
        return file.getvalue()


def shown(page: Any, image: Any) -> Shown | None:
    """What a pdfium image on a page shows, decoded with its mask, a pixel for a pixel; None where it cannot be decoded."""
    width, height, matrix = ctypes.c_uint(), ctypes.c_uint(), raw.FS_MATRIX()
    if not raw.FPDFImageObj_GetImagePixelSize(image, width, height) or not raw.FPDFPageObj_GetMatrix(image, matrix):
        return None
    if not 0 < width.value * height.value <= _LARGEST_PICTURE:
        return None
    raw.FPDFImageObj_SetMatrix(image, width.value, 0, 0, height.value, 0, 0)
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf, page, image)
    raw.FPDFPageObj_SetMatrix(image, matrix)
    if not bitmap:
        return None
    try:
        columns, rows = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        layout = raw.FPDFBitmap_GetFormat(bitmap), raw.FPDFBitmap_GetStride(bitmap)
        if layout != (raw.FPDFBitmap_BGRA, 4 * columns):
            return None
        data = bytearray(ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), 4 * columns * rows))
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    data[0::4], data[2::4] = data[2::4], data[0::4]
    return Shown(columns, rows, bytes(data))
