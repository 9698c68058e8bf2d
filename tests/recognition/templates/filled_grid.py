"""A blank form's grid with a filing put into it, as the fillers of workbooks and letters do, and the mishaps of copies."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from medaid_desktop.core.grid import Area, Grid, GridCell, Place
from medaid_desktop.core.templates.filling.filled import Filled, Moves


def filled_grid(grid: Grid, filled: Filled) -> Grid:
    """The grid of a blank form that starts at A1, with all that `filled` says done to it."""
    moves = Moves(filled.inserted)
    cells: dict[Place, GridCell] = {}
    for cell in grid.cells:
        top, bottom = moves.row(cell.row), moves.row(cell.row + cell.rows - 1)
        cells[top, cell.col] = cell._replace(row=top, rows=bottom - top + 1)
    blanks: dict[Place, Area] = {}
    for row, col, rows, cols in grid.blank_spans:
        top, bottom = moves.row(row), moves.row(row + rows - 1)
        blanks[top, col] = top, col, bottom - top + 1, cols
    for body in filled.bodies:
        firsts = {(row, col): rows for row, col, rows, _ in body.runs}
        for row, col in body.parted:
            blanks.pop((row, col - 1), None)
        for column in body.columns:
            if not column.definition.group:
                for line in body.rows:
                    place = line.row, column.col
                    if place in firsts:
                        cells[place] = GridCell(*place, line.texts[column.definition.id], firsts[place], column.cols)
                continue
            covered = -1
            for line in body.rows:
                place = line.row, column.col
                cells.pop(place, None)
                blanks.pop(place, None)
                if line.row <= covered:
                    continue
                rows = firsts.get(place, 1)
                covered = line.row + rows - 1
                text = line.texts.get(column.definition.id, "")
                if text:
                    cells[place] = GridCell(*place, text, rows, column.cols)
                elif rows * column.cols > 1:
                    blanks[place] = *place, rows, column.cols
    above, below = list(grid.above), list(grid.below)
    for one in filled.cells:
        spot = one.spot
        if spot.within != "cell":
            (above if spot.within == "above" else below)[spot.row] = one.text
        elif (spot.row, spot.col) in cells or one.text:
            before = cells.get((spot.row, spot.col))
            span = (before.rows, before.cols) if before else (spot.rows, spot.cols)
            cells[spot.row, spot.col] = GridCell(spot.row, spot.col, one.text, *span)
            if not one.text:
                del cells[spot.row, spot.col]
    added = sum(filled.inserted.values())
    return replace(
        grid, cells=tuple(sorted(cells.values())), rows=grid.rows + added, blank_spans=tuple(sorted(blanks.values())),
        above=tuple(above), below=tuple(below),
    )  # fmt: skip


def changed(grid: Grid, change: Callable[[GridCell], GridCell | None]) -> Grid:
    """The grid with each of its cells changed or left out."""
    cells = tuple(new for cell in grid.cells if (new := change(cell)) is not None)
    rows = max((cell.row + cell.rows for cell in cells), default=0)
    cols = max((cell.col + cell.cols for cell in cells), default=0)
    return replace(grid, cells=cells, rows=max(rows, grid.rows), cols=max(cols, grid.cols))


def shifted(grid: Grid, down: int, right: int) -> Grid:
    """The grid with rows and columns put before it."""
    moved = changed(grid, lambda cell: cell._replace(row=cell.row + down, col=cell.col + right))
    return replace(moved, blank_spans=tuple((r + down, c + right, rs, cs) for r, c, rs, cs in grid.blank_spans))


def unmerged(grid: Grid) -> Grid:
    """The grid with no merged cells: each text in the first of its cells."""
    return replace(changed(grid, lambda cell: cell._replace(rows=1, cols=1)), blank_spans=())


def spaced(grid: Grid, texts: Iterable[str]) -> Grid:
    """The grid with some of its texts broken otherwise: blanks between the letters, lines joined."""
    own = set(texts)

    def change(cell: GridCell) -> GridCell:
        return cell._replace(text="\u3000".join(cell.text.replace("\n", ""))) if cell.text in own else cell

    return changed(grid, change)


def below_one_another(*grids: Grid) -> Grid:
    """Several grids on one sheet, a blank row between them."""
    cells: list[GridCell] = []
    blanks: list[Area] = []
    down = 0
    for grid in grids:
        moved = shifted(grid, down, 0)
        cells += moved.cells
        blanks += moved.blank_spans
        down += max(cell.row + cell.rows for cell in grid.cells) + 1
    cols = max(grid.cols for grid in grids)
    return replace(grids[0], cells=tuple(cells), rows=down, cols=cols, blank_spans=tuple(blanks))


def without_rows(grid: Grid, rows: set[int]) -> Grid:
    """The grid with rows deleted, as a spreadsheet does it."""

    def at(row: int) -> int:
        return row - sum(1 for gone in rows if gone < row)

    def change(cell: GridCell) -> GridCell | None:
        left = [row for row in range(cell.row, cell.row + cell.rows) if row not in rows]
        return cell._replace(row=at(left[0]), rows=len(left)) if left and left[0] == cell.row else None

    kept = [(row, col, rs, cs) for row, col, rs, cs in grid.blank_spans if not rows.intersection(range(row, row + rs))]
    return replace(changed(grid, change), blank_spans=tuple((at(r), c, rs, cs) for r, c, rs, cs in kept))
