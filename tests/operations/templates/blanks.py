"""Blank forms as upper levels send them, made by other programs' libraries."""

from io import BytesIO
from pathlib import Path

from docx import Document as Letter
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.datavalidation import DataValidation

_BOX = Border(*[Side(style="thin")] * 4)
_CLASSES = (("产出指标", "数量指标", 2), ("产出指标", "质量指标", 2), ("效益指标", "社会效益指标", 2))


def target_book(title="绩效目标表", more="", given=()):
    """A workbook with a form of targets: fields, a sum that a formula works out, indicators by classes, a list to choose from.

    `more` is the label of one more field, `given` are indicators printed on the blank form. A second sheet holds the rules.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "目标表"
    sheet["A1"] = title
    sheet.merge_cells("A1:E1")
    sheet["A2"] = "（     年度）"
    sheet.merge_cells("A2:E2")
    labels = ["项目名称", "主管部门", "实施单位", *([more] if more else [])]
    for row, label in enumerate(labels, 3):
        sheet.cell(row, 1, label)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
    row = 3 + len(labels)
    for number, label in enumerate(("年度资金总额：", "其中：财政拨款", "其他资金")):
        sheet.cell(row + number, 1, "资金情况\n（万元）" if not number else None)
        sheet.cell(row + number, 2, label)
        sheet.merge_cells(start_row=row + number, start_column=3, end_row=row + number, end_column=5)
    sheet.cell(row, 3, f"=SUM(C{row + 1}:C{row + 2})").number_format = "0.00"
    sheet.merge_cells(start_row=row, start_column=1, end_row=row + 2, end_column=1)
    row = _indicators(sheet, row + 3, given)
    for line in sheet.iter_rows(3, row, 1, 5):
        for cell in line:
            cell.border = _BOX
    rules = book.create_sheet("填报说明")
    rules["A1"], rules["A2"] = "填报说明", "1.请如实填写。"
    return _bytes(book)


def _indicators(sheet, row, given):
    for col, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值", "备注"), 1):
        sheet.cell(row, col, text)
    waiting = list(given)
    for first, second, count in _CLASSES:
        for _ in range(count):
            row += 1
            sheet.cell(row, 1, first)
            sheet.cell(row, 2, second)
            if waiting:
                sheet.cell(row, 3, waiting.pop(0))
    choices = DataValidation(type="list", formula1='"已核,未核"')
    choices.add(f"E{row - 5}:E{row}")
    sheet.add_data_validation(choices)
    return row


def many_sheets():
    """A workbook with two forms of other titles."""
    book = Workbook()
    for sheet, title in ((book.active, "救助项目申请表"), (book.create_sheet("二"), "救助人员登记表")):
        sheet["A1"] = title
        sheet.merge_cells("A1:D1")
        for row, (left, right) in enumerate(
            (("项目名称", "主管部门"), ("实施单位", "项目期限"), ("联系人", "联系电话")), 2
        ):
            sheet.cell(row, 1, left)
            sheet.cell(row, 3, right)
        for line in sheet.iter_rows(2, 4, 1, 4):
            for cell in line:
                cell.border = _BOX
    return _bytes(book)


def notice():
    """A workbook with words and no form."""
    book = Workbook()
    book.active["A1"] = "会议通知，请各单位参加。"
    return _bytes(book)


def letter():
    """A letter with a form of targets in a table."""
    document = Letter()
    document.add_paragraph("绩效目标表")
    rows = [
        ["项目名称", "", "主管部门", ""],
        ["实施单位", "", "项目负责人及电话", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
    ]
    rows += [[first, second, "", ""] for first, second, count in _CLASSES for _ in range(count)]
    table = document.add_table(len(rows), 4)
    table.style = "Table Grid"
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            table.cell(row, col).text = text
    return _bytes(document)


def _bytes(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def written(folder: Path, content: bytes, name: str = "空白表.xlsx") -> Path:
    """A file with that content."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path
