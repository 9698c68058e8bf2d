"""Which rows of an allocation table give money to a region: by the code of the row, else by its name."""

from collections import defaultdict
from functools import cached_property

from medaid_desktop.core.allocation import TOTAL, role_of
from medaid_desktop.core.checks.around import Allotted
from medaid_desktop.core.checks.programme import Programme, programme_of
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.places.region_names import fold, fold_zone, place_of_office, trimmed
from medaid_desktop.core.places.regions import Region, RegionTable

ROWS = "rows"
"""The table of an allocation that holds its rows (contract, section 3)."""


class AllotmentTable:
    """An allocation filing, its rows indexed once: hundreds of forms are looked up in the table of a province."""

    def __init__(self, subject: Subject, regions: RegionTable) -> None:
        self.subject = subject
        self.programme: Programme = programme_of(subject.filing.values.get(subject.form.title_field, ""))
        self._regions = regions

    def rows_for(self, region: Region) -> list[Allotted]:
        """The rows that name a region, several where its money is split by account; of its own table the grand total."""
        if self.subject.filing.region == region.code and self._totals:
            return [Allotted(self.subject, self._totals[0])]
        by_code = self._by_code.get(region.code, [])
        return [Allotted(self.subject, row) for row in sorted({*by_code, *self._named(region)})]

    @cached_property
    def _totals(self) -> list[int]:
        rows = self.subject.filing.rows(ROWS)
        return [number for number, row in enumerate(rows) if role_of(row) == TOTAL]

    @cached_property
    def _by_code(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.subject.filing.rows(ROWS)):
            if code := row.get("region"):
                found[code].append(number)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        """Rows without a code by what may be the name of a region in them."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.subject.filing.rows(ROWS)):
            name = row.get("name")
            if name and not row.get("region"):
                for one in {_plain(name), _plain(place_of_office(name))}:
                    found[one].append(number)
        return found

    def _named(self, region: Region) -> list[int]:
        """Rows whose name, in a table of this region and year, can mean nothing but the region."""
        if not self._by_name:
            return []
        filing = self.subject.filing
        above = [one.name for one in self._regions.path(region.code, filing.year)[:-1]]
        before = ["".join(above[start:]) for start in range(len(above) + 1)]
        names = {_plain(words + name) for words in before for name in (region.name, *region.aliases)}
        rows = {row for name in names for row in self._by_name.get(name, ())}
        return [
            row
            for row in rows
            if self._meant(filing.rows(ROWS)[row]["name"], filing.region, filing.year) == region.code
        ]

    def _meant(self, name: str, parent: str | None, year: int | None) -> str | None:
        known = parent if parent and self._regions.find(parent) else None
        regions = self._regions
        meant = regions.match(name, known, year).region or regions.region_of_office(name, known, year).region
        return meant.code if meant else None


def _plain(name: str) -> str:
    return fold_zone(trimmed(fold(name)))
