"""Reads TrueType font files table by table, as little as layout and embedding need."""

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

_RESTRICTED = 0x0002
_WHOLE_UNICODE = ((3, 10), (0, 6), (0, 4))
_BASIC_PLANE = ((3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


class FontFileError(Exception):
    """The file is no TrueType font that can be embedded; the text says why."""


class Sfnt:
    """One font of a .ttf or .ttc file. Opening reads the directory only; glyph 0 is "no such character"."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """Opens the file, mapped into memory. Raises OSError or FontFileError."""
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            self._tables = self._directory(index)
            if "glyf" not in self._tables:
                raise FontFileError("no TrueType outlines")
            head = self.table("head")
            self.units_per_em: int = struct.unpack_from(">H", head, 18)[0]
            self.bounds: tuple[int, int, int, int] = struct.unpack_from(">4h", head, 36)
            self._long_offsets: bool = struct.unpack_from(">h", head, 50)[0] == 1
            self.ascent, self.descent = struct.unpack_from(">2h", self.table("hhea"), 4)
            self.glyph_count: int = struct.unpack_from(">H", self.table("maxp"), 4)[0]
        except struct.error as error:
            raise FontFileError("damaged font file") from error

    def _directory(self, index: int) -> dict[str, tuple[int, int]]:
        offset = 0
        if self._data[:4] == b"ttcf":
            (count,) = struct.unpack_from(">L", self._data, 8)
            if index >= count:
                raise FontFileError(f"the collection has {count} fonts")
            (offset,) = struct.unpack_from(">L", self._data, 12 + 4 * index)
        if self._data[offset : offset + 4] not in (b"\0\1\0\0", b"true"):
            raise FontFileError("not a TrueType font")
        (tables,) = struct.unpack_from(">H", self._data, offset + 4)
        found: dict[str, tuple[int, int]] = {}
        for entry in range(offset + 12, offset + 12 + 16 * tables, 16):
            tag, _, start, length = struct.unpack_from(">4sLLL", self._data, entry)
            found[tag.decode("latin-1")] = (start, length)
        return found

    def table(self, tag: str) -> bytes:
        """The bytes of a table, b"" where the font has none."""
        start, length = self._tables.get(tag, (0, 0))
        return self._data[start : start + length]

    @property
    def embeddable(self) -> bool:
        """False where the font's maker forbids embedding (OS/2 fsType)."""
        os2 = self.table("OS/2")
        return len(os2) < 10 or not struct.unpack_from(">H", os2, 8)[0] & _RESTRICTED

    def glyph(self, code: int) -> int:
        """The glyph index of a code point, 0 where the font lacks it."""
        firsts, lasts, glyphs = self._segments
        index = bisect_left(lasts, code)
        if index == len(lasts) or firsts[index] > code:
            return 0
        return glyphs(index, code)

    def advance(self, glyph: int) -> int:
        """The advance width of a glyph in 1/1000 em."""
        widths = self._advances
        return round(widths[2 * min(glyph, len(widths) // 2 - 1)] * 1000 / self.units_per_em)

    def raw_metrics(self, glyph: int) -> tuple[int, int]:
        """Advance width and left side bearing of a glyph in font units, as the hmtx table has them."""
        metrics = self._metrics
        (full,) = struct.unpack_from(">H", self.table("hhea"), 34)
        if glyph < full:
            return struct.unpack_from(">Hh", metrics, 4 * glyph)
        (advance,) = struct.unpack_from(">H", metrics, 4 * full - 4)
        return advance, struct.unpack_from(">h", metrics, 4 * full + 2 * (glyph - full))[0]

    def outline(self, glyph: int) -> bytes:
        """The glyf entry of a glyph, b"" for a blank."""
        offsets, scale = self._offsets
        start, _ = self._tables["glyf"]
        return self._data[start + offsets[glyph] * scale : start + offsets[glyph + 1] * scale]

    @cached_property
    def _metrics(self) -> bytes:
        return self.table("hmtx")

    @cached_property
    def _advances(self) -> Sequence[int]:
        (full,) = struct.unpack_from(">H", self.table("hhea"), 34)
        return _big_endian("H", self._metrics[: 4 * full])

    @cached_property
    def _offsets(self) -> tuple[Sequence[int], int]:
        if self._long_offsets:
            return _big_endian("I", self.table("loca")), 1
        return _big_endian("H", self.table("loca")), 2

    @cached_property
    def _segments(self) -> "_Segments":
        cmap = self.table("cmap")
        (count,) = struct.unpack_from(">H", cmap, 2)
        places: dict[tuple[int, int], int] = {}
        for entry in range(4, 4 + 8 * count, 8):
            platform, encoding, offset = struct.unpack_from(">HHL", cmap, entry)
            places[platform, encoding] = offset
        for key in (*_WHOLE_UNICODE, *_BASIC_PLANE):
            if key in places:
                kind = struct.unpack_from(">H", cmap, places[key])[0]
                if kind == 12:
                    return _groups(cmap[places[key] :])
                if kind == 4:
                    return _deltas(cmap[places[key] :])
        raise FontFileError("no Unicode character map")


class _GroupGlyphs:
    """Glyphs of a format 12 map: consecutive within each group."""

    def __init__(self, firsts: Sequence[int], glyphs: Sequence[int]) -> None:
        self._firsts, self._glyphs = firsts, glyphs

    def __call__(self, index: int, code: int) -> int:
        return self._glyphs[index] + code - self._firsts[index]


class _DeltaGlyphs:
    """Glyphs of a format 4 map: by delta, or looked up in the array behind the segments."""

    def __init__(self, firsts: Sequence[int], deltas: Sequence[int], ranges: Sequence[int]) -> None:
        self._firsts, self._deltas, self._ranges = firsts, deltas, ranges

    def __call__(self, index: int, code: int) -> int:
        offset = self._ranges[index]
        if offset == 0:
            return (code + self._deltas[index]) & 0xFFFF
        place = index + offset // 2 + code - self._firsts[index]
        glyph = self._ranges[place] if place < len(self._ranges) else 0
        return (glyph + self._deltas[index]) & 0xFFFF if glyph else 0


_Segments = tuple[Sequence[int], Sequence[int], _GroupGlyphs | _DeltaGlyphs]


def _groups(table: bytes) -> _Segments:
    (count,) = struct.unpack_from(">L", table, 12)
    numbers = _big_endian("I", table[16 : 16 + 12 * count])
    firsts = numbers[0::3]
    return firsts, numbers[1::3], _GroupGlyphs(firsts, numbers[2::3])


def _deltas(table: bytes) -> _Segments:
    length, _, doubled = struct.unpack_from(">HHH", table, 2)
    count = doubled // 2
    numbers = _big_endian("H", table[14 : length & ~1])
    firsts = numbers[count + 1 : 2 * count + 1]
    ranges = numbers[3 * count + 1 :]
    return firsts, numbers[:count], _DeltaGlyphs(firsts, numbers[2 * count + 1 : 3 * count + 1], ranges)


def _big_endian(code: Literal["H", "I"], data: bytes) -> Sequence[int]:
    numbers = array(code)
    numbers.frombytes(data[: len(data) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
