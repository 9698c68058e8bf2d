"""The cells of a blank form as tiles that do not overlap: fields and review boxes first, then what is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.core.sheet import NO_BORDER
from medaid_desktop.core.templates.looks import PLAIN, CellLook, SheetLooks
from medaid_desktop.core.templates.template_map import FieldMark, ReviewMark, Spot, TableMark, TemplateMap

_MOST_ROWS, _MOST_COLS, _MOST_PLACES = 2000, 200, 30_000
"""Of a form; beyond them only fields are taken onto the paper, in lines of their own."""

_LABEL_LENGTH = 10
_CHARACTER_MM, _NARROW_MM, _WIDE_MM = 3.8, 14.0, 50.0


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns of a grid, from `row` and `col` to before `bottom` and `right`."""

    row: int
    col: int
    bottom: int
    right: int

    def has(self, row: int, col: int) -> bool:
        return self.row <= row < self.bottom and self.col <= col < self.right


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell of the grid with its span: a printed text, the places for values in it, or the boxes of
    review steps side by side."""

    row: int
    col: int
    rows: int = 1
    cols: int = 1
    text: str = ""
    marks: tuple[FieldMark, ...] = ()
    reviews: tuple[ReviewMark, ...] = ()
    look: CellLook = PLAIN

    @property
    def bottom(self) -> int:
        return self.row + self.rows

    @property
    def right(self) -> int:
        return self.col + self.cols

    @property
    def is_blank(self) -> bool:
        """Whether it prints nothing and waits for nothing."""
        return not (self.text.strip() or self.marks or self.reviews)

    def places(self) -> Iterator[Place]:
        return ((row, col) for row in range(self.row, self.bottom) for col in range(self.col, self.right))


@dataclass
class Tiles:
    """The tiles of an area by the places they cover."""

    area: Area
    looks: SheetLooks
    covered: dict[Place, Tile] = field(default_factory=dict[Place, Tile])

    def add(self, tile: Tile) -> bool:
        """Adds a tile, as far as its place is free; False where not even its first cell is."""
        area = self.area
        if not area.has(tile.row, tile.col) or (tile.row, tile.col) in self.covered:
            return False
        rows, cols = min(tile.bottom, area.bottom) - tile.row, min(tile.right, area.right) - tile.col
        tile = replace(tile, rows=rows, cols=cols, look=self.looks.at(tile.row, tile.col))
        if not self.covered.keys().isdisjoint(tile.places()):
            tile = replace(tile, rows=1, cols=1)
        self.covered.update((place, tile) for place in tile.places())
        return True

    def in_row(self, row: int) -> list[Tile]:
        """The tiles that begin in a row, from left to right."""
        found = (self.covered.get((row, col)) for col in range(self.area.col, self.area.right))
        return list(dict.fromkeys(tile for tile in found if tile is not None and tile.row == row))

    def is_open(self, row: int, col: int) -> bool:
        """Whether a place of the area is bare: no tile, no rule."""
        return self.area.has(row, col) and (row, col) not in self.covered and not self.looks.at(row, col).border

    def change(self, old: Tile, new: Tile) -> None:
        """Puts a tile in the place of another one."""
        for place in old.places():
            self.covered.pop(place, None)
        self.covered.update((place, new) for place in new.places())


def tiles_of(map: TemplateMap, grid: Grid, looks: SheetLooks) -> Tiles:
    """The tiles of a map's part of a grid; rows and columns count in the grid."""
    top, left = grid.origin
    area = _area(map, grid)
    tiles = Tiles(area, looks)
    spans = {(cell.row, cell.col): (cell.rows, cell.cols) for cell in grid.cells}
    spans |= {(row, col): (rows, cols) for row, col, rows, cols in grid.blank_spans}
    marked: dict[Spot, list[FieldMark]] = {}
    for mark in map.fields:
        if mark.spot.within == "cell":
            marked.setdefault(mark.spot, []).append(mark)
    for spot, marks in marked.items():
        tiles.add(_tile(spot, (top, left), spans, marks=tuple(marks)))
    boxes: dict[Spot, list[ReviewMark]] = {}
    for mark in map.reviews:
        if mark.spot.within == "cell":
            boxes.setdefault(mark.spot, []).append(mark)
    for spot, reviews in boxes.items():
        tiles.add(_tile(spot, (top, left), spans, reviews=tuple(reviews)))
    for cell in grid.cells:
        if area.has(cell.row, cell.col):
            tiles.add(Tile(cell.row, cell.col, cell.rows, cell.cols, cell.text))
    for row, col, rows, cols in grid.blank_spans:
        tiles.add(Tile(row, col, rows, cols))
    for (row, col), look in looks.cells.items():
        if look.border and area.has(row, col):
            tiles.add(Tile(row, col))
    return tiles


def known_looks(map: TemplateMap, grid: Grid, looks: SheetLooks) -> SheetLooks:
    """The looks of a grid; for a document of which only the texts are known some that fit them: columns as wide as these
    ask for, rules from the first row with two cells on, titles above."""
    if looks.cells:
        return looks
    marked = {mark.spot.row - grid.origin[0] for mark in (*map.fields, *map.reviews) if mark.spot.within == "cell"}
    inside = (row for row in range(grid.rows) if row in marked or len(list(grid.in_row(row))) > 1)
    first = next(inside, grid.rows)
    title = CellLook("title", 16.0, align="center", border=NO_BORDER)
    plain, label = CellLook(), CellLook(align="center")
    cells = {(row, col): plain for row in range(first, grid.rows) for col in range(min(grid.cols, _MOST_COLS))}
    for cell in grid.cells:
        short = len(cell.text) <= _LABEL_LENGTH and "\n" not in cell.text
        cells[cell.row, cell.col] = title if cell.row < first else label if short else plain
    return replace(looks, cells=cells, columns_mm=looks.columns_mm or _widths(grid))


def _widths(grid: Grid) -> tuple[float, ...]:
    """About as wide as the longest line of each column, within reason."""
    longest = [_NARROW_MM] * min(grid.cols, _MOST_COLS)
    for cell in grid.cells:
        if cell.cols == 1 and cell.col < len(longest):
            needed = max(map(len, cell.text.split("\n"))) * _CHARACTER_MM + _NARROW_MM / 2
            longest[cell.col] = max(longest[cell.col], min(needed, _WIDE_MM))
    return tuple(longest)


def _tile(
    spot: Spot, origin: Place, spans: dict[Place, tuple[int, int]],
    marks: tuple[FieldMark, ...] = (), reviews: tuple[ReviewMark, ...] = (),
) -> Tile:  # fmt: skip
    row, col = spot.row - origin[0], spot.col - origin[1]
    rows, cols = spans.get((row, col), (1, 1))
    return Tile(row, col, max(spot.rows, rows, 1), max(spot.cols, cols, 1), marks=marks, reviews=reviews)


def _area(map: TemplateMap, grid: Grid) -> Area:
    """The map's area and all that is marked, in the grid."""
    top, left = grid.origin
    row, col, rows, cols = map.area if map.area[2] and map.area[3] else (top, left, grid.rows, grid.cols)
    row, col = max(row - top, 0), max(col - left, 0)
    spots = [mark.spot for mark in (*map.fields, *map.reviews) if mark.spot.within == "cell"]
    places = [
        (spot.row - top, spot.col - left, spot.row + spot.rows - top, spot.col + spot.cols - left) for spot in spots
    ]
    places += [place for table in map.tables for place in _table_places(table, top, left)]
    bottom = max([row + rows, *(place[2] for place in places)])
    right = max([col + cols, *(place[3] for place in places)])
    row = min([row, *(place[0] for place in places)])
    col = min([col, *(place[1] for place in places)])
    right = min(right, col + _MOST_COLS)
    return Area(row, col, min(bottom, row + _MOST_ROWS, row + _MOST_PLACES // max(right - col, 1)), right)


def _table_places(table: TableMark, top: int, left: int) -> Iterator[tuple[int, int, int, int]]:
    rows = [*range(*table.head), *(mark.row for mark in table.rows)]
    if rows:
        for column in table.columns:
            yield min(rows) - top, column.col - left, max(rows) + 1 - top, column.col + max(column.cols, 1) - left


def table_rows(table: TableMark, origin: Place) -> Sequence[int]:
    """The rows of a grid that a table takes, head and body, in order."""
    return sorted({row - origin[0] for row in (*range(*table.head), *(mark.row for mark in table.rows))})


def stretch(tiles: Tiles) -> None:
    """Lets unruled tiles reach over the bare places beside them, as their texts do on the blank form: to the right, to the
    left where they end right, over the whole row where a centred text stands alone in it."""
    area = tiles.area
    for row in range(area.row, area.bottom):
        here = tiles.in_row(row)
        for tile in here:
            if tile.look.border or tile.rows > 1 or tile.is_blank:
                continue
            left, right = tile.col, tile.right
            alone = len(here) == 1 and tile.look.align == "center" and tile.cols == 1
            if alone or tile.look.align == "right":
                while tiles.is_open(row, left - 1):
                    left -= 1
            if alone or tile.look.align in (None, "left"):
                while tiles.is_open(row, right):
                    right += 1
            if (left, right) != (tile.col, tile.right):
                tiles.change(tile, replace(tile, col=left, cols=right - left))
