"""One worksheet of an xlsx workbook, read for how it looks: styles of cells, sizes, page, validations, protection."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from medaid_desktop.core.grid import Place
from medaid_desktop.formats.excel.blanks.xlsx_look_styles import decimal
from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW, Area, area, place
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import Attributes, feed, integer, is_on, new_parser

_MERGES, _AREAS = 20_000, 5_000
_LONGEST = 32_768
_LENIENT = ("warning", "information")
_OF_VALIDATION = frozenset(("formula1", "f", "sqref"))


@dataclass(slots=True)
class Validation:
    """A data validation: its type, its first formula, the areas it holds for; `lenient` where it only warns or informs."""

    kind: str
    lenient: bool = False
    formula: str = ""
    areas: list[Area] = field(default_factory=list[Area])


@dataclass
class SheetStyles:
    """What a worksheet says of its looks; rows and columns count from 0 in the sheet."""

    styles: dict[Place, int] = field(default_factory=dict[Place, int])
    formulas: set[Place] = field(default_factory=set[Place])
    filled_areas: list[Area] = field(default_factory=list[Area])
    heights: dict[int, float] = field(default_factory=dict[int, float])
    hidden_rows: set[int] = field(default_factory=set[int])
    widths: list[tuple[int, int, float | None]] = field(default_factory=list[tuple[int, int, float | None]])
    merged: list[Area] = field(default_factory=list[Area])
    validations: list[Validation] = field(default_factory=list[Validation])
    format: Attributes = field(default_factory=dict[str, str])
    margins: Attributes | None = None
    setup: Attributes = field(default_factory=dict[str, str])
    fits: bool = False
    protected: bool = False


class StyleReader:
    """Takes the events of a worksheet part. Cells beyond `bottom` and `right` are passed over. One use only."""

    def __init__(self, bottom: int, right: int, watch: Watch) -> None:
        self.found = SheetStyles()
        self._bottom = bottom
        self._right = right
        self._watch = watch
        self._parser = new_parser(namespaces=False)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._local: dict[str, str] = {}
        self._row = self._col = -1
        self._behind_cells = False
        self._validation: Validation | None = None
        self._pieces: list[str] = []

    def read(self, pieces: Iterable[bytes]) -> SheetStyles:
        """Reads the part to its end. Raises DamagedError and UserError."""
        feed(self._parser, pieces, self._watch)
        return self.found

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = self._local.get(tag) or self._local.setdefault(tag, tag.rpartition(":")[2])
        if name == "c":
            self._enter_cell(attributes)
        elif name == "row":
            self._enter_row(attributes)
        elif self._validation is not None:
            if name in _OF_VALIDATION:
                self._pieces = []
                self._parser.CharacterDataHandler = self._pieces.append
        elif name == "f":
            if not self._behind_cells:
                self._note_formula(attributes)
        else:
            self._note(name, attributes)

    def _note(self, name: str, attributes: Attributes) -> None:
        found = self.found
        if name == "col":
            self._note_column(attributes)
        elif name == "mergeCell":
            merged = area(attributes.get("ref"))
            if merged is not None and len(found.merged) < _MERGES and merged[0] <= self._bottom:
                found.merged.append(merged)
        elif name == "dataValidation":
            lenient = attributes.get("errorStyle") in _LENIENT and is_on(attributes.get("showErrorMessage"))
            self._validation = Validation(attributes.get("type", "none"), lenient)
            self._add_areas(attributes.get("sqref", ""))
        elif name == "sheetFormatPr":
            found.format = attributes
        elif name == "pageMargins" and found.margins is None:
            found.margins = attributes
        elif name == "pageSetup" and not found.setup:
            found.setup = attributes
        elif name == "pageSetUpPr":
            found.fits = is_on(attributes.get("fitToPage"))
        elif name == "sheetProtection":
            found.protected = is_on(attributes.get("sheet"))

    def _end(self, tag: str) -> None:
        name = self._local[tag]
        validation = self._validation
        if name == "sheetData":
            self._behind_cells = True  # formulas behind the cells are those of formats and sparklines
        if validation is None:
            return
        if name in _OF_VALIDATION and self._parser.CharacterDataHandler is not None:
            self._parser.CharacterDataHandler = None
            text = "".join(self._pieces)[:_LONGEST]
            if name == "sqref":
                self._add_areas(text)
            elif not validation.formula:
                validation.formula = text
        elif name == "dataValidation":
            if validation.areas and len(self.found.validations) < _AREAS:
                self.found.validations.append(validation)
            self._validation = None

    def _add_areas(self, text: str) -> None:
        if self._validation is not None:
            found = (area(reference) for reference in text.split()[:_AREAS])
            self._validation.areas += [one for one in found if one is not None]

    def _enter_row(self, attributes: Attributes) -> None:
        number = integer(attributes.get("r"), self._row + 2)
        self._row = number - 1 if 0 < number <= LAST_ROW + 1 else self._row + 1
        self._col = -1
        if self._row > self._bottom:
            return
        height = attributes.get("ht")
        if is_on(attributes.get("hidden")) or height == "0":
            self.found.hidden_rows.add(self._row)
        elif height is not None:
            self.found.heights[self._row] = min(max(decimal(height, 0.0), 0.0), 409.5)

    def _enter_cell(self, attributes: Attributes) -> None:
        there = place(attributes.get("r"))
        self._col = there[1] if there else self._col + 1
        if self._row <= self._bottom and self._col <= self._right:
            self.found.styles[self._row, self._col] = integer(attributes.get("s"))

    def _note_formula(self, attributes: Attributes) -> None:
        self.found.formulas.add((self._row, self._col))
        if attributes.get("t") in ("array", "dataTable"):
            filled = area(attributes.get("ref"))
            if filled is not None and len(self.found.filled_areas) < _AREAS:
                self.found.filled_areas.append(filled)

    def _note_column(self, attributes: Attributes) -> None:
        first, last = integer(attributes.get("min"), 1) - 1, integer(attributes.get("max"), 1) - 1
        hidden = is_on(attributes.get("hidden"))
        width = attributes.get("width")
        digits = 0.0 if hidden else decimal(width, -1.0) if width is not None else -1.0
        self.found.widths.append((max(first, 0), min(last, LAST_COL), None if digits < 0 else min(digits, 255.0)))
