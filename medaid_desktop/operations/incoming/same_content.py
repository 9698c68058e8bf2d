"""Whether what a file says is what a filing holds already, however the document shows it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM, Form
from medaid_desktop.core.texts.dates import parse_date
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.template_shelf import template_of

Row = Mapping[str, str]

_NO_FIGURES = frozenset(("code", "phone", "period"))
_BEGINS_WITH_NOUGHT = re.compile(r"\s*[0０][0-9０-９]")


@dataclass(frozen=True, slots=True)
class Computed:
    """What the document of a form works out by formulas: fields, and columns by table."""

    fields: frozenset[str] = frozenset()
    columns: Mapping[str, frozenset[str]] | None = None

    def of(self, table: str) -> frozenset[str]:
        """The columns of a table that are computed in all rows."""
        return (self.columns or {}).get(table, frozenset())


NOTHING_COMPUTED = Computed()


def computed_of(desk: Desk, filing: Filing) -> Computed:
    """What the document works out that a filing's form was made of; nothing for built-in forms."""
    if not filing.form.startswith(CUSTOM):
        return NOTHING_COMPUTED
    try:
        found = template_of(desk, filing.form, filing.form_version)
    except UserError:  # damaged: who opens the form is told
        found = None
    if found is None:
        return NOTHING_COMPUTED
    fields = frozenset(mark.definition.id for mark in found[1].fields if mark.computed)
    columns = {
        table.id: frozenset(column.definition.id for column in table.columns if column.computed)
        - {name for row in table.rows for name in row.typed}
        for table in found[1].tables
    }
    return Computed(fields, columns)


def is_same_content(form: Form, computed: Computed, read: Filing, there: Filing) -> bool:
    """Whether what was read says no more and no less than the filing that is there.

    Figures are compared by their value (1021.45 and 1,021.45), dates by their day (2024-01-10 and 2024年1月10日), and what the
    document works out itself counts only where the filing that is there holds it. Rows that hold nothing else are none.
    """
    if read.values == there.values and read.tables == there.tables:
        return True
    if not _is_same_row(form, "", computed.fields, read.values, there.values):
        return False
    for table in {*read.tables, *there.tables}:
        own = computed.of(table)
        rows = _rows_of(read, table, own)
        others = _rows_of(there, table, own)
        if len(rows) != len(others):
            return False
        if not all(_is_same_row(form, table, own, row, other) for row, other in zip(rows, others, strict=True)):
            return False
    return True


def _rows_of(filing: Filing, table: str, computed: frozenset[str]) -> Sequence[Row]:
    rows = filing.tables.get(table, ())
    return [row for row in rows if any(text for name, text in row.items() if name not in computed)]


def _is_same_row(form: Form, table: str, computed: frozenset[str], row: Row, other: Row) -> bool:
    for name in {*row, *other}:
        text, there = row.get(name, ""), other.get(name, "")
        if text != there and (there or name not in computed) and not _is_same_value(form, table, name, text, there):
            return False
    return True


def _is_same_value(form: Form, table: str, name: str, text: str, other: str) -> bool:
    kind = form.definition(table, name).type
    if kind == "date":
        day = parse_date(text)
        return day is not None and day == parse_date(other)
    if kind in _NO_FIGURES:
        return False
    if _BEGINS_WITH_NOUGHT.match(text) or _BEGINS_WITH_NOUGHT.match(other):  # a number by its digits: 007
        return False
    value = value_of(text)
    return value is not None and value == value_of(other)
