"""Names of places looked up quickly: what can be no place is told at once, what was looked up is remembered."""

from functools import cached_property, lru_cache

from medaid_desktop.core.places.region_names import (
    OWN_LEVEL_ENDINGS,
    RANK_WORDS,
    fold,
    fold_zone,
    place_of_office,
    trimmed,
)
from medaid_desktop.core.places.regions import Match, RegionTable

_UNKNOWN = Match("unknown")
_LONGEST = 40
_MOST_OFFERED = 10


class KnownNames:
    """The names and aliases of a table, whole and with one character struck out.

    The table itself compares an unknown name with every other for one that resembles it, which takes milliseconds; a list of
    a thousand offices that are no places must not wait for that.
    """

    def __init__(self, regions: RegionTable) -> None:
        written = (name for region in regions.regions() for name in (region.name, *region.aliases))
        self._names = frozenset(fold_zone(fold(name)) for name in written)

    @cached_property
    def _struck(self) -> frozenset[tuple[str, str]]:
        """Asked for only where a name is not known as it is written."""
        return frozenset(piece for name in self._names if len(name) > 2 for piece in _struck(name))

    def ends_with_one(self, text: str) -> bool:
        """Whether a text ends with the name of a place, whatever stands before it."""
        flat = fold_zone(fold(text))
        return any(flat[at:] in self._names for at in range(max(0, len(flat) - 1)))

    def may_be_one(self, office: str) -> bool:
        """Whether an office's name may name a place: by a known name, 本级, the rank alone, brackets, or a near miss."""
        flat = fold_zone(trimmed(place_of_office(office)))
        if not flat:
            return False
        if flat.lstrip("全本") in RANK_WORDS or flat.endswith(OWN_LEVEL_ENDINGS) or "(" in flat:
            return True
        if any(flat[at:] in self._names for at in range(len(flat) - 1)):
            return True
        if ("", flat) in self._struck or any(flat[:at] + flat[at + 1 :] in self._names for at in range(len(flat))):
            return True
        return any((str(at), flat[:at] + flat[at + 1 :]) in self._struck for at in range(len(flat)))


def _struck(name: str) -> list[tuple[str, str]]:
    """A name without one character, with what stood before it; and that as a name that one was left out of."""
    pieces = [(str(at), name[:at] + name[at + 1 :]) for at in range(len(name))]
    return pieces + [("", rest) for _, rest in pieces]


@lru_cache(maxsize=256)
def names_above(code: str | None, regions: RegionTable) -> frozenset[str]:
    """How the region of a code and those that it lies in are called, their ranks left out too."""
    written = {name for region in (regions.path(code) if code else ()) for name in (region.name, *region.aliases)}
    return frozenset(written | {name[:-1] for name in written if len(name) > 2 and name[-1] in RANK_WORDS})


def offered(match: Match, regions: RegionTable, year: int | None) -> tuple[tuple[str, str], ...]:
    """The regions that a name may mean, each with its code and full name, the likeliest first; the first few of many."""
    return tuple((region.code, regions.full_name(region.code, year)) for region in match.candidates[:_MOST_OFFERED])


@lru_cache(maxsize=4)
def place_names(regions: RegionTable) -> KnownNames:
    """The names of a table, indexed once."""
    return KnownNames(regions)


@lru_cache(maxsize=16384)
def office_region(regions: RegionTable, name: str, within: str | None, year: int | None) -> Match:
    """The region of an office, below `within` where given; as RegionTable.region_of_office, remembered."""
    if len(name) > _LONGEST or not place_names(regions).may_be_one(name):
        return _UNKNOWN
    return regions.region_of_office(name, within, year)
