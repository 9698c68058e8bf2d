"""The outlines of TrueType glyphs (OpenType 1.9, glyf), for printing pages without a PDF reader."""

import struct
from itertools import accumulate
from typing import NamedTuple

from medaid_desktop.formats.pdf.sfnt import FontFileError, Sfnt

Contour = list[tuple[float, ...]]
"""Steps in font units, y upwards: (x, y) where it begins, then (x, y) for a line and (cx, cy, x, y) for a parabola."""

_ON_CURVE, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0002, 0x0008, 0x0020, 0x0040, 0x0080
_DEEPEST = 8


class _Point(NamedTuple):
    x: float
    y: float
    on: bool


def glyph_outline(sfnt: Sfnt, glyph: int) -> list[Contour]:
    """The closed contours of a glyph, none for a blank. Raises FontFileError for a damaged or unusual outline."""
    try:
        return [_contour(points) for points in _points(sfnt, glyph, 0) if len(points) > 1]
    except (struct.error, IndexError) as error:
        raise FontFileError("damaged outline") from error


def _points(sfnt: Sfnt, glyph: int, depth: int) -> list[list[_Point]]:
    data = sfnt.outline(glyph)
    if len(data) < 10:
        return []
    (count,) = struct.unpack_from(">h", data)
    if count >= 0:
        return _simple(data, count)
    if depth >= _DEEPEST:
        raise FontFileError("a glyph made of itself")
    return _composite(sfnt, data, depth)


def _simple(data: bytes, count: int) -> list[list[_Point]]:
    if not count:
        return []
    ends = struct.unpack_from(f">{count}H", data, 10)
    (instructions,) = struct.unpack_from(">H", data, 10 + 2 * count)
    place = 12 + 2 * count + instructions
    total = ends[-1] + 1
    flags: list[int] = []
    while len(flags) < total:
        flag = data[place]
        place += 1
        times = 1
        if flag & _REPEAT:
            times += data[place]
            place += 1
        flags += [flag] * times
    xs, place = _coordinates(data, place, flags[:total], _SHORT_X, _SAME_X)
    ys, _ = _coordinates(data, place, flags[:total], _SHORT_Y, _SAME_Y)
    points = [_Point(x, y, bool(flag & _ON_CURVE)) for x, y, flag in zip(xs, ys, flags, strict=False)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [points[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _coordinates(data: bytes, place: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    steps: list[int] = []
    for flag in flags:
        if flag & short:
            steps.append(data[place] if flag & same else -data[place])
            place += 1
        elif flag & same:
            steps.append(0)
        else:
            steps.append(struct.unpack_from(">h", data, place)[0])
            place += 2
    return list(accumulate(steps)), place


def _composite(sfnt: Sfnt, data: bytes, depth: int) -> list[list[_Point]]:
    contours: list[list[_Point]] = []
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, place)
        place += 4
        if not flags & _OFFSETS:
            raise FontFileError("parts joined by their points")
        dx, dy = struct.unpack_from(">2h" if flags & _WORDS else ">2b", data, place)
        place += 4 if flags & _WORDS else 2
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if flags & _SCALE:
            a = d = struct.unpack_from(">h", data, place)[0] / 16384
            place += 2
        elif flags & _TWO_SCALES:
            a, d = (value / 16384 for value in struct.unpack_from(">2h", data, place))
            place += 4
        elif flags & _MATRIX:
            a, b, c, d = (value / 16384 for value in struct.unpack_from(">4h", data, place))
            place += 8
        for points in _points(sfnt, part, depth + 1):
            contours.append([_Point(a * x + c * y + dx, b * x + d * y + dy, on) for x, y, on in points])
    return contours


def _contour(points: list[_Point]) -> Contour:
    """Points as steps: between two control points in a row the curve passes their middle."""
    first = next((at for at, point in enumerate(points) if point.on), None)
    if first is None:
        points = [_middle(points[-1], points[0]), *points]
        first = 0
    ring = [*points[first:], *points[: first + 1]]
    steps: Contour = [(ring[0].x, ring[0].y)]
    control: _Point | None = None
    for point in ring[1:]:
        if control is None:
            if point.on:
                steps.append((point.x, point.y))
            else:
                control = point
            continue
        end = point if point.on else _middle(control, point)
        steps.append((control.x, control.y, end.x, end.y))
        control = None if point.on else point
    return steps


def _middle(one: _Point, other: _Point) -> _Point:
    return _Point((one.x + other.x) / 2, (one.y + other.y) / 2, True)
