"""SUMPRODUCT: lists multiplied cell by cell, also with conditions written as calculations, (A1:A9="是")*B1:B9."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from medaid_desktop.formats.excel.calculating.evaluating import Block, Evaluator, Function
from medaid_desktop.formats.excel.calculating.scalars import NO_VALUE, Fault, FaultError, Numeric, Scalar, UnknownError
from medaid_desktop.formats.excel.calculating.tree import Node, Operation

_MOST = 20_000


class _Grid(NamedTuple):
    """Values row by row."""

    rows: int
    cols: int
    values: Sequence[Scalar]


def _grid(ev: Evaluator, node: Node) -> _Grid:
    """The values of cells, or of a calculation with each of them."""
    if isinstance(node, Operation):
        parts = [_grid(ev, one) for one in node.operands]
        rows, cols = max(part.rows for part in parts), max(part.cols for part in parts)
        if any((part.rows, part.cols) not in ((rows, cols), (1, 1)) for part in parts):
            raise UnknownError
        wide = [part.values if len(part.values) == rows * cols else list(part.values) * (rows * cols) for part in parts]
        return _Grid(rows, cols, [_operated(ev, node.sign, one) for one in zip(*wide, strict=True)])
    found = ev.operand(node)
    if not isinstance(found, Block):
        return _Grid(1, 1, [found])
    rows, cols = found.shape
    if rows * cols > _MOST:
        raise UnknownError
    first, left, last, right = found.area
    places = ((row, col) for row in range(first, last + 1) for col in range(left, right + 1))
    return _Grid(rows, cols, [ev.cell(found.sheet, *place) for place in places])


def _operated(ev: Evaluator, sign: str, values: Sequence[Scalar]) -> Scalar:
    try:
        return ev.operated(sign, values)
    except FaultError as error:
        return error.fault


def _sum_product(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    grids = [_grid(ev, arg) for arg in args]
    if not grids:
        raise UnknownError
    if any((grid.rows, grid.cols) != (grids[0].rows, grids[0].cols) for grid in grids):
        raise FaultError(NO_VALUE)
    total = ev.made(Decimal(0))
    for values in zip(*(grid.values for grid in grids), strict=True):
        product = ev.made(Decimal(1))
        for value in values:
            product = ev.arithmetic("*", product, _figure(ev, value))
        total = ev.arithmetic("+", total, product)
    return total


def _figure(ev: Evaluator, value: Scalar) -> Numeric:
    """A cell's number; texts, blanks and TRUE count as 0."""
    if isinstance(value, Fault):
        raise FaultError(value)
    return value if isinstance(value, Decimal | float) else ev.made(Decimal(0))


PRODUCTS: Mapping[str, Function] = {"SUMPRODUCT": _sum_product}
