"""Which year and which region a table is for, out of titles, offices and what stands around it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from medaid_desktop.core.grid import Document
from medaid_desktop.core.places.region_names import place_of_office
from medaid_desktop.core.places.regions import Match, Region, RegionTable
from medaid_desktop.recognition.where.place_names import office_region, place_names
from medaid_desktop.recognition.wording.folding import squeezed
from medaid_desktop.recognition.wording.years import bare_year, year_in

_MOST = 0.9
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:医疗保障局|医保局|财政局|财政厅|医疗保障事务中心|医疗保险服务中心|人民政府|卫生健康局|卫生健康委|民政局)"
)
_TITLE_PLACE = re.compile(
    r"(?:^|关于|下达|拨付|[年度批于达给]|[)）])([\u4e00-\u9fff]{2,10}?(?:自治区|自治州|地区|省|市|州|县|区|盟|旗))"
)
_CODE_BEFORE = re.compile(r"^[\[【(（]?\d{2,}[\]】)）]?\s*[-—_、.]?\s*")
_BLANK_OFFICE = re.compile(r"[XxＸ×*＊○某_]{2}|[某×]|[XxＸ](?=[省市县区州])")


@dataclass(slots=True)
class Surroundings:
    """What a document as a whole says: the region it comes from, the year of its letter and of its name."""

    parent: str | None = None
    year: int | None = None
    file_year: int | None = None
    name: str = ""


def surroundings(document: Document, regions: RegionTable, hint: str | None) -> Surroundings:
    """The region that most offices and titles of a document lie in, with `hint` as the office that reads it."""
    texts = list(document.paragraphs)
    for grid in document.grids:
        texts += [grid.name, *grid.above, *grid.below]
        texts += [cell.text for cell in grid.cells[:12] if 8 <= len(cell.text) < 120]
    letter = [text for grid in document.grids for text in grid.above]
    year = year_in([*document.paragraphs, *letter])
    file_year = year_in([document.name]) or bare_year(document.name)
    codes = {region.code for region in _regions_named([document.name, *texts], regions, year or file_year)}
    return Surroundings(_common(codes, regions) or hint if codes else hint, year, file_year, document.name)


def _regions_named(texts: Sequence[str], regions: RegionTable, year: int | None) -> Iterator[Region]:
    names = place_names(regions)
    for text in dict.fromkeys(texts):
        flat = squeezed(text)
        for found in _OFFICE.finditer(flat):
            known = names.ends_with_one(place_of_office(found[0])) and not is_blank_office(found[0])
            region = office_region(regions, found[0], None, year).region if known else None
            if region:
                yield region
        place = region_in_title(flat, regions, None, year)
        if place:
            yield place


def region_in_title(text: str, regions: RegionTable, parent: str | None, year: int | None) -> Region | None:
    """The region that a title names: 德宏州2021年…, 2024年河南省…."""
    flat = squeezed(text)
    for found in _TITLE_PLACE.finditer(flat):
        if not place_names(regions).ends_with_one(found[1]):
            continue
        match = regions.match(found[1], parent, year)
        if match.kind == "unknown" and parent:
            match = regions.match(found[1], None, year)
        if match.region and match.region.level != "unit":
            return match.region
    return None


def is_blank_office(name: str) -> bool:
    """Whether the name of an office is still to be filled in: XX财政局, **县医保局."""
    return bool(_BLANK_OFFICE.search(name))


def _common(codes: set[str], regions: RegionTable) -> str | None:
    """The lowest region that all lie in; without any common one, None."""
    paths = [[region.code for region in regions.path(code)] for code in codes]
    common: str | None = None
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1:
            break
        common = steps[0]
    return common


def region_of(
    names: Iterable[str], regions: RegionTable, parent: str | None, year: int | None
) -> tuple[Match, str] | None:
    """The first of some names (offices, columns, sheets) that means a region, surely or nearly; with that name."""
    doubtful: tuple[Match, str] | None = None
    for name in names:
        if not name or is_blank_office(name) or len(name) > 40:
            continue
        office = _CODE_BEFORE.sub("", name.strip()).removesuffix("本级")
        for within in dict.fromkeys((parent, None)):
            match = office_region(regions, office, within, year)
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
        candidates = office_region(regions, name, None, year).candidates
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
