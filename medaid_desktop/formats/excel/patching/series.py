"""Formulas that go on from row to row, as a running balance does, after rows were put in between."""

from collections.abc import Mapping

from medaid_desktop.formats.excel.patching.edits import Place
from medaid_desktop.formats.excel.patching.formulas import copied, moved_formula
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.shift import RowShift

_PLAIN = {"", "normal", "shared"}


def formula_after(part: SheetPart, place: Place, moved: Mapping[str, RowShift]) -> str:
    """The formula of a cell of the template after rows were inserted in any sheets.

    One that is its upper neighbour's, copied down, stays so: it goes on from the last of the rows put in between
    (=G12+E13-F13 below five new rows becomes =G17+E18-F18), where moving it alone would leave them out.
    """
    row, col = place
    own, above, shift = part.formulas[place], part.formulas.get((row - 1, col)), moved.get(part.name)
    if above is None or not shift or not shift.inserted.get(row - 1) or {own.kind, above.kind} - _PLAIN:
        return moved_formula(own.text, part.name, moved)
    if copied(above.text, (row - 1, col), place) != own.text:
        return moved_formula(own.text, part.name, moved)
    return copied(moved_formula(above.text, part.name, moved), (shift.row(row - 1), col), (shift.row(row), col))
