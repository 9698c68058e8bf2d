"""Whether two pictures of a page show the same, but for what another program's rounding does to edges."""

# The types of Pillow leave numpy's open; this is the one function that meets them.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from medaid_desktop.formats.pdf.reading.page import Grey, Place

if TYPE_CHECKING:
    from PIL.Image import Image

_FLAT = 6
_STEEP = 4
"""A pixel may differ by so many shades, and by this part of what the pixels around it differ among themselves."""
_BLOCK_MM = 3.0
_MOST_PLACES = 40


def differing(found: Grey | None, made: Grey | None, width_mm: float) -> Sequence[Place]:
    """Where one picture shows what the other does not, at most some places; [] where they look the same.

    Each pixel of either must lie between the darkest and the lightest of the nine around it in the other: an edge may be moved by
    a pixel, but no stroke may come, go, or become another.
    """
    if found is None or made is None or (found.width, found.height) != (made.width, made.height):
        return [Place(0, 0, width_mm, width_mm)] if found is not made else []
    if found.data == made.data:
        return []
    from PIL import ImageChops  # slow to import, and most pages never come so far

    one, other = as_image(found), as_image(made)
    off = ImageChops.lighter(outside(one, other), outside(other, one))
    return _places(off, width_mm / found.width)


def as_image(grey: Grey) -> "Image":
    """The picture for Pillow."""
    from PIL import Image

    return Image.frombytes("L", (grey.width, grey.height), grey.data)


def outside(one: "Image", other: "Image") -> "Image":
    """Where two pictures of one size differ, seen from one: by how much each pixel of one lies outside of what the other allows
    there."""
    from PIL import ImageChops

    darkest, lightest = _around(other, ImageChops.darker), _around(other, ImageChops.lighter)
    slack = ImageChops.subtract(lightest, darkest).point([_FLAT + steep // _STEEP for steep in range(256)])
    below = ImageChops.subtract(ImageChops.subtract(darkest, slack), one)
    above = ImageChops.subtract(one, ImageChops.add(lightest, slack))
    return ImageChops.lighter(below, above)


def _around(image: "Image", pick: Callable[["Image", "Image"], "Image"]) -> "Image":
    """The darkest or the lightest of the nine pixels around each; a page's edges touch those across, all of them blank."""
    from PIL import ImageChops

    row = pick(pick(image, ImageChops.offset(image, 1, 0)), ImageChops.offset(image, -1, 0))
    return pick(pick(row, ImageChops.offset(row, 0, 1)), ImageChops.offset(row, 0, -1))


def _places(off: "Image", mm: float) -> Sequence[Place]:
    """The boxes of what is not black, each grown from blocks that touch."""
    if off.getbbox() is None:
        return []
    side = max(1, round(_BLOCK_MM / mm))
    columns, rows = -(-off.width // side), -(-off.height // side)
    marked = {
        (column, row)
        for row in range(rows)
        if off.crop((0, row * side, off.width, (row + 1) * side)).getbbox()
        for column in range(columns)
        if off.crop((column * side, row * side, (column + 1) * side, (row + 1) * side)).getbbox()
    }
    places: list[Place] = []
    while marked and len(places) < _MOST_PLACES:
        group = _touching(marked, min(marked, key=lambda block: (block[1], block[0])))
        marked -= group
        left, top = min(column for column, _ in group), min(row for _, row in group)
        right, bottom = max(column for column, _ in group) + 1, max(row for _, row in group) + 1
        places.append(Place(*(value * side * mm for value in (left, top, right - left, bottom - top))))
    return places


def _touching(marked: set[tuple[int, int]], start: tuple[int, int]) -> set[tuple[int, int]]:
    group, edge = {start}, [start]
    while edge:
        column, row = edge.pop()
        for near in ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            if near in marked and near not in group:
                group.add(near)
                edge.append(near)
    return group
