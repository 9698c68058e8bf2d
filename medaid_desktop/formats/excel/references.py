"""Cells by name: A1 and row and column counted from 0."""

import re
from functools import lru_cache

LAST_ROW, LAST_COL = 1_048_575, 16_383
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all counted from 0."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=16384)
def cell_name(row: int, col: int) -> str:
    """A1 style: (0, 0) → A1."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def column(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


@lru_cache(maxsize=16384)
def place(reference: str | None) -> tuple[int, int] | None:
    """B3 → (2, 1); None for what is no cell of a sheet."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    row, col = int(match[2]) - 1, column(match[1])
    return (row, col) if 0 <= row <= LAST_ROW and col <= LAST_COL else None


def area(reference: str | None) -> Area | None:
    """A1:B2 → (0, 0, 1, 1)."""
    first, _, last = (reference or "").partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
