"""Functions of single numbers: rounding, remainders, days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Context, Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Evaluator, Function
from medaid_desktop.formats.excel.calculating.scalars import DIVIDED, NO_NUMBER, FaultError, Scalar, UnknownError, tidy
from medaid_desktop.formats.excel.calculating.tree import Node

_WIDE = Context(prec=60)
_MOST_PLACES = 15
_FIRST_DAY = date(1899, 12, 30)
_FIRST_SURE = 61
"""Days before 1 March 1900 are numbered differently by programs."""


def _rounding(how: str, default: bool = False) -> Function:
    def function(ev: Evaluator, args: Sequence[Node]) -> Scalar:
        number = tidy(ev.number(args[0]))
        if len(args) < 2 and not default:
            raise UnknownError
        places = ev.whole(args[1]) if len(args) > 1 else 0
        if abs(places) > _MOST_PLACES:
            raise UnknownError
        return ev.made(_rounded(number, places, how))

    return function


def _rounded(number: Decimal, places: int, how: str) -> Decimal:
    return _WIDE.plus(number).quantize(Decimal(1).scaleb(-places), how, _WIDE) + Decimal(0)


def _floor(number: Decimal) -> Decimal:
    return _rounded(number, 0, ROUND_FLOOR)


def _int(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return ev.made(_floor(tidy(ev.number(args[0]))))


def _abs(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return abs(ev.number(args[0]))


def _sign(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    number = ev.number(args[0])
    return ev.made(Decimal((number > 0) - (number < 0)))


def _mod(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    number, by = tidy(ev.number(args[0])), tidy(ev.number(args[1]))
    if not by:
        raise FaultError(DIVIDED)
    return ev.made(number - by * _floor(tidy(number / by)))


def _power(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return ev.power(ev.number(args[0]), ev.number(args[1]))


def _root(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    number = ev.number(args[0])
    if number < 0:
        raise FaultError(NO_NUMBER)
    return number.sqrt() if isinstance(number, Decimal) else number**0.5


def _day_of(ev: Evaluator, node: Node) -> date:
    number = int(tidy(ev.number(node)))
    if ev.cells.epoch_1904 or not _FIRST_SURE <= number < 2_958_466:
        raise UnknownError
    return _FIRST_DAY + timedelta(days=number)


def _part(read: Callable[[date], int]) -> Function:
    return lambda ev, args: ev.made(Decimal(read(_day_of(ev, args[0]))))


def _date(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    year, month, day = (ev.whole(arg) for arg in args)
    if ev.cells.epoch_1904 or not 1901 <= year <= 9000 or abs(month) > 1000:
        raise UnknownError
    years, months = divmod(month - 1, 12)
    found = date(year + years, months + 1, 1) + timedelta(days=day - 1)
    return ev.made(Decimal((found - _FIRST_DAY).days))


NUMBERS: Mapping[str, Function] = {
    "ROUND": _rounding(ROUND_HALF_UP), "ROUNDUP": _rounding(ROUND_UP), "ROUNDDOWN": _rounding(ROUND_DOWN),
    "TRUNC": _rounding(ROUND_DOWN, True), "INT": _int, "ABS": _abs, "SIGN": _sign, "MOD": _mod, "POWER": _power,
    "SQRT": _root, "DATE": _date, "YEAR": _part(lambda day: day.year), "MONTH": _part(lambda day: day.month),
    "DAY": _part(lambda day: day.day),
}  # fmt: skip
