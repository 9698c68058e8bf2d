"""Where the places of a blank form lie on a page that shows a copy of it."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from medaid_desktop.core.grid import GridCell
from medaid_desktop.core.templates.template_map import Spot, TableMark
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.templates.copies.shapes import Piece, Shape, key_of


@dataclass(slots=True)
class Copy:
    """A copy of a form on a page: rows `top` to `bottom`, both included.

    `rows` are rows of the form with the page's rows that show them, `cells` the cells of its pieces, `elsewhere` the
    texts of pieces that stand in a paragraph of a letter and not in a cell, or the other way round. `score` says how much
    of the print is there, `fit` how well this version of the form fits. `strangers` are texts in no place of the form, `below` those
    of rows that may go on with its last table behind a gap.
    """

    shape: Shape
    page: Page
    rows: Mapping[int, int]
    cells: Mapping[Piece, GridCell]
    top: int = 0
    bottom: int = 0
    score: float = 0.0
    fit: float = 0.0
    elsewhere: dict[Piece, Text] = field(default_factory=dict[Piece, Text])
    strangers: list[GridCell] = field(default_factory=list[GridCell])
    below: list[GridCell] = field(default_factory=list[GridCell])


class Placement:
    """Finds rows and columns of a form on the page of a copy."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self._shape = copy.shape
        self._known = sorted(copy.rows)
        self._edges = _edges(copy)
        self._order = sorted(self._edges)
        self._known_totals: dict[int, Mapping[int, int]] = {}
        self._begins: dict[tuple[int, int], GridCell] = {}
        self._ends: dict[tuple[int, int], GridCell] = {}
        for piece, cell in copy.cells.items():
            self._begins[piece.spot.row, piece.spot.col] = cell
            if piece.spot.cols == 1 or cell.cols > 1:
                for row in range(piece.spot.row, piece.spot.row + piece.spot.rows):
                    self._ends[row, piece.spot.col + piece.spot.cols] = cell

    def row(self, row: int) -> int | None:
        """The page's row of a row of the form, of one beside a table's rows as if none had been put in, of a total behind them from
        the end; None where it was left out."""
        rows, shape = self.copy.rows, self._shape
        if row in rows:
            return rows[row]
        number = next((number for number, (first, behind) in enumerate(shape.bodies) if first <= row < behind), None)
        if number is not None and row in self._totals(number):
            return self._totals(number)[row]
        if number is not None:
            body, (first, behind) = self.body(number), shape.bodies[number]
            content = [mark.row for mark in shape.tables[number].rows if mark.kind == "row"]
            at_end = bool(content) and row > max(content)  # a total: rows are put in above it
            found = body.stop - (behind - row) if at_end else body.start + row - first
            return found if found in body else None
        at = bisect_left(self._known, row)
        before = self._known[at - 1] if at else None
        after = self._known[at] if at < len(self._known) else None
        if before is not None and shape.bodies_between(before, row):
            before = None
        if after is not None and shape.bodies_between(row, after):
            after = None
        if before is not None:
            found = rows[before] + row - before
            return found if after is None or found < rows[after] else None
        return None if after is None else rows[after] - (after - row)

    def _totals(self, number: int) -> Mapping[int, int]:
        """The page's rows of the lines of totals of a table, by those of the form: each the next row that says its words."""
        if number not in self._known_totals:
            table, page, found = self._shape.tables[number], self.copy.page, dict[int, int]()
            columns = {column.definition.id: self.column(table, column.col, column.cols) for column in table.columns}
            rows = iter(self.body(number))
            for mark in table.rows:
                words = {
                    columns[name].start: key_of(text)
                    for name, text in mark.given.items()
                    if name in columns and _is_word(text)
                }
                if mark.kind == "total" and words:
                    at = next(
                        (row for row in rows if all(_key(page, row, col) == key for col, key in words.items())), None
                    )
                    if at is None:
                        break
                    found[mark.row] = at
            self._known_totals[number] = found
        return self._known_totals[number]

    def edge(self, col: int) -> int:
        """The page's column at the left edge of a column of the form."""
        if col in self._edges:
            return self._edges[col]
        at = bisect_right(self._order, col)
        before = self._order[at - 1] if at else None
        after = self._order[at] if at < len(self._order) else None
        if before is None:
            return col if after is None else max(0, self._edges[after] - (after - col))
        found = self._edges[before] + col - before
        return found if after is None else min(found, self._edges[after])

    def columns(self, spot: Spot) -> range:
        """The page's columns that a spot covers."""
        label = self._ends.get((spot.row, spot.col))
        first = label.col + label.cols if label else self.edge(spot.col)
        right = self._begins.get((spot.row, spot.col + spot.cols))
        behind = right.col if right else self.edge(spot.col + spot.cols)
        return range(first, max(first + 1, behind))

    def lines(self, spot: Spot) -> range:
        """The page's rows that a spot covers, none where they were left out."""
        first = self.row(spot.row)
        if first is None:
            return range(0)
        last = self.row(spot.row + spot.rows - 1)
        return range(first, max(first, first if last is None else last) + 1)

    def body(self, number: int) -> range:
        """The page's rows of the body of a table, which is given by its number from the top."""
        first, behind = self._shape.bodies[number]
        start = self._start_of(number, first)
        if start is None:
            return range(0)
        after = next((row for row in self._known if row >= behind), None)
        end = self.copy.bottom + 1 if after is None else self.copy.rows[after] - (after - behind)
        if number + 1 < len(self._shape.bodies):
            following = self._shape.bodies[number + 1][0]
            if after is None or following < after:
                end = min(end, start + behind - first)  # two bodies with nothing printed between them
        return range(start, max(start, end))

    def _start_of(self, number: int, first: int) -> int | None:
        if number and self._shape.bodies[number - 1][1] == first:
            return self.body(number - 1).stop
        if first == self._shape.map.area[0]:
            return self.copy.top
        above = self.row(first - 1)
        return None if above is None else above + 1

    def column(self, table: TableMark, col: int, cols: int) -> range:
        """The page's columns of a column of a table: those of its label in the head, else as all other labels lie.

        Columns that share a cell share the label; the second has what is left of it from its own edge on.
        """
        for one, other in pairwise(table.columns):
            if other.join and col in (one.col, other.col):
                whole = self._column(table, one.col, one.cols + other.cols)
                middle = min(max(self.edge(other.col), whole.start + 1), whole.stop)
                return range(whole.start, middle) if col == one.col else range(middle, whole.stop)
        return self._column(table, col, cols)

    def _column(self, table: TableMark, col: int, cols: int) -> range:
        for row in range(table.head[1] - 1, table.head[0] - 1, -1):
            label = self._begins.get((row, col))
            if label is not None:
                behind = self._begins.get((row, col + cols))
                end = behind.col if behind else max(label.col + label.cols, self.edge(col + cols))
                return range(label.col, end)
        first = self.edge(col)
        return range(first, max(first + 1, self.edge(col + cols)))


def _is_word(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _key(page: Page, row: int, col: int) -> str:
    cell = page.at(row, col)
    return key_of(cell.text) if cell else ""


def _edges(copy: Copy) -> dict[int, int]:
    """The columns of the form with those of the page that most printed texts say."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for piece, cell in copy.cells.items():
        spot = piece.spot
        votes[spot.col][cell.col] += 2
        if spot.cols == 1 or cell.cols > 1:
            votes[spot.col + spot.cols][cell.col + cell.cols] += 1
    found: dict[int, int] = {}
    least = 0
    for col in sorted(votes):
        page_col = votes[col].most_common(1)[0][0]
        if page_col >= least:
            found[col] = least = page_col
    return found
