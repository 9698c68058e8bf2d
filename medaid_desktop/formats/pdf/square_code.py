"""Square codes (QR, ISO/IEC 18004) as filled rectangles, fast enough for batches of thousands of pages.

With version, error correction and mask fixed, a code is linear over its bits: what a changed bit of the text changes of the
picture is always the same. So after the first few texts of a length no code is worked out any more: those known are added up.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

QUIET = 4
"""The blank border that readers want around a code, in its modules."""

_MASK = 2
_DIRECT = 12
"""So many texts of one length are worked out one by one: a sheet or two is done sooner so."""


def square_rows(text: str) -> tuple[int, list[int]]:
    """The modules of a code: how many a side has, and the rows from the top, a bit a module, the highest at the left."""
    data = text.encode("utf-8")
    family = _family(len(data))
    side, bits = family.code(data)
    row = (1 << side) - 1
    return side, [bits >> side * (side - 1 - number) & row for number in range(side)]


def square_runs(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The dark modules of a code: how many a side has, and runs (left, row from the bottom, length)."""
    side, rows = square_rows(text)
    runs: list[tuple[int, int, int]] = []
    for number, row in enumerate(reversed(rows)):
        while row:
            high = row.bit_length()
            length = high - (~row & (1 << high) - 1).bit_length()
            runs.append((side - high, number, length))
            row &= (1 << high - length) - 1
    return side, runs


class _Family:
    """The codes of texts of one length."""

    def __init__(self) -> None:
        self._count = 0
        self._first: tuple[bytes, int, int] | None = None
        self._changes: dict[tuple[int, int], int] = {}

    def code(self, data: bytes) -> tuple[int, int]:
        """Side and modules, row by row, as one number."""
        self._count += 1
        if self._first is None or self._count <= _DIRECT:
            side, picture = _made(data)
            self._first = data, side, picture  # one assignment: other threads may be at it too
            return side, picture
        first, side, base = self._first
        picture = base
        for place, (one, other) in enumerate(zip(first, data, strict=True)):
            changed = one ^ other
            while changed:
                bit = changed & -changed
                picture ^= self._change(first, base, place, bit)
                changed ^= bit
        return side, picture

    def _change(self, first: bytes, base: int, place: int, bit: int) -> int:
        """What one changed bit of any text changes of its picture, found on this one, of which `base` is the picture."""
        known = self._changes.get((place, bit))
        if known is None:
            other = bytearray(first)
            other[place] ^= bit
            known = self._changes[place, bit] = _made(bytes(other))[1] ^ base
        return known


@cache
def _family(_: int) -> _Family:
    return _Family()


def _made(data: bytes) -> tuple[int, int]:
    """Side and modules of a code, worked out."""
    code = _segno(data)
    rows = ["".join("1" if module else "0" for module in row) for row in code.matrix]
    return len(rows), int("".join(rows), 2)


def _segno(data: bytes) -> "segno.QRCode":
    import segno  # slow to import, and only printing needs it

    return segno.make_qr(data, error="m", mode="byte", mask=_MASK, boost_error=False)
