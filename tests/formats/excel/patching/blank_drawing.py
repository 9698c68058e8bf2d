"""A blank form of an upper level drawn cell by cell, with its map and the form made of it."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Protection, Side

from medaid_desktop.core.forms import FieldDef, Form, ReviewStep, Start, TableDef
from medaid_desktop.core.layout import BodySpec, Layout, TableSection
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


def styled(cell, bold=False, open_=False, code="General", wrap=True, horizontal="center", size=11):
    thin = Side(style="thin")
    cell.font = Font(name="宋体", size=size, bold=bold)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap)
    cell.border = Border(thin, thin, thin, thin)
    cell.number_format = code
    if open_:
        cell.protection = Protection(locked=False)


def put_value(d: Drawing, ref: str, name: str, kind: str = "text", code="General", **more) -> None:
    area = d.sheet[ref]
    cells = [cell for row in area for cell in row] if isinstance(area, tuple) else [area]
    for cell in cells:
        styled(cell, open_=True, code=code, horizontal="left")
    if len(cells) > 1:
        d.sheet.merge_cells(ref)
    first = cells[0]
    rows, cols = cells[-1].row - first.row + 1, cells[-1].column - first.column + 1
    d.fields.append(marked(first.row - 1, first.column - 1, rows, cols, name, kind, **more))


def marked(row, col, rows, cols, name, kind="text", prefix="", blank="", suffix="", computed=False, **definition):
    return FieldMark(
        Spot(row, col, rows, cols), FieldDef(name, name, type=kind, **definition), prefix, blank, suffix, computed
    )


def put_label(d: Drawing, ref: str, text: str) -> None:
    area = d.sheet[ref]
    cells = [cell for row in area for cell in row] if isinstance(area, tuple) else [area]
    for cell in cells:
        styled(cell)
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
    d.fields.append(marked(1, 0, 1, 7, YEAR, prefix="（", blank="    ", suffix="年度）"))
    sheet["A3"] = "填报单位：XX医疗保障局"
    d.fields.append(marked(2, 0, 1, 1, REGION, prefix="填报单位：", blank="XX", suffix="医疗保障局"))
    sheet["F3"] = "填报日期：　年　月　日"
    d.fields.append(marked(2, 5, 1, 1, "filled_on", "date", prefix="填报日期：", blank="　年　月　日"))
    put_label(d, "A4:B4", "项目名称")
    put_value(d, "C4:D4", "project_name")
    put_label(d, "E4", "项目类别")
    put_value(d, "F4:G4", "project_category", "choice", blank="□新建 □续建", options=("新建", "续建"))
    sheet["F4"] = "□新建 □续建"
    put_label(d, "A5:B7", "资金情况\n（万元）")
    for row, (label, name) in enumerate(
        (("年度金额", "funding_total"), ("中央资金", "funding_central"), ("地方资金", "funding_local")), 5
    ):
        put_label(d, f"C{row}:D{row}", label)
        put_value(d, f"E{row}:G{row}", name, "amount", code="0.00", computed=row == 5)
    sheet["E5"] = "=SUM(E6:G7)"
    put_label(d, "A8:B8", "总体目标")
    put_value(d, "C8:G8", "annual_goal", "long-text")
    for row in range(4, 9):
        sheet.row_dimensions[row].height = 21
    _table(d, groups, given or {}, merged)
    return d


def _table(d: Drawing, groups, given, merged) -> None:
    sheet = d.sheet
    for col, text in enumerate(_HEAD, 2):
        styled(sheet.cell(TOP, col), bold=True)
        sheet.cell(TOP, col, text)
    row, marks = TOP + 1, []
    starts: dict[tuple[int, str], int] = {}
    for level1, level2, count in groups:
        for number in range(count):
            sheet.row_dimensions[row].height = 20
            for col in range(1, 8):
                styled(sheet.cell(row, col), open_=col > 3, code="0.00" if col == 6 else "General")
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
        styled(sheet.cell(row, col), bold=True, code="0.00" if col == 6 else "General")
    sheet.cell(row, 2, "合计")
    sheet.cell(row, 6, f"=SUM(F{TOP + 1}:F{row - 1})")
    marks.append(RowMark(row - 1, "total", {"level1": "合计"}))
    styled(sheet.cell(TOP, 1))
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
    put_label(d, f"A{row + 1}:C{row + 1}", "财政部门审核意见")
    for col in range(4, 8):
        styled(sheet.cell(row + 1, col))
    sheet.merge_cells(start_row=row + 1, start_column=4, end_row=row + 1, end_column=7)
    sheet.cell(row + 1, 4, "（签章）")
    d.reviews.append(ReviewMark(Spot(row, 3, 1, 4), ReviewStep("finance", "财政部门"), "（签章）"))
    sheet.row_dimensions[row + 1].height = 60
    sheet.cell(row + 2, 1, "填报人：")
    d.fields.append(marked(row + 1, 0, 1, 1, "filler", prefix="填报人："))


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
