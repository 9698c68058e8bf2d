"""Columns that share a cell until both have something to say: an indicator, and the fourth level that tells it in parts."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from medaid_desktop.core.paper.lines import Line
from medaid_desktop.core.paper.merging import lines_beside
from medaid_desktop.core.templates.filling.filled import BodyRow
from medaid_desktop.core.templates.template_map import ColumnMark


def joined_pairs(columns: Sequence[ColumnMark]) -> Iterator[tuple[ColumnMark, ColumnMark]]:
    """The columns that share a cell, each with the one that is parted from it where it has a text."""
    for one, other in pairwise(columns):
        if other.join and other.join == one.definition.id and not one.serial:
            yield one, other


def rows_parted(
    columns: Sequence[ColumnMark], pair: tuple[ColumnMark, ColumnMark], rows: Sequence[BodyRow]
) -> set[int]:
    """The numbers of the rows on which both columns of a pair have a cell of their own: those with a text in the second, and
    those of the same indicator next to them.

    A row that says no more than the indicator's name keeps it for itself: merged away, the row would be lost to readers.
    """
    one, other = (column.definition.id for column in pair)
    filled = {at for at, row in enumerate(rows) if row.content >= 0 and row.texts.get(other)}
    lines = [Line(at, row.texts, is_open=False) for at, row in enumerate(rows)]
    bare = {column.definition.id for column in columns if column.definition.group or column.serial} | {one}
    own = [c.definition.id for c in columns if c.definition.id not in bare]
    return {at for at in lines_beside(one, lines, filled) if any(rows[at].texts.get(name) for name in own)}
