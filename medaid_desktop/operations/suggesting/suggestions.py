"""Suggestions while typing: what may stand in a cell, by its type, its place and what was written before.

Nothing is ever put in by itself; the text as typed is what is stored.
"""

from collections.abc import Iterator
from datetime import date

from medaid_desktop.core.definitions.vocabulary import Vocabulary
from medaid_desktop.core.filing import Filing, parse_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.indicators import LEVEL2, class_key, plain
from medaid_desktop.core.layout import TableSection
from medaid_desktop.core.places.regions import RegionTable
from medaid_desktop.core.sheet import Slot
from medaid_desktop.core.texts.date_entry import dates_meant, name_of, periods_meant
from medaid_desktop.core.texts.dates import PartialDate, parse_date
from medaid_desktop.operations.suggesting.recall import Memory, amount_in
from medaid_desktop.operations.suggesting.suggested import Asked, Candidate, Source, Suggestion, fitting, unlike
from medaid_desktop.operations.suggesting.suggested_places import offices_for, region_levels, regions_for, warm_up
from medaid_desktop.operations.suggesting.suggested_targets import same_indicator, targets_for

__all__ = ["Source", "Suggester", "Suggestion", "warm_up"]

MOST = 50
_LONGEST_TYPED = 60
"""Whoever has typed more than this writes prose, and wants no list over it."""

_FIGURES = ("amount", "number")
_INDICATOR_COLUMNS = ("level3", "level4")


class Suggester:
    """Suggestions for the cells of one form in one ledger. `memory` may be given later, once it has been gathered."""

    def __init__(self, form: Form, regions: RegionTable, words: Vocabulary, today: date | None = None) -> None:
        self._form = form
        self._regions = regions
        self._words = words
        self._today = today
        self.memory = Memory()

    def suggest(self, filing: Filing, slot: Slot, typed: str, limit: int = MOST) -> list[Suggestion]:
        """What a cell may hold, given what was typed so far, the likeliest first; at most `limit`.

        With nothing typed, what it will most likely be. The filing's own present texts count as written before.
        """
        if len(typed) > _LONGEST_TYPED or "\n" in typed:
            return []
        asked = Asked(self._form, filing, slot, typed)
        return unlike([*self._listed(asked), *self._of_type(asked)], typed, limit)

    def dates(self, filing: Filing, typed: str) -> list[PartialDate]:
        """What a text may mean as a date in a filing, today left out."""
        today = self._today or date.today()
        found = dates_meant(typed, filing.year or today.year, today)
        return found if parse_date(typed) else found[:-1]

    def date_text(self, slot: Slot, day: PartialDate) -> str:
        """A date as the blank form asks for it: 2020年7月1日, or 2020年7月 where it prints only 年 and 月."""
        blank = self._blank_of(slot)
        by_month = "月" in blank and "日" not in blank
        return str(PartialDate(day.year, day.month) if by_month else day)

    def _blank_of(self, slot: Slot) -> str:
        return "" if slot.table else _blank_of(self._form, slot.field)

    def _of_type(self, asked: Asked) -> list[Suggestion]:
        definition = asked.definition
        if definition.type == "date":
            return self._dates(asked)
        if definition.type == "period":
            return [*self._periods(asked), *self._fitting(asked, self._written(asked))]
        if definition.type == "target":
            return targets_for(asked, self._written(asked), self.memory, self._words)
        if definition.type == "unit":
            return offices_for(asked, self._written(asked), self._regions, self._words)
        if levels := region_levels(asked):
            return self._named(asked, levels)
        if definition.type == "amount" and not asked.slot.table:
            return self._fitting(asked, [*self._allotted(asked), *self._written(asked)])
        if asked.slot.table and asked.slot.field in ("level1", "level2", *_INDICATOR_COLUMNS):
            return self._fitting(asked, [*self._written(asked), *self._indicators(asked)])
        return self._fitting(asked, self._written(asked))

    def _fitting(self, asked: Asked, candidates: list[Candidate]) -> list[Suggestion]:
        return fitting(candidates, asked.typed, self._words.initials)

    def _listed(self, asked: Asked) -> list[Suggestion]:
        """The words that a template's own list offers where others may be written too (明显提高 for a target)."""
        words = asked.definition.options if asked.definition.type != "choice" else ()
        return self._fitting(asked, [Candidate(Suggestion(word, "list")) for word in words])

    # -- by type -------------------------------------------------------------------------------------------------

    def _dates(self, asked: Asked) -> list[Suggestion]:
        today = self._today or date.today()
        dates = dates_meant(asked.typed, asked.filing.year or today.year, today)
        if "日" in self._blank_of(asked.slot):  # the form asks for a day
            dates.sort(key=lambda one: one.day is None)
        this_day = PartialDate(today.year, today.month, today.day)
        return [Suggestion(self.date_text(asked.slot, one), "today" if one == this_day else "date") for one in dates]

    def _periods(self, asked: Asked) -> list[Suggestion]:
        year = asked.filing.year or (self._today or date.today()).year
        return [Suggestion(str(one), "period", name_of(one)) for one in periods_meant(asked.typed, year)]

    def _named(self, asked: Asked, levels: tuple[str, ...]) -> list[Suggestion]:
        """Names of regions; an allocation of one county names its offices instead."""
        found = regions_for(asked, levels, self._regions)
        written = self._written(asked)
        if asked.slot.table:
            return [*found, *offices_for(asked, written, self._regions, self._words)]
        return [*found, *self._fitting(asked, written)]

    def _allotted(self, asked: Asked) -> list[Candidate]:
        """What allocation tables of the year give to the region, in the unit of the field."""
        if not asked.slot.field.startswith("funding"):
            return []
        unit = asked.definition.unit
        return [
            Candidate(Suggestion(amount_in(one.amount, unit), "allotted", one.column)) for one in self.memory.allotted
        ]

    def _indicators(self, asked: Asked) -> Iterator[Candidate]:
        """Names out of the vocabulary, those of the row's own class; ones that the table has already are left out."""
        match asked.slot.field:
            case "level1":
                names = self._words.first_levels
            case "level2":
                names = tuple(f"{name}指标" for name in LEVEL2)
            case "level4":
                names = self._words.groups
            case _:
                entry = self._words.class_of(asked.row.get("level2", ""))
                used = {plain(row.get("level3", "")) for row in asked.filing.rows(asked.slot.table)}
                names = tuple(one.name for one in entry.indicators if plain(one.name) not in used)
        return (Candidate(Suggestion(name, "class")) for name in names)

    # -- what was written before ---------------------------------------------------------------------------------

    def _written(self, asked: Asked) -> list[Candidate]:
        if asked.slot.table:
            return [Candidate(one) for one in self._written_in_table(asked)]
        return [Candidate(one) for one in self._written_in_field(asked)]

    def _written_in_field(self, asked: Asked) -> Iterator[Suggestion]:
        """The same field in years before; then in the office's other forms, and fields of the same kind there."""
        name, kind = asked.slot.field, asked.definition.type
        for filing in self.memory.earlier:
            if text := filing.values.get(name):
                yield Suggestion(text, "earlier", _year_note(asked, filing))
        if kind in _FIGURES:
            return
        others = [asked.filing, *self.memory.kin]
        for filing in others[1:]:
            if text := filing.values.get(name):
                yield Suggestion(text, "ledger")
        if kind in ("unit", "phone"):
            alike = [definition.id for definition in self._form.fields if definition.type == kind]
            for filing in others:
                for other in alike:
                    if text := filing.values.get(other):
                        yield Suggestion(text, "ledger")

    def _written_in_table(self, asked: Asked) -> Iterator[Suggestion]:
        """The same row in years before; for a row's own name, all names of its class; then the column itself."""
        table, column = asked.slot.table, asked.slot.field
        key = _key_column(self._form, table)
        if column == key:
            yield from self._names_before(asked)
        else:
            for filing in self.memory.earlier:
                row = _same_row(filing, table, asked, key)
                if row and row.get(column):
                    yield Suggestion(row[column], "earlier", _year_note(asked, filing))
        if asked.definition.type in _FIGURES or column == key:
            return
        here = parse_path(asked.slot.path).row if asked.slot.new_row is None else -1
        for number, row in enumerate(asked.filing.rows(table)):
            if number != here and row.get(column):
                yield Suggestion(row[column], "table")

    def _names_before(self, asked: Asked) -> Iterator[Suggestion]:
        table, column = asked.slot.table, asked.slot.field
        level2 = class_key(asked.row.get("level2", ""))
        used = {plain(row.get(column, "")) for row in asked.filing.rows(table)}
        for source, filings in (("earlier", self.memory.earlier), ("ledger", self.memory.sisters)):
            for filing in filings:
                for row in filing.rows(table):
                    text = row.get(column, "")
                    if text and plain(text) not in used and (not level2 or class_key(row.get("level2", "")) == level2):
                        note = _year_note(asked, filing) if source == "earlier" else ""
                        yield Suggestion(text, "earlier" if source == "earlier" else "ledger", note)


def _year_note(asked: Asked, filing: Filing) -> str:
    """The year of an earlier filing, "" where it is last year's."""
    return "" if filing.year is None or filing.year + 1 == asked.filing.year else str(filing.year)


def _same_row(filing: Filing, table: str, asked: Asked, key: str) -> "dict[str, str] | None":
    if key == "level3":
        found = same_indicator(filing, table, asked.row)
        return dict(found) if found else None
    name = plain(asked.row.get(key, ""))
    return next((row for row in filing.rows(table) if name and plain(row.get(key, "")) == name), None)


def _key_column(form: Form, table: str) -> str:
    """The column that tells the rows of a table apart: 三级指标, else its first one that is no group."""
    definition = form.tables_by_id.get(table)
    if definition is None:
        return ""
    names = [column.id for column in definition.columns if not column.group and column.on_paper]
    return "level3" if "level3" in names else next(iter(names), "")


def _blank_of(form: Form, name: str) -> str:
    """What the blank form prints in a field (　年　月　日)."""
    for layout in form.layouts:
        for section in layout.sections:
            rows = section.head if isinstance(section, TableSection) else (section.cells,)
            for spec in (spec for row in rows for spec in row):
                if spec.field == name and spec.blank:
                    return spec.blank
    return ""
