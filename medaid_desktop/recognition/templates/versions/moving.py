"""Versions of a form: a filing moved over from one to another."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.core.forms import EXTRA, FieldDef, Form, TableDef
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.recognition.templates.copies.shapes import key_of
from medaid_desktop.recognition.templates.versions.likeness import likeness, share_of
from medaid_desktop.recognition.templates.versions.moving_rows import with_given_rows
from medaid_desktop.recognition.wording.folding import without_note

_ALIKE = 0.8


class Moved(NamedTuple):
    """A filing as one of another version. `lost` are the labels of what that has no place for; the content keeps it as texts
    of its own."""

    filing: Filing
    lost: list[str]


def moved(filing: Filing, old_form: Form, new_form: Form, old_map: TemplateMap, new_map: TemplateMap) -> Moved:
    """A filing of one version as a filing of another.

    Fields and columns are found again by id, else by a label alike; tables by their columns. Rows that the new version
    prints come in, or take over what it says of them; what the clerk has written stays, and only rows that
    stand as the old version printed them go with it. What has no place stays under its label (contract: extra:) and is named.
    """
    return _Moving(filing, old_form, new_form, old_map, new_map).moved()


class _Moving:
    """One filing on its way."""

    def __init__(self, filing: Filing, old: Form, new: Form, old_map: TemplateMap, new_map: TemplateMap) -> None:
        self._filing = filing
        self._old = old
        self._new = new
        self._prints = _labels(old_map), _labels(new_map)
        self._placed = _placed(old_map), _placed(new_map)
        self._lost: list[str] = []

    def moved(self) -> Moved:
        before, new = self._filing, self._new
        after = before.copy()
        after.form, after.form_version = new.id, new.version
        if new.layout(after.variant) is None:
            after.variant = ""
        after.values = self._values()
        after.tables = {}
        tables = _paired_tables(self._old, self._new, before.tables, self._placed[1])
        for name, rows in before.tables.items():
            target = tables.get(name)
            if target is None:
                self._keep_as_text(after.values, name, rows)
                continue
            after.tables[target] = self._rows(name, target, rows)
            if target not in self._placed[1] and name in self._placed[0] and any(any(row.values()) for row in rows):
                self._lost.append(new.tables_by_id[target].label)
        for table in new.tables:
            source = next((old for old, name in tables.items() if name == table.id), table.id)
            started = self._started_rows(source, table.id)
            rows = with_given_rows(table, after.tables.get(table.id, []), started, new.start.tables.get(table.id, ()))
            if rows:
                after.tables[table.id] = rows
        return Moved(after, self._lost)

    # -- values --------------------------------------------------------------------------------------------------

    def _values(self) -> dict[str, str]:
        before, old, new = self._filing.values, self._old, self._new
        placed = self._placed[1][""]
        names = _paired(
            [old.definition("", name) for name in before], new.fields, self._prints, set(old.fields_by_id), placed
        )
        values: dict[str, str] = {}
        for name, text in before.items():
            target = names.get(name)
            if target is None or target in values:
                label = old.definition("", name).label or name
                target = _free(name if name.startswith(EXTRA) else EXTRA + label, {*values, *names.values()})
                if text and (name in old.fields_by_id or not name.startswith(EXTRA)):
                    self._lost.append(label)
            elif text == old.start.values.get(name, ""):
                text = new.start.values.get(target, text)
            elif text and target not in placed and name in self._placed[0][""]:
                self._lost.append(old.definition("", name).label or name)
            values[target] = text
        for name, text in new.start.values.items():
            values[name] = values.get(name) or text
        return values

    def _keep_as_text(self, values: dict[str, str], table: str, rows: Sequence[Row]) -> None:
        """The rows of a table that the new version does not have, as lines of one text."""
        known = self._old.tables_by_id.get(table)
        label = known.label if known and known.label else table
        lines = ["；".join(text for text in row.values() if text) for row in rows]
        if any(lines):
            values[_free(EXTRA + label, values)] = "\n".join(filter(None, lines))
            self._lost.append(label)

    # -- tables --------------------------------------------------------------------------------------------------

    def _rows(self, source: str, target: str, rows: Iterable[Row]) -> list[Row]:
        names = self._columns(source, target, {name: None for row in rows for name in row})
        return [{names[name]: text for name, text in row.items()} for row in rows]

    def _columns(self, source: str, target: str, used: Iterable[str]) -> dict[str, str]:
        """The new names of columns; those that have none keep their label."""
        old, new = self._old.tables_by_id.get(source), self._new.tables_by_id[target]
        ids = {column.id for column in old.columns} if old else set[str]()
        definitions = [self._old.definition(source, name) for name in used]
        placed = self._placed[1].get(target, set[str]())
        names = _paired(definitions, new.columns, self._prints, ids, placed)
        found: dict[str, str] = {}
        for definition in definitions:
            name = definition.id
            to = names.get(name)
            if to is None or to in found.values():
                to = _free(
                    name if name.startswith(EXTRA) else EXTRA + (definition.label or name),
                    {*found.values(), *names.values()},
                )
                if name in ids and self._has_text(source, name):
                    self._lost.append(f"{new.label}·{definition.label}")
            elif to not in placed and name in self._placed[0].get(source, ()) and self._has_text(source, name):
                self._lost.append(f"{new.label}·{definition.label}")
            found[name] = to
        return found

    def _has_text(self, table: str, column: str) -> bool:
        return any(row.get(column) for row in self._filing.rows(table))

    def _started_rows(self, source: str, target: str) -> list[Mapping[str, str]]:
        """What the old version printed in its rows, under the new names of the columns."""
        rows = self._old.start.tables.get(source, ())
        if not rows:
            return []
        lost, self._lost = self._lost, []
        names = self._columns(source, target, {name: None for row in rows for name in row})
        self._lost = lost
        return [{names[name]: text for name, text in row.items()} for row in rows]


def _labels(map: TemplateMap) -> dict[str, str]:
    """The keys of labels by the ids of fields and columns."""
    marks = (mark.definition for mark in map.fields)
    columns = (column.definition for table in map.tables for column in table.columns)
    return {definition.id: _bare(definition.label) for definition in (*marks, *columns)}


def _placed(map: TemplateMap) -> dict[str, set[str]]:
    """The ids that a map has places for: those of fields under "", those of columns under their table."""
    columns = {table.id: {column.definition.id for column in table.columns} for table in map.tables}
    return {"": {mark.definition.id for mark in map.fields}, **columns}


def _paired(
    old: Sequence[FieldDef], new: Sequence[FieldDef], prints: tuple[Mapping[str, str], Mapping[str, str]],
    own: set[str], placed: Collection[str],
) -> dict[str, str]:  # fmt: skip
    """The new ids of fields or columns: the same one, else that of a label alike which no other has and which has a place.

    `own` are the ids that the old version knows; a text kept beside it finds a field that is named like it.
    """
    ids = {definition.id for definition in new}
    found = {definition.id: definition.id for definition in old if definition.id in ids}
    free = [one for one in new if one.id not in found and one.id not in own and one.id in placed]
    for definition in old:
        if definition.id in found:
            continue
        best = _alike(prints[0].get(definition.id) or _bare(definition.label), free, prints[1])
        if best is not None:
            found[definition.id] = best.id
            free.remove(best)
    return found


def _alike(key: str, free: Sequence[FieldDef], prints: Mapping[str, str]) -> FieldDef | None:
    """The definition whose label is most like a key, None where none is like it."""
    shares = [(likeness(key, prints.get(one.id) or _bare(one.label)), one) for one in free]
    share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= _ALIKE else None


def _bare(label: str) -> str:
    key = key_of(label)
    return without_note(key) or key


def _paired_tables(old: Form, new: Form, tables: Iterable[str], placed: Collection[str]) -> dict[str, str]:
    """The new tables by the old ones: the ones that have most columns in common, the same name deciding between equals."""
    shares = sorted(_table_shares(old, new, tables), key=lambda one: -one[0])
    found: dict[str, str] = {}
    for _, source, target in shares:
        if source not in found and target not in found.values() and (target in placed or target == source):
            found[source] = target
    return found


def _table_shares(old: Form, new: Form, tables: Iterable[str]) -> Iterator[tuple[float, str, str]]:
    for source in dict.fromkeys((*tables, *old.start.tables)):
        for target in new.tables:
            known = old.tables_by_id.get(source)
            share = share_of(_column_keys(known), _column_keys(target)) if known else None
            same = 0.2 if source == target.id else 0.0
            if (share or 0.0) + same >= 0.5 or (same and known is None):
                yield (share or 0.0) + same, source, target.id


def _column_keys(table: TableDef) -> Counter[str]:
    return Counter(_bare(column.label) or column.id for column in table.columns if column.on_paper)


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that nothing else has."""
    taken, number, free = set(taken), 2, name
    while free in taken:
        free, number = f"{name}{number}", number + 1
    return free
