"""Workbooks of the sizes that offices send, as openpyxl writes them: for what reads and understands them."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from medaid_desktop.store.shipped.regions import load_regions
from tests.recognition.canvas import Canvas
from tests.recognition.contents import filing
from tests.recognition.layout_allocations import lay_allocation
from tests.recognition.layout_usage import lay_usage
from tests.recognition.layouts import TITLES, lay_form
from tests.recognition.reading_back import known

_HEAD = ("序号", "地区", "救助人数", "中央财政补助资金", "彩票公益金", "省级财政补助资金", "合计", "备注")
_RULED = Border(*[Side("thin")] * 4)


def draw_all(folder: Path) -> None:
    """A form of each kind, three small allocations, those of a province and of the country, a workbook of 20 forms."""
    for form in TITLES:
        rng = Random(form)
        _save([lay_form(filing(rng, form), known().forms[form], rng).canvas], folder / f"form {form}.xlsx")
    for seed in range(3):
        _save([lay_allocation(Random(seed)).canvas], folder / f"allocation small {seed}.xlsx")
    _save([lay_usage(Random(1)).canvas], folder / "form fund-usage.xlsx")
    forms = [Random(seed).choice(list(TITLES)) for seed in range(20)]
    drawn = [lay_form(filing(Random(n), form), known().forms[form], Random(n)).canvas for n, form in enumerate(forms)]
    _save(drawn, folder / "forms, 20 sheets.xlsx")
    provinces = [region.code for region in load_regions().children(None)]
    for name, codes in (("yunnan", ["530000"]), ("sichuan", ["510000"]), ("country", provinces)):
        allocation(folder / f"allocation {name}.xlsx", codes)


def allocation(path: Path, provinces: Sequence[str]) -> None:
    """A row for each region of some provinces: a serial number, a name, five amounts, a remark now and then; ruled."""
    table, rng = load_regions(), Random(1)
    sheet = openpyxl.Workbook().worksheets[0]
    sheet.append(["2024年中央财政医疗救助补助资金分配表"])
    sheet.merge_cells("A1:H1")
    sheet.append([None] * 6 + ["单位：万元"])
    sheet.append(_HEAD)
    names = ["合计"] if len(provinces) > 1 else []
    for code in provinces:
        names.append(table.get(code).name + "合计")
        for city in table.children(code):
            names += [city.name, *("　" + county.name for county in table.children(city.code))]
    for number, name in enumerate(names, 1):
        shares = [rng.randrange(1, 9_000_000) / 100 for _ in range(3)]
        remark = "按救助人数分配" if number % 7 == 0 else None
        sheet.append([number, name, rng.randrange(100, 90_000), *shares, round(sum(shares), 2), remark])
    _rule(sheet)
    assert sheet.parent is not None
    sheet.parent.save(path)


def _rule(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=3, max_col=8):
        for cell in row:
            cell.border, cell.alignment = _RULED, Alignment(wrap_text=True, vertical="center")
        for cell in row[3:7]:
            cell.number_format = "#,##0.00"


def _save(canvases: Sequence[Canvas], path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, canvas in enumerate(canvases, 1):
        sheet = book.create_sheet(f"附件{number}")
        for (row, col), (text, rows, cols, _) in canvas.cells.items():
            sheet.cell(row + 1, col + 1, text).data_type = "s"
            if rows > 1 or cols > 1:
                sheet.merge_cells(start_row=row + 1, start_column=col + 1, end_row=row + rows, end_column=col + cols)
    book.save(path)
