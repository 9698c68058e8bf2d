"""Where the keys of a spreadsheet lead on paper: Home, Ctrl+arrows, Ctrl+Home, Enter after Tab, whole rows and columns."""

from collections.abc import Callable, Iterable

from medaid_desktop.ui.views.paper.grid import DOWN, Anchor, PaperGrid, Step

IsFilled = Callable[[Anchor], bool]


def row_end(grid: PaperGrid, anchor: Anchor, last: bool) -> Anchor:
    """The first or last field of a row; from there, or in a row without fields, the first or last cell of all."""
    fields = [place for place in grid.row_anchors(anchor[0]) if is_field(grid, place)]
    cells = [place for place in grid.row_anchors(anchor[0]) if place in grid.cells]
    edge = -1 if last else 0
    if fields and fields[edge] != anchor:
        return fields[edge]
    return cells[edge] if cells else anchor


def far_along(grid: PaperGrid, anchor: Anchor, step: Step, lane: Anchor, is_filled: IsFilled) -> tuple[Anchor, Anchor]:
    """Where Ctrl with an arrow leads, and the lane from there on: to the end of a filled stretch, or to the next filled cell."""
    here, here_lane = anchor, lane
    begun = is_filled(anchor)
    place, lane = grid.beside(anchor, step, lane)
    inside = begun and place != anchor and is_filled(place)
    while place != here:
        if inside and not is_filled(place):
            return here, here_lane
        if not inside and is_filled(place):
            return place, lane
        here, here_lane = place, lane
        place, lane = grid.beside(here, step, lane)
    return here, here_lane


def is_field(grid: PaperGrid, anchor: Anchor) -> bool:
    """Whether a cell is one to be filled."""
    cell = grid.cell(anchor)
    return cell is not None and cell.role == "field" and grid.slot(anchor) is not None


def line_after_tabs(grid: PaperGrid, begun: Anchor | None, here: Anchor) -> Anchor | None:
    """Where Enter leads after Tab was pressed along a line of a table: below the cell where the walk began; where there is
    no such cell, as at the end of the table, to the first field behind the line.

    None where there was no such walk, or where no field comes behind the line.
    """
    if begun is None or begun == here or begun[0] != here[0] or not grid.is_table_line(here[0]):
        return None
    below, _ = grid.beside(begun, DOWN, begun)
    if below[0] > begun[0] and below[1] == begun[1] and is_field(grid, below) and grid.is_table_line(below[0]):
        slot, before = grid.slot(below), grid.slot(begun)
        if slot and before and slot.table == before.table:
            return below
    return grid.field_beside((here[0], grid.column_count), True)


def row_places(grid: PaperGrid, anchor: Anchor) -> list[Anchor]:
    """The cells of a whole row."""
    return [place for place in grid.row_anchors(anchor[0]) if place in grid.cells]


def column_places(grid: PaperGrid, anchor: Anchor) -> list[Anchor]:
    """The cells of a column: in a table its lines only, else those of the whole paper."""
    slot = grid.slot(anchor)
    table = slot.table if slot and grid.is_table_line(anchor[0]) else ""
    first = behind = anchor[0]
    if table:
        while first > 0 and _is_line_of(grid, first - 1, table):
            first -= 1
        while behind < grid.row_count and _is_line_of(grid, behind, table):
            behind += 1
    else:
        first, behind = 0, grid.row_count
    places = [grid.anchor(row, anchor[1]) for row in range(first, behind)]
    return [place for place in dict.fromkeys(places) if place in grid.cells]


def blocks_of(grid: PaperGrid, places: Iterable[Anchor]) -> list[tuple[int, int, int, int]]:
    """Some cells as few rectangles (top, left, bottom, right) of the grid, ends included; rows of cells that follow one
    another make one, and equal ones below each other too."""
    stretches: list[tuple[int, int, int]] = []
    reached = (-1, -1)
    for row, col in sorted(places):
        if (row, col) == reached:
            stretches[-1] = row, stretches[-1][1], col
        else:
            stretches.append((row, col, col))
        reached = row, col + grid.cells[row, col].cols
    blocks: list[tuple[int, int, int, int]] = []
    open_ones: dict[tuple[int, int], int] = {}
    for row, left, right in stretches:
        at = open_ones.get((left, right))
        if at is not None and blocks[at][2] == row - 1:
            blocks[at] = *blocks[at][:2], row, right
        else:
            open_ones[left, right] = len(blocks)
            blocks.append((row, left, row, right))
    return blocks


def _is_line_of(grid: PaperGrid, row: int, table: str) -> bool:
    slot = grid.line_slot(row)
    return slot is not None and slot.table == table
