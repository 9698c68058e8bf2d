"""A blank ledger whose balances go on from row to row, the first of them without a formula."""

from collections.abc import Collection
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Side

_BOX = Border(*[Side(style="thin")] * 4)


FORM = "custom:资金收支台账"


def ledger(
    rows: int = 5,
    opening: str | None = "上年结转",
    balance: str = "=E{above}+C{row}-D{row}",
    typed: Collection[int] = (1,),
) -> bytes:
    """A blank ledger; rows whose number is in `typed` have no formula for the balance."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "资金收支台账"
    sheet.merge_cells("A1:F1")
    for col, label in enumerate(("日期", "摘要", "收入", "支出", "余额", "备注"), 1):
        sheet.cell(3, col, label)
    for number in range(1, rows + 1):
        row = 3 + number
        if number not in typed:
            sheet.cell(row, 5, balance.format(row=row, above=row - 1))
        for col in (3, 4, 5):
            sheet.cell(row, col).number_format = "#,##0.00"
    sheet["B4"] = opening
    last = 4 + rows
    sheet.cell(last, 1, "合计")
    for col, letter in ((3, "C"), (4, "D")):
        sheet.cell(last, col, f"=SUM({letter}4:{letter}{last - 1})")
    for line in sheet.iter_rows(3, last, 1, 6):
        for cell in line:
            cell.border = _BOX
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
