"""Amounts of money: a `Decimal` in the unit it was written in. Converting is exact, rounding has one rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from medaid_desktop.core.texts.numbers import (
    FINANCE_NUMBER,
    Nothing,
    Unclear,
    finance_value,
    fold,
    format_number,
    is_nothing,
    why_no_number,
)

POWERS = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
"""The units of money and the power of ten that each stands for."""

_HUNDREDTH = Decimal("0.01")
_SHORT_UNITS = {"千": "千元", "万": "万元", "亿": "亿元"}
_OTHER_UNITS = {"元": "万元", "千元": "元", "万元": "元", "亿元": "万元"}
_UNIT = r"[千万亿]\s?元|[千万亿元]"
_AMOUNT = re.compile(
    rf"(?P<mark>¥|人民币)?\s*+{FINANCE_NUMBER}\s*+(?P<bracket>\()?\s*+(?P<unit>{_UNIT})?\s*+(?(bracket)\))\s*+整?"
)
_UNIT_NOTE = re.compile(rf"\(?\s*+(?:(?:金额)?单位\s*+[:;]?)?\s*+(?P<unit>{_UNIT})\s*+\)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as understood: `value` with its written decimals, `unit` one of `POWERS`, None where unknown.

    `text` is what was written; it stays the same when the amount is converted.
    """

    value: Decimal
    unit: str | None
    text: str

    def to(self, unit: str) -> "Amount":
        """The same money in another unit, exactly, and just as precise: 154.18 万元 is 15418E+2 元.

        Raises ValueError where a unit is unknown.
        """
        if self.unit not in POWERS or unit not in POWERS:
            raise ValueError(f"no conversion from {self.unit} to {unit}")
        return Amount(_shifted(self.value, POWERS[self.unit] - POWERS[unit]), unit, self.text)


def money_unit(text: str) -> str | None:
    """The unit of money a text names, one of `POWERS`: 万元, 万, （万元）, 单位：元, 单位;万元; else None."""
    match = _UNIT_NOTE.fullmatch(fold(text).strip())
    return _unit_name(match["unit"]) if match else None


def parse_amount(text: str, default_unit: str | None = None) -> Amount | None:
    """The amount a text states, None where it states none; `default_unit` holds where it names no unit."""
    amount = read_amount(text, default_unit)
    return amount if isinstance(amount, Amount) else None


@lru_cache(maxsize=16384)
def read_amount(text: str, default_unit: str | None = None) -> Amount | Nothing | Unclear | None:
    """As `parse_amount`, but tells 无 and — (Nothing) and what is not understood (Unclear) from a blank (None).

    An ￥ names 元 only where there is no `default_unit`: spreadsheets put it before numbers of any unit.
    """
    stripped = fold(text).strip()
    if not stripped:
        return None
    match = _AMOUNT.fullmatch(stripped)
    value = finance_value(match) if match else None
    if match and value is not None:
        written = match["unit"]
        unit = _unit_name(written) if written else default_unit or ("元" if match["mark"] else None)
        return Amount(value, unit if unit in POWERS else None, text)
    return Nothing(text) if is_nothing(text) else Unclear(why_no_number(text, "金额", "154.18 或 154.18万元"))


def format_amount(amount: Amount, grouped: bool = False) -> str:
    """The amount with its written decimals and its unit, "154.18 万元"; `grouped` as "1 541 800 元"."""
    return f"{format_number(amount.value, grouped)} {amount.unit or ''}".rstrip()


def other_unit(amount: Amount) -> str | None:
    """The same money in the unit a clerk checks it by, to show beside the cell: 154.18 万元 → "1 541 800 元".

    元 and 亿元 become 万元, 万元 and 千元 become 元; None where the unit is unknown. Closing zeros of decimals go.
    """
    if amount.unit is None:
        return None
    unit = _OTHER_UNITS[amount.unit]
    digits = format_number(amount.to(unit).value, grouped=True)
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits} {unit}"


def rounding_tolerance(terms: Sequence[Decimal]) -> Decimal:
    """By how much a sum of n printed terms may be off: n × half the last printed digit.

    乌鲁木齐 2020: columns of eight make 243.01 and 40.01 where 243.0 and 40 are printed.
    The last printed digit is that of the most precise term, as spreadsheets drop closing zeros (4.7, 1 and 0.3
    are all rounded to tenths). Meant for rounded money; counts of people are exact.
    """
    return rounding_of(len(terms), min(map(last_place, terms))) if terms else Decimal(0)


def last_place(term: Decimal) -> int:
    """The power of ten of a number's last digit: -2 for 1.05. Raises ValueError for what is no number."""
    if term.same_quantum(_HUNDREDTH):  # as most are; a tuple takes five times as long
        return -2
    place = term.as_tuple().exponent
    if not isinstance(place, int):
        raise ValueError(f"not an amount: {term}")
    return place


def rounding_of(terms: int, place: int) -> Decimal:
    """As `rounding_tolerance`, for so many terms of which the most precise ends at a power of ten."""
    return Decimal(5 * terms).scaleb(place - 1)


def _shifted(value: Decimal, places: int) -> Decimal:
    """value × 10^places. Built from its digits, as arithmetic would round to the context's precision."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"not an amount: {value}")
    return Decimal((sign, digits, exponent + places))


def _unit_name(written: str) -> str:
    name = "".join(written.split())
    return _SHORT_UNITS.get(name, name)
