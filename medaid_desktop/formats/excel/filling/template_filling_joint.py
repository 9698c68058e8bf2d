"""Several forms on one sheet of a workbook, filled in as one: rows put into a form move those below it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from medaid_desktop.core.templates.filling.filled import Filled, FilledBody, FilledCell
from medaid_desktop.core.templates.template_map import Spot, TableMark, TemplateMap


class FormFilled(NamedTuple):
    """A form of a template with a filing in it."""

    map: TemplateMap
    filled: Filled


def by_sheet(forms: Iterable[FormFilled]) -> dict[str, FormFilled]:
    """What becomes of each sheet; the forms of one sheet share no rows."""
    found: dict[str, list[FormFilled]] = {}
    for form in forms:
        found.setdefault(form.map.sheet, []).append(form)
    return {sheet: _joined(several) for sheet, several in found.items()}


def _joined(forms: Sequence[FormFilled]) -> FormFilled:
    if len(forms) == 1:
        return forms[0]
    tables: list[TableMark] = []
    inserted: dict[int, int] = {}
    cells: list[FilledCell] = []
    bodies: list[FilledBody] = []
    computed: list[FilledCell] = []
    notices: list[str] = []
    for number, (form, filled) in enumerate(sorted(forms, key=lambda one: one.map.area[0])):
        down = sum(inserted.values())
        tables += (replace(table, id=f"{number}.{table.id}") for table in form.tables)
        cells += (_cell_below(cell, down) for cell in filled.cells)
        bodies += (_body_below(body, f"{number}.{body.table}", down) for body in filled.bodies)
        computed += (_cell_below(cell, down) for cell in filled.computed)
        notices += filled.notices
        inserted |= filled.inserted
    whole = Filled(inserted, tuple(cells), tuple(bodies), tuple(computed), tuple(notices))
    return FormFilled(replace(forms[0].map, tables=tuple(tables)), whole)


def _cell_below(cell: FilledCell, down: int) -> FilledCell:
    return replace(cell, spot=_spot_below(cell.spot, down))


def _spot_below(spot: Spot, down: int) -> Spot:
    return replace(spot, row=spot.row + down)


def _body_below(body: FilledBody, table: str, down: int) -> FilledBody:
    return replace(
        body,
        table=table,
        rows=tuple(replace(row, row=row.row + down) for row in body.rows),
        runs=tuple((row + down, col, rows, cols) for row, col, rows, cols in body.runs),
        side=_spot_below(body.side, down) if body.side else None,
        parted=frozenset((row + down, col) for row, col in body.parted),
    )
