"""Blank forms with what cells and sheets themselves may have: lists, colours, protection, days from 1904, two tables."""

import re

from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, FormulaRule, IconSetRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break, ColBreak

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
    RowMark,
    TableMark,
)
from tests.formats.excel.patching.blank_drawing import (
    GROUPS,
    MAIN,
    TOP,
    BlankForm,
    draw,
    finished,
    put_label,
    put_value,
    styled,
)
from tests.formats.excel.patching.blank_parts import behind, paged, validated


def portrait() -> BlankForm:
    """Lists, checks, print area and titles, header and footer, frozen head."""
    d = draw()
    validated(d)
    paged(d)
    return finished(d)


def landscape() -> BlankForm:
    """Landscape, scaled, manual page breaks, outline groups, a hidden row and column, printed indicators."""
    d = draw(given={"数量指标": ["救助人次", "资助参保人数"], "社会效益指标": ["就医负担减轻程度"]})
    paged(d, landscape=True)
    sheet = d.sheet
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale = 85
    sheet.row_breaks.append(Break(id=TOP - 1))
    sheet.row_breaks.append(Break(id=TOP + 9))
    sheet.col_breaks = ColBreak()
    sheet.col_breaks.append(Break(id=7))
    sheet.row_dimensions.group(TOP + 1, TOP + 3, outline_level=1)
    sheet.column_dimensions.group("H", "I", hidden=True)
    sheet["A9"] = "说明：本行不打印"
    sheet.row_dimensions[9].hidden = True
    return finished(d)


def hidden_lists() -> BlankForm:
    """Choice lists on a hidden and on a very hidden sheet, one of them by a name; instructions on a sheet of their own."""
    d = draw()
    for name, state, words in (
        ("字典", "hidden", ["100%", "95%", "明显提高"]),
        ("代码", "veryHidden", ["救助", "参保"]),
    ):
        sheet = d.book.create_sheet(name)
        sheet.sheet_state = state
        for row, word in enumerate(words, 1):
            sheet.cell(row, 1, word)
    d.book.create_sheet("填报说明")["A1"] = "1.金额以万元为单位。"
    d.book.defined_names["指标词"] = DefinedName("指标词", attr_text="字典!$A$1:$A$3")
    last = TOP + sum(count for _, _, count in GROUPS)
    d.sheet.add_data_validation(DataValidation(type="list", formula1="指标词", sqref=f"E{TOP + 1}:E{last}"))
    d.sheet.add_data_validation(DataValidation(type="list", formula1="代码!$A$1:$A$2", sqref=f"G{TOP + 1}:G{last} C4"))
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list">'
        f"<x14:formula1><xm:f>字典!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>D{TOP + 1}:D{last}</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    return finished(d, lambda parts: behind(parts, "pageMargins", extension))


def coloured() -> BlankForm:
    """Conditional formats of all kinds, one of a later Office."""
    d = draw()
    last = TOP + sum(count for _, _, count in GROUPS)
    rules = d.sheet.conditional_formatting
    red = PatternFill(bgColor="FFC7CE")
    rules.add(f"F{TOP + 1}:F{last}", CellIsRule(operator="greaterThan", formula=[f"$F${last + 1}/2"], fill=red))
    rules.add(f"E{TOP + 1}:E{last}", FormulaRule(formula=[f'AND($D{TOP + 1}<>"",$E{TOP + 1}="")'], fill=red))
    rules.add("C4:D4", FormulaRule(formula=["LEN(TRIM($C$4))=0"], fill=red))
    rules.add(
        f"F{TOP + 1}:F{last}",
        ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="63BE7B"),
    )
    rules.add(f"F{TOP + 1}:F{last}", DataBarRule(start_type="min", end_type="max", color="638EC6"))
    rules.add(f"F{last + 1}", IconSetRule("3Arrows", "num", [0, 10, 100]))
    extension = (
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="expression" priority="9" id="{0A1B2C3D-0000-4000-8000-000000000001}">'
        f"<xm:f>$F{TOP + 1}&gt;$E$5</xm:f><x14:dxf><font><b/></font></x14:dxf></x14:cfRule><xm:sqref>F{TOP + 1}:F{last}</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    return finished(d, lambda parts: behind(parts, "pageMargins", extension))


def protected() -> BlankForm:
    """Sheet protected without a password, ranges that may be edited."""
    d = draw()
    d.sheet.protection.sheet = True
    d.sheet.protection.formatRows = False
    ranges = f'<protectedRanges><protectedRange sqref="D{TOP + 1}:G{TOP + 9}" name="填报区"/></protectedRanges>'
    return finished(d, lambda parts: behind(parts, "sheetProtection", ranges))


def locked() -> BlankForm:
    """Sheet and workbook protected with the hash of a password."""
    d = draw()
    d.sheet.protection.sheet = True
    hashed = (
        '<sheetProtection algorithmName="SHA-512" hashValue="q1oWf5qpXk5ZLhZ6MZsRyAf0qfLz6S8Rk0W7m8m0k8c=" saltValue="AAECAwQFBgcICQoLDA0ODw==" '
        'spinCount="100000" sheet="1" objects="1" scenarios="1"/>'
    )
    whole = '<workbookProtection workbookAlgorithmName="SHA-512" workbookHashValue="AA==" workbookSaltValue="AA==" workbookSpinCount="100000" lockStructure="1"/>'

    def change(parts: dict[str, bytes]) -> None:
        parts[MAIN] = re.sub(rb"<sheetProtection[^>]*/>", hashed.encode(), parts[MAIN])
        parts["xl/workbook.xml"] = re.sub(rb"<workbookProtection[^>]*/>", whole.encode(), parts["xl/workbook.xml"])

    return finished(d, change)


def dates_1904() -> BlankForm:
    """Days counted from 1904, a date with a format of its own."""
    d = draw()
    put_label(d, "A9:B9", "下达日期")
    put_value(d, "C9:D9", "issued_on", "date", code='yyyy"年"m"月"d"日"')

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)

    return finished(d, change)


def made_by_wps() -> BlankForm:
    """No counts in the styles, a prefix before each name, a dimension of one cell, texts within the cells, loose row heights."""
    d = draw()

    def change(parts: dict[str, bytes]) -> None:
        styles = parts["xl/styles.xml"].decode()
        parts["xl/styles.xml"] = re.sub(
            r'(<(?:cellXfs|numFmts|fonts|fills|borders)) count="\d+"', r"\1", styles
        ).encode()
        text = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', parts[MAIN].decode())
        text = re.sub(r' customHeight="1"', "", text)
        text = text.replace(
            'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
            'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
        )
        text = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", text)
        parts[MAIN] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + re.sub(r"<\?xml[^>]*\?>\s*", "", text)
        ).encode()

    return finished(d, change)


def two_tables() -> BlankForm:
    """Two tables one below the other: the first without a spare row, the second, numbered, at the end of the sheet."""
    d = draw(groups=(("产出指标", "数量指标", 1), ("效益指标", "社会效益指标", 1)))
    sheet = d.sheet
    top = sheet.max_row + 2
    heads = ("序号", "项目实施内容", "", "开始时间", "完成时间")
    for col, text in enumerate(heads, 1):
        styled(sheet.cell(top, col), bold=True)
        if text:
            sheet.cell(top, col, text)
    sheet.merge_cells(start_row=top, start_column=2, end_row=top, end_column=3)
    marks = []
    for number in (1, 2):
        for col in range(1, 6):
            styled(sheet.cell(top + number, col), open_=True, code='yyyy"年"m"月"' if col > 3 else "General")
        sheet.cell(top + number, 1, number)
        sheet.merge_cells(start_row=top + number, start_column=2, end_row=top + number, end_column=3)
        marks.append(RowMark(top + number - 1, "row", {"serial": str(number)}))
    columns = (
        ColumnMark(0, 1, FieldDef("serial", "序号"), serial=True), ColumnMark(1, 2, FieldDef("activity", "项目实施内容")),
        ColumnMark(3, 1, FieldDef("starts", "开始时间", type="date")), ColumnMark(4, 1, FieldDef("ends", "完成时间", type="date")),
    )  # fmt: skip
    d.tables.append(TableMark("schedule", "进度", (top - 1, top), columns, tuple(marks)))
    return finished(d)


def not_merged() -> BlankForm:
    """Names of groups on each of their rows, nothing merged; the names printed on the blank form."""
    return finished(draw(merged=False))
