"""Reads a written PDF again: is every byte as written, and are all its pages there?"""

import hashlib
import mmap
import re
from pathlib import Path
from typing import BinaryIO

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_KIDS = re.compile(rb"/Kids \[([^\]]*)\]")
_TAIL_BYTES = 4096


class RememberingFile:
    """Passes bytes on to a file and remembers their hash."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._hash.update(data)
        return self._file.write(data)

    def is_same(self, path: Path) -> bool:
        """Whether a file, read again, holds what was written."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest() == self._hash.digest()


def count_pages(path: Path) -> int:
    """The number of pages that page tree and cross references of a file of ours lead to; 0 where it is damaged."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _count(data)
    except (ValueError, IndexError):
        return 0


def _count(data: mmap.mmap) -> int:
    tail = data[-_TAIL_BYTES:]
    start = int(_find(_START, tail))
    offsets = _offsets(data, start)
    root = int(_find(_ROOT, data[start:]))
    pages = int(_find(_PAGES, _object(data, offsets, root)))
    kids = _find(_KIDS, _object(data, offsets, pages)).split(b" 0 R")
    numbers = [int(kid) for kid in kids if kid.strip()]
    return sum(b"/Type /Page " in _object(data, offsets, number) for number in numbers)


def _find(pattern: re.Pattern[bytes], data: bytes) -> bytes:
    match = pattern.search(data)
    if match is None:
        raise ValueError("not a PDF of ours")
    return match[1]


def _offsets(data: mmap.mmap, start: int) -> list[int]:
    lines = data[start:].split(b"trailer", 1)[0].splitlines()
    if lines[0] != b"xref":
        raise ValueError("no cross references where they should be")
    return [int(line[:10]) for line in lines[2:]]


def _object(data: mmap.mmap, offsets: list[int], number: int) -> bytes:
    start = offsets[number]
    head = b"%d 0 obj" % number
    if data[start : start + len(head)] != head:
        raise ValueError(f"object {number} is not where it should be")
    return data[start : data.find(b"endobj", start)]
