"""What a cell may hold, and how a spreadsheet reads one kind of it as another.

Numbers are Decimal or float, all of one calculation alike: each formula is worked out both ways, and counts only where both agree.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

Numeric = Decimal | float


@dataclass(frozen=True, slots=True)
class Fault:
    """An error value as a cell shows it: #DIV/0!"""

    code: str


Scalar = Numeric | str | bool | Fault | None
"""What a cell holds; None where it is blank."""

DIVIDED, NO_VALUE, NO_NUMBER, NOT_THERE = Fault("#DIV/0!"), Fault("#VALUE!"), Fault("#NUM!"), Fault("#N/A")

UNREADABLE = Fault("")
"""What stands for a stored value that is not understood."""


class UnknownError(Exception):
    """The result cannot be known here: something is not worked out, or programs differ on it."""


class FaultError(Exception):
    """The calculation ends in an error value."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_MOST_DIGITS = 15


def is_number(value: object) -> bool:
    """Whether a value is a number; TRUE and FALSE are none."""
    return isinstance(value, Decimal | float)


def tidy(number: Numeric) -> Decimal:
    """A number in the fifteen digits that spreadsheets show and compare."""
    if isinstance(number, Decimal):
        return _FIFTEEN.plus(number)
    return Decimal(f"{number:.15g}")


def plain_number(text: str) -> Decimal | None:
    """The number that a text of digits is, None for any other text."""
    return Decimal(text.strip()) if _PLAIN.fullmatch(text.strip()) else None


def number_of(value: Scalar, make: Callable[[Decimal], Numeric]) -> Numeric:
    """A value where a number is wanted. Raises FaultError for what is none, UnknownError for a text that might be read as one."""
    if isinstance(value, Fault):
        raise FaultError(value)
    if isinstance(value, bool) or value is None:
        return make(Decimal(int(value or 0)))
    if not isinstance(value, str):
        return value
    plain = plain_number(value)
    if plain is not None:
        return make(plain)
    if any(letter.isnumeric() for letter in value):  # a date, 50%, 1,000
        raise UnknownError
    raise FaultError(NO_VALUE)


def truth_of(value: Scalar) -> bool:
    """A value where TRUE or FALSE is wanted. Raises FaultError for a text."""
    if isinstance(value, Fault):
        raise FaultError(value)
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise FaultError(NO_VALUE)
    return bool(value)


def text_of(value: Scalar) -> str:
    """A value where a text is wanted. Raises UnknownError for numbers that programs write differently."""
    if isinstance(value, Fault):
        raise FaultError(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    number = tidy(value)
    if not number:
        return "0"
    if not -5 < number.adjusted() < _MOST_DIGITS:
        raise UnknownError
    return f"{number.normalize():f}"


def compared(one: Scalar, other: Scalar) -> int:
    """Below, equal or above as -1, 0, 1: numbers come before texts, texts before FALSE and TRUE; a blank is what it is compared
    with. Raises UnknownError for the order of two different texts, which hangs on the language."""
    for value in (one, other):
        if isinstance(value, Fault):
            raise FaultError(value)
    one, other = _blank_like(one, other), _blank_like(other, one)
    ranks = _rank(one), _rank(other)
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if isinstance(one, str) and isinstance(other, str):
        if one.casefold() == other.casefold():
            return 0
        raise DifferentTextsError
    if isinstance(one, bool) and isinstance(other, bool):
        return int(one) - int(other)
    assert isinstance(one, Decimal | float) and isinstance(other, Decimal | float)
    left, right = tidy(one), tidy(other)
    return (left > right) - (left < right)


class DifferentTextsError(UnknownError):
    """Two texts are not the same; which comes first is not known."""


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two values are equal."""
    try:
        return compared(one, other) == 0
    except DifferentTextsError:
        return False


def _blank_like(value: Scalar, other: Scalar) -> Scalar:
    if value is not None:
        return value
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else Decimal(0)


def _rank(value: Scalar) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0
