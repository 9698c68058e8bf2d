"""A grid as a reader sees it: shown cells by row, each with what its text may be."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from medaid_desktop.core.grid import Grid, GridCell, Place
from medaid_desktop.recognition.folding import tidy
from medaid_desktop.recognition.vocabulary import Sense, Vocabulary

_NONE: tuple[GridCell, ...] = ()


class Page:
    """The shown cells of a grid, or of a part of it whose columns stand apart from the rest.

    `rows` are the rows in which a cell begins; a cell merged over several is found in each by `at` and `across`.
    """

    def __init__(self, grid: Grid, vocabulary: Vocabulary, cells: Iterable[GridCell] | None = None) -> None:
        self.grid = grid
        self.vocabulary = vocabulary
        self.cells = tuple(_shown(grid) if cells is None else cells)
        self._begins: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            self._begins.setdefault(cell.row, []).append(cell)
        self.rows = sorted(self._begins)
        self.last = self.rows[-1] if self.rows else -1
        self._across = self._fill()
        self._starts = {row: [cell.col for cell in cells] for row, cells in self._across.items()}
        self._areas = {
            (row, col): area for area in grid.blank_spans for row in _clipped(area[0], area[2], self.last) for col in (area[1],)
        }  # fmt: skip
        self.left = min((cell.col for cell in self.cells), default=0)
        self.right = max((cell.col + cell.cols - 1 for cell in self.cells), default=0)

    def _fill(self) -> dict[int, list[GridCell]]:
        across = {row: list(cells) for row, cells in self._begins.items()}
        for cell in self.cells:
            for row in _clipped(cell.row, cell.rows, self.last)[1:]:
                across.setdefault(row, []).append(cell)
        for cells in across.values():
            cells.sort(key=lambda cell: cell.col)
        return across

    def begins(self, row: int) -> Sequence[GridCell]:
        """The cells that begin in a row, from left to right."""
        return self._begins.get(row, _NONE)

    def across(self, row: int) -> Sequence[GridCell]:
        """The cells that begin in a row or reach into it from above, from left to right."""
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

    def text(self, row: int, col: int) -> str:
        """The text that covers a place, tidied; "" where it is blank."""
        cell = self.at(row, col)
        return tidy(cell.text) if cell else ""

    def right_of(self, cell: GridCell) -> GridCell | None:
        """The next cell to the right in the first row of a cell, over blank ones."""
        row = self.across(cell.row)
        return next((other for other in row if other.col >= cell.col + cell.cols), None)

    def is_blank_area(self, row: int, col: int) -> bool:
        """Whether a merged area without a text begins in a column of this row: a place left to be filled in."""
        return (row, col) in self._areas

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
    for cell in grid.cells:
        if not cell.text.strip():
            continue
        if not grid.hidden_rows and not grid.hidden_cols:
            yield cell
            continue
        rows = [row for row in range(cell.row, cell.row + cell.rows) if row not in grid.hidden_rows]
        cols = [col for col in range(cell.col, cell.col + cell.cols) if col not in grid.hidden_cols]
        if rows and cols:
            yield replace(cell, row=rows[0], col=cols[0], rows=rows[-1] - rows[0] + 1, cols=cols[-1] - cols[0] + 1)
