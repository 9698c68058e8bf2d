"""Functions that decide: IF, AND, IFERROR and the questions what a cell holds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Block, Evaluator, Function
from medaid_desktop.formats.excel.calculating.scalars import (
    NO_VALUE,
    NOT_THERE,
    Fault,
    FaultError,
    Scalar,
    UnknownError,
    is_number,
    truth_of,
)
from medaid_desktop.formats.excel.calculating.tree import Literal, Node


def _chosen(ev: Evaluator, node: Node) -> Scalar | Block:
    """The argument that is the result; one left out is 0."""
    return ev.made(Decimal(0)) if node == Literal(None) else ev.operand(node)


def _if(ev: Evaluator, args: Sequence[Node]) -> Scalar | Block:
    if not 2 <= len(args) <= 3:
        raise UnknownError
    if truth_of(ev.value(args[0])):
        return _chosen(ev, args[1])
    return _chosen(ev, args[2]) if len(args) > 2 else False


def _ifs(ev: Evaluator, args: Sequence[Node]) -> Scalar | Block:
    for asked, answer in zip(args[::2], args[1::2], strict=False):
        if truth_of(ev.value(asked)):
            return _chosen(ev, answer)
    raise FaultError(NOT_THERE)


def _caught(catches: Callable[[Fault], bool]) -> Function:
    def function(ev: Evaluator, args: Sequence[Node]) -> Scalar | Block:
        if len(args) != 2:
            raise UnknownError
        found = fault_or(ev, args[0])
        if isinstance(found, Fault) and catches(found):
            return _chosen(ev, args[1])
        if isinstance(found, Fault):
            raise FaultError(found)
        return ev.made(Decimal(0)) if found is None else found

    return function


def fault_or(ev: Evaluator, node: Node) -> Scalar:
    """A value, an error as a value too."""
    try:
        return ev.value(node)
    except FaultError as error:
        return error.fault


def _truths(ev: Evaluator, args: Sequence[Node]) -> Iterator[bool]:
    for arg in args:
        found = ev.operand(arg)
        if not isinstance(found, Block):
            yield truth_of(found)
            continue
        for value in ev.listed(found):
            if isinstance(value, Fault):
                raise FaultError(value)
            if value is not None and not isinstance(value, str):
                yield bool(value)


def _all_or_any(decide: Callable[[list[bool]], bool]) -> Function:
    def function(ev: Evaluator, args: Sequence[Node]) -> Scalar:
        found = list(_truths(ev, args))
        if not found:
            raise FaultError(NO_VALUE)
        return decide(found)

    return function


def _not(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return not truth_of(ev.value(args[0]))


def _asking(is_so: Callable[[Scalar], bool]) -> Function:
    return lambda ev, args: is_so(fault_or(ev, args[0]))


def _constant(value: Scalar) -> Function:
    return lambda _, __: value


LOGIC: Mapping[str, Function] = {
    "IF": _if, "IFS": _ifs, "IFERROR": _caught(lambda _: True), "IFNA": _caught(lambda fault: fault == NOT_THERE),
    "AND": _all_or_any(all), "OR": _all_or_any(any), "XOR": _all_or_any(lambda found: sum(found) % 2 == 1), "NOT": _not,
    "TRUE": _constant(True), "FALSE": _constant(False), "NA": _constant(NOT_THERE),
    "ISBLANK": _asking(lambda value: value is None), "ISNUMBER": _asking(is_number),
    "ISTEXT": _asking(lambda value: isinstance(value, str)), "ISNONTEXT": _asking(lambda value: not isinstance(value, str)),
    "ISLOGICAL": _asking(lambda value: isinstance(value, bool)), "ISERROR": _asking(lambda value: isinstance(value, Fault)),
    "ISNA": _asking(lambda value: value == NOT_THERE),
    "ISERR": _asking(lambda value: isinstance(value, Fault) and value != NOT_THERE),
}  # fmt: skip
