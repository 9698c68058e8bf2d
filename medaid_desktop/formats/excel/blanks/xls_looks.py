"""How the sheets of an old workbook (.xls, .et) look: styles through xlrd, page and formulas from the records themselves."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from medaid_desktop.core.grid import Document, Grid, Place
from medaid_desktop.core.sheet import BOTTOM, LEFT, NO_BORDER, RIGHT, TOP, Align, VAlign
from medaid_desktop.core.templates.looks import PLAIN, CellLook, SheetLooks
from medaid_desktop.formats.excel.blanks.sheet_measures import (
    DEFAULT_MARGINS_MM,
    LARGEST_FORM,
    MM_PER_INCH,
    MM_PER_PT,
    USUAL_ROW_PT,
    digit_pixels,
    fitted_scale,
    paper_mm,
    usual_width_mm,
    width_mm,
)
from medaid_desktop.formats.excel.blanks.xlsx_look_styles import merged_look
from medaid_desktop.formats.excel.others.xls import loaded_sheet, opened_workbook
from medaid_desktop.formats.excel.others.xls_unlock import unlocked
from medaid_desktop.formats.excel.shown.number_format import BUILT_IN
from medaid_desktop.formats.font_roles import font_role
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.sniffing import is_compound, workbook_stream

_BEGIN, _END, _BOUND_SHEET = 0x0809, 0x000A, 0x0085
_FORMULA, _SETUP, _FITS, _PROTECTED = 0x0006, 0x00A1, 0x0081, 0x0012
_MARGINS = {0x0026: 0, 0x0028: 1, 0x0027: 2, 0x0029: 3}
_UNSET = 0x0004
"""The flag of a SETUP record that says nothing of its paper is to be believed."""

_ALIGNS: dict[int, Align] = {1: "left", 2: "center", 3: "right", 4: "left", 5: "left", 6: "center", 7: "center"}
_VALIGNS: dict[int, VAlign] = {0: "top", 1: "middle", 2: "bottom", 3: "middle", 4: "middle"}
_BESIDE, _BELOW = 60, 400
_MOST_MERGED = 40_000


@dataclass
class _Page:
    """What the records of a sheet say beyond what xlrd keeps."""

    formulas: set[Place] = field(default_factory=set[Place])
    margins: list[float] = field(default_factory=lambda: list(DEFAULT_MARGINS_MM))
    paper: int = 9
    landscape: bool = False
    scale: int = 100
    pages: tuple[int, int] = (1, 1)
    fits: bool = False
    protected: bool = False


def xls_looks(content: bytes, document: Document) -> list[SheetLooks]:
    """The looks of an old workbook's grids. Raises DamagedError and UserError like its reading."""
    watch = Watch()
    stream = workbook_stream(content) if is_compound(content) else content
    book = opened_workbook(stream, watch)
    pages = _pages(unlocked(stream, watch) or stream, watch)
    names: list[str] = [str(name) for name in book.sheet_names()]
    looks: list[SheetLooks] = []
    for grid in document.grids:
        number = names.index(grid.name) if grid.name in names else -1
        if number < 0 or grid.shown != "shown" or grid.rows > LARGEST_FORM:
            looks.append(SheetLooks())
            continue
        watch.check()
        page = pages[number] if number < len(pages) else _Page()
        looks.append(_Looker(book, loaded_sheet(book, number), grid, page).looks())
    return looks


def _pages(stream: bytes, watch: Watch) -> list[_Page]:
    """The pages of all sheets of a workbook's stream, in the order of its sheets ([MS-XLS] 2.1.7.20)."""
    starts: list[int] = []
    for kind, body in _records(stream, 0, watch):
        if kind == _BOUND_SHEET and len(body) >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _END:
            break
    return [_page(stream, start, watch) for start in starts]


def _page(stream: bytes, start: int, watch: Watch) -> _Page:
    page, depth = _Page(), 0
    for kind, body in _records(stream, start, watch):
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            break
        if depth == 1:
            _note(page, kind, body)
    return page


def _records(stream: bytes, place: int, watch: Watch) -> Iterator[tuple[int, bytes]]:
    count = 0
    while 0 <= place <= len(stream) - 4:
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
        count += 1
        if count % 2000 == 0:
            watch.check()


def _note(page: _Page, kind: int, body: bytes) -> None:
    if kind == _FORMULA and len(body) >= 4:
        page.formulas.add(struct.unpack_from("<HH", body))
    elif kind in _MARGINS and len(body) >= 8:
        inches = struct.unpack_from("<d", body)[0]
        page.margins[_MARGINS[kind]] = min(max(inches, 0.0), 4.0) * MM_PER_INCH if isfinite(inches) else 19.0
    elif kind == _SETUP and len(body) >= 12:
        paper, scale, _, across, down, flags = struct.unpack_from("<6H", body)
        page.pages = across, down
        if not flags & _UNSET:
            page.paper, page.scale, page.landscape = paper, scale, not flags & 0x0002
    elif kind == _FITS and len(body) >= 2:
        page.fits = bool(struct.unpack_from("<H", body)[0] & 0x0100)
    elif kind == _PROTECTED and len(body) >= 2:
        page.protected = bool(struct.unpack_from("<H", body)[0])


class _Looker:
    """Puts together the looks of one sheet, by places of its grid."""

    def __init__(self, book: Any, sheet: Any, grid: Grid, page: _Page) -> None:
        self._book = book
        self._sheet = sheet
        self._grid = grid
        self._page = page
        self._known: dict[int, CellLook] = {}
        font = book.font_list[0] if book.font_list else None
        self._digit = digit_pixels(str(font.name), font.height / 20) if font else 8

    def looks(self) -> SheetLooks:
        cells = dict(self._cells())
        self._merge(cells)
        rows = max([self._grid.rows, *(row + 1 for (row, _), look in cells.items() if look.border)])
        cols = max([self._grid.cols, *(col + 1 for (_, col), look in cells.items() if look.border)])
        top, left = self._grid.origin
        columns_mm = tuple(self._width(col) for col in range(left, left + cols))
        rows_mm = tuple(self._height(row) for row in range(top, top + rows))
        page = self._page
        width, height = paper_mm(page.paper, page.landscape)
        margins = page.margins[0], page.margins[1], page.margins[2], page.margins[3]
        room = width - margins[0] - margins[2], height - margins[1] - margins[3]
        scale = (
            fitted_scale(columns_mm, rows_mm, room, page.pages) if page.fits else min(max(page.scale, 10), 400) / 100
        )
        return SheetLooks(columns_mm, rows_mm, cells, width, height, margins, protected=page.protected, scale=scale)

    def _cells(self) -> Iterator[tuple[Place, CellLook]]:
        top, left = self._grid.origin
        sheet = self._sheet
        texts = {(cell.row, cell.col) for cell in self._grid.cells}
        for row in range(top, min(sheet.nrows, top + self._grid.rows + _BELOW)):
            for col in range(left, min(sheet.row_len(row), left + self._grid.cols + _BESIDE)):
                look = self._look(sheet.cell_xf_index(row, col))
                place = row - top, col - left
                formula = (row, col) in self._page.formulas
                if formula or look.border or look.number_format or place in texts or look.open is self._page.protected:
                    yield place, replace(look, formula=True) if formula else look

    def _look(self, index: int) -> CellLook:
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._made(index)
        return known

    def _made(self, index: int) -> CellLook:
        if not 0 <= index < len(self._book.xf_list):
            return PLAIN
        style = self._book.xf_list[index]
        font = self._book.font_list[style.font_index] if style.font_index < len(self._book.font_list) else None
        lines = style.border
        sides = ((LEFT, lines.left_line_style), (TOP, lines.top_line_style), (RIGHT, lines.right_line_style),
                 (BOTTOM, lines.bottom_line_style))  # fmt: skip
        code = str(getattr(self._book.format_map.get(style.format_key), "format_str", "General"))
        code = BUILT_IN.get(style.format_key, code)
        return CellLook(
            font=font_role(str(font.name)) if font else "song",
            size_pt=min(max(font.height / 20, 1.0), 409.0) if font else 11.0,
            bold=bool(font and (font.weight >= 600 or font.bold)),
            align=_ALIGNS.get(style.alignment.hor_align),
            valign=_VALIGNS.get(style.alignment.vert_align, "bottom"),
            border=sum((side for side, line in sides if line), NO_BORDER),
            number_format="" if code == "General" else code,
            open=not (self._page.protected and style.protection.cell_locked),
        )

    def _merge(self, cells: dict[Place, CellLook]) -> None:
        top, left = self._grid.origin
        room = _MOST_MERGED
        for first_row, end_row, first_col, end_col in self._sheet.merged_cells:
            rows = range(first_row - top, min(end_row, first_row + 400) - top)
            cols = range(first_col - left, min(end_col, first_col + 256) - left)
            room -= len(rows) * len(cols)
            if room < 0 or not rows or not cols or rows[0] < 0 or cols[0] < 0:
                continue
            edges = {
                LEFT: [cells.get((row, cols[0]), PLAIN) for row in rows],
                RIGHT: [cells.get((row, cols[-1]), PLAIN) for row in rows],
                TOP: [cells.get((rows[0], col), PLAIN) for col in cols],
                BOTTOM: [cells.get((rows[-1], col), PLAIN) for col in cols],
            }
            look = merged_look(cells.get((rows[0], cols[0]), PLAIN), edges)
            for place in [(row, col) for row in rows for col in cols]:
                cells.pop(place, None)
            cells[rows[0], cols[0]] = look

    def _width(self, col: int) -> float:
        info = self._sheet.colinfo_map.get(col)
        if info is not None:
            return 0.0 if info.hidden else width_mm(min(info.width / 256, 255.0), self._digit)
        if self._sheet.standardwidth is not None:
            return width_mm(self._sheet.standardwidth / 256, self._digit)
        return usual_width_mm(self._sheet.defcolwidth or 8, self._digit)

    def _height(self, row: int) -> float:
        info = self._sheet.rowinfo_map.get(row)
        if info is not None and info.hidden:
            return 0.0
        twips = info.height if info is not None and info.height else self._sheet.default_row_height
        return (twips / 20 if twips else USUAL_ROW_PT) * MM_PER_PT
