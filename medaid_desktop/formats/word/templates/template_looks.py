"""How the tables of a blank letter look and what their cells allow."""

import math
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import Document
from medaid_desktop.core.sheet import BOTTOM, LEFT, RIGHT, TOP, VAlign
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.formats.safe_xml import integer
from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.names import content, value
from medaid_desktop.formats.word.tables import Place
from medaid_desktop.formats.word.templates.letter_file import LetterBody, LetterSource
from medaid_desktop.formats.word.templates.look_allowed import (
    allowed,
    has_formula,
    has_several_boxes,
    permitted,
    protection_of,
)
from medaid_desktop.formats.word.templates.look_pages import LARGEST_MM, MM_PER_TWIP, page_of
from medaid_desktop.formats.word.templates.look_styles import LookStyles, RunStyle, conditional, flags
from medaid_desktop.formats.word.templates.neighbours import covering, runs_beside
from medaid_desktop.formats.word.templates.table_widths import columns_twips
from medaid_desktop.formats.word.templates.text_widths import lines_of

_LINE_HEIGHT = 1.3
_SIDES = ((TOP, ("w|top",), "w|insideH"), (LEFT, ("w|left", "w|start"), "w|insideV"),
          (BOTTOM, ("w|bottom",), "w|insideH"), (RIGHT, ("w|right", "w|end"), "w|insideV"))  # fmt: skip
_NO_LINE = ("nil", "none")
_VALIGNS: dict[str, VAlign] = {"center": "middle", "bottom": "bottom", "both": "middle"}


def letter_looks(content: bytes, document: Document) -> list[SheetLooks]:
    """The looks of each table of a letter, of which `content` are the bytes, in the order of its document's grids.

    Raises UserError like the reading of the document, which it follows.
    """
    if not document.grids:
        return []
    source = LetterSource.opened(content)
    body = LetterBody(source, source.document)
    styles = LookStyles(source)
    protection = protection_of(source)
    return [_Table(body, styles, table, protection).looks() for table in body.tables]


class _Table:
    """Gathers the looks of one table."""

    def __init__(self, body: LetterBody, styles: LookStyles, table: LetterTable, protection: str) -> None:
        self._body = body
        self._styles = styles
        self._table = table
        self._protection = protection
        self._properties = table.element.find("w|tblPr")
        self._chain = styles.table_chain(self._properties)
        self._flags = flags(self._properties)
        self._page = page_of(body, table)
        self._columns = columns_twips(table)
        self._places = covering(table)
        self._permitted = list(permitted(body)) if protection == "readOnly" else []

    def looks(self) -> SheetLooks:
        """The looks of the table, by places of its grid."""
        cells = {(place.row, place.col): self._look(place) for place in self._table.cells.places}
        if self._protection == "readOnly" and not any(look.open for look in cells.values()):
            cells = {at: _opened(look) for at, look in cells.items()}  # then it says nothing of single cells
        page = self._page
        return SheetLooks(
            columns_mm=tuple(round(width * MM_PER_TWIP, 2) for width in self._columns),
            rows_mm=tuple(
                self._row_mm(row, element, cells) for row, element in enumerate(self._table.cells.row_elements)
            ),
            cells=cells,
            width_mm=page.width,
            height_mm=page.height,
            margins_mm=page.margins,
            protected=bool(self._protection) and self._protection != "trackedChanges",
        )

    def _look(self, place: Place) -> CellLook:
        cell = place.elements[0]
        table = self._parts_of_style(place)
        paragraph, run = _first_written(cell)
        paragraph_look = None if paragraph is None else paragraph.find("w|pPr")
        run_look = run.find("w|rPr") if run is not None else None
        if run is None and paragraph_look is not None:
            run_look = paragraph_look.find("w|rPr")
        style = self._styles.run(run_look, paragraph_look, table)
        if run_look is None and (paragraph_look is None or paragraph_look.find("w|pStyle") is None):
            style = self._like_neighbours(place, style)
        valign = next((found for part in (cell, *table) if (found := value(part.find("w|tcPr/w|vAlign")))), "top")
        options, check = allowed(self._body, cell)
        return CellLook(
            font=style.font, size_pt=style.size_pt, bold=style.bold, align=self._styles.align(paragraph_look, table),
            valign=_VALIGNS.get(valign, "top"), border=self._border(place, table), formula=has_formula(cell),
            options=options, check=check, open=self._is_open(cell), several=has_several_boxes(cell),
        )  # fmt: skip

    def _like_neighbours(self, place: Place, style: RunStyle) -> RunStyle:
        """What is typed into a cell that says nothing of its look gets font and size of the cells beside."""
        for run in runs_beside(self._places, place):
            own = run.find("w|rPr")
            if own is not None and any(own.find(tag) is not None for tag in ("w|rFonts", "w|sz")):
                beside = self._styles.run(own, None)
                return RunStyle(beside.font, beside.size_pt, style.bold)
        return style

    def _parts_of_style(self, place: Place) -> list[Element]:
        """The parts of the table's style that hold for a cell, strongest first."""
        cells, names = self._table.cells, list[str]()
        if "firstRow" in self._flags and place.row == 0:
            names.append("firstRow")
        if "lastRow" in self._flags and place.row + place.rows >= cells.rows:
            names.append("lastRow")
        if "firstColumn" in self._flags and place.col == 0:
            names.append("firstCol")
        if "lastColumn" in self._flags and place.col + place.cols >= cells.cols:
            names.append("lastCol")
        if "noHBand" not in self._flags and "firstRow" not in names:
            names.append("band1Horz" if (place.row - ("firstRow" in self._flags)) % 2 == 0 else "band2Horz")
        return conditional(self._chain, [*names, "wholeTable"])

    def _border(self, place: Place, table: Sequence[Element]) -> int:
        cells = self._table.cells
        outer = {TOP: place.row == 0, LEFT: place.col == 0, BOTTOM: place.row + place.rows >= cells.rows,
                 RIGHT: place.col + place.cols >= cells.cols}  # fmt: skip
        row = cells.row_elements[place.row]
        mask = 0
        for side, names, inside in _SIDES:
            own = place.elements[-1] if side == BOTTOM else place.elements[0]
            wanted = names if outer[side] else (inside,)
            said = _line(own.find("w|tcPr/w|tcBorders"), names)
            for part, path, these in (
                (row, "w|tblPrEx/w|tblBorders", wanted),
                (self._table.element, "w|tblPr/w|tblBorders", wanted),
                *(
                    (part, path, these)
                    for part in table
                    for path, these in (("w|tcPr/w|tcBorders", names), ("w|tblPr/w|tblBorders", wanted))
                ),
            ):
                if said is None:
                    said = _line(part.find(path), these)
            mask |= side if said else 0
        return mask

    def _is_open(self, cell: Element) -> bool:
        if self._protection == "forms":
            return any(next(cell.iter(tag), None) is not None for tag in ("w|ffData", "w|sdt"))
        if self._protection == "readOnly":
            span = self._body.located.span(cell)
            return any(first < span.end and span.start < last for first, last in self._permitted)
        return True

    def _row_mm(self, row: int, element: Element, cells: dict[tuple[int, int], CellLook]) -> float:
        """A row's height: as it says, or as its texts need it, one line at least."""
        if row in self._table.cells.hidden_rows:
            return 0.0
        said = element.find("w|trPr/w|trHeight")
        height = integer(value(said)) * MM_PER_TWIP
        if said is not None and said.get("w|hRule") == "exact":
            return round(min(height, LARGEST_MM), 2)
        texts = {(cell.row, cell.col): cell.text for cell in self._table.cells.cells}
        for place in self._table.cells.places:
            if place.row == row and place.rows == 1:
                look = cells[row, place.col]
                width = sum(self._columns[place.col : place.col + place.cols]) / 20
                lines = lines_of(texts.get((row, place.col), ""), width, look.size_pt)
                pitch = self._page.pitch_pt
                line = look.size_pt * _LINE_HEIGHT
                line = math.ceil(line / pitch) * pitch if pitch else line
                height = max(height, lines * line * 25.4 / 72)
        return round(min(height, LARGEST_MM), 2)


def _opened(look: CellLook) -> CellLook:
    return CellLook(look.font, look.size_pt, look.bold, look.align, look.valign, look.border, look.number_format,
                    look.formula, look.options, look.check, several=look.several)  # fmt: skip


def _line(borders: Element | None, names: Sequence[str]) -> bool | None:
    """Whether a side is ruled; None where nothing is said of it."""
    found = (
        None if borders is None else next((each for name in names if (each := borders.find(name)) is not None), None)
    )
    return None if found is None else found.get("w|val", "nil") not in _NO_LINE


def _first_written(cell: Element) -> tuple[Element | None, Element | None]:
    """The first paragraph and run of a cell that have a text, else the first of all."""
    first: tuple[Element | None, Element | None] = None, None
    for paragraph in (block for block in content(cell) if block.tag == "w|p"):
        for run in (each for each in content(paragraph) if each.tag == "w|r"):
            if any((each.text or "").strip() for each in run.iter("w|t")):
                return paragraph, run
            if first[1] is None and first[0] in (None, paragraph):
                first = paragraph, run
        if first[0] is None:
            first = paragraph, None
    return first
