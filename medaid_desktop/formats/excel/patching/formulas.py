"""References within formulas: which cells a formula reads, and how it reads after rows were inserted."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator

from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW, Area, cell_name, column, place

_REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')*'|[^'!\[\]:]+)!)?"
    r"(?:(?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?[0-9]{1,7})(?::(?P<c2>\$?[A-Za-z]{1,3})(?P<r2>\$?[0-9]{1,7}))?"
    r"|(?P<wc1>\$?[A-Za-z]{1,3}):(?P<wc2>\$?[A-Za-z]{1,3})"
    r"|(?P<wr1>\$?[0-9]{1,7}):(?P<wr2>\$?[0-9]{1,7}))"
)


def sheet_of(prefix: str | None, own: str) -> str:
    """The sheet that a reference names before its exclamation mark; `own` where it names none."""
    if not prefix:
        return own
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def quoted_name(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def shifted(formula: str, own: str, sheet: str, shift: RowShift) -> str:
    """A formula of sheet `own`, without its equals sign, after rows were inserted in `sheet`."""

    def moved(match: re.Match[str]) -> str:
        if sheet_of(match["sheet"], own).casefold() != sheet.casefold():
            return match[0]
        prefix = f"{quoted_name(shift.name)}!" if match["sheet"] and shift.name else match["sheet"] or ""
        return f"{prefix}{_moved(match, shift)}"

    return _rewritten(formula, moved)


def _moved(match: re.Match[str], shift: RowShift) -> str:
    if match["wc1"]:
        return f"{match['wc1']}:{match['wc2']}"
    if match["wr1"]:
        first, last = shift.span(_row(match["wr1"]), _row(match["wr2"]))
        return f"{_named(match['wr1'], first)}:{_named(match['wr2'], last)}"
    if match["r2"] is None:
        return f"{match['c1']}{_named(match['r1'], shift.row(_row(match['r1'])))}"
    one, two = _row(match["r1"]), _row(match["r2"])
    first, last = shift.span(min(one, two), max(one, two))
    if one > two:
        first, last = last, first
    return f"{match['c1']}{_named(match['r1'], first)}:{match['c2']}{_named(match['r2'], last)}"


def _row(text: str) -> int:
    return int(text.lstrip("$")) - 1


def _named(old: str, row: int) -> str:
    return f"{'$' if old.startswith('$') else ''}{row + 1}"


def _rewritten(formula: str, change: Callable[[re.Match[str]], str]) -> str:
    """The formula with each reference changed; where it cannot be taken apart, it is left as it is."""
    tokens = tokens_of(formula)
    if tokens is None:
        return formula
    texts: list[str] = []
    for token in tokens:
        match = _REFERENCE.fullmatch(token.value) if _is_reference(token) else None
        texts.append(change(match) if match else token.value)
    return "".join(texts)


@lru_cache(maxsize=4096)
def tokens_of(formula: str) -> tuple[Token, ...] | None:
    """The pieces of a formula; None where it is none that can be taken apart."""
    try:
        return tuple(Tokenizer(f"={formula}").items)
    except (TokenizerError, IndexError):
        return None


def _is_reference(token: Token) -> bool:
    return token.type == Token.OPERAND and token.subtype == Token.RANGE


@lru_cache(maxsize=4096)
def areas_read(formula: str, own: str) -> tuple[tuple[str, Area] | None, ...]:
    """Sheet and area of each reference in a formula; None for a name, a table or whatever else may mean any cell."""
    tokens = tokens_of(formula)
    if tokens is None:
        return (None,)
    found = (_REFERENCE.fullmatch(token.value) for token in tokens if _is_reference(token))
    return tuple((sheet_of(match["sheet"], own), area_of(match)) if match else None for match in found)


def sheets_read(formula: str) -> set[str]:
    """The sheets that a formula names."""
    return {found[0] for found in areas_read(formula, "") if found is not None and found[0]}


def area_of(match: re.Match[str]) -> Area:
    """The area that a reference covers, whole columns and rows to their end."""
    if match["wc1"]:
        one, two = column(match["wc1"].lstrip("$")), column(match["wc2"].lstrip("$"))
        return 0, min(one, two), LAST_ROW, max(one, two)
    if match["wr1"]:
        one, two = _row(match["wr1"]), _row(match["wr2"])
        return min(one, two), 0, max(one, two), LAST_COL
    rows = _row(match["r1"]), _row(match["r2"] or match["r1"])
    columns = column(match["c1"].lstrip("$")), column((match["c2"] or match["c1"]).lstrip("$"))
    return min(rows), min(columns), max(rows), max(columns)


def reference(text: str) -> re.Match[str] | None:
    """A single reference taken apart, None for what is none."""
    return _REFERENCE.fullmatch(text)


def moved_formula(text: str, own: str, moved: Mapping[str, RowShift]) -> str:
    """A formula of sheet `own` after rows were inserted in any sheets."""
    for sheet, shift in moved.items():
        if shift:
            text = shifted(text, own, sheet, shift)
    return text


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


@lru_cache(maxsize=4096)
def copied(formula: str, origin: tuple[int, int], target: tuple[int, int]) -> str:
    """A formula as it reads when its cell is copied to another one: relative references go along."""
    translator = Translator(f"={formula}", origin=cell_name(*origin))
    return cast("str", translator.translate_formula(cell_name(*target)))[1:]  # pyright: ignore[reportUnknownMemberType]
