"""Functions over lists of numbers: sums, counts, means, the greatest and least, ranks, subtotals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Block, Evaluator, Function
from medaid_desktop.formats.excel.calculating.scalars import (
    DIVIDED,
    NO_NUMBER,
    Fault,
    FaultError,
    Numeric,
    Scalar,
    UnknownError,
    is_number,
    number_of,
    tidy,
)
from medaid_desktop.formats.excel.calculating.tree import Node


def numbers(ev: Evaluator, args: Sequence[Node]) -> Iterator[Numeric]:
    """The numbers of a list: of cells those that hold one, of other arguments their value."""
    for arg in args:
        found = ev.operand(arg)
        if isinstance(found, Block):
            yield from _within(ev.listed(found))
        else:
            yield number_of(found, ev.made)


def _within(values: Iterator[Scalar]) -> Iterator[Numeric]:
    for value in values:
        if isinstance(value, Fault):
            raise FaultError(value)
        if isinstance(value, Decimal | float):
            yield value


def added(ev: Evaluator, found: Iterator[Numeric]) -> Numeric:
    """The sum of numbers."""
    total = ev.made(Decimal(0))
    for number in found:
        total = ev.arithmetic("+", total, number)
    return total


def _sum(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return added(ev, numbers(ev, args))


def mean(ev: Evaluator, found: Iterator[Numeric]) -> Numeric:
    """The average of numbers. Raises FaultError where there are none."""
    every = list(found)
    return ev.arithmetic("/", added(ev, iter(every)), ev.made(Decimal(len(every))))


def _average(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return mean(ev, numbers(ev, args))


def _product(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    every = list(numbers(ev, args))
    total = ev.made(Decimal(1 if every else 0))
    for number in every:
        total = ev.arithmetic("*", total, number)
    return total


def _greatest(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return max(numbers(ev, args), default=ev.made(Decimal(0)))


def _least(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return min(numbers(ev, args), default=ev.made(Decimal(0)))


def _counting(counts: Callable[[Scalar], bool]) -> Function:
    def count(ev: Evaluator, args: Sequence[Node]) -> Scalar:
        found = 0
        for arg in args:
            value = _or_fault(ev, arg)
            if isinstance(value, Block):
                found += sum(1 for one in ev.listed(value) if counts(one))
            elif isinstance(value, str) or value is None:  # a written "5" may count for a number
                raise UnknownError
            else:
                found += isinstance(value, bool) or counts(value)
        return ev.made(Decimal(found))

    return count


def _or_fault(ev: Evaluator, node: Node) -> Scalar | Block:
    try:
        return ev.operand(node)
    except FaultError as error:
        return error.fault


def _count_blank(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    block = ev.block(args[0])
    filled = sum(1 for value in ev.listed(block) if value not in (None, ""))
    return ev.made(Decimal(block.shape[0] * block.shape[1] - filled))


def _nth(greatest: bool) -> Function:
    def nth(ev: Evaluator, args: Sequence[Node]) -> Scalar:
        every = sorted(_within(ev.listed(ev.block(args[0]))), reverse=greatest)
        number = ev.whole(args[1])
        if not 1 <= number <= len(every):
            raise FaultError(NO_NUMBER)
        return every[number - 1]

    return nth


def _median(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    every = sorted(numbers(ev, args))
    if not every:
        raise FaultError(NO_NUMBER)
    half = len(every) // 2
    if len(every) % 2:
        return every[half]
    return ev.arithmetic("/", ev.arithmetic("+", every[half - 1], every[half]), ev.made(Decimal(2)))


def _rank(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    wanted = tidy(ev.number(args[0]))
    every = [tidy(number) for number in _within(ev.listed(ev.block(args[1])))]
    if wanted not in every:  # programs differ
        raise UnknownError
    rising = len(args) > 2 and bool(ev.number(args[2]))
    before = sum(1 for number in every if (number < wanted if rising else number > wanted))
    return ev.made(Decimal(before + 1))


def _subtotal(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    """What a subtotal has over its cells but for other subtotals. Where rows are hidden, it hangs on how they were."""
    number = ev.whole(args[0])
    values: list[Scalar] = []
    for arg in args[1:]:
        block = ev.block(arg)
        for row, col, value in ev.placed(block):
            if ev.cells.is_hidden(block.sheet, row, row):
                raise UnknownError
            if not ev.cells.is_subtotal(block.sheet, row, col):
                values.append(value)
    kind = _SUBTOTALS.get(number % 100 if 100 < number < 112 else number)
    if kind is None or not args[1:]:
        raise UnknownError
    return kind(ev, values)


def _subtotal_average(ev: Evaluator, values: Sequence[Scalar]) -> Scalar:
    found = list(_within(iter(values)))
    if not found:
        raise FaultError(DIVIDED)
    return mean(ev, iter(found))


_SUBTOTALS: Mapping[int, Callable[[Evaluator, Sequence[Scalar]], Scalar]] = {
    1: _subtotal_average,
    2: lambda ev, values: ev.made(Decimal(sum(1 for value in values if is_number(value)))),
    3: lambda ev, values: ev.made(Decimal(sum(1 for value in values if value is not None))),
    4: lambda ev, values: max(_within(iter(values)), default=ev.made(Decimal(0))),
    5: lambda ev, values: min(_within(iter(values)), default=ev.made(Decimal(0))),
    9: lambda ev, values: added(ev, _within(iter(values))),
}

LISTS: Mapping[str, Function] = {
    "SUM": _sum, "AVERAGE": _average, "PRODUCT": _product, "MAX": _greatest, "MIN": _least, "MEDIAN": _median,
    "COUNT": _counting(is_number), "COUNTA": _counting(lambda value: value is not None), "COUNTBLANK": _count_blank,
    "LARGE": _nth(True), "SMALL": _nth(False), "RANK": _rank, "RANK.EQ": _rank, "SUBTOTAL": _subtotal,
}  # fmt: skip
