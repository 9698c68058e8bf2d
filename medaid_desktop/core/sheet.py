"""Paper without meaning: a grid of cells in millimetres, and the thread from cells to the content they show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

FontRole = Literal["song", "fangsong", "kai", "hei", "title"]
Align = Literal["left", "center", "right"]
VAlign = Literal["top", "middle", "bottom"]
CellRole = Literal["label", "field", "computed", "seal", "paper"]
"""What a cell is for: printed text, content to be typed, content that a workbook works out, a seal, print that nobody fills."""


A4_MM = (210.0, 297.0)
SQUARE_MM = 12.0
"""The side of the square code in the foot."""
LEAST_BOTTOM_MM = 19.5
"""The least bottom margin of a sheet that bears a code: 6 mm that most laser printers leave blank, the square code, and the
blank border that readers want around it."""
CONTINUED = "（续）"

NO_BORDER = 0
LEFT, TOP, RIGHT, BOTTOM = 1, 2, 4, 8
BOX = LEFT | TOP | RIGHT | BOTTOM


class PageCode(Protocol):
    """What a square code says, a text a page; `SheetCode` is one."""

    def on_page(self, page: int, pages: int) -> str:
        """The text of a page, counted from 1."""
        ...


@dataclass(frozen=True, slots=True)
class PageSetup:
    """A page: its size, its margins (all millimetres) and what stands in its foot on every page.

    `foot_left`, `foot_right` are fixed texts; the page number ("第 1 页 共 2 页") stands in the middle and behind it
    `foot_note`, what is to be known of this print (第 2 次打印). `square` is printed as a square code at the right, on each page
    with the page's own number.
    """

    width_mm: float = A4_MM[0]
    height_mm: float = A4_MM[1]
    left_mm: float = 20.0
    top_mm: float = 18.0
    right_mm: float = 20.0
    bottom_mm: float = 20.0
    foot_left: str = ""
    foot_right: str = ""
    foot_note: str = ""
    square: PageCode | None = None

    @property
    def printable_width_mm(self) -> float:
        return self.width_mm - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How the text of a cell stands: font role, size in points, alignment, ruled sides (bit mask).

    `tight`: the cell is wide, but its column has narrow cells too, and their texts are to begin alike.
    """

    font: FontRole = "song"
    size_pt: float = 10.5
    bold: bool = False
    align: Align = "left"
    valign: VAlign = "middle"
    border: int = BOX
    tight: bool = False


@dataclass(frozen=True, slots=True)
class SealPlace:
    """An empty place for a round seal: its diameter, and the signature lines that the seal stands over.

    The lines are part of the print (office, name, date); the seal's centre lies a little above their middle,
    as 国发〔1999〕25号 and GB/T 9704-2012 (7.3.5) have it: the seal stands upright over name and date. `size_pt` is
    theirs, None for that of the cell's text.
    """

    step: str
    diameter_mm: float = 42.0
    lines: tuple[str, ...] = ()
    size_pt: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its place (0-based), span, and text as shown; covered cells have no Cell of their own.

    `repeats` says that the text is said again with （续） where a page break cuts the cell (group labels).
    """

    row: int
    col: int
    text: str
    style: CellStyle
    rows: int = 1
    cols: int = 1
    role: CellRole = "label"
    repeats: bool = False
    seal: SealPlace | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid: least height in millimetres, and how it behaves at the end of a page.

    `heads`: the stretch of rows (first, behind last) printed again above this row where it begins a new page.
    `keep_with_next`: a title or a head must not be the last row of a page.
    """

    least_mm: float = 7.0
    heads: tuple[int, int] | None = None
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet: page setup, column widths, rows, and cells in reading order."""

    title: str
    page: PageSetup
    columns_mm: tuple[float, ...]
    rows: tuple[Row, ...]
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a cell shows: the path of the filing it reads and writes.

    `paths` are all paths that change together (a merged group cell stands for every row it covers); the first is
    the one shown. `field` names the field or column definition, `table` the table it belongs to ("" for values).
    `new_row` is set for an open line, a paper row without content: typing makes a content row holding these texts
    at the index given in the path (`tables.indicators[+3].target`).
    Several open lines may wait at one index: `line` counts them, and `key` names the cell all the same.
    `prefix` and `suffix` are paper around the value inside the same cell ("资金总额：").
    """

    paths: tuple[str, ...]
    field: str
    table: str = ""
    new_row: Mapping[str, str] | None = None
    prefix: str = ""
    suffix: str = ""
    line: int = 0

    @property
    def path(self) -> str:
        return self.paths[0]

    @property
    def key(self) -> str:
        """The path, with the number of the open line where it is not the first at its index: `tables.t[+3#1].c`."""
        return self.path.replace("]", f"#{self.line}]", 1) if self.line else self.path


@dataclass(frozen=True, slots=True)
class Paper:
    """A composed sheet and its binding: anchors of cells (row, col) to the slots they show."""

    sheet: Sheet
    binding: Mapping[tuple[int, int], Slot]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    def place_of(self, path: str) -> tuple[int, int] | None:
        """The anchor of the cell that shows a path, or None where the paper has no such cell."""
        return self.places.get(path)
