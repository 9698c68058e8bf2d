"""Stored values of xlsx cells as shown texts, and the short way to them.

Nearly all cells are written the same few ways: a reference, a style, a type and a value. `PlainCells` takes these out of
the XML as it unpacks, three times as fast as a parser that calls Python for every tag; what it leaves, the parser gets.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from medaid_desktop.core.grid import Kind
from medaid_desktop.formats.excel.cells import SheetCells
from medaid_desktop.formats.excel.looks import Look
from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW, place
from medaid_desktop.formats.excel.xlsx_strings import Text, plain
from medaid_desktop.formats.safe_xml import integer, is_on


class _Style:
    """A look with what is asked of it for every cell."""

    __slots__ = ("kind", "look", "numbers", "plain", "tail")

    def __init__(self, look: Look) -> None:
        self.look = look
        self.kind: Kind = look.number_kind
        self.plain = look.leaves_text
        self.tail = (look.indent, look.font.bold, look.font.struck)
        self.numbers: dict[str, str] = {}


class CellAdder:
    """Adds cells to a sheet by what is stored of them: row, column, number of the style, type and value."""

    def __init__(self, sheet: SheetCells, texts: Sequence[Text], looks: Sequence[Look]) -> None:
        self._sheet = sheet
        self._texts = texts
        self._styles = {str(number): _Style(look) for number, look in enumerate(looks)}
        self._default = self._styles["0"]

    def add(self, row: int, col: int, style_number: str | None, kind: str | None, value: str) -> None:
        """Adds a cell of any type but rich text; one that shows nothing is left out."""
        style = self._styles.get(style_number or "0", self._default)
        if kind is None or kind == "n":
            self._add_number(row, col, style, value)
        elif kind == "s":
            number = integer(value, -1)
            if 0 <= number < len(self._texts):
                self._add_text(row, col, style, self._texts[number])
        elif kind == "b":
            self._sheet.add(row, col, "TRUE" if is_on(value) else "FALSE", "yes-no", *style.tail)
        elif kind == "e":
            self._sheet.add(row, col, value, "error", *style.tail)
        elif kind == "d":
            self._add_date(row, col, style, value)
        else:
            self._add_text(row, col, style, plain(value))

    def add_rich(self, row: int, col: int, style_number: str | None, text: Text) -> None:
        """Adds a text that stands in the cell itself, rich or not."""
        self._add_text(row, col, self._styles.get(style_number or "0", self._default), text)

    def _add_number(self, row: int, col: int, style: _Style, value: str) -> None:
        text = style.numbers.get(value)
        if text is None:
            try:
                number = float(value)
            except ValueError:
                self._add_text(row, col, style, value)
                return
            text = style.numbers[value] = style.look.number(number)
        if text:
            self._sheet.found.append((row, col, text, style.kind, *style.tail))

    def _add_date(self, row: int, col: int, style: _Style, value: str) -> None:
        try:
            moment = datetime.fromisoformat(value.removesuffix("Z"))
        except ValueError:
            self._add_text(row, col, style, value)
            return
        self._sheet.add(row, col, style.look.moment(moment), "date", *style.tail)

    def _add_text(self, row: int, col: int, style: _Style, text: Text) -> None:
        if isinstance(text, str):
            if not (style.plain and text.isprintable()):  # signs of symbol fonts are not printable
                text = style.look.text(text)
            self._sheet.add(row, col, text, "text", *style.tail)
            return
        joined, bold, struck = style.look.rich(text)
        self._sheet.add(row, col, joined, "text", style.look.indent, bold, struck)


_PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,5})")?(?: t="([a-zA-Z]{1,9})")? ?'
    rb'>(?:<v>([^<\r]*)</v>|<is><t(?: xml:space="preserve")?>([^<\r]*)</t></is>)?</c>'
)
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")? ?/>')
"""A cell with a border and nothing in it: sheets may have millions of them."""
_UTF_8 = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml (?:(?!encoding)[^>])*(?:encoding=["'][Uu][Tt][Ff]-8["'][^>]*)?>|<[A-Za-z])"""
)
_REFERENCE = re.compile(r"&(?:#([0-9]{2,7});|(amp|lt|gt|quot|apos);)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_REST = 1 << 20
_KEPT_TEXTS = 20_000


def _resolved(value: bytes) -> str | None:
    """The text of an element; None where only the parser can tell."""
    text = value.decode("utf-8", "replace")
    if "&" in text:
        try:
            text = _REFERENCE.sub(_character, text)
        except (KeyError, ValueError, OverflowError):
            return None
    return None if _NOT_XML.search(text) else text


def _character(reference: re.Match[str]) -> str:
    return chr(int(reference[1])) if reference[1] else _NAMED[reference[2]]


def _to_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end with a tag, as long as tags come along."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        end = whole.rfind(b">") + 1
        if not end and len(whole) > _LONGEST_REST:
            end = len(whole)
        rest = whole[end:]
        if end:
            yield whole[:end]
    if rest:
        yield rest


class PlainCells:
    """A filter for the XML of a worksheet: plain cells go to the adder, the rest is passed on."""

    def __init__(self, adder: CellAdder) -> None:
        self._add = adder.add
        self._columns: dict[bytes, int] = {}
        self._known: dict[bytes, str | None] = {}

    def rest(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces without their plain cells; all of them where cells have no references or the encoding is rare."""
        simple: bool | None = None
        for piece in _to_tags(pieces):
            if simple is None:
                simple = _UTF_8.match(piece) is not None
            cells = piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b"<c/>")
            simple = simple and cells == piece.count(b'<c r="') and b"<!" not in piece
            if not (simple and cells):
                yield piece
                continue
            if piece.count(b"<v>") + piece.count(b"<is>") < cells:
                piece = _BLANK.sub(b"", piece)
            yield _PLAIN.sub(self._take, piece)

    def _take(self, match: re.Match[bytes]) -> bytes:
        letters, digits, style, kind, value, inline = match.groups()
        stored = value or inline
        if stored:
            col = self._columns.get(letters)
            if col is None:
                there = place(letters.decode() + "1")
                col = self._columns[letters] = LAST_COL + 1 if there is None else there[1]
            row = int(digits) - 1
            text = self._known.get(stored)
            if text is None:
                text = _resolved(stored)
                if len(self._known) < _KEPT_TEXTS:
                    self._known[stored] = text
            if text is None or col > LAST_COL or not 0 <= row <= LAST_ROW or (kind == b"inlineStr") != bool(inline):
                return match[0]
            self._add(row, col, style.decode() if style else None, kind.decode() if kind else None, text)
        return b""
