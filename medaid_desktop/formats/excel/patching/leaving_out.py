"""Formulas that may have to take in the rows put into a list, where nobody can know whether they do."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from openpyxl.formula.tokenizer import Token

from medaid_desktop.formats.excel.formula_tokens import areas_read, is_reference, tokens_of
from medaid_desktop.formats.excel.patching.edits import Place
from medaid_desktop.formats.excel.patching.formulas import changes, shift_of
from medaid_desktop.formats.excel.patching.growing import names_used
from medaid_desktop.formats.excel.patching.index import Formula, SheetPart
from medaid_desktop.formats.excel.patching.series import bare_cells, formula_after, stand_of
from medaid_desktop.formats.excel.patching.shift import RowShift

_IN_TEXT = re.compile(r"[A-Za-z]{1,3}\$?[0-9]{1,7}")
_SEVERAL_SHEETS = re.compile(r"'?([^'!\[\]]+):([^'!\[\]]+?)'?!.+")
_BY_DISTANCE = ("OFFSET", "INDIRECT")


class LeftOut(NamedTuple):
    """A formula after rows were inserted: sheet, row and column where it stands now, or would stand; its text."""

    sheet: str
    row: int
    col: int
    formula: str


def left_out(
    parts: Mapping[str, SheetPart], names: Mapping[tuple[str, str], str], moved: Mapping[str, RowShift]
) -> Iterator[LeftOut]:
    """Formulas that read the last row of a list before rows were put in below it, but as a cell by itself (=D3*2, =IF(D3>0,…)); and
    those that find cells by counting rows or by a text, which no row put in changes. `names` are the formulas of the names that
    stand for themselves, by name in small letters and the sheet it belongs to."""
    alone = {name for (name, own), text in names.items() if any(one.left_out for one in changes(text, own, moved))}
    for name, part in parts.items():
        shift = moved[name]
        for place, formula in part.formulas.items():
            named = any(used in alone for used, _ in names_used(formula.text)) if alone else False
            if named or _is_doubtful(part, place, formula, moved):
                row = shift.row(place[0])
                yield LeftOut(name, row, place[1], formula_after(part, place, moved))


def without_formula(parts: Mapping[str, SheetPart], moved: Mapping[str, RowShift]) -> Iterator[LeftOut]:
    """The cells of rows put in that get no formula though their column has one, with the template's: it names cells of another list
    row by row, where the new row has no counterpart."""
    for name, part in parts.items():
        for (row, col), like in bare_cells(part, moved):
            yield LeftOut(name, row, col, part.formulas[like].text)


def _is_doubtful(part: SheetPart, place: Place, formula: Formula, moved: Mapping[str, RowShift]) -> bool:
    stand = stand_of(part, place, moved)
    if any(change.left_out for change in changes(formula.text, part.name, moved, stand)):
        return True
    return _finds_otherwise(formula.text, part.name, moved)


def _finds_otherwise(formula: str, own: str, moved: Mapping[str, RowShift]) -> bool:
    """Whether a formula finds cells of a sheet with new rows by OFFSET, by a text, or across several sheets."""
    tokens = tokens_of(formula) or ()
    functions = {token.value.upper().removesuffix("(") for token in tokens if token.type == Token.FUNC}
    if any(name in functions for name in _BY_DISTANCE):
        sheets = {found[0] for found in areas_read(formula, own) if found is not None}
        texts = any(token.subtype == Token.TEXT and _IN_TEXT.search(token.value) for token in tokens)
        grown = [shift_of(sheet, moved) for sheet in sheets] + (list(moved.values()) if texts else [])
        if any(shift is not None and shift.inserted for shift in grown):
            return True
    names = list(moved)
    for token in tokens:
        match = _SEVERAL_SHEETS.fullmatch(token.value) if is_reference(token) else None
        if match and {match[1], match[2]} <= set(names):
            between = names[names.index(match[1]) : names.index(match[2]) + 1]
            if any(moved[name].inserted for name in between):
                return True
    return False
