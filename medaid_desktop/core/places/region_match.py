"""Finds the region that a name on paper means, or says that it cannot be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from medaid_desktop.core.places.region_names import (
    OWN_LEVEL_ENDINGS,
    RANK_WORDS,
    LookAlikes,
    bracketed,
    fold,
    fold_zone,
    place_of_office,
    trimmed,
)
from medaid_desktop.core.places.region_rows import Region, own_level

MatchKind = Literal["exact", "alias", "look-alike", "ambiguous", "unknown"]
# The parent itself is the last thing its own table would name: 吉林 in a table of 吉林省 is 吉林市.
_ITSELF_DEPTH = 9
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Match:
    """What a written name means: `kind` and the candidates, the likeliest first.

    exact and alias have one candidate; look-alike has one that a person must confirm; ambiguous has several; unknown
    has those of other years that bear the name, often none.
    """

    kind: MatchKind
    candidates: tuple[Region, ...] = ()

    @property
    def region(self) -> Region | None:
        """The one region meant, only where that is certain (exact or alias)."""
        return self.candidates[0] if self.kind in ("exact", "alias") else None


class Regions(Protocol):
    """What matching needs of the table."""

    def regions(self) -> Iterator[Region]: ...
    def find(self, code: str, year: int | None = None) -> Region | None: ...
    def path(self, code: str, year: int | None = None) -> tuple[Region, ...]: ...


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a name is looked for: below `parent` (None: everywhere), among what existed in `year` (None: today)."""

    matcher: Matcher
    parent: str | None
    year: int | None

    def depth(self, region: Region) -> int | None:
        """Steps below the parent, None outside; without a parent only provinces are nearer than the rest."""
        if self.parent is None:
            return 0 if region.level == "province" else 1
        if region.code == self.parent:
            return _ITSELF_DEPTH
        steps, code = 1, region.parent
        while code is not None and code != self.parent:
            steps, code = steps + 1, self.matcher.parents.get(code)
        return None if code is None else steps

    def inside(self, regions: Iterable[Region]) -> list[Region]:
        return [region for region in regions if self.depth(region) is not None]

    def pick(self, regions: Iterable[Region]) -> list[Region]:
        """Of all that bear a name: those inside and of the year, the nearest, not the one whose heir began as it ended."""
        inside = self.inside(regions)
        valid = [region for region in inside if region.valid_in(self.year)]
        if not valid and self.year is None:
            valid = inside
        nearest = min((self.depth(region) or 0 for region in valid), default=0)
        near = [region for region in valid if (self.depth(region) or 0) == nearest]
        begun = {(region.code, region.since) for region in near}
        return [region for region in near if begun.isdisjoint((code, region.until) for code in region.successors)]


class Matcher:
    """The names of a table, indexed once, and the steps that lead from a written name to a region."""

    def __init__(self, table: Regions, look_alikes: LookAlikes) -> None:
        self._table = table
        self._look_alikes = look_alikes
        self._names: dict[str, list[Region]] = defaultdict(list)
        self._aliases: dict[str, list[Region]] = defaultdict(list)
        self.parents: dict[str, str | None] = {}
        for region in table.regions():
            self.parents[region.code] = region.parent
            self._names[fold(region.name)].append(region)
            for alias in dict.fromkeys(fold_zone(alias) for alias in (region.name, *region.aliases)):
                self._aliases[alias].append(region)

    def match(self, name: str, parent: str | None, year: int | None) -> Match:
        """See RegionTable.match."""
        text, scope = fold(name), _Scope(self, parent, year)
        if not text:
            return Match("unknown")
        return (
            self._named(text, scope)
            or self._trimmed(text, scope)
            or self._of_other_years(text, scope)
            or self._look_alike(text, scope)
            or Match("unknown", tuple(scope.inside(self._aliases.get(fold_zone(text), ()))))
        )

    def match_office(self, office: str, parent: str | None, year: int | None) -> Match:
        """See RegionTable.region_of_office."""
        return self.match(place_of_office(office), parent, year)

    def _named(self, text: str, scope: _Scope) -> Match | None:
        return (
            self._whole(text, scope)
            or self._rank_word(text, scope)
            or self._own_level(text, scope)
            or self._with_parents(text, scope)
            or self._double(text, scope)
        )

    def _whole(self, text: str, scope: _Scope) -> Match | None:
        for kind, regions in (("exact", self._names.get(text, ())), ("alias", self._aliases.get(fold_zone(text), ()))):
            if picked := scope.pick(regions):
                return _found("exact" if kind == "exact" else "alias", picked)
        return None

    def _rank_word(self, text: str, scope: _Scope) -> Match | None:
        """市, 全市, 本州: the nearest region at or above the parent that has this rank."""
        word = text[1:] if text[0] in "全本" else text
        if word not in RANK_WORDS or scope.parent is None:
            return None
        ending = "自治州" if word == "州" else word
        for region in reversed(self._table.path(scope.parent, scope.year)):
            if region.name.endswith(ending):
                return Match("alias", (region,))
        return None

    def _own_level(self, text: str, scope: _Scope) -> Match | None:
        ending = next((ending for ending in OWN_LEVEL_ENDINGS if text.endswith(ending)), "")
        if not ending:
            return None
        base = text.removesuffix(ending)
        named = self._named(base, scope) if base else None
        if base:
            if named is None or named.region is None:
                return named
            region = named.region
        else:
            region = self._table.find(scope.parent, scope.year) if scope.parent else None
        if region is None or region.level == "unit":
            return None
        unit = own_level(region)
        if unit is None:
            return Match("alias", (region,))
        exact = named is not None and named.kind == "exact" and text.endswith(unit.name)
        return Match("exact" if exact else "alias", (unit,))

    def _double(self, text: str, scope: _Scope) -> Match | None:
        """高新区(新市区) that is no alias as a whole: what its two names mean together.

        Where they name a place and one inside it, the inner one; where only the bracketed name is known, a person
        must confirm: the office before it may be one that the table does not know.
        """
        names = bracketed(text)
        if names is None or set(names) <= set(RANK_WORDS):
            return None
        outer, inner = (self._named(name, scope) if name else None for name in names)
        regions = {region.code: region for found in (outer, inner) if found for region in found.candidates}
        if not regions:
            return None
        above = {region.code for code in regions for region in self._table.path(code)[:-1]}
        kind = "look-alike" if outer is None and names[0] else "alias"
        return _found(kind, [region for code, region in regions.items() if code not in above])

    def _with_parents(self, text: str, scope: _Scope) -> Match | None:
        """聊城市阳谷县, 新疆乌鲁木齐天山区: the names above stand before it."""
        above = self._table.path(scope.parent, scope.year) if scope.parent else ()
        for cut in range(len(text) - 2, 1, -1):
            head = [*self._names.get(text[:cut], ()), *self._aliases.get(text[:cut], ())]
            heads = {region.code for region in scope.inside(head)} | {region.code for region in above if region in head}
            results = [self._named(text[cut:], _Scope(self, code, scope.year)) for code in sorted(heads)]
            inside = {
                region.code: region
                for found in results
                if found
                for region in scope.inside(found.candidates)
                if region.code not in heads
            }
            if picked := scope.pick(inside.values()):
                return _found(_weakest(found.kind for found in results if found), picked)
        return None

    def _trimmed(self, text: str, scope: _Scope) -> Match | None:
        shorter = trimmed(text)
        if not shorter or shorter == text:
            return None
        found = self._named(shorter, scope)
        return Match("alias", found.candidates) if found and found.kind == "exact" else found

    def _of_other_years(self, text: str, scope: _Scope) -> Match | None:
        """A name that was right in another year: 玉环县 in 2021 is most likely 玉环市; of 江干区 the heirs are told."""
        others = scope.inside(self._names.get(text, ()))
        if not others:
            return None
        codes = dict.fromkeys(code for region in others for code in region.successors)
        heirs = [heir for code in codes if (heir := self._table.find(code, scope.year)) and heir.valid_in(scope.year)]
        if len(heirs) == 1 and heirs[0].name[:-1] == text[:-1]:
            return Match("look-alike", (heirs[0],))
        return Match("unknown", (*others, *heirs))

    def _look_alike(self, text: str, scope: _Scope) -> Match | None:
        best: dict[str, Region] = {}
        least = 3
        if len(text) > _LONGEST_NAME:
            return None
        for written, regions in self._aliases.items():
            cost = self._look_alikes.cost(text, written) if abs(len(written) - len(text)) < 2 else None
            if cost is None or cost > least:
                continue
            near = {r.code: r for r in scope.inside(regions) if r.valid_in(scope.year) and r.code != scope.parent}
            if near:
                best = near if cost < least else best | near
                least = cost
        return _found("look-alike", sorted(best.values(), key=lambda region: region.code)) if best else None


def _weakest(kinds: Iterable[MatchKind]) -> MatchKind:
    """look-alike if any is, else alias unless all are exact: what stands before a name makes it no more certain."""
    seen = set(kinds)
    return "look-alike" if "look-alike" in seen else "exact" if seen == {"exact"} else "alias"


def _found(kind: MatchKind, regions: list[Region]) -> Match:
    return Match(kind if len(regions) == 1 else "ambiguous", tuple(regions))
