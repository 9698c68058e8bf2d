"""The cells of a sheet as tiles: every place belongs to one, with a text or without, merged ones as a whole."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from medaid_desktop.core.grid import Grid, GridCell, Place
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.pages.patience import check

_MM_PER_POINT = 0.3528
_AT_ONCE, _MOST_PLACES, _LARGEST_CELL = 1000, 1_000_000, 20_000


class Tile(NamedTuple):
    """A cell of the form with its span; `text` as printed, "" where it is blank."""

    row: int
    col: int
    rows: int = 1
    cols: int = 1
    text: str = ""

    @property
    def place(self) -> Place:
        return self.row, self.col

    @property
    def below(self) -> int:
        """The first row below it."""
        return self.row + self.rows

    @property
    def right(self) -> int:
        """The first column to its right."""
        return self.col + self.cols

    @property
    def is_blank(self) -> bool:
        """Whether it has no text at all."""
        return not self.text or self.text.isspace()


class Tiles:
    """The tiles of rows `top` to `bottom` and columns `left` to `edge`, all included; `cells` are the texts among them."""

    def __init__(self, grid: Grid, looks: SheetLooks, cells: Iterable[GridCell], is_letter: bool = False) -> None:
        self.grid = grid
        self.looks = looks
        self.cells = tuple(cells)
        self.is_letter = is_letter
        self.has_looks = any(look.border for look in looks.cells.values())
        self.top, self.bottom, self.left, self.edge = 0, grid.rows - 1, 0, grid.cols - 1

    @cached_property
    def _covering(self) -> dict[Place, Tile]:
        """The tiles that have a text or several places, by all places that they cover inside the form."""
        blanks = (Tile(*area) for area in self.grid.blank_spans)
        texts = (Tile(cell.row, cell.col, cell.rows, cell.cols, cell.text) for cell in self.cells)
        found: dict[Place, Tile] = {}
        for number, tile in enumerate((*blanks, *texts)):
            if not number % _AT_ONCE:
                check()
            for row in range(max(tile.row, self.top), min(tile.below, self.bottom + 1)):
                for col in range(max(tile.col, self.left), min(tile.right, self.edge + 1)):
                    found[row, col] = tile
                if len(found) > _MOST_PLACES:
                    raise UserError("合并的单元格太多或太大", "", "请只留下要填报的表格，另存为新文件后再导入")
        return found

    @cached_property
    def _known_rows(self) -> dict[int, tuple[Tile, ...]]:
        return {}

    def at(self, row: int, col: int) -> Tile:
        """The tile that covers a place."""
        return self._covering.get((row, col)) or Tile(row, col)

    def across(self, row: int) -> tuple[Tile, ...]:
        """All tiles of a row from left to right, those that reach into it from above too."""
        known = self._known_rows.get(row)
        if known is None:
            check()
            known = self._known_rows[row] = tuple(self._walk(row))
        return known

    def _walk(self, row: int) -> Iterator[Tile]:
        col = self.left
        while col <= self.edge:
            tile = self.at(row, col)
            yield tile
            col = max(tile.right, col + 1)

    def begins(self, row: int) -> list[Tile]:
        """The tiles that begin in a row, from left to right."""
        return [tile for tile in self.across(row) if tile.row == row]

    def texts(self, row: int) -> list[Tile]:
        """The shown tiles with a text that begin in a row."""
        return [tile for tile in self.begins(row) if not tile.is_blank and not self.is_hidden(tile)]

    def right_of(self, tile: Tile) -> Tile | None:
        """The tile straight to the right, in the first row of a tile; None at the edge."""
        return self.at(tile.row, tile.right) if tile.right <= self.edge else None

    def below(self, tile: Tile) -> Tile | None:
        """The tile straight below, in the first column of a tile; None at the bottom."""
        return self.at(tile.below, tile.col) if tile.below <= self.bottom else None

    def look(self, tile: Tile) -> CellLook:
        """The look of a tile."""
        return self.looks.at(tile.row, tile.col)

    @cached_property
    def _locks(self) -> bool:
        """Whether locks mean anything: a sheet is protected and leaves cells of this form open."""
        return self.looks.protected and any(
            look.open and self.top <= row <= self.bottom for (row, _), look in self.looks.cells.items()
        )

    def is_ruled(self, tile: Tile) -> bool:
        """Whether a tile lies inside the lines of the form; without any knowledge of lines every one does."""
        if self.is_letter or not self.has_looks or not tile.is_blank:
            return True
        return bool(self.look(tile).border)

    def may_fill(self, tile: Tile) -> bool:
        """Whether the office may write here: shown, inside the form, not locked by a protected sheet."""
        huge = tile.rows * tile.cols > _LARGEST_CELL
        there = not self.is_missing(tile) and not self.is_hidden(tile)
        return not huge and there and not self.is_locked(tile) and self.is_ruled(tile)

    def is_missing(self, tile: Tile) -> bool:
        """Whether a letter's table has no cell in a place: a row that begins further right, or ends before others do."""
        return self.is_letter and bool(self.looks.cells) and tile.place not in self.looks.cells

    def is_hidden(self, tile: Tile) -> bool:
        """Whether the document does not show a tile."""
        rows, cols = self.grid.hidden_rows, self.grid.hidden_cols
        return all(row in rows for row in range(tile.row, tile.below)) or all(
            col in cols for col in range(tile.col, tile.right)
        )

    def is_locked(self, tile: Tile) -> bool:
        """Whether a protected sheet lets nobody write in a tile; its formulas are not counted among these."""
        look = self.look(tile)
        return self._locks and not look.open and not look.formula

    def overflows(self, tile: Tile) -> bool:
        """Whether the text of a tile is wider than the tile, so that it runs over into its blank neighbour."""
        return self.room_mm(tile) < 0

    def room_mm(self, tile: Tile) -> float:
        """How much of a tile's width its text leaves, 0 where the width is not known."""
        width = sum(self.looks.columns_mm[tile.col : tile.right])
        letters = max(
            (sum(1.0 if ord(letter) > 0xFF else 0.5 for letter in line) for line in tile.text.split("\n")), default=0.0
        )
        return width - letters * self.look(tile).size_pt * _MM_PER_POINT if width > 0 else 0.0

    def height_mm(self, tile: Tile) -> float:
        """How high a tile is, 0 where that is not known."""
        return sum(self.looks.rows_mm[tile.row : tile.below])
