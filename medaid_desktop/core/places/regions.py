"""The region table: divisions of GB/T 2260 with their years, local units under them, search and matching of names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from medaid_desktop.core.places.region_match import Match, Matcher
from medaid_desktop.core.places.region_names import LookAlikes
from medaid_desktop.core.places.region_rows import (
    OWN_LEVEL_SUFFIX,
    Region,
    own_level,
    parse_row,
    split_rows,
    unit_id_fault,
)
from medaid_desktop.core.places.region_search import Hit, Home, Searcher
from medaid_desktop.errors import UserError

_LAST_OF_LATIN = "\u024f"
__all__ = ["Hit", "Home", "Match", "Region", "RegionTable"]


class RegionTable:
    """All regions, looked up by code, searched as one types, matched against names on paper.

    Never changes once made. Rows become objects when first asked for, indexes when first needed: a program that only
    shows a tree pays for nothing else.
    """

    def __init__(
        self, rows: dict[str, list[str]], look_alikes: LookAlikes, extra_units: dict[str, Region] | None = None
    ) -> None:
        """Made by `parse` and `with_local_units`; `rows` are lines by code, `extra_units` the ledger's own."""
        self._rows = rows
        self._look_alikes = look_alikes
        self._extra_units = extra_units or {}
        self._parsed: dict[str, tuple[Region, ...]] = {}
        self._paths: dict[tuple[str, int | None], tuple[Region, ...]] = {}

    @classmethod
    def parse(cls, regions_text: str, local_units_text: str = "", look_alikes_text: str = "") -> "RegionTable":
        """The table of the texts of regions.tsv, local_units.tsv and look_alikes.tsv; UserError on a wrong header."""
        rows = split_rows(regions_text, "regions.tsv")
        if local_units_text:
            rows |= split_rows(local_units_text, "local_units.tsv")
        return cls(rows, LookAlikes(look_alikes_text))

    def with_local_units(self, units: Iterable[Region]) -> "RegionTable":
        """This table and further local units, as a ledger keeps them.

        One with the id of a shipped unit takes its place: an update may ship what an office has long kept by itself.
        Raises UserError when an id is not its parent's code + "+" + Latin capitals, is a 本级 id, or the parent is unknown.
        """
        extra = dict(self._extra_units)
        for unit in units:
            fault = unit_id_fault(unit.code, unit.parent)
            if fault:
                raise UserError("本地单位的编号不对", unit.code, fault)
            if unit.parent is None or self.find(unit.parent) is None:
                raise UserError("本地单位的上级不在区划表中", unit.code, "请先选定上级区划")
            extra[unit.code] = unit
        return self if extra == self._extra_units else RegionTable(self._rows, self._look_alikes, extra)

    def find(self, code: str, year: int | None = None) -> Region | None:
        """The region of a code: as it was named in `year`, else its latest name; None for an unknown code."""
        named = self._named(code)
        if not named:
            return None
        if year is not None:
            return next((region for region in reversed(named) if region.valid_in(year)), named[-1])
        return named[-1]

    def get(self, code: str, year: int | None = None) -> Region:
        """Like `find`; raises UserError for an unknown code."""
        region = self.find(code, year)
        if region is None:
            raise UserError("没有这个区划代码", code, "请核对六位代码，或在区划树中按名称查找；本地单位要先登记")
        return region

    def regions(self) -> Iterator[Region]:
        """Every row, abolished ones and the ledger's units included, without the 本级 units made by rule."""
        for code in self._rows:
            if code not in self._extra_units:
                yield from self._named(code)
        yield from self._extra_units.values()

    def children(self, code: str | None, year: int | None = None) -> tuple[Region, ...]:
        """What hangs directly under a region in `year` (None: today): 本级 first, then divisions, then local units.

        children(None) are the provinces. Raises UserError for an unknown code.
        """
        found = [region for child in self._children.get(code, ()) for region in self._named(child)]
        if code is not None and (own := own_level(self.get(code, year))) is not None:
            found.insert(0, own)
        return tuple(region for region in found if region.valid_in(year))

    def descendants(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """Everything below a region in `year` (None: today), each region before what is under it."""
        found: list[Region] = []
        for child in self.children(code, year):
            found.append(child)
            found += self.descendants(child.code, year)
        return tuple(found)

    def path(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """The regions from the province down to the region itself; raises UserError for an unknown code."""
        known = self._paths.get((code, year))
        if known is None:
            region = self.get(code, year)
            above = self.path(region.parent, year) if region.parent else ()
            known = self._paths[code, year] = (*above, region)
        return known

    def full_name(self, code: str, year: int | None = None) -> str:
        """山东省聊城市阳谷县; the name of a unit that already holds its parent's is not preceded by it."""
        path = self.path(code, year)
        last = path[-1].name if path[-1].level == "unit" else ""
        # 石家庄高新技术产业开发区 needs no 石家庄市 before it.
        return "".join(
            region.name
            for region in path
            if region is path[-1] or region.name[: max(2, len(region.name) - 1)] not in last
        )

    def search(self, text: str, year: int | None = None, limit: int = 50, home: Home | None = None) -> list[Hit]:
        """Regions for what a person types: name, part of it, code, pinyin, initials, with the parents before it.

        Best first: exact, beginning, beginning below a named parent (聊城阳谷, lcyg), inside; then standing before
        abolished, higher level, code. What lies near `home` comes before the rest of those that begin as typed. With
        a year, only what existed in it. Where nothing fits, names that are easily mistaken for what was typed
        (达板城 for 达坂城).
        """
        found = self._searcher.search(text, year, limit, home)
        if found or not any(character > _LAST_OF_LATIN for character in text):
            return found
        return self._searcher.nearly(
            text, year, limit, lambda one, other: self._look_alikes.cost(one, other) == 1, home
        )

    def match(self, name: str, parent: str | None = None, year: int | None = None) -> Match:
        """The region that a name on paper means, below `parent` where given, among those of `year` (None: today).

        Exact names win over aliases, what is nearer to the parent over what is farther down; without a parent a name
        that several regions share stays ambiguous, only provinces win over others (吉林 is 吉林省). Without a year an
        abolished region is found when none of today bears the name.
        """
        return self._matcher.match(name, parent, year)

    def region_of_office(self, office: str, parent: str | None = None, year: int | None = None) -> Match:
        """The region of an office: 阳谷县医疗保障局, 沙区医保局, 州财政局 (below or above `parent`)."""
        return self._matcher.match_office(office, parent, year)

    def _named(self, code: str) -> tuple[Region, ...]:
        """The rows of a code, the earliest first; () for an unknown one."""
        if code in self._parsed:
            return self._parsed[code]
        if code in self._extra_units:
            return (self._extra_units[code],)
        if code in self._rows:
            self._parsed[code] = tuple(parse_row(line) for line in self._rows[code])
        elif code.endswith(OWN_LEVEL_SUFFIX):
            units = (own_level(region) for region in self._named(code.removesuffix(OWN_LEVEL_SUFFIX)))
            self._parsed[code] = tuple(unit for unit in units if unit is not None)
        return self._parsed.get(code, ())

    @cached_property
    def _children(self) -> dict[str | None, list[str]]:
        children: dict[str | None, list[str]] = defaultdict(list)
        for code, lines in self._rows.items():
            if code in self._extra_units:
                continue
            children[lines[0].split("\t", 3)[2] or None].append(code)
        for unit in self._extra_units.values():
            children[unit.parent].append(unit.code)
        return children

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self, self._look_alikes)

    @cached_property
    def _searcher(self) -> Searcher:
        regions = list(self.regions())
        own = (self._named(code + OWN_LEVEL_SUFFIX) for code in dict.fromkeys(region.code for region in regions))
        return Searcher([*regions, *(unit for units in own for unit in units)])
