"""Blank forms as real workbooks: the texts of tests/recognition/templates/county_forms.py with fonts, rules and a page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from tests.recognition.templates.paper import _NOTE

_SIDE = Side(style="thin")
_BOX = Border(_SIDE, _SIDE, _SIDE, _SIDE)


@dataclass(frozen=True)
class Setup:
    """How a workbook is set up: widths of columns in digits, fonts, the page."""

    widths: Sequence[float] = ()
    font: str = "宋体"
    title_font: str = "方正小标宋简体"
    size: float = 11
    paper: int = 9
    landscape: bool = False
    fit: bool = True
    margins: tuple[float, float, float, float] = (0.7, 0.75, 0.7, 0.75)
    row_pt: float = 22
    name: str = "Sheet1"


def workbook(text: str, setup: Setup = Setup()) -> bytes:
    """A form written as text (see tests/recognition/templates/paper.py) as an xlsx file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = setup.name
    lines = [line for line in text.strip("\n").splitlines() if line.strip()]
    rows = [[part.strip(" ") for part in line.strip(" ").removeprefix("~").split("|")] for line in lines]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    for number in range(width):
        digits = setup.widths[number] if number < len(setup.widths) else 12
        sheet.column_dimensions[get_column_letter(number + 1)].width = digits
    for at, row in enumerate(rows):
        ruled = not lines[at].lstrip().startswith("~")
        sheet.row_dimensions[at + 1].height = setup.row_pt if at else 34
        for col, part in enumerate(row):
            cell = sheet.cell(at + 1, col + 1)
            cell.border = _BOX if ruled else Border()
            if part in ("<", "^"):
                continue
            notes = dict(_NOTE.findall(part))
            words = _NOTE.sub("", part).strip(" ").replace("\\n", "\n").replace("␣", " ")
            cols, down = _span(rows, at, col)
            if "=" in notes:
                cell.value, cell.number_format = "=0", notes.get("fmt", words or "General")
            elif words:
                cell.value, cell.data_type = words, "s"
            _style(cell, setup, notes, ruled, is_title=at == 0 or (at == 1 and not rows[0][0].endswith("表")))
            if "list" in notes or "number" in notes or "whole" in notes or "date" in notes:
                sheet.add_data_validation(_validation(notes, cell.coordinate))
            if "tall" in notes:
                sheet.row_dimensions[at + 1].height = 70
            if cols > 1 or down > 1:
                sheet.merge_cells(start_row=at + 1, start_column=col + 1, end_row=at + down, end_column=col + cols)
    sheet.protection.sheet = "{open}" in text
    _page(sheet, setup)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _span(rows: list[list[str]], at: int, col: int) -> tuple[int, int]:
    row, cols, down = rows[at], 1, 1
    while col + cols < len(row) and row[col + cols] == "<":
        cols += 1
    while at + down < len(rows) and rows[at + down][col] == "^":
        down += 1
    return cols, down


def _style(cell, setup: Setup, notes: dict[str, str], ruled: bool, is_title: bool) -> None:
    title = is_title and not ruled and cell.column == 1 and cell.value is not None and len(str(cell.value)) > 5
    cell.font = Font(name=setup.title_font if title else setup.font, size=18 if title else setup.size)
    text = str(cell.value or "")
    centered = title or (ruled and len(text) < 16 and "\n" not in text) or (not ruled and text.startswith("（"))
    cell.alignment = Alignment(horizontal="center" if centered else "left", vertical="center", wrap_text=True)
    if "fmt" in notes:
        cell.number_format = notes["fmt"]
    if "open" in notes:
        cell.protection = Protection(locked=False)


def _validation(notes: dict[str, str], place: str) -> DataValidation:
    if "list" in notes:
        found = DataValidation(type="list", formula1=f'"{notes["list"]}"')
    else:
        kind = "whole" if "whole" in notes else "date" if "date" in notes else "decimal"
        found = DataValidation(type=kind, operator="greaterThan", formula1="0")
    found.add(place)
    return found


def _page(sheet, setup: Setup) -> None:
    sheet.page_setup.paperSize = setup.paper
    sheet.page_setup.orientation = "landscape" if setup.landscape else "portrait"
    if setup.fit:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left, margins.top, margins.right, margins.bottom = setup.margins
