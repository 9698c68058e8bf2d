"""The draft mark: 草稿, large, light grey and aslant beneath the text; an outline, so that no text is added."""

import math

from reportlab.pdfbase.pdfdoc import PDFArray, PDFObjectReference

from medaid_desktop import paths
from medaid_desktop.formats.pdf.document import RawStream, StreamedDocument, name

_GREY = 0.92
_WIDTH_SHARE = 0.5
_ANGLE = math.radians(45)
_MARK_WIDTH, _MARK_MIDDLE = 2000, (1000, 380)
NAME = "Draft"


def add_mark(document: StreamedDocument) -> PDFObjectReference:
    """Writes the outline once for the whole document (kept as PDF path operators, made by the fonts' build script)."""
    outline = paths.resource("fonts", "draft_mark.txt").read_bytes()
    return document.put(
        RawStream(
            outline,
            {
                "Type": name("XObject"), "Subtype": name("Form"),
                "BBox": PDFArray([-100, -300, _MARK_WIDTH + 100, 1100]),
            },
        )
    )  # fmt: skip


def mark(width_mm: float, height_mm: float, pt_per_mm: float) -> bytes:
    """The operators that draw the mark across the middle of a page."""
    size = min(width_mm, height_mm) * _WIDTH_SHARE * pt_per_mm / (_MARK_WIDTH * math.cos(_ANGLE))
    across, up = size * math.cos(_ANGLE), size * math.sin(_ANGLE)
    x = width_mm * pt_per_mm / 2 - across * _MARK_MIDDLE[0] + up * _MARK_MIDDLE[1]
    y = height_mm * pt_per_mm / 2 - up * _MARK_MIDDLE[0] - across * _MARK_MIDDLE[1]
    matrix = b"%.5f %.5f %.5f %.5f %.2f %.2f cm" % (across, up, -up, across, x, y)
    return b"q %.2f g %s /%s Do Q\n" % (_GREY, matrix, NAME.encode("ascii"))
