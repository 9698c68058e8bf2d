"""What the references of a formula in a list mean to the next row: the same cells, the row's own, the row above, or a row elsewhere."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from openpyxl.formula.tokenizer import Token

from medaid_desktop.formats.excel.formula_tokens import tokens_of
from medaid_desktop.formats.excel.patching.edits import Place
from medaid_desktop.formats.excel.patching.formulas import copied
from medaid_desktop.formats.excel.patching.growing import Use, uses
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import column

PLAIN = {"", "normal", "shared"}
"""Kinds of formulas that are one cell's own."""

_LOOK_UPS = {
    "VLOOKUP", "HLOOKUP", "LOOKUP", "XLOOKUP", "MATCH", "XMATCH", "INDEX", "RANK", "RANK.EQ", "RANK.AVG", "COUNTIF", "COUNTIFS",
    "SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "MAXIFS", "MINIFS", "LARGE", "SMALL", "PERCENTRANK",
}  # fmt: skip
"""Functions that search a whole list for something, whichever row asks."""

_FAR = [away for distance in range(2, 10) for away in (-distance, distance)]


class Bearings(NamedTuple):
    """The references of a formula (numbers of tokens) that stay where they are from row to row, that name the row above, that name,
    row by row, cells elsewhere: what a row put in has no counterpart of."""

    fixed: frozenset[int]
    above: frozenset[int]
    loose: frozenset[int]


def bearings(part: SheetPart, place: Place, shift: RowShift) -> Bearings:
    """How the references of a formula are meant, as the same formula in the row above or below it tells; where there is none like it,
    what lies below the row is no neighbour but the total of the list, and what reaches over other rows is a list of its own."""
    text = part.formulas[place].text
    found = uses(text)
    near = _neighbour(part, place)
    if near is None:
        kinds = [_alone(use, found, place, shift, text) for use in found]
    else:
        away, others = near
        kinds = [_beside(use, other, away, place[0], text) for use, other in zip(found, others, strict=True)]
    sets = {kind: frozenset(use.token for use, own in zip(found, kinds, strict=True) if own == kind) for kind in kinds}
    none = frozenset[int]()
    return Bearings(sets.get("fixed", none), sets.get("above", none), sets.get("loose", none))


def moves_by_row(part: SheetPart, place: Place) -> frozenset[int]:
    """The references that a formula above or below names as many rows apart: one for each row, never a whole list. Further away
    than the next row only those to other sheets are compared."""
    near = _neighbour(part, place)
    is_next = near is not None
    near = near or _neighbour(part, place, _FAR)
    if near is None:
        return frozenset()
    away, others = near
    pairs = zip(uses(part.formulas[place].text), others, strict=True)
    if is_next:
        return frozenset(use.token for use, other in pairs if _is_apart(use, other, away))
    return frozenset(use.token for use, other in pairs if use.match["sheet"] and _goes_along(use, other, away))


def is_copy(part: SheetPart, place: Place, other: Place) -> bool:
    """Whether a formula is that of another cell, copied to it."""
    one, two = part.formulas.get(place), part.formulas.get(other)
    if one is None or two is None or {one.kind, two.kind} - PLAIN:
        return False
    return copied(two.text, other, place) == one.text


def _neighbour(part: SheetPart, place: Place, distances: Iterable[int] = (-1, 1)) -> tuple[int, tuple[Use, ...]] | None:
    """How many rows the formula above or below lies away that is like it but for its references, and these."""
    row, col = place
    own = part.formulas[place].text
    for away in distances if uses(own) else ():
        formula = part.formulas.get((row + away, col))
        if formula is not None and bare(formula.text) == bare(own):
            return away, uses(formula.text)
    return None


def _is_apart(use: Use, other: Use, away: int) -> bool:
    """Whether another reference names the same columns as many rows away."""
    (first, last), (one, two) = rows_of(use), rows_of(other)
    alike = all(use.match[part] == other.match[part] for part in ("sheet", "c1", "c2"))
    return alike and first >= 0 and _moves(use) and {one - first, two - last} <= {0, away} and one + two != first + last


def _goes_along(use: Use, other: Use, away: int) -> bool:
    """Whether another reference names the same columns further down or up, no more rows away than its formula: rows may have been
    put in between the formulas."""
    (first, last), (one, two) = rows_of(use), rows_of(other)
    alike = all(use.match[part] == other.match[part] for part in ("sheet", "c1", "c2"))
    return alike and first == last and one == two and _moves(use) and 0 < (one - first) * away <= away * away


def _beside(use: Use, other: Use, away: int, row: int, text: str) -> str:
    """What a reference is, that the formula so many rows away has as `other`."""
    if use.match[0] == other.match[0]:
        return "fixed"
    return _moving(use, row, text) if _is_apart(use, other, away) else "loose"


def _moving(use: Use, row: int, text: str) -> str:
    """What a reference is that goes along from row to row."""
    first, last = rows_of(use)
    if first < 0 or not _moves(use):
        return ""
    if not use.match["sheet"]:
        if first <= row <= last:
            return ""
        if last == row - 1:
            return "above"
    return "fixed" if first < last and _looks_up(text) else "loose"


def _alone(use: Use, found: tuple[Use, ...], place: Place, shift: RowShift, text: str) -> str:
    """What a reference is in a formula that no row beside has."""
    row, col = place
    first, last = rows_of(use)
    if first < 0 or not _moves(use):
        return ""
    if first < last:
        return "fixed" if last != row else ""
    if use.match["sheet"]:
        has_own = any(not other.match["sheet"] and rows_of(other) == (row, row) for other in found)
        return "fixed" if has_own and first != row and _scales(text) else "loose"
    if first == row:
        return ""
    if first == row - 1 and _same_column(use, col):
        return "above"
    if shift.lists:
        return "loose" if shift.list_of(first) is not None else "fixed"
    return "fixed" if first > row else "loose"


def _moves(use: Use) -> bool:
    """Whether a reference goes along when it is copied downwards."""
    ends = (use.match["r1"] or use.match["wr1"], use.match["r2"] or use.match["wr2"])
    return any(end and not end.startswith("$") for end in ends)


def _same_column(use: Use, col: int) -> bool:
    return bool(use.match["c1"]) and column(use.match["c1"].lstrip("$")) == col


def _looks_up(formula: str) -> bool:
    names = {token.value.upper().removesuffix("(") for token in tokens_of(formula) or () if token.type == Token.FUNC}
    return any(name.removeprefix("_XLFN.") in _LOOK_UPS for name in names)


def _scales(formula: str) -> bool:
    """Whether a formula multiplies or divides, as with a rate that holds for all rows."""
    return any(token.type == Token.OP_IN and token.value in ("*", "/") for token in tokens_of(formula) or ())


def rows_of(use: Use) -> tuple[int, int]:
    """First and last row of a reference, -1 for whole columns."""
    one = use.match["r1"] or use.match["wr1"]
    if not one:
        return -1, -1
    rows = sorted(int(text.lstrip("$")) - 1 for text in (one, use.match["r2"] or use.match["wr2"] or one))
    return rows[0], rows[1]


@lru_cache(maxsize=1 << 15)
def bare(formula: str) -> str:
    """A formula without its references."""
    places = {use.token for use in uses(formula)}
    return "".join("@" if index in places else token.value for index, token in enumerate(tokens_of(formula) or ()))
