"""Functions of texts: joining them, parts of them, numbers written as texts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Block, Evaluator, Function
from medaid_desktop.formats.excel.calculating.scalars import NO_VALUE, FaultError, Scalar, UnknownError, text_of, tidy
from medaid_desktop.formats.excel.calculating.tree import Node
from medaid_desktop.formats.excel.shown.number_format import PLAIN_CODES, shown_number

_LONGEST = 32_767
_LAST_BMP = 0xFFFF


def _plain(text: str) -> str:
    """A text that all programs count alike. Raises UnknownError for letters that some count twice."""
    if len(text) > _LONGEST or any(ord(letter) > _LAST_BMP for letter in text):
        raise UnknownError
    return text


def _joined(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return _plain("".join(ev.text(arg) for arg in args))


def _joined_lists(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return _plain("".join(_texts(ev, args)))


def _texts(ev: Evaluator, args: Sequence[Node]) -> list[str]:
    found: list[str] = []
    for arg in args:
        value = ev.operand(arg)
        found += [text_of(one) for one in ev.listed(value)] if isinstance(value, Block) else [text_of(value)]
    return found


def _text_join(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    if len(args) < 3 or not (skips := ev.value(args[1])):
        raise UnknownError
    return _plain(ev.text(args[0]).join(text for text in _texts(ev, args[2:]) if text or not skips))


def _length(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return ev.made(Decimal(len(_plain(ev.text(args[0])))))


def _count(ev: Evaluator, args: Sequence[Node], number: int) -> int:
    count = ev.whole(args[number]) if len(args) > number else 1
    if count < 0:
        raise FaultError(NO_VALUE)
    return count


def _left(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return _plain(ev.text(args[0]))[: _count(ev, args, 1)]


def _right(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    text, count = _plain(ev.text(args[0])), _count(ev, args, 1)
    return text[max(0, len(text) - count) :]


def _mid(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    text, start, count = _plain(ev.text(args[0])), ev.whole(args[1]), _count(ev, args, 2)
    if start < 1:
        raise FaultError(NO_VALUE)
    return text[start - 1 : start - 1 + count]


def _trim(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return " ".join(part for part in ev.text(args[0]).split(" ") if part)


def _exact(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return ev.text(args[0]) == ev.text(args[1])


def _text(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    """A number in a format; what the format leaves to the program is not known."""
    number, code = ev.value(args[0]), ev.text(args[1])
    if isinstance(number, str) or code.lower() in PLAIN_CODES:
        raise UnknownError
    return shown_number(float(tidy(ev.number(args[0]))), code, ev.cells.epoch_1904)


def _value(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    return ev.number(args[0])


def _n(ev: Evaluator, args: Sequence[Node]) -> Scalar:
    value = ev.value(args[0])
    return ev.made(Decimal(0)) if isinstance(value, str) else ev.number(args[0])


TEXTS: Mapping[str, Function] = {
    "CONCATENATE": _joined, "CONCAT": _joined_lists, "TEXTJOIN": _text_join, "LEN": _length, "LEFT": _left, "RIGHT": _right,
    "MID": _mid, "TRIM": _trim, "EXACT": _exact, "TEXT": _text, "VALUE": _value, "N": _n,
}  # fmt: skip
