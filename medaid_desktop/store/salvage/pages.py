"""Rows read straight from the pages of an SQLite file whose structure is damaged.

SQLite finds rows by way of its first page and of inner pages; where one of them is lost, so is all below it. The rows
themselves lie in leaf pages that can be told by their shape, and that is where they are read here.
Layout: https://www.sqlite.org/fileformat2.html (sections 1.6 and 2.1).
"""

import struct
from collections.abc import Container, Generator
from pathlib import Path
from typing import BinaryIO

Value = None | int | float | str | bytes

_TABLE_LEAF = 0x0D
_FILE_HEAD = 100
_PAGE_SIZES = {2**power for power in range(9, 17)}
_USUAL_PAGE_SIZE = 4096
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _NotARowError(Exception):
    """The bytes at hand are no row."""


def leaf_rows(path: Path, widths: Container[int]) -> Generator[list[Value]]:
    """All rows whose number of columns is one of `widths`, in a file's leaf pages, of whatever table, lately abandoned pages included.

    One row may so come in several versions. A text with damaged characters comes as bytes; what cannot be read at
    all is passed over. Raises OSError if the file cannot be opened.
    """
    with path.open("rb") as file:
        pages = _Pages(file)
        for number in range(1, pages.count + 1):
            for payload in pages.payloads(number):
                try:
                    yield _record(payload, widths)
                except _NotARowError:
                    continue


class _Pages:
    """The pages of a file, numbered from 1."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        head = file.read(_FILE_HEAD).ljust(_FILE_HEAD, b"\0")
        (size,) = struct.unpack_from(">H", head, 16)
        size = 65536 if size == 1 else size
        self._size = size if size in _PAGE_SIZES else _USUAL_PAGE_SIZE
        self.count = -(-file.seek(0, 2) // self._size)

    def _page(self, number: int) -> bytes:
        try:
            self._file.seek((number - 1) * self._size)
            return self._file.read(self._size)
        except OSError:
            return b""

    def payloads(self, number: int) -> Generator[bytes]:
        """The rows' bytes of one page, none where it is no table leaf."""
        page = self._page(number)
        start = _FILE_HEAD if number == 1 else 0
        if len(page) < self._size or page[start] != _TABLE_LEAF:
            return
        (cells,) = struct.unpack_from(">H", page, start + 3)
        for index in range(min(cells, (self._size - start - 8) // 2)):
            (at,) = struct.unpack_from(">H", page, start + 8 + 2 * index)
            try:
                yield self._payload(page, at)
            except _NotARowError:
                continue

    def _payload(self, page: bytes, at: int) -> bytes:
        """A cell: length, row number, then as much of the payload as fits, the rest on a chain of overflow pages."""
        length, at = _varint(page, at)
        _, at = _varint(page, at)
        if length > self.count * self._size:
            raise _NotARowError
        local = self._local_length(length)
        payload = page[at : at + local]
        if local == length:
            return payload
        chunks = [payload]
        missing = length - local
        following = _next_page(page, at + local)
        while missing > 0:
            if not 0 < following <= self.count:
                raise _NotARowError
            overflow = self._page(following)
            chunks.append(overflow[4 : 4 + min(missing, self._size - 4)])
            missing -= self._size - 4
            following = _next_page(overflow, 0)
        return b"".join(chunks)

    def _local_length(self, length: int) -> int:
        most = self._size - 35
        if length <= most:
            return length
        least = (self._size - 12) * 32 // 255 - 23
        kept = least + (length - least) % (self._size - 4)
        return kept if kept <= most else least


def _record(payload: bytes, widths: Container[int]) -> list[Value]:
    """The values of a row that has one of the numbers of columns."""
    head_length, at = _varint(payload, 0)
    if head_length > len(payload):
        raise _NotARowError
    types: list[int] = []
    while at < head_length:
        serial, at = _varint(payload, at)
        types.append(serial)
    if len(types) not in widths:
        raise _NotARowError
    values: list[Value] = []
    at = head_length
    for serial in types:
        size = _size_of(serial)
        field = payload[at : at + size]
        if len(field) < size:
            raise _NotARowError
        values.append(_value(serial, field))
        at += size
    return values


def _size_of(serial: int) -> int:
    if serial >= 12:
        return (serial - 12) // 2
    return 8 if serial == 7 else _INTEGER_BYTES.get(serial, 0)


def _value(serial: int, field: bytes) -> Value:
    if serial == 0:
        return None
    if serial in _INTEGER_BYTES:
        return int.from_bytes(field, "big", signed=True)
    if serial == 7:
        return struct.unpack(">d", field)[0]
    if serial in (8, 9):
        return serial - 8
    if serial in (10, 11):
        raise _NotARowError
    if serial % 2 == 0:
        return field
    try:
        return field.decode("utf-8")
    except UnicodeDecodeError:
        return field


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, seven bits each but the ninth's eight; returns it and where it ends."""
    number = 0
    for length in range(9):
        if at + length >= len(data):
            raise _NotARowError
        byte = data[at + length]
        if length == 8:
            return number << 8 | byte, at + 9
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + length + 1
    raise _NotARowError


def _next_page(page: bytes, at: int) -> int:
    if at + 4 > len(page):
        raise _NotARowError
    return struct.unpack_from(">I", page, at)[0]
