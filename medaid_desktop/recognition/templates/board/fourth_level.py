"""The fourth level of indicators on a blank form: it has no column of its own but shares the cell of the third."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from medaid_desktop.core.forms import FieldDef, TableDef
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, TableMark
from medaid_desktop.recognition.templates.board.tiles import Tiles

THIRD, FOURTH = "level3", "level4"
_WORDS = ("text", "long-text")
_LEAST_MM = 10.0
"""A part of a cell narrower than that holds no words."""


def with_fourth(
    columns: Sequence[ColumnMark], tiles: Tiles, rows: Iterable[int], known: TableDef | None
) -> list[ColumnMark]:
    """The columns of a table of indicators with a fourth level that shares the cells of the third, where those reach over
    several columns of the sheet and the form (`known` is its table) has one."""
    definition = known.column(FOURTH) if known else None
    third = next((column for column in columns if column.definition.id == THIRD), None)
    has = any(column.definition.id == FOURTH for column in columns)
    if definition is None or third is None or has:
        return list(columns)
    return parted(columns, third, definition, tiles, list(rows)) or list(columns)


def parted(
    columns: Sequence[ColumnMark], third: ColumnMark, fourth: FieldDef, tiles: Tiles, rows: Sequence[int]
) -> list[ColumnMark] | None:
    """The columns with one parted so that its right half is the fourth level's; None where it cannot be parted."""
    at = _division(third, tiles)
    if at is None or third.serial or third.computed or third.definition.type not in _WORDS:
        return None
    behind = third.col + third.cols
    if not rows or not all(_may_part(tiles, row, third.col, at, behind) for row in rows):
        return None
    own = replace(third, cols=at - third.col)
    other = ColumnMark(at, behind - at, replace(fourth, required=False), join=third.definition.id)
    return [each for column in columns for each in ((own, other) if column is third else (column,))]


def _may_part(tiles: Tiles, row: int, first: int, at: int, behind: int) -> bool:
    """Whether a body row has one cell over both columns, or one for each."""
    one, other = tiles.at(row, first), tiles.at(row, at)
    whole = one == other and one.rows == 1 and one.right == behind
    return one.col == first and (whole or (one.right == at and other.col == at and other.right == behind))


def _division(column: ColumnMark, tiles: Tiles) -> int | None:
    """The column of the sheet at which a wide one is parted: the one nearest to its middle; None where a part would be too
    narrow for words."""
    widths = tiles.looks.columns_mm
    cols = range(column.col, column.col + column.cols)
    if any(col in tiles.grid.hidden_cols for col in cols):
        return None
    measured = cols.stop <= len(widths)
    width = [widths[col] if measured else _LEAST_MM for col in cols]
    found = [
        (abs(sum(width[:at]) - sum(width[at:])), column.col + at)
        for at in range(1, len(width))
        if sum(width[:at]) >= _LEAST_MM and sum(width[at:]) >= _LEAST_MM
    ]
    return min(found)[1] if found else None


def kept_joined(table: TableMark) -> TableMark:
    """A table after its columns have changed: a fourth level whose third has gone gives its place back."""
    gone = [
        other
        for one, other in pairwise((None, *table.columns))
        if other is not None
        and other.join
        and (one is None or one.serial or one.definition.id != other.join or one.definition.type not in _WORDS)
    ]
    if not gone:
        return table
    columns = [
        _widened(column, next((one for one in gone if one.col == column.col + column.cols), None))
        for column in table.columns
        if column not in gone
    ]
    names = {one.definition.id for one in gone} - {one.definition.id for one in columns}
    return replace(table, columns=tuple(columns), rows=tuple(_without(row, names) for row in table.rows))


def _widened(column: ColumnMark, other: ColumnMark | None) -> ColumnMark:
    return column if other is None else replace(column, cols=column.cols + other.cols)


def _without(row: RowMark, names: Iterable[str]) -> RowMark:
    return replace(row, given={name: text for name, text in row.given.items() if name not in names})
