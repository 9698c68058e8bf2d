"""Formulas taken apart: their tokens, and the cells that they name."""

import re
from functools import lru_cache

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW, Area, column

_REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')*'|[^'!\[\]:]+)!)?"
    r"(?:(?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?[0-9]{1,7})(?::(?P<c2>\$?[A-Za-z]{1,3})(?P<r2>\$?[0-9]{1,7}))?"
    r"|(?P<wc1>\$?[A-Za-z]{1,3}):(?P<wc2>\$?[A-Za-z]{1,3})"
    r"|(?P<wr1>\$?[0-9]{1,7}):(?P<wr2>\$?[0-9]{1,7}))"
)


@lru_cache(maxsize=1 << 15)
def tokens_of(formula: str) -> tuple[Token, ...] | None:
    """The pieces of a formula; None where it is none that can be taken apart."""
    try:
        return tuple(Tokenizer(f"={formula}").items)
    except (TokenizerError, IndexError):
        return None


def reference(text: str) -> re.Match[str] | None:
    """A single reference taken apart; None for what is none, as a name is that lies beyond the last column (XYZ100)."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    columns = (match["c1"], match["c2"], match["wc1"], match["wc2"])
    rows = (match["r1"], match["r2"], match["wr1"], match["wr2"])
    inside = all(column(name.lstrip("$")) <= LAST_COL for name in columns if name) and all(
        1 <= int(row.lstrip("$")) <= LAST_ROW + 1 for row in rows if row
    )
    return match if inside else None


def is_reference(token: Token) -> bool:
    """Whether a token names cells or something that stands for them."""
    return token.type == Token.OPERAND and token.subtype == Token.RANGE


def sheet_of(prefix: str | None, own: str) -> str:
    """The sheet that a reference names before its exclamation mark; `own` where it names none."""
    if not prefix:
        return own
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def quoted_name(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


@lru_cache(maxsize=1 << 15)
def areas_read(formula: str, own: str) -> tuple[tuple[str, Area] | None, ...]:
    """Sheet and area of each reference in a formula; None for a name, a table or whatever else may mean any cell."""
    tokens = tokens_of(formula)
    if tokens is None:
        return (None,)
    found = (reference(token.value) for token in tokens if is_reference(token))
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


def _row(text: str) -> int:
    return int(text.lstrip("$")) - 1
