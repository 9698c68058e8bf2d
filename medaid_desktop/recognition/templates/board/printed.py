"""The texts that a blank form prints outside its places to fill: by these a filled copy is known again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medaid_desktop.core.grid import Grid, GridCell, Place
from medaid_desktop.core.templates.template_map import Printed, Spot, TemplateMap, Within

_LONGEST_LINE = 120
_MOST_LINES = 12


def with_printed(map: TemplateMap, grid: Grid) -> TemplateMap:
    """The map with the texts that its blank form prints; `grid` is the one that it was drawn of.

    To be done whenever fields, tables or boxes of a map have changed: what is to be filled is no print.
    """
    return replace(map, printed=(*_of_cells(map, grid), *_of_lines(map, grid)))


def _of_cells(map: TemplateMap, grid: Grid) -> Iterator[Printed]:
    row, col, rows, cols = map.area
    filled = set(_filled(map))
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col)):
        place = cell.row + grid.origin[0], cell.col + grid.origin[1]
        inside = row <= place[0] < row + rows and col <= place[1] < col + cols and not _is_hidden(grid, cell)
        if inside and place not in filled and cell.text.strip() and cell.kind == "text":  # figures are worked out anew
            yield Printed(Spot(*place, cell.rows, cell.cols), cell.text)


def _is_hidden(grid: Grid, cell: GridCell) -> bool:
    return all(row in grid.hidden_rows for row in _span(cell.row, cell.rows)) or all(
        col in grid.hidden_cols for col in _span(cell.col, cell.cols)
    )


def _filled(map: TemplateMap) -> Iterator[Place]:
    """The places that are filled in, with all that they cover."""
    spots = [mark.spot for mark in (*map.fields, *map.reviews)]
    for spot in spots:
        if spot.within == "cell":
            yield from ((row, col) for row in _span(spot.row, spot.rows) for col in _span(spot.col, spot.cols))
    for table in map.tables:
        columns = [col for column in table.columns for col in _span(column.col, column.cols)]
        yield from ((mark.row, col) for mark in table.rows for col in columns)


def _of_lines(map: TemplateMap, grid: Grid) -> Iterator[Printed]:
    marked = {(mark.spot.within, mark.spot.row) for mark in (*map.fields, *map.reviews)}
    first = max(0, len(grid.above) - _MOST_LINES)
    around: tuple[tuple[Within, Sequence[str], int], ...] = (
        ("above", grid.above, first), ("below", grid.below[:_MOST_LINES], 0)
    )  # fmt: skip
    for within, lines, start in around:
        for number in range(start, len(lines)):
            text = lines[number]
            if text.strip() and len(text) <= _LONGEST_LINE and (within, number) not in marked:
                yield Printed(Spot(number, within=within), text)


def _span(first: int, count: int) -> range:
    return range(first, first + count)
