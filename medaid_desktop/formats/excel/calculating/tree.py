"""A formula as a tree: literals, references, calls and operators, by the order of operations of spreadsheets."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from openpyxl.formula.tokenizer import Token

from medaid_desktop.formats.excel.calculating.scalars import Fault
from medaid_desktop.formats.excel.formula_tokens import area_of, is_reference, reference, sheet_of, tokens_of
from medaid_desktop.formats.excel.references import Area


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the formula; None for an argument left out."""

    value: Decimal | str | bool | Fault | None


@dataclass(frozen=True, slots=True)
class Ref:
    """Cells; `sheet` is "" where the formula names none."""

    sheet: str
    area: Area


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the workbook."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in capitals."""

    name: str
    args: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator between two operands, or before or behind one."""

    sign: str
    operands: "tuple[Node, ...]"


Node = Literal | Ref | Name | Call | Operation

_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
_DEEPEST = 100


@lru_cache(maxsize=1 << 15)
def tree_of(formula: str) -> Node | None:
    """The tree of a formula without its equals sign; None where it is not understood."""
    tokens = tokens_of(formula)
    if tokens is None:
        return None
    try:
        return _Reader([token for token in tokens if token.type != Token.WSPACE], _spaced(tokens)).whole()
    except (_NotUnderstoodError, IndexError):
        return None


def _spaced(tokens: tuple[Token, ...]) -> bool:
    """Whether two references stand side by side with a blank between them, which means the cells they share."""
    return any(
        token.type == Token.WSPACE and is_reference(tokens[at - 1]) and is_reference(tokens[at + 1])
        for at, token in enumerate(tokens[:-1])
        if at
    )


class _NotUnderstoodError(Exception):
    pass


class _Reader:
    def __init__(self, tokens: list[Token], spaced: bool) -> None:
        if spaced:
            raise _NotUnderstoodError
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._level(0)
        if self._at != len(self._tokens):
            raise _NotUnderstoodError
        return node

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._signed()
        node = self._level(level + 1)
        while (token := self._peek()) and token.type == Token.OP_IN and token.value in _LEVELS[level]:
            self._at += 1
            node = Operation(token.value, (node, self._level(level + 1)))
        return node

    def _signed(self) -> Node:
        """Signs bind closer than powers: -2^2 is 4."""
        token = self._peek()
        if token is not None and token.type == Token.OP_PRE:
            self._at += 1
            self._depth += 1
            if self._depth > _DEEPEST:
                raise _NotUnderstoodError
            return Operation(token.value, (self._signed(),))
        node = self._operand()
        while (token := self._peek()) and token.type == Token.OP_POST:
            self._at += 1
            node = Operation(token.value, (node,))
        return node

    def _operand(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotUnderstoodError
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            node = self._level(0)
            self._closed()
        elif token.type == Token.FUNC and token.subtype == Token.OPEN:
            name = token.value.upper().removeprefix("_XLFN.").removesuffix("(")
            node = Call(name, self._arguments())
        elif token.type == Token.OPERAND:
            node = _single(token)
        else:
            raise _NotUnderstoodError
        self._depth -= 1
        return node

    def _closed(self) -> None:
        token = self._tokens[self._at]
        self._at += 1
        if token.subtype != Token.CLOSE:
            raise _NotUnderstoodError

    def _arguments(self) -> tuple[Node, ...]:
        if self._tokens[self._at].subtype == Token.CLOSE:
            self._at += 1
            return ()
        found: list[Node] = []
        while True:
            token = self._tokens[self._at]
            left_out = token.subtype == Token.CLOSE or token.type == Token.SEP
            found.append(Literal(None) if left_out else self._level(0))
            token = self._tokens[self._at]
            self._at += 1
            if token.subtype == Token.CLOSE:
                return tuple(found)
            if token.type != Token.SEP:
                raise _NotUnderstoodError


def _single(token: Token) -> Node:
    if token.subtype == Token.NUMBER:
        return Literal(Decimal(token.value))
    if token.subtype == Token.TEXT:
        return Literal(token.value[1:-1].replace('""', '"'))
    if token.subtype == Token.LOGICAL:
        return Literal(token.value.upper() == "TRUE")
    if token.subtype == Token.ERROR:
        return Literal(Fault(token.value.upper()))
    match = reference(token.value)
    if match is None:
        return Name(token.value)
    return Ref(sheet_of(match["sheet"], ""), area_of(match))
