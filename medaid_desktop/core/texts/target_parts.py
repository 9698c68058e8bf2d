"""A target in the three columns that some forms print for it: sign of comparison, value, unit; `≥95%` is ≥ | 95 | %."""

import re
from typing import NamedTuple

from medaid_desktop.core.texts.numbers import DIGITS, fold
from medaid_desktop.core.texts.targets import format_target, parse_target

QUALITATIVE = "定性"
"""Stands in the column of signs where the value is told in words."""

_SIGN = r"[≥≤=><≧≦＞＜＝》《]{1,2}|>=|<=|大于等于|小于等于|等于|大于|小于|不低于|不高于"
_OPERATOR = re.compile(rf"{_SIGN}|{QUALITATIVE}")
_COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十百千万]")
_WHOLE = re.compile(rf"(?P<operator>{_SIGN})?(?P<value>[-+]?{DIGITS})(?P<unit>\D{{0,12}})")


class TargetParts(NamedTuple):
    """The texts of the three columns, "" for one that is blank."""

    operator: str
    value: str
    unit: str


def is_operator(text: str) -> bool:
    """Whether a text is a sign of comparison and nothing else (定性 stands in the same column)."""
    return bool(_OPERATOR.fullmatch("".join(text.split())))


def is_counted(value: str) -> bool:
    """Whether a value is told in figures, so that a unit belongs to it."""
    return bool(_COUNTED.search(value))


def join_target(operator: str, value: str, unit: str) -> str:
    """The target as it would stand in one cell (contract, section 3): no unit behind words, no sign that is none."""
    return format_target(operator if is_operator(operator) else "", value, unit if is_counted(value) else "")


def split_target(text: str, has_operator: bool = True, has_unit: bool = True) -> TargetParts:
    """The texts for the columns that a form has; `join_target` makes exactly `text` of them again.

    What is no plain figure with a sign and a unit (明显提高, 90%-95%, 2024年12月底前) stands as a whole in the column of values.
    """
    whole = TargetParts("", text, "")
    found = _WHOLE.fullmatch(text)
    understood = parse_target(text)
    if found is None or understood.kind != "number" or understood.upper is not None:
        return whole
    operator, value, unit = found["operator"] or "", found["value"], found["unit"]
    if fold(unit) != (understood.unit or ""):
        return whole
    if not has_operator:
        operator, value = "", operator + value
    if not has_unit:
        value, unit = value + unit, ""
    parts = TargetParts(operator, value, unit)
    return parts if join_target(*parts) == text else whole
