"""Writes the .xls samples beside it; needs xlwt, which the tests themselves do without: python make_samples.py"""

import datetime
from pathlib import Path

import xlwt

FOLDER = Path(__file__).parent


def allocation() -> None:
    """A workbook as Excel 97 to 2003 writes it: formats, spans, rich text, indents, hidden parts."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("分配表")
    bold = xlwt.easyxf("font: bold on; align: horiz center")
    sheet.write_merge(1, 1, 1, 4, "资金分配表", bold)
    for row, (value, code) in enumerate(
        [(0.75, "0%"), (3064, "#,##0"), (350, '0" 万元"'), (-105, "0_ ;[Red]\\-0\\ "), (12.0, "General"),
         (datetime.date(2020, 6, 1), 'yyyy"年"m"月"'), ("350", '@"万元"')], 2,
    ):  # fmt: skip
        style = xlwt.XFStyle()
        style.num_format_str = code
        sheet.write(row, 1, value, style)
    sheet.write(2, 2, "杭州市", xlwt.easyxf("align: indent 2"))
    sheet.write(3, 2, True)
    sheet.write(4, 2, "旧", xlwt.easyxf("font: struck_out on"))
    signs = xlwt.easyfont("name Wingdings 2")
    sheet.write_rich_text(5, 2, ["上年原有项目", ("R", signs), "  新增项目", ("\u00a3", signs)])
    sheet.write(6, 2, "一\n二")
    sheet.write_merge(7, 8, 2, 3, "")
    sheet.row(6).hidden = True
    sheet.col(4).hidden = True
    sheet.write(8, 4, "末")
    hidden = book.add_sheet("字典")
    hidden.write(0, 0, "甲")
    hidden.visibility = 2
    book.add_sheet("空")
    book.save(FOLDER / "allocation.xls")


def epoch_1904() -> None:
    """A workbook that counts days from 1904."""
    book = xlwt.Workbook()
    book.dates_1904 = True
    style = xlwt.XFStyle()
    style.num_format_str = "YYYY-MM-DD"
    book.add_sheet("S").write(0, 0, 42521, style)
    book.save(FOLDER / "epoch1904.xls")


if __name__ == "__main__":
    allocation()
    epoch_1904()
