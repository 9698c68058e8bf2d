"""The names of regions as checks compare them: looked up once each, however many filings name them."""

from collections.abc import Sequence
from functools import cached_property

from medaid_desktop.core.places.region_match import Match
from medaid_desktop.core.places.region_names import fold
from medaid_desktop.core.places.regions import RegionTable

_Key = tuple[str, str | None, int | None]
_MOST = 65_536
"""Names remembered before all are forgotten: those of a country's filings of one year fit."""


class PlaceNames:
    """The names of a region table, remembered. Fulfils `core.checks.around.Names`."""

    def __init__(self, table: RegionTable) -> None:
        self._table = table
        self._matches: dict[_Key, Match] = {}
        self._paths: dict[tuple[str, int | None], Sequence[tuple[str, str]]] = {}
        self._divisions: dict[tuple[str, int | None], Sequence[tuple[str, str]]] = {}

    def name(self, region: str, year: int | None) -> str:
        """The bare name of a region, "" for an unknown one."""
        found = self._table.find(region, year)
        return found.name if found else ""

    def path(self, region: str, year: int | None) -> Sequence[tuple[str, str]]:
        """The codes and names of a region and those above it, the province first; empty for an unknown one."""
        key = region, year
        if key not in self._paths:
            known = self._table.path(region, year) if self._table.find(region) else ()
            self._paths[key] = [(one.code, one.name) for one in known]
        return self._paths[key]

    def match(self, name: str, parent: str | None, year: int | None) -> Match:
        """What a written name means below a region; below none, anywhere."""
        key = fold(name), parent, year
        if key not in self._matches:
            if len(self._matches) >= _MOST:
                self._matches.clear()
            known = parent is None or self._table.find(parent) is not None
            self._matches[key] = self._table.match(name, parent, year) if known else Match("unknown")
        return self._matches[key]

    def divisions(self, region: str, year: int | None) -> Sequence[tuple[str, str]]:
        """The names of all divisions below a region in a year, each with the code of the one above it."""
        key = region, year
        if key not in self._divisions:
            below = self._table.descendants(region, year) if self._table.find(region) else ()
            self._divisions[key] = [(one.name, one.parent or "") for one in below if one.level != "unit"]
        return self._divisions[key]

    def is_borne(self, name: str) -> bool:
        """Whether a region of any place and year is called so, in full or for short."""
        return fold(name) in self._all

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(fold(name) for region in self._table.regions() for name in (region.name, *region.aliases))
