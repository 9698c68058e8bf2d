"""A page of the same text in another layout, as an earlier or later version of the program set it: does it show what it says?

Where no pixel can be compared with a pixel in the same place, each character is compared with the same character on the page as
it is set now, and beside characters, rules and the square code there may be nothing.
"""

# The types of Pillow leave numpy's open; this module meets them.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medaid_desktop.formats.pdf.reading.likeness import as_image, outside
from medaid_desktop.formats.pdf.reading.page import Character, Place, ReadPage
from medaid_desktop.formats.pdf.reading.ruling import Line, grid

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 400
"""Fine enough that no stroke is thinner than a pixel: where its edges fall makes no great difference then."""
_PX = _DPI / 25.4
_LARGER = 0.03
_ROUNDED = 65
"""By less shades than this thin strokes differ that fall between other pixels (measured: 36 in 800 characters)."""
_INK = 225
"""Lighter than this is the draft mark, or nothing."""
_AROUND_PX = 1
"""The ink of a character reaches so far beyond its box: no more, or a point could be set between two figures unseen."""
_HALF_LINE_PX = 3
_BOX_PX = 4
"""So much the boxes of a character may differ from one page to another."""


def shows_what_it_says(found: ReadPage, made: ReadPage, square: Place | None) -> bool:
    """Whether two pages have the same characters in the same order, each of which looks the same on both, and the page handed
    in shows nothing else but rules that form the same grid and, at `square`, the square code of the other."""
    texts = found.characters(), made.characters()
    if len(texts[0]) != len(texts[1]) or not all(_is_same(*pair) for pair in zip(*texts, strict=True)):
        return False
    lines = found.lines(), made.lines()
    if grid(lines[0]) != grid(lines[1]):
        return False
    pixels = found.pixels(_DPI), made.pixels(_DPI)
    if pixels[0] is None or pixels[1] is None:
        return False
    one, other = as_image(pixels[0]), as_image(pixels[1])
    boxes = (
        [_pixel_box(place) for place in found.character_boxes()],
        [_pixel_box(place) for place in made.character_boxes()],
    )
    if not all(_looks_same(one, other, *pair) for pair in zip(*boxes, strict=True)):
        return False
    blanked = list(boxes[0])
    if square is not None:
        box = _pixel_box(square)
        if not _looks_same(one, other, box, box):
            return False
        blanked.append(box)
    blanked += [_line_box(line) for line in lines[0]]
    return not _has_more(one, blanked)


def _is_same(one: Character, other: Character) -> bool:
    return one.text == other.text and abs(one.size - other.size) <= _LARGER * other.size


def _pixel_box(place: Place) -> tuple[int, int, int, int]:
    return (
        int(place.x * _PX), int(place.y * _PX), int((place.x + place.width) * _PX) + 1,
        int((place.y + place.height) * _PX) + 1,
    )  # fmt: skip


def _looks_same(one: "Image", other: "Image", box: tuple[int, int, int, int], made: tuple[int, int, int, int]) -> bool:
    """Whether two characters look the same, wherever their edges fall between the pixels."""
    width, height = min(box[2] - box[0], made[2] - made[0]), min(box[3] - box[1], made[3] - made[1])
    wider, higher = abs(box[2] - box[0] - made[2] + made[0]), abs(box[3] - box[1] - made[3] + made[1])
    if max(wider, higher) > _BOX_PX:  # a box is what the font says: it must not hide what stands beside the character
        return False
    if width <= 0 or height <= 0:
        return True
    shown = one.crop((box[0] - 1, box[1] - 1, box[0] + width + 1, box[1] + height + 1))
    due = other.crop((made[0] - 1, made[1] - 1, made[0] + width + 1, made[1] + height + 1))
    for image in (shown, due):  # the border may hold what stands beside the character
        image.paste(255, (0, 0, image.width, 1))
        image.paste(255, (0, image.height - 1, image.width, image.height))
        image.paste(255, (0, 0, 1, image.height))
        image.paste(255, (image.width - 1, 0, image.width, image.height))
    return all(outside(*pair).histogram()[_ROUNDED:] == [0] * (256 - _ROUNDED) for pair in ((shown, due), (due, shown)))


def _line_box(line: Line) -> tuple[int, int, int, int]:
    box = _pixel_box(Place(line.x1, line.y1, line.x2 - line.x1, line.y2 - line.y1))
    return box[0] - _HALF_LINE_PX, box[1] - _HALF_LINE_PX, box[2] + _HALF_LINE_PX, box[3] + _HALF_LINE_PX


def _has_more(page: "Image", known: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether there is ink on a page beside known boxes."""
    rest = page.copy()
    for left, top, right, bottom in known:
        rest.paste(255, (left - _AROUND_PX, top - _AROUND_PX, right + _AROUND_PX, bottom + _AROUND_PX))
    return rest.point([255 if shade < _INK else 0 for shade in range(256)]).getbbox() is not None
