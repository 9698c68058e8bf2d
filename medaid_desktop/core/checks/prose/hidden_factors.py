"""Factors that a calculation in prose leaves to the sentence around it: 约1000人，按每人100元×3次=30万元."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from medaid_desktop.core.checks.prose.calculations import Calculation
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of

_ENDS = "。;!?\n"
_NUMBER = re.compile(rf"(?<![0-9A-Za-z.])(?P<digits>{DIGITS})\s*(?P<unit>%|[千万亿]|[一-鿿])?")
_SPOKEN = re.compile(r"(?P<number>[两二三四五六七八九十]|十[一二])(?=次|个?月|年|人|季|批|倍|轮|期|天|户|家)")
_NUMERALS = {
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_IMPLIED = (("月", 12), ("季", 4), ("日", 365), ("天", 365), ("半年", 2), ("每年", 3), ("双", 2))
_EACH = re.compile(r"[每各均]|分别")
_SCALE = {"千": 3, "万": 4, "亿": 8}
_SLACK = Decimal("0.005")
_HALF, _DOUBLE = Decimal("0.5"), Decimal(2)
_MOST = 24


def may_be_hidden(folded: str, one: Calculation) -> bool:
    """Whether a result that is not what its terms make may be right with a number of the text around the calculation.

    A number there, or two of them, that make good the difference do; and where the difference is a matter of times and
    the sentence still has other quantities, or speaks of 每 and 各, nobody can be sure.
    """
    stated, made = one.stated.value, one.result
    if stated == 0 or made == 0:
        return False
    ratio = abs(stated / made)
    start, end = _sentence(folded, one)
    near = list(_factors(folded, start, end, one))[:_MOST]
    if _explained(ratio, near):
        return True
    if _HALF < ratio < _DOUBLE:
        return False
    if _explained(ratio, list(_factors(folded, 0, len(folded), one))[:_MOST]):
        return True
    power_of_ten = ratio.normalize().as_tuple().digits == (1,)
    beside = folded[start : one.start] + folded[one.end : end]
    return not power_of_ten and bool(near or _EACH.search(beside))


def _sentence(folded: str, one: Calculation) -> tuple[int, int]:
    start = max(folded.rfind(stop, 0, one.start) for stop in _ENDS) + 1
    ends = [at for stop in _ENDS if (at := folded.find(stop, one.end)) >= 0]
    return start, min(ends, default=len(folded))


def _factors(folded: str, start: int, end: int, one: Calculation) -> Iterator[Decimal]:
    """The numbers of a stretch that are no part of the calculation, those it has itself and years left out."""
    own = {term.value for term in one.terms} | {one.stated.value}
    for match in _NUMBER.finditer(folded, start, end):
        if one.start <= match.start() < one.end:
            continue
        value, unit = decimal_of(match["digits"]), match["unit"] or ""
        if value in own or value in (0, 1) or (unit == "年" and value > 1000) or unit == "号":
            continue
        if unit == "%":
            yield from (value / 100, 1 - value / 100, 1 + value / 100)
        else:
            yield value.scaleb(_SCALE.get(unit, 0))
    stretch = folded[start:end]
    yield from (Decimal(_NUMERALS[match["number"]]) for match in _SPOKEN.finditer(stretch))
    yield from (Decimal(value) for word, value in _IMPLIED if word in stretch)


def _explained(ratio: Decimal, factors: list[Decimal]) -> bool:
    known = [factor for factor in factors if factor > 0]
    products = [one * other for one, other in combinations(known, 2)]
    return any(
        abs(ratio - factor) <= factor * _SLACK or abs(ratio * factor - 1) <= _SLACK for factor in (*known, *products)
    )
