"""Seal images in the PDF: each once a document, upright in the squares kept for them, beneath the text.

Black text that is drawn over a red seal looks as a seal stamped over black text does; nothing is covered, whatever the image is
like, and a printer needs not know of blending.
"""

import hashlib
import io
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.document import RawStream, StreamedDocument, name
from medaid_desktop.formats.pdf.layout import SealSpot
from medaid_desktop.formats.pdf.textblock import MM_PER_PT

if TYPE_CHECKING:
    from PIL.Image import Image

_PT_PER_MM = 1 / MM_PER_PT
_ROUNDING_MM = 0.05
_ZLIB_LEVEL = 6
_BITS = 8
_RING = 0.5523
"""How far the control points of a quarter of a circle lie off its ends, in radii."""
_RING_WIDTH_PT = 0.6
_RING_COLOUR = b"0.78 0.36 0.36 RG"


@dataclass(frozen=True, slots=True)
class SealPicture:
    """A seal's image, a square PNG with transparency, and its diameter on paper in millimetres."""

    name: str
    png: bytes = field(repr=False)
    size_mm: float


def pixels_sum(width: int, height: int, rgba: bytes) -> str:
    """SHA-256 (hex) over what an image shows: its size in pixels and, row by row from the top, red, green, blue and alpha of each.

    However it is packed in a file it stays the same. What is wholly transparent has no colour.
    """
    alpha = rgba[3::4]
    told = hashlib.sha256(f"{width}x{height}:".encode())
    shown = alpha.translate(_SEEN)
    for channel in range(3):
        told.update(_both(rgba[channel::4], shown))
    told.update(alpha)
    return told.hexdigest()


_SEEN = bytes([0, *[255] * 255])
"""All bits for what can be seen at all, none for what cannot."""


def _both(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") & int.from_bytes(other, "big")).to_bytes(len(one), "big")


@lru_cache(maxsize=8)
def picture_sum(picture: SealPicture) -> str:
    """The `pixels_sum` of a seal as it is written into documents. Raises UserError for a damaged image."""
    image = _rgba(picture)
    return pixels_sum(image.width, image.height, image.tobytes())


def has_room(diameter_mm: float, picture: SealPicture) -> bool:
    """Whether a place holds the seal in its true size; no seal is ever made smaller."""
    return picture.size_mm <= diameter_mm + _ROUNDING_MM


class SealPictures:
    """The images of one document, numbered as they are first used."""

    def __init__(self) -> None:
        self._names: dict[bytes, bytes] = {}
        self.pictures: dict[str, SealPicture] = {}
        """The images by the names that the operators call them by."""

    def operators(
        self, spots: Iterable[SealSpot], seals: Mapping[str, SealPicture], page: int, height_mm: float
    ) -> bytes:
        """The operators that draw the seals of a page, each in the middle of its place."""
        parts: list[bytes] = []
        for spot in spots:
            picture = seals.get(spot.step)
            if spot.page != page or picture is None or not has_room(spot.diameter, picture):
                continue
            size = picture.size_mm
            x, y = spot.x + (spot.diameter - size) / 2, height_mm - spot.y - (spot.diameter + size) / 2
            numbers = size * _PT_PER_MM, size * _PT_PER_MM, x * _PT_PER_MM, y * _PT_PER_MM
            parts.append(b"q %.3f 0 0 %.3f %.2f %.2f cm /%s Do Q\n" % (*numbers, self._name(picture)))
        return b"".join(parts)

    def _name(self, picture: SealPicture) -> bytes:
        known = self._names.get(picture.png)
        if known is None:
            known = self._names[picture.png] = b"Seal%d" % (len(self._names) + 1)
            self.pictures[known.decode("ascii")] = picture
        return known

    def add_to(self, document: StreamedDocument) -> dict[str, PDFObjectReference]:
        """Writes the images; returns the entries of the document's resources. Raises UserError for a damaged image."""
        return {called: _add_image(document, picture) for called, picture in self.pictures.items()}


def rings(spots: Iterable[SealSpot], steps: Mapping[str, str], page: int, height_mm: float) -> bytes:
    """The operators of thin rings where seals will stand: what a preview shows instead of them."""
    parts: list[bytes] = []
    for spot in spots:
        if spot.page != page or spot.step not in steps:
            continue
        radius = spot.diameter / 2 * _PT_PER_MM
        x = (spot.x + spot.diameter / 2) * _PT_PER_MM
        y = (height_mm - spot.y - spot.diameter / 2) * _PT_PER_MM
        parts.append(b"q %s %.2f w %.2f %.2f m\n" % (_RING_COLOUR, _RING_WIDTH_PT, x + radius, y))
        for a, b in ((1, 0), (0, 1), (-1, 0), (0, -1)):  # from each point of the compass to the next, anticlockwise
            steps_of = (
                x + radius * (a - b * _RING), y + radius * (b + a * _RING), x + radius * (a * _RING - b),
                y + radius * (b * _RING + a), x - radius * b, y + radius * a,
            )  # fmt: skip
            parts.append(b"%.2f %.2f %.2f %.2f %.2f %.2f c\n" % steps_of)
        parts.append(b"S Q\n")
    return b"".join(parts)


def _rgba(picture: SealPicture) -> "Image":
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture.png)) as opened:
            return opened.convert("RGBA")
    except (UnidentifiedImageError, OSError) as error:
        raise UserError("印章图像读不出来", picture.name, "请删除后重新添加这枚印章") from error


def _add_image(document: StreamedDocument, picture: SealPicture) -> PDFObjectReference:
    image = _rgba(picture)
    size: dict[str, object] = {"Width": image.width, "Height": image.height, "BitsPerComponent": _BITS}
    kind: dict[str, object] = {
        "Type": name("XObject"), "Subtype": name("Image"), "Filter": name("FlateDecode"), **size
    }  # fmt: skip
    mask = zlib.compress(image.getchannel("A").tobytes(), _ZLIB_LEVEL)
    soft = document.put(RawStream(mask, {**kind, "ColorSpace": name("DeviceGray")}))
    colours = zlib.compress(image.convert("RGB").tobytes(), _ZLIB_LEVEL)
    return document.put(RawStream(colours, {**kind, "ColorSpace": name("DeviceRGB"), "SMask": soft}))
