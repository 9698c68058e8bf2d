"""Tables out of HTML as spreadsheets, word processors and browsers put it on the clipboard. Nothing is ever fetched."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from medaid_desktop.errors import UserError
from medaid_desktop.formats.clipboard.block import Block, Place
from medaid_desktop.formats.clipboard.html_tokens import Tag, attributes, html_tokens

MOST_CELLS = 200_000
MOST_LENGTH = 40_000_000
_MOST_SPAN = 20_000
_DEEPEST = 200

_MARKS = re.compile(r"<!--StartFragment-->(.*)<!--EndFragment-->", re.DOTALL)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_SILENT = frozenset(["style", "script", "head", "title", "xml", "template", "noscript"])
_PARAGRAPHS = frozenset(["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"])
_SPACE, _TAB, _BREAK = "\x01", "\x02", "\x03"
"""Stand for a kept blank, a tab and a line break until all other blanks in a row have become one."""
_STRAY = re.compile("<!\\[[^>]*>|[\x00-\x03]")
"""Conditions for old browsers, and what could be taken for the marks above."""


def read_html(html: str) -> Block | None:
    """The cells of the tables in a text, one below the other; None where there is no table.

    Cells of a table inside a cell become lines of that cell. Raises UserError where the text is larger or nested
    deeper than any sheet.
    """
    if len(html) > MOST_LENGTH:
        raise _too_large()
    if "<t" not in html and "<T" not in html:
        return None
    marked = _MARKS.search(html)
    if marked and "<tr" in marked[1].lower():
        html = marked[1]
    reader = _Reader()
    for token in html_tokens(_STRAY.sub("", html)):
        if isinstance(token, str):
            reader.take_text(token)
        else:
            reader.take_tag(token)
    return reader.block()


@dataclass(slots=True)
class _Cell:
    rows: int
    cols: int
    merges: bool = True
    parts: list[str] = field(default_factory=list[str])

    def text(self) -> str:
        if len(self.parts) == 1 and self.parts[0].isprintable() and "  " not in self.parts[0]:
            return self.parts[0].strip(" ")
        joined = _BLANKS.sub(" ", "".join(self.parts)).replace(_BREAK, "\n")
        text = _AROUND_BREAK.sub("\n", joined.strip(" ")).strip("\n")
        return text.replace(_SPACE, " ").replace(_TAB, "\t")


@dataclass(slots=True)
class _Row:
    cells: list[_Cell] = field(default_factory=list[_Cell])
    is_hidden: bool = False


class _Reader:
    """Collects rows of cells. A stack of open elements is not needed: tables are told by their depth alone."""

    def __init__(self) -> None:
        self._tables: list[list[_Row]] = []
        self._rows: list[_Row] = []
        self._cell: _Cell | None = None
        self._depth = 0
        self._silent = 0
        self._spans: list[str] = []
        self._cells = 0

    # -- tags and texts ------------------------------------------------------------------------------------------

    def take_tag(self, tag: Tag) -> None:
        """Takes the next tag."""
        name = tag.name
        if tag.ends:
            self._end(name)
        elif name in ("td", "th"):
            self._begin_cell(tag.written)
        elif name == "br":
            self._write(_BREAK)
        elif name == "table":
            self._begin_table()
        elif name == "tr":
            self._begin_row(tag.written)
        elif name == "span":
            if not tag.is_empty:
                self._spans.append(_kind_of_span(tag.attributes.get("style")))
        elif name in _SILENT:
            self._silent += not tag.is_empty
        elif name in _PARAGRAPHS and self._cell and "".join(self._cell.parts).strip():
            self._write(_BREAK)

    def _end(self, tag: str) -> None:
        if tag in ("td", "th"):
            if self._depth == 1:
                self._cell = None
            else:
                self._write(" ")
        elif tag == "span":
            if self._spans:
                self._spans.pop()
        elif tag == "table":
            self._end_table()
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def take_text(self, data: str) -> None:
        """Takes a text between tags."""
        kind = self._spans[-1] if self._spans else ""
        if kind == "tab":
            self._write(_TAB)
        elif kind == "blanks":
            self._write(data.replace("\xa0", _SPACE))
        else:
            self._write(data)

    # -- tables --------------------------------------------------------------------------------------------------

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _too_large()
        if self._depth == 1:
            self._rows = []
            self._tables.append(self._rows)

    def _end_table(self) -> None:
        self._depth = max(0, self._depth - 1)
        if not self._depth:
            self._cell = None

    def _begin_row(self, written: str) -> None:
        if self._depth > 1:
            self._write(_BREAK)
            return
        if not self._tables:
            self._begin_table()
        self._rows.append(_Row(is_hidden="display:none" in _style(written)))
        self._cell = None

    def _begin_cell(self, written: str) -> None:
        if self._depth > 1:
            return
        if not self._tables or not self._rows:
            self._begin_row("")
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise _too_large()
        self._spans.clear()
        self._cell = _Cell(*_extent(written))
        self._rows[-1].cells.append(self._cell)

    def _write(self, text: str) -> None:
        if self._cell and not self._silent:
            self._cell.parts.append(text)

    # -- the block -----------------------------------------------------------------------------------------------

    def block(self) -> Block | None:
        rows: list[list[str]] = []
        spans: dict[Place, tuple[int, int]] = {}
        for table in self._tables:
            _lay(table, rows, spans)
        return Block(rows, spans) if rows else None


def _lay(table: list[_Row], rows: list[list[str]], spans: dict[Place, tuple[int, int]]) -> None:
    """Puts a table's cells below the rows that are there, each into the first free place of its row."""
    shown = _shown(table)
    total = sum(cell.cols * min(cell.rows, len(shown)) for row in shown for cell in row.cells)
    if total > MOST_CELLS:
        raise _too_large()
    top = len(rows)
    rows += [[] for _ in shown]
    taken: dict[Place, bool] = {}
    for number, row in enumerate(shown):
        place, line = 0, rows[top + number]
        for cell in row.cells:
            while taken and (number, place) in taken:
                place += 1
            height, width = min(cell.rows, len(shown) - number), cell.cols
            line += [""] * (place + width - len(line))
            line[place] = cell.text()
            if height > 1 or width > 1:
                if cell.merges:
                    spans[top + number, place] = height, width
                for down in range(1, height):
                    for right in range(width):
                        taken[number + down, place + right] = True
            place += width
    width = max((len(line) for line in rows[top:]), default=0)
    for line in rows[top:]:
        line += [""] * (width - len(line))


def _shown(table: list[_Row]) -> list[_Row]:
    """The rows that are seen; one without cells only where cells from above reach into it."""
    rows: list[_Row] = []
    reached = 0
    for row in table:
        if not row.is_hidden and (row.cells or len(rows) < reached):
            reached = max([reached, *(len(rows) + cell.rows for cell in row.cells)])
            rows.append(row)
    return rows


@lru_cache(maxsize=512)
def _extent(written: str) -> tuple[int, int, bool]:
    """(rows, columns, whether they are merged) of a cell by what stands in its tag."""
    given = attributes(written)
    merges = "mso-ignore:colspan" not in _style(written)  # else a text that runs over its blank neighbours
    return _number(given.get("rowspan")), _number(given.get("colspan")), merges


def _style(written: str) -> str:
    return attributes(written).get("style", "").replace(" ", "").lower() if written else ""


def _kind_of_span(style: str | None) -> str:
    """What the text in a span stands for: blanks and tabs that Office writes as no-break spaces."""
    if not style or "mso-" not in style:
        return ""
    return "blanks" if "mso-spacerun" in style else "tab" if "mso-tab-count" in style else ""


def _number(text: str | None) -> int:
    if not text or not text.isdecimal():
        return 1
    number = int(text[:9])
    if number > _MOST_SPAN:
        raise _too_large()
    return max(1, number)


def _too_large() -> UserError:
    return UserError(
        "剪贴板里的表格太大或嵌套太深，没有粘贴", f"最多 {MOST_CELLS} 格", "请只复制要填的部分，或先粘贴到记事本再复制"
    )
