"""The paper after cells of plain table columns got other texts, made out of the paper before: large tables stay quick.

Everything else is composed anew. A column is plain where its texts decide nothing but what stands in their own cells:
it does not merge, join, name classes of the blank form or show options.
"""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.filing import Edit, clean_text, parse_path
from medaid_desktop.core.forms import Form, TableSection
from medaid_desktop.core.sheet import Cell
from medaid_desktop.ui.views.paper_grid import Anchor, PaperGrid


def plain_columns(form: Form) -> frozenset[tuple[str, str]]:
    """(table, column) of all columns that are plain in every layout of a form."""
    plain = {(table.id, column.id) for table in form.tables for column in table.columns if not column.options}
    for layout in form.layouts:
        for section in layout.sections:
            if isinstance(section, TableSection):
                plain -= {(section.table, name) for name in _deciding(section)}
    return frozenset(plain)


def patched(
    grid: PaperGrid, plain: frozenset[tuple[str, str]], edits: Sequence[Edit]
) -> tuple[PaperGrid, list[Anchor]] | None:
    """The grid after these edits, and the cells that changed; None where the paper has to be composed anew."""
    changed: dict[Anchor, Cell] = {}
    for path, text in edits:
        place = parse_path(path)
        anchor = grid.paper.place_of(path)
        if anchor is None or place.inserts or (place.table, place.column) not in plain or not text.strip():
            return None
        slot, cell = grid.paper.binding[anchor], grid.cells[anchor]
        if len(slot.paths) > 1 or not grid.is_table_line(cell.row):
            return None
        changed[anchor] = replace(cell, text=slot.prefix + clean_text(text) + slot.suffix)
    return (grid.with_cells(changed), sorted(changed)) if changed else None


def _deciding(section: TableSection) -> set[str]:
    """The columns of a table section whose texts decide where other cells lie."""
    names = {name for template in section.skeleton for name in template}
    for body in section.body:
        if body.merge or body.join:
            names |= {body.column, body.join}
    return names
