"""Blank forms as files: workbooks and letters, read with their looks."""

from collections.abc import Callable
from io import BytesIO

import docx
import openpyxl
from docx.document import Document as Letter
from openpyxl.styles import Border, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.looks import looks_of
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.reading_back import known
from tests.recognition.templates.consistency import faults
from tests.recognition.templates.paper import columns, fields, kinds, rows


def drawn(content: bytes, name: str) -> list[TemplateMap]:
    document = document_of(content, name)
    found = draw(document, looks_of(content, document), known())
    assert [fault for one in found for fault in faults(one, document.grids[one.grid])] == []
    return found


def workbook(build: Callable[[Worksheet], None]) -> list[TemplateMap]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    build(sheet)
    words = book.create_sheet("字典")
    words.append(["住院救助", "门诊救助"])
    note = book.create_sheet("填报说明")
    note.append(["1.请如实填写。"])
    content = BytesIO()
    book.save(content)
    return drawn(content.getvalue(), "表样.xlsx")


def ruled(sheet: Worksheet, area: str) -> None:
    line = Side(style="thin")
    for row in sheet[area]:
        for cell in row:
            cell.border = Border(line, line, line, line)


def test_a_workbook_with_lists_checks_formulas_and_blank_rows():
    def build(sheet: Worksheet) -> None:
        sheet["A1"] = "XX县医疗救助对象台账"
        sheet.merge_cells("A1:F1")
        sheet["A2"] = "填报单位："
        sheet["E2"] = "单位：元"
        sheet.append(["序号", "姓名", "身份证号", "救助方式", "救助金额", "发放日期"])
        ruled(sheet, "A3:F12")
        sheet["A13"] = "合计"
        sheet["E13"] = "=SUM(E4:E12)"
        ruled(sheet, "A13:F13")
        ways = DataValidation("list", formula1="字典!$A$1:$B$1")
        days = DataValidation("date", operator="greaterThan", formula1="36526")
        sheet.add_data_validation(ways)
        sheet.add_data_validation(days)
        ways.add("D4:D12")
        days.add("F4:F12")
        for row in range(4, 13):
            sheet.cell(row, 3).number_format = "@"
            sheet.cell(row, 5).number_format = "#,##0.00"

    (found,) = workbook(build)
    assert columns(found) == [
        "serial",
        "extra:姓名",
        "extra:身份证号",
        "extra:救助方式",
        "extra:救助金额",
        "extra:发放日期",
    ]
    assert [column.definition.type for column in found.tables[0].columns[2:]] == ["text", "choice", "amount", "date"]
    assert found.tables[0].columns[3].definition.options == ("住院救助", "门诊救助")
    assert rows(found) == [*((row, "row") for row in range(3, 12)), (12, "total")]
    assert [mark.definition.id for mark in found.fields if mark.computed] == ["extra:合计·救助金额"]
    assert found.fields[0].definition.id == "{region}"


def test_a_protected_workbook_that_starts_further_in():
    def build(sheet: Worksheet) -> None:
        sheet["B3"] = "项目资金使用计划表"
        sheet.merge_cells("B3:E3")
        for row, (left, right) in enumerate(
            [("项目名称", "项目负责人"), ("计划金额（万元）", "开始日期"), ("主要内容", "")], 4
        ):
            sheet.cell(row, 2, left)
            sheet.cell(row, 4, right or None)
            for col in (3, 5):
                sheet.cell(row, col).protection = Protection(locked=False)
        sheet.merge_cells("C6:E6")
        sheet["C5"].number_format = "0.00"
        sheet["E5"].number_format = "yyyy/m/d"
        sheet["E4"].protection = Protection(locked=True)
        ruled(sheet, "B4:E6")
        sheet.protection.sheet = True

    (found,) = workbook(build)
    assert fields(found) == {
        "project_name": (3, 2),
        "extra:计划金额": (4, 2),
        "extra:开始日期": (4, 4),
        "extra:主要内容": (5, 2),
    }
    assert kinds(found)["extra:开始日期"] == "date"


def test_a_list_that_only_warns_suggests_words():
    def build(sheet: Worksheet) -> None:
        sheet["A1"] = "医疗救助调查表"
        for row, label in enumerate(("经办方式", "服务形式", "主要问题"), 2):
            sheet.cell(row, 1, label)
        ruled(sheet, "A2:B4")
        for place, style in (("B2", "warning"), ("B3", "stop")):
            words = DataValidation("list", formula1='"窗口,网上"', errorStyle=style, showErrorMessage=True)
            sheet.add_data_validation(words)
            words.add(place)

    (found,) = workbook(build)
    kinds_and_words = [(mark.definition.type, mark.definition.options) for mark in found.fields]
    assert kinds_and_words == [("text", ("窗口", "网上")), ("choice", ("窗口", "网上")), ("text", ())]


def test_a_letter_with_two_forms():
    letter: Letter = docx.Document()
    letter.add_paragraph("关于报送有关情况的通知")
    letter.add_paragraph("各县（区）医疗保障局：请按要求填报附件。")
    letter.add_paragraph("附件1")
    letter.add_paragraph("医疗救助工作情况统计表")
    letter.add_paragraph("填报单位：              （    年度）")
    table = letter.add_table(4, 4)
    for col, text in enumerate(["县区", "救助人次", "救助金额（万元）", "备注"]):
        table.cell(0, col).text = text
    table.cell(3, 0).text = "合计"
    letter.add_paragraph("附件2")
    letter.add_paragraph("数据真实性承诺书")
    table = letter.add_table(3, 2)
    for row, text in enumerate(["承诺单位", "联系电话", "单位负责人签字"]):
        table.cell(row, 0).text = text
    content = BytesIO()
    letter.save(content)
    one, two = drawn(content.getvalue(), "通知.docx")
    assert (one.title, two.title) == ("医疗救助工作情况统计表", "数据真实性承诺书")
    assert rows(one) == [(1, "row"), (2, "row"), (3, "total")]
    assert [mark.definition.id for mark in one.fields if mark.spot.within == "above"] == ["filling_unit", "{year}"]
    assert kinds(two) == {"implementing_unit": "unit", "contact_phone": "phone"}
    assert [mark.step.title for mark in two.reviews] == ["单位负责人签字"]
