"""Formulas that sum or count across several sheets (表1:表3!B8)."""

from collections.abc import Sequence

from medaid_desktop.formats.excel.formula_tokens import quoted_name
from medaid_desktop.formats.excel.patching.pieces import Calls, pieces

_OF_LISTS = frozenset((
    "SUM", "SUMSQ", "AVERAGE", "AVERAGEA", "COUNT", "COUNTA", "MAX", "MAXA", "MIN", "MINA", "PRODUCT", "STDEV", "STDEVA", "STDEVP",
    "STDEVPA", "STDEV.S", "STDEV.P", "VAR", "VARA", "VARP", "VARPA", "VAR.S", "VAR.P",
))  # fmt: skip
"""Functions that read as many lists as they are given, in whatever order."""
_MOST_SHEETS = 30


def spelled_out(formula: str, sheets: Sequence[str]) -> str:
    """A formula that names each sheet of a stretch by itself where it sums or counts across it: SUM(表1:表3!B8) becomes
    SUM('表1'!B8,'表2'!B8,'表3'!B8). `sheets` are all, in the order of their tabs; other stretches stay.

    Every office program reads that, whatever the sheets are called: some take no stretch whose ends need quotes.
    """
    if ":" not in formula or "!" not in formula:
        return formula
    found = list(pieces(formula))
    calls = Calls()
    made: list[str] = []
    at = 0
    while at < len(found):
        piece = found[at]
        calls.pass_by(piece)
        end = next((n for n in range(at + 1, len(found)) if found[n].kind == "close" or found[n].text == ","), 0)
        between = _stretch(piece.sheets, sheets) if piece.kind == "sheets" and end else ()
        is_whole = bool(at) and (found[at - 1].kind == "call" or found[at - 1].text == ",")
        place_of = found[at + 1 : end]
        is_plain = all(one.kind == "word" or one.text == ":" for one in place_of)
        if between and is_whole and is_plain and calls.name in _OF_LISTS:
            cells = "".join(one.text for one in place_of)
            made.append(",".join(f"{quoted_name(name)}!{cells}" for name in between))
            at = end
        else:
            made.append(piece.text)
            at += 1
    return "".join(made)


def _stretch(ends: Sequence[str], sheets: Sequence[str]) -> Sequence[str]:
    """The sheets from one to another; none where they are no stretch, or one of very many."""
    order = [name.casefold() for name in sheets]
    if len(ends) != 2 or any(name.casefold() not in order for name in ends):
        return ()
    first, last = sorted(order.index(name.casefold()) for name in ends)
    return sheets[first : last + 1] if last - first < _MOST_SHEETS else ()
