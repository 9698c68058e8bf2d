"""Which year and which region a table is for, out of titles, offices and what stands around it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from medaid_desktop.core.grid import Document
from medaid_desktop.core.regions import Match, Region, RegionTable
from medaid_desktop.recognition.folding import squeezed

_MOST = 0.9
_YEAR_LINE = re.compile(r"[(（]?\s*(20\d\d)\s*年\s*度?\s*[)）]?")
_YEAR_OF_FORM = re.compile(r"[(（]\s*(20\d\d)\s*年?\s*度?\s*[)）]")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
_ISSUED = re.compile(r"[〔\[【（(](20\d\d)[〕\]】）)]")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:医疗保障局|医保局|财政局|医疗保障事务中心|医疗保险服务中心|人民政府|卫生健康局|民政局)"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|地区|省|市|州|县|区|盟|旗)")
_TITLE_PLACE = re.compile(r"^(?:关于|下达|拨付)*([\u4e00-\u9fff]{2,9}?(?:自治区|自治州|地区|省|市|州|县|区|盟|旗))")


def year_in(texts: Iterable[str]) -> int | None:
    """The year that texts are about, the first that says one: （2021年度） before 2021年 before 〔2021〕."""
    joined = [text for text in texts if text]
    for pattern in (_YEAR_OF_FORM, _YEAR_LINE, _YEAR, _ISSUED):
        for text in joined:
            found = pattern.search(text)
            if found:
                return int(found[1])
    return None


@dataclass(slots=True)
class Surroundings:
    """What a document as a whole says: the region it comes from, its year."""

    parent: str | None = None
    year: int | None = None
    said: list[str] = field(default_factory=list[str])


def surroundings(document: Document, regions: RegionTable, hint: str | None) -> Surroundings:
    """The region that most offices and titles of a document lie in, with `hint` as the office that reads it."""
    texts = [document.name, *document.paragraphs]
    for grid in document.grids:
        texts += [grid.name, *grid.above, *grid.below]
        texts += [cell.text for cell in grid.cells[:12] if len(cell.text) < 120]
    year = year_in(texts)
    named = list(_regions_named(texts, regions, year))
    parent = hint
    if named:
        codes = {region.code for region in named}
        parent = _common(codes, regions) or hint
    return Surroundings(parent, year, texts)


def _regions_named(texts: Sequence[str], regions: RegionTable, year: int | None) -> Iterable[Region]:
    for text in texts:
        flat = squeezed(text)
        for found in _OFFICE.finditer(flat):
            region = regions.region_of_office(found[0], None, year).region
            if region:
                yield region
        start = _TITLE_PLACE.match(flat)
        region = regions.match(start[1], None, year).region if start else None
        if region:
            yield region


def _common(codes: set[str], regions: RegionTable) -> str | None:
    """The lowest region that all lie in; without any common one, None."""
    paths = [[region.code for region in regions.path(code)] for code in codes]
    common: str | None = None
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1:
            break
        common = steps[0]
    return common


def region_of(names: Iterable[str], regions: RegionTable, parent: str | None, year: int | None) -> tuple[Match, str] | None:
    """The first of some names (offices, columns, sheets) that means a region, surely or nearly; with that name."""
    doubtful: tuple[Match, str] | None = None
    for name in names:
        if not name or "XX" in name.upper() or "某" in name or "**" in name:
            continue
        for within in dict.fromkeys((parent, None)):
            match = regions.region_of_office(name, within, year)
            if match.region:
                return match, name
            if doubtful is None and match.kind in ("look-alike", "ambiguous"):
                doubtful = match, name
    return doubtful


def parent_of(names: Iterable[str], regions: RegionTable, year: int | None) -> str | None:
    """The lowest region that at least nine in ten of the names of a list lie in; None where they name no places.

    A name borne by several regions counts for the ancestors of each.
    """
    votes: Counter[str] = Counter()
    depths: dict[str, int] = {}
    told = 0
    for name in names:
        candidates = regions.region_of_office(name, None, year).candidates
        above: set[str] = set()
        for region in candidates:
            path = regions.path(region.code, year)
            for depth, step in enumerate(path):
                depths[step.code] = depth
                if step.code != region.code or len(path) == 1:
                    above.add(step.code)
        told += bool(above)
        votes.update(above)
    fitting = [code for code, count in votes.items() if count >= _MOST * told]
    return max(fitting, key=lambda code: depths[code], default=None)
