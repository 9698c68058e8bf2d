"""A paper as a grid: which cell lies where, which come next for the keys, and what two papers have in common."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from medaid_desktop.core.sheet import Cell, Paper, Slot

Anchor = tuple[int, int]
"""(row, col) of the cell that shows; the other places it spans are covered by it."""

Step = tuple[int, int]
LEFT, RIGHT, UP, DOWN = (0, -1), (0, 1), (-1, 0), (1, 0)

Placing = Callable[["PaperGrid"], Anchor | None]
"""Finds on a new paper where the cursor belongs."""

_SHAPE = attrgetter("row", "col", "rows", "cols")
_LOOK = attrgetter("text", "role", "seal")


@dataclass(frozen=True, slots=True)
class PaperChange:
    """What became of the paper: the cells that look different, None where the whole grid is another one.

    `place` is where the cell that was worked on stands now, None where the cursor stays.
    """

    changed: Sequence[Anchor] | None
    place: Anchor | None = None


class PaperGrid:
    """Finds the cells of a paper by place. Everything that large sheets need only now and then is made on demand."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.row_count = len(paper.sheet.rows)
        self.column_count = len(paper.sheet.columns_mm)
        self.cells: dict[Anchor, Cell] = {(cell.row, cell.col): cell for cell in paper.sheet.cells}
        self.spanning: list[Cell] = [cell for cell in paper.sheet.cells if cell.rows > 1 or cell.cols > 1]
        self.covered: dict[Anchor, Anchor] = {}
        for cell in self.spanning:
            anchor = (cell.row, cell.col)
            for row in range(cell.row, cell.row + cell.rows):
                for col in range(cell.col, cell.col + cell.cols):
                    self.covered[row, col] = anchor

    def with_cells(self, cells: Mapping[Anchor, Cell]) -> "PaperGrid":
        """The grid with other cells in the places of some; nothing else differs."""
        grid = copy(self)
        order = self._order
        shown = list(self.paper.sheet.cells)
        for anchor, cell in cells.items():
            shown[order[anchor]] = cell
        grid.paper = replace(self.paper, sheet=replace(self.paper.sheet, cells=tuple(shown)))
        grid.cells = {**self.cells, **cells}
        grid.spanning = [cells.get((cell.row, cell.col), cell) for cell in self.spanning]
        return grid

    def anchor(self, row: int, col: int) -> Anchor:
        """The anchor of the cell that shows at a place; the place itself where nothing spans it."""
        return self.covered.get((row, col), (row, col))

    def cell(self, anchor: Anchor) -> Cell | None:
        """The cell with this anchor, None for places covered or without a cell."""
        return self.cells.get(anchor)

    def slot(self, anchor: Anchor) -> Slot | None:
        """What the cell shows of the filing, None for paper."""
        return self.paper.binding.get(anchor)

    def row_anchors(self, row: int) -> list[Anchor]:
        """The anchors of all cells that show in a row, from left to right, those from rows above included."""
        return list(dict.fromkeys(self.anchor(row, col) for col in range(self.column_count)))

    def anchors_within(self, places: Iterable[Anchor]) -> list[Anchor]:
        """The anchors among some places, in reading order; covered places are skipped."""
        return sorted({place for place in places if place in self.cells})

    @cached_property
    def _order(self) -> dict[Anchor, int]:
        return {anchor: place for place, anchor in enumerate(self.cells)}

    @cached_property
    def fields(self) -> list[Anchor]:
        """The cells to be filled, in reading order."""
        return sorted(anchor for anchor in self.paper.binding if self.cells[anchor].role == "field")

    def field_beside(self, anchor: Anchor, forward: bool) -> Anchor | None:
        """The next or the previous field in reading order, None at the end."""
        place = bisect_right(self.fields, anchor) if forward else bisect_left(self.fields, anchor) - 1
        return self.fields[place] if 0 <= place < len(self.fields) else None

    def nearest_field(self, anchor: Anchor) -> Anchor | None:
        """Where to fill in what a label asks for: right of it, else below it, else the next, else the last field."""
        cell = self.cells.get(anchor)
        if cell is None or not self.fields:
            return None
        right, below = (cell.row, cell.col + cell.cols), (cell.row + cell.rows, cell.col)
        for place in (right, below):
            if place[0] < self.row_count and place[1] < self.column_count:
                found = self.anchor(*place)
                if found in self.paper.binding and self.cells[found].role == "field":
                    return found
        return self.field_beside(anchor, True) or self.fields[-1]

    def beside(self, anchor: Anchor, step: Step, lane: Anchor) -> tuple[Anchor, Anchor]:
        """The cell an arrow key leads to, at the edge the cell itself, and the lane from there on.

        `lane` is the (row, col) the walk keeps to, so that going down through a wide cell ends in the old column.
        """
        cell = self.cells.get(anchor)
        if cell is None:
            return anchor, lane
        row, col = lane
        if step in (UP, DOWN):
            row = cell.row - 1 if step == UP else cell.row + cell.rows
        else:
            col = cell.col - 1 if step == LEFT else cell.col + cell.cols
        found = self.anchor(row, col)
        return (found, (row, col)) if found in self.cells else (anchor, lane)

    def is_table_line(self, row: int) -> bool:
        """Whether a row of the paper is a line of a repeating table (below its head)."""
        heads = self.paper.sheet.rows[row].heads if 0 <= row < self.row_count else None
        return heads is not None and row >= heads[1]

    def line_slot(self, row: int) -> Slot | None:
        """A slot of the table line in this row, one of this line alone where there is one; None outside of tables."""
        if not self.is_table_line(row):
            return None
        bound = [anchor for anchor in self.row_anchors(row) if anchor in self.paper.binding]
        found = next((anchor for anchor in bound if self.cells[anchor].rows == 1), bound[0] if bound else None)
        return self.paper.binding[found] if found else None


def changed_anchors(old: PaperGrid, new: PaperGrid) -> list[Anchor] | None:
    """The cells that look different on two papers of one grid; None where the grids themselves differ."""
    before, after = old.paper.sheet, new.paper.sheet
    if before.columns_mm != after.columns_mm or before.page != after.page or before.rows != after.rows:
        return None
    if len(before.cells) != len(after.cells):
        return None
    if list(map(_SHAPE, before.cells)) != list(map(_SHAPE, after.cells)):
        return None
    changed = {
        (cell.row, cell.col)
        for cell, was, now in zip(after.cells, map(_LOOK, before.cells), map(_LOOK, after.cells), strict=True)
        if was != now
    }
    if old.paper.binding.keys() != new.paper.binding.keys():
        changed |= old.paper.binding.keys() ^ new.paper.binding.keys()
    opened = _open_places(old.paper) ^ _open_places(new.paper)
    return sorted(changed | opened)


def moved_texts(texts: Mapping[Anchor, str], old: PaperGrid, new: PaperGrid) -> dict[Anchor, str]:
    """Texts by the cells that show the same content on another paper; lines without content are told by their place."""
    moved: dict[Anchor, str] = {}
    for anchor, text in texts.items():
        path, slot = old.paper.binding[anchor].path, new.slot(anchor)
        place = anchor if slot and slot.path == path else new.paper.place_of(path)
        if place:
            moved[place] = text
    return moved


def _open_places(paper: Paper) -> set[Anchor]:
    return {anchor for anchor, slot in paper.binding.items() if slot.new_row is not None}
