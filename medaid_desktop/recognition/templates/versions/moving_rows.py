"""The rows of a table when the blank form prints other ones: merged by their names, nothing of the clerk's lost."""

from collections.abc import Mapping, Sequence

from medaid_desktop.core.filing import Row
from medaid_desktop.core.forms import TableDef
from medaid_desktop.core.indicators import class_key, plain

Given = Mapping[str, str]


def with_given_rows(table: TableDef, rows: Sequence[Row], old: Sequence[Given], new: Sequence[Given]) -> list[Row]:
    """The rows of content with those that a new version prints, in its order; `old` are those that the version before printed.

    A row of the same name takes over what the new version says of it wherever the clerk has written nothing else. A printed
    row that the clerk had deleted does not come back; one that stands just as it was printed goes if it is printed no more.
    """
    if not new:
        return [dict(row) for row in rows]
    names = _naming(table)
    printed_before = {_name(row, names): row for row in old}
    printed_now = {_name(row, names): row for row in new}
    present = {_name(row, names) for row in rows}
    leading: list[Row] = []
    behind: dict[str, list[Row]] = {}
    follows = leading
    for row in rows:
        name = _name(row, names)
        before = printed_before.get(name, {})
        if name in printed_now and name not in behind:
            behind[name] = follows = [_updated(table, row, before, printed_now[name])]
        elif name in printed_now or name not in printed_before or _differs(row, before):
            follows.append(dict(row))
    found = leading
    for name, row in printed_now.items():
        if name in behind:
            found += behind[name]
        elif name not in printed_before or name in present:
            found.append(dict(row))
    return found


def _naming(table: TableDef) -> list[str]:
    """The columns that say what a row is about: the first that is no group's, else all."""
    return [column.id for column in table.columns if not column.group and column.on_paper][:1]


def _name(row: Given, names: Sequence[str]) -> str:
    return "|".join(plain(row.get(name, "")) for name in names)


def _updated(table: TableDef, row: Row, before: Given, now: Given) -> Row:
    """A row with what the new version says of it: in blank cells, and where the old version's words stand untouched."""
    found = dict(row)
    for name, text in now.items():
        column = table.column(name)
        own = row.get(name, "")
        same_group = column is not None and column.group and class_key(own) == class_key(text)
        if not own or own == before.get(name, "") or same_group:
            found[name] = text
    return found


def _differs(row: Row, before: Given) -> bool:
    """Whether a row says more than the form printed."""
    return any(text and text != before.get(name, "") for name, text in row.items())
