"""What each cell of a blank form was understood as, looked up by its place in the grid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
    ColumnMark,
    FieldMark,
    ReviewMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
    Within,
)

Kind = Literal[
    "field",
    "auto",
    "computed",
    "column",
    "given",
    "serial",
    "head",
    "side",
    "total",
    "paper",
    "review",
    "text",
    "blank",
]
"""auto: year and region, which fill themselves in; given: a body row's printed text; blank: ruled, but not to be filled."""


class Where(NamedTuple):
    """A cell of the grid, or the paragraph `row` before or behind a letter's table."""

    within: Within
    row: int
    col: int = 0

    @property
    def place(self) -> Place | None:
        """The place in the grid, None for a paragraph."""
        return (self.row, self.col) if self.within == "cell" else None


@dataclass(frozen=True, slots=True)
class Role:
    """`marks` are the fields of a cell, in the order in which they make its text; `table`, `column` and `row` say what of a
    table it belongs to; `reviews` are the steps whose box it is, each with its part of the print. `doubts` are the numbers
    of the notices about it."""

    kind: Kind
    marks: tuple[FieldMark, ...] = ()
    table: TableMark | None = None
    column: ColumnMark | None = None
    row: RowMark | None = None
    reviews: tuple[ReviewMark, ...] = ()
    doubts: tuple[int, ...] = ()

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where the places of `marks`, or the parts of `reviews`, begin and end in the cell's text, counted in characters."""
        found: list[tuple[int, int]] = []
        at = 0
        for review in self.reviews:
            found.append((at, at + len(review.prefix)))
            at += len(review.prefix)
        for mark in self.marks:
            start = at + len(mark.prefix)
            found.append((start, start + len(mark.blank)))
            at = start + len(mark.blank) + len(mark.suffix)
        return found

    def place_at(self, at: int) -> int:
        """The number of the place that a character of the text belongs to: words belong to the place behind them."""
        places = self.places
        return next((number for number, (_, end) in enumerate(places) if at < end), max(0, len(places) - 1))

    @property
    def definition(self) -> FieldDef | None:
        """What can be said of the field or column: its name, type, unit and so on; None where there is none."""
        own = next((mark for mark in self.marks if mark.definition.id not in (YEAR, REGION)), None)
        if own is not None:
            return own.definition
        if self.column is None or self.column.part:  # a part shows what another column holds
            return None
        return self.column.definition if self.kind in ("column", "given", "head", "computed") else None


TEXT, BLANK, FORMULA = Role("text"), Role("blank"), Role("computed")


class CellRoles:
    """The roles of one sheet. Places are those of the grid; the map's are turned into them."""

    def __init__(
        self, mapped: TemplateMap, grid: Grid, looks: SheetLooks, doubts: Mapping[Where, Iterable[int]] | None = None
    ) -> None:
        self.map = mapped
        self._grid = grid
        self._looks = looks
        self._roles: dict[Where, Role] = {}
        self._heads: dict[int, list[TableMark]] = {}
        self._bodies: dict[int, list[tuple[TableMark, RowMark]]] = {}
        for table in mapped.tables:
            self._add_table(table)
        boxes: dict[Where, list[ReviewMark]] = {}
        for mark in mapped.reviews:
            boxes.setdefault(self._where(mark.spot), []).append(mark)
        for where, reviews in boxes.items():
            self._roles[where] = Role("review", reviews=tuple(reviews))
        spots: dict[Where, list[FieldMark]] = {}
        for mark in mapped.fields:
            spots.setdefault(self._where(mark.spot), []).append(mark)
        for where, marks in spots.items():
            self._roles[where] = Role(_kind_of(marks), tuple(marks))
        for where, numbers in (doubts or {}).items():
            corner = self.corner(where)
            known = self.at(corner)
            self._roles[corner] = replace(known, doubts=(*known.doubts, *numbers))

    def at(self, where: Where) -> Role:
        """What a cell or paragraph was understood as."""
        corner = self.corner(where)
        known = self._roles.get(corner) or self._in_table(corner)
        if known is not None:
            return known
        if corner.place is None:
            return TEXT
        look = self._looks.at(*corner.place)
        if look.formula:
            return FORMULA
        return BLANK if look.border and not self._grid.at(*corner.place) else TEXT

    def corner(self, where: Where) -> Where:
        """The upper left corner of the cell that covers a place."""
        if where.place is None:
            return where
        cell = self._grid.at(*where.place)
        place = (cell.row, cell.col) if cell else self._blank_corners.get(where.place, where.place)
        return Where("cell", *place)

    def first_field(self) -> Where | None:
        """The topmost field of the grid, else of the paragraphs around it."""
        fields = [where for where, role in self._roles.items() if role.kind == "field"]
        return min(fields, key=lambda where: (where.within != "cell", where), default=None)

    @cached_property
    def repeating(self) -> list[tuple[int, int, int]]:
        """(first row, last row, leftmost column) of each stretch of rows that wait for content."""
        top, left = self._grid.origin
        found: list[tuple[int, int, int]] = []
        for table in self.map.tables:
            column = min((mark.col for mark in table.columns), default=0) - left
            for mark in table.rows:
                row = mark.row - top
                if mark.kind != "row":
                    continue
                if found and found[-1][1] == row - 1 and found[-1][2] == column:
                    found[-1] = (found[-1][0], row, column)
                else:
                    found.append((row, row, column))
        return found

    # -- how it is done ------------------------------------------------------------------------------------------

    def _add_table(self, table: TableMark) -> None:
        """Notes where a table lies; the roles of its cells are made when asked for, for there may be thousands."""
        top = self._grid.origin[0]
        for row in range(table.head[0] - top, table.head[1] - top):
            self._heads.setdefault(row, []).append(table)
        for mark in table.rows:
            self._bodies.setdefault(mark.row - top, []).append((table, mark))
        if table.side is not None:
            self._put(table.side, Role("side", table=table))

    def _in_table(self, where: Where) -> Role | None:
        """What a cell of a table's head or body is, None where there is no table."""
        if where.within != "cell":
            return None
        for table, mark in self._bodies.get(where.row, ()):
            column = self._column(table, where.col)
            if column is not None:
                return Role(_kind_in_table(mark, column), table=table, column=column, row=mark)
        for table in self._heads.get(where.row, ()):
            column = self._column(table, where.col)
            if column is not None:
                return Role("head", table=table, column=column)
        return None

    def _column(self, table: TableMark, col: int) -> ColumnMark | None:
        col += self._grid.origin[1]
        return next((mark for mark in table.columns if mark.col <= col < mark.col + mark.cols), None)

    def _put(self, spot: Spot, role: Role) -> None:
        self._roles[self._where(spot)] = role

    def _where(self, spot: Spot) -> Where:
        if spot.within != "cell":
            return Where(spot.within, spot.row)
        top, left = self._grid.origin
        return self.corner(Where("cell", spot.row - top, spot.col - left))

    @cached_property
    def _blank_corners(self) -> dict[Place, Place]:
        return {
            (row + down, col + right): (row, col)
            for row, col, rows, cols in self._grid.blank_spans
            for down in range(min(rows, _MOST))
            for right in range(min(cols, _MOST))
        }


_MOST = 400
"""A merged area beyond that is no cell anybody fills."""


def _kind_of(marks: Iterable[FieldMark]) -> Kind:
    marks = list(marks)
    own = [mark for mark in marks if mark.definition.id not in (YEAR, REGION)]
    if not own:
        return "auto"
    return "computed" if all(mark.computed for mark in own) else "field"


def _kind_in_table(mark: RowMark, column: ColumnMark) -> Kind:
    if mark.kind == "total":
        return "total"
    if mark.kind == "paper":
        return "paper"
    if column.serial:
        return "serial"
    if not mark.types(column):
        return "computed"
    return "given" if mark.given.get(column.definition.id, "").strip() else "column"
