"""Row heights and column edges of a paper in millimetres, as the print has them."""

from collections.abc import Iterable, Mapping

from medaid_desktop.core.paper.paper_cells import Band
from medaid_desktop.core.sheet import Cell
from medaid_desktop.formats.pdf.textblock import LINE_BOX, MM_PER_PT, PADDING_MM
from medaid_desktop.ui.views.paper.grid import Anchor, PaperGrid
from medaid_desktop.ui.views.paper.lanes import Lanes
from medaid_desktop.ui.views.paper.setter import PaperSetter


class PaperGeometry:
    """Measures a paper once and after that only the rows that changed. Line breaks do not depend on the zoom."""

    def __init__(self, setter: PaperSetter) -> None:
        self._setter = setter
        self._grid: PaperGrid | None = None
        self._single: list[float] = []
        self._typed: dict[Anchor, str] = {}
        self._lanes: dict[int, Lanes] = {}
        """By the first rows of the tables."""
        self._tall: tuple[PaperGrid | None, list[Cell]] = (None, [])
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
        self._single = self._rows_of(grid, range(grid.row_count))
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

    def shift(self, grid: PaperGrid, row: int, by: int) -> None:
        """Takes a paper into which rows came before a row, or from which rows went from it on (`by` below 0)."""
        self._grid = grid
        if by > 0:
            self._single[row:row] = self._rows_of(grid, range(row, row + by))
        else:
            del self._single[row : row - by]
        self._spread()

    def _rows_of(self, grid: PaperGrid, rows: Iterable[int]) -> list[float]:
        """The heights that the cells of single rows need; lines of short texts are told without making their cells."""
        heights: list[float] = []
        typed = {row for row, _ in self._typed}
        for row in rows:
            least = grid.paper.sheet.rows[row].least_mm
            band = grid.rows.band_at(row)
            if band and row not in typed and self._lanes_of(grid, band).is_one_line(row - band.top):
                heights.append(least)
            else:
                heights.append(max([least, *self._needs(grid, row)]))
        return heights

    def _lanes_of(self, grid: PaperGrid, band: Band) -> Lanes:
        lanes = self._lanes.get(band.top)
        if lanes is None or (lanes.band is not band and not lanes.follow(band, self.edges_mm)):
            least = grid.paper.sheet.rows[band.top].least_mm
            lanes = self._lanes[band.top] = Lanes(band, self.edges_mm, least, self._setter)
        return lanes

    def _needs(self, grid: PaperGrid, row: int) -> list[float]:
        return [self._need(cell, self._text(cell)) for cell, _ in grid.rows.row(row).values() if cell.rows == 1]

    def _measure_rows(self, rows: Iterable[int]) -> None:
        grid = self._grid
        if grid is None:
            return
        rows = list(rows)
        for row, height in zip(rows, self._rows_of(grid, rows), strict=True):
            self._single[row] = height
        self._spread()

    def _need(self, cell: Cell, text: str) -> float:
        width = self.edges_mm[cell.col + cell.cols] - self.edges_mm[cell.col]
        if cell.seal is None and self._setter.is_one_line(text, cell.style, width):
            return LINE_BOX * cell.style.size_pt * MM_PER_PT + 2 * PADDING_MM if text else 0.0
        return self._setter.need(cell, text, width)

    def _spread(self) -> None:
        """Makes the rows under cells that span several high enough; what lacks is shared out evenly, as in print."""
        heights = list(self._single)
        typed = [cell for place in self._typed if self._grid and (cell := self._grid.cell(place)) and cell.rows > 1]
        for cell in sorted([*self._tall_cells(), *typed], key=lambda cell: cell.rows):
            behind = cell.row + cell.rows
            lacking = self._need(cell, self._text(cell)) - sum(heights[cell.row : behind])
            if lacking > 0:
                for row in range(cell.row, behind):
                    heights[row] += lacking / cell.rows
        if heights != self.heights_mm:  # the same list as long as nothing changes, so that nothing is measured again
            self.heights_mm = heights

    def _tall_cells(self) -> list[Cell]:
        """The cells over several rows that may need more than these have."""
        grid, (known_for, known) = self._grid, self._tall
        if grid is None or known_for is grid:
            return known
        found = list(grid.rows.tall)
        for band in grid.rows.bands:
            places = self._lanes_of(grid, band).tall_beyond_their_lines()
            found += [grid.rows.row(band.top + line)[band.left + col][0] for line, col in places]
        self._tall = grid, found
        return found

    def _text(self, cell: Cell) -> str:
        return self._typed.get((cell.row, cell.col), cell.text)
