"""A blank form on the screen: rows and columns as wide and high as printed, the blank ruled ones too."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.core.sheet import Align, FontRole
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.ui.views.incoming.layout import GridLayout
from medaid_desktop.ui.views.paper.fonts import paper_font
from medaid_desktop.ui.views.templates.roles import Where

PAD_MM = 0.7
_MOST_ROWS = 2000
_USUAL_COLUMN_MM, _USUAL_ROW_MM, _HIDDEN_MM = 18.0, 5.2, 0.8
_PARAGRAPH_MM = 7.0
_TALL = 10_000.0


Ruled = tuple[int, int, int, int, int]
"""Row, column, rows, columns of the screen, and the ruled sides."""


class TemplateLayout(GridLayout):
    """Sizes are in millimetres here, at the scale at which the sheet is printed at 100 %."""

    def __init__(self, grid: Grid, looks: SheetLooks, gap_words: str = "……") -> None:
        self.looks = looks
        rows = sorted({row for row, _ in looks.cells if row < grid.rows + _MOST_ROWS})[:_MOST_ROWS]
        super().__init__(grid, gap_words, rows, {col for _, col in looks.cells})
        self.columns_mm: list[float] = [self._column_mm(col) for col in self.cols]
        self.rows_mm: list[float] = self._fitted()

    def where(self, row: int, col: int) -> Where | None:
        """What stands at a place of the screen: a cell, or a paragraph of a letter; None for a gap."""
        place = self.place(row, col)
        if place is not None:
            return Where("cell", *place)
        if not 0 <= row < len(self.rows) or self.rows[row].kind != "paragraph":
            return None
        above = len(self.grid.above)
        return Where("above", row) if row < above else Where("below", row - (len(self.rows) - len(self.grid.below)))

    def screen_of(self, where: Where) -> tuple[int, int] | None:
        """(row, column) of the screen where a cell or paragraph begins; None where it is not shown."""
        if where.place is not None:
            return self.screen(where.place)
        if where.within == "above":
            return (where.row, 0) if where.row < len(self.grid.above) else None
        row = len(self.rows) - len(self.grid.below) + where.row
        return (row, 0) if row < len(self.rows) else None

    def look(self, row: int, col: int) -> CellLook:
        """How the cell at a place of the screen looks."""
        place = self.place(row, col)
        return self.looks.at(*place) if place else _PARAGRAPH

    def align(self, row: int, col: int) -> Align:
        """How its text stands: as the document says, else figures right."""
        look, cell = self.look(row, col), self.cell(row, col)
        if look.align is not None:
            return look.align
        return "right" if cell is not None and cell.kind in ("number", "date") else "left"

    @property
    def width_mm(self) -> float:
        """All columns together."""
        return sum(self.columns_mm)

    # -- how it is done ------------------------------------------------------------------------------------------

    def _column_mm(self, col: int) -> float:
        widths: Sequence[float] = self.looks.columns_mm
        width = widths[col] if col < len(widths) else _USUAL_COLUMN_MM
        return width or _HIDDEN_MM

    def _row_mm(self, row: int) -> float:
        heights: Sequence[float] = self.looks.rows_mm
        height = heights[row] if row < len(heights) else _USUAL_ROW_MM
        return height or _HIDDEN_MM

    def _fitted(self) -> list[float]:
        """The heights as printed, more where a text would be cut: a document that does not say them shows all of it."""
        heights = [self._row_mm(line.row) if line.row >= 0 else _PARAGRAPH_MM for line in self.rows]
        for at, line in enumerate(self.rows):
            if line.row < 0:
                heights[at] = max(heights[at], _text_mm(line.text, _PARAGRAPH, self.width_mm) + 2 * PAD_MM)
        spans = {(span.row, span.col): span for span in self.spans}
        for (row, col), cell in self._cells.items():
            if not cell.text.strip():
                continue
            span = spans.get((row, col))
            down, across = (span.rows, span.cols) if span else (1, 1)
            wide = sum(self.columns_mm[col : col + across])
            need = _text_mm(cell.text, self.look(row, col), wide) + 2 * PAD_MM
            lacking = need - sum(heights[row : row + down])
            if lacking > 0 and heights[row + down - 1] > _HIDDEN_MM:
                heights[row + down - 1] += lacking
        return heights

    def row_at(self, row: int) -> int | None:
        """The row of the screen that shows a row of the grid."""
        return self._row_at.get(row)

    def col_at(self, col: int) -> int | None:
        """The column of the screen that shows a column of the grid."""
        return self._col_at.get(col)

    def ruled_within(self, first: int, last: int) -> Iterator[Ruled]:
        """The ruled cells that show in some rows of the screen (`last` included)."""
        low, tall = self._ruled_by_row
        for row in range(first, last + 1):
            yield from low.get(row, ())
        yield from (one for one in tall if one[0] <= last and first < one[0] + one[2])

    @cached_property
    def _ruled_by_row(self) -> tuple[dict[int, list[Ruled]], list[Ruled]]:
        """Those of one row by their row, and those that reach over several."""
        low: dict[int, list[Ruled]] = {}
        tall: list[Ruled] = []
        for one in self.ruled:
            if one[2] == 1:
                low.setdefault(one[0], []).append(one)
            else:
                tall.append(one)
        return low, tall

    @cached_property
    def ruled(self) -> list[Ruled]:
        """The cells of the screen that have a rule."""
        spans = {(span.row, span.col): span for span in self.spans}
        covered = {
            (row + down, col + right)
            for row, col, rows, cols in self.grid.blank_spans
            for down in range(min(rows, _MOST_ROWS))
            for right in range(min(cols, _MOST_ROWS))
            if down or right
        }
        found: list[Ruled] = []
        for place, look in self.looks.cells.items():
            spot = self._spot(place)
            if look.border and spot is not None and self.place(*spot) == place and place not in covered:
                span = spans.get(spot)
                found.append((*spot, span.rows if span else 1, span.cols if span else 1, look.border))
        return found

    def _spot(self, place: Place) -> tuple[int, int] | None:
        row, col = place
        if row not in self._row_at or col not in self._col_at:
            return None
        return self._row_at[row], self._col_at[col]


_PARAGRAPH = CellLook(font="fangsong", size_pt=12.0, border=0)
_MM_PER_POINT = 25.4 / 72
_SCALE = 4.0
"""Letters are measured this much larger, for Qt's glyphs have whole pixels."""


def _text_mm(text: str, look: CellLook, width_mm: float) -> float:
    """How high a text stands in a width, in millimetres."""
    metrics, per_mm = _metrics(look.font, look.size_pt, look.bold)
    room = QRectF(0, 0, max(1.0, (width_mm - 2 * PAD_MM) * per_mm), _TALL)
    return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() / per_mm


_KNOWN: dict[tuple[FontRole, float, bool], tuple[QFontMetricsF, float]] = {}


def _metrics(role: FontRole, size_pt: float, bold: bool) -> tuple[QFontMetricsF, float]:
    """The metrics of a font, and how many of their pixels are a millimetre."""
    key = role, size_pt, bold
    if key not in _KNOWN:
        font = paper_font(role, size_pt, bold)
        pixels = max(1, round(size_pt * _SCALE))
        font.setPixelSize(pixels)
        _KNOWN[key] = QFontMetricsF(font), pixels / (size_pt * _MM_PER_POINT)
    return _KNOWN[key]
