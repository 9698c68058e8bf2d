"""A blank workbook that works much of itself out, as upper levels send them."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Border, Side

_BOX = Border(*[Side(style="thin")] * 4)

NAME = "医疗救助资金执行情况表"
FORM = f"custom:{NAME}"
TOTAL, RATE, HEADS, MONEY = (
    "values.funding_total",
    "values.extra:执行率",
    "values.extra:合计·救助人数",
    "values.extra:合计·救助金额",
)
CENTRAL, LOCAL, SPENT = "values.funding_central", "values.funding_local", "values.extra:执行数"


def sums(rows: int = 3, total: str = "=D3+D4", rate: str = "=D5/D2", more: str = "", code: str = "0.00") -> bytes:
    """Funds with their total, the rate of what is spent, a list of places with an average each and sums below.

    `total` and `rate` are formulas of their own, `code` is the number format of the total; `more` is the label of one more field.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "执行表"
    sheet["A1"] = NAME
    sheet.merge_cells("A1:D1")
    labels = ("资金总额（万元）", "其中：中央补助", "地方资金", "执行数（万元）", "执行率", more or "备注说明")
    for row, label in enumerate(labels, 2):
        sheet.cell(row, 1, label)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
    sheet["D2"], sheet["D6"] = total, rate
    for row in range(2, 6):
        sheet.cell(row, 4).number_format = code if row == 2 else "0.00"
    sheet["D6"].number_format = "0.00%"
    for col, label in enumerate(("县（市、区）", "救助人数（人）", "救助金额（万元）", "人均救助水平（元）"), 1):
        sheet.cell(9, col, label)
    for row in range(10, 10 + rows):
        sheet.cell(row, 3).number_format = sheet.cell(row, 4).number_format = "#,##0.00"
        sheet.cell(row, 4, f"=C{row}*10000/B{row}")
    last = 10 + rows
    sheet.cell(last, 1, "合计")
    for col, letter in ((2, "B"), (3, "C")):
        sheet.cell(last, col, f"=SUM({letter}10:{letter}{last - 1})")
    sheet.cell(last, 3).number_format = "#,##0.00"
    for line in (*sheet.iter_rows(2, 7, 1, 4), *sheet.iter_rows(9, last, 1, 4)):
        for cell in line:
            cell.border = _BOX
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
