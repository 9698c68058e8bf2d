"""What the workbook that a form was made of works out itself: which fields and columns, and the cells a filing has there."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.filling.filled import Filled, FilledBody, Moves
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, TableMark, TemplateMap

WORKED_OUT = ("xlsx", "xlsm", "xltx", "xltm")
"""Kinds of documents whose formulas are worked out here."""


def with_computed(form: Form, map: TemplateMap) -> Form:
    """The form with its computed fields and columns marked as such, as the map has them; they are never required."""
    fields = {mark.definition.id for mark in map.fields if mark.computed}
    columns = {
        table.id: {column.definition.id for column in table.columns if column.computed and not column.serial}
        for table in map.tables
    }
    if not fields and not any(columns.values()):
        return form
    typed = {table.id: _typed_lines(table) for table in map.tables}
    tables = tuple(
        replace(table, columns=_marked(table.columns, columns.get(table.id, ()), typed.get(table.id, {})))
        for table in form.tables
    )
    return replace(form, fields=_marked(form.fields, fields, {}), tables=tables)


def _typed_lines(table: TableMark) -> dict[str, tuple[int, ...]]:
    """The lines of a table in which columns have no formula, by those columns."""
    found: dict[str, tuple[int, ...]] = {}
    for line, row in enumerate(row for row in table.rows if row.kind == "row"):
        for name in row.typed:
            found[name] = (*found.get(name, ()), line)
    return found


def _marked(
    definitions: tuple[FieldDef, ...], computed: Container[str], typed: Mapping[str, tuple[int, ...]]
) -> tuple[FieldDef, ...]:
    return tuple(
        replace(one, computed=True, required=False, typed_lines=typed.get(one.id, ())) if one.id in computed else one
        for one in definitions
    )


def computed_places(map: TemplateMap, filled: Filled) -> Mapping[str, Place]:
    """The cells that are worked out, by the paths of the filing that they belong to: where they lie after filling.

    Rows that were made like a line of totals have no formulas, and what is printed beside a value in its cell is no value.
    """
    moves = Moves(filled.inserted)
    found: dict[str, Place] = {}
    for spot, group in groupby(sorted(map.fields, key=_place), key=lambda mark: mark.spot):
        mark, *others = group
        is_alone = mark.computed and not (others or mark.prefix or mark.suffix) and spot.within == "cell"
        if is_alone and mark.definition.id not in (YEAR, REGION):
            there = moves.spot(spot)
            found.setdefault(f"values.{mark.definition.id}", (there.row, there.col))
    for body in filled.bodies:
        found.update(_in_rows(body))
    return found


def _place(mark: FieldMark) -> tuple[str, int, int]:
    return mark.spot.within, mark.spot.row, mark.spot.col


def _in_rows(body: FilledBody) -> Iterator[tuple[str, Place]]:
    columns = [column for column in body.columns if column.computed and not (column.serial or column.part)]
    for row in body.rows if columns else ():
        if row.content >= 0 and not (row.kind == "total" and row.copy):
            for column in columns:
                yield cell_path(body.table, row.content, column.definition.id), (row.row, column.col)
