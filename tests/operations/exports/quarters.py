"""A workbook with a form for each of two quarters, which read each other, and filings of them."""

import io
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing

_THIN = Border(*[Side(style="thin")] * 4)


def quarters() -> bytes:
    """A workbook with a sheet for each of two quarters; the second adds the first one's figures to its own."""
    book = Workbook()
    for number, name in enumerate(("一季度", "二季度")):
        sheet = book.active if not number else book.create_sheet()
        sheet.title = name
        sheet["A1"] = f"医疗救助资金收支情况表（{name}）"
        sheet["A2"] = "填报单位："
        for col, text in zip("ABC", ("项目", "本季数", "本年累计数"), strict=True):
            sheet[f"{col}3"] = text
        for row, text in enumerate(("资助参保支出", "住院救助支出", "门诊救助支出"), 4):
            sheet[f"A{row}"] = text
            sheet[f"C{row}"] = f"=一季度!B{row}+B{row}" if number else f"=B{row}"
        sheet["A7"], sheet["B7"], sheet["C7"] = "合计", "=SUM(B4:B6)", "=SUM(C4:C6)"
        for cells in sheet["A3:C7"]:
            for cell in cells:
                cell.border = _THIN
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_quarter(desk: Desk, form: str, first: int, region: str = "371521") -> str:
    """A filing of 2024 whose figures begin with `first`; its id."""
    made = add_filing(desk, form, region, 2024)
    names = ("资助参保支出", "住院救助支出", "门诊救助支出")
    table = desk.form_of(made).tables[0]
    name, figure = (next(one.id for one in table.columns if one.label == label) for label in ("项目", "本季数"))
    edits = [(f"tables.{table.id}[{row}].{name}", text) for row, text in enumerate(names)]
    edits += [(f"tables.{table.id}[{row}].{figure}", str(first + row)) for row in range(3)]
    commit(desk, made.id, edits, "填写")
    return made.id


def totals(path: Path) -> list[object]:
    """The sums of the year so far in each of the two quarters."""
    return [load_workbook(path, data_only=True)[name]["C7"].value for name in ("一季度", "二季度")]
