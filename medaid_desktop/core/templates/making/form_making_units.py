"""The rows of a form's paper from top to bottom: lines, of which a cell with several lines of fields takes more than one, and tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.making.form_making_cells import segments
from medaid_desktop.core.templates.making.form_making_page import TemplatePage
from medaid_desktop.core.templates.making.form_making_tiles import Tile, Tiles, table_rows
from medaid_desktop.core.templates.template_map import TableMark


@dataclass(frozen=True, slots=True)
class Unit:
    """A section of the paper: a part of a row of the grid, or a table with its rows. `lead` are the rows of totals that a
    table prints above its content, `head` those of its head; `rows` all it covers in the grid."""

    rows: tuple[int, ...]
    height_mm: float = 0.0
    part: int = 0
    table: TableMark | None = None
    head: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()

    @property
    def row(self) -> int:
        return self.rows[0]


def units_of(tables: Sequence[TableMark], tiles: Tiles, grid: Grid, page: TemplatePage) -> list[Unit]:
    """All sections of a form. Totals below or within a table's rows come after it; a table beside another one too."""
    return list(_Rows(tables, tiles, grid, page).units())


class _Rows:
    def __init__(self, tables: Sequence[TableMark], tiles: Tiles, grid: Grid, page: TemplatePage) -> None:
        self._tiles = tiles
        self._page = page
        self._hidden = grid.hidden_rows
        self._origin = grid.origin
        self._owner: dict[int, TableMark] = {}
        self._tables = tables
        self._beside: dict[str, list[TableMark]] = {}
        self._done: set[str] = set()
        for table in sorted(tables, key=lambda table: min(table_rows(table, grid.origin), default=1 << 30)):
            rows = self._taken(table)
            others = [self._owner[row] for row in rows if row in self._owner]
            if others:
                self._beside.setdefault(others[0].id, []).append(table)
            for row in rows:
                self._owner.setdefault(row, table)

    def _taken(self, table: TableMark) -> range:
        """All rows from a table's first to its last, but totals and notes at its end."""
        rows = [row for row in table_rows(table, self._origin) if row not in self._ends(table)]
        return range(rows[0], rows[-1] + 1) if rows else range(0)

    def _ends(self, table: TableMark) -> set[int]:
        """The rows without content behind the last one with content."""
        content = [mark.row for mark in table.rows if mark.kind == "row"]
        last = max(content, default=None)
        if last is None:
            return {mark.row - self._origin[0] for mark in table.rows if mark.kind == "paper"}
        return {mark.row - self._origin[0] for mark in table.rows if mark.row > last}

    def units(self) -> Iterator[Unit]:
        area = self._tiles.area
        for row in range(area.row, area.bottom):
            table = self._owner.get(row)
            if table is None:
                yield from self._lines(row)
            else:
                yield from self._table(table)
                for other in self._beside.get(table.id, ()):
                    yield from self._table(other)
        for table in self._tables:
            yield from self._table(table)

    def _table(self, table: TableMark) -> Iterator[Unit]:
        if table.id in self._done:
            return
        self._done.add(table.id)
        origin = self._origin[0]
        head = self._shown(range(table.head[0] - origin, table.head[1] - origin))
        content = [mark.row - origin for mark in table.rows if mark.kind == "row"]
        totals = [
            mark.row - origin for mark in table.rows if mark.kind == "total" and mark.row - origin in self._taken(table)
        ]
        first = min(content, default=1 << 30)
        lead = self._shown(row for row in totals if row < first)
        rows = tuple(self._taken(table)) or (self._tiles.area.bottom,)
        yield Unit(rows, table=table, head=head, lead=lead)
        for row in totals:
            if row > first and self._owner.get(row) is table:
                yield from self._lines(row)

    def _shown(self, rows: Iterable[int]) -> tuple[int, ...]:
        return tuple(row for row in rows if row not in self._hidden)

    def _lines(self, row: int) -> Iterator[Unit]:
        height = self._page.row_mm(row)
        if row in self._hidden or not height:
            return
        parts = max((_lines_needed(tile, self._is_line) for tile in self._tiles.in_row(row)), default=1)
        for part in range(parts):
            yield Unit((row,), height / parts, part)

    def _is_line(self, row: int) -> bool:
        return row not in self._owner and row not in self._hidden


def _lines_needed(tile: Tile, is_line: Callable[[int], bool]) -> int:
    """How many lines of the paper the first row of a tile needs for the lines of its fields."""
    lines = len(segments(tile.marks))
    others = sum(1 for row in range(tile.row + 1, tile.bottom) if is_line(row))
    return max(1, lines - others)
