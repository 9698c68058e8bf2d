"""The formulas of a list after rows were put in: each row's own, totals that take the new rows in, balances that go on through them."""

from collections.abc import Iterator, Mapping

from medaid_desktop.formats.excel.patching.edits import Place
from medaid_desktop.formats.excel.patching.formulas import Stand, moved_formula
from medaid_desktop.formats.excel.patching.growing import Use, uses
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.rowwise import PLAIN, bare, bearings, is_copy, moves_by_row, rows_of
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import column


def formula_after(part: SheetPart, place: Place, moved: Mapping[str, RowShift]) -> str:
    """The formula of a cell of the template after rows were inserted in any sheets.

    What it names of the row above it in the same list, it names of the last row put in between (=G12+E13-F13 below five new rows
    becomes =G17+E18-F18); all else moves as references do.
    """
    return moved_formula(part.formulas[place].text, part.name, moved, stand_of(part, place, moved))


def stand_of(part: SheetPart, place: Place, moved: Mapping[str, RowShift]) -> Stand:
    """Where a formula stands, which of its references stay where they are though no $ says so, and which go on with the row above."""
    row, col = place
    stand = Stand(row, col, rowwise=moves_by_row(part, place))
    shift = moved.get(part.name)
    if not shift:
        return stand
    fixed = bearings(part, place, shift).fixed if shift.inserted.get(row) else frozenset[int]()
    return stand._replace(fixed=fixed, above=_going_on(part, place, moved, shift))


def new_formula(part: SheetPart, place: Place, moved: Mapping[str, RowShift], copy: int) -> str | None:
    """The formula that a cell gets in the `copy`-th of the rows put in below a row of the template; None for none: there is none in
    its column, or it names, row by row, cells of another list, where the new row has no counterpart."""
    shift = moved[part.name]
    source = model(part, place, shift)
    if source is None:
        return None
    found = bearings(part, source, shift)
    if found.loose:
        return None
    away = copy if source == place else copy - shift.inserted.get(place[0], 0) - 1
    stand = Stand(*source, away, found.fixed, above=found.above)
    return moved_formula(part.formulas[source].text, part.name, moved, stand)


def model(part: SheetPart, place: Place, shift: RowShift) -> Place | None:
    """The cell of the template whose formula the rows put in below a cell get: its own, or that of the row below it where that one
    begins a series (1, =A4+1; an opening balance and =G4+E5-F5)."""
    row, col = place
    below = row + 1, col
    formula = part.formulas.get(place)
    may_begin = place in part.cells and (formula is None or formula.kind in PLAIN)
    if may_begin and below in part.formulas and not is_copy(part, place, below) and _counts_on(part, below, shift):
        return below
    return None if formula is None or formula.kind == "dataTable" else place


def has_new_formula(part: SheetPart, place: Place, moved: Mapping[str, RowShift]) -> bool:
    """Whether the rows put in below a cell get a formula in its column."""
    return new_formula(part, place, moved, 1) is not None


def bare_cells(part: SheetPart, moved: Mapping[str, RowShift]) -> Iterator[tuple[Place, Place]]:
    """The cells of rows put in that get no formula though their column has one: where each lies, and the cell it would be like."""
    shift = moved[part.name]
    for row, count in shift.inserted.items():
        for col in part.columns_of(row):
            formula = part.formulas.get((row, col))
            if formula and formula.kind != "dataTable" and not has_new_formula(part, (row, col), moved):
                for number in range(1, count + 1):
                    yield (shift.row(row) + number, col), (row, col)


def _counts_on(part: SheetPart, place: Place, shift: RowShift) -> bool:
    """Whether a formula goes on from the cell above it in its own column, within one list."""
    row, col = place
    own = part.formulas[place]
    if own.kind not in PLAIN or not _in_one_list(part, place, shift):
        return False
    found = uses(own.text)
    from_above = [use for use in found if _is_cell(use, row - 1, col)]
    others = [use for use in found if use not in from_above]
    adds = any(rows_of(use) == (row, row) for use in others) or any(letter.isdigit() for letter in bare(own.text))
    return bool(from_above) and adds and not bearings(part, place, shift).loose


def _in_one_list(part: SheetPart, place: Place, shift: RowShift) -> bool:
    """Whether a row belongs to the list of the row above it; where no list is known, the row below must go on like it."""
    row, col = place
    known = shift.list_of(row)
    if known is not None or shift.list_of(row - 1) is not None:
        return known is not None and row - 1 in known.entries
    return is_copy(part, (row + 1, col), place)


def _is_cell(use: Use, row: int, col: int) -> bool:
    match = use.match
    if match["sheet"] or match["r2"] or not match["r1"] or match["r1"].startswith("$") or use.role == "list":
        return False
    return rows_of(use) == (row, row) and column(match["c1"].lstrip("$")) == col


def _going_on(part: SheetPart, place: Place, moved: Mapping[str, RowShift], shift: RowShift) -> frozenset[int]:
    """The references of a formula to the row above it that name the last of the rows put in between."""
    row, col = place
    above = row - 1, col
    if not shift.inserted.get(row - 1):
        return frozenset()
    if not (is_copy(part, place, above) or model(part, above, shift) == place):
        return frozenset()
    found = {use.token: use for use in uses(part.formulas[place].text)}
    wanted = bearings(part, place, shift).above
    return frozenset(token for token in wanted if _is_carried(part, found[token], row - 1, moved))


def _is_carried(part: SheetPart, use: Use, row: int, moved: Mapping[str, RowShift]) -> bool:
    """Whether the new rows have what a reference names of the row above them: their own content, or the same formula."""
    if not use.match["c1"]:
        return True
    first, last = sorted(column((use.match[end] or use.match["c1"]).lstrip("$")) for end in ("c1", "c2"))
    named = ((row, col) for col in range(first, last + 1))
    return all(at not in part.formulas or has_new_formula(part, at, moved) for at in named)
