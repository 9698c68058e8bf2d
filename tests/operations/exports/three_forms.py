"""A template of three forms whose sheets work with one another, with everything else that hangs on sheets."""

import io
import zipfile

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.formats.excel.patching.blank_parts import picture

INCOME, SPENDING, BALANCE = "表1 收入", "表2支出", "It's 结余"
FORMS = (INCOME, SPENDING, BALANCE)
SEEN = (*FORMS, "填报说明")
"""The sheets of the template that can be seen, in their order; behind them a hidden one with lists."""

_THIN = Border(*[Side(style="thin")] * 4)
_INCOME = ("中央财政补助", "省级财政补助", "县级财政补助", "利息收入")
_SPENDING = ("资助参保支出", "住院救助支出", "门诊救助支出", "其他支出")


def three_forms(change=None) -> bytes:
    """The blank workbook; `change` gets it before it is saved."""
    book = Workbook()
    income, spending, balance = book.active, book.create_sheet(SPENDING), book.create_sheet(BALANCE)
    income.title = INCOME
    _list(income, "城乡医疗救助资金收入情况表", ("收入项目", "本年数", "上年数", "增减额"), _INCOME)
    _list(spending, "城乡医疗救助资金支出情况表", ("支出项目", "本年数", "占收入比例", "资金来源"), _SPENDING)
    for row in range(4, 8):
        income[f"D{row}"] = f"=B{row}-C{row}"
        spending[f"C{row}"] = f"=IF('{INCOME}'!$B$8=0,0,ROUND(B{row}/'{INCOME}'!$B$8*100,2))"
    income["D8"] = "=B8-C8"
    income["C8"] = "=SUM(C4:C7)"
    _balance(balance)
    told = book.create_sheet("填报说明")
    told["A1"], told["A2"] = "填报说明", "1.金额单位为万元。"
    told["A3"] = "到表2"
    told["A3"].hyperlink = f"#{SPENDING}!A1"
    lists = book.create_sheet("字典")
    for row, word in enumerate(("财政资金", "福彩公益金", "社会捐赠", "其他"), 1):
        lists[f"A{row}"] = word
    lists.sheet_state = "hidden"
    _hang(book, income, spending, balance)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _list(sheet, title, heads, rows) -> None:
    sheet["A1"], sheet["A2"] = title, "填报单位："
    sheet.merge_cells("A1:D1")
    for col, text in zip("ABCD", heads, strict=True):
        sheet[f"{col}3"] = text
    for row, text in enumerate(rows, 4):
        sheet[f"A{row}"] = text
    sheet["A8"], sheet["B8"] = "合计", "=SUM(B4:B7)"
    for cells in sheet["A3:D8"]:
        for cell in cells:
            cell.border = _THIN


def _balance(sheet) -> None:
    sheet["A1"] = "城乡医疗救助资金结余情况表"
    sheet.merge_cells("A1:D1")
    lines = (
        ("单位负责人", None, "填表人", None), ("联系电话", None, "填表日期", None),
        ("收入合计（万元）", "=收入合计", "支出合计（万元）", f"=SUM({SPENDING}!B4:B7)"),
        ("滚存结余（万元）", "=B5-D5", "其中：资助参保（万元）", f'=VLOOKUP("资助参保支出",{SPENDING}!$A$4:$C$7,2,FALSE)'),
        ("两表合计（万元）", f"=SUM('{INCOME}:{SPENDING}'!B8)", "情况说明", None),
    )  # fmt: skip
    for row, texts in enumerate(lines, 3):
        for col, text in zip("ABCD", texts, strict=True):
            sheet[f"{col}{row}"] = text
            sheet[f"{col}{row}"].border = _THIN


def _hang(book, income, spending, balance) -> None:
    book.defined_names["收入合计"] = DefinedName("收入合计", attr_text=f"'{INCOME}'!$B$8")
    book.defined_names["来源"] = DefinedName("来源", attr_text="字典!$A$1:$A$4")
    spending.defined_names["支出数"] = DefinedName("支出数", attr_text=f"{SPENDING}!$B$4:$B$7")
    choices = DataValidation(type="list", formula1="来源")
    choices.add("D4:D7")
    most = DataValidation(type="decimal", operator="lessThanOrEqual", formula1=f"'{INCOME}'!$B$8", allow_blank=True)
    most.add("B4:B7")
    spending.add_data_validation(choices)
    spending.add_data_validation(most)
    red = PatternFill("solid", bgColor="FFFFC7CE")
    spending.conditional_formatting.add("B4:B7", FormulaRule([f"B4>'{INCOME}'!$B$8"], fill=red))
    chart = BarChart()
    chart.add_data(Reference(income, min_col=2, min_row=4, max_row=7))
    balance.add_chart(chart, "A10")
    balance.add_image(Image(picture()), "F2")
    spending["A4"].comment = Comment("含代缴", "医保局")
    income["A3"].hyperlink = f"#'{BALANCE.replace(chr(39), chr(39) * 2)}'!A1"
    for sheet in (income, spending):
        sheet.print_area = "A1:D8"
        sheet.print_title_rows = "3:3"
        sheet.oddFooter.center.text = "第 &P 页"
        sheet.page_setup.orientation = "landscape"
    spending.protection.sheet = True
    spending.protection.formatCells = False
    told = book["填报说明"]
    for row, texts in enumerate((("档次", "标准"), ("一档", 100), ("二档", 200)), 12):
        told[f"A{row}"], told[f"B{row}"] = texts
    told.add_table(Table(displayName="标准表", ref="A12:B14"))
    told["D12"] = "=SUM(标准表[标准])"
    book.calculation.fullCalcOnLoad = True


def parts_of(content: bytes) -> dict[str, bytes]:
    """The members of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None and len(set(package.namelist())) == len(package.namelist())
        return {name: package.read(name) for name in package.namelist()}
