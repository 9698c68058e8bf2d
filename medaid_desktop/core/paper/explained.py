"""Explanations on paper: where a form has a place for them, they stand in it as long as nothing else is written there.

They are no content: what is printed is a copy of the filing, and its digest stays that of the content.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing, cell_path, parse_path
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.indicators import plain

LABELS = ("出错说明", "审核说明", "审核情况说明", "错误说明", "校验说明")
"""Labels by which forms of other programs have such a place; a form may say of any field that it is one."""


class Explained(NamedTuple):
    """An explanation: the path and the place, in words, of what it explains, and its text."""

    path: str
    place: str
    text: str


def has_place(form: Form) -> bool:
    """Whether a form has a place where explanations are printed."""
    return bool(_fields(form) or any(_columns(table) for table in form.tables))


def with_explanations(form: Form, filing: Filing, explained: Sequence[Explained]) -> Filing:
    """What is to be printed: explanations in the column for them of the row they are about, else in the field for them,
    each after its place. The filing itself where none has a place."""
    printed, rest = filing.copy(), list(explained)
    for table in form.tables:
        for column in _columns(table)[:1]:
            rest = _in_rows(printed, table, column, rest)
    field = next((one for one in _fields(form) if not filing.values.get(one.id)), None)
    if field and rest:
        printed.set(f"values.{field.id}", "\n".join(f"{one.place}：{one.text}" for one in rest))
    return filing if (printed.values, printed.tables) == (filing.values, filing.tables) else printed


def is_shown_of(form: Form, filing: Filing, shown: Filing) -> bool:
    """Whether what is to be printed is the filing, but for texts in blank places for explanations."""
    plain_copy = shown.copy()
    for field in _fields(form):
        if not filing.values.get(field.id):
            plain_copy.set(f"values.{field.id}", "")
    for table in form.tables:
        before, after = filing.rows(table.id), shown.rows(table.id)
        for column in _columns(table)[:1]:
            for row in range(min(len(before), len(after))):
                if not before[row].get(column.id):
                    plain_copy.set(cell_path(table.id, row, column.id), "")
    return digest(plain_copy) == digest(filing)


def _in_rows(printed: Filing, table: TableDef, column: FieldDef, explained: Iterable[Explained]) -> list[Explained]:
    """Puts explanations into the blank cells of their rows; returns those for which there is none."""
    texts: dict[int, list[str]] = {}
    rest: list[Explained] = []
    for one in explained:
        place = parse_path(one.path)
        rows = printed.rows(table.id)
        if place.table == table.id and place.row < len(rows) and not rows[place.row].get(column.id):
            texts.setdefault(place.row, []).append(one.text)
        else:
            rest.append(one)
    for row, said in texts.items():
        printed.set(cell_path(table.id, row, column.id), "；".join(dict.fromkeys(said)))
    return rest


def _fields(form: Form) -> list[FieldDef]:
    return [one for one in form.fields if _is_place(one)]


def _columns(table: TableDef) -> list[FieldDef]:
    return [one for one in table.columns if _is_place(one)]


def _is_place(definition: FieldDef) -> bool:
    return definition.shows == "explanations" or plain(definition.label) in LABELS
