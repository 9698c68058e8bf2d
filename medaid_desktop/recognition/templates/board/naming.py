"""Ids that are unique within one form, and definitions of fields out of labels."""

import re
from collections.abc import Collection
from dataclasses import replace

from medaid_desktop.core.forms import EXTRA, FieldDef, Form
from medaid_desktop.recognition.templates.board.kinds import kind_of, printed_label, unit_of, with_unit

_LONGEST = 40
_ODD = re.compile(r"[\[\].\s\x00-\x1f]")


class Names:
    """Hands out ids; the second one of a name gets its group's label before it, else a number behind it."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def is_free(self, name: str) -> bool:
        """Whether nothing bears an id yet."""
        return name not in self._taken

    def take(self, name: str, label: str, group: str = "") -> str:
        """An id for a label: `name` if it is free, else `extra:` with the label, the group's before it if need be."""
        for tried in self._tries(name, label, group):
            if tried not in self._taken:
                self._taken.add(tried)
                return tried
        raise AssertionError("endless")  # pragma: no cover

    def _tries(self, name: str, label: str, group: str):
        if name:
            yield name
        own = extra_id(label)
        if not name:
            yield own
        grouped = extra_id(f"{group}·{label}") if group and group != label else own
        yield grouped
        while True:
            number = self._numbers[grouped] = self._numbers.get(grouped, 1) + 1
            yield f"{grouped}{number}"


def extra_id(label: str) -> str:
    """The id of a field that no form knows; signs that paths are made of are left out."""
    bare = _ODD.sub("", label)[:_LONGEST]
    return EXTRA + (bare or "栏目")


def defined(
    name: str, text: str, form: Form, everything: Form, around: str, table: str = "", tall: bool = False
) -> FieldDef:
    """The definition of a field or column whose label is printed as `text`.

    What the base form says of the id holds, else what any form says, else what the label's words say; the label is as printed.
    `around` is the unit of money noted about the table.
    """
    label, unit = printed_label(text), unit_of(text)
    base = _known(name, table, form)
    if base is None or form is everything:
        base = _known(name, table, everything)
        base = replace(base, required=False) if base else None
    if base is None:
        definition = FieldDef(name or extra_id(label), label, kind_of(text, unit, tall))
        return with_unit(definition, unit, around)
    definition = replace(base, id=name, label=label)
    if definition.type == "amount" and (unit or around):
        definition = replace(definition, unit=unit or around)
    elif unit and definition.type == "number":
        definition = replace(definition, unit=unit)
    return definition


def _known(name: str, table: str, form: Form) -> FieldDef | None:
    if not table:
        return form.fields_by_id.get(name)
    known = form.tables_by_id.get(table)
    return known.column(name) if known else None
