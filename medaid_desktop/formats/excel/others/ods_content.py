"""The content of an OpenDocument spreadsheet, read as it unpacks. Repeated blank rows and cells cost nothing."""

from dataclasses import dataclass, field

from medaid_desktop.core.grid import Kind
from medaid_desktop.formats.excel.cells import SheetCells
from medaid_desktop.formats.excel.others.ods_styles import OdsStyles
from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW
from medaid_desktop.formats.excel.shown.format_general import general
from medaid_desktop.formats.excel.shown.looks import Font
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import Attributes, ShortNames, integer, new_parser
from medaid_desktop.formats.symbols import shown

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    f"{_ODF}office:1.0": "office", f"{_ODF}table:1.0": "table", f"{_ODF}text:1.0": "text",
    f"{_ODF}style:1.0": "style", f"{_ODF}xsl-fo-compatible:1.0": "fo", f"{_ODF}svg-compatible:1.0": "svg",
    f"{_ODF}drawing:1.0": "draw", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}  # fmt: skip
_SKIPPED = {"office|annotation", "table|tracked-changes", "table|shapes", "draw|frame", "draw|custom-shape",
            "draw|rect", "draw|control", "text|ruby-text", "text|note", "office|forms"}  # fmt: skip
_KINDS: dict[str, Kind] = {"float": "number", "percentage": "number", "currency": "number", "date": "date",
                           "time": "date", "boolean": "yes-no"}  # fmt: skip
_MOST_BLANKS = 1000
_CHARACTERS = 20_000_000


@dataclass
class _Cell:
    attributes: Attributes
    paragraphs: int = 0
    pieces: list[tuple[str, Font | None]] = field(default_factory=list[tuple[str, Font | None]])


class ContentReader:
    """Takes the events of content.xml; `parser` is to be fed, then `sheets` are complete."""

    def __init__(self, styles: OdsStyles, watch: Watch) -> None:
        self.sheets: list[SheetCells] = []
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self._styles = styles
        self._watch = watch
        self._names = ShortNames(PREFIXES)
        self._row = self._col = self._columns = 0
        self._row_repeat = 1
        self._row_start = 0
        self._cell: _Cell | None = None
        self._spans: list[Font | None] = []
        self._skip = self._tables = self._depth = self._characters = 0

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = self._names[tag]
        self._depth += 1
        if self._skip or name in _SKIPPED or (self._cell is not None and name == "table|table"):
            self._skip = self._skip or self._depth
            return
        named = {self._names[key]: value for key, value in attributes.items()}
        if self._cell is not None:
            self._start_in_cell(self._cell, name, named)
        elif name == "table|table":
            self._enter_table(named)
        elif not self.sheets or not self._tables:
            self._styles.start(name, named)
        elif name == "table|table-row":
            self._enter_row(named)
        elif name in ("table|table-cell", "table|covered-table-cell"):
            self._cell = _Cell(named)
            if name == "table|covered-table-cell":
                self._cell.attributes["table|covered"] = "true"
        elif name == "table|table-column":
            self._note_columns(named)

    def _end(self, tag: str) -> None:
        name = self._names[tag]
        self._depth -= 1
        if self._skip:
            if self._depth < self._skip:
                self._skip = 0
        elif name in ("table|table-cell", "table|covered-table-cell"):
            if self._cell is not None:
                self._leave_cell(self._cell)
            self._cell = None
        elif name in ("text|span", "text|a") and self._spans:
            self._spans.pop()
        elif name == "table|table-row" and self._tables:
            self._leave_row()
        elif name == "table|table":
            self._tables -= 1
            self._watch.hold(len(self.sheets[-1].found))
        else:
            self._styles.end(name)

    def _data(self, text: str) -> None:
        if self._cell is not None and self._cell.paragraphs and not self._skip:
            self._append(self._cell, text)

    def _append(self, cell: _Cell, text: str) -> None:
        self._characters += len(text)
        if self._characters > _CHARACTERS:
            raise DamagedError("too many characters")
        cell.pieces.append((text, self._spans[-1] if self._spans else None))

    def _start_in_cell(self, cell: _Cell, name: str, attributes: Attributes) -> None:
        if name in ("text|p", "text|h"):
            if cell.paragraphs:
                self._append(cell, "\n")
            cell.paragraphs += 1
        elif name in ("text|span", "text|a"):
            style = attributes.get("text|style-name")
            self._spans.append(self._styles.look(style)[0] if style else (self._spans[-1] if self._spans else None))
        elif name == "text|s":
            self._append(cell, " " * min(max(integer(attributes.get("text|c"), 1), 1), _MOST_BLANKS))
        elif name == "text|tab":
            self._append(cell, "\t")
        elif name == "text|line-break":
            self._append(cell, "\n")

    def _enter_table(self, attributes: Attributes) -> None:
        self._tables += 1
        if self._tables > 1:
            raise DamagedError("a table within a table")
        shown = self._styles.displayed(attributes.get("table|style-name"))
        self.sheets.append(SheetCells(attributes.get("table|name", ""), "shown" if shown else "hidden"))
        self._row = self._col = self._columns = 0

    def _note_columns(self, attributes: Attributes) -> None:
        first = self._columns
        self._columns += max(integer(attributes.get("table|number-columns-repeated"), 1), 1)
        if attributes.get("table|visibility") in ("collapse", "filter"):
            self.sheets[-1].hidden_cols.append((first, min(self._columns - 1, LAST_COL)))

    def _enter_row(self, attributes: Attributes) -> None:
        self._col = 0
        self._row_repeat = max(integer(attributes.get("table|number-rows-repeated"), 1), 1)
        self._row_start = len(self.sheets[-1].found)
        if attributes.get("table|visibility") in ("collapse", "filter"):
            self.sheets[-1].hidden_rows.append((self._row, min(self._row + self._row_repeat - 1, LAST_ROW)))

    def _leave_row(self) -> None:
        sheet = self.sheets[-1]
        if self._row > LAST_ROW:
            raise DamagedError("too many rows")
        this_row = sheet.found[self._row_start :]
        if this_row and self._row_repeat > 1:
            self._watch.check_room(len(sheet.found) + len(this_row) * (self._row_repeat - 1))
            for copy in range(1, self._row_repeat):
                sheet.found += [cell._replace(row=cell.row + copy) for cell in this_row]
        self._watch.check_room(len(sheet.found))
        self._row += self._row_repeat

    def _leave_cell(self, cell: _Cell) -> None:
        attributes = cell.attributes
        repeat = max(integer(attributes.get("table|number-columns-repeated"), 1), 1)
        start = self._col
        self._col += repeat
        if start > LAST_COL or "table|covered" in attributes:
            return
        rows = max(integer(attributes.get("table|number-rows-spanned"), 1), 1)
        cols = max(integer(attributes.get("table|number-columns-spanned"), 1), 1)
        sheet = self.sheets[-1]
        if rows > 1 or cols > 1:
            end = min(self._row + rows - 1, LAST_ROW), min(start + cols - 1, LAST_COL)
            sheet.merged.append((self._row, start, *end))
        kind = attributes.get("office|value-type") or attributes.get("calcext|value-type")
        if "table|formula" in attributes and kind is None and not cell.pieces:
            sheet.without_result.append((self._row, start))
        elif cell.pieces or kind:
            self._add(cell, kind or "string", range(start, min(start + repeat, LAST_COL + 1)))

    def _add(self, cell: _Cell, kind: str, columns: range) -> None:
        font, indent = self._styles.look(cell.attributes.get("table|style-name"))
        fonts = [run or font for text, run in cell.pieces if text.strip()] or [font]
        text = "".join(shown(text, (run or font).name or font.name) for text, run in cell.pieces)
        text = text or _value(cell.attributes)
        struck, bold = all(run.struck for run in fonts), all(run.bold for run in fonts)
        stored: Kind = "error" if text.startswith(("#", "Err:")) and _is_error(cell) else _KINDS.get(kind, "text")
        self._watch.check_room(len(self.sheets[-1].found) + len(columns))
        for col in columns:
            self.sheets[-1].add(self._row, col, text, stored, indent, bold, struck)


def _is_error(cell: _Cell) -> bool:
    return cell.attributes.get("calcext|value-type") == "error"


def _value(attributes: Attributes) -> str:
    """The text of a cell that says only its value."""
    for name in ("office|string-value", "office|date-value", "office|time-value", "office|boolean-value"):
        if name in attributes:
            return attributes[name]
    try:
        return general(float(attributes.get("office|value", "")))
    except (ValueError, ArithmeticError):
        return ""
