"""The paper of a form made of a template: its page and its sections, like the blank form prints."""

from collections.abc import Iterator

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Grid
from medaid_desktop.core.sheet import BOTTOM, LEFT, RIGHT, TOP
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.making.form_making_cells import (
    Segment,
    Styler,
    field_spec,
    label_spec,
    review_spec,
    segments,
)
from medaid_desktop.core.templates.making.form_making_columns import NEAR_MM
from medaid_desktop.core.templates.making.form_making_page import page_of
from medaid_desktop.core.templates.making.form_making_sections import Draft, Paper, Piece, SectionWriter
from medaid_desktop.core.templates.making.form_making_start import given_text, own_tables
from medaid_desktop.core.templates.making.form_making_tables import (
    HeadPiece,
    TablePlan,
    body_of,
    columns_of,
    side_tile,
    table_spec,
)
from medaid_desktop.core.templates.making.form_making_tiles import Tile, known_looks, stretch, tiles_of
from medaid_desktop.core.templates.making.form_making_units import Unit, units_of
from medaid_desktop.core.templates.template_map import TableMark, TemplateMap

_SNAP_MM = 3.0
"""A cell is divided at an edge that is there anyway, where one lies so close."""


class PaperMaker:
    """Makes page and sections out of a map."""

    def __init__(self, map: TemplateMap, grid: Grid, looks: SheetLooks, base: Form | None) -> None:
        self._map = map
        self._grid = grid
        self._base = base
        looks = known_looks(map, grid, looks)
        self._tiles = tiles_of(map, grid, looks)
        area = self._tiles.area
        self._page = page_of(looks, area.col, area.right - area.col)
        self._width = self._page.x(area.right)
        stretch(self._tiles)
        self._units = units_of(own_tables(map), self._tiles, grid, self._page)
        self._all = list(dict.fromkeys(self._tiles.covered[place] for place in sorted(self._tiles.covered)))
        self._styler = Styler(self._page, self._all)
        ruled = (tile.row for tile in self._all if tile.look.border and not tile.is_blank)
        self._first_ruled = min(ruled, default=self._tiles.area.bottom)
        self._unit_of: dict[int, int] = {}
        for number, unit in enumerate(self._units):
            for row in unit.rows:
                self._unit_of.setdefault(row, number)
        self._placed: set[str] = set()
        self._pieces: list[Piece] = []
        self._plans: dict[int, TablePlan] = {}

    def paper(self) -> Paper:
        """The page and the sections, ready for the strict reader."""
        for tile in self._all:
            self._add(tile)
        for number, unit in enumerate(self._units):
            if unit.table is not None:
                self._keep_to_edges(number)
        for number, unit in enumerate(self._units):
            if unit.table is not None:
                self._plans[number] = self._plan(number, unit)
        draft = Draft(self._map, self._grid, self._page, self._styler, self._units, self._pieces, self._plans)
        return SectionWriter(draft).paper()

    # -- cells outside of tables ---------------------------------------------------------------------------------

    def _add(self, tile: Tile) -> None:
        """Makes the pieces of a tile, unless it is part of a table."""
        first = next((self._unit_of[row] for row in range(tile.row, tile.bottom) if row in self._unit_of), None)
        left, right = self._page.x(tile.col), self._page.x(tile.right)
        if first is None or right - left < NEAR_MM or self._units[first].table is not None:
            return
        last = first
        while last + 1 < len(self._units) and all(tile.row <= row < tile.bottom for row in self._units[last + 1].rows):
            last += 1
        always = not tile.look.border and self._units[first].row < self._first_ruled
        if tile.reviews:
            self._add_reviews(tile, first, last, left, right)
        elif lines := self._lines(tile):
            self._add_fields(tile, lines, (first, last), (left, right), always)
        else:
            spec = label_spec(tile, self._styler, always)
            self._pieces.append(Piece(first, last, left, right, spec))

    def _add_reviews(self, tile: Tile, first: int, last: int, left: float, right: float) -> None:
        """The boxes of the steps that share a cell, side by side."""
        for number, mark in enumerate(tile.reviews):
            share = 1 / (len(tile.reviews) - number)
            behind = self._division(left, right, share) if share < 1 else right
            self._pieces.append(Piece(first, last, left, behind, review_spec(tile, mark, self._styler)))
            left = behind

    def _lines(self, tile: Tile) -> list[list[Segment]]:
        """The places for values of a tile that none before had."""
        marks = [mark for mark in tile.marks if mark.definition.id not in self._placed]
        return segments(marks)

    def _add_fields(
        self, tile: Tile, lines: list[list[Segment]], units: tuple[int, int], edges: tuple[float, float], always: bool
    ) -> None:
        first, last = units
        count = min(len(lines), last - first + 1)
        if count < len(lines):
            lines = [*lines[: count - 1], [one for line in lines[count - 1 :] for one in line]]
        for number, line in enumerate(lines):
            top = first + number
            bottom = last if number == count - 1 else top
            outer = (number > 0, number < count - 1)
            self._add_line(tile, line, (top, bottom), edges, outer, always)

    def _add_line(
        self, tile: Tile, line: list[Segment], units: tuple[int, int], edges: tuple[float, float],
        within: tuple[bool, bool], always: bool,
    ) -> None:  # fmt: skip
        """Cells side by side for the fields of one line; rules stand only around the cell that they share."""
        left, right = edges
        total = sum(segment.weight for segment in line)
        for number, segment in enumerate(line):
            self._placed.add(segment.mark.definition.id)
            end = number == len(line) - 1
            border = tile.look.border
            border &= ~(LEFT if number else 0) & ~(0 if end else RIGHT)
            border &= ~(TOP if within[0] else 0) & ~(BOTTOM if within[1] else 0)
            behind = right if end else self._division(left, right, segment.weight / total)
            total -= segment.weight
            if number:
                segment.prefix = segment.prefix.lstrip("　 ")
            given = bool(given_text(segment.mark))
            spec = field_spec(tile, segment, self._styler, given, border, always)
            if number and tile.look.align == "center":
                spec["align"] = "left"
            self._pieces.append(Piece(units[0], units[1], left, behind, spec))
            left = behind

    def _division(self, left: float, right: float, share: float) -> float:
        """Where to divide a cell: at an edge of the columns near by, else just there."""
        wanted = left + (right - left) * share
        edges = [edge for edge in self._page.edges if left + _SNAP_MM < edge < right - _SNAP_MM]
        near = min(edges, key=lambda edge: abs(edge - wanted), default=None)
        return near if near is not None and abs(near - wanted) <= _SNAP_MM else wanted

    # -- tables --------------------------------------------------------------------------------------------------

    def _place(self, table: TableMark) -> tuple[float, float, int]:
        """The edges of a table and its first column in the grid; the whole width where its columns are hidden."""
        columns = columns_of(table, self._grid.origin[1])
        first, behind = columns[0][0], columns[-1][1]
        left, right = self._page.x(first), self._page.x(behind)
        return (left, right, first) if right - left > NEAR_MM else (0.0, self._width, self._tiles.area.col)

    def _keep_to_edges(self, number: int) -> None:
        """Ends cells that would cut a table in two above it: only those at the edges of the paper reach down beside it."""
        table = self._units[number].table
        assert table is not None
        inner, outer, _ = self._place(table)
        reaching = [piece for piece in self._pieces if piece.first < number <= piece.last]
        at = 0.0
        kept: list[Piece] = []
        for piece in sorted(reaching, key=lambda piece: piece.left):
            if abs(piece.left - at) < NEAR_MM and piece.right <= inner + NEAR_MM:
                kept.append(piece)
                at = piece.right
        at = self._width
        for piece in sorted(reaching, key=lambda piece: -piece.right):
            if piece not in kept and abs(piece.right - at) < NEAR_MM and piece.left >= outer - NEAR_MM:
                kept.append(piece)
                at = piece.left
        for piece in reaching:
            if piece not in kept:
                piece.last = number - 1

    def _plan(self, number: int, unit: Unit) -> TablePlan:
        table = unit.table
        assert table is not None
        reaching = [piece for piece in self._pieces if piece.first < number <= piece.last]
        begin, end, first_col = self._place(table)
        left = max((piece.right for piece in reaching if piece.right <= begin + NEAR_MM), default=0.0)
        right = min((piece.left for piece in reaching if piece.left >= end - NEAR_MM), default=self._width)
        columns = columns_of(table, self._grid.origin[1])
        tile = side_tile(self._all, unit, first_col) if begin - left > NEAR_MM else None
        inner, side, side_last = left, None, number
        if tile is not None:
            inner, side = begin, label_spec(tile, self._styler, False)
            while side_last + 1 < len(self._units) and all(
                tile.row <= row < tile.bottom for row in self._units[side_last + 1].rows
            ):
                side_last += 1
        top = self._grid.origin[0]
        body = body_of(unit, columns, top, self._tiles, self._styler, self._page, (inner, right), self._base)
        plan = TablePlan(number, left, inner, right, side, side_last, body)
        plan.said = table_spec(unit, top, self._page, self._base)
        plan.head = list(self._head(unit, inner, right))
        return plan

    def _head(self, unit: Unit, left: float, right: float) -> Iterator[HeadPiece]:
        rows = [*unit.head, *unit.lead]
        for number, row in enumerate(rows):
            for tile in self._tiles.in_row(row):
                first, behind = max(self._page.x(tile.col), left), min(self._page.x(tile.right), right)
                if behind - first >= NEAR_MM:
                    span = sum(1 for other in rows[number:] if tile.row <= other < tile.bottom)
                    yield from self._head_cells(tile, number, span, first, behind)

    def _head_cells(self, tile: Tile, row: int, rows: int, left: float, right: float) -> Iterator[HeadPiece]:
        line = [segment for line in self._lines(tile) for segment in line]
        if not line:
            yield HeadPiece(row, rows, left, right, label_spec(tile, self._styler, False))
            return
        self._placed.update(segment.mark.definition.id for segment in line)
        total = sum(segment.weight for segment in line)
        for segment in line:
            last = segment is line[-1]
            behind = right if last else self._division(left, right, segment.weight / total)
            total -= segment.weight
            given = bool(given_text(segment.mark))
            yield HeadPiece(
                row, rows, left, behind, field_spec(tile, segment, self._styler, given, tile.look.border, False)
            )
            left = behind
