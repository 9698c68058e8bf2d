"""Names of regions that are nearly, but not exactly, those of their parent's divisions, or of another year."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.checks.around import Around, Names
from medaid_desktop.core.checks.finding import Finding, Mend
from medaid_desktop.core.checks.names.name_likeness import nearest, reads_like_a_division, slips
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Row, cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.places.region_match import Match
from medaid_desktop.core.places.region_names import fold, place_of_office, trimmed
from medaid_desktop.core.places.region_rows import Region
from medaid_desktop.core.texts.targets import is_placeholder

NAME = Rule(
    "region.name", "地区名称可疑", ("warning",),
    "分配表各行、单位名称和省、州（市）里的地区名，与本级下属区划的名称只差一两个字，或是别的年份、别的市州的名称，都会指出。简称（沙区、景宁县）、开发区、本级、兵团和单位名称不算错。",
    "名称写错一个字，资金和目标就对不上这个地区。",
    "分配表写“达板城区”，应为“达坂城区”；2022 年的表写“江干区”，该区 2021 年已撤销。",
    "《中华人民共和国行政区划代码》（GB/T 2260）及民政部历年变更。",
)  # fmt: skip

_ANYWHERE = re.compile(r"[新老东西南北中上下城江河湖港海山]{1,2}.?区$")
_HIGHER = ("province", "prefecture")


def _places(form: Form) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Tables whose rows are named after regions, fields of offices, fields of the regions above."""
    return (
        [table.id for table in form.tables if table.column("role") and table.column("name")],
        [one.id for one in form.fields if one.type == "unit"],
        [one.id for one in form.fields if one.id in _HIGHER],
    )


def _check_names(subject: Subject, around: Around) -> Iterator[Finding]:
    names, region = around.names, subject.filing.region
    if names is None or not region:
        return
    path = names.path(region, subject.filing.year)
    if not path:
        return
    tables, offices, higher = subject.facts.once(_places)
    values = subject.filing.values
    for name in higher:
        if text := values.get(name):
            yield from _higher(subject, names, f"values.{name}", text, path)
    for name in offices:
        if text := values.get(name):
            yield from _office(subject, names, f"values.{name}", text, path)
    for table in tables:
        yield from _rows(subject, names, table, path)


def _rows(subject: Subject, names: Names, table: str, path: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    scope = _scope(path)
    doubts = list(subject.rows_with(table, _not_known, (names, scope, subject.filing.year)))
    written = set(subject.by_row(table, _written, ())) if doubts else set[str]()
    strangers = [place for _, (place, match) in doubts if _stranger(names, place, match, subject.filing.year)]
    at_home = _at_home(subject, names, table, scope) if strangers else 0
    for index, (place, match) in doubts:
        where = cell_path(table, index, "name")
        if place in strangers:
            if len(strangers) <= at_home and (bearer := _stranger(names, place, match, subject.filing.year)):
                yield _from_elsewhere(subject, names, where, place, bearer, path, scope)
        else:
            yield from _doubtful(subject, names, where, subject.text(where), place, match, written, scope)


def _stranger(names: Names, place: str, match: Match, year: int | None) -> Region | None:
    """The only county of the country that bears a name, where no place below the table's region ever has; None for names that
    zones of a town may bear too, and for counties that no prefecture is above."""
    if match.kind != "unknown" or match.candidates or year is None or _ANYWHERE.match(place):
        return None
    found = names.match(place, None, year)
    bearer = found.region if found.kind == "exact" else None
    if bearer is None or fold(bearer.name) != place or bearer.level != "county" or bearer.code[2:4] == "90":
        return None
    return bearer


def _at_home(subject: Subject, names: Names, table: str, scope: str) -> int:
    """How many rows of a table are divisions of its region."""
    places = {place for place in subject.by_row(table, _written, ()) if reads_like_a_division(place)}
    return sum(names.match(place, scope, subject.filing.year).kind == "exact" for place in places)


def _from_elsewhere(
    subject: Subject, names: Names, where: str, place: str, bearer: Region, path: Sequence[tuple[str, str]], scope: str
) -> Finding:
    above = [name for _, name in names.path(bearer.code, subject.filing.year)][:-1]
    own = next(name for code, name in path if code == scope)
    shown = above[-1] if above and names.path(bearer.code, subject.filing.year)[0] == path[0] else "".join(above)
    return NAME.found(
        subject, where, f"{subject.place(where)}：“{place}”属于{shown}，{own}下面没有这个区划，请核对", actual=subject.text(where),
        detail="elsewhere",
    )  # fmt: skip


def _written(_context: tuple[()], row: Row) -> str:
    return trimmed(fold(place_of_office(row.get("name", ""))))


def _not_known(below: tuple[Names, str, int | None], row: Row) -> tuple[str, Match] | None:
    """The place that a row is named after, and what may be meant by it, where it is no division below a region in a year."""
    names, scope, year = below
    text = row.get("name", "")
    place = trimmed(place_of_office(text)) if text else ""
    if not reads_like_a_division(place) or is_placeholder(text):
        return None
    match = names.match(place, scope, year)
    if match.kind in ("exact", "alias") or (names.is_borne(place) and match.kind == "ambiguous"):
        return None
    return place, match


def _scope(path: Sequence[tuple[str, str]]) -> str:
    """Below which region the rows of a table lie: the filing's own, for a county the one above it."""
    code = path[-1][0]
    return path[-2][0] if len(path) > 1 and not code.endswith("00") else code


def _doubtful(
    subject: Subject, names: Names, where: str, text: str, place: str, match: Match, written: set[str], scope: str
) -> Iterator[Finding]:
    year = subject.filing.year
    bearer = match.candidates[0] if match.candidates else None
    if match.kind == "look-alike" and bearer and not names.is_borne(place):
        if fold(bearer.name) not in written and slips(place, [bearer.name, *bearer.aliases]):
            yield _nearly(subject, where, text, place, bearer.name)
    elif match.kind == "look-alike" and bearer and bearer.since and year and bearer.since <= year:
        yield _told(
            subject, where, text, place, f"是原名，{bearer.since} 年起为“{bearer.name}”", bearer.name, mends=True
        )
    elif match.kind == "unknown" and bearer and fold(bearer.name) == place and year:
        yield from _of_another_year(subject, where, text, place, match, year)
    elif (not match.candidates or match.kind == "ambiguous") and not names.is_borne(place):
        near = nearest(place, names.divisions(scope, year), written)
        if near:
            yield _nearly(subject, where, text, place, near)


def _of_another_year(subject: Subject, where: str, text: str, place: str, match: Match, year: int) -> Iterator[Finding]:
    bearers = [one for one in match.candidates if fold(one.name) == place]
    heirs = [one.name for one in match.candidates if one not in bearers and one.valid_in(year)]
    ended = [one.until for one in bearers if one.until and one.until < year]
    begun = [one.since for one in bearers if one.since and one.since > year]
    if ended and len(ended) == len(bearers):
        now = f"，现属{'、'.join(heirs)}" if heirs else ""
        yield _told(subject, where, text, place, f"{max(ended)} 年已撤销或更名{now}", "、".join(heirs))
    elif begun and len(begun) == len(bearers):
        yield _told(subject, where, text, place, f"{min(begun)} 年才设立", "")


def _told(subject: Subject, where: str, text: str, place: str, what: str, due: str, *, mends: bool = False) -> Finding:
    return NAME.found(
        subject, where, f"{subject.place(where)}：“{place}”{what}，本表是 {subject.filing.year} 年度的，请核对",
        expected=due, actual=text, mends=_mends(where, text, place, due) if mends else (),
    )  # fmt: skip


def _nearly(subject: Subject, where: str, text: str, place: str, due: str) -> Finding:
    return NAME.found(
        subject, where, f"{subject.place(where)}：区划里没有“{place}”，像是“{due}”，请核对", expected=due, actual=text,
        mends=_mends(where, text, place, due),
    )  # fmt: skip


def _mends(where: str, text: str, place: str, due: str) -> Sequence[Mend]:
    if text.count(place) != 1:
        return ()
    mended = text.replace(place, due)
    return [Mend(f"改为 {mended}", ((where, mended),))]


def _office(
    subject: Subject, names: Names, where: str, text: str, path: Sequence[tuple[str, str]]
) -> Iterator[Finding]:
    """The place before the words of an office, against the filing's region and those above it."""
    place = place_of_office(text)
    if not reads_like_a_division(place) or place == fold(path[-1][1]) or is_placeholder(text):
        return
    if names.match(place, path[0][0], subject.filing.year).kind in ("exact", "alias") or names.is_borne(place):
        return
    near = [name for _, name in path if slips(place, [name])]
    if len(near) == 1:
        yield _nearly(subject, where, text, place, near[0])


def _higher(
    subject: Subject, names: Names, where: str, text: str, path: Sequence[tuple[str, str]]
) -> Iterator[Finding]:
    place = fold(text)
    if is_placeholder(text) or names.is_borne(place) or not reads_like_a_division(place):
        return
    match = names.match(place, path[0][0], subject.filing.year)
    if match.kind in ("exact", "alias", "ambiguous"):
        return
    known = [name for _, name in path]
    near = [name for name in known if slips(place, [name])]
    if not near and match.kind == "look-alike" and match.candidates[0].name in known:
        near = [match.candidates[0].name]
    if len(near) == 1:
        yield _nearly(subject, where, text, place, near[0])


REGION_NAMES = Check((NAME,), _check_names, frozenset({"regions"}))
