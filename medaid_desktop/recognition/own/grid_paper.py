"""A grid as rows of paper, without what a workbook had to do to them."""

from medaid_desktop.core.grid import Grid, GridCell, Place
from medaid_desktop.core.sheet import CONTINUED
from medaid_desktop.recognition.wording.folding import squeezed


class GridPaper:
    """A grid as rows of paper: a row that Office wants in several parts is one again, and so is a cell that a page end cut."""

    def __init__(self, grid: Grid, width: int) -> None:
        self.width = width
        self._cells: dict[Place, GridCell] = {}
        starts = [[row] * width for row in range(grid.rows)]
        areas = [(cell.row, cell.col, cell.rows, cell.cols) for cell in grid.cells]
        for top, left, rows, cols in (*areas, *grid.blank_spans):
            for row in range(top, min(top + rows, grid.rows)):
                for col in range(left, min(left + cols, width)):
                    starts[row][col] = top
        self._rows = [row for row in range(grid.rows) if any(start == row for start in starts[row])]
        self._labels: dict[Place, str] = {}
        numbers = self._numbers = {row: number for number, row in enumerate(self._rows)}
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rows):
                if row in numbers:
                    for col in range(cell.col, min(cell.col + cell.cols, width)):
                        self._cells[numbers[row], col] = cell

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def cell(self, row: int, col: int) -> GridCell | None:
        """The cell that covers a place, None where it is blank."""
        return self._cells.get((row, col))

    def text(self, row: int, col: int) -> str:
        """The text that covers a place; of a label that is said again behind a page end, the label."""
        cell = self.cell(row, col)
        if cell is None or not cell.text.endswith(CONTINUED):
            return cell.text if cell else ""
        place = cell.row, cell.col
        if place not in self._labels:
            bare = cell.text.removesuffix(CONTINUED).removesuffix("\n")
            above = self._numbers[cell.row] - 1
            label = self.text(above, col) if above >= 0 else ""
            self._labels[place] = bare if squeezed(label) == squeezed(bare) else cell.text
        return self._labels[place]

    def begins(self, row: int, col: int) -> bool:
        """Whether a cell with a text begins in a column, whatever rows above it covers."""
        cell = self.cell(row, col)
        return cell is not None and cell.col == col
