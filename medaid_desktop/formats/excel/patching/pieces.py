"""Formulas taken apart letter by letter: what names sheets, cells, names, table objects. Nothing in them is ever lost or refused."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["sheets", "word", "call", "close", "text", "foreign", "other"]

_BY_TEXT = {"INDIRECT", "HYPERLINK"}
"""Functions whose first argument is a reference as a text."""


class Piece(NamedTuple):
    """A piece of a formula. "sheets" is the name of a sheet with its exclamation mark, or those of the first and the last of several;
    "word" is a cell, a name or a table object, `sheets` the sheets named before it, if any; "call" begins a parenthesis, after the
    name of a function if there is one; "foreign" belongs to another workbook."""

    kind: Kind
    text: str
    sheets: tuple[str, ...] = ()


_WORD = r"[^\s\"'\[\]()+\-*/^&=<>%,;{}!:#@|~]+"
_QUOTED = r"'(?:[^']|'')*'"
_PIECES = re.compile(
    rf"(?P<text>\"(?:[^\"]|\"\")*(?:\"|$))"
    rf"|(?P<pair>{_QUOTED}:{_QUOTED})!|(?P<quoted>{_QUOTED})!|{_QUOTED}"
    rf"|(?P<several>(?P<first>{_WORD}):(?P<last>{_WORD}))!|(?P<plain>{_WORD})!"
    rf"|(?P<call>(?:{_WORD})?\()|(?P<close>\))|(?P<word>{_WORD})"
    r"|#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!)"
    r"|(?P<bracket>\[)|.",
    re.DOTALL,
)
_TARGET = re.compile(rf"#REF!|{_WORD}")
_AFTER_BOOK = re.compile(rf"(?:{_WORD}(?::{_WORD})?)?!(?:#REF!|{_WORD})?")


def pieces(formula: str) -> Iterator[Piece]:
    """The pieces of a formula, without its equals sign; together they are the whole of it."""
    at, end = 0, len(formula)
    while at < end:
        match = _PIECES.match(formula, at)
        assert match is not None  # the last alternative takes any letter
        start, at = at, match.end()
        found = _sheets_of(match)
        if match["bracket"]:
            at = _behind_bracket(formula, start)
            book = None if _follows_word(formula, start) else _AFTER_BOOK.match(formula, at)
            if book:
                at = book.end()
            yield Piece("foreign" if book else "other", formula[start:at])
        elif found:
            target = _TARGET.match(formula, at)
            is_call = target is not None and formula.startswith("(", target.end())
            is_range = target is not None and formula.startswith("!", target.end())
            yield Piece("sheets", match[0], found)
            if target and not (is_call or is_range):
                at = target.end()
                yield Piece("word", target[0], found)
        elif match["text"] or match["call"] or match["close"] or match["word"]:
            yield Piece(match.lastgroup, match[0])  # pyright: ignore[reportArgumentType]
        else:
            foreign = match[0].startswith("'") or "[" in match[0]
            target = _TARGET.match(formula, at) if foreign and match[0].endswith("!") else None
            at = target.end() if target else at
            yield Piece("foreign" if foreign else "other", formula[start:at])


def _sheets_of(match: re.Match[str]) -> tuple[str, ...]:
    """The sheets that a piece names before an exclamation mark, none where it names those of another workbook."""
    if match["pair"]:
        found = tuple(_unquoted(name) for name in re.findall(_QUOTED, match["pair"]))
    elif match["quoted"]:
        found = tuple(_unquoted(match["quoted"]).split(":", 1))
    elif match["several"]:
        found = match["first"], match["last"]
    else:
        found = (match["plain"],) if match["plain"] else ()
    return () if any("[" in name or "\\" in name or "/" in name for name in found) else found


def _unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'")


def _follows_word(formula: str, at: int) -> bool:
    return at > 0 and re.fullmatch(_WORD, formula[at - 1]) is not None


def _behind_bracket(formula: str, at: int) -> int:
    """Where the bracket that opens at a place ends; within, an apostrophe stands before a letter that means nothing."""
    depth = 0
    while at < len(formula):
        letter = formula[at]
        if letter == "'":
            at += 1
        depth += {"[": 1, "]": -1}.get(letter, 0)
        at += 1
        if not depth:
            break
    return min(at, len(formula))


class Calls:
    """The functions that a piece of a formula lies within."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []

    def pass_by(self, piece: Piece) -> None:
        """Goes on by one piece."""
        if piece.kind == "call":
            self._open.append((piece.text[:-1].upper(), 1))
        elif piece.kind == "close" and self._open:
            self._open.pop()
        elif piece.text in (",", ";") and self._open:
            self._open[-1] = self._open[-1][0], self._open[-1][1] + 1

    @property
    def name(self) -> str:
        """The innermost function, in capitals, "" for none."""
        return self._open[-1][0] if self._open else ""

    def read_text(self) -> str:
        """The function that reads a text here as a reference, "" where none does."""
        found = (name for name, number in self._open if name in _BY_TEXT and number == 1)
        return next(found, "")
