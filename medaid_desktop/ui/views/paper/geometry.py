"""Row heights and column edges of a paper in millimetres, as the print has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from medaid_desktop.core.paper_cells import Band
from medaid_desktop.core.sheet import Cell
from medaid_desktop.formats.pdf.textblock import LINE_BOX, MM_PER_PT, PADDING_MM
from medaid_desktop.ui.views.paper.grid import Anchor, PaperGrid
from medaid_desktop.ui.views.paper.setter import PaperSetter


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

    def _rows_of(self, grid: PaperGrid, rows: range) -> list[float]:
        """The heights that the cells of single rows need; lines of short texts are told without making their cells."""
        heights: list[float] = []
        lanes: dict[int, list[_Lane] | None] = {}
        for row in rows:
            least = grid.paper.sheet.rows[row].least_mm
            band = grid.rows.band_at(row)
            if band and band.top not in lanes:
                lanes[band.top] = self._lanes(band, least)
            room = lanes[band.top] if band else None
            if band and room and self._is_one_line(band, row - band.top, room):
                heights.append(least)
            else:
                heights.append(max([least, *self._needs(grid, row)]))
        return heights

    def _lanes(self, band: Band, least: float) -> list["_Lane"] | None:
        """The columns of a table, to tell which of its lines take but one line of text; None where one is too much."""
        style = band.style("left", True)
        boxes = any(band.part.has_boxes(body) for body in band.part.body)
        if boxes or LINE_BOX * style.size_pt * MM_PER_PT + 2 * PADDING_MM > least:
            return None
        edges = [band.left + start for start in band.part.starts]
        widths = [
            self.edges_mm[edge + body.cols] - self.edges_mm[edge]
            for edge, body in zip(edges, band.part.body, strict=True)
        ]
        return [_Lane(width, self._setter.surely_fit(style, width)) for width in widths]

    def _is_one_line(self, band: Band, line: int, lanes: Sequence["_Lane"]) -> bool:
        """Whether every text of a table's line fits one line of its column."""
        bold = band.part.is_bold(line)
        for text, lane in zip(band.part.line_texts(line), lanes, strict=True):
            known = lane.known[bold]
            if text in known:
                continue
            is_short = len(text) <= lane.surely and "\n" not in text
            if not (is_short or self._setter.is_one_line(text, band.style("left", bold), lane.width_mm)):
                return False
            known.add(text)
        return True

    def _needs(self, grid: PaperGrid, row: int) -> list[float]:
        return [self._need(cell, self._text(cell)) for cell, _ in grid.rows.row(row).values() if cell.rows == 1]

    def _measure_rows(self, rows: Iterable[int]) -> None:
        grid = self._grid
        if grid is None:
            return
        for row in rows:
            self._single[row] = max([grid.paper.sheet.rows[row].least_mm, *self._needs(grid, row)])
        self._spread()

    def _need(self, cell: Cell, text: str) -> float:
        width = self.edges_mm[cell.col + cell.cols] - self.edges_mm[cell.col]
        if cell.seal is None and self._setter.is_one_line(text, cell.style, width):
            return LINE_BOX * cell.style.size_pt * MM_PER_PT + 2 * PADDING_MM if text else 0.0
        return self._setter.need(cell, text, width)

    def _spread(self) -> None:
        """Makes the rows under cells that span several high enough; what lacks is shared out evenly, as in print."""
        heights = list(self._single)
        for cell in sorted(self._grid.tall() if self._grid else [], key=lambda cell: cell.rows):
            behind = cell.row + cell.rows
            lacking = self._need(cell, self._text(cell)) - sum(heights[cell.row : behind])
            if lacking > 0:
                for row in range(cell.row, behind):
                    heights[row] += lacking / cell.rows
        if heights != self.heights_mm:  # the same list as long as nothing changes, so that nothing is measured again
            self.heights_mm = heights

    def _text(self, cell: Cell) -> str:
        return self._typed.get((cell.row, cell.col), cell.text)


@dataclass(slots=True)
class _Lane:
    """A column of a table: its width, how many characters surely fit one line, and the texts known to do so, plain
    and bold."""

    width_mm: float
    surely: int
    known: tuple[set[str], set[str]] = field(default_factory=lambda: (set[str](), set[str]()))
