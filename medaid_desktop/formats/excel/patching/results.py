"""Which formulas of a workbook no longer have the result that is stored with them, and what it is now where that is simple.

Sums and the four kinds of arithmetic are worked out here, in decimal; of every other formula the stored result is taken away, so that
no reader shows a stale one. Office programs work all of them out again when they open the file.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext

from openpyxl.formula.tokenizer import Token

from medaid_desktop.formats.excel.patching.formulas import area_of, areas_read, reference, sheet_of, tokens_of
from medaid_desktop.formats.excel.references import Area

Cell = tuple[str, int, int]
"""Sheet, row, column; sheets are named as in the workbook."""

Areas = tuple[tuple[str, Area] | None, ...]
_CHANGING = ("NOW(", "TODAY(", "RAND(", "RANDBETWEEN(", "OFFSET(", "INDIRECT(", "INFO(", "CELL(")
_MOST_CELLS = 100_000


@dataclass
class Values:
    """What cells hold: numbers of a workbook by place; texts and blanks are not there. `unknown` are formulas whose result is
    not known: what reads them is not known either."""

    numbers: Mapping[Cell, Decimal]
    texts: Set[Cell] = frozenset()
    unknown: Set[Cell] = frozenset()

    def in_area(self, sheet: str, area: Area) -> Iterable[Decimal]:
        """The numbers within an area. Raises NotSimple where one of its cells is not known."""
        if self.unknown and _holds(sheet, area, self.unknown):
            raise NotSimple
        first, left, last, right = area
        if (last - first + 1) * (right - left + 1) <= len(self.numbers):
            places = ((sheet, row, col) for row in range(first, last + 1) for col in range(left, right + 1))
            return [self.numbers[place] for place in places if place in self.numbers]
        return [
            number
            for (name, row, col), number in self.numbers.items()
            if name == sheet and first <= row <= last and left <= col <= right
        ]


def stale(formulas: Mapping[Cell, str], changed: Iterable[Cell]) -> list[Cell]:
    """The formula cells whose result may change, an order in which each comes behind those it reads where there is one.

    A formula that may read any cell, by a name, OFFSET or the like, counts as changed, and so does one that is new.
    """
    reads = {cell: areas_read(text, cell[0]) for cell, text in formulas.items()}
    touched = set(changed)
    found: dict[Cell, None] = {}
    waiting = dict(reads)
    again = True
    while again:
        again = False
        for cell, areas in list(waiting.items()):
            upper = formulas[cell].upper()
            if cell in touched or any(name in upper for name in _CHANGING) or _reads(areas, touched):
                del waiting[cell]
                found[cell] = None
                touched.add(cell)
                again = True
    return _in_order(list(found), reads)


def _reads(areas: Areas, cells: Collection[Cell]) -> bool:
    if None in areas:
        return True
    return any(_holds(sheet, area, cells) for sheet, area in filter(None, areas))


def _holds(sheet: str, area: Area, cells: Collection[Cell]) -> bool:
    """Whether one of some cells lies in an area; looked up whichever way is shorter."""
    first, left, last, right = area
    if (last - first + 1) * (right - left + 1) < len(cells) and isinstance(cells, Set):
        return any((sheet, row, col) in cells for row in range(first, last + 1) for col in range(left, right + 1))
    return any(
        first <= row <= last and left <= col <= right and name.casefold() == sheet.casefold()
        for name, row, col in cells
    )


def _in_order(cells: list[Cell], reads: Mapping[Cell, Areas]) -> list[Cell]:
    left, done = list(cells), list[Cell]()
    while left:
        ready = [cell for cell in left if not _reads(reads[cell], [other for other in left if other != cell])]
        if not ready:  # they read one another, or a name: no order among them
            return done + left
        done += ready
        left = [cell for cell in left if cell not in ready]
    return done


class NotSimple(Exception):  # noqa: N818 - it is an answer
    """The formula is not one that is worked out here."""


def result(formula: str, sheet: str, values: Values) -> Decimal | None:
    """The result of a formula of sums and arithmetic; None where it has anything else in it, or no result."""
    tokens = tokens_of(formula)
    if tokens is None:
        return None
    try:
        with localcontext(prec=28):
            return _Reader([token for token in tokens if token.type != Token.WSPACE], sheet, values).whole()
    except (NotSimple, InvalidOperation, DivisionByZero, IndexError):
        return None


class _Reader:
    """Reads a formula from left to right by the usual order of operations."""

    def __init__(self, tokens: list[Token], sheet: str, values: Values) -> None:
        self._tokens = tokens
        self._at = 0
        self._sheet = sheet
        self._values = values

    def whole(self) -> Decimal:
        number = self._sum()
        if self._at != len(self._tokens):
            raise NotSimple
        return number

    def _next(self, *values: str) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at].value in values:
            self._at += 1
            return self._tokens[self._at - 1].value
        return None

    def _sum(self) -> Decimal:
        number = self._product()
        while sign := self._next("+", "-"):
            other = self._product()
            number = number + other if sign == "+" else number - other
        return number

    def _product(self) -> Decimal:
        number = self._factor()
        while sign := self._next("*", "/"):
            other = self._factor()
            number = number * other if sign == "*" else number / other
        return number

    def _factor(self) -> Decimal:
        sign = self._next("-", "+")
        if sign:
            return -self._factor() if sign == "-" else self._factor()
        token = self._tokens[self._at]
        self._at += 1
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            number = self._sum()
            self._close()
        elif token.type == Token.FUNC and token.subtype == Token.OPEN and token.value.upper() in ("SUM(", "ROUND("):
            number = self._function(token.value.upper())
        elif token.type == Token.OPERAND:
            number = self._operand(token)
        else:
            raise NotSimple
        while self._next("%"):
            number /= 100
        return number

    def _close(self) -> None:
        if self._next(")") is None:
            raise NotSimple

    def _function(self, name: str) -> Decimal:
        if name == "ROUND(":
            number = self._sum()
            if self._next(",") is None:
                raise NotSimple
            places = self._sum()
            self._close()
            if places != int(places) or abs(places) > 15:
                raise NotSimple
            sign = -1 if number < 0 else 1
            scale = Decimal(10) ** int(places)
            return sign * (int(abs(number) * scale + Decimal("0.5")) / scale)
        total = Decimal(0)
        while True:
            total += sum(self._argument(), Decimal(0))
            if self._next(",") is None:
                break
        self._close()
        return total

    def _argument(self) -> Iterable[Decimal]:
        """What an argument of SUM adds: a range its numbers, all else its value. A text in a range counts for nothing."""
        token = self._tokens[self._at]
        behind = self._tokens[self._at + 1].value if self._at + 1 < len(self._tokens) else ""
        match = reference(token.value) if token.type == Token.OPERAND and token.subtype == Token.RANGE else None
        if match and behind in (",", ")"):
            self._at += 1
            return self._values.in_area(sheet_of(match["sheet"], self._sheet), area_of(match))
        return [self._sum()]

    def _operand(self, token: Token) -> Decimal:
        if token.subtype == Token.NUMBER:
            return Decimal(token.value)
        match = reference(token.value) if token.subtype == Token.RANGE else None
        if match is None:
            raise NotSimple
        first, left, last, right = area_of(match)
        place = (sheet_of(match["sheet"], self._sheet), first, left)
        if (first, left) != (last, right) or place in self._values.texts or place in self._values.unknown:
            raise NotSimple
        return self._values.numbers.get(place, Decimal(0))
