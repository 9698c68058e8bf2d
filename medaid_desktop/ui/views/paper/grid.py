"""A paper as a grid: which cell lies where, which come next for the keys, and what two papers have in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from medaid_desktop.core.paper.paper_cells import ComposedPaper
from medaid_desktop.core.sheet import Cell, Slot

Anchor = tuple[int, int]
"""(row, col) of the cell that shows; the other places it spans are covered by it."""

Span = tuple[Anchor, int, int]
"""A cell that spans several places, with its rows and columns."""

Step = tuple[int, int]
LEFT, RIGHT, UP, DOWN = (0, -1), (0, 1), (-1, 0), (1, 0)

Placing = Callable[["PaperGrid"], Anchor | None]
"""Finds on a new paper where the cursor belongs."""


@dataclass(frozen=True, slots=True)
class PaperChange:
    """What became of the paper: the cells that look different, None where the whole grid is another one.

    `shift` are rows that came (row, count) or went (row, -count) in the midst of a table, before all else is counted;
    merged cells around them have grown or shrunk with them. After that the cells at `unspanned` no longer span what they
    did, and those of `spans` do.
    `place` is where the cell that was worked on stands now, None where the cursor stays.
    """

    changed: Sequence[Anchor] | None
    place: Anchor | None = None
    shift: tuple[int, int] | None = None
    unspanned: Sequence[Anchor] = ()
    spans: Sequence[Span] = ()


class GridCells(Mapping[Anchor, Cell]):
    """The cells of a paper by their anchors, made row by row when asked for."""

    def __init__(self, paper: ComposedPaper) -> None:
        self._rows = paper.cells
        self._count = len(paper.sheet.rows)

    def __getitem__(self, anchor: Anchor) -> Cell:
        return self._rows.row(anchor[0])[anchor[1]][0]

    def get(self, anchor: Anchor, default: Cell | None = None) -> Cell | None:  # type: ignore[override]
        bound = self._rows.row(anchor[0]).get(anchor[1])
        return bound[0] if bound else default

    def __contains__(self, anchor: object) -> bool:
        return isinstance(anchor, tuple) and anchor[1] in self._rows.columns(anchor[0])

    def __iter__(self) -> Iterator[Anchor]:
        return ((cell.row, cell.col) for cell, _ in self._rows.all(self._count))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class PaperGrid:
    """Finds the cells of a paper by place. Nothing is made before it is asked for: papers have thousands of rows."""

    def __init__(self, paper: ComposedPaper) -> None:
        self.paper = paper
        self.rows = paper.cells
        self.row_count = len(paper.sheet.rows)
        self.column_count = len(paper.sheet.columns_mm)
        self.cells = GridCells(paper)
        self._shown: dict[int, dict[int, Anchor]] = {}

    def anchor(self, row: int, col: int) -> Anchor:
        """The anchor of the cell that shows at a place; the place itself where nothing spans it."""
        return self._anchors(row).get(col, (row, col))

    def cell(self, anchor: Anchor) -> Cell | None:
        """The cell with this anchor, None for places covered or without a cell."""
        return self.cells.get(anchor)

    def slot(self, anchor: Anchor) -> Slot | None:
        """What the cell shows of the filing, None for paper."""
        return self.paper.binding.get(anchor)

    def row_anchors(self, row: int) -> list[Anchor]:
        """The anchors of all cells that show in a row, from left to right, those from rows above included."""
        shown = self._anchors(row)
        return list(dict.fromkeys(shown.get(col, (row, col)) for col in range(self.column_count)))

    def anchors_within(self, places: Iterable[Anchor]) -> list[Anchor]:
        """The anchors among some places, in reading order; covered places are skipped."""
        by_row: dict[int, set[int]] = {}
        for row, col in places:
            by_row.setdefault(row, set()).add(col)
        columns = self.rows.columns
        return [(row, col) for row in sorted(by_row) for col in sorted(by_row[row].intersection(columns(row)))]

    @property
    def spanning(self) -> list[Cell]:
        """The cells that span several places, in reading order."""
        return self.spanning_in(range(self.row_count))

    def spanning_in(self, rows: Iterable[int]) -> list[Cell]:
        """The cells that begin in some rows and span several places."""
        found: list[Cell] = []
        for row in rows:
            band = self.rows.band_at(row)
            if band is None or band.part.may_span:
                found += [cell for cell, _ in self.rows.row(row).values() if cell.rows > 1 or cell.cols > 1]
            else:
                found += [cell for cell, _ in self.rows.fixed.get(row, ()) if cell.rows > 1 or cell.cols > 1]
        return found

    @cached_property
    def fields(self) -> list[Anchor]:
        """The cells to be filled, in reading order."""
        return [anchor for row in range(self.row_count) for anchor in self.fields_in(row)]

    def fields_in(self, row: int) -> list[Anchor]:
        """The cells to be filled that begin in a row, from left to right."""
        return [(row, col) for col, (cell, slot) in self.rows.row(row).items() if slot and cell.role == "field"]

    def field_beside(self, anchor: Anchor, forward: bool) -> Anchor | None:
        """The next or the previous field in reading order, None at the end."""
        if forward:
            rows = range(max(0, anchor[0]), self.row_count)
            return next((field for row in rows for field in self.fields_in(row) if field > anchor), None)
        rows = range(min(anchor[0], self.row_count - 1), -1, -1)
        return next((field for row in rows for field in reversed(self.fields_in(row)) if field < anchor), None)

    def edge_field(self, last: bool) -> Anchor | None:
        """The first or the last field."""
        return self.field_beside((self.row_count, 0) if last else (-1, 0), not last)

    def nearest_field(self, anchor: Anchor) -> Anchor | None:
        """Where to fill in what a label asks for: right of it, else below it, else the next, else the last field."""
        cell = self.cells.get(anchor)
        if cell is None:
            return None
        right, below = (cell.row, cell.col + cell.cols), (cell.row + cell.rows, cell.col)
        for place in (right, below):
            if place[0] < self.row_count and place[1] < self.column_count:
                found = self.anchor(*place)
                if found in self.paper.binding and self.cells[found].role == "field":
                    return found
        return self.field_beside(anchor, True) or self.edge_field(last=True)

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
        own = self.rows.row(row).values()
        found = next((slot for cell, slot in own if slot and cell.rows == 1), None)
        if found:
            return found
        return next((slot for anchor in self.row_anchors(row) if (slot := self.slot(anchor))), None)

    def _anchors(self, row: int) -> dict[int, Anchor]:
        """The anchors of the cells that show in a row by the columns they take."""
        shown = self._shown.get(row)
        if shown is None:
            shown = {
                col: (cell.row, cell.col)
                for cell in self.rows.showing(row)
                for col in range(cell.col, cell.col + cell.cols)
            }
            self._shown[row] = shown
        return shown


def moved_texts(texts: Mapping[Anchor, str], old: PaperGrid, new: PaperGrid) -> dict[Anchor, str]:
    """Texts by the cells that show the same content on another paper; lines without content are told by their place."""
    moved: dict[Anchor, str] = {}
    for anchor, text in texts.items():
        key, slot = old.paper.binding[anchor].key, new.slot(anchor)
        place = anchor if slot and slot.key == key else new.paper.place_of(key)
        if place:
            moved[place] = text
    return moved
