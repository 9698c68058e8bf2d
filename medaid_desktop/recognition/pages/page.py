"""A grid as a reader sees it: shown cells by row, each with what its text may be."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from medaid_desktop.core.grid import Area, Grid, GridCell, Place
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.wording.folding import tidy
from medaid_desktop.recognition.wording.vocabulary import Sense, Vocabulary

_NONE: tuple[GridCell, ...] = ()
_ROW, _COL = itemgetter(0), itemgetter(1)
_AT_ONCE = 40_000
"""Cells that may be looked at before it is asked whether the whole takes too long."""


class Page:
    """The shown cells of a grid, or of a part of it whose columns stand apart from the rest.

    `rows` are the rows in which a cell begins; a cell merged over several is found in each by `at` and `across`.
    """

    def __init__(self, grid: Grid, vocabulary: Vocabulary, cells: Iterable[GridCell] | None = None) -> None:
        check()
        self.grid = grid
        self.vocabulary = vocabulary
        self.cells = tuple(_shown(grid) if cells is None else cells)
        self._begins: dict[int, list[GridCell]] = {
            row: list(cells) for row, cells in groupby(sorted(self.cells), key=_ROW)
        }
        self.rows = list(self._begins)
        self.last = self.rows[-1] if self.rows else -1
        self._across = self._fill()
        self._starts = {row: list(map(_COL, cells)) for row, cells in self._across.items()}
        self._words: dict[int, list[GridCell]] = {}
        self._asked = self._every = 1
        self._areas = {
            (row, col): area for area in grid.blank_spans for row in _clipped(area[0], area[2], self.last) for col in (area[1],)
        }  # fmt: skip
        self.left = min(map(_COL, self.cells), default=0)
        self.right = max(
            max(map(_COL, self.cells), default=0),
            max((cell.col + cell.cols - 1 for cell in self.cells if cell.cols > 1), default=0),
        )
        self._every = max(1, _AT_ONCE // (self.right - self.left + 1) ** 2)

    @cached_property
    def edge(self) -> int:
        """The last column in which a cell or a merged area without a text lies."""
        return max([self.right, *(col + cols - 1 for _, col, _, cols in self.grid.blank_spans)])

    def _fill(self) -> dict[int, list[GridCell]]:
        across = dict(self._begins)
        longer: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            if cell.rows > 1:
                for row in _clipped(cell.row, cell.rows, self.last)[1:]:
                    longer.setdefault(row, []).append(cell)
        for row, cells in longer.items():
            across[row] = sorted([*across.get(row, _NONE), *cells], key=_COL)
        return across

    def begins(self, row: int) -> Sequence[GridCell]:
        """The cells that begin in a row, from left to right."""
        self._patiently()
        return self._begins.get(row, _NONE)

    def _patiently(self) -> None:
        self._asked += 1
        if not self._asked % self._every:
            check()

    def words(self, row: int) -> Sequence[GridCell]:
        """The cells that begin in a row without those that hold just a number, which most cells of large tables do."""
        found = self._words.get(row)
        if found is None:
            sense = self.vocabulary.sense
            found = self._words[row] = [cell for cell in self.begins(row) if not sense(cell.text).number]
        return found

    def across(self, row: int) -> Sequence[GridCell]:
        """The cells that begin in a row or reach into it from above, from left to right."""
        self._patiently()
        return self._across.get(row, _NONE)

    def at(self, row: int, col: int) -> GridCell | None:
        """The cell that covers a place, None where it is blank."""
        starts = self._starts.get(row)
        if not starts:
            return None
        number = bisect_right(starts, col) - 1
        if number < 0:
            return None
        cell = self._across[row][number]
        return cell if col < cell.col + cell.cols else None

    def rows_below(self, row: int, most: int) -> Sequence[int]:
        """The first rows below one in which a cell begins."""
        start = bisect_right(self.rows, row)
        return self.rows[start : start + most]

    def text(self, row: int, col: int) -> str:
        """The text that covers a place, tidied; "" where it is blank."""
        cell = self.at(row, col)
        return tidy(cell.text) if cell else ""

    def right_of(self, cell: GridCell) -> GridCell | None:
        """The next cell to the right in the first row of a cell, over blank ones."""
        row = self.across(cell.row)
        return next((other for other in row if other.col >= cell.col + cell.cols), None)

    def blank_area(self, row: int, col: int) -> Area | None:
        """The merged area without a text that begins in a column of this row or above it: a place left to be filled in."""
        return self._areas.get((row, col))

    def sense(self, cell: GridCell) -> Sense:
        """What the text of a cell may be."""
        return self.vocabulary.sense(cell.text)

    def part(self, cells: Iterable[GridCell]) -> "Page":
        """A page of some of the cells."""
        return Page(self.grid, self.vocabulary, cells)


def place_of(cell: GridCell) -> Place:
    return cell.row, cell.col


def _clipped(first: int, count: int, last: int) -> range:
    return range(first, min(first + count - 1, last) + 1)


def _shown(grid: Grid) -> Iterable[GridCell]:
    """The cells that are not hidden; one merged over hidden rows and shown ones stands in the first shown."""
    cells = [cell for cell in grid.cells if cell.text and not cell.text.isspace()]
    return _not_hidden(cells, grid) if grid.hidden_rows or grid.hidden_cols else cells


def _not_hidden(cells: Iterable[GridCell], grid: Grid) -> Iterable[GridCell]:
    for cell in cells:
        rows = [row for row in range(cell.row, cell.row + cell.rows) if row not in grid.hidden_rows]
        cols = [col for col in range(cell.col, cell.col + cell.cols) if col not in grid.hidden_cols]
        if rows and cols:
            yield cell._replace(row=rows[0], col=cols[0], rows=rows[-1] - rows[0] + 1, cols=cols[-1] - cols[0] + 1)
