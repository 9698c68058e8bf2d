"""The head of a table on paper: where its cells stand once columns that are not shown have given up their width."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.layout import CellSpec


@dataclass(slots=True)
class HeadCell:
    """A cell of the head; `row` counts from the first head row, `col` from the first body column."""

    row: int
    col: int
    spec: CellSpec

    @property
    def behind_row(self) -> int:
        return self.row + self.spec.rows

    @property
    def behind_col(self) -> int:
        return self.col + self.spec.cols


def lay_head(head: Sequence[Sequence[CellSpec]], width: int, shown: Collection[str]) -> list[HeadCell]:
    """The cells of a head `width` columns wide, in reading order.

    A cell that names a column which is not in `shown` gives its width to the cells that touch it on the left; a cell
    at the left edge stands in any case.
    """
    placed = _place(head, width)
    kept: list[HeadCell] = []
    for cell in sorted(placed, key=lambda cell: cell.col):
        left = [other for other in kept if other.behind_col == cell.col and _side_by_side(other, cell)]
        if cell.spec.column and cell.spec.column not in shown and left:
            for other in left:
                other.spec = replace(other.spec, cols=other.spec.cols + cell.spec.cols)
        else:
            kept.append(cell)
    return sorted(kept, key=lambda cell: (cell.row, cell.col))


def _place(head: Sequence[Sequence[CellSpec]], width: int) -> list[HeadCell]:
    """Every cell in the first columns that no cell of a row above reaches into."""
    cells: list[HeadCell] = []
    free_from = [0] * width
    for row, specs in enumerate(head):
        column = 0
        for spec in specs:
            while column < width and free_from[column] > row:
                column += 1
            cells.append(HeadCell(row, column, spec))
            for covered in range(column, min(column + spec.cols, width)):
                free_from[covered] = row + spec.rows
            column += spec.cols
    return cells


def _side_by_side(one: HeadCell, other: HeadCell) -> bool:
    return one.row < other.behind_row and other.row < one.behind_row
