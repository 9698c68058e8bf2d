"""Functions that count or sum the cells that meet a condition: SUMIF, COUNTIFS and their like."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Block, Evaluator, Function
from medaid_desktop.formats.excel.calculating.functions_lists import added, mean
from medaid_desktop.formats.excel.calculating.scalars import (
    NO_VALUE,
    Fault,
    FaultError,
    Numeric,
    Scalar,
    UnknownError,
    plain_number,
    tidy,
)
from medaid_desktop.formats.excel.calculating.tree import Node

Meets = Callable[[Scalar], bool]

_CONDITION = re.compile(r"(<=|>=|<>|<|>|=|)(.*)", re.DOTALL)
_PERHAPS_NUMBER = re.compile(r"[\d.,%/\\:年月日时分秒 +\-()¥$￥eE]*\d[\d.,%/\\:年月日时分秒 +\-()¥$￥eE]*")


def condition(value: Scalar) -> Meets:
    """Whether a cell meets a condition: a value, ">=5", "<>", "已*". Raises UnknownError for one that programs read differently."""
    if isinstance(value, Decimal | float):
        return _figures("=", tidy(value))
    if not isinstance(value, str):
        raise UnknownError
    match = _CONDITION.fullmatch(value)
    assert match is not None
    sign, rest = match[1], match[2]
    number = plain_number(rest)
    if number is not None and rest == rest.strip():
        return _figures(sign or "=", number)
    if not rest:
        if sign == "<>":
            return _is_filled
        raise UnknownError
    if sign not in ("", "=", "<>") or _PERHAPS_NUMBER.fullmatch(rest) or rest.upper() in ("TRUE", "FALSE"):
        raise UnknownError
    pattern = _wildcards(rest)
    return lambda cell: (isinstance(cell, str) and bool(pattern.fullmatch(cell.casefold()))) == (sign != "<>")


def _is_filled(value: Scalar) -> bool:
    if value == "":  # a formula's empty text counts as filled in some programs only
        raise UnknownError
    return value is not None


def _figures(sign: str, number: Decimal) -> Meets:
    def meets(value: Scalar) -> bool:
        if isinstance(value, str) and plain_number(value) is not None:
            raise UnknownError  # digits that are a text
        if not isinstance(value, Decimal | float):
            return sign == "<>"
        own = tidy(value)
        return {
            "=": own == number, "<>": own != number, "<": own < number, ">": own > number,
            "<=": own <= number, ">=": own >= number,
        }[sign]  # fmt: skip

    return meets


def _wildcards(text: str) -> re.Pattern[str]:
    """? is a letter, * are any, ~ takes that meaning away."""
    if "~" in text:
        raise UnknownError
    signs = {"*": ".*", "?": "."}
    return re.compile("".join(signs.get(letter) or re.escape(letter) for letter in text.casefold()), re.DOTALL)


def _values(ev: Evaluator, block: Block, shape: tuple[int, int]) -> Iterator[tuple[int, int, Scalar]]:
    """Row and column within the area, and the value, of each cell of an area that has this shape from its first cell on."""
    first, left = block.area[0], block.area[1]
    area = first, left, first + shape[0] - 1, left + shape[1] - 1
    return ((row - first, col - left, value) for row, col, value in ev.placed(Block(block.sheet, area)))


def _met(ev: Evaluator, pairs: Sequence[tuple[Block, Meets]]) -> set[tuple[int, int]]:
    """The places within the areas where all conditions are met, among those that may hold anything."""
    shape = pairs[0][0].shape
    if any(block.shape != shape for block, _ in pairs):
        raise FaultError(NO_VALUE)
    found: set[tuple[int, int]] | None = None
    for block, meets in pairs:
        if meets(None):  # blanks meet it: all must be looked at
            used = ev.cells.used(block.sheet, block.area)
            if used != block.area:
                raise UnknownError
        own = {(row, col) for row, col, value in _values(ev, block, shape) if _holds(meets, value)}
        found = own if found is None else found & own
    return found or set()


def _holds(meets: Meets, value: Scalar) -> bool:
    return not isinstance(value, Fault) and meets(value)


def _pairs(ev: Evaluator, args: Sequence[Node]) -> list[tuple[Block, Meets]]:
    if not args or len(args) % 2:
        raise UnknownError
    return [(ev.block(area), condition(_wanted(ev, what))) for area, what in zip(args[::2], args[1::2], strict=True)]


def _wanted(ev: Evaluator, node: Node) -> Scalar:
    value = ev.value(node)
    if isinstance(value, Fault):
        raise UnknownError
    return value


def _figures_at(ev: Evaluator, block: Block, pairs: Sequence[tuple[Block, Meets]]) -> list[Numeric]:
    met = _met(ev, pairs)
    found: list[Numeric] = []
    for row, col, value in _values(ev, block, pairs[0][0].shape):
        if (row, col) in met:
            if isinstance(value, Fault):
                raise FaultError(value)
            if isinstance(value, Decimal | float):
                found.append(value)
    return found


def _of_one(finish: Callable[[Evaluator, Iterator[Numeric]], Scalar]) -> Function:
    """SUMIF and AVERAGEIF: one condition, the figures beside it or the cells themselves."""

    def function(ev: Evaluator, args: Sequence[Node]) -> Scalar:
        pairs = _pairs(ev, args[:2])
        figures = ev.block(args[2]) if len(args) > 2 else pairs[0][0]
        return finish(ev, iter(_figures_at(ev, figures, pairs)))

    return function


def _of_several(finish: Callable[[Evaluator, Iterator[Numeric]], Scalar]) -> Function:
    """SUMIFS and AVERAGEIFS: the figures first, then pairs of cells and condition."""

    def function(ev: Evaluator, args: Sequence[Node]) -> Scalar:
        figures, pairs = ev.block(args[0]), _pairs(ev, args[1:])
        if figures.shape != pairs[0][0].shape:
            raise FaultError(NO_VALUE)
        return finish(ev, iter(_figures_at(ev, figures, pairs)))

    return function


def _count(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return ev.made(Decimal(len(_met(ev, _pairs(ev, args)))))


CONDITIONS: Mapping[str, Function] = {
    "SUMIF": _of_one(added), "AVERAGEIF": _of_one(mean), "SUMIFS": _of_several(added), "AVERAGEIFS": _of_several(mean),
    "COUNTIF": _count, "COUNTIFS": _count,
}  # fmt: skip
