"""Reads a form from TOML, strictly: whatever is not understood is an error that names file, key, cause and cure."""

import tomllib
from typing import Any, cast

from medaid_desktop.core.data_reader import DataReader
from medaid_desktop.core.field_types import FIELD_TYPES
from medaid_desktop.core.form_check import check_form
from medaid_desktop.core.forms import (
    CARRIES,
    BodySpec,
    CellSpec,
    FieldDef,
    Form,
    Layout,
    LineSection,
    ReviewStep,
    Section,
    TableDef,
    TableSection,
)
from medaid_desktop.core.sheet import A4_MM
from medaid_desktop.errors import UserError

ALIGNS = ("left", "center", "right")
VALIGNS = ("top", "middle", "bottom")
FONTS = ("song", "fangsong", "kai", "hei", "title")
DEFAULT_MARGINS = (18.0, 18.0, 18.0, 20.0)
LEAST_MM = {"title": 12.0, "line": 7.0, "row": 8.0, "review": 8.0}


def read_form(text: str, file: str) -> Form:
    """Parses the TOML text of a form; `file` names it in messages.

    Raises UserError for TOML that does not parse, unknown or missing keys, wrong types, names that refer to nothing,
    and layouts whose cells do not fill the grid.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("表种文件的格式有误", f"{file}：{error}", "请按 TOML 语法修改该处") from error
    form = _read(DataReader(data, file))
    check_form(form, file)
    return form


def _read(top: DataReader) -> Form:
    top.choice("schema", (1,))
    page = top.table("page", optional=True)
    layouts = [_variant(variant, page) for variant in top.tables("variant")]
    if not layouts:
        layouts = [_layout(top, "", "", [page] if page else [])]
    title = top.text("title")
    form = Form(
        id=top.text("id"),
        title=title,
        version=top.text("version"),
        fields=tuple(_field(item) for item in top.tables("field")),
        tables=tuple(_table(item) for item in top.tables("table")),
        layouts=tuple(layouts),
        reviews=tuple(_review(item) for item in top.tables("review")),
        title_field=top.text("title_field", "project_name"),
        purpose=top.text("purpose", ""),
        short=top.text("short", title),
    )
    top.finish()
    return form


def _field(item: DataReader) -> FieldDef:
    definition = FieldDef(
        id=item.text("id"),
        label=item.text("label"),
        type=item.choice("type", tuple(FIELD_TYPES), "text"),
        required=item.flag("required"),
        unit=item.text("unit", ""),
        options=item.texts("options"),
        multiple=item.flag("multiple"),
        group=item.flag("group"),
        on_paper=item.flag("on_paper", True),
        carry=cast(Any, item.choice("carry", CARRIES, "") or None),
    )
    if definition.type == "choice" and not definition.options:
        raise item.error("options", "选择字段没有选项", '请写出 options = ["…", "…"]')
    item.finish()
    return definition


def _table(item: DataReader) -> TableDef:
    table = TableDef(
        item.text("id"),
        item.text("label"),
        tuple(_field(column) for column in item.tables("column")),
        cast(Any, item.choice("carry", ("keep", "clear"), "keep")),
    )
    if not table.columns:
        raise item.error("column", "表格没有列", "请至少写一个 [[table.column]]")
    item.finish()
    return table


def _review(item: DataReader) -> ReviewStep:
    step = ReviewStep(
        id=item.text("id"),
        title=item.text("title"),
        seal=item.flag("seal", True),
        lines=item.texts("lines") or ReviewStep("", "").lines,
    )
    item.finish()
    return step


def _variant(item: DataReader, shared: DataReader | None) -> Layout:
    own = item.table("page", optional=True)
    layout = _layout(item, item.text("id"), item.text("title"), [page for page in (own, shared) if page])
    item.finish()
    return layout


def _layout(item: DataReader, name: str, title: str, pages: list[DataReader]) -> Layout:
    """A layout out of its sections and its page settings, its own before those the form shares."""
    if not pages:
        raise item.error("page", "没有写页面", "请写出 [page] columns_mm = [毫米, …]")
    page = _Page(pages)
    layout = Layout(
        id=name,
        title=title,
        landscape=page.landscape,
        margins_mm=page.margins,
        columns_mm=page.columns,
        sections=tuple(_section(section, len(page.columns)) for section in item.tables("section")),
        font=page.font,
        size_pt=page.size_pt,
    )
    width = A4_MM[1 if layout.landscape else 0] - layout.margins_mm[0] - layout.margins_mm[2]
    if sum(layout.columns_mm) > width + 0.05:
        what = f"列宽合计 {sum(layout.columns_mm):g} 毫米，超出可印宽度 {width:g} 毫米"
        raise pages[0].error("columns_mm", what, "请缩小列宽或页边距")
    return layout


class _Page:
    """Page settings of a layout: its own, else the form's, else the program's."""

    def __init__(self, readers: list[DataReader]) -> None:
        columns = next((found for reader in readers if (found := reader.numbers("columns_mm"))), ())
        if not columns:
            raise readers[0].error("columns_mm", "没有写列宽", "请写出 columns_mm = [毫米, …]")
        if min(columns) <= 0:
            raise readers[0].error("columns_mm", "列宽应大于 0", "请写每一列的毫米数")
        self.columns = columns
        margins = next((found for reader in readers if (found := reader.numbers("margins_mm"))), DEFAULT_MARGINS)
        if len(margins) != 4:
            raise readers[0].error("margins_mm", "页边距应为四个数", "请写成 [左, 上, 右, 下]，单位毫米")
        self.margins = margins
        self.landscape = any(reader.flag("landscape") for reader in readers)
        self.font: Any = next((f for r in readers if (f := r.choice("font", FONTS, ""))), "song")
        self.size_pt = next((s for r in readers if (s := r.number("size_pt", 0.0))), 10.5)
        for reader in readers:
            reader.finish()


def _section(item: DataReader, columns: int) -> Section:
    kind: Any = item.choice("kind", ("title", "line", "row", "review", "table"))
    section = _table_section(item, columns) if kind == "table" else _line_section(item, kind)
    item.finish()
    return section


def _line_section(item: DataReader, kind: Any) -> LineSection:
    return LineSection(
        kind=kind,
        cells=tuple(_cell(cell) for cell in item.tables("cells")),
        least_mm=item.number("least_mm", LEAST_MM[kind]),
        ruled=item.flag("ruled", kind in ("row", "review")),
    )


def _table_section(item: DataReader, columns: int) -> TableSection:
    side = item.table("side", optional=True)
    section = TableSection(
        table=item.text("table"),
        body=tuple(_body(column) for column in item.tables("body")),
        side=_cell(side) if side else None,
        head=tuple(tuple(_cell(cell) for cell in row) for row in item.rows_of_tables("head")),
        skeleton=tuple(item.text_tables("skeleton")),
        strong=item.texts_by_key("strong"),
        least_rows=int(item.number("least_rows", 0)),
        row_mm=item.number("row_mm", 7.5),
        head_mm=item.number("head_mm", 8.0),
    )
    used = sum(body.cols for body in section.body) + (section.side.cols if section.side else 0)
    if used != columns:
        raise item.error("body", f"表格占 {used} 格，版面有 {columns} 格", "请调整 cols，使两者相等")
    if not all(section.skeleton):
        raise item.error("skeleton", "有一行是空的", "请写出该行的列，或删去该行")
    return section


def _body(item: DataReader) -> BodySpec:
    body = BodySpec(
        column=item.text("column", ""),
        serial=item.flag("serial"),
        cols=int(item.number("cols", 1)),
        join=item.text("join", ""),
        split=cast(Any, item.choice("split", ("row", "table"), "row")),
        merge=cast(Any, item.choice("merge", ("", "group", "with-next", "same"), "")),
        display=cast(Any, item.choice("display", ("", "hierarchy", "words"), "")),
        align=_align(item),
    )
    if bool(body.column) == body.serial:
        raise item.error("column", "应写 column 或 serial 之一", '请写 column = "列"，或 serial = true')
    if body.cols < 1:
        raise item.error("cols", "cols 应为正整数", "请改为 1 或更大")
    item.finish()
    return body


def _cell(item: DataReader) -> CellSpec:
    spec = CellSpec(
        text=item.text("text", ""),
        field=item.text("field", ""),
        review=item.text("review", ""),
        column=item.text("column", ""),
        prefix=item.text("prefix", ""),
        suffix=item.text("suffix", ""),
        blank=item.text("blank", ""),
        cols=int(item.number("cols", 1)),
        rows=int(item.number("rows", 1)),
        align=_align(item),
        valign=cast(Any, item.choice("valign", VALIGNS, "middle")),
        font=cast(Any, item.choice("font", FONTS, "") or None),
        size_pt=item.number("size_pt", 0.0) or None,
        bold=item.flag("bold"),
    )
    if spec.cols < 1 or spec.rows < 1:
        raise item.error("cols", "cols、rows 应为正整数", "请改为 1 或更大")
    item.finish()
    return spec


def _align(item: DataReader) -> Any:
    return item.choice("align", ALIGNS, "") or None
