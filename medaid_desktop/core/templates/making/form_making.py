"""A form out of a map: the same data as the built-in forms' files, with a paper that looks like the blank form.

`form_data` never fails for a map of a readable document: what the layout language cannot say is printed more plainly, and
no field is left without a place.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from medaid_desktop.core.definitions.form_check import carry_fits
from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.forms import FieldDef, Form, ReviewStep
from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.making.form_making_base import beside, without_place
from medaid_desktop.core.templates.making.form_making_cells import review_lines
from medaid_desktop.core.templates.making.form_making_checks import own_checks
from medaid_desktop.core.templates.making.form_making_paper import PaperMaker
from medaid_desktop.core.templates.making.form_making_plain import plain_paper
from medaid_desktop.core.templates.making.form_making_start import (
    column_definitions,
    field_definitions,
    given_rows,
    given_text,
    own_reviews,
    own_tables,
)
from medaid_desktop.core.templates.template_map import ReviewMark, TableMark, TemplateMap
from medaid_desktop.core.texts.field_types import FIELD_TYPES
from medaid_desktop.errors import UserError

Data = dict[str, object]

_NAMING = ("project_name", "title")
_NAME_LABEL = re.compile(r"(?:项目|专项|资金|任务|方案|活动)名称$|名称$|^项目$")
_NO_NAME = re.compile(r"^unit\b|编号|编码|代码|电话|日期|年度|联系|审核|复核|负责|填表|制表|填报人|经办")
"""Fields by which no filing is known; by 填报单位 it is, where there is nothing better."""

_PURPOSE = "按导入的表样填报，可写回原文件"
_UNTITLED = "导入的表"
_SHORT = 12
"""Characters of a title that narrow lists show."""


def form_data(
    map: TemplateMap, grid: Grid, looks: SheetLooks, form_id: str, version: str, base: Form | None = None
) -> Data:
    """The definition of the form that a blank form's map describes, in the shape of the TOML forms.

    `grid` and `looks` are those of the map's sheet; `base` is the built-in form it resembles, whose rules for another year
    and whose columns that are not printed it takes over. `read_form_json(form_json(...))` accepts the outcome.
    """
    maker = _FormMaker(map, form_id, version, base)
    data = maker.identity()
    page, sections = PaperMaker(map, grid, looks, base).paper()
    whole = data | {"page": page, "section": sections}
    if _is_sound(whole):
        return whole
    page, sections = plain_paper(map, looks)
    return data | {"page": page, "section": sections}


def form_json(data: Mapping[str, object]) -> str:
    """A definition as the text that is stored; the same for the same definition."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _is_sound(data: Data) -> bool:
    try:
        read_form_json(form_json(data), "")
    except UserError:
        return False
    return True


class _FormMaker:
    """What a form is but for its paper: fields, tables, reviews, what a new filing begins with."""

    def __init__(self, map: TemplateMap, form_id: str, version: str, base: Form | None) -> None:
        self._map = map
        self._id = form_id
        self._version = version
        self._base = base

    def identity(self) -> Data:
        title = "".join(self._map.title.split()) or self._map.sheet.strip() or _UNTITLED
        fields = [_with_base(definition, self._base, "") for definition in field_definitions(self._map)]
        tables = [self._table(table) for table in own_tables(self._map)]
        unplaced, more = beside(self._base, fields, {str(table["id"]) for table in tables})
        more_data = [_table_data(table.id, table.label, table.columns, table.carry) for table in more]
        data: Data = {
            "schema": 1, "id": self._id, "title": title, "version": self._version,
            "field": [_field(definition) for definition in (*fields, *unplaced)],
            "table": [*tables, *more_data],
            "review": [_review(mark) for mark in own_reviews(self._map)],
            "title_field": self._title_field(fields),
        }  # fmt: skip
        if len(title) > _SHORT:
            data["short"] = f"{title[: _SHORT - 1]}…"
        data["purpose"] = self._base.purpose if self._base else _PURPOSE
        if self._base is not None:
            data["base"] = self._base.id
        if checks := own_checks(self._base, fields, [str(table["id"]) for table in (*tables, *more_data)]):
            data["checks"] = checks
        start = self._start()
        return data | ({"start": start} if start else {})

    def _table(self, table: TableMark) -> Data:
        columns = [_with_base(definition, self._base, table.id) for definition in column_definitions(table)]
        base = self._base.tables_by_id.get(table.id) if self._base else None
        if base is not None:
            columns += without_place(base.columns, columns)
        return _table_data(table.id, table.label or "表格", columns, base.carry if base is not None else "keep")

    def _title_field(self, fields: Sequence[FieldDef]) -> str:
        ids = [definition.id for definition in fields]
        wanted = [*([self._base.title_field] if self._base else []), *_NAMING]
        named = [definition.id for definition in fields if _NAME_LABEL.search(definition.label)]
        texts = [
            one.id for one in fields if one.type in ("text", "unit") and not _NO_NAME.search(f"{one.id} {one.label}")
        ]
        return next((name for name in (*wanted, *named, *texts) if name in ids), _NAMING[0])

    def _start(self) -> Data:
        values: dict[str, str] = {}
        for mark in self._map.fields:
            if text := given_text(mark):
                values.setdefault(mark.definition.id, text)
        tables = {table.id: rows for table in own_tables(self._map) if (rows := list(given_rows(table)))}
        return {name: part for name, part in (("values", values), ("tables", tables)) if part}


def _with_base(definition: FieldDef, base: Form | None, table: str) -> FieldDef:
    """A definition that the strict reader takes, with the base form's rule for another year where it has none."""
    known = _known(base, table, definition.id)
    if definition.carry is None and known is not None and known.type == definition.type:
        definition = replace(definition, carry=known.carry)
    if definition.type not in FIELD_TYPES or (definition.type == "choice" and not definition.options):
        definition = replace(definition, type="text")
    if not carry_fits(definition):
        definition = replace(definition, carry=None)
    return definition


def _known(base: Form | None, table: str, name: str) -> FieldDef | None:
    if base is None:
        return None
    if not table:
        return base.fields_by_id.get(name)
    return base.tables_by_id[table].column(name) if table in base.tables_by_id else None


def _table_data(name: str, label: str, columns: Sequence[FieldDef], carry: str) -> Data:
    data: Data = {"id": name, "label": label, "column": [_field(column) for column in columns]}
    return data | ({"carry": carry} if carry != "keep" else {})


def _field(definition: FieldDef) -> Data:
    """A definition without what need not be said."""
    said: Data = {
        "type": definition.type, "required": definition.required, "unit": definition.unit,
        "options": list(definition.options), "multiple": definition.multiple, "group": definition.group,
        "carry": definition.carry,
    }  # fmt: skip
    data: Data = {"id": definition.id, "label": definition.label or definition.id}
    data |= {name: value for name, value in said.items() if value and value != "text"}
    return data if definition.on_paper else data | {"on_paper": False}


def _review(mark: ReviewMark) -> Data:
    step = mark.step
    data: Data = {"id": step.id, "title": step.title or step.id}
    if not step.seal:
        data["seal"] = False
    lines = review_lines(mark)[1]
    if not step.seal and tuple(lines) == ReviewStep("", "").lines:
        lines = ["（签字）", *lines[1:]]
    return data | {"lines": lines}
