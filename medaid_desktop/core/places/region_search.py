"""Search as one types: name, part of a name, code, pinyin, initials, also with the names above mixed in."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from medaid_desktop.core.places.region_rows import LEVELS, Region

FoundBy = Literal["name", "code", "pinyin", "with-parents", "look-alike"]
EXACT, PREFIX, BELOW, INSIDE, NEARLY = range(5)
# Shorter pieces of pinyin stand inside half of all names.
_LEAST_INSIDE_PINYIN = 3
_LEAST_PARENT = 2
_EDGE = "\t"
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """A region found: how (name, code, pinyin or initials, with-parents, look-alike) and how well (0 exact … 4 nearly)."""

    region: Region
    found_by: FoundBy
    grade: int


@dataclass(frozen=True, slots=True)
class Home:
    """Where the one who searches is at home: codes of the office's region ("" for none) and of those with filings."""

    office: str = ""
    filled: frozenset[str] = frozenset()


class _Keys:
    """Search keys of numbered entries: sorted for beginnings, and as one text so that one search sees all insides."""

    def __init__(self, keys: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        rows = list(keys)
        # The entry's number rides behind the key: sorting plain texts is several times quicker than sorting pairs.
        self._keys = sorted(f"{key}{_EDGE}{entry}" for entry, row in rows for key in row)
        self._numbers = [entry for entry, _ in rows]
        texts = [_EDGE.join(row) + _EDGE for _, row in rows]
        self._text = "".join(texts)
        self._starts = list(accumulate((len(text) for text in texts), initial=0))

    def beginning(self, text: str) -> Iterator[tuple[int, str]]:
        """Every entry with a key that begins with `text`, and that key."""
        first = bisect_left(self._keys, text)
        last = bisect_left(self._keys, text + _AFTER_ALL, first)
        for numbered in self._keys[first:last]:
            key, _, entry = numbered.partition(_EDGE)
            yield int(entry), key

    def grades(self, text: str, inside: bool) -> dict[int, int]:
        """Entry -> how well its best key fits `text`; pieces inside a key count only where `inside`."""
        best: dict[int, int] = {}
        if inside:
            place = self._text.find(text)
            while place >= 0:
                best[self._numbers[bisect_right(self._starts, place) - 1]] = INSIDE
                place = self._text.find(text, place + 1)
        for entry, key in self.beginning(text):
            best[entry] = min(best.get(entry, INSIDE), EXACT if key == text else PREFIX)
        return best


class Searcher:
    """The search index of a table: built once, asked at every key stroke."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._regions = list(regions)
        self._parents = {region.code: region.parent for region in self._regions}
        self._above = [_codes_above(region.parent, self._parents) for region in self._regions]

    @cached_property
    def _codes(self) -> _Keys:
        return _Keys((entry, (region.code.lower(),)) for entry, region in enumerate(self._regions))

    @cached_property
    def _names(self) -> tuple[_Keys, _Keys]:
        """The names of all regions, and those of provinces and prefectures alone."""
        return self._all_and_heads([(region.name, *region.aliases) for region in self._regions])

    @cached_property
    def _pinyin(self) -> tuple[_Keys, _Keys]:
        """Pinyin and initials of all regions, and those of provinces and prefectures alone."""
        return self._all_and_heads([(region.pinyin, region.initials, *region.also) for region in self._regions])

    def _all_and_heads(self, keys: list[tuple[str, ...]]) -> tuple[_Keys, _Keys]:
        heads = [entry for entry, region in enumerate(self._regions) if region.level in ("province", "prefecture")]
        return _Keys(enumerate(keys)), _Keys((entry, keys[entry]) for entry in heads)

    def search(self, text: str, year: int | None, limit: int, home: Home | None = None) -> list[Hit]:
        """See RegionTable.search."""
        query = fold_query(text)
        if not query:
            return []
        found_by, grades = self._direct(query)
        found = {entry: Hit(self._regions[entry], found_by, grade) for entry, grade in grades.items()}
        if found_by != "code":
            for entry in self._below(query):
                if entry not in found or found[entry].grade > BELOW:
                    found[entry] = Hit(self._regions[entry], "with-parents", BELOW)
        return self._best(found, year, limit, home)

    def nearly(
        self, text: str, year: int | None, limit: int, alike: Callable[[str, str], bool], home: Home | None = None
    ) -> list[Hit]:
        """Regions whose name or alias is one that `alike` takes for what was typed: 达板城 for 达坂城."""
        query = fold_query(text)
        found = {
            entry: Hit(region, "look-alike", NEARLY)
            for entry, region in enumerate(self._regions)
            if any(alike(query, name) for name in (region.name, *region.aliases))
        }
        return self._best(found, year, limit, home)

    def _best(self, found: dict[int, Hit], year: int | None, limit: int, home: Home | None) -> list[Hit]:
        ways = self._ways(home) if home else set[str]()
        office = home.office if home else ""
        entries = [entry for entry, hit in found.items() if year is None or hit.region.valid_in(year)]
        # Pieces inside a name are chance hits: being near does not lift them over what begins as typed.
        entries.sort(
            key=lambda entry: (
                found[entry].grade > BELOW,
                self._distance(entry, office, ways) if ways else 0,
                *_rank(found[entry]),
            )
        )
        return [found[entry] for entry in entries[:limit]]

    def _ways(self, home: Home) -> set[str]:
        """The codes of all regions at home, and of those above them."""
        codes = {code for code in (home.office, *home.filled) if code in self._parents}
        return codes.union(*(_codes_above(self._parents[code], self._parents) for code in codes))

    def _distance(self, entry: int, office: str, ways: set[str]) -> int:
        """0 at home, above or inside the office's region; 1 in a prefecture of such, 2 in a province, 3 far off."""
        above = self._above[entry]
        if self._regions[entry].code in ways or office in above:
            return 0
        if not above or above[-1] not in ways:
            return 3
        return 1 if any(code in ways for code in above[:-1]) else 2

    def _direct(self, query: str) -> tuple[FoundBy, dict[int, int]]:
        if query[0].isdigit():
            return "code", self._codes.grades(query, inside=False)
        if query.isascii():
            return "pinyin", self._pinyin[0].grades(query, inside=len(query) >= _LEAST_INSIDE_PINYIN)
        return "name", self._names[0].grades(query, inside=True)

    def _below(self, query: str) -> set[int]:
        """Entries whose own key begins with the end of the query while regions above begin with its start."""
        keys, head_keys = self._pinyin if query.isascii() else self._names
        found: set[int] = set()
        for cut in range(_LEAST_PARENT, len(query)):
            if heads := self._heads(head_keys, query[:cut]):
                found |= self._under(heads, keys, query[cut:])
        return found

    def _heads(self, keys: _Keys, text: str) -> set[str]:
        """Codes of provinces and prefectures meant by `text`, which may name a province and then a prefecture."""
        entries = {entry for entry, _ in keys.beginning(text)}
        for cut in range(_LEAST_PARENT, len(text) - 1):
            if provinces := {self._regions[entry].code for entry, _ in keys.beginning(text[:cut])}:
                entries |= self._under(provinces, keys, text[cut:])
        return {self._regions[entry].code for entry in entries}

    def _under(self, heads: set[str], keys: _Keys, text: str) -> set[int]:
        return {entry for entry, _ in keys.beginning(text) if not heads.isdisjoint(self._above[entry])}


def fold_query(text: str) -> str:
    """What was typed, for comparing: no blanks or apostrophes, lower case, half-width, ü as v, lve as lue."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    folded = "".join(character for character in folded if not character.isspace() and character not in "'’`\t")
    return folded.replace("lve", "lue").replace("nve", "nue")


def _codes_above(code: str | None, parents: dict[str, str | None]) -> tuple[str, ...]:
    """A code and those above it, the province last."""
    codes: list[str] = []
    while code is not None:
        codes.append(code)
        code = parents.get(code)
    return tuple(codes)


def _rank(hit: Hit) -> tuple[int, bool, int, str]:
    return hit.grade, hit.region.until is not None, LEVELS.index(hit.region.level), hit.region.code
