"""Targets that a blank form has columns for in parts: sign of comparison, value, unit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.template_map import ColumnMark, Part, TableMark
from medaid_desktop.recognition.templates.board.naming import Names

VALUES = ("target", "upper_target")
PARTS = ("operator", "measure")


def part_of(column: ColumnMark, part: str, of: ColumnMark) -> ColumnMark:
    """A column as the one of signs or units of another."""
    own = column.definition
    definition = FieldDef(f"{of.definition.id}:{part}", own.label, type="text")
    return replace(column, definition=definition, part=cast(Part, part), of=of.definition.id, serial=False)


def with_target_parts(columns: Sequence[ColumnMark], roles: Mapping[int, str]) -> list[ColumnMark]:
    """The columns of a table of indicators, those of signs and units as parts of the target beside them.

    `roles` says by column of the sheet what recognition takes a label for: operator, measure, target. A sign belongs to
    the value behind it, a unit to the one before it; where none stands there, to the one on the other side.
    """
    found = list(columns)
    taken = {(column.of, column.part) for column in columns if column.part}
    for at, column in enumerate(columns):
        role = roles.get(column.col, "")
        if role not in PARTS or column.serial or column.computed or column.part:
            continue
        ahead = _beside(columns, roles, at, 1)
        before = _beside(columns, roles, at, -1)
        of = (ahead or before) if role == "operator" else (before or ahead)
        if of is not None and (of.definition.id, role) not in taken:
            taken.add((of.definition.id, cast(Part, role)))
            found[at] = part_of(column, role, of)
    return found


def _beside(columns: Sequence[ColumnMark], roles: Mapping[int, str], at: int, step: int) -> ColumnMark | None:
    """The column of values next to one of signs or units, others of these between them."""
    edge = columns[at]
    number = at + step
    while 0 <= number < len(columns):
        one = columns[number]
        touches = one.col == edge.col + edge.cols if step > 0 else one.col + one.cols == edge.col
        if not touches:
            return None
        role = roles.get(one.col, "")
        if role not in PARTS:
            return one if role in VALUES and not one.computed and not one.serial else None
        edge, number = one, number + step
    return None


def _stands_beside(table: TableMark, part: ColumnMark, of: ColumnMark | None) -> bool:
    """Whether nothing but other parts of the same target stands between a part and it."""
    if of is None:
        return False
    first, last = sorted((part.col, of.col))
    between = [one for one in table.columns if first <= one.col <= last]
    whole = sum(one.cols for one in between) == last - first + between[-1].cols
    return whole and all(one is of or one.of == part.of for one in between)


def kept_parts(table: TableMark) -> TableMark:
    """A table after its columns have changed: signs and units that stand beside their target no more are columns of their own."""
    whole = {column.definition.id: column for column in table.columns if not (column.part or column.serial)}
    apart = [one for one in table.columns if one.part and not _stands_beside(table, one, whole.get(one.of))]
    if not apart:
        return table
    names = Names(whole)
    renamed: dict[str, str] = {}
    columns: list[ColumnMark] = []
    for column in table.columns:
        if column in apart:
            own = column.definition
            renamed[own.id] = names.take("", own.label)
            column = replace(column, definition=replace(own, id=renamed[own.id]), part="", of="")
        columns.append(column)
    rows = tuple(
        replace(row, given={renamed.get(name, name): text for name, text in row.given.items()}) for row in table.rows
    )
    return replace(table, columns=tuple(columns), rows=rows)
