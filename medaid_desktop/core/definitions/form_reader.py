"""Reads a form from TOML, strictly: whatever is not understood is an error that names file, key, cause and cure.

Forms made of templates are the same data as JSON. What the keys mean stands with the classes of core.forms.
"""

import json
import tomllib
from collections.abc import Mapping
from typing import Any, cast

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.definitions.field_reader import read_field, read_step
from medaid_desktop.core.definitions.form_check import check_form
from medaid_desktop.core.definitions.section_reader import FONTS, read_section
from medaid_desktop.core.forms import CheckSpec, FieldDef, Form, FormulaSpec, Start, TableDef
from medaid_desktop.core.layout import Layout
from medaid_desktop.core.sheet import A4_MM
from medaid_desktop.errors import UserError

_SEVERITIES = ("error", "warning", "hint")
DEFAULT_MARGINS = (18.0, 18.0, 18.0, 20.0)


def read_form(text: str, file: str) -> Form:
    """Parses the TOML text of a form; `file` names it in messages.

    Raises UserError for TOML that does not parse, unknown or missing keys, wrong types, names that refer to nothing,
    and layouts whose cells do not fill the grid.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("表种文件的格式有误", f"{file}：{error}", "请按 TOML 语法修改该处") from error
    return _checked(data, file)


def read_form_json(text: str, file: str) -> Form:
    """Parses a form written as JSON, in the shape of the TOML files and as strictly; `file` names it in messages.

    Raises UserError like `read_form`.
    """
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError("表种定义的格式有误", f"{file}：{error}", "请重新导入模板") from error
    if not isinstance(data, dict):
        raise UserError("表种定义的格式有误", file, "请重新导入模板")
    return _checked(cast("dict[str, object]", data), file)


def _checked(data: Mapping[str, object], file: str) -> Form:
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
        reviews=tuple(read_step(item) for item in top.tables("review")),
        title_field=top.text("title_field", "project_name"),
        purpose=top.text("purpose", ""),
        short=top.text("short", title),
        base=top.text("base", ""),
        start=_start(top.table("start", optional=True)),
        checks=_checks(top.table("checks", optional=True)),
    )
    top.finish()
    return form


def _start(item: DataReader | None) -> Start:
    """The texts of a new filing: `values` by field, `tables` by table the rows."""
    if item is None:
        return Start()
    values, tables = item.table("values", optional=True), item.table("tables", optional=True)
    item.finish()
    return Start(
        {name: values.text(name) for name in values.names()} if values else {},
        {name: tuple(tables.text_tables(name)) for name in tables.names()} if tables else {},
    )


def _checks(item: DataReader | None) -> CheckSpec:
    """What the form says of its checks; rules are named by their ids, their numbers by `rule.number`."""
    if item is None:
        return CheckSpec()
    severities = item.table("severity", optional=True)
    settings = item.table("settings", optional=True)
    spec = CheckSpec(
        off=item.texts("off"),
        severities={name: cast(Any, severities.choice(name, _SEVERITIES)) for name in severities.names()}
        if severities
        else {},
        settings={name: settings.number(name, 0.0) for name in settings.names()} if settings else {},
        formulas=tuple(_formula(one) for one in item.tables("formula")),
    )
    item.finish()
    return spec


def _formula(item: DataReader) -> FormulaSpec:
    spec = FormulaSpec(item.text("text"), item.text("table", ""), item.text("message", ""))
    item.finish()
    return spec


def _field(item: DataReader) -> FieldDef:
    definition = read_field(item)
    if definition.type == "choice" and not definition.options:
        raise item.error("options", "选择字段没有选项", '请写出 options = ["…", "…"]')
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
        sections=tuple(read_section(section) for section in item.tables("section")),
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
