"""Suggestions for fields that name a region or an office of one."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from medaid_desktop.core.definitions.vocabulary import Vocabulary
from medaid_desktop.core.places.region_search import fold_query
from medaid_desktop.core.places.regions import Region, RegionTable
from medaid_desktop.operations.suggesting.suggested import Asked, Candidate, Suggestion, fitting

_ANY_LEVEL = ("province", "prefecture", "county", "unit")
REGION_FIELDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("", "province"): ("province",),
    ("", "prefecture"): ("prefecture",),
    ("rows", "name"): _ANY_LEVEL,
}
"""Fields and columns of the contract's forms (section 3) that name a region, with the levels they name."""

_SEARCHED, _LISTED = 400, 60
_TYPE = "region"


def warm_up(table: RegionTable) -> None:
    """Builds the indexes that the first question would wait for, some tenth of a second; for a background thread."""
    for typed in ("a", "阿", "1"):
        table.search(typed)


def region_levels(asked: Asked) -> tuple[str, ...]:
    """The levels of region that a cell names, () where it names none."""
    if asked.definition.type == _TYPE:
        return _ANY_LEVEL
    if asked.slot.table and asked.filing.form != "allocation":
        return ()
    return REGION_FIELDS.get((asked.slot.table, asked.slot.field), ())


def regions_for(asked: Asked, levels: tuple[str, ...], table: RegionTable) -> list[Suggestion]:
    """Regions by name, part of it, code, pinyin or initials; with nothing typed, those that are likely to come.

    In a table only those inside the filing's region are offered, the ones it names already left out.
    """
    inside = _inside(asked, table)
    found = (
        (hit.region for hit in table.search(asked.typed, asked.filing.year, _SEARCHED))
        if fold_query(asked.typed)
        else _likely(asked, levels, table)
    )
    rows = asked.filing.rows(asked.slot.table) if asked.slot.table else []
    used = {row.get(asked.slot.field, "") for row in rows}
    regions = [
        region
        for region in dict.fromkeys(found)
        if region.level in levels and region.name not in used and _lies_in(region, inside)
    ]
    regions.sort(key=lambda region: not _lies_in(region, asked.filing.region or ""))
    return [Suggestion(region.name, "region", _path(region, table, asked.filing.year)) for region in regions[:_LISTED]]


def offices_for(asked: Asked, written: Iterable[Candidate], table: RegionTable, words: Vocabulary) -> list[Suggestion]:
    """Offices: those written before, then the region's own, then those of the region above it."""
    own = _offices(asked, table, words)
    return fitting(chain(written, own), asked.typed, words.initials)


def _offices(asked: Asked, table: RegionTable, words: Vocabulary) -> Iterator[Candidate]:
    code, year = asked.filing.region, asked.filing.year
    if not code or table.find(code, year) is None:
        return
    for region in list(reversed(table.path(code, year)))[:2]:
        if region.level == "unit":
            continue
        for office in words.offices:
            if region.level not in office.levels:
                continue
            short = [f"{name}{also}" for also in office.also for name in (region.name, *region.aliases[:1])]
            letters = [
                "".join(option[0] for option in words.initials.spelled(text)) for text in (office.name, *office.also)
            ]
            keys = (*short, office.name, *office.also, *(region.initials + typed for typed in letters))
            yield Candidate(Suggestion(f"{region.name}{office.name}", "office"), keys)


def _inside(asked: Asked, table: RegionTable) -> str:
    """The code below which a cell's regions lie, "" for the whole country."""
    code = asked.filing.region or ""
    if not code or table.find(code) is None:
        return ""
    if asked.slot.table:
        return code
    return table.path(code)[0].code if asked.slot.field == "prefecture" else ""


def _lies_in(region: Region, code: str) -> bool:
    """Whether a region is one of a code or below it; everything lies in ""."""
    if not code or "+" in code:
        return not code or region.code == code
    significant = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return region.code.startswith(significant)


def _likely(asked: Asked, levels: tuple[str, ...], table: RegionTable) -> list[Region]:
    """What comes first where nothing is typed: a table's children, the filing's own province or prefecture."""
    code, year = asked.filing.region, asked.filing.year
    if not code or table.find(code, year) is None:
        return [*table.children(None, year)] if "province" in levels else []
    path = table.path(code, year)
    if asked.slot.table:
        return [*table.children(code, year), *table.descendants(code, year)]
    beside = table.children(path[0].code, year) if "province" not in levels else table.children(None, year)
    return [*path, *beside]


def _path(region: Region, table: RegionTable, year: int | None) -> str:
    return " › ".join(above.name for above in table.path(region.code, year)[:-1])
