"""Lists on paper, for reports, logs and indexes: A4 landscape, a title, lines about the list, and tables whose heads stand again on
each page."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.sheet import A4_MM, NO_BORDER, Cell, CellStyle, PageSetup, Row, Sheet

TEXT = CellStyle("song", 9.0)
MIDDLE = CellStyle("song", 9.0, align="center")
FIGURE = CellStyle("song", 9.0, align="right")

_TITLE = CellStyle("title", 18.0, align="center", border=NO_BORDER)
_PLAIN = CellStyle("song", 10.0, border=NO_BORDER)
_GROUP = CellStyle("hei", 10.5)
_HEAD = CellStyle("hei", 9.5, align="center")
_TITLE_MM, _LINE_MM, _GROUP_MM, _HEAD_MM, _ROW_MM = 14.0, 6.0, 7.0, 8.0, 6.5
_LEFT_MM, _TOP_MM, _RIGHT_MM, _BOTTOM_MM = 16.0, 15.0, 16.0, 15.0

Columns = Sequence[tuple[int, int]]
"""Where the cells of a row stand on the grid: (column, how many it spans)."""
Heads = tuple[int, int]
"""The rows (first, behind last) that stand again on each page."""


class ListPaper:
    """Is written from top to bottom; `columns_mm` is the grid that all its tables lie on."""

    def __init__(self, title: str, columns_mm: Sequence[float]) -> None:
        self._title = title
        self._columns_mm = tuple(columns_mm)
        self._each: Columns = [(column, 1) for column in range(len(self._columns_mm))]
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._across(title, _TITLE, Row(_TITLE_MM, keep_with_next=True))

    def line(self, text: str) -> None:
        """A sentence about what follows."""
        self._across(text, _PLAIN, Row(_LINE_MM, keep_with_next=True))

    def gap(self, least_mm: float) -> None:
        """An empty line behind a table; the page may end before it."""
        self._rows[-1] = replace(self._rows[-1], keep_with_next=False)
        self._across("", _PLAIN, Row(least_mm, keep_with_next=True))

    def head(self, labels: Sequence[str], columns: Columns | None = None) -> Heads:
        """The head of a table; what it returns is for the rows below."""
        row = len(self._rows)
        for label, (column, span) in zip(labels, columns or self._each, strict=True):
            self._cells.append(Cell(row, column, label, _HEAD, cols=span))
        self._rows.append(Row(_HEAD_MM, keep_with_next=True))
        return row, row + 1

    def group(self, text: str, heads: Heads) -> None:
        """A line across the table, over the rows of a group."""
        self._across(text, _GROUP, Row(_GROUP_MM, heads=heads, keep_with_next=True))

    def beside(self, text: str, rows: int) -> None:
        """A text in the first column, beside so many rows to come; on each page it stands again."""
        self._cells.append(Cell(len(self._rows), 0, text, TEXT, rows, repeats=True))

    def row(
        self, texts: Sequence[str], styles: Sequence[CellStyle], heads: Heads, columns: Columns | None = None
    ) -> None:
        """A row of a table."""
        for text, style, (column, span) in zip(texts, styles, columns or self._each, strict=True):
            self._cells.append(Cell(len(self._rows), column, text, style, cols=span))
        self._rows.append(Row(_ROW_MM, heads=heads))

    def sheet(self, foot: str) -> Sheet:
        """The paper, with a text at the left of its foot."""
        page = PageSetup(A4_MM[1], A4_MM[0], _LEFT_MM, _TOP_MM, _RIGHT_MM, _BOTTOM_MM, foot_left=foot)
        return Sheet(self._title, page, self._columns_mm, tuple(self._rows), tuple(self._cells))

    def _across(self, text: str, style: CellStyle, row: Row) -> None:
        self._cells.append(Cell(len(self._rows), 0, text, style, cols=len(self._columns_mm)))
        self._rows.append(row)
