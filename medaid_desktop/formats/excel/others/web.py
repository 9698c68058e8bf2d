"""Tables of a web page, as systems write them under the name .xls; nothing is fetched, no script is run."""

import re
from dataclasses import dataclass, field

from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.cells import SheetCells, to_grids
from medaid_desktop.formats.excel.others.html_tokens import Token, tokens
from medaid_desktop.formats.excel.references import LAST_COL
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer
from medaid_desktop.formats.symbols import shown

_DEEPEST = 30
_MOST_SPAN = 1000
_SILENT = {"select", "template", "noscript"}
_LINE = {"br", "p", "div", "li"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_FACE = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.IGNORECASE)
_STRUCK = {"s", "strike", "del"}
_BOLD = {"b", "strong", "th"}


@dataclass
class _Cell:
    row: int
    col: int
    rows: int
    cols: int
    pieces: list[str] = field(default_factory=list[str])
    plain: bool = False
    unstruck: bool = False


@dataclass
class _Table:
    sheet: SheetCells
    row: int = -1
    col: int = 0
    taken: dict[int, int] = field(default_factory=dict[int, int])
    """Column → last row that a span from above takes of it."""
    cell: _Cell | None = None


class _Page:
    def __init__(self, watch: Watch) -> None:
        self.sheets: list[SheetCells] = []
        self._watch = watch
        self._open: list[_Table] = []
        self._silent = 0
        self._faces: list[str | None] = []
        self._bold = self._struck = 0

    def take(self, token: Token) -> None:
        """Takes the next tag or text."""
        if not token.tag:
            self._take_text(token.text)
        elif token.tag in _SILENT:
            self._silent = max(self._silent + (-1 if token.is_end else 1), 0)
        elif self._silent:
            return
        elif token.is_end:
            if self._open:
                self._end_in_table(self._open[-1], token.tag)
        elif token.tag == "table":
            self._enter_table()
        elif self._open:
            self._start_in_table(self._open[-1], token.tag, token.attributes)

    def close(self) -> None:
        """Ends the tables that the page leaves open."""
        for table in self._open:
            self._leave_cell(table)

    def _end_in_table(self, table: _Table, tag: str) -> None:
        if tag == "table":
            self._leave_cell(table)
            self._open.pop()
            self._watch.hold(len(table.sheet.found))
        elif tag in ("td", "th", "tr"):
            self._leave_cell(table)
        elif tag in _BOLD:
            self._bold = max(self._bold - 1, 0)
        elif tag in _STRUCK:
            self._struck = max(self._struck - 1, 0)
        elif tag in ("font", "span") and self._faces:
            self._faces.pop()

    def _take_text(self, data: str) -> None:
        cell = self._open[-1].cell if self._open else None
        if cell is None or self._silent:
            return
        face = self._faces[-1] if self._faces else None
        text = _BLANKS.sub(" ", shown(data, face))
        if text.strip():
            cell.plain = cell.plain or not self._bold
            cell.unstruck = cell.unstruck or not self._struck
        cell.pieces.append(text)

    def _enter_table(self) -> None:
        if len(self._open) >= _DEEPEST:
            raise UserError("网页里的表格套得太深", "", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入")
        sheet = SheetCells("")
        self.sheets.append(sheet)
        self._open.append(_Table(sheet))

    def _start_in_table(self, table: _Table, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tr":
            self._leave_cell(table)
            table.row += 1
            table.col = 0
            if "display:none" in attributes.get("style", "").replace(" ", "").lower():
                table.sheet.hidden_rows.append((table.row, table.row))
        elif tag in ("td", "th"):
            self._leave_cell(table)
            self._enter_cell(table, attributes)
            self._bold, self._struck, self._faces = int(tag == "th"), 0, []
        elif tag in _LINE and table.cell is not None:
            if tag == "br" or "".join(table.cell.pieces[-3:]).strip():
                table.cell.pieces.append("\n")
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _STRUCK:
            self._struck += 1
        elif tag in ("font", "span"):
            styled = _FACE.search(attributes.get("style", ""))
            outer = self._faces[-1] if self._faces else None
            self._faces.append(attributes.get("face") or (styled[1].strip() if styled else outer))

    def _enter_cell(self, table: _Table, attributes: dict[str, str]) -> None:
        table.row = max(table.row, 0)
        while table.taken.get(table.col, -1) >= table.row:
            table.col += 1
        if table.col > LAST_COL:
            return
        rows = min(max(integer(attributes.get("rowspan"), 1), 1), _MOST_SPAN)
        cols = min(max(integer(attributes.get("colspan"), 1), 1), _MOST_SPAN)
        table.cell = _Cell(table.row, table.col, rows, cols)
        if rows > 1:
            table.taken.update(dict.fromkeys(range(table.col, table.col + cols), table.row + rows - 1))
        table.col += cols

    def _leave_cell(self, table: _Table) -> None:
        cell, table.cell = table.cell, None
        if cell is None:
            return
        text = re.sub(r" *\n *", "\n", "".join(cell.pieces)).strip(" \n")
        table.sheet.add(
            cell.row, cell.col, text, bold=not cell.plain and bool(text), struck=not cell.unstruck and bool(text)
        )
        if cell.rows > 1 or cell.cols > 1:
            table.sheet.merged.append((cell.row, cell.col, cell.row + cell.rows - 1, cell.col + cell.cols - 1))
        self._watch.check_room(len(table.sheet.found))


def read_web_page(text: str, name: str, watch: Watch) -> Document:
    """Reads every table of the page, an inner one behind the one it stands in. Raises UserError where there is none."""
    page = _Page(watch)
    for token in tokens(text, watch):
        page.take(token)
    page.close()
    grids, doubts = to_grids(page.sheets, watch)
    if not grids:
        raise UserError("这是网页，里面没有表格", "", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入")
    return Document(name, "html", grids, doubts=doubts)
