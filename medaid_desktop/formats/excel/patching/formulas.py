"""References within formulas: which cells a formula reads, and how it reads after rows were inserted."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, cast

from openpyxl.formula.translate import Translator

from medaid_desktop.formats.excel.formula_tokens import sheet_of, tokens_of
from medaid_desktop.formats.excel.patching.growing import Use, uses
from medaid_desktop.formats.excel.patching.renaming import Names, renamed
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import cell_name, column, place

Moved = Mapping[str, RowShift]


class Stand(NamedTuple):
    """Where a formula stands on the old sheet, -1 where it belongs to no cell; `copy` is which of the rows put in below it is meant,
    0 its own. `fixed` are references (numbers of tokens) that stay where they are from row to row, though no $ says so; `lists` says
    that each single cell stands for its list, as in the series of a chart or a name for sums. `above` are references to the row above
    the formula that name whichever row comes to lie there, `rowwise` those that name one row for each row, never a list."""

    row: int = -1
    col: int = -1
    copy: int = 0
    fixed: frozenset[int] = frozenset()
    lists: bool = False
    above: frozenset[int] = frozenset()
    rowwise: frozenset[int] = frozenset()


NOWHERE = Stand()
WHOLE_LISTS = Stand(lists=True)


class Changed(NamedTuple):
    """A reference after rows were inserted; `left_out` says that rows put in below it may be meant, but nobody can know."""

    use: Use
    text: str
    left_out: bool = False


def shift_of(sheet: str, moved: Moved) -> RowShift | None:
    """What is inserted in a sheet, however its name is written."""
    found = moved.get(sheet)
    if found is None:
        found = next((shift for name, shift in moved.items() if name.casefold() == sheet.casefold()), None)
    return found


def moved_formula(text: str, own: str, moved: Moved, stand: Stand = NOWHERE) -> str:
    """A formula of sheet `own`, without its equals sign, after rows were inserted in any sheets, or sheets and table objects got other
    names. One that cannot be taken apart is left as it is but for the names."""
    if not stand.copy and not any(moved.values()):
        return text
    new = {change.use.token: change.text for change in changes(text, own, moved, stand)}
    if new:
        text = "".join(new.get(number) or token.value for number, token in enumerate(tokens_of(text) or ()))
    return renamed(text, _new_names(moved)) if any(shift.name or shift.tables for shift in moved.values()) else text


def _new_names(moved: Moved) -> Names:
    """The names that sheets and table objects get."""
    sheets = {name.casefold(): shift.name for name, shift in moved.items() if shift.name}
    return Names(sheets, {old: new for shift in moved.values() for old, new in shift.tables.items()})


def changes(text: str, own: str, moved: Moved, stand: Stand = NOWHERE) -> Iterator[Changed]:
    """The references of a formula that read otherwise after rows were inserted, or that may be meant otherwise."""
    found = uses(text)
    for use in found:
        sheet = sheet_of(use.match["sheet"], own)
        shift = shift_of(sheet, moved)
        if not shift and not stand.copy:
            continue
        here = stand if sheet.casefold() == own.casefold() else stand._replace(row=-1, col=-1)
        yield _changed(use, found, shift or RowShift({}), here, own)


def _changed(use: Use, found: tuple[Use, ...], shift: RowShift, stand: Stand, own: str) -> Changed:
    match = use.match
    prefix = match["sheet"] or ""
    if match["wc1"]:
        return Changed(use, f"{prefix}{match['wc1']}:{match['wc2']}")
    if match["wr1"] or match["r2"]:
        return Changed(use, prefix + _moved_range(use, shift, stand))
    end = _End(match["r1"], use.token in stand.fixed)
    row = end.row
    if use.token in stand.above:
        return Changed(use, f"{prefix}{match['c1']}{end.named(shift.row(stand.row) - 1, stand.copy)}")
    first = end.named(shift.row(row), stand.copy)
    count = shift.inserted.get(row, 0)
    alone = f"{prefix}{match['c1']}{first}"
    if not count or (row == stand.row and not end.fixed) or use.token in stand.rowwise:
        return Changed(use, alone)
    whole = f"{alone}:{match['c1']}{end.named(shift.row(row) + count, stand.copy)}"
    if use.role == "list" or stand.lists:
        return Changed(use, whole)
    if use.role == "term" and _is_total(use, found, shift, stand, own):
        return Changed(use, f"SUM({whole})")
    return Changed(use, alone, True)


class _End:
    """One end of a reference: its row, and whether it stays there when the formula is copied."""

    def __init__(self, text: str, fixed: bool) -> None:
        self.sign = "$" if text.startswith("$") else ""
        self.row = int(text.lstrip("$")) - 1
        self.fixed = bool(self.sign) or fixed

    def named(self, row: int, copy: int) -> str:
        """The end in a row, or as many rows further down as a copy lies."""
        return f"{self.sign}{row + 1 + (0 if self.fixed else copy)}"


def _moved_range(use: Use, shift: RowShift, stand: Stand) -> str:
    """A range after inserting. It takes in rows put below its last one, but for one that ends in the formula's own row: the sum over
    a row stays with it, a running total goes to it."""
    match, fixed = use.match, use.token in stand.fixed
    ends = _End(match["r1"] or match["wr1"], fixed), _End(match["r2"] or match["wr2"], fixed)
    upper, lower = ends if ends[0].row <= ends[1].row else ends[::-1]
    first, last = shift.span(upper.row, lower.row)
    if (lower.row == stand.row and not lower.fixed) or (upper.row == lower.row and use.token in stand.rowwise):
        last = shift.row(lower.row)
    elif stand.lists and upper.row == lower.row and match["c1"] != match["c2"]:
        last = shift.row(lower.row)  # a series along a row
    rows = {id(upper): first, id(lower): last}
    if use.token in stand.above:
        rows |= {id(end): shift.row(stand.row) - 1 for end in ends if end.row == stand.row - 1 and not end.fixed}
    one, two = (end.named(rows[id(end)], stand.copy) for end in ends)
    return f"{match['c1'] or ''}{one}:{match['c2'] or ''}{two}"


def _is_total(use: Use, found: tuple[Use, ...], shift: RowShift, stand: Stand, own: str) -> bool:
    """Whether a term is the last of a sum over all entries of a list: =D3+D4, or =D3 in the total row of a list of one entry."""
    match = use.match
    letters, row = match["c1"].lstrip("$").upper(), int(match["r1"].lstrip("$")) - 1
    rows = {
        int(other.match["r1"].lstrip("$")) - 1
        for other in found
        if other.chain == use.chain and other.sign == use.sign and other.role == "term" and not other.match["r2"]
        and (other.match["c1"] or "").lstrip("$").upper() == letters
        and sheet_of(other.match["sheet"], own).casefold() == sheet_of(match["sheet"], own).casefold()
    }  # fmt: skip
    first, known = row, shift.list_of(row)
    while first - 1 in rows and not (known and shift.begins(first)):
        first -= 1
    if known is None:
        return first < row
    if not shift.begins(first):
        return False
    return len(rows) > 1 or (stand.row in known.totals and stand.col == column(letters))


def shifted(formula: str, own: str, sheet: str, shift: RowShift) -> str:
    """A formula of sheet `own`, without its equals sign, after rows were inserted in `sheet`."""
    return moved_formula(formula, own, {sheet: shift})


def moved_areas(text: str, shift: RowShift) -> str:
    """Areas separated by blanks after rows were inserted; what is no area stays."""
    return " ".join(shifted(part, "", "", shift) for part in text.split(" "))


def grown_areas(text: str, shift: RowShift) -> str:
    """Like `moved_areas` for what belongs to each row, as a choice list does: one cell of a repeated row becomes a range."""
    parts: list[str] = []
    for part in text.split(" "):
        there = place(part)
        count = shift.inserted.get(there[0], 0) if there else 0
        if there and count:
            first = shift.row(there[0])
            parts.append(f"{cell_name(first, there[1])}:{cell_name(first + count, there[1])}")
        else:
            parts.append(shifted(part, "", "", shift))
    return " ".join(parts)


@lru_cache(maxsize=1 << 15)
def copied(formula: str, origin: tuple[int, int], target: tuple[int, int]) -> str:
    """A formula as it reads when its cell is copied to another one: relative references go along."""
    translator = Translator(f"={formula}", origin=cell_name(*origin))
    return cast("str", translator.translate_formula(cell_name(*target)))[1:]  # pyright: ignore[reportUnknownMemberType]
