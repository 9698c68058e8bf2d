"""A map that is being corrected, beside the sheet it was drawn of."""

from collections.abc import Iterator

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import ColumnMark, FieldMark, ReviewMark, Spot, TableMark, TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.cell_names import cell_name
from medaid_desktop.recognition.templates.board.fourth_level import kept_joined
from medaid_desktop.recognition.templates.board.naming import Names
from medaid_desktop.recognition.templates.board.target_columns import kept_parts
from medaid_desktop.recognition.templates.board.tiles import Tile, Tiles

_ORDER = ("above", "cell", "below")


class SheetMap:
    """The marks of a map by place, in places of the grid; `tiles` are the cells of the whole sheet."""

    def __init__(self, found: TemplateMap, grid: Grid, looks: SheetLooks, form: Form | None) -> None:
        self._found = found
        self.form = form
        self.grid = grid
        self.tiles = Tiles(grid, looks, grid.cells)
        row, col, rows, cols = found.area
        self.tiles.bottom = (
            max(grid.rows - 1, row + rows - 1, *(place[0] for place in looks.cells), 0)
            if looks.cells
            else max(grid.rows - 1, row + rows - 1)
        )
        self.tiles.edge = max(grid.cols - 1, col + cols - 1)
        self.left, self.edge = col, col + cols - 1
        self.fields = list(found.fields)
        self.tables = list(found.tables)
        self.reviews = list(found.reviews)

    def map(self) -> TemplateMap:
        """The corrected map; its area grows where a mark lies outside."""
        from dataclasses import replace

        fields = sorted(self.fields, key=lambda mark: (_ORDER.index(mark.spot.within), mark.spot.row, mark.spot.col))
        reviews = sorted(self.reviews, key=lambda mark: (mark.spot.row, mark.spot.col))
        tables = sorted(self.tables, key=lambda table: table.head)
        return replace(
            self._found, fields=tuple(fields), tables=tuple(tables), reviews=tuple(reviews), area=self._area()
        )

    def _area(self) -> tuple[int, int, int, int]:
        top, left, rows, cols = self._found.area
        bottom, right = top + rows, left + cols
        for spot in (mark.spot for mark in (*self.fields, *self.reviews) if mark.spot.within == "cell"):
            top, left = min(top, spot.row), min(left, spot.col)
            bottom, right = max(bottom, spot.row + spot.rows), max(right, spot.col + spot.cols)
        for table in self.tables:
            ends = [table.head[1], *(row.row + 1 for row in table.rows)]
            begins = [table.head[0], *(row.row for row in table.rows)]
            top, bottom = min(top, *begins), max(bottom, *ends)
            left = min([left, *(column.col for column in table.columns)])
            right = max([right, *(column.col + column.cols for column in table.columns)])
        return top, left, bottom - top, right - left

    # -- what lies at a place ------------------------------------------------------------------------------------

    def tile(self, place: Place) -> Tile:
        """The cell at a place. Raises UserError outside the sheet."""
        if not (0 <= place[0] <= self.tiles.bottom and 0 <= place[1] <= self.tiles.edge):
            raise UserError("这一格在表格之外", self.name(place), "请点选表格里面的单元格")
        return self.tiles.at(*place)

    def name(self, place: Place) -> str:
        """How the clerk calls a place: B3."""
        return cell_name(place[0] + self.grid.origin[0], place[1] + self.grid.origin[1])

    def fields_at(self, tile: Tile) -> list[FieldMark]:
        """The fields of a cell, in their order."""
        return [mark for mark in self.fields if covers(mark.spot, tile.place)]

    def review_at(self, tile: Tile) -> ReviewMark | None:
        """The review box that a cell is."""
        return next((mark for mark in self.reviews if covers(mark.spot, tile.place)), None)

    def body_at(self, place: Place) -> tuple[TableMark, int] | None:
        """The table and the number of its body row that a place lies in."""
        for table in self.tables:
            for number, row in enumerate(table.rows):
                if row.row == place[0] and column_of(table, place[1]) is not None:
                    return table, number
        return None

    def head_at(self, place: Place) -> TableMark | None:
        """The table whose head a place lies in."""
        return next(
            (t for t in self.tables if t.head[0] <= place[0] < t.head[1] and column_of(t, place[1]) is not None), None
        )

    def side_at(self, place: Place) -> TableMark | None:
        """The table whose side cell a place lies in."""
        return next((table for table in self.tables if table.side and covers(table.side, place)), None)

    # -- changing ------------------------------------------------------------------------------------------------

    def names(self, without: FieldMark | None = None) -> Names:
        """The ids of the fields that are taken."""
        return Names({mark.definition.id for mark in self.fields if mark is not without})

    def clear(self, tile: Tile) -> None:
        """Takes every role from a cell outside the tables."""
        self.fields = [mark for mark in self.fields if not covers(mark.spot, tile.place)]
        self.reviews = [mark for mark in self.reviews if not covers(mark.spot, tile.place)]

    def clear_rows(self, first: int, last: int, cols: tuple[int, int]) -> None:
        """Takes every role from the cells that reach into some rows and columns, those of tables aside."""

        def inside(spot: Spot) -> bool:
            is_in_rows = spot.row <= last and first < spot.row + spot.rows
            return spot.within == "cell" and is_in_rows and spot.col <= cols[1] and cols[0] < spot.col + spot.cols

        self.fields = [mark for mark in self.fields if not inside(mark.spot)]
        self.reviews = [mark for mark in self.reviews if not inside(mark.spot)]

    def put_table(self, table: TableMark) -> None:
        """Stores a table in place of the one with its id, if there is one."""
        table = kept_parts(kept_joined(table))
        self.tables = [one for one in self.tables if one.id != table.id] + [table]

    def marks(self) -> Iterator[FieldMark]:
        """The fields of the form itself, year and region left out."""
        return (mark for mark in self.fields if not mark.definition.id.startswith("{"))


def covers(spot: Spot, place: Place) -> bool:
    """Whether a spot in a cell covers a place."""
    return (
        spot.within == "cell"
        and spot.row <= place[0] < spot.row + spot.rows
        and spot.col <= place[1] < spot.col + spot.cols
    )


def column_of(table: TableMark, col: int) -> ColumnMark | None:
    """The column of a table that a column of the sheet belongs to."""
    return next((column for column in table.columns if column.col <= col < column.col + column.cols), None)
