"""The old container of Office files (OLE, compound file): which streams lie at its top. [MS-CFB] 2.2 to 2.6"""

import struct
from itertools import islice

from medaid_desktop.formats.guard import DamagedError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_NONE = 0xFFFFFFFA
"""Sector and entry numbers from here on are marks."""


def top_streams(data: bytes) -> set[str]:
    """The names of streams and storages right below the root. Raises DamagedError where the directory cannot be read."""
    try:
        entries = _directory(data)
        return _children(entries, struct.unpack_from("<I", entries, 76)[0])
    except struct.error as error:
        raise DamagedError(f"compound file: {error}") from error


def _directory(data: bytes) -> bytes:
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        raise DamagedError(f"sector shift {shift}")
    size = 1 << shift
    table = _sector_table(data, size)
    pieces: list[bytes] = []
    sector = first
    while sector < len(table) and len(pieces) * size < len(data):
        pieces.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    directory = b"".join(pieces)
    if len(directory) < _ENTRY:
        raise DamagedError("no directory")
    return directory


def _sector_table(data: bytes, size: int) -> list[int]:
    """Which sector follows each: the file allocation table, put together from its own sectors."""
    holders = list(struct.unpack_from("<109I", data, 76))
    following = struct.unpack_from("<I", data, 68)[0]
    per_sector = size // 4
    while following < _NONE and len(holders) * size < len(data):
        more = struct.unpack_from(f"<{per_sector}I", data, (following + 1) * size)
        holders += more[:-1]
        following = more[-1]
    table: list[int] = []
    for holder in islice((number for number in holders if number < _NONE), len(data) // size + 1):
        sector = data[(holder + 1) * size : (holder + 2) * size]
        table += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
    return table


def _children(entries: bytes, root_child: int) -> set[str]:
    names: set[str] = set()
    waiting, seen = [root_child], set[int]()
    while waiting:
        number = waiting.pop()
        start = number * _ENTRY
        if number in seen or start + _ENTRY > len(entries):
            continue
        seen.add(number)
        length, left, right = struct.unpack_from("<H2xII", entries, start + 64)
        names.add(entries[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace"))
        waiting += [left, right]
    return names
