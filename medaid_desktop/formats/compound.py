"""The old container of Office files (OLE, compound file): its top streams, read with every chain bounded. [MS-CFB]"""

import struct
from itertools import islice

from medaid_desktop.formats.guard import DamagedError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_NO_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks."""


class Compound:
    """A compound file in memory. Only what lies right below the root is seen."""

    def __init__(self, data: bytes) -> None:
        """Raises DamagedError where the directory cannot be read."""
        self._data = data
        try:
            shift, small_shift = struct.unpack_from("<HH", data, 30)
            first, self._small_limit = struct.unpack_from("<I4xI", data, 48)
            self._small_first = struct.unpack_from("<I", data, 60)[0]
            if shift not in (9, 12) or small_shift != 6:
                raise DamagedError(f"sector shifts {shift}, {small_shift}")
            self._size = 1 << shift
            self._table = self._sector_table()
            self._entries = self._joined(first)
            if len(self._entries) < _ENTRY:
                raise DamagedError("no directory")
            self._numbers = self._children(struct.unpack_from("<I", self._entries, 76)[0])
        except struct.error as error:
            raise DamagedError(f"compound file: {error}") from error

    @property
    def names(self) -> set[str]:
        """The names of streams and storages."""
        return set(self._numbers)

    def read(self, name: str) -> bytes:
        """A stream. Raises DamagedError where its sectors do not hold it."""
        start, size = self._extent(self._numbers[name])
        if size >= self._small_limit:
            return self._joined(start)[:size]
        small_table = _numbers_of(self._joined(self._small_first))
        root_start, root_size = self._extent(0)
        small = self._joined(root_start)[:root_size]
        pieces = [small[number * 64 : number * 64 + 64] for number in _chain(small_table, start)]
        return b"".join(pieces)[:size]

    def _extent(self, number: int) -> tuple[int, int]:
        try:
            start, size = struct.unpack_from("<II", self._entries, number * _ENTRY + 116)
        except struct.error as error:
            raise DamagedError(f"compound file: {error}") from error
        return start, size

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _joined(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(self._table, first))

    def _sector_table(self) -> list[int]:
        """Which sector follows each: the file allocation table, put together from its own sectors."""
        holders = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        while following < _NO_SECTOR and len(holders) * self._size < len(self._data):
            more = _numbers_of(self._sector(following))
            if not more:
                break
            holders += more[:-1]
            following = more[-1]
        used = (number for number in holders if number < _NO_SECTOR)
        sectors = islice(used, len(self._data) // self._size + 1)
        return [number for holder in sectors for number in _numbers_of(self._sector(holder))]

    def _children(self, root_child: int) -> dict[str, int]:
        """The directory's numbers of the root's children, which hang together as a tree."""
        numbers: dict[str, int] = {}
        waiting, seen = [root_child], set[int]()
        while waiting:
            number = waiting.pop()
            start = number * _ENTRY
            if number in seen or start + _ENTRY > len(self._entries):
                continue
            seen.add(number)
            length, left, right = struct.unpack_from("<H2xII", self._entries, start + 64)
            name = self._entries[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            numbers[name] = number
            waiting += [left, right]
        return numbers


def _numbers_of(sectors: bytes) -> list[int]:
    count = len(sectors) // 4
    return list(struct.unpack(f"<{count}I", sectors[: count * 4]))


def _chain(table: list[int], first: int) -> list[int]:
    """The sectors from a first one to the end. Raises DamagedError where they go round or lead outside."""
    chain: list[int] = []
    number = first
    while number < _NO_SECTOR:
        if number >= len(table) or len(chain) > len(table):
            raise DamagedError(f"sectors from {first} on have no end")
        chain.append(number)
        number = table[number]
    return chain
