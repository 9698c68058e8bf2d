"""Blank forms of an upper level with everything such workbooks have in them, and their maps: to be filled in by tests."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, FormulaRule, IconSetRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

from medaid_desktop.core.forms import BodySpec, FieldDef, Form, Layout, ReviewStep, Start, TableDef, TableSection
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
    ColumnMark,
    FieldMark,
    ReviewMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)

SHEET = "绩效 目标表"
MAIN = "xl/worksheets/sheet1.xml"
_NS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class BlankForm:
    """A template: the workbook, its map, and the form made of it. `ending` is that of its file."""

    data: bytes
    map: TemplateMap
    form: Form
    ending: str = ".xlsx"


GROUPS = (
    ("产出指标", "数量指标", 3), ("产出指标", "质量指标", 2), ("产出指标", "时效指标", 1), ("效益指标", "社会效益指标", 2),
    ("满意度指标", "服务对象满意度指标", 1),
)  # fmt: skip
TOP = 10
"""The row of the table's head, counted from 1."""

_HEAD = "一级指标", "二级指标", "三级指标", "指标值", "金额", "备注"
_IDS = "level1", "level2", "level3", "target", "extra:金额", "note"


@dataclass
class Drawing:
    """A sheet being drawn, and what its map will be."""

    book: Workbook
    sheet: object
    fields: list[FieldMark] = field(default_factory=list)
    tables: list[TableMark] = field(default_factory=list)
    reviews: list[ReviewMark] = field(default_factory=list)


def _style(cell, bold=False, open_=False, code="General", wrap=True, horizontal="center", size=11):
    thin = Side(style="thin")
    cell.font = Font(name="宋体", size=size, bold=bold)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap)
    cell.border = Border(thin, thin, thin, thin)
    cell.number_format = code
    if open_:
        cell.protection = Protection(locked=False)


def _value(d: Drawing, ref: str, name: str, kind: str = "text", code="General", **more) -> None:
    area = d.sheet[ref]
    cells = [cell for row in area for cell in row] if isinstance(area, tuple) else [area]
    for cell in cells:
        _style(cell, open_=True, code=code, horizontal="left")
    if len(cells) > 1:
        d.sheet.merge_cells(ref)
    first = cells[0]
    rows, cols = cells[-1].row - first.row + 1, cells[-1].column - first.column + 1
    d.fields.append(_mark(first.row - 1, first.column - 1, rows, cols, name, kind, **more))


def _mark(row, col, rows, cols, name, kind="text", prefix="", blank="", suffix="", computed=False, **definition):
    return FieldMark(
        Spot(row, col, rows, cols), FieldDef(name, name, type=kind, **definition), prefix, blank, suffix, computed
    )


def _label(d: Drawing, ref: str, text: str) -> None:
    area = d.sheet[ref]
    cells = [cell for row in area for cell in row] if isinstance(area, tuple) else [area]
    for cell in cells:
        _style(cell)
    if len(cells) > 1:
        d.sheet.merge_cells(ref)
    cells[0].value = text


def draw(groups=GROUPS, given: Mapping[str, list[str]] | None = None, merged: bool = True) -> Drawing:
    """The usual form: title, fields, money with a sum, indicators in groups, a total, boxes for seals, a foot line."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    d = Drawing(book, sheet)
    for letter, width in zip("ABCDEFG", (6, 12, 14, 24, 12, 12, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"] = "医疗救助补助资金绩效目标表"
    sheet.merge_cells("A1:G1")
    sheet["A1"].font, sheet["A1"].alignment = Font(name="黑体", size=18), Alignment(horizontal="center")
    sheet["A2"] = "（    年度）"
    sheet.merge_cells("A2:G2")
    sheet["A2"].alignment = Alignment(horizontal="center")
    d.fields.append(_mark(1, 0, 1, 7, YEAR, prefix="（", blank="    ", suffix="年度）"))
    sheet["A3"] = "填报单位：XX医疗保障局"
    d.fields.append(_mark(2, 0, 1, 1, REGION, prefix="填报单位：", blank="XX", suffix="医疗保障局"))
    sheet["F3"] = "填报日期：　年　月　日"
    d.fields.append(_mark(2, 5, 1, 1, "filled_on", "date", prefix="填报日期：", blank="　年　月　日"))
    _label(d, "A4:B4", "项目名称")
    _value(d, "C4:D4", "project_name")
    _label(d, "E4", "项目类别")
    _value(d, "F4:G4", "project_category", "choice", blank="□新建 □续建", options=("新建", "续建"))
    sheet["F4"] = "□新建 □续建"
    _label(d, "A5:B7", "资金情况\n（万元）")
    for row, (label, name) in enumerate(
        (("年度金额", "funding_total"), ("中央资金", "funding_central"), ("地方资金", "funding_local")), 5
    ):
        _label(d, f"C{row}:D{row}", label)
        _value(d, f"E{row}:G{row}", name, "amount", code="0.00", computed=row == 5)
    sheet["E5"] = "=SUM(E6:G7)"
    _label(d, "A8:B8", "总体目标")
    _value(d, "C8:G8", "annual_goal", "long-text")
    for row in range(4, 9):
        sheet.row_dimensions[row].height = 21
    _table(d, groups, given or {}, merged)
    return d


def _table(d: Drawing, groups, given, merged) -> None:
    sheet = d.sheet
    for col, text in enumerate(_HEAD, 2):
        _style(sheet.cell(TOP, col), bold=True)
        sheet.cell(TOP, col, text)
    row, marks = TOP + 1, []
    starts: dict[tuple[int, str], int] = {}
    for level1, level2, count in groups:
        for number in range(count):
            sheet.row_dimensions[row].height = 20
            for col in range(1, 8):
                _style(sheet.cell(row, col), open_=col > 3, code="0.00" if col == 6 else "General")
            texts = {"level1": level1, "level2": level2}
            names = given.get(level2, [])
            if number < len(names):
                texts["level3"] = names[number]
                sheet.cell(row, 4, names[number])
            for col, name in ((2, level1), (3, level2)):
                starts.setdefault((col, name), row)
                if starts[col, name] == row or not merged:
                    sheet.cell(row, col, name)
            marks.append(RowMark(row - 1, "row", texts))
            row += 1
    if merged:
        for (col, name), start in starts.items():
            end = start + sum(1 for mark in marks if name in mark.given.values()) - 1
            if end > start:
                sheet.merge_cells(start_row=start, start_column=col, end_row=end, end_column=col)
    for col in range(1, 8):
        _style(sheet.cell(row, col), bold=True, code="0.00" if col == 6 else "General")
    sheet.cell(row, 2, "合计")
    sheet.cell(row, 6, f"=SUM(F{TOP + 1}:F{row - 1})")
    marks.append(RowMark(row - 1, "total", {"level1": "合计"}))
    _style(sheet.cell(TOP, 1))
    sheet.cell(TOP, 1, "绩\n效\n指\n标")
    sheet.merge_cells(start_row=TOP, start_column=1, end_row=row, end_column=1)
    columns = tuple(
        ColumnMark(
            col,
            1,
            FieldDef(
                name,
                label,
                type="target" if name == "target" else "amount" if "金额" in name else "text",
                group=col < 3,
            ),
        )
        for col, (name, label) in enumerate(zip(_IDS, _HEAD, strict=True), 1)
    )
    side = Spot(TOP - 1, 0, row - TOP + 1, 1)
    d.tables.append(TableMark("indicators", "绩效指标", (TOP - 1, TOP), columns, tuple(marks), side))
    _label(d, f"A{row + 1}:C{row + 1}", "财政部门审核意见")
    for col in range(4, 8):
        _style(sheet.cell(row + 1, col))
    sheet.merge_cells(start_row=row + 1, start_column=4, end_row=row + 1, end_column=7)
    sheet.cell(row + 1, 4, "（签章）")
    d.reviews.append(ReviewMark(Spot(row, 3, 1, 4), ReviewStep("finance", "财政部门"), "（签章）"))
    sheet.row_dimensions[row + 1].height = 60
    sheet.cell(row + 2, 1, "填报人：")
    d.fields.append(_mark(row + 1, 0, 1, 1, "filler", prefix="填报人："))


def finished(d: Drawing, *changes: Callable[[dict[str, bytes]], None], ending: str = ".xlsx") -> BlankForm:
    """The workbook of a drawing with changes to its parts, its map and form."""
    out = io.BytesIO()
    d.book.save(out)
    with zipfile.ZipFile(out) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[MAIN] = re.sub(rb"<v ?/>|<v></v>", b"<v>0</v>", parts[MAIN])
    for change in changes:
        change(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2020, 1, 2, 8, 30, 0)), data, zipfile.ZIP_DEFLATED)
    area = (0, 0, d.sheet.max_row, d.sheet.max_column)
    found = TemplateMap(
        SHEET,
        0,
        "医疗救助补助资金绩效目标表",
        "project-target",
        "",
        area,
        tuple(d.fields),
        tuple(d.tables),
        tuple(d.reviews),
    )
    return BlankForm(packed.getvalue(), found, form_of(found), ending)


def form_of(found: TemplateMap) -> Form:
    """A form for a map, as plain as can be."""
    fields = tuple(
        {m.definition.id: m.definition for m in found.fields if m.definition.id not in (YEAR, REGION)}.values()
    )
    tables, sections, start = [], [], {}
    for table in found.tables:
        columns = tuple(column.definition for column in table.columns if not column.serial)
        groups = {column.id for column in columns if column.group}
        tables.append(TableDef(table.id, table.label, columns))
        skeleton = tuple(
            dict(mark.given) for mark in table.rows if mark.kind == "row" and mark.given.keys() <= groups and mark.given
        )
        body = tuple(BodySpec(column=column.id, merge="group" if column.group else "") for column in columns)
        sections.append(TableSection(table.id, body, skeleton=skeleton))
        start[table.id] = tuple(dict(m.given) for m in table.rows if m.kind == "row" and not m.given.keys() <= groups)
    layout = Layout("", "", False, (18, 18, 18, 20), (10.0,) * 7, tuple(sections))
    return Form("custom:表", "表", "1", fields, tuple(tables), (layout,), start=Start({}, start))


# -- what workbooks have ---------------------------------------------------------------------------------------------


def _put(parts: dict[str, bytes], name: str, text: str | bytes) -> None:
    parts[name] = text if isinstance(text, bytes) else text.encode()


def _typed(parts: dict[str, bytes], part: str, kind: str) -> None:
    line = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", line.encode())


def _default(parts: dict[str, bytes], ending: str, kind: str) -> None:
    if f'Extension="{ending}"'.encode() not in parts["[Content_Types].xml"]:
        line = f'<Default Extension="{ending}" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", line.encode())


def _related(parts: dict[str, bytes], source: str, name: str, kind: str, target: str, more: str = "") -> None:
    folder, _, own = source.rpartition("/")
    listing = f"{folder}/_rels/{own}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    line = f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{more}/></Relationships>'
    parts[listing] = parts.get(listing, empty).replace(b"</Relationships>", line.encode())


def _behind(parts: dict[str, bytes], tag: str, text: str, part: str = MAIN) -> None:
    """Puts something behind the last of an element, or before the end of the part."""
    data = parts[part].decode()
    ends = [found.end() for found in re.finditer(rf"<{tag}\b[^>]*/>|</{tag}>", data)]
    at = ends[-1] if ends else data.rindex("</")
    parts[part] = (data[:at] + text + data[at:]).encode()


def _validations(d: Drawing) -> None:
    last = TOP + sum(count for _, _, count in GROUPS)
    for rule in (
        DataValidation(type="list", formula1='"100%,≥90%,明显提高"', sqref=f"E{TOP + 1}:E{last}"),
        DataValidation(
            type="decimal",
            operator="greaterThanOrEqual",
            formula1="0",
            sqref="E6:E7",
            showErrorMessage=True,
            error="请填数字",
        ),
        DataValidation(type="date", operator="greaterThan", formula1="43831", sqref="F3"),
        DataValidation(
            type="textLength",
            operator="lessThan",
            formula1="500",
            sqref="C8",
            showInputMessage=True,
            prompt="不超过500字",
        ),
    ):
        d.sheet.add_data_validation(rule)


def _page(d: Drawing, landscape: bool = False) -> None:
    sheet = d.sheet
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:G{sheet.max_row}"
    sheet.print_title_rows = f"{TOP}:{TOP}"
    sheet.oddHeader.left.text, sheet.oddFooter.center.text = "附件2", "第 &P 页，共 &N 页"
    sheet.freeze_panes = f"A{TOP + 1}"
    sheet.print_options.horizontalCentered = True


def portrait() -> BlankForm:
    """Lists, checks, print area and titles, header and footer, frozen head."""
    d = draw()
    _validations(d)
    _page(d)
    return finished(d)


def landscape() -> BlankForm:
    """Landscape, scaled, manual page breaks, outline groups, a hidden row and column, printed indicators."""
    d = draw(given={"数量指标": ["救助人次", "资助参保人数"], "社会效益指标": ["就医负担减轻程度"]})
    _page(d, landscape=True)
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
    return finished(d, lambda parts: _behind(parts, "pageMargins", extension))


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
    return finished(d, lambda parts: _behind(parts, "pageMargins", extension))


def protected() -> BlankForm:
    """Sheet protected without a password, ranges that may be edited."""
    d = draw()
    d.sheet.protection.sheet = True
    d.sheet.protection.formatRows = False
    ranges = f'<protectedRanges><protectedRange sqref="D{TOP + 1}:G{TOP + 9}" name="填报区"/></protectedRanges>'
    return finished(d, lambda parts: _behind(parts, "sheetProtection", ranges))


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


def _picture() -> io.BytesIO:
    picture = io.BytesIO()
    Picture.new("RGB", (12, 12), "red").save(picture, "PNG")
    picture.seek(0)
    return picture


def _anchor(row: int, inside: str, edit: str = "", last: int | None = None) -> str:
    corner = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    return (
        f"<xdr:twoCellAnchor{edit}>" + corner.format("from", 1, row) + corner.format("to", 3, row + 2 if last is None else last)
        + inside + "<xdr:clientData/></xdr:twoCellAnchor>"
    )  # fmt: skip


def _shape(number: int, name: str, text: str, link: str = "", box: str = ' txBox="1"') -> str:
    return (
        f'<xdr:sp macro="" textlink="{link}"><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvSpPr{box}/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        f'<xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="zh-CN"/><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )


def shapes() -> BlankForm:
    """A picture, text boxes, a shape that shows a cell, a group of shapes, one that neither moves nor grows."""
    d = draw()
    d.sheet.add_image(Image(_picture()), f"B{TOP + 12}")
    group = (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="20" name="组合 1"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="300000"/><a:chOff x="0" y="0"/><a:chExt cx="900000" cy="300000"/></a:xfrm></xdr:grpSpPr>'
        + _shape(21, "左", "左边") + _shape(22, "右", "右边", box="") + "</xdr:grpSp>"
    )  # fmt: skip
    anchors = (
        _anchor(0, _shape(9, "文本框 1", "黄色必填")) + _anchor(TOP + 12, _shape(10, "文本框 2", "合计", f"$F${TOP + 10}"), ' editAs="oneCell"')
        + _anchor(TOP, group, "", TOP + 14) + _anchor(TOP + 13, _shape(11, "印章", "章", box=""), ' editAs="absolute"')
    )  # fmt: skip
    return finished(d, lambda parts: _drawn(parts, anchors))


def _drawn(parts: dict[str, bytes], anchors: str) -> None:
    name = "xl/drawings/drawing1.xml"
    text = parts[name].decode()
    spaces = {
        "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }
    head = text[: text.index(">", text.index("wsDr")) + 1]
    wider = (
        head[:-1]
        + "".join(f' xmlns:{short}="{long}"' for short, long in spaces.items() if f"xmlns:{short}=" not in head)
        + ">"
    )
    end = text.rindex("</")
    parts[name] = (wider + text[len(head) : end] + anchors + text[end:]).encode()


def notes() -> BlankForm:
    """Notes on cells above and below the list, and a threaded one."""
    d = draw()
    below = TOP + 12
    d.sheet["C4"].comment = Comment("填项目全称", "财政局")
    d.sheet[f"A{below}"].comment = Comment("盖章有效", "财政局")
    d.sheet[f"E{TOP + 3}"].comment = Comment("[线程批注]", "tc={5C2B8E1D-7F1A-4B60-9E0A-1D2C3B4A5F60}")

    def change(parts: dict[str, bytes]) -> None:
        thread = (
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment '
            f'ref="E{TOP + 3}" dT="2020-01-02T08:30:00.00" personId="{{11111111-2222-4333-8444-555555555555}}" '
            'id="{5C2B8E1D-7F1A-4B60-9E0A-1D2C3B4A5F60}"><text>写百分数</text></threadedComment></ThreadedComments>'
        )
        _put(parts, "xl/threadedComments/threadedComment1.xml", thread)
        _typed(parts, "xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml")
        _related(
            parts,
            MAIN,
            "rId77",
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        )
        person = (
            '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="财政局" '
            'id="{11111111-2222-4333-8444-555555555555}" userId="x" providerId="None"/></personList>'
        )
        _put(parts, "xl/persons/person.xml", person)
        _typed(parts, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml")
        _related(
            parts,
            "xl/workbook.xml",
            "rId78",
            "http://schemas.microsoft.com/office/2017/10/relationships/person",
            "persons/person.xml",
        )

    return finished(d, change)


def headed() -> BlankForm:
    """A picture in the header, other headers on the first and on even pages."""
    d = draw()
    _page(d)
    d.sheet.oddHeader.left.text = "&G"
    d.sheet.HeaderFooter.differentFirst = d.sheet.HeaderFooter.differentOddEven = True
    d.sheet.firstHeader.center.text, d.sheet.evenFooter.right.text = "首页", "&D"
    shape = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><o:shapelayout v:ext="edit">'
        '<o:idmap v:ext="edit" data="3"/></o:shapelayout><v:shape id="LH" o:spid="_x0000_s3073" type="#_x0000_t75" '
        'style="position:absolute;width:24pt;height:24pt"><v:imagedata o:relid="rId1" o:title="标志"/></v:shape></xml>'
    )

    def change(parts: dict[str, bytes]) -> None:
        _put(parts, "xl/drawings/vmlDrawingHF1.vml", shape)
        _put(parts, "xl/media/logo.png", _picture().getvalue())
        _default(parts, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        _default(parts, "png", "image/png")
        _related(parts, "xl/drawings/vmlDrawingHF1.vml", "rId1", f"{_REL}/image", "../media/logo.png")
        _related(parts, MAIN, "rId55", f"{_REL}/vmlDrawing", "../drawings/vmlDrawingHF1.vml")
        _behind(parts, "headerFooter", f'<legacyDrawingHF {_NS} r:id="rId55"/>')

    return finished(d, change)


def charted() -> BlankForm:
    """A table object, a chart over the list, sparklines."""
    d = draw()
    last = TOP + sum(count for _, _, count in GROUPS)
    chart = BarChart()
    chart.add_data(Reference(d.sheet, min_col=6, min_row=TOP + 1, max_row=last))
    d.sheet.add_chart(chart, f"I{TOP + 2}")
    alone = BarChart()
    alone.add_data(Reference(d.sheet, min_col=6, min_row=TOP + 1, max_row=last))
    d.book.create_chartsheet("图表").add_chart(alone)
    d.sheet.add_table(Table(displayName="资金表", ref="K40:L43"))
    for number, head in enumerate(("甲", "乙")):
        d.sheet.cell(40, 11 + number, head)
    extension = (
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:colorSeries rgb="FF376092"/>'
        f"<x14:sparklines><x14:sparkline><xm:f>'{SHEET}'!F{TOP + 1}:F{last}</xm:f><xm:sqref>H{TOP + 2}</xm:sqref></x14:sparkline>"
        f"<x14:sparkline><xm:f>'{SHEET}'!E6:E7</xm:f><xm:sqref>H{last + 1}</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
        "</x14:sparklineGroups></ext></extLst>"
    )
    return finished(d, lambda parts: _behind(parts, "tableParts", extension))


def macros() -> BlankForm:
    """An xlsm: a project of macros, a check box linked to a cell below the list, code names."""
    d = draw()
    d.sheet.sheet_view.tabSelected = True
    below = TOP + 11
    control = (
        f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:x14="x" Requires="x14"><controls>'
        f'<control {_NS} shapeId="1025" r:id="rId91" name="复选框 1"><controlPr defaultSize="0"><anchor moveWithCells="1">'
        '<from xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff>'
        f'<xdr:row>{below}</xdr:row><xdr:rowOff>0</xdr:rowOff></from><to xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        f"<xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{below + 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control>"
        "</controls></mc:Choice></mc:AlternateContent>"
    )
    box = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:shape id="_x0000_s1025" type="#_x0000_t201" style="position:absolute"><x:ClientData ObjectType="Checkbox">'
        f"<x:Anchor>3, 0, {below}, 0, 4, 0, {below + 1}, 0</x:Anchor><x:FmlaLink>$D${below + 1}</x:FmlaLink></x:ClientData></v:shape></xml>"
    )

    def change(parts: dict[str, bytes]) -> None:
        _put(parts, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)
        _default(parts, "bin", "application/vnd.ms-office.vbaProject")
        _default(parts, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        _related(
            parts,
            "xl/workbook.xml",
            "rId90",
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
            "vbaProject.bin",
        )
        main = f"{_TYPE}.sheet.main+xml".encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        )
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            b"<workbookPr", b'<workbookPr codeName="ThisWorkbook"', 1
        )
        parts[MAIN] = parts[MAIN].replace(b"<sheetPr", b'<sheetPr codeName="Sheet1"', 1)
        _put(
            parts,
            "xl/ctrlProps/ctrlProp1.xml",
            f'<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" fmlaLink="$D${below + 1}" lockText="1"/>',
        )
        _typed(parts, "xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml")
        _related(parts, MAIN, "rId91", f"{_REL}/ctrlProp", "../ctrlProps/ctrlProp1.xml")
        _put(parts, "xl/drawings/vmlDrawing9.vml", box)
        _related(parts, MAIN, "rId92", f"{_REL}/vmlDrawing", "../drawings/vmlDrawing9.vml")
        _behind(parts, "pageMargins", f'<legacyDrawing {_NS} r:id="rId92"/>' + control)

    return finished(d, change, ending=".xlsm")


def annexed() -> BlankForm:
    """Custom properties, custom XML, titles of the sheets in the properties, an external workbook, a data connection."""
    d = draw()
    d.book.create_sheet("附表")["A1"] = f"='{SHEET}'!E5"
    d.sheet["I1"] = "=[1]上年!$B$2+1"

    def change(parts: dict[str, bytes]) -> None:
        custom = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0</vt:lpwstr></property></Properties>'
        )
        _put(parts, "docProps/custom.xml", custom)
        _typed(parts, "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
        rels = "_rels/.rels"
        line = (
            f'<Relationship Id="rId44" Type="{_REL}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
        )
        parts[rels] = parts[rels].replace(b"</Relationships>", line.encode())
        _put(parts, "customXml/item1.xml", '<编号 xmlns="urn:example:form">2020-7</编号>')
        _related(parts, "xl/workbook.xml", "rId45", f"{_REL}/customXml", "../customXml/item1.xml")
        _put(
            parts,
            "xl/externalLinks/externalLink1.xml",
            f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {_NS}><externalBook r:id="rId1"><sheetNames><sheetName val="上年"/></sheetNames></externalBook></externalLink>',
        )
        _typed(parts, "xl/externalLinks/externalLink1.xml", f"{_TYPE}.externalLink+xml")
        _related(
            parts,
            "xl/externalLinks/externalLink1.xml",
            "rId1",
            f"{_REL}/externalLinkPath",
            "上年.xlsx",
            ' TargetMode="External"',
        )
        _related(parts, "xl/workbook.xml", "rId46", f"{_REL}/externalLink", "externalLinks/externalLink1.xml")
        _behind(
            parts,
            "sheets",
            f'<externalReferences><externalReference {_NS} r:id="rId46"/></externalReferences>',
            "xl/workbook.xml",
        )
        _put(
            parts,
            "xl/connections.xml",
            '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" name="台账" type="5" refreshedVersion="6"><dbPr connection="" command=""/></connection></connections>',
        )
        _typed(parts, "xl/connections.xml", f"{_TYPE}.connections+xml")
        _related(parts, "xl/workbook.xml", "rId47", f"{_REL}/connections", "connections.xml")
        titles = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            '<Application>WPS 表格</Application><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>工作表</vt:lpstr></vt:variant>'
            '<vt:variant><vt:i4>2</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="2" baseType="lpstr">'
            f"<vt:lpstr>{SHEET}</vt:lpstr><vt:lpstr>附表</vt:lpstr></vt:vector></TitlesOfParts></Properties>"
        )
        _put(parts, "docProps/app.xml", titles)

    return finished(d, change)


def formulas() -> BlankForm:
    """Rich text, shared and array formulas, references of every kind over the rows that are put in, a formula in each row."""
    d = draw()
    sheet = d.sheet
    last = TOP + sum(count for _, _, count in GROUPS)
    sheet["A9"] = CellRichText("填报说明：", TextBlock(InlineFont(b=True, color="FF0000"), "金额"), "以万元为单位")
    _label(d, f"H{TOP}", "占比")
    for row in range(TOP + 1, last + 1):
        sheet.cell(row, 8, f"=F{row}/$E$5")
        _style(sheet.cell(row, 8), code="0.00%")
    table = d.tables[0]
    share = ColumnMark(7, 1, FieldDef("extra:占比", "占比"), computed=True)
    d.tables[0] = replace(table, columns=(*table.columns, share))
    checks = (
        f"=SUM($F${TOP + 1}:F{last})*2+F{TOP + 2}", ArrayFormula(f"C{last + 6}", f"=SUM(F{TOP + 1}:F{last}*2)"),
        f'=COUNTA(D{TOP + 1}:D{last})&"项"&IF(F{last + 1}>E5,"超","")',
    )  # fmt: skip
    for number, check in enumerate(checks, last + 5):
        sheet.cell(number, 1, f"校验{number - last - 4}")
        sheet.cell(number, 3, check)
    other = d.book.create_sheet("汇总")
    other["A1"] = f"='{SHEET}'!F{last + 1}"
    other["A2"] = f"=SUM('{SHEET}'!F{TOP + 1}:F{last})"
    d.book.defined_names["指标金额"] = DefinedName("指标金额", attr_text=f"'{SHEET}'!$F${TOP + 1}:$F${last}")

    def change(parts: dict[str, bytes]) -> None:
        text = parts[MAIN].decode()
        for row in range(TOP + 1, last + 1):
            whole = f"<f>F{row}/$E$5</f>"
            shared = (
                f'<f t="shared" ref="H{TOP + 1}:H{last}" si="0">F{row}/$E$5</f>'
                if row == TOP + 1
                else '<f t="shared" si="0"/>'
            )
            text = text.replace(whole, shared)
        parts[MAIN] = text.encode()

    return finished(d, change)


def dates_1904() -> BlankForm:
    """Days counted from 1904, a date with a format of its own."""
    d = draw()
    _label(d, "A9:B9", "下达日期")
    _value(d, "C9:D9", "issued_on", "date", code='yyyy"年"m"月"d"日"')

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
        _style(sheet.cell(top, col), bold=True)
        if text:
            sheet.cell(top, col, text)
    sheet.merge_cells(start_row=top, start_column=2, end_row=top, end_column=3)
    marks = []
    for number in (1, 2):
        for col in range(1, 6):
            _style(sheet.cell(top + number, col), open_=True, code='yyyy"年"m"月"' if col > 3 else "General")
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


BLANK_FORMS: Mapping[str, Callable[[], BlankForm]] = {
    made.__name__: cache(made)
    for made in (
        portrait, landscape, hidden_lists, coloured, protected, locked, shapes, notes, headed, charted, macros, annexed,
        formulas, dates_1904, made_by_wps, two_tables, not_merged,
    )
}  # fmt: skip
