"""Blank forms as upper levels send them, drawn with openpyxl."""

from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.word import letters
from tests.formats.word.letter_templates import label

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
LAST = 20
"""The last row of the form, counted from 1."""


def supervision_sheet(sheet: Worksheet, title: str = "医疗救助资金监督检查表", more: str = "") -> None:
    """A form no built-in one is like: fields in pairs, a choice, a table of events with a total, two review boxes.

    `more` is the label of a further field.
    """
    texts = {
        "A1": title, "A2": "（     年度）", "A3": "检查单位", "C3": "检查日期", "A4": "被检查单位", "C4": "检查方式",
        "A5": "资金总额（万元）", "C5": "联系电话", "A6": "检查内容", "A7": more or "备注",
        "A8": "问题清单", "B8": "问题描述", "C8": "涉及金额（万元）", "D8": "整改期限",
        "A14": "合计", "A15": "检查组意见", "C15": "被检查单位意见",
    }  # fmt: skip
    for place, text in texts.items():
        sheet[place] = text
    sheet["B15"], sheet["D15"] = "（签章）\n　　年　月　日", "（签章）\n　　年　月　日"
    sheet["C14"] = "=SUM(C9:C13)"
    for area in ("A1:D1", "A2:D2", "B6:D6", "B7:D7", "A8:A13"):
        sheet.merge_cells(area)
    for row in sheet.iter_rows(min_row=3, max_row=15, min_col=1, max_col=4):
        for cell in row:
            cell.border = _BOX
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A1"].font = Font(name="黑体", size=18, bold=True)
    for place in ("A1", "A2"):
        sheet[place].alignment = Alignment(horizontal="center", vertical="center")
    choice = DataValidation(type="list", formula1='"现场检查,书面检查,联合检查"', allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add("D4")
    for column, width in zip("ABCD", (16, 28, 18, 20), strict=True):
        sheet.column_dimensions[column].width = width
    for row, height in {1: 36, 6: 60, 15: 80}.items():
        sheet.row_dimensions[row].height = height


def supervision_book(path: Path, **what: str) -> Path:
    """A workbook with that form alone."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "检查表"
    supervision_sheet(book.active, **what)
    book.save(path)
    return path


def several_blanks(path: Path) -> Path:
    """A workbook with two forms and a sheet of instructions."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "检查表"
    supervision_sheet(book.active)
    supervision_sheet(book.create_sheet("复查表"), title="医疗救助资金复查表", more="复查结论")
    notes = book.create_sheet("填表说明")
    notes["A1"], notes["A2"] = "填表说明", "1. 金额以万元为单位，保留两位小数。"
    book.save(path)
    return path


def letter_form(path: Path) -> Path:
    """A form in a letter: blanks in the lines before and behind its table, some of them without a colon."""
    line = letters.paragraph
    places = [letters.row(label(words), letters.cell(cols=3, width=6000)) for words in ("机构名称", "机构地址")]
    body = line("定点医疗机构备案表") + line("填报单位：____________    日期：____________") + letters.table(*places)
    body += line("经办人　　　　　　电话　　　　　　") + line("编号________号")
    path.write_bytes(letters.blank_letter(body))
    return path


_INDICATORS = (
    ("产出指标", ("数量指标", "数量指标", "质量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)


def indicator_book(path: Path) -> Path:
    """A 绩效目标表 as provinces send it: money with its parts, classes printed down the side, targets left blank."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "绩效目标表"
    texts = {
        "A1": "城乡医疗救助补助资金绩效目标表", "A2": "（     年度）", "A3": "项目名称", "E3": "项目负责人及电话", "A4": "主管部门", "E4": "实施单位",
        "A5": "资金情况\n（万元）", "C5": "年度资金总额：", "C6": "其中：财政拨款", "C7": "其他资金", "A8": "年度目标",
        "A9": "绩效指标", "B9": "一级指标", "C9": "二级指标", "D9": "三级指标", "F9": "指标值",
    }  # fmt: skip
    for place, text in texts.items():
        sheet[place] = text
    areas = [
        "A1:F1",
        "A2:F2",
        "A3:B3",
        "C3:D3",
        "A4:B4",
        "C4:D4",
        "A5:B7",
        "C5:D5",
        "C6:D6",
        "C7:D7",
        "E5:F5",
        "E6:F6",
        "E7:F7",
    ]
    areas += ["A8:B8", "C8:F8", "D9:E9"]
    row = 10
    for first, seconds in _INDICATORS:
        sheet.cell(row, 2, first)
        if len(seconds) > 1:
            areas.append(f"B{row}:B{row + len(seconds) - 1}")
        for at, second in enumerate(seconds):
            if at == 0 or second != seconds[at - 1]:
                sheet.cell(row + at, 3, second)
                same = sum(1 for one in seconds if one == second)
                if same > 1:
                    areas.append(f"C{row + at}:C{row + at + same - 1}")
            areas.append(f"D{row + at}:E{row + at}")
        row += len(seconds)
    areas.append(f"A9:A{row - 1}")
    for area in areas:
        sheet.merge_cells(area)
    for line in sheet.iter_rows(min_row=3, max_row=row - 1, min_col=1, max_col=6):
        for cell in line:
            cell.border = _BOX
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    for place in ("A1", "A2"):
        sheet[place].alignment = Alignment(horizontal="center", vertical="center")
    for column, width in zip("ABCDEF", (6, 12, 16, 18, 18, 16), strict=True):
        sheet.column_dimensions[column].width = width
    book.save(path)
    return path


def filled_book(path: Path) -> Path:
    """That 绩效目标表 as a county has filled it in."""
    indicator_book(path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    texts = {
        "C3": "城乡医疗救助", "F3": "某人 0635-0000001", "C4": "县医疗保障局", "F4": "县医疗保障局", "E5": 350, "E6": 300, "E7": 50,
        "C8": "对困难群众应救尽救。",
    }  # fmt: skip
    for place, text in texts.items():
        sheet[place] = text
    for line in range(10, 20):
        sheet.cell(line, 4, f"指标{line}")
        sheet.cell(line, 6, f"≥{line}%")
    book.save(path)
    return path
