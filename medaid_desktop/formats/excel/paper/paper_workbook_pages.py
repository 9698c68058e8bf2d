"""Where the pages of a sheet begin in a workbook, and which rows are repeated on each.

Excel repeats one stretch of rows only, and on every page behind it, wanted or not. Of several tables the one is taken whose
head stands above most of the pages that go on inside it, and none where more pages would bear a head in vain.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from medaid_desktop.core.sheet import Cell
from medaid_desktop.formats.excel.paper.paper_workbook_sheets import SetText, WorkbookSheet, room_pt, text_height

Heads = tuple[int, int] | None
"""A stretch of rows: first, behind last."""

_FULLEST_PRINTED = 1.03
"""A page of the print that needs so much more room in a workbook is kept: the sheet is printed a little smaller."""
_MOST_BREAKS = 1023
"""Excel keeps no more manual page breaks."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The rows that begin a page after the first, and the rows repeated on top of pages.

    `heights` are those of the rows in points, labels that go on behind a page end included; `fullness` is the part of its
    room that the fullest page takes.
    """

    starts: Sequence[int]
    heads: Heads
    heights: Sequence[float]
    fullness: float


def plan_pages(one: WorkbookSheet) -> Pages:
    """The pages of a sheet: those of the print where they have room for the workbook's rows, else new ones by the
    same rules: no head or label alone, no seal cut, signatures with what is signed."""
    options = Counter(row.heads for row in one.sheet.rows if row.heads).most_common()
    found = [_planned(one, heads) for heads in [*(heads for heads, _ in options), None]]
    return min(found, key=lambda pages: (_faults(one, pages), len(pages.starts)))


def _planned(one: WorkbookSheet, heads: Heads) -> Pages:
    """The pages with those rows repeated."""
    starts = list(one.starts)
    if all(first < behind for first, behind in pairwise([0, *starts])):
        printed = _measured(one, starts, heads)
        if printed.fullness <= _FULLEST_PRINTED:
            return printed
    starts = _Planner(one, heads).run()
    return _measured(one, starts if len(starts) <= _MOST_BREAKS else [], heads)


def _measured(one: WorkbookSheet, starts: Sequence[int], heads: Heads) -> Pages:
    heights = _cut_heights(one, starts)
    head = sum(heights[slice(*heads)]) if heads else 0.0
    used = (
        sum(heights[first:behind]) + (head if _repeats(heads, first) else 0.0)
        for first, behind in pairwise([0, *starts, len(heights)])
    )
    return Pages(starts, heads, heights, max(used, default=0.0) / room_pt(one.sheet.page))


def _cut_heights(one: WorkbookSheet, starts: Sequence[int]) -> list[float]:
    """The heights of the rows, with room for the label in each part of a cell that page ends cut."""
    heights = list(one.heights)
    if not starts:
        return heights
    for cell, text in zip(one.sheet.cells, one.set_texts, strict=True):
        if cell.rows > 1 and cell.text:
            for first, behind in parts(cell, starts)[1:]:
                lacking = _label_height(cell, text) - sum(heights[first:behind])
                heights[behind - 1] += max(lacking, 0.0)
    return heights


def _label_height(cell: Cell, text: SetText) -> float:
    """The height of a cell's text behind a page end, a label with （续） below it."""
    return text_height(text._replace(lines=text.lines + (cell.role == "label")))


def _faults(one: WorkbookSheet, pages: Pages) -> int:
    """How many pages lack the head of their table, or bear one in vain; a sheet of one page is best prepared for more rows in its
    longest table."""
    if not pages.starts:
        return 0 if pages.heads or not any(row.heads for row in one.sheet.rows) else 1
    return sum(1 for row in pages.starts if _wanted(one, row) != (pages.heads if _repeats(pages.heads, row) else None))


def _wanted(one: WorkbookSheet, row: int) -> Heads:
    heads = one.sheet.rows[row].heads
    return heads if heads and row >= heads[1] else None


def _repeats(heads: Heads, row: int) -> bool:
    return heads is not None and row >= heads[1]


class _Planner:
    """Fills pages with rows from the top."""

    def __init__(self, one: WorkbookSheet, heads: Heads) -> None:
        self._one = one
        self._heights = one.heights
        self._heads = heads
        self._head_pt = sum(one.heights[slice(*heads)]) if heads else 0.0
        tall = [(cell, text) for cell, text in zip(one.sheet.cells, one.set_texts, strict=True) if cell.rows > 1]
        self._tall = [(cell, text_height(text)) for cell, text in tall]

    def run(self) -> list[int]:
        """The rows that begin the pages after the first."""
        starts: list[int] = []
        row = 0
        while row < len(self._heights):
            row = self._stop(row)
            starts.append(row)
        return starts[:-1]

    def _stop(self, first: int) -> int:
        """The row behind the last one of the page that begins with a row."""
        room = room_pt(self._one.sheet.page) - (self._head_pt if _repeats(self._heads, first) else 0.0)
        stop, used = first, 0.0
        while stop < len(self._heights) and (used + self._heights[stop] <= room or stop == first):
            used += self._heights[stop]
            stop += 1
        if stop == len(self._heights):
            return stop
        for keep in (True, False):
            for place in range(stop, first, -1):
                if self._may_end(first, place, keep):
                    return place
        return stop

    def _may_end(self, first: int, place: int, keep: bool) -> bool:
        if keep and self._one.sheet.rows[place - 1].keep_with_next:
            return False
        return all(
            cell.seal is None and sum(self._heights[max(first, cell.row) : place]) >= (need if cell.repeats else 0)
            for cell, need in self._tall
            if cell.row < place < cell.row + cell.rows
        )


def parts(cell: Cell, starts: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of rows (first, behind last) into which the page ends cut a cell that is said again on each page;
    one for all others."""
    behind = cell.row + cell.rows
    cuts = [row for row in starts if cell.row < row < behind] if cell.repeats else []
    return list(pairwise([cell.row, *cuts, behind]))
