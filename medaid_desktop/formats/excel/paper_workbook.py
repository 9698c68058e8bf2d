"""Sheets of paper as a new workbook: the same grid, texts and rules, set up to print like the PDF."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from medaid_desktop.core.sheet import BOTTOM, LEFT, RIGHT, TOP, Cell, CellStyle, FontRole, PageSetup, Sheet

Place = tuple[int, int]

_FONTS: Mapping[FontRole, str] = {"song": "宋体", "fangsong": "仿宋", "kai": "楷体", "hei": "黑体", "title": "黑体"}
_PIXELS_PER_MM = 96 / 25.4
_POINTS_PER_MM = 72 / 25.4
_DIGIT_PIXELS, _PADDING_PIXELS = 7, 5
"""Widths of columns are told in digits of the workbook's usual font (Calibri 11), plus what stands beside them."""

_TALLEST_PT = 400.0
"""Office shows no row taller than 409 points; a taller one of ours becomes several, merged."""

_SLACK = 1.06
"""The fonts of another machine are a little larger or smaller."""

_LONGEST = 32_767
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?")
_MOST_DIGITS = 15
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_NAME_LENGTH = 31
_THIN = Side(style="thin")


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet as it goes into a workbook: its tab's name, row heights in mm, and the cells whose digits become numbers."""

    name: str
    sheet: Sheet
    heights_mm: Sequence[float]
    numbers: frozenset[Place] = field(default_factory=frozenset[Place])


def paper_workbook(sheets: Iterable[WorkbookSheet]) -> bytes:
    """A workbook with a tab for each sheet, in their order. Names are made fit and unique; no text is left out.

    The file is the same for the same sheets but for the time in its properties. ValueError for no sheet at all.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for one in sheets:
        _write(book.create_sheet(_tab_name(one.name, taken)), one)
    if not book.worksheets:
        raise ValueError("no sheet")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tab_name(wanted: str, taken: set[str]) -> str:
    """A name that Office takes: at most 31 characters, none of []:*?/\\, no apostrophe at its ends, each once."""
    base = _IN_NAME.sub("_", wanted).strip().strip("'") or "表"
    number, name = 1, base[:_NAME_LENGTH]
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        ending = f"({number})"
        name = base[: _NAME_LENGTH - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _write(target: Worksheet, one: WorkbookSheet) -> None:
    starts = _rows(target, one)
    for number, width in enumerate(one.sheet.columns_mm, 1):
        digits = (width * _PIXELS_PER_MM - _PADDING_PIXELS) / _DIGIT_PIXELS
        target.column_dimensions[get_column_letter(number)].width = round(max(digits, 1), 2)
    looks: dict[CellStyle, tuple[Font, Alignment]] = {}
    for cell in one.sheet.cells:
        _write_cell(target, cell, starts, (cell.row, cell.col) in one.numbers, looks)
    _set_up_page(target, one.sheet.page)
    heads = [row.heads for row in one.sheet.rows if row.heads]
    if heads and len(set(heads)) == 1:
        first, behind = heads[0]
        target.print_title_rows = f"{starts[first] + 1}:{starts[behind]}"
    target.print_area = f"A1:{get_column_letter(len(one.sheet.columns_mm))}{max(starts[-1], 1)}"
    target.sheet_view.showGridLines = False


def _rows(target: Worksheet, one: WorkbookSheet) -> list[int]:
    """Sets the heights; returns where each row of paper begins among the workbook's rows, and where the last one ends."""
    starts = [0]
    for height in one.heights_mm:
        points = height * _POINTS_PER_MM * _SLACK
        parts = max(ceil(points / _TALLEST_PT), 1)
        for part in range(parts):
            target.row_dimensions[starts[-1] + part + 1].height = round(points / parts, 1)
        starts.append(starts[-1] + parts)
    return starts


def _write_cell(
    target: Worksheet,
    cell: Cell,
    starts: Sequence[int],
    is_number: bool,
    looks: dict[CellStyle, tuple[Font, Alignment]],
) -> None:
    top, bottom = starts[cell.row] + 1, starts[cell.row + cell.rows]
    left, right = cell.col + 1, cell.col + cell.cols
    if cell.style not in looks:
        looks[cell.style] = _look(cell.style)
    font, alignment = looks[cell.style]
    _rule(target, cell.style.border, top, left, bottom, right)
    anchor = target.cell(top, left)
    assert isinstance(anchor, ExcelCell)
    anchor.font, anchor.alignment = font, alignment
    lines = "\n".join(cell.seal.lines) if cell.seal else ""
    _set_value(anchor, "\n".join(part for part in (cell.text, lines) if part), is_number)
    if (top, left) != (bottom, right):
        target.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _look(style: CellStyle) -> tuple[Font, Alignment]:
    vertical = {"middle": "center"}.get(style.valign, style.valign)
    font = Font(name=_FONTS[style.font], size=style.size_pt, bold=style.bold or style.font == "title")
    return font, Alignment(horizontal=style.align, vertical=vertical, wrap_text=True)


def _rule(target: Worksheet, border: int, top: int, left: int, bottom: int, right: int) -> None:
    """Rules the outer sides of an area: each cell at its edge bears its part of the line."""
    if not border:
        return
    for row in range(top, bottom + 1):
        for col in range(left, right + 1):
            target.cell(row, col).border = Border(
                left=_THIN if border & LEFT and col == left else None,
                right=_THIN if border & RIGHT and col == right else None,
                top=_THIN if border & TOP and row == top else None,
                bottom=_THIN if border & BOTTOM and row == bottom else None,
            )


def _set_value(cell: ExcelCell, text: str, is_number: bool) -> None:
    """Digits become a number whose format shows them just so; every other text stays a text, whatever it begins with."""
    if not text:
        return
    match = _NUMBER.fullmatch(text) if is_number else None
    if match and sum(map(str.isdigit, text)) <= _MOST_DIGITS:
        plain = text.replace(",", "")
        decimals = len(match[1] or "")
        cell.value = float(plain) if decimals else int(plain)
        cell.number_format = ("#,##0" if "," in text else "0") + (f".{'0' * decimals}" if decimals else "")
        return
    cell.value = _ILLEGAL.sub("", text)[:_LONGEST]
    cell.data_type = "s"
    cell.number_format = "@"


def _set_up_page(target: Worksheet, page: PageSetup) -> None:
    landscape = page.width_mm > page.height_mm
    target.page_setup.orientation = "landscape" if landscape else "portrait"
    target.page_setup.paperSize = 9
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = target.page_margins
    margins.left, margins.right = page.left_mm / 25.4, page.right_mm / 25.4
    margins.top, margins.bottom = page.top_mm / 25.4, page.bottom_mm / 25.4
    margins.header = margins.footer = 0.3
    target.print_options.horizontalCentered = True
    for place, text in (("left", page.foot_left), ("center", "第 &P 页 共 &N 页"), ("right", page.foot_right)):
        part = getattr(target.oddFooter, place)
        part.text, part.size, part.font = (text if place == "center" else text.replace("&", "&&")), 8, "宋体"
