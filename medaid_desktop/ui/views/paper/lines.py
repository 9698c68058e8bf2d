"""Lines of repeating tables: which one stands in a row of the paper, and those held open without content."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.filing import Edit, parse_path
from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.core.sheet import Slot
from medaid_desktop.ui.views.paper.grid import Anchor, PaperGrid


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table in row `row` of the paper: content row `index`, or (`texts` set) an open line before it."""

    row: int
    table: str
    index: int
    texts: Mapping[str, str] | None

    @property
    def is_open(self) -> bool:
        return self.texts is not None


def line_at(grid: PaperGrid, row: int) -> TableLine | None:
    """The line in a row of the paper, None outside of tables."""
    slot = grid.line_slot(row)
    return TableLine(row, slot.table, parse_path(slot.path).row, slot.new_row) if slot else None


def lines_under(grid: PaperGrid, cells: Iterable[Anchor]) -> list[TableLine]:
    """The lines that some cells lie in, from top to bottom; a cell over several rows lies in all of them."""
    rows: set[int] = set()
    for anchor in cells:
        cell = grid.cell(anchor)
        rows.update(range(anchor[0], anchor[0] + (cell.rows if cell else 1)))
    return [line for row in sorted(rows) if (line := line_at(grid, row))]


def first_field(grid: PaperGrid, line: OpenLine) -> Anchor | None:
    """The first cell to fill in an open line, None where the paper does not show the line."""
    for band in grid.rows.bands:
        rows = (band.top + at for at, known in enumerate(band.part.lines) if known.texts is line.texts)
        found = next(rows, None)
        if found is not None:
            return next((anchor for anchor in grid.row_anchors(found) if _is_open(grid.slot(anchor))), None)
    return None


def place_of_row(grid: PaperGrid, table: str, index: int, column: str = "") -> Anchor | None:
    """The cell of a column in a row of content, or where there is none the first field of the row."""
    place = grid.paper.place_of(f"tables.{table}[{index}].{column}") if column else None
    if place:
        return place
    row = row_of(grid, table, index)
    if row is None:
        return None
    bound = [anchor for anchor in grid.row_anchors(row) if grid.slot(anchor)]
    return min(bound, key=lambda anchor: (grid.cells[anchor].role != "field", anchor), default=None)


def line_moved_up(grid: PaperGrid, place: Anchor) -> Anchor | None:
    """The cell at a place where lines of a table were deleted, of the line that has moved up; behind the last line the
    one above."""
    rows = (place[0], place[0] - 1)
    return next((grid.anchor(row, place[1]) for row in rows if grid.is_table_line(row)), None)


def row_of(grid: PaperGrid, table: str, index: int) -> int | None:
    """The row of the paper that shows a row of content, None where none does."""
    for band in grid.rows.bands:
        if band.part.section.table == table:
            line = band.part.line_of(index, False)
            if line is not None:
                return band.top + line
    return None


def _is_open(slot: Slot | None) -> bool:
    return slot is not None and slot.new_row is not None


def place_of_edits(grid: PaperGrid, edits: Sequence[Edit]) -> Anchor | None:
    """The first cell that edits changed, one that is worked out only where there is no other; the row where one was deleted."""
    worked_out: Anchor | None = None
    for path, _ in edits:
        place = parse_path(path)
        found = grid.paper.place_of(path) if place.column and not place.inserts else None
        if found is None and place.table:
            found = place_of_row(grid, place.table, place.row) or place_of_row(grid, place.table, place.row - 1)
        if found and grid.cells[found].role == "computed":
            worked_out = worked_out or found
        elif found:
            return found
    return worked_out


class HeldLines:
    """Lines held open and rows split, state of one editing session; follows the edits that shift rows.

    `opened` is in the order of the paper; `split` holds (table, row index, column).
    """

    def __init__(self) -> None:
        self.opened: list[OpenLine] = []
        self.split: set[tuple[str, int, str]] = set()

    def find(self, texts: Mapping[str, str] | None) -> OpenLine | None:
        """The opened line that these very texts (a slot's `new_row`) belong to; None for lines of the blank form."""
        return next((line for line in self.opened if line.texts is texts), None)

    def open_beside(self, line: TableLine, below: bool, texts: Mapping[str, str]) -> OpenLine:
        """Opens a line right above or below another one."""
        known = self.find(line.texts)
        index = line.index + (below and not line.is_open)
        same = [at for at, other in enumerate(self.opened) if (other.table, other.index) == (line.table, index)]
        if known:
            at = self._position(known) + below
        else:
            at = same[0] if same and below else same[-1] + 1 if same else len(self.opened)
        opened = OpenLine(line.table, index, dict(texts))
        self.opened.insert(at, opened)
        return opened

    def drop(self, lines: Collection[OpenLine]) -> None:
        """Takes lines off the paper."""
        gone = {id(line) for line in lines}
        self.opened = [line for line in self.opened if id(line) not in gone]

    def clear(self) -> None:
        """Forgets everything."""
        self.opened.clear()
        self.split.clear()

    def follow(self, edits: Iterable[Edit], taken: Collection[OpenLine] = ()) -> None:
        """Shifts with the rows that edits insert (from the bottom up) or delete.

        `taken` are the lines whose places inserted rows took: what stands behind them stands behind the new rows.
        """
        behind = [self._behind(line, taken) for line in self.opened]
        lines = [[line.table, line.index, extra, line] for line, extra in zip(self.opened, behind, strict=True)]
        for path, text in edits:
            place = parse_path(path)
            by = 1 if place.inserts else -1 if place.table and not place.column and not text.strip() else 0
            if by < 0:
                self.split = {known for known in self.split if known[:2] != (place.table, place.row)}
            for line in lines if by else ():
                if line[0] == place.table and line[1] > place.row:
                    line[1] += by
            if by:
                least = place.row if by > 0 else place.row + 1
                self.split = {
                    (name, at + by if name == place.table and at >= least else at, column)
                    for name, at, column in self.split
                }
        gone = {id(line) for line in taken}
        self.opened = [
            line if line.index == index + extra else OpenLine(table, index + extra, line.texts)
            for table, index, extra, line in lines
            if id(line) not in gone
        ]

    def _behind(self, line: OpenLine, taken: Collection[OpenLine]) -> int:
        """How many of the taken lines stand above a line at the same index."""
        at = self._position(line)
        return sum(
            1
            for other in taken
            if (other.table, other.index) == (line.table, line.index) and self._position(other) < at
        )

    def _position(self, line: OpenLine) -> int:
        return next(at for at, other in enumerate(self.opened) if other is line)


def emptied_rows(wanted: Sequence[Edit], applied: Sequence[Edit]) -> list[tuple[str, int, int]]:
    """(table, index, index now) of rows that a step deleted though nobody asked for it: they had become blank.

    The last is where a line held open in the row's stead belongs once all edits are done.
    """
    asked = Counter(wanted)
    deleted: list[tuple[str, int]] = []
    for path, text in applied:
        if asked[path, text]:
            asked[path, text] -= 1
            continue
        place = parse_path(path)
        if place.table and not place.column and not place.inserts and not text:
            deleted.append((place.table, place.row))
    return [
        (table, row, row - sum(1 for other, before in deleted if other == table and before < row))
        for table, row in deleted
    ]
