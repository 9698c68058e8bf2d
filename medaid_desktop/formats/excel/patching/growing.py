"""What the references of a formula are read for: a cell that is summed or counted stands for a whole list, others for themselves."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from openpyxl.formula.tokenizer import Token

from medaid_desktop.formats.excel.formula_tokens import is_reference, reference, tokens_of

Role = Literal["", "list", "term"]
"""What a reference is: by itself, a list that a function sums or counts, a term of a sum (=D3+D4)."""


class Use(NamedTuple):
    """A reference of a formula: the number of its token, its parts, what it is. Terms of one sum have the same `chain` and,
    added or taken away, the same `sign`."""

    token: int
    match: re.Match[str]
    role: Role
    chain: int
    sign: str


def _from(first: int) -> Callable[[int], bool]:
    return lambda number: number >= first


def _only(*numbers: int) -> Callable[[int], bool]:
    return lambda number: number in numbers


_ALL = """SUM SUMSQ AVERAGE AVERAGEA COUNT COUNTA COUNTBLANK MAX MAXA MIN MINA PRODUCT SUMPRODUCT MEDIAN MODE MODE.SNGL GEOMEAN
HARMEAN STDEV STDEVA STDEVP STDEVPA STDEV.S STDEV.P VAR VARA VARP VARPA VAR.S VAR.P DEVSQ AVEDEV CONCAT SORT UNIQUE"""
_LISTS: Mapping[str, Callable[[int], bool]] = {
    **dict.fromkeys(_ALL.split(), _from(1)),
    "SUBTOTAL": _from(2), "AGGREGATE": _from(3), "TEXTJOIN": _from(3),
    **dict.fromkeys(("SUMIF", "AVERAGEIF"), _only(1, 3)),
    **dict.fromkeys(("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"), lambda number: number == 1 or not number % 2),
    "COUNTIFS": lambda number: bool(number % 2),
    **dict.fromkeys(("COUNTIF", "LARGE", "SMALL", "PERCENTILE", "QUARTILE", "INDEX", "ROWS", "FILTER"), _only(1)),
    **dict.fromkeys(("RANK", "RANK.EQ", "RANK.AVG", "VLOOKUP", "MATCH"), _only(2)),
    **dict.fromkeys(("LOOKUP", "XLOOKUP"), _only(2, 3)),
}  # fmt: skip
"""Which arguments of a function, counted from 1, are lists of cells."""

_BETWEEN = {"=", "<>", "<", ">", "<=", ">="}


@lru_cache(maxsize=1 << 15)
def uses(formula: str) -> tuple[Use, ...]:
    """The references of a formula, in their order; none where it cannot be taken apart."""
    return tuple(
        Use(index, match, role, chain, sign)
        for index, token, role, chain, sign in _operands(formula)
        if (match := reference(token.value))
    )


@lru_cache(maxsize=1 << 15)
def names_used(formula: str) -> tuple[tuple[str, Role], ...]:
    """The names in a formula, in small letters, and what each of them is."""
    return tuple(
        (token.value.casefold(), role) for _, token, role, _, _ in _operands(formula) if not reference(token.value)
    )


def _operands(formula: str) -> list[tuple[int, Token, Role, int, str]]:
    tokens = [item for item in enumerate(tokens_of(formula) or ()) if item[1].type != Token.WSPACE]
    found: list[tuple[int, Token, Role, int, str]] = []
    functions: list[tuple[str, int]] = []
    chain = 0
    for at, (index, token) in enumerate(tokens):
        if token.type in (Token.FUNC, Token.PAREN, Token.SEP, Token.ARRAY) or token.value in _BETWEEN:
            chain += 1
        if token.subtype == Token.OPEN:
            functions.append((_function(token), 1))
        elif token.subtype == Token.CLOSE:
            functions.pop()
        elif token.type == Token.SEP and functions:
            functions[-1] = functions[-1][0], functions[-1][1] + 1
        if is_reference(token):
            before = tokens[at - 1][1] if at else None
            after = tokens[at + 1][1] if at + 1 < len(tokens) else None
            sign = _sign(tokens[at - 2][1] if at > 1 else None, before, after)
            role: Role = "list" if _is_list(functions, before, after) else "term" if sign else ""
            found.append((index, token, role, chain, sign))
    return found


def _function(token: Token) -> str:
    """The name of a function that begins; "(" for a mere parenthesis."""
    return token.value.upper().removeprefix("_XLFN.").removeprefix("_XLWS.").removesuffix("(") or "("


def _is_list(functions: list[tuple[str, int]], before: Token | None, after: Token | None) -> bool:
    if not functions:
        return False
    within = next((name for name, _ in reversed(functions) if name != "("), "")
    if within == "SUMPRODUCT":  # works with lists however they are written, (D3=1)*E3
        return True
    name, number = functions[-1]
    takes = _LISTS.get(name)
    alone = _opens(before) and (after is None or after.type == Token.SEP or after.subtype == Token.CLOSE)
    return takes is not None and takes(number) and alone


def _opens(token: Token | None) -> bool:
    """Whether what follows a token is the beginning of something, not the middle of a calculation."""
    return token is None or token.type == Token.SEP or token.subtype == Token.OPEN or token.value in _BETWEEN


def _sign(earlier: Token | None, before: Token | None, after: Token | None) -> str:
    """+ or - where a reference is a whole term of a sum, "" where it is something else."""
    ends = (
        after is None
        or after.type == Token.SEP
        or after.subtype == Token.CLOSE
        or (after.type == Token.OP_IN and after.value in ("+", "-", *_BETWEEN))
    )
    if not ends:
        return ""
    if _opens(before):
        return "+"
    assert before is not None
    infix = before.type == Token.OP_IN and before.value in ("+", "-")
    prefix = before.type == Token.OP_PRE and _opens(earlier)
    return before.value if infix or prefix else ""
