"""Row heights and column edges of a paper in millimetres, as the print has them."""

from collections.abc import Iterable, Mapping

from medaid_desktop.core.sheet import Cell
from medaid_desktop.formats.pdf.textblock import LINE_BOX, MM_PER_PT, PADDING_MM
from medaid_desktop.ui.views.paper_grid import Anchor, PaperGrid
from medaid_desktop.ui.views.paper_setter import PaperSetter


class PaperGeometry:
    """Measures a paper once and after that only the rows that changed. Line breaks do not depend on the zoom."""

    def __init__(self, setter: PaperSetter) -> None:
        self._setter = setter
        self._grid: PaperGrid | None = None
        self._single: list[float] = []
        self._typed: dict[Anchor, str] = {}
        self.edges_mm: list[float] = [0.0]
        self.heights_mm: list[float] = []

    def show(self, grid: PaperGrid) -> None:
        """Takes another paper and measures all of it."""
        self._grid = grid
        self._typed.clear()
        edges = [0.0]
        for width in grid.paper.sheet.columns_mm:
            edges.append(edges[-1] + width)
        self.edges_mm = edges
        self._single = self._all_rows(grid)
        self._spread()

    def update(self, grid: PaperGrid, changed: Iterable[Anchor], instead: Mapping[Anchor, str]) -> None:
        """Takes a paper of the same grid in which these cells changed; some may show other texts `instead`."""
        self._grid = grid
        self._typed = dict(instead)
        self._measure_rows({row for row, _ in changed})

    def type(self, anchor: Anchor, text: str | None) -> None:
        """While a cell is typed in, its rows are as high as that text needs; None ends it."""
        if self._grid is None:
            return
        before = self._typed.pop(anchor, None)
        if text is not None:
            self._typed[anchor] = text
        if text != before:
            self._measure_rows({anchor[0]})

    def width_mm(self, cell: Cell) -> float:
        """The width of a cell over all columns it spans."""
        return self.edges_mm[cell.col + cell.cols] - self.edges_mm[cell.col]

    def _all_rows(self, grid: PaperGrid) -> list[float]:
        heights = [row.least_mm for row in grid.paper.sheet.rows]
        for cell in grid.paper.sheet.cells:
            if cell.rows == 1 and (cell.text or cell.seal is not None):
                need = self._need(cell, cell.text)
                if need > heights[cell.row]:
                    heights[cell.row] = need
        return heights

    def _measure_rows(self, rows: Iterable[int]) -> None:
        grid = self._grid
        if grid is None:
            return
        for row in rows:
            needs = [grid.paper.sheet.rows[row].least_mm]
            for anchor in grid.row_anchors(row):
                cell = grid.cell(anchor)
                if cell is not None and cell.rows == 1:
                    needs.append(self._need(cell, self._text(cell)))
            self._single[row] = max(needs)
        self._spread()

    def _need(self, cell: Cell, text: str) -> float:
        width = self.edges_mm[cell.col + cell.cols] - self.edges_mm[cell.col]
        if cell.seal is None and self._setter.is_one_line(text, cell.style, width):
            return LINE_BOX * cell.style.size_pt * MM_PER_PT + 2 * PADDING_MM if text else 0.0
        return self._setter.need(cell, text, width)

    def _spread(self) -> None:
        """Makes the rows under cells that span several high enough; what lacks is shared out evenly, as in print."""
        self.heights_mm = heights = list(self._single)
        tall = [cell for cell in self._grid.spanning if cell.rows > 1] if self._grid else []
        for cell in sorted(tall, key=lambda cell: cell.rows):
            behind = cell.row + cell.rows
            lacking = self._need(cell, self._text(cell)) - sum(heights[cell.row : behind])
            if lacking > 0:
                for row in range(cell.row, behind):
                    heights[row] += lacking / cell.rows

    def _text(self, cell: Cell) -> str:
        return self._typed.get((cell.row, cell.col), cell.text)
