"""Workbooks with everything an upper level's template may have, to be filled in by tests."""

import io
import zipfile
from functools import cache

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

SHEET, WORDS = "绩效 目标表", "字典"
FIRST, LAST = 9, 12
"""First and last row of the list, counted from 1; row 13 is its total."""

_SHAPE = (
    '<xdr:twoCellAnchor editAs="oneCell"><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>15</xdr:row>'
    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>17</xdr:row>"
    '<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="9" name="文本框 1"/>'
    '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>填表人签字</a:t></a:r></a:p>'
    "</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
)
_EXTENSION = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list">'
    "<x14:formula1><xm:f>字典!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B14 D9:D12</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst>"
)
_CHAIN = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C13" i="1"/><c r="C4" i="1"/></calcChain>'


@cache
def rich_template(landscape: bool = False) -> bytes:
    """Title, head, a list of four rows with merged groups, a total, and beside them whatever hangs on rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    words = book.create_sheet(WORDS)
    words.sheet_state = "hidden"
    for number, word in enumerate(("数量指标", "质量指标", "时效指标"), 1):
        words.cell(number, 1, word)
    words["B1"] = f"='{SHEET}'!C13*2"
    words["B2"] = f"=SUM('{SHEET}'!C9:C12)"
    _cells(sheet)
    _hanging(sheet, book)
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = "A1:D17"
    sheet.print_title_rows = "7:8"
    sheet.oddHeader.center.text = "附件2"
    sheet.oddFooter.center.text = "第 &P 页"
    sheet.freeze_panes = "B9"
    sheet.row_breaks.append(Break(id=14))
    sheet.protection.sheet = True
    out = io.BytesIO()
    book.save(out)
    return _with_more(out.getvalue())


def _cells(sheet) -> None:
    thin = Side(style="thin")
    sheet["A1"] = "绩效目标表"
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A3"], sheet["A4"], sheet["A5"] = "项目名称", "资金总额", "其中：财政拨款"
    sheet.merge_cells("B3:D3")
    sheet["C4"] = "=SUM(C5:C6)"
    sheet["A6"] = "其他资金"
    sheet["A7"], sheet["B7"], sheet["C7"], sheet["D7"] = "一级指标", "二级指标", "指标值", "备注"
    sheet.merge_cells(f"A{FIRST}:A{LAST}")
    sheet[f"A{FIRST}"] = "产出指标"
    for row in range(FIRST, LAST + 1):
        sheet.row_dimensions[row].height = 20
        for letter in "ABCD":
            cell = sheet[f"{letter}{row}"]
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(wrap_text=True)
            cell.protection = Protection(locked=False)
    sheet["C13"] = f"=SUM(C{FIRST}:C{LAST})"
    sheet["C13"].number_format = "0.00"
    sheet["D13"] = "=C13/C4"
    sheet["A14"] = "=TODAY()"
    sheet["C14"] = ArrayFormula("C14:C14", "=SUM(C9:C12*2)")
    sheet["A16"] = "单位负责人"
    sheet.merge_cells("A17:D18")


def _hanging(sheet, book: Workbook) -> None:
    choice = DataValidation(type="list", formula1=f"{WORDS}!$A$1:$A$3", sqref=f"B{FIRST}:B{LAST} B15")
    number = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="$C$5", sqref="C13")
    sheet.add_data_validation(choice)
    sheet.add_data_validation(number)
    red = PatternFill(bgColor="FFC7CE")
    sheet.conditional_formatting.add(f"C{FIRST}:C{LAST}", CellIsRule(operator="lessThan", formula=["$C$13"], fill=red))
    sheet.conditional_formatting.add("A16", FormulaRule(formula=["LEN(A16)=0"], fill=red))
    book.defined_names["合计"] = DefinedName("合计", attr_text=f"'{SHEET}'!$C$13")
    sheet["A16"].comment = Comment("签字后盖章", "财政局")
    sheet["A16"].hyperlink = f"#'{SHEET}'!A1"
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(picture, "PNG")
    picture.seek(0)
    sheet.add_image(Image(picture), "D16")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=FIRST, max_row=LAST))
    sheet.add_chart(chart, "F20")
    sheet.add_table(Table(displayName="表1", ref="F30:G33"))
    for number, head in enumerate(("甲", "乙")):
        sheet.cell(30, 6 + number, head)


def _with_more(data: bytes) -> bytes:
    """What openpyxl cannot write: a text box, validations of a later Office, an order of calculation, stored results."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/drawings/drawing1.xml":
                text = _shaped(text)
            elif name == "xl/worksheets/sheet1.xml":
                at = text.rindex(b"<tableParts")
                tables = text.index(b"</tableParts>", at) + len(b"</tableParts>")
                text = text[:tables] + _EXTENSION.encode() + text[tables:]
                text = (
                    text.replace(b"<v></v>", b"<v>7</v>").replace(b"<v/>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>")
                )
            elif name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
                text = text.replace(
                    b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'.encode()
                )
            elif name == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
                line = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", line.encode())
            new.writestr(name, text)
        new.writestr("xl/calcChain.xml", _CHAIN)
    return out.getvalue()


def _shaped(drawing: bytes) -> bytes:
    text = drawing.decode()
    head = text[: text.index(">", text.index("wsDr")) + 1]
    namespaces = {
        "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }
    wider = head[:-1] + "".join(
        f' xmlns:{short}="{long}"' for short, long in namespaces.items() if f"xmlns:{short}=" not in head
    )
    end = text.rindex("</")
    return (wider + ">" + text[len(head) : end] + _SHAPE + text[end:]).encode()
