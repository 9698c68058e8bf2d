"""The straight lines that are drawn on a page, and how they form a grid."""

# pypdfium2 has no types; this module and page.py meet its objects.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pypdfium2 import raw

_SAME = 0.05
"""Lines so near to each other stand in one place."""


class Line(NamedTuple):
    """A line along or across the page; the ends in rising order."""

    x1: float
    y1: float
    x2: float
    y2: float


def drawn_lines(page: Any) -> list[Line]:
    """The lines along and across that are stroked on a pdfium page, in its own points."""
    found: list[Line] = []
    for index in range(raw.FPDFPage_CountObjects(page)):
        one = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_PATH and _is_stroked(one):
            found += _lines(one)
    return found


def grid(lines: Sequence[Line]) -> list[tuple[int, int, int, int]]:
    """Lines by the numbers of the places they lead from and to, counted in rising order: what stays the same
    where columns and rows become wider or narrower."""
    across, up = (
        _ranks(x for one in lines for x in (one.x1, one.x2)),
        _ranks(y for one in lines for y in (one.y1, one.y2)),
    )
    return sorted((across[one.x1], up[one.y1], across[one.x2], up[one.y2]) for one in lines)


def _ranks(values: Iterator[float]) -> dict[float, int]:
    ranks: dict[float, int] = {}
    number, last = -1, float("-inf")
    for value in sorted(set(values)):
        if value - last > _SAME:
            number += 1
            last = value
        ranks[value] = number
    return ranks


def _is_stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value) and not fill.value


def _lines(path: Any) -> Iterator[Line]:
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    before: tuple[float, float] | None = None
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        is_line = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO
        if is_line and before is not None and min(abs(place[0] - before[0]), abs(place[1] - before[1])) < _SAME:
            yield Line(
                min(before[0], place[0]), min(before[1], place[1]), max(before[0], place[0]), max(before[1], place[1])
            )
        before = place
