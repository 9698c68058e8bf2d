"""The regions that the rows of an allocation name, each inside what it stands under."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.places.regions import Match, Region, RegionTable
from medaid_desktop.recognition.allocation.allocation_lines import Line
from medaid_desktop.recognition.allocation.allocation_rows import Allocated
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.understood import Notice
from medaid_desktop.recognition.where.place_names import offered, office_region
from medaid_desktop.recognition.where.places import is_blank_office
from medaid_desktop.recognition.wording.folding import squeezed
from medaid_desktop.recognition.wording.numbering import style_of

_TOTALS = re.compile(
    r"(?:全[国省市州县区盟旗师]|全自治区|全兵团|[总共])?(?:合计|总计|汇总|共计|总额|总数)|全[省市州县区](?:小计|总和)?|全自治区"
)
_MOST_NAMED = 4
_SUM_OF_ALL = re.compile(r"(?:兵团|各?[省市州盟县区旗师]{1,3}|地方|本次|补助|资金|分配|下达)+(?:合计|总计)|小计")
_NEAR = 40
"""Rows before and behind that are asked for the prefecture they lie in."""
_CODE = re.compile(r"\d{6}(?:\d{3}|\d{6})?")


@dataclass(slots=True)
class Placed:
    """A row with the region found for it and how."""

    row: Allocated
    line: Line
    match: Match | None = None
    region: Region | None = None
    guessed: bool = False


def place_rows(rows: Sequence[Allocated], within: str | None, regions: RegionTable, year: int | None) -> list[Placed]:
    """Every row as the grammar sees it, with the region its name means; ambiguous names are settled by their neighbours."""
    matcher = _Matcher(regions, within, year)
    placed = [_place(row, matcher) for row in rows]
    _mark_whole(placed, within)
    _settle_ambiguous(placed, matcher)
    for item in placed:
        if item.region:
            path = [step.code for step in regions.path(item.region.code, year)]
            item.line.code, item.line.level, item.line.above = item.region.code, item.region.level, tuple(path[:-1])
    return placed


@dataclass(frozen=True, slots=True)
class _Matcher:
    """Where the names of a table are looked for."""

    regions: RegionTable
    within: str | None
    year: int | None

    def match(self, name: str, parent: str | None) -> Match:
        return Match("unknown") if is_blank_office(name) else office_region(self.regions, name, parent, self.year)


def _place(row: Allocated, matcher: _Matcher) -> Placed:
    check()
    key = squeezed(row.name.text).strip(":：、,，")
    mark = style_of(row.serial, row.name.text)
    line = Line(key, row.of_which, row.indent, row.numbers, place=row.name.place, mark=mark)
    line.is_total = bool(_TOTALS.fullmatch(key)) and (not row.outer or squeezed(row.outer) == key)
    item = Placed(row, line)
    if line.is_total:
        return item
    code = next((text.text for name, text in row.cells.items() if "代码" in name or "编码" in name), "")
    known = matcher.regions.find(code[:6], matcher.year) if _CODE.fullmatch(code) else None
    outer = matcher.match(row.outer, matcher.within).region if row.outer else None
    parent = outer.code if outer else matcher.within
    item.match = matcher.match(row.name.text, parent)
    if item.match.region is None and parent is not None and item.match.kind == "unknown":
        wider = matcher.match(row.name.text, matcher.within if outer else None)
        item.match = wider if wider.region and not (wider.region.level == "county" and not outer) else item.match
    item.region = item.match.region
    if known and (item.region is None or item.region.code == known.code) and _resembles(known, key):
        item.region = known
    return item


def _resembles(region: Region, key: str) -> bool:
    """Whether a code beside a name may be that name's: they share its beginning."""
    return region.name[:2] in key or key[:2] in region.name


def _mark_whole(placed: Sequence[Placed], within: str | None) -> None:
    """A row named like the whole region, first or last, is its total."""
    if len(placed) < 3 or within is None or any(item.line.is_total for item in placed):
        return
    for item in (placed[0], placed[-1]):
        known = item.region is not None and item.region.level != "unit"
        alone = item.line.key != "小计" or (not item.row.outer and sum(p.line.is_subtotal for p in placed) == 1)
        if not known and alone and _SUM_OF_ALL.fullmatch(item.line.key):
            item.line.is_total = True
            item.region, item.match = None, None
            return
    for item in (placed[0], placed[-1]):
        key = item.line.key.removesuffix("合计").removesuffix("总计").removesuffix("小计")
        if item.region and item.region.code == within and (item.region.level != "county" or key != item.line.key):
            item.line.is_total = True
            item.region, item.match = None, None
            return


def _settle_ambiguous(placed: Sequence[Placed], matcher: _Matcher) -> None:
    """Of several regions of one name the one in the prefecture that the rows before and behind lie in."""
    sums = [at for at, item in enumerate(placed) if item.line.is_subtotal]
    body = [at for at, item in enumerate(placed) if not item.line.is_total]
    below = bool(sums) and body[-1] == sums[-1] and body[0] != sums[0]
    for number, item in enumerate(placed):
        if item.match is None or item.match.kind != "ambiguous" or item.region:
            continue
        at = bisect_right(sums, number) if below else bisect_right(sums, number) - 1
        group = _group_region(placed[sums[at]]) if 0 <= at < len(sums) else None
        before, behind = placed[max(0, number - _NEAR) : number][::-1], placed[number : number + _NEAR]
        near = {group} if group else {_prefecture(before, matcher), _prefecture(behind, matcher)}
        found = [region for region in item.match.candidates if region.parent in near]
        if len(found) == 1:
            item.region, item.guessed = found[0], True


def _group_region(subtotal: Placed) -> str | None:
    """The prefecture of the subtotal that a row is part of: the last above it, or the next where subtotals stand below."""
    region = subtotal.region
    return region.code if region and region.level == "prefecture" else None


def _prefecture(items: Sequence[Placed], matcher: _Matcher) -> str | None:
    for item in items:
        if item.region:
            path = matcher.regions.path(item.region.code, matcher.year)
            return path[1].code if len(path) > 1 else None
    return None


def place_own_levels(placed: Sequence[Placed], regions: RegionTable, year: int | None) -> None:
    """市本级 is that of the city under which it stands."""
    last: dict[int, tuple[int, Region]] = {}
    for number, item in enumerate(placed):
        if not item.line.is_own_level:
            if item.region:
                last[item.line.depth] = number, item.region
        elif item.region is None:
            over = max((last[depth] for depth in last if depth < item.line.depth), default=None, key=lambda one: one[0])
            if over:
                item.region = office_region(regions, item.row.name.text, over[1].code, year).region


def notices(placed: Sequence[Placed], regions: RegionTable, year: int | None) -> list[Notice]:
    """What is not sure about the regions: look-alikes and names of several regions are offered, not chosen."""
    found: list[Notice] = []
    for number, item in enumerate(placed):
        name = item.row.name.text
        message = _doubt_of(item, name, regions, year)
        if message:
            is_open = item.match is not None and (item.region is None or item.guessed)
            options = offered(item.match, regions, year) if item.match and is_open else ()
            found.append(
                Notice("region.name", f"“{name}”{message}", f"tables.rows[{number}].name", item.row.name.place, options)
            )
    return found


def _doubt_of(item: Placed, name: str, regions: RegionTable, year: int | None) -> str:
    """What is not sure about the region of a row, "" where nothing is."""
    if item.guessed and item.region:
        full = regions.full_name(item.region.code, year)
        return f"可能是{_named(item, regions, year)}，按前后各行理解为{item.region.code} {full}，请核对"
    if item.region and item.match and item.match.kind == "alias" and _differs(item.region, name):
        return f"按{item.region.code} {item.region.name}理解"
    if item.region is None and item.match and item.match.kind == "look-alike":
        return f"与“{item.match.candidates[0].name}”相近，请核对"
    if item.region is None and item.match and item.match.kind == "ambiguous":
        return f"可能是{_named(item, regions, year)}，请选定"
    return ""


def _named(item: Placed, regions: RegionTable, year: int | None) -> str:
    """The regions that a name may mean, the first few in full."""
    candidates = item.match.candidates if item.match else ()
    return "、".join(regions.full_name(region.code, year) for region in candidates[:_MOST_NAMED])


def _differs(region: Region, name: str) -> bool:
    """Whether a name was taken for a region that it does not simply spell out."""
    return region.level != "unit" and region.name not in squeezed(name)
