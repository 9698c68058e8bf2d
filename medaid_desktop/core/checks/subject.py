"""A filing as the rules see it: what its cells mean, worked out once, when first asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from medaid_desktop.core.definitions.formula import Formula, parse_formula
from medaid_desktop.core.filing import Filing, Row, cell_path, parse_path
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.indicators import class_key, plain
from medaid_desktop.core.texts.indicator_names import name_key
from medaid_desktop.core.texts.money import Amount, money_unit, parse_amount
from medaid_desktop.core.texts.numbers import excerpt, value_of
from medaid_desktop.core.texts.targets import Target, parse_target

Found = TypeVar("Found")

ROW_NAMES = ("level3", "name", "activity", "item", "project_name", "level2", "level1")
"""The columns that say what a row is, the most telling first."""


class FormFacts:
    """What the rules want to know of a form, found out once for all its filings."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._found: dict[Callable[[Form], Any], Any] = {}
        self._definitions: dict[tuple[str, str], FieldDef] = {}

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


@dataclass(slots=True, eq=False)
class Indicator:
    """A row of a table of indicators, never changed. `second` is the standard class that its second level means ("" where
    blank), `name` its name with that of a fourth level, without blanks, `key` what such names are equal by (`name_key`)."""

    table: str
    index: int
    row: Row
    second: str
    name: str
    key: str

    def path(self, column: str = "target") -> str:
        return cell_path(self.table, self.index, column)

    def text(self, column: str = "target") -> str:
        return self.row.get(column, "")

    @property
    def target(self) -> Target:
        """What is understood of its target."""
        return parse_target(self.row.get("target", ""))

    @property
    def title(self) -> str:
        """Its name as a clerk would say it, in quotation marks and on one line."""
        fourth = self.row.get("level4", "")
        return excerpt(self.row.get("level3", "") + (f"·{fourth}" if fourth else ""))


@lru_cache(maxsize=8192)
def _class_and_name(level2: str, level3: str, level4: str) -> tuple[str, str, str]:
    name = plain(level3 + level4)
    return class_key(level2), name, name_key(name)


class Subject:
    """A filing with its form. Nothing in it is changed; `filing` must not change while it is looked at."""

    def __init__(self, facts: FormFacts, filing: Filing) -> None:
        self.facts = facts
        self.form = facts.form
        self.filing = filing
        self._found: dict[Callable[[Subject], Any], Any] = {}

    def once(self, find: "Callable[[Subject], Found]") -> Found:
        """What a function finds of the filing, asked of it only once; `find` is one of a module, as in `FormFacts.once`."""
        if find not in self._found:
            self._found[find] = find(self)
        return self._found[find]

    @property
    def kind(self) -> str:
        """The built-in form that its form is or resembles."""
        return self.form.base or self.form.id

    @cached_property
    def indicators(self) -> Sequence[Indicator]:
        """The rows of all tables of indicators."""
        return [
            Indicator(
                table.id, index, row,
                *_class_and_name(row.get("level2", ""), row.get("level3", ""), row.get("level4", "")),
            )
            for table in self.facts.indicator_tables
            for index, row in enumerate(self.filing.rows(table.id))
        ]  # fmt: skip

    @cached_property
    def rows_by_name(self) -> Mapping[str, Sequence[Indicator]]:
        """The rows of indicators by what their names are equal by (`name_key`), those without a name left out."""
        rows: dict[str, list[Indicator]] = {}
        for row in self.indicators:
            if row.name:
                rows.setdefault(row.key, []).append(row)
        return rows

    def text(self, path: str) -> str:
        """The text of a cell, "" where blank."""
        return self.filing.get(path)

    def definition(self, path: str) -> FieldDef:
        """The field or column a path is of."""
        place = parse_path(path)
        return self.facts.definition(place.table, place.column)

    def amount(self, path: str) -> Amount | None:
        """The money a cell states, in the unit written there, else the field's, else the table's; None where it states none."""
        place = parse_path(path)
        return self.money(place.table, place.column, self.text(path))

    def money(self, table: str, name: str, text: str) -> Amount | None:
        """The money that a text states in a field (table "") or column, as `amount`."""
        return parse_amount(text, self.facts.definition(table, name).unit or self.money_unit)

    @cached_property
    def money_unit(self) -> str | None:
        """The unit that the filing gives for its amounts (单位：万元), None where it gives none."""
        return money_unit(self.filing.values.get("unit", ""))

    def figures(self, table: str, columns: Sequence[str]) -> dict[str, Decimal]:
        """The plain figures of some columns of a table by their paths: cells that are one number and nothing else, or one
        with a unit that `amount` understands, in the unit of the column or the table."""
        found: dict[str, Decimal] = {}
        for index, row in enumerate(self.filing.rows(table)):
            for column in columns:
                text = row.get(column)
                if text and (value := self._figure(table, column, text)) is not None:
                    found[cell_path(table, index, column)] = value
        return found

    def _figure(self, table: str, column: str, text: str) -> Decimal | None:
        value = value_of(text)
        if value is not None:
            return value
        unit = self.facts.definition(table, column).unit or self.money_unit
        amount = parse_amount(text, unit)
        return (amount.to(unit) if unit and amount.unit else amount).value if amount else None

    def place(self, path: str) -> str:
        """A cell in a clerk's words: “财政拨款”, 绩效指标第 4 行“住院救助人次”的指标值. Rows count from 1."""
        place = parse_path(path)
        if not place.table:
            return f"“{self.facts.definition('', place.column).label}”"
        rows = self.filing.rows(place.table)
        row: Mapping[str, str] = rows[place.row] if place.row < len(rows) else {}
        name = next((row[column] for column in ROW_NAMES if row.get(column)), "")
        label = self.facts.definition(place.table, place.column).label if place.column else ""
        if place.column == "level1" and row.get("level1"):
            name = row["level1"]
        named = excerpt(name) if name else ""
        told = f"{self._table_label(place.table)}第 {place.row + 1} 行{named}"
        return f"{told}的{label}" if label and place.column not in ROW_NAMES else told

    def _table_label(self, table: str) -> str:
        known = self.form.tables_by_id.get(table)
        return known.label if known else table
