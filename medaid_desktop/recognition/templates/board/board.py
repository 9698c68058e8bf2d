"""A form on a sheet: its tiles, with what recognition knows of their texts."""

from functools import cached_property

from medaid_desktop.core.grid import Area, GridCell
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.templates.board.tiles import Tile, Tiles
from medaid_desktop.recognition.wording.vocabulary import Sense

MOST_ROWS_BELOW = 400
"""Ruled rows without a text that are looked at below the last text of a sheet."""
_MOST_COLUMNS = 256


class Board(Tiles):
    """The tiles of one form of a page: the rows and columns of an `area` as far as there is a text or a line."""

    def __init__(self, page: Page, looks: SheetLooks, area: Area, is_letter: bool = False) -> None:
        top, left, rows, cols = area
        super().__init__(page.grid, looks, _cells(page, area), is_letter)
        self.page = page
        self.top = top
        self.left = max(page.left, left)
        self.bottom = self._last_row(top + rows - 1)
        self.edge = min(self._edge(), left + cols - 1, self.left + _MOST_COLUMNS)

    def _edge(self) -> int:
        """The last column: of a text, of a merged area, of a cell with a border."""
        if self.is_letter:
            return self.grid.cols - 1
        rows = range(self.top, self.bottom + 1)
        ruled = [col for (row, col), look in self.looks.cells.items() if look.border and row in rows]
        spans = [col + cols - 1 for row, col, _, cols in self.grid.blank_spans if row in rows]
        return max([self.page.right, *ruled, *spans])

    def _last_row(self, limit: int) -> int:
        """The last row of the form: blank rows below its last text belong to it as long as they are ruled."""
        if self.is_letter:
            return min(limit, self.grid.rows - 1)
        bottom = max([self.top, *(cell.row + cell.rows - 1 for cell in self.page.cells)])
        reach = [row + rows - 1 for row, _, rows, _ in self.grid.blank_spans if self.top <= row <= bottom + 1]
        bottom = max([bottom, *reach])
        ruled = {row for (row, _), look in self.looks.cells.items() if look.border}
        while bottom + 1 in ruled and bottom < self.page.last + MOST_ROWS_BELOW:
            bottom += 1
        return min(bottom, limit, self.page.last + MOST_ROWS_BELOW)

    @cached_property
    def rows(self) -> list[int]:
        """The rows in which a text begins: a stray one may lie a million rows below the others."""
        return sorted({cell.row for cell in self.cells if self.top <= cell.row <= self.bottom})

    def sense(self, tile: Tile) -> Sense:
        """What the text of a tile may be."""
        return self.page.vocabulary.sense(tile.text)


def _cells(page: Page, area: Area) -> list[GridCell]:
    """All texts that reach into the rows and columns of a form, where they really lie: a cell merged over hidden rows begins
    in those, one of the form above may end in this one."""
    top, left, rows, cols = area
    inside = (cell for cell in page.grid.cells if cell.row < top + rows and cell.row + cell.rows > top)
    return [cell for cell in inside if cell.col < left + cols and cell.col + cell.cols > left]
