"""A filing as the rules see it: what its cells mean, worked out once, when first asked for."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, TypeVar

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.form_facts import FormFacts, Units
from medaid_desktop.core.checks.row_memory import Context, Group, RowMemory
from medaid_desktop.core.filing import Filing, Row, cell_path, parse_path
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.indicators import class_key, plain
from medaid_desktop.core.texts.indicator_names import name_key
from medaid_desktop.core.texts.money import POWERS, Amount, money_unit, parse_amount
from medaid_desktop.core.texts.numbers import Quantity, excerpt, is_nothing, read_quantity, value_of
from medaid_desktop.core.texts.targets import Target, parse_target

Found = TypeVar("Found")

ROW_NAMES = ("level3", "name", "activity", "item", "project_name", "level2", "level1")
"""The columns that say what a row is, the most telling first."""
_COUNTED = ("人", "人次", "户")


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


@dataclass(slots=True)
class RowFigures:
    """The plain figures of a row by column, the columns of those below nothing, and those with words that are none (另行下达)."""

    values: Mapping[str, Decimal]
    negative: Sequence[str]
    unclear: Sequence[str]


class Subject:
    """A filing with its form. Nothing in it is changed; `filing` must not change while it is looked at."""

    def __init__(self, facts: FormFacts, filing: Filing) -> None:
        self.facts = facts
        self.form = facts.form
        self.filing = filing
        self._found: dict[Callable[[Subject], Any], Any] = {}
        self._memory: RowMemory | None = None

    def remember(self, last: "Subject | None") -> None:
        """What is found of its rows is kept for the next check. `last` is the same filing as it was at the check before, where
        there was one: of its rows only those that are others are looked at anew."""
        self._memory = RowMemory(self.filing, last._memory if last and last.facts is self.facts else None)

    def by_row(self, table: str, find: Callable[[Context, Row], Found], context: Context) -> Sequence[Found]:
        """What a function finds of each row of a table. It may look at nothing but the row and the context, and is one of a
        module, not made anew each time."""
        if self._memory:
            return self._memory.by_row(table, find, context)
        return [find(context, row) for row in self.filing.rows(table)]

    def rows_with(
        self, table: str, find: Callable[[Context, Row], Found | None], context: Context
    ) -> Iterator[tuple[int, Found]]:
        """The numbers of the rows of a table in which a function finds something, each with what it finds, as `by_row`."""
        return ((number, found) for number, found in enumerate(self.by_row(table, find, context)) if found)

    def told(
        self, table: str, tell: Callable[["Subject", str, int, Context], Iterable[Finding]], context: Context
    ) -> Iterator[Finding]:
        """What a function tells of each row of a table, by its number. Of the filing it may look at nothing but that row and
        what `whole` has."""

        def found(number: int) -> Sequence[Finding]:
            return list(tell(self, table, number, context))

        if self._memory:
            return chain.from_iterable(self._memory.by_number(table, (tell, context, self.whole), found))
        return chain.from_iterable(map(found, range(len(self.filing.rows(table)))))

    @cached_property
    def whole(self) -> tuple[Hashable, ...]:
        """What holds for all rows of the filing: whose it is, its year and the unit of its money."""
        return self.filing.id, self.filing.region, self.filing.year, self.money_unit

    def by_group(self, table: str, context: Hashable, find: Callable[[Group], Found]) -> Callable[[Group], Found]:
        """A function, remembered: what it finds of groups of rows. It may look at nothing but those rows, their numbers, the
        form, and what the context, under which this is kept, says."""
        return self._memory.by_group(table, context, find) if self._memory else cache(find)

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

    def figures(self, table: str, columns: tuple[str, ...]) -> dict[str, Decimal]:
        """The plain figures of some columns of a table by their paths, as `row_figures`."""
        return {
            cell_path(table, number, column): value
            for number, row in enumerate(self.row_figures(table, columns))
            for column, value in row.values.items()
        }

    def row_figures(self, table: str, columns: tuple[str, ...]) -> Sequence[RowFigures]:
        """The plain figures of some columns of a table, row by row: cells that are one number and nothing else, or one with a
        unit that `amount` understands, in the unit of the column or the table."""
        return self.by_row(table, _figures_of_row, self.units(table, columns))

    def units(self, table: str, columns: tuple[str, ...]) -> Units:
        """Columns of a table, or fields (table ""), each with the unit in which its plain figures are."""
        return self.facts.units(table, columns, self.money_unit)

    def place(self, path: str) -> str:
        """A cell in a clerk's words: “财政拨款”, 绩效指标第 4 行“住院救助人次”的指标值. Rows count from 1."""
        place = parse_path(path)
        if not place.table:
            return f"“{self.facts.definition('', place.column).label}”"
        name = self.row_name(place.table, place.row)
        label = self.facts.definition(place.table, place.column).label if place.column else ""
        if place.column == "level1" and name and (first := self.filing.rows(place.table)[place.row].get("level1")):
            name = first
        named = excerpt(name) if name else ""
        told = f"{self._table_label(place.table)}第 {place.row + 1} 行{named}"
        return f"{told}的{label}" if label and place.column not in ROW_NAMES else told

    def row_name(self, table: str, row: int) -> str:
        """What a row is called: by its most telling name, in tables of other columns by the first that has words; "" for none."""
        rows = self.filing.rows(table)
        cells: Mapping[str, str] = rows[row] if row < len(rows) else {}
        if name := next((cells[column] for column in ROW_NAMES if cells.get(column)), ""):
            return name
        known = self.form.tables_by_id.get(table)
        columns = known.columns if known else ()
        if any(column.id in ROW_NAMES for column in columns):
            return ""
        return next((cells[one.id] for one in columns if one.type == "text" and one.on_paper and cells.get(one.id)), "")

    def _table_label(self, table: str) -> str:
        known = self.form.tables_by_id.get(table)
        return known.label if known else table


def _figures_of_row(units: Units, row: Row) -> RowFigures:
    values: dict[str, Decimal] = {}
    unclear: list[str] = []
    for column, unit in units:
        if text := row.get(column):
            value = _figure(text, unit)
            if value is not None:
                values[column] = value
            elif not is_nothing(text):
                unclear.append(column)
    return RowFigures(values, [column for column, value in values.items() if value < 0], unclear)


def _figure(text: str, unit: str | None) -> Decimal | None:
    value = value_of(text)
    if value is not None:
        return value
    amount = parse_amount(text, unit)
    if amount is None:
        return _counted(text, unit)
    if amount.unit is None or unit is None:
        return amount.value
    return amount.to(unit).value if unit in POWERS else None  # money among numbers of people is no figure


def _counted(text: str, unit: str | None) -> Decimal | None:
    """A number of people with its unit behind it: 2866人."""
    found = read_quantity(text) if unit in _COUNTED else None
    return found.value if isinstance(found, Quantity) and found.unit in _COUNTED else None
