"""A document as it was sent: grids of texts with spans, before anything is understood of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

Kind = Literal["text", "number", "date", "yes-no", "error"]
Shown = Literal["shown", "hidden", "very hidden"]
Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""Row, column, rows, columns."""


class GridCell(NamedTuple):
    """A cell that holds a text; blank cells are left out, merged ones stand at their upper left corner.

    `row` and `col` count from 0 within the grid, `rows` and `cols` are the span. `text` is what the document shows: number formats
    applied, ticks as ☑ and ☐, line breaks as \\n, nothing trimmed. `kind` says what the file stores; `indent` counts the steps by
    which the cell is indented by its format (blanks in the text aside); `struck` is True where the whole text is struck through.
    """

    row: int
    col: int
    text: str
    rows: int = 1
    cols: int = 1
    kind: Kind = "text"
    indent: int = 0
    bold: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Grid:
    """A worksheet, or a table of a letter with the paragraphs around it.

    `name` is the sheet's name, for a letter "" ; `above` are the paragraphs since the table before, `below` (only of the last table of a
    letter) those after it. `hidden_rows` and `hidden_cols` are not shown by the document. `origin` is where row 0, column 0 of the
    grid lies in the sheet, so that a doubt can name the cell as the clerk sees it (C7). `foot` is what a worksheet prints at the foot
    of its pages, a line for each part, `carried` what a workbook of ours carries of a sheet unseen. `blank_spans` are merged areas without a text,
    none of which `at` knows.
    """

    name: str
    cells: tuple[GridCell, ...]
    rows: int
    cols: int
    shown: Shown = "shown"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    origin: Place = (0, 0)
    blank_spans: tuple[Area, ...] = ()
    foot: str = ""
    carried: str = ""

    @cached_property
    def _covering(self) -> Mapping[Place, GridCell]:
        return {
            (row, col): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rows)
            for col in range(cell.col, cell.col + cell.cols)
        }

    def at(self, row: int, col: int) -> GridCell | None:
        """The cell that covers a place, None where it is blank."""
        return self._covering.get((row, col))

    @cached_property
    def used_rows(self) -> tuple[int, ...]:
        """The rows that a cell covers, from the top: a stray cell may lie a million rows below the others."""
        return tuple(sorted({row for cell in self.cells for row in range(cell.row, cell.row + cell.rows)}))

    def in_row(self, row: int) -> Iterator[GridCell]:
        """The cells that cover a row, from left to right, each once."""
        before = None
        for col in range(self.cols):
            cell = self.at(row, col)
            if cell is not None and cell is not before:
                yield cell
            before = cell


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader could not be sure of: `grid` is the number of the grid, `place` a cell of it; -1 and None stand for the whole document."""

    message: str
    grid: int = -1
    place: Place | None = None


@dataclass(frozen=True)
class Document:
    """A file as read. `kind` is what it is by content (xlsx, xls, ods, docx, html, xml, text), whatever its name says.

    `paragraphs` are those of a letter without any table.
    """

    name: str
    kind: str
    grids: tuple[Grid, ...]
    paragraphs: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
