"""The short way to the cells of a worksheet.

Nearly all cells are written the same few ways: a reference, a style, a type and a value, with or without a formula.
`PlainCells` takes these out of the XML as it unpacks, four times as fast as a parser that calls Python for every tag; what
it leaves, the parser gets.
"""

import re
from collections.abc import Iterable, Iterator

from medaid_desktop.formats.excel.cells import new_cell
from medaid_desktop.formats.excel.references import column
from medaid_desktop.formats.excel.xlsx.xlsx_cells import CellAdder
from medaid_desktop.formats.excel.xlsx.xlsx_pieces import is_utf_8, resolved, to_tags
from medaid_desktop.formats.excel.xlsx.xlsx_shared import is_plain

_CELL = re.compile(  # columns to ZZ and rows to 999 999; the parser reads those beyond
    r'<c r="([A-Z]{1,2}+)([1-9][0-9]{0,5}+)"(?: s="([0-9]{1,5}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+ ?+>'
    r"(?:<f[^<>]*+>(?:[^<]*+</f>)?+)?+"
    r'(?:<v>([^<\r]++)</v>|<is><t(?: xml:space="preserve")?+>([^<\r]++)</t></is>)</c>'
)
_BLANK = re.compile(r'<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]{1,5}+")?+(?: t="[a-zA-Z]{1,9}+")?+(?: ?/>|></c>)')
"""A blank cell with a border and nothing in it: sheets may have millions of them."""
_EMPTY_ROW = re.compile(r'<row r="[0-9]{1,7}+"[^<>]*+(?:></row>|(?<=/)>)')
_ROW = '<row r="'
_KEPT = 20_000
"""Texts of cells that are remembered."""


class PlainCells:
    """A filter for the XML of a worksheet: plain cells go to the adder, the rest is passed on."""

    def __init__(self, adder: CellAdder) -> None:
        self.row = -1
        """The row of the last cell taken."""
        self._adder = adder
        self._columns: dict[str, int] = {}
        self._inside: dict[str, str] = {}

    def rest(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces without their plain cells; all of them where cells have no references or the encoding is rare."""
        simple: bool | None = None
        for piece in to_tags(pieces, b"</row>"):
            if simple is None:
                simple = is_utf_8(piece)
            rows, cells = b"<row " in piece, piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b"<c/>")
            simple = simple and cells == piece.count(b'<c r="') and b"<!" not in piece
            if not (simple and (cells or rows)):
                yield piece
                continue
            text = piece.decode("utf-8", "replace")
            if piece.count(b"</v>") + piece.count(b"</is>") < cells:
                text = _BLANK.sub("", text)
            left = self._take(_CELL.split(text))
            if "hidden" not in left and 'ht="0"' not in left:
                left = self._without_rows(left)
            yield left.encode()

    def _without_rows(self, text: str) -> str:
        """The XML without rows that hold nothing more."""
        start = text.rfind(_ROW) + len(_ROW)
        number = text[start : start + 8].partition('"')[0]
        if start >= len(_ROW) and number.isdecimal():
            self.row = max(self.row, int(number) - 1)
        return _EMPTY_ROW.sub("", text)

    def _take(self, parts: list[str]) -> str:
        """Adds the cells of a split piece; what stands between them comes back, with the cells that only the parser can read."""
        columns, inside = self._columns, self._inside
        styles, shared, found = self._adder.styles, self._adder.plain_texts, self._adder.found
        left, row, digits_before = [parts[0]], self.row, ""
        for letters, digits, style_name, kind, value, inline, between in zip(*[iter(parts[1:])] * 7, strict=True):
            if digits != digits_before:
                digits_before, row = digits, int(digits) - 1
            col = columns.get(letters)
            if col is None:
                col = columns[letters] = column(letters)
            style = styles[style_name]
            if kind is None or kind == "n":
                text, tail = style.numbers.get(value), style.number_tail
                if text is None and value:
                    text = style.number(value)
            elif kind == "s":
                text, tail = shared.get(value) if style.plain else None, style.text_tail
            elif kind == "inlineStr" and inline and style.plain:
                text, tail = inside.get(inline) or self._plain_text(inline), style.text_tail
            else:
                text, tail = None, style.text_tail
            if text:
                found.append(new_cell((row, col, text) + tail))  # noqa: RUF005 - half the time of (*, *)
            elif text is None and not self._add(row, col, style_name, kind, value or inline, bool(inline)):
                left.append(_as_written(letters + digits, style_name, kind, value, inline))
            if between:
                left.append(between)
        self.row = row
        return "".join(left)

    def _plain_text(self, stored: str) -> str | None:
        """A text that stands in the cell itself; None where it takes the long way."""
        text = resolved(stored)
        if text is None or "_x" in text or not is_plain(text):
            return None
        if len(self._inside) < _KEPT:
            self._inside[stored] = text
        return text

    def _add(self, row: int, col: int, style: str | None, kind: str | None, stored: str, is_inline: bool) -> bool:
        """Adds a cell the long way; False where only the parser can read it."""
        text = resolved(stored)
        if text is None or (kind == "inlineStr") != is_inline:
            return False
        self._adder.add(row, col, style, kind, text)
        return True


def _as_written(reference: str, style: str | None, kind: str | None, value: str | None, inline: str | None) -> str:
    """The XML of a cell that has been taken apart."""
    names = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
    inner = f"<v>{value}</v>" if value else f'<is><t xml:space="preserve">{inline}</t></is>'
    return f'<c r="{reference}"{names}>{inner}</c>'
