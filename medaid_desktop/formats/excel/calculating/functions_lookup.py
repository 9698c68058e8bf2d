"""Functions that look something up: where a value stands in a list, what stands beside it, where a cell lies."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Block, Evaluator, Function
from medaid_desktop.formats.excel.calculating.scalars import NOT_THERE, Fault, FaultError, Scalar, UnknownError, same
from medaid_desktop.formats.excel.calculating.tree import Literal, Node

_WILD = frozenset("*?~")


def _is_exact(ev: Evaluator, args: Sequence[Node], number: int) -> bool:
    """Whether the same value is looked for, not the nearest."""
    return len(args) > number and not ev.number(args[number])


def _place(ev: Evaluator, wanted: Scalar, block: Block, down: bool) -> int:
    """How far down or right within an area a value stands first. Raises FaultError where it does not."""
    if isinstance(wanted, Fault):
        raise FaultError(wanted)
    if wanted is None or (isinstance(wanted, str) and (not wanted or _WILD & set(wanted))):
        raise UnknownError
    first, left, last, right = block.area
    line = (first, left, last, left) if down else (first, left, first, right)
    for row, col, value in ev.placed(Block(block.sheet, line)):
        if value is not None and not isinstance(value, Fault) and same(wanted, value):
            return row - first if down else col - left
    raise FaultError(NOT_THERE)


def _vlookup(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    block, number = ev.block(args[1]), ev.whole(args[2])
    if not _is_exact(ev, args, 3) or not 1 <= number <= block.shape[1]:
        raise UnknownError
    row = block.area[0] + _place(ev, ev.value(args[0]), block, True)
    return ev.cell(block.sheet, row, block.area[1] + number - 1)


def _hlookup(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    block, number = ev.block(args[1]), ev.whole(args[2])
    if not _is_exact(ev, args, 3) or not 1 <= number <= block.shape[0]:
        raise UnknownError
    col = block.area[1] + _place(ev, ev.value(args[0]), block, False)
    return ev.cell(block.sheet, block.area[0] + number - 1, col)


def _match(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    block = ev.block(args[1])
    if not _is_exact(ev, args, 2) or 1 not in block.shape:
        raise UnknownError
    return ev.made(Decimal(_place(ev, ev.value(args[0]), block, block.shape[1] == 1) + 1))


def _index(ev: Evaluator, args: Sequence[Node]) -> Scalar | Block:
    block, row = ev.block(args[0]), ev.whole(args[1])
    col = ev.whole(args[2]) if len(args) > 2 and args[2] != Literal(None) else 1
    if len(args) == 2 and block.shape[0] == 1 and block.shape[1] > 1:
        row, col = 1, row
    if not (1 <= row <= block.shape[0] and 1 <= col <= block.shape[1]):
        raise UnknownError
    top, left = block.area[0] + row - 1, block.area[1] + col - 1
    return Block(block.sheet, (top, left, top, left))


def _choose(ev: Evaluator, args: Sequence[Node]) -> Scalar | Block:
    number = ev.whole(args[0])
    if not 1 <= number < len(args):
        raise UnknownError
    return ev.operand(args[number])


def _where(read: Callable[[Block], int]) -> Function:
    """ROW, COLUMN: of cells, or of the formula's own."""

    def function(ev: Evaluator, args: Sequence[Node]) -> Scalar:
        sheet, row, col = ev.at
        block = ev.block(args[0]) if args else Block(sheet, (row, col, row, col))
        number = read(block)
        if number < 1:
            raise UnknownError
        return ev.made(Decimal(number))

    return function


LOOKUPS: Mapping[str, Function] = {
    "VLOOKUP": _vlookup, "HLOOKUP": _hlookup, "MATCH": _match, "INDEX": _index, "CHOOSE": _choose,
    "ROW": _where(lambda block: block.area[0] + 1 if block.shape[0] == 1 else 0),
    "COLUMN": _where(lambda block: block.area[1] + 1 if block.shape[1] == 1 else 0),
    "ROWS": _where(lambda block: block.shape[0]), "COLUMNS": _where(lambda block: block.shape[1]),
}  # fmt: skip
