"""A form as the rules see it: what they want to know of it, found out once for all its filings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from medaid_desktop.core.definitions.formula import Formula, parse_formula
from medaid_desktop.core.forms import FieldDef, Form, TableDef

Found = TypeVar("Found")
Units = tuple[tuple[str, str | None], ...]
"""Names of columns or fields, each with the unit of its plain figures."""


class FormFacts:
    """What the rules want to know of a form, found out once for all its filings."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._found: dict[Callable[[Form], Any], Any] = {}
        self._definitions: dict[tuple[str, str], FieldDef] = {}
        self._units: dict[tuple[str, tuple[str, ...], str | None], Units] = {}

    def once(self, find: Callable[[Form], Found]) -> Found:
        """What a function finds of the form, asked of it only once; `find` is one of a module, not made anew each time."""
        if find not in self._found:
            self._found[find] = find(self.form)
        return self._found[find]

    def definition(self, table: str, name: str) -> FieldDef:
        """The definition of a field (table "") or column, as `Form.definition` has it."""
        key = table, name
        if key not in self._definitions:
            self._definitions[key] = self.form.definition(table, name)
        return self._definitions[key]

    def units(self, table: str, columns: tuple[str, ...], usual: str | None) -> Units:
        """Columns of a table, or fields (table ""), each with its unit, which is the usual one where it has none of its own."""
        key = table, columns, usual
        if key not in self._units:
            self._units[key] = tuple((name, self.definition(table, name).unit or usual) for name in columns)
        return self._units[key]

    @cached_property
    def indicator_tables(self) -> Sequence[TableDef]:
        """Tables of indicators: those with a name of an indicator and a value it should reach."""
        return [table for table in self.form.tables if table.column("level3") and table.column("target")]

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of fields and tables in the order of the form: `values.NAME` and `tables.T`."""
        names = [f"values.{one.id}" for one in self.form.fields] + [f"tables.{one.id}" for one in self.form.tables]
        return {name: number for number, name in enumerate(names)}

    @cached_property
    def formulas(self) -> Sequence[Formula]:
        """The formulas of the form, taken apart."""
        return [parse_formula(self.form, spec) for spec in self.form.checks.formulas]

    def fields_of_type(self, *types: str) -> Sequence[FieldDef]:
        """The fields of the values that have one of these types."""
        return [one for one in self.form.fields if one.type in types]

    def columns_of_type(self, *types: str) -> Iterator[tuple[TableDef, FieldDef]]:
        """The columns of tables that have one of these types, each with its table."""
        for table in self.form.tables:
            for column in table.columns:
                if column.type in types:
                    yield table, column
