"""A sheet of paper as a worksheet: its part, and what the workbook has to say of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from medaid_desktop.core.sheet import BOTTOM, CONTINUED, LEFT, RIGHT, TOP, Cell, CellStyle
from medaid_desktop.formats.excel.paper.paper_workbook_page import page_parts
from medaid_desktop.formats.excel.paper.paper_workbook_pages import Pages, parts, plan_pages
from medaid_desktop.formats.excel.paper.paper_workbook_sheets import (
    POINTS_PER_MM,
    TALLEST_PT,
    SetText,
    WorkbookSheet,
    is_indented,
)
from medaid_desktop.formats.excel.paper.paper_workbook_styles import DIGIT_PIXELS, Look, StyleTable
from medaid_desktop.formats.excel.paper.paper_workbook_values import (
    GENERAL,
    as_number,
    is_quoted,
    stored_text,
    text_code,
)
from medaid_desktop.formats.excel.references import cell_name

_PIXELS_PER_MM = 96 / 25.4
_FULLEST, _HOPELESS = 0.97, 1.1
"""How full a page may be, as printers and other programs are not exact; and how full one is that holds a row too high for it."""
_WITHIN = 0.999
"""Columns that fill the page are a hair narrower, or rounding would make the whole sheet print smaller."""
_PITCH_EM, _SEAL_CENTRE = 1.35, 0.6
"""Height of a line in a box for a seal, and how far down the seal's square its lines have their middle."""
_FROZEN_ABOVE_PT, _FROZEN_FROM = 170.0, 20
"""A head so near the top, over so many rows, stays in sight."""


class Texts:
    """The texts of a workbook, each stored once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._items: list[str] = []
        self.uses = 0

    def number(self, text: str, sheet: str, cell: str) -> int:
        """The number of a text. Raises UserError, which names sheet and cell, where a workbook cannot hold it."""
        self.uses += 1
        found = self._known.get(text)
        if found is None:
            stored = stored_text(text, sheet, cell)
            kept = ' xml:space="preserve"' if "\n" in text or text != text.strip() else ""
            self._items.append(f"<si><t{kept}>{stored}</t></si>")
            found = self._known[text] = len(self._known)
        return found

    def part(self) -> str:
        """The part xl/sharedStrings.xml."""
        return (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'count="{self.uses}" uniqueCount="{len(self._items)}">{"".join(self._items)}</sst>'
        )


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet's part; its print area, and its repeated rows as $1:$3 ("" for none)."""

    part: str
    area: str
    titles: str


def worksheet(one: WorkbookSheet, styles: StyleTable, texts: Texts, is_first: bool) -> Worksheet:
    """Makes a worksheet; `is_first` is the one shown when the workbook is opened. Raises UserError for texts that a workbook
    cannot hold."""
    pages = plan_pages(one)
    grid = _Grid(one, pages, styles, texts)
    last = cell_name(max(grid.firsts[-1], 1) - 1, len(one.sheet.columns_mm) - 1)
    first, behind = pages.heads or (0, 0)
    titles = f"${grid.firsts[first] + 1}:${grid.firsts[behind]}" if pages.heads else ""
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in grid.merged)
    part = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>'
        f'{_view(one, grid.firsts, is_first)}<sheetFormatPr defaultRowHeight="15.75"/>{_columns(one, pages)}'
        f"<sheetData>{''.join(grid.rows())}</sheetData>"
        + (f'<mergeCells count="{len(grid.merged)}">{merges}</mergeCells>' if merges else "")
        + page_parts(one.sheet.page, [grid.firsts[row] for row in pages.starts], one.draft)
        + f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )
    return Worksheet(part, f"$A$1:{_absolute(last)}", titles)


def _absolute(name: str) -> str:
    letters = name.rstrip("0123456789")
    return f"${letters}${name[len(letters) :]}"


def _view(one: WorkbookSheet, firsts: list[int], is_first: bool) -> str:
    """The window on the sheet, without grid lines; a long table's head near the top stays in sight."""
    heads = {row.heads for row in one.sheet.rows if row.heads}
    pane = ""
    if len(heads) == 1:
        behind = heads.pop()[1]
        if len(one.heights) - behind >= _FROZEN_FROM and sum(one.heights[:behind]) <= _FROZEN_ABOVE_PT:
            split = firsts[behind]
            place = cell_name(split, 0)
            pane = (
                f'<pane ySplit="{split}" topLeftCell="{place}" activePane="bottomLeft" state="frozen"/>'
                f'<selection pane="bottomLeft" activeCell="{place}" sqref="{place}"/>'
            )
    selected = ' tabSelected="1"' if is_first else ""
    return f'<sheetViews><sheetView showGridLines="0"{selected} workbookViewId="0">{pane}</sheetView></sheetViews>'


def _columns(one: WorkbookSheet, pages: Pages) -> str:
    """The columns at their widths in print, narrowed together where the sheet is wider than its page.

    Where a page is full to the brim they are as much wider as it wants reserve: fitted to the width, the sheet then prints a
    little smaller, and no printer pushes the last row onto a page of its own.
    """
    widths = one.sheet.columns_mm
    scale = min(1.0, one.sheet.page.printable_width_mm * _WITHIN / (sum(widths) or 1.0))
    reserve = max(1.0, pages.fullness / _FULLEST) if pages.fullness < _HOPELESS else 1.0
    pixels = (width * scale * reserve * _PIXELS_PER_MM for width in widths)
    columns = (
        f'<col min="{number}" max="{number}" width="{wide / DIGIT_PIXELS:.4f}" customWidth="1"/>'
        for number, wide in enumerate(pixels, 1)
    )
    return f"<cols>{''.join(columns)}</cols>"


class _Grid:
    """The cells of a worksheet by row. `firsts` tells where each row of paper begins among its rows, and where the last ends."""

    def __init__(self, one: WorkbookSheet, pages: Pages, styles: StyleTable, texts: Texts) -> None:
        self._one = one
        self._styles = styles
        self._texts = texts
        self._heights: list[float] = []
        self.firsts = [0]
        for height in pages.heights:
            count = max(ceil(height / TALLEST_PT), 1)
            self._heights += [height / count] * count
            self.firsts.append(len(self._heights))
        self._rows: list[list[tuple[int, str]]] = [[] for _ in self._heights]
        self.merged: list[str] = []
        for cell, text in zip(one.sheet.cells, one.set_texts, strict=True):
            for number, (first, behind) in enumerate(parts(cell, pages.starts)):
                self._add(cell, text, self.firsts[first], self.firsts[behind] - 1, number > 0)

    def rows(self) -> Iterator[str]:
        """The rows as elements."""
        for number, (height, cells) in enumerate(zip(self._heights, self._rows, strict=True), 1):
            cells.sort()
            found = "".join(xml for _, xml in cells)
            yield f'<row r="{number}" ht="{height:.2f}" customHeight="1">{found}</row>'

    def _add(self, cell: Cell, text: SetText, top: int, bottom: int, goes_on: bool) -> None:
        """Adds a cell, or the part of it on a further page, with the rules around it: each place bears its side of them.

        A label is said again with （续） there as in the PDF, content as it stands: it would be read with the mark.
        """
        right = cell.col + cell.cols - 1
        border = cell.style.border
        if top == bottom and cell.cols == 1:
            self._put(cell, text, top, border, goes_on)
            return
        self.merged.append(f"{cell_name(top, cell.col)}:{cell_name(bottom, right)}")
        for row in range(top, bottom + 1):
            down = border & ((TOP if row == top else 0) | (BOTTOM if row == bottom else 0))
            for col in range(cell.col, right + 1):
                mask = down | border & ((LEFT if col == cell.col else 0) | (RIGHT if col == right else 0))
                if row == top and col == cell.col:
                    self._put(cell, text, top, mask, goes_on)
                elif mask:
                    self._rows[row].append((col, f'<c r="{cell_name(row, col)}" s="{self._styles.edge(mask)}"/>'))

    def _put(self, cell: Cell, text: SetText, row: int, border: int, goes_on: bool) -> None:
        is_number = (cell.row, cell.col) in self._one.numbers
        name = cell_name(row, cell.col)
        style, shown = _as_shown(cell, text)
        number = as_number(shown) if is_number else None
        if not shown:
            code = GENERAL if is_number else text_code("")
            xml = f'<c r="{name}" s="{self._styles.number(Look(style, text.size_pt, border, code))}"/>'
        elif number:
            look = Look(style, text.size_pt, border, number.code, shrinks=True)
            xml = f'<c r="{name}" s="{self._styles.number(look)}"><v>{number.stored}</v></c>'
        else:
            if goes_on and cell.role == "label" and shown.strip():
                shown += f"\n{CONTINUED}"
            indented = is_indented(cell, self._one.sheet.columns_mm)
            look = Look(style, text.size_pt, border, text_code(shown), False, is_quoted(shown), indented)
            stored = self._texts.number(shown, self._one.name, name)
            xml = f'<c r="{name}" s="{self._styles.number(look)}" t="s"><v>{stored}</v></c>'
        self._rows[row].append((cell.col, xml))


def _as_shown(cell: Cell, text: SetText) -> tuple[CellStyle, str]:
    """How a cell's text stands; that of a box for a seal over the seal's own lines, which lie about where the PDF has them."""
    if cell.seal is None:
        return cell.style, cell.text
    lines = "\n".join(cell.seal.lines)
    if not cell.text:
        return cell.style, lines
    pitch = text.size_pt * _PITCH_EM
    above = cell.seal.diameter_mm * _SEAL_CENTRE * POINTS_PER_MM - len(cell.seal.lines) * pitch / 2
    blank = max(round(above / pitch), 0)
    return replace(cell.style, valign="top"), cell.text + "\n" * (blank + 1) + lines
