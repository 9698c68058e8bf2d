"""The result of a formula over the cells of a workbook, as a spreadsheet works it out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, DecimalException, localcontext
from typing import NamedTuple, Protocol

from medaid_desktop.formats.excel.calculating.scalars import (
    DIVIDED,
    NO_NUMBER,
    DifferentTextsError,
    Fault,
    FaultError,
    Numeric,
    Scalar,
    UnknownError,
    compared,
    number_of,
    same,
    text_of,
    tidy,
)
from medaid_desktop.formats.excel.calculating.tree import Call, Literal, Name, Node, Ref, tree_of
from medaid_desktop.formats.excel.references import Area

_MOST_CELLS = 50_000
_MOST_POWER = 1000


class Cells(Protocol):
    """The workbook as a formula sees it."""

    @property
    def epoch_1904(self) -> bool:
        """Whether days count from 1904."""
        ...

    def value(self, sheet: str, row: int, col: int) -> "Result":
        """What a cell holds, in both ways of calculating. Raises UnknownError where that is not known."""
        ...

    def used(self, sheet: str, area: Area) -> Area | None:
        """The part of an area that may hold anything, None for none. Raises UnknownError where there is no such sheet."""
        ...

    def named(self, name: str, sheet: str) -> str | None:
        """The formula of a name, None where there is no such name."""
        ...

    def is_hidden(self, sheet: str, first: int, last: int) -> bool:
        """Whether one of some rows is hidden."""
        ...

    def is_subtotal(self, sheet: str, row: int, col: int) -> bool:
        """Whether a cell has a subtotal, which other subtotals leave out."""
        ...


class Result(NamedTuple):
    """A value worked out in decimal and in floating point."""

    exact: Scalar
    double: Scalar

    @classmethod
    def of(cls, value: Scalar) -> "Result":
        """A value that is stored, not worked out."""
        return cls(value, float(value) if isinstance(value, Decimal) else value)


class Block(NamedTuple):
    """The cells of an area: `sheet` and `area` as the formula names them."""

    sheet: str
    area: Area

    @property
    def shape(self) -> tuple[int, int]:
        """Its rows and columns."""
        return self.area[2] - self.area[0] + 1, self.area[3] - self.area[1] + 1


Function = Callable[["Evaluator", Sequence[Node]], "Scalar | Block"]


def result_of(formula: str, at: tuple[str, int, int], cells: Cells, functions: Mapping[str, Function]) -> Result | None:
    """What a formula of a cell gives; None where it is not understood, reads what is not known, or where programs may differ."""
    tree = tree_of(formula)
    if tree is None:
        return None
    try:
        with localcontext(prec=28):
            exact = Evaluator(at, cells, functions, True).finished(tree)
        double = Evaluator(at, cells, functions, False).finished(tree)
    except (UnknownError, RecursionError, OverflowError, DecimalException):
        return None
    return Result(exact, double) if _agree(exact, double) else None


def _agree(exact: Scalar, double: Scalar) -> bool:
    if isinstance(exact, Decimal) and isinstance(double, float):
        left, right = float(exact), double
        return abs(left - right) <= max(1e-9, 1e-12 * abs(left))
    return type(exact) is type(double) and exact == double


class Evaluator:
    """Works one formula out, in decimal (`exact`) or in floating point."""

    def __init__(self, at: tuple[str, int, int], cells: Cells, functions: Mapping[str, Function], exact: bool) -> None:
        self.at = at
        self.cells = cells
        self._functions = functions
        self._exact = exact
        self._names = 0

    def made(self, number: Decimal) -> Numeric:
        """A number of this way of calculating."""
        return number if self._exact else float(number)

    def finished(self, node: Node) -> Scalar:
        """The result as the cell holds it: an error as a value, nothing as 0."""
        try:
            value = self.value(node)
        except FaultError as error:
            return error.fault
        return self.made(Decimal(0)) if value is None else value

    def value(self, node: Node) -> Scalar:
        """A single value; an error value is one too."""
        found = self.operand(node)
        return self._alone(found) if isinstance(found, Block) else found

    def _alone(self, block: Block) -> Scalar:
        if block.shape != (1, 1):
            raise UnknownError
        return self.cell(block.sheet, block.area[0], block.area[1])

    def cell(self, sheet: str, row: int, col: int) -> Scalar:
        """What a cell holds."""
        return self.cells.value(sheet, row, col)[0 if self._exact else 1]

    def number(self, node: Node) -> Numeric:
        """A value as a number."""
        return number_of(self.value(node), self.made)

    def whole(self, node: Node) -> int:
        """A number without its decimals, as functions take counts and places."""
        number = int(tidy(self.number(node)))
        if abs(number) > 10**6:
            raise UnknownError
        return number

    def text(self, node: Node) -> str:
        """A value as a text."""
        return text_of(self.value(node))

    def block(self, node: Node) -> Block:
        """An argument that must be cells."""
        found = self.operand(node)
        if not isinstance(found, Block):
            raise UnknownError
        return found

    def listed(self, block: Block) -> Iterator[Scalar]:
        """The values of the cells of an area that may hold any, row by row."""
        return (value for _, _, value in self.placed(block))

    def placed(self, block: Block) -> Iterator[tuple[int, int, Scalar]]:
        """As `listed`, each with its row and column."""
        used = self.cells.used(block.sheet, block.area)
        if used is None:
            return
        first, left, last, right = used
        if (last - first + 1) * (right - left + 1) > _MOST_CELLS:
            raise UnknownError
        for row in range(first, last + 1):
            for col in range(left, right + 1):
                yield row, col, self.cell(block.sheet, row, col)

    def operand(self, node: Node) -> "Scalar | Block":
        """A value, or cells that have not been looked at yet."""
        if isinstance(node, Literal):
            if isinstance(node.value, Fault):
                raise FaultError(node.value)
            return self.made(node.value) if isinstance(node.value, Decimal) else node.value
        if isinstance(node, Ref):
            return Block(node.sheet or self.at[0], node.area)
        if isinstance(node, Name):
            return self._named(node)
        if isinstance(node, Call):
            function = self._functions.get(node.name)
            if function is None:
                raise UnknownError
            return function(self, node.args)
        return self.operated(node.sign, [self.value(one) for one in node.operands])

    def _named(self, node: Name) -> "Scalar | Block":
        formula = self.cells.named(node.text, self.at[0])
        tree = tree_of(formula) if formula else None
        self._names += 1
        if tree is None or self._names > _MOST_POWER or (isinstance(tree, Ref) and not tree.sheet):
            raise UnknownError
        return self.operand(tree)

    def operated(self, sign: str, values: Sequence[Scalar]) -> Scalar:
        """An operator on single values."""
        if len(values) == 1:
            if sign == "+":
                return values[0]
            number = number_of(values[0], self.made)
            return -number if sign == "-" else self.arithmetic("/", number, self.made(Decimal(100)))
        one, other = values
        if sign == "&":
            return text_of(one) + text_of(other)
        if sign in ("=", "<>"):
            for value in values:
                if isinstance(value, Fault):
                    raise FaultError(value)
            return same(one, other) == (sign == "=")
        if sign in ("<", ">", "<=", ">="):
            order = compared(one, other)
            return {"<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]
        return self.arithmetic(sign, number_of(one, self.made), number_of(other, self.made))

    def arithmetic(self, sign: str, left: Numeric, right: Numeric) -> Numeric:
        """+ - * / ^ between two numbers."""
        one, other = left, right
        if sign == "/" and not other:
            raise FaultError(DIVIDED)
        if sign == "^":
            return self.power(one, other)
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            return {"+": one.__add__, "-": one.__sub__, "*": one.__mul__, "/": one.__truediv__}[sign](other)
        left, right = float(one), float(other)
        if sign == "/":
            return left / right
        return left + right if sign == "+" else left - right if sign == "-" else left * right

    def power(self, base: Numeric, exponent: Numeric) -> Numeric:
        """A power. Raises FaultError where there is none, UnknownError where it is out of reach."""
        if abs(exponent) > _MOST_POWER or (not base and exponent <= 0):  # programs differ on 0^0 and 0^-1
            raise UnknownError
        if base < 0 and exponent != int(exponent):
            raise FaultError(NO_NUMBER)
        if isinstance(base, Decimal) and isinstance(exponent, Decimal):
            return base**exponent
        return float(base) ** float(exponent)


__all__ = ["Block", "Cells", "DifferentTextsError", "Evaluator", "Function", "Result", "result_of"]
