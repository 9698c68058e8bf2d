"""Where the rows of an allocation table stand when nobody has said so: a table typed by hand has names, no roles and no depths.

合计, X市小计 and the rows of one level are plain. Where a city stands before its counties (兰州市, 兰州市本级, 城关区 …) it may be the
sum of them or one of them: such a reading is taken only where most sums bear it out.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from medaid_desktop.core.allocation import OF_WHICH, OWN_LEVEL, SUBTOTAL, TOTAL, UNIT, role_by_name
from medaid_desktop.core.filing import Row

_CITY, _COUNTY, _OWN, _SELF, _NOTE, _PLAIN = "city", "county", "own", "self", "note", "plain"
_CITIES = re.compile(r"[一-鿿]{2,12}(?:市|州|盟|地区)")
_COUNTIES = re.compile(r"[一-鿿]{1,14}[县区旗]")
_OWNS = re.compile(r"[一-鿿]{0,12}(?:本级|市直|州直|市级|州级|盟级)")
_NOTES = re.compile(r"(?:注|备注|说明|制表|审核|填表|单位负责人|负责人).*")
_NUMBERED = (
    ("第", re.compile(r"第[一二三四五六七八九十]+[部分章节].*")), ("一", re.compile(r"[一二三四五六七八九十]+[、.．].*")),
    ("(一)", re.compile(r"[(（][一二三四五六七八九十]+[)）].*")), ("(1)", re.compile(r"[(（][0-9]+[)）].*")),
    ("1", re.compile(r"[0-9]+(?:[、.．]|\s+)?[一-鿿].*")), ("1.1", re.compile(r"[0-9]+[.．][0-9]+.*")),
)  # fmt: skip
"""Numbers before names, each kind a level of its own."""
_STYLES = frozenset(style for style, _ in _NUMBERED)


class Place(NamedTuple):
    """A row of the table: its role, its depth as text, and, where nobody gave these, of what kind its name is."""

    role: str
    depth: str
    kind: str = ""


class Arrangement(NamedTuple):
    """Roles and depths of rows. `is_doubtful`: they are one reading of several, which the figures must bear out."""

    places: tuple[Place, ...]
    is_guessed: bool = False
    is_doubtful: bool = False


def place_of(context: tuple[str, str], row: Row) -> Place:
    """The place that a row gives itself, else what its name says; `context`: the column of names, and the name of the region
    whose table it is."""
    column, own = context
    role, depth = row.get("role", ""), row.get("depth", "")
    name = row.get(column, "")
    if role or depth:
        return Place(role or role_by_name(name), depth)
    kind = _SELF if own and "".join(name.split()) == own else _kind_of(name)
    return Place("", "0", kind) if kind == _NOTE else Place(role_by_name(name), "", kind)


@lru_cache(maxsize=8192)
def _kind_of(name: str) -> str:
    key = "".join(name.split())
    kinds = (*_NUMBERED, (_NOTE, _NOTES), (_OWN, _OWNS), (_CITY, _CITIES), (_COUNTY, _COUNTIES))
    return next((kind for kind, pattern in kinds if pattern.fullmatch(key)), _PLAIN)


def arranged(places: tuple[Place, ...], region: str) -> Arrangement:
    """The rows of a table as they say themselves, or, where none says, as their names do. `region` is the code of the table's."""
    if any(not place.kind for place in places):
        return Arrangement(places)
    roles = {place.role for place in places}
    inside = OF_WHICH in roles or _has_levels(places)
    if SUBTOTAL in roles:
        nested = any(_begins_list(one, after) for one, after in pairwise(places))
        return Arrangement(places, True, inside or nested)
    holders = _holders(places, region)
    if holders:
        return Arrangement(_as_holders(places, holders), True, True)
    mixed = len({place.kind for place in places if place.kind in (_CITY, _COUNTY)}) > 1 and not _is_of_counties(region)
    own = any(place.kind == _SELF for place in places)
    return Arrangement(places, True, inside or mixed or own or _total_between(places))


def _has_levels(places: Sequence[Place]) -> bool:
    """Whether names are numbered in several ways (一、, （一）), or only some of them."""
    kinds = {place.kind for place in places if place.role == UNIT}
    return bool(kinds & _STYLES) and len(kinds) > 1


def _begins_list(one: Place, after: Place) -> bool:
    """Whether a row is a city with its own level right below."""
    return one.role == UNIT and one.kind in (_CITY, _SELF) and after.kind == _OWN


def _is_of_counties(region: str) -> bool:
    """Whether a table is of a prefecture or a county: of its rows none holds another, but its own name."""
    return region.isdigit() and not region.endswith("0000")


def _holders(places: Sequence[Place], region: str) -> list[int]:
    """The cities that stand before what may be their parts."""
    below = (_OWN,) if _is_of_counties(region) else (_OWN, _COUNTY)
    return [
        at
        for at, (one, after) in enumerate(pairwise(places))
        if one.role == UNIT and one.kind in (_CITY, _SELF) and after.role == UNIT and after.kind in below
    ]


def _as_holders(places: Sequence[Place], holders: Sequence[int]) -> tuple[Place, ...]:
    """Each holder as the subtotal of the rows up to the next city."""
    found: list[Place] = []
    is_inside = False
    for at, place in enumerate(places):
        if at in holders:
            is_inside = True
            found.append(Place(SUBTOTAL, "1", place.kind))
        elif place.kind == _NOTE:
            found.append(place)
        elif place.role != UNIT or place.kind in (_CITY, _SELF):
            is_inside = False
            found.append(Place(place.role, "0" if place.role == TOTAL else "1", place.kind))
        else:
            role = OWN_LEVEL if place.kind == _OWN and is_inside else UNIT
            found.append(Place(role, "2" if is_inside else "1", place.kind))
    return tuple(found)


def _total_between(places: Sequence[Place]) -> bool:
    """Whether there are several totals, or one with rows above and below, of which nobody knows which it sums."""
    totals = [at for at, place in enumerate(places) if place.role == TOTAL]
    above = any(place.role == UNIT for place in places[: totals[0]]) if totals else False
    below = any(place.role == UNIT for place in places[totals[-1] + 1 :]) if totals else False
    return len(totals) > 1 or (above and below)
