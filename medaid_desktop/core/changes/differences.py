"""What differs between two contents of a form, cell by cell, in the form's own words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from medaid_desktop.core.changes.row_pairs import moved, pairs
from medaid_desktop.core.filing import Filing, Row, cell_path, parse_path
from medaid_desktop.core.forms import Form, TableDef

Kind = Literal["changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `field` is what the form calls the field or column, "" where a whole row is meant.

    `row` names the row of a table (绩效指标第 4 行“资助参保人数”), "" for fields outside tables. `before` and `after`
    are the texts; of a row that came or went all of its cells, of one that moved its place. The paths lead there on
    either side, "" on the side that has no such row.
    """

    kind: Kind
    field: str
    row: str
    before: str
    after: str
    before_path: str
    after_path: str


def compare(form: Form, before: Filing, after: Filing) -> list[Difference]:
    """The differences in the order of the form: fields, then tables row by row.

    Rows are recognised by what they hold, so that an inserted, deleted or moved row counts once.
    """
    found = list(_values(form, before.values, after.values))
    known = [table.id for table in form.tables]
    for name in dict.fromkeys([*known, *before.tables, *after.tables]):
        table = form.tables_by_id.get(name) or TableDef(name, name, ())
        found += _table(form, table, before.rows(name), after.rows(name))
    return found


def path_on(form: Form, before: Filing, after: Filing, path: str) -> str:
    """Where a path of one content leads in another, "" where the row is no longer there."""
    place = parse_path(path)
    if not place.table:
        return path
    table = form.tables_by_id.get(place.table) or TableDef(place.table, place.table, ())
    rows = after.rows(place.table)
    index = dict(pairs(before.rows(place.table), rows, _keys(table))).get(place.row)
    if index is None:
        return ""
    return cell_path(place.table, index, place.column) if place.column else f"tables.{place.table}[{index}]"


def row_name(table: TableDef, row: Mapping[str, str], index: int) -> str:
    """What people call a row: 绩效指标第 4 行“资助参保人数”."""
    name = " ".join(_told(table, row).split())
    number = f"{table.label}第 {index + 1} 行"
    return f"{number}“{name}”" if name else number


def _values(form: Form, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    names = [definition.id for definition in form.fields]
    for name in dict.fromkeys([*names, *before, *after]):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            path = f"values.{name}"
            yield Difference("changed", form.definition("", name).label, "", old, new, path, path)


def _table(form: Form, table: TableDef, before: Sequence[Row], after: Sequence[Row]) -> list[Difference]:
    matched = pairs(before, after, _keys(table))
    shifted = moved(matched)
    kept, origin = {old for old, _ in matched}, {new: old for old, new in matched}
    found: list[tuple[float, Difference]] = []
    for index, row in enumerate(after):
        old = origin.get(index)
        path = f"tables.{table.id}[{index}]"
        if old is None:
            words = _words(form, table, row)
            found.append((index, Difference("added", "", row_name(table, row, index), "", words, "", path)))
            continue
        if old in shifted:
            places = (f"第 {old + 1} 行", f"第 {index + 1} 行")
            paths = (f"tables.{table.id}[{old}]", path)
            found.append((index, Difference("moved", "", row_name(table, row, index), *places, *paths)))
        found += [(index, cell) for cell in _cells(form, table, before[old], row, old, index)]
    place = -0.5
    target = dict(matched)
    for index, row in enumerate(before):
        if index in kept:
            place = max(place, target[index] + 0.5) if index not in shifted else place
            continue
        words, path = _words(form, table, row), f"tables.{table.id}[{index}]"
        found.append((place, Difference("removed", "", row_name(table, row, index), words, "", path, "")))
    return [difference for _, difference in sorted(found, key=lambda item: item[0])]


def _cells(form: Form, table: TableDef, old: Row, new: Row, before: int, after: int) -> Iterator[Difference]:
    if old == new:
        return
    for name in _columns(table, (old, new)):
        texts = old.get(name, ""), new.get(name, "")
        if texts[0] != texts[1]:
            paths = cell_path(table.id, before, name), cell_path(table.id, after, name)
            label = form.definition(table.id, name).label
            yield Difference("changed", label, row_name(table, new, after), *texts, *paths)


def _columns(table: TableDef, rows: Iterable[Row]) -> list[str]:
    found = [column.id for column in table.columns]
    for row in rows:
        found += row
    return list(dict.fromkeys(found))


def _words(form: Form, table: TableDef, row: Row) -> str:
    """All cells of a row with their labels."""
    filled = [name for name in _columns(table, (row,)) if row.get(name)]
    return "\n".join(f"{form.definition(table.id, name).label}：{row[name]}" for name in filled)


def _told(table: TableDef, row: Mapping[str, str]) -> str:
    """The text by which people know a row: of the column that must be filled, else of the first one with words."""
    columns = [column for column in table.columns if column.type == "text" and column.on_paper and not column.group]
    columns.sort(key=lambda column: not column.required)
    told = next((row[column.id] for column in columns if row.get(column.id)), "")
    groups = "·".join(row[name] for name in table.group_columns if row.get(name))
    return told or groups


def _keys(table: TableDef) -> Iterable["_Key"]:
    return (_Key(table, with_groups=True), _Key(table, with_groups=False))


@dataclass(frozen=True, slots=True)
class _Key:
    """Tells rows apart by name, first within their groups, then wherever they stand."""

    table: TableDef
    with_groups: bool

    def __call__(self, row: Row) -> tuple[str, ...]:
        name = _told(self.table, row) + "\0" + row.get("level4", "")
        if not name.strip("\0"):
            return ()
        groups = [row.get(group, "") for group in self.table.group_columns] if self.with_groups else []
        return (name, *groups)
