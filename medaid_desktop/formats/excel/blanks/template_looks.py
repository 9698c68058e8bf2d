"""How the sheets of an xlsx or xlsm workbook look, for the forms that are made of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import Document, Grid, Place
from medaid_desktop.core.sheet import BOTTOM, LEFT, RIGHT, TOP
from medaid_desktop.core.templates.looks import PLAIN, CellLook, SheetLooks
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.excel.blanks.sheet_measures import (
    DEFAULT_MARGINS_MM,
    LARGEST_FORM,
    MM_PER_INCH,
    MM_PER_PT,
    USUAL_ROW_PT,
    fitted_scale,
    paper_mm,
    usual_width_mm,
    width_mm,
)
from medaid_desktop.formats.excel.blanks.xlsx_look_sheet import SheetStyles, StyleReader
from medaid_desktop.formats.excel.blanks.xlsx_look_styles import LookStyles, decimal, merged_look, read_look_styles
from medaid_desktop.formats.excel.blanks.xlsx_validations import CHECKS, Lists
from medaid_desktop.formats.excel.references import LAST_COL, Area, area
from medaid_desktop.formats.excel.xlsx.xlsx_styles import PREFIXES
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.relations import main_part, part_of_kind, relations
from medaid_desktop.formats.safe_xml import integer, is_on, tree

_BELOW, _BESIDE = 400, 60
"""Rows below and columns beside the last text in which blank cells may still belong to the form."""

_MOST_COLUMNS = 400
_MERGED_PLACES = 4000
_PRINT_AREA = "_xlnm.print_area"


def workbook_looks(content: bytes, document: Document) -> list[SheetLooks]:
    """The looks of a workbook's grids. Raises DamagedError and UserError like its reading."""
    watch = Watch()
    archive = Archive(content, watch)
    main = main_part(archive, watch)
    found = relations(archive, main, watch)
    workbook = tree(archive.pieces(main), PREFIXES, watch)
    styles = read_look_styles(archive, part_of_kind(found, "styles", archive), watch)
    parts: dict[str, tuple[str, int]] = {}
    for number, element in enumerate(workbook.iterfind("x|sheets/x|sheet")):
        relation = found.get(element.get("r|id", ""))
        if relation is not None and relation.kind == "worksheet" and relation.part in archive:
            parts.setdefault(element.get("name", ""), (relation.part, number))
    names = _names(workbook)
    lists = Lists(document, names)
    looks: list[SheetLooks] = []
    for grid in document.grids:
        part = parts.get(grid.name)
        if part is None or grid.shown != "shown" or grid.rows > LARGEST_FORM:
            looks.append(SheetLooks())
            continue
        bottom, right = grid.origin[0] + grid.rows + _BELOW, grid.origin[1] + min(grid.cols, _MOST_COLUMNS) + _BESIDE
        sheet = StyleReader(bottom, right, watch).read(archive.pieces(part[0]))
        printed = names.get((_PRINT_AREA, grid.name.casefold()), "")
        looks.append(_SheetLooker(grid, sheet, styles, lists, printed).looks())
    return looks


def _names(workbook: Element) -> Mapping[tuple[str, str], str]:
    """The defined names as (name, sheet or ""), in small letters."""
    sheets = [element.get("name", "") for element in workbook.iterfind("x|sheets/x|sheet")]
    found: dict[tuple[str, str], str] = {}
    for element in workbook.iterfind("x|definedNames/x|definedName"):
        local = integer(element.get("localSheetId"), -1)
        sheet = sheets[local] if 0 <= local < len(sheets) else ""
        found[element.get("name", "").casefold(), sheet.casefold()] = (element.text or "").strip()
    return found


class _SheetLooker:
    """Puts together the looks of one sheet, by places of its grid."""

    def __init__(self, grid: Grid, sheet: SheetStyles, styles: LookStyles, lists: Lists, printed: str) -> None:
        self._grid = grid
        self._sheet = sheet
        self._styles = styles
        self._lists = lists
        self._printed = printed
        self._cells: dict[Place, CellLook] = {}
        """By places of the sheet."""

    def looks(self) -> SheetLooks:
        self._add_cells()
        self._add_merged()
        self._add_validations()
        top, left = self._grid.origin
        cells = {
            (row - top, col - left): look for (row, col), look in self._cells.items() if row >= top and col >= left
        }
        rows = max([self._grid.rows, *(row + 1 for (row, _), look in cells.items() if look.border)])
        cols = max([self._grid.cols, *(col + 1 for (_, col), look in cells.items() if look.border)])
        columns_mm = tuple(self._widths(left, cols))
        rows_mm = tuple(self._heights(top, rows))
        setup = self._sheet.setup
        width, height = paper_mm(integer(setup.get("paperSize"), 9), setup.get("orientation") == "landscape")
        margins = self._margins()
        scale = self._scale(width - margins[0] - margins[2], height - margins[1] - margins[3])
        return SheetLooks(
            columns_mm, rows_mm, cells, width, height, margins, protected=self._sheet.protected, scale=scale
        )

    # -- cells ---------------------------------------------------------------------------------------------------

    def _add_cells(self) -> None:
        sheet, looks = self._sheet, dict[tuple[int, bool], CellLook]()
        texts = {(cell.row + self._grid.origin[0], cell.col + self._grid.origin[1]) for cell in self._grid.cells}
        worked_out = set(sheet.formulas)
        for filled in sheet.filled_areas:
            worked_out.update(place for place in _places(filled) if place in sheet.styles)
        for place, number in sheet.styles.items():
            key = number, place in worked_out
            look = looks.get(key)
            if look is None:
                look = self._styles.look(number)
                look = looks[key] = replace(look, formula=key[1], open=look.open or not sheet.protected)
            if key[1] or look.border or look.number_format or place in texts or look.open is sheet.protected:
                self._cells[place] = look

    def _add_merged(self) -> None:
        """A merged cell has the look of its corner; its rules are those of the cells along its edges."""
        room = _MERGED_PLACES * 10
        for first_row, first_col, last_row, last_col in self._sheet.merged:
            last_row, last_col = min(last_row, first_row + 400), min(last_col, first_col + _MOST_COLUMNS)
            room -= (last_row - first_row + 1) * (last_col - first_col + 1)
            if room < 0:
                return
            rows, cols = range(first_row, last_row + 1), range(first_col, last_col + 1)
            at = self._cells
            edges = {
                LEFT: [at.get((row, first_col), PLAIN) for row in rows],
                RIGHT: [at.get((row, last_col), PLAIN) for row in rows],
                TOP: [at.get((first_row, col), PLAIN) for col in cols],
                BOTTOM: [at.get((last_row, col), PLAIN) for col in cols],
            }
            corner = at.get((first_row, first_col), PLAIN)
            look = merged_look(corner, edges)
            for place in [(row, col) for row in rows for col in cols]:
                at.pop(place, None)
            at[first_row, first_col] = look

    def _add_validations(self) -> None:
        """The first validation of a cell holds. Only cells of the form are asked, not whole columns."""
        top, left = self._grid.origin
        bottom = max([top + self._grid.rows - 1, *(row for row, _ in self._cells)])
        right = max([left + self._grid.cols - 1, *(col for _, col in self._cells)])
        done: set[Place] = set()
        for validation in self._sheet.validations:
            words = self._lists.words(validation.formula, self._grid.name) if validation.kind == "list" else ()
            check = CHECKS.get(validation.kind, "")
            if not words and not check:
                continue
            for first_row, first_col, last_row, last_col in validation.areas:
                within = (max(first_row, top), max(first_col, left), min(last_row, bottom), min(last_col, right))
                for place in _places(within):
                    if place not in done:
                        done.add(place)
                        look = self._cells.get(place) or self._bare(place)
                        self._cells[place] = replace(
                            look, options=words, check=check, suggested=validation.lenient and bool(words)
                        )

    def _bare(self, place: Place) -> CellLook:
        look = self._styles.look(self._sheet.styles.get(place, 0))
        return replace(look, border=0, open=look.open or not self._sheet.protected)

    # -- sizes and page ------------------------------------------------------------------------------------------

    def _widths(self, first: int, count: int) -> Iterator[float]:
        """Widths of columns in millimetres, 0 for hidden ones."""
        digit, said = self._styles.digit, self._sheet.format
        stored = decimal(said.get("defaultColWidth"), -1.0)
        usual = width_mm(stored, digit) if stored > 0 else usual_width_mm(integer(said.get("baseColWidth"), 8), digit)
        for col in range(first, first + count):
            known = next((digits for begin, end, digits in self._sheet.widths if begin <= col <= end), None)
            yield usual if known is None else width_mm(known, digit)

    def _heights(self, first: int, count: int) -> Iterator[float]:
        said = self._sheet.format
        usual = decimal(said.get("defaultRowHeight"), 0.0) or USUAL_ROW_PT
        hidden = is_on(said.get("zeroHeight"))
        for row in range(first, first + count):
            if row in self._sheet.hidden_rows or (hidden and row not in self._sheet.heights):
                yield 0.0
            else:
                yield self._sheet.heights.get(row, usual) * MM_PER_PT

    def _margins(self) -> tuple[float, float, float, float]:
        said = self._sheet.margins
        if said is None:
            return DEFAULT_MARGINS_MM
        left, top, right, bottom = (
            min(max(decimal(said.get(side), 0.75), 0.0), 4.0) * MM_PER_INCH
            for side in ("left", "top", "right", "bottom")
        )
        return left, top, right, bottom

    def _scale(self, room_width: float, room_height: float) -> float:
        setup = self._sheet.setup
        if not self._sheet.fits:
            return min(max(integer(setup.get("scale"), 100), 10), 400) / 100
        pages = integer(setup.get("fitToWidth"), 1), integer(setup.get("fitToHeight"), 1)
        top, left, bottom, right = self._printed_area()
        columns, rows = list(self._widths(left, right - left + 1)), list(self._heights(top, bottom - top + 1))
        return fitted_scale(columns, rows, (room_width, room_height), pages)

    def _printed_area(self) -> Area:
        """The area that is printed: as the sheet says, else all that holds anything."""
        top, left = self._grid.origin
        used = (
            top, left, max([top + self._grid.rows - 1, *(row for row, _ in self._cells)]),
            max([left + self._grid.cols - 1, *(col for _, col in self._cells)]),
        )  # fmt: skip
        named = area(self._printed.rpartition("!")[2])
        if named is None:
            return used
        return named[0], named[1], min(named[2], used[2]), min(named[3], LAST_COL, used[3])


def _places(where: Area) -> Iterator[Place]:
    return ((row, col) for row in range(where[0], where[2] + 1) for col in range(where[1], where[3] + 1))
