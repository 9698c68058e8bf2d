"""Whether a sheet waits to be filled in, or only shows what others have filled in or what there is to choose from."""

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, TableMark, TemplateMap

_LEAST_OPEN = 0.12
_LEAST_LIST = 3
_FOURTH = "level4"
"""The fourth level of an indicator, which most leave blank."""


def waits(found: TemplateMap) -> bool:
    """Whether enough of a form's places are open: a table that the upper level has filled in is none to fill, nor is a list of words."""
    marks = [mark for mark in found.fields if mark.definition.id not in (YEAR, REGION) and not mark.computed]
    still = sum(is_prompt(mark.blank) for mark in marks)
    if not still and len(found.tables) == 1 and _is_list(found.tables[0]):
        return False
    given = len(marks) - still
    for table in found.tables:
        more, there = _places(table)
        still, given = still + more, given + there
    return still > 0 and still >= _LEAST_OPEN * (still + given)


def _places(table: TableMark) -> tuple[int, int]:
    """How many cells of a table wait, and how many have a text; what rows are called does not count."""
    columns = [
        column
        for column in table.columns
        if not column.serial
        and not column.computed
        and not column.definition.group
        and not column.part
        and not is_remark(column.definition)
        and column.definition.id != _FOURTH
    ]
    rows = [row for row in table.rows if row.kind == "row"]
    given = sum(not is_prompt(row.given.get(column.definition.id, "")) for row in rows for column in columns)
    return len(rows) * len(columns) - given, given


def is_remark(definition: FieldDef) -> bool:
    """Whether a column is for remarks, which are left blank as often as not."""
    return definition.id == "note" or definition.label in ("备注", "说明", "备注说明")


def _is_list(table: TableMark) -> bool:
    """Whether a table is a list of words by column, as dictionaries are: each column filled from its top, to another depth."""
    names = [column.definition.id for column in table.columns if not column.serial]
    depths: list[int] = []
    for name in names:
        filled = [not is_prompt(row.given.get(name, "")) for row in table.rows]
        depth = sum(filled)
        if not all(filled[:depth]):
            return False
        depths.append(depth)
    return (
        len(table.rows) >= _LEAST_LIST
        and max(depths, default=0) == len(table.rows)
        and len(set(depths)) > 1
        and min(depths) > 0
    )
