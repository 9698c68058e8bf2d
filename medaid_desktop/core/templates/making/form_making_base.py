"""What a form keeps of the built-in form it resembles although its own paper has no place for it.

Content of another form of that kind then comes in whole (JSON, moving over, another layout); it prints below the form, and is
named where it cannot be written back.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from medaid_desktop.core.forms import FieldDef, Form, TableDef


def without_place(base: Sequence[FieldDef], placed: Sequence[FieldDef]) -> list[FieldDef]:
    """The definitions of the base form that the paper has no place for; nothing is asked for where none can be given."""
    known = {definition.id for definition in placed}
    return [replace(definition, required=False) for definition in base if definition.id not in known]


def beside(
    base: Form | None, fields: Sequence[FieldDef], tables: Collection[str]
) -> tuple[list[FieldDef], list[TableDef]]:
    """The fields and tables of the base form that the paper has no place for; none where it resembles none."""
    if base is None:
        return [], []
    more = [table for table in base.tables if table.id not in tables]
    return without_place(base.fields, fields), [
        replace(table, columns=tuple(without_place(table.columns, ()))) for table in more
    ]
