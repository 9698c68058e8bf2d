"""One worksheet of an xlsx workbook, read as it unpacks; what it says of its size is not believed."""

from collections.abc import Iterable

from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.cells import SheetCells
from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW, area, place
from medaid_desktop.formats.excel.xlsx.page_foot import foot_text
from medaid_desktop.formats.excel.xlsx.xlsx_cells import CellAdder, Styles
from medaid_desktop.formats.excel.xlsx.xlsx_plain import PlainCells
from medaid_desktop.formats.excel.xlsx.xlsx_shared import SharedTexts
from medaid_desktop.formats.excel.xlsx.xlsx_strings import CHARACTERS, TextBuilder
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import Attributes, feed, integer, is_on, new_parser

_MERGES = 100_000
_DIGITS = "0123456789"


class SheetReader:
    """Takes the events of a worksheet part and fills a sheet. One use only."""

    def __init__(self, sheet: SheetCells, texts: SharedTexts, styles: Styles, watch: Watch) -> None:
        self._sheet = sheet
        self._adder = CellAdder(sheet, texts, styles)
        self._plain = PlainCells(self._adder)
        self._watch = watch
        self._parser = new_parser(namespaces=False)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._local: dict[str, str] = {}
        self._pieces: list[str] = []
        self._characters = 0
        self._row = self._col = -1
        self._cell: Attributes = {}
        self._value: str | None = None
        self._has_formula = False
        self._inline: TextBuilder | None = None
        self._columns: dict[str, int] = {}

    def read(self, pieces: Iterable[bytes]) -> None:
        """Reads the part. Raises DamagedError, UserError for too many cells or characters."""
        feed(self._parser, self._checked(pieces), self._watch)
        self._watch.hold(len(self._sheet.found))

    def _checked(self, pieces: Iterable[bytes]) -> Iterable[bytes]:
        for piece in self._plain.rest(pieces):
            yield piece
            self._watch.check_room(len(self._sheet.found))

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = self._local.get(tag) or self._local.setdefault(tag, tag.rpartition(":")[2])
        if name == "c":
            self._cell = attributes
            self._value = None
            self._has_formula = False
        elif self._inline is not None:
            if self._inline.start(name, attributes):
                self._parser.CharacterDataHandler = self._data
        elif name in ("v", "t", "oddFooter"):
            self._parser.CharacterDataHandler = self._data
        elif name == "row":
            self._enter_row(attributes)
        elif name == "f":
            self._has_formula = True
        elif name == "col":
            self._note_column(attributes)
        elif name in ("r", "rPh"):
            self._inline = TextBuilder(self._value or "")
            self._inline.start(name, attributes)
        elif name == "mergeCell":
            merged = area(attributes.get("ref"))
            if merged is not None and len(self._sheet.merged) < _MERGES:
                self._sheet.merged.append(merged)

    def _end(self, tag: str) -> None:
        name = self._local[tag]
        if name == "c":
            self._leave_cell()
        elif self._inline is not None:
            self._parser.CharacterDataHandler = None
            self._inline.end(name)
        elif name == "v" or name == "t":
            self._parser.CharacterDataHandler = None
            self._value = "".join(self._pieces)
            self._pieces.clear()
        elif name == "oddFooter":
            self._parser.CharacterDataHandler = None
            self._sheet.foot = foot_text("".join(self._pieces))
            self._pieces.clear()

    def _data(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > CHARACTERS:
            raise UserError("工作表里的文字太多", self._sheet.name, "请只留下要导入的工作表，另存为新文件后再导入")
        (self._pieces.append if self._inline is None else self._inline.data)(text)

    def _enter_row(self, attributes: Attributes) -> None:
        before = max(self._row, self._plain.row)
        number = integer(attributes.get("r"), before + 2)
        self._row = number - 1 if 0 < number <= LAST_ROW + 1 else before + 1
        self._col = -1
        if is_on(attributes.get("hidden")) or attributes.get("ht") == "0":
            self._sheet.hidden_rows.append((self._row, self._row))

    def _note_column(self, attributes: Attributes) -> None:
        if is_on(attributes.get("hidden")) or attributes.get("width") == "0":
            first, last = integer(attributes.get("min")), integer(attributes.get("max"))
            self._sheet.hidden_cols.append((max(first - 1, 0), min(last - 1, LAST_COL)))

    def _leave_cell(self) -> None:
        cell, value = self._cell, self._value
        reference = cell.get("r", "")
        col = self._columns.get(reference.rstrip(_DIGITS))
        self._col = self._column_of(reference) if col is None else col
        if self._inline is not None:
            self._adder.add_rich(self._row, self._col, cell.get("s"), self._inline.finish())
            self._inline = None
        elif value:
            self._adder.add(self._row, self._col, cell.get("s"), cell.get("t"), value)
        elif self._has_formula and (value is None or cell.get("t") != "str"):
            self._sheet.without_result.append((self._row, self._col))

    def _column_of(self, reference: str) -> int:
        """The column that a reference names; the next one where it names none."""
        there = place(reference)
        if there is None:
            return self._col + 1
        self._columns[reference.rstrip(_DIGITS)] = there[1]
        return there[1]
