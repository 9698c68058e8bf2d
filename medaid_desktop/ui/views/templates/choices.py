"""What a cell or column of a blank form may be said to be: the fields that the program knows, or one of the form's own."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.forms import Form
from medaid_desktop.core.templates.template_map import REGION, YEAR, TableMark
from medaid_desktop.ui.views.incoming.naming import Meaning

OWN = "="
"""Before a name that the clerk has typed: a field of the form's own, called so."""
SERIAL = "serial"
_NEAR = 1
"""Rows so close to those of a table belong to it."""


def own_choice(name: str) -> Meaning:
    """A field of the form's own with a name that was typed."""
    return Meaning(OWN + name, _tr("自定义：%1").replace("%1", name), _tr("这张表自己的字段"))


def field_choices(forms: Iterable[Form]) -> list[Meaning]:
    """The fields of forms, each once, those of the first form first; before all what needs no more than a click."""
    found = {
        "": Meaning("", _tr("照旁边的名称填"), _tr("字段名取左边或上边的字")),
        YEAR: Meaning(YEAR, _tr("年度"), _tr("自动填入填报件的年度")),
        REGION: Meaning(REGION, _tr("区划名称"), _tr("自动填入填报件的区划")),
    }
    for form in forms:
        for field in form.fields:
            found.setdefault(field.id, Meaning(field.id, field.label, form.short or form.title))
    return list(found.values())


def column_choices(base: Form | None, table: TableMark) -> list[Meaning]:
    """The columns of the table that this one is like; a column that counts, and one called as its head is."""
    found = {
        "": Meaning("", _tr("照表头的名称"), _tr("这张表自己的列")),
        SERIAL: Meaning(SERIAL, _tr("序号"), _tr("自动编号，不用填")),
    }
    if any(column.definition.type == "target" for column in table.columns):
        for part, words in PARTS:
            found[part] = Meaning(part, words, _tr("自动从指标值分出，不另填"))
    known = (base.tables_by_id.get(table.id) or next(iter(base.tables), None)) if base else None
    for shared in (column.definition for column in table.columns if column.join):
        found[shared.id] = Meaning(shared.id, shared.label, _tr("用到时才分开，不用另设"))
    for column in known.columns if known else ():
        if column.on_paper:
            found.setdefault(column.id, Meaning(column.id, column.label, known.label if known else ""))
    for name, words in INDICATORS:
        found.setdefault(name, Meaning(name, words, _tr("绩效指标")))
    return list(found.values())


PARTS = (("operator", "指标值的符号"), ("measure", "指标值的计量单位"))
"""What a column of a table of indicators may show of the target beside it."""
INDICATORS = (
    ("level1", "一级指标"), ("level2", "二级指标"), ("level3", "三级指标"), ("level4", "四级指标"), ("target", "指标值"), ("note", "备注"),
    ("operator", "指标值的符号"), ("measure", "指标值的计量单位"),
)  # fmt: skip
"""Columns that every table of indicators has (contract, section 3)."""


def table_of_rows(tables: Sequence[TableMark], first: int, last: int) -> TableMark | None:
    """The table that rows belong to, or that ends right above or begins right below them; None for rows of their own."""
    for table in tables:
        if table.rows and table.rows[0].row - _NEAR <= last and first <= table.rows[-1].row + _NEAR:
            return table
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Templates", text)
