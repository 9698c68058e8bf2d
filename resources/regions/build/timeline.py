"""Which division bore which name under which code, from which year to which year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from packages import Event, is_division, level_of, parent_of, read_table

FIRST_YEAR = 2010
# Revision, last year it shows whole, last year it shows at all. The one named 201112 holds divisions approved in
# December 2012 (姜堰区, 双湖县, 阿拉山口市) that 201210 does not know yet: it is the list of the end of 2012.
YEAR_ENDS = (
    ("200912", 2009, 2009), ("201012", 2010, 2010), ("201112", 2012, 2012), ("201312", 2013, 2013),
    ("201412", 2014, 2014), ("201512", 2015, 2015), ("201612", 2016, 2016), ("201712", 2017, 2017),
    ("201904", 2018, 2019),
)  # fmt: skip
TODAY = 2026
# Kinds of event that move land or a seat and leave the divisions themselves as they were.
LAND_EVENTS = frozenset(("划转", "驻地迁移"))


@dataclass(frozen=True, order=True)
class Row:
    """One name of one code: since and until are inclusive years, None where open or before FIRST_YEAR."""

    code: str
    since: int | None
    name: str
    until: int | None
    former: str = ""

    @property
    def parent(self) -> str:
        return parent_of(self.code)

    @property
    def level(self) -> str:
        return level_of(self.code)


@dataclass(frozen=True)
class Snapshot:
    """The names at one time: every change of year `whole` and before is in it, none later than `last`."""

    names: dict[str, str]
    whole: int
    last: int


@dataclass(frozen=True)
class Change:
    """Between two snapshots, later than `after` and by `upto`, `code` went from `old` to `new` ('' = none)."""

    code: str
    old: str
    new: str
    after: int
    upto: int


class Decisions:
    """The hand-kept table of changes that no event dates, or that the sources date differently."""

    def __init__(self, path: Path) -> None:
        self._years = {(line["code"], line["old"], line["new"]): line for line in read_table(path)}
        self._used: set[tuple[str, str, str]] = set()

    def year(self, change: Change) -> int | None:
        key = (change.code, change.old, change.new)
        if key not in self._years:
            return None
        self._used.add(key)
        return int(self._years[key]["year"])

    def unused(self) -> list[tuple[str, str, str]]:
        return sorted(set(self._years) - self._used)


def build_rows(
    revisions: dict[str, dict[str, str]], today: dict[str, tuple[str, str]], events: list[Event], data: Path
) -> tuple[list[Row], list[str]]:
    """All rows valid at some time since FIRST_YEAR, and a line for every change the sources do not settle alike."""
    snapshots = _snapshots(revisions, today, data)
    decisions = Decisions(data / "years.tsv")
    reused = {line["code"] for line in read_table(data / "reused_codes.tsv")}
    notes: list[str] = []
    rows: list[Row] = []
    dated = _events_by_code(events)
    for code in sorted(set[str]().union(*(snapshot.names for snapshot in snapshots))):
        changes = list(_changes(code, snapshots))
        years = [_year(change, dated, decisions, notes) for change in changes]
        rows += _rows_of_code(code, snapshots[0].names.get(code, ""), changes, years, code in reused)
    for key in decisions.unused():
        notes.append("never used: years.tsv " + " ".join(key))
    return [row for row in rows if row.until is None or row.until >= FIRST_YEAR], notes


def _snapshots(revisions: dict[str, dict[str, str]], today: dict[str, tuple[str, str]], data: Path) -> list[Snapshot]:
    misprints = {(line["revision"], line["code"]): line for line in read_table(data / "misprints.tsv")}
    special = {code: name for code, (name, _) in today.items() if code[:2] in ("71", "81", "82")}
    snapshots: list[Snapshot] = []
    for revision, whole, last in YEAR_ENDS:
        names = {code: name for code, name in revisions[revision].items() if is_division(code, name)} | special
        for (misprinted, code), line in misprints.items():
            if misprinted == revision:
                if names.get(code, "") != line["printed"]:
                    raise SystemExit(f"misprints.tsv: {revision} {code} is {names.get(code, '')}")
                names[code] = line["right"]
        snapshots.append(Snapshot({code: name for code, name in names.items() if name}, whole, last))
    snapshots.append(Snapshot({code: name for code, (name, _) in today.items()}, TODAY, TODAY))
    return snapshots


def _changes(code: str, snapshots: list[Snapshot]) -> Iterable[Change]:
    for before, now in pairwise(snapshots):
        old, new = before.names.get(code, ""), now.names.get(code, "")
        if old != new:
            yield Change(code, old, new, before.whole, now.last)


def _events_by_code(events: list[Event]) -> dict[str, list[Event]]:
    dated: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind not in LAND_EVENTS:
            for code in {event.old_code, event.new_code} - {""}:
                dated[code].append(event)
    return dated


def _year(change: Change, dated: dict[str, list[Event]], decisions: Decisions, notes: list[str]) -> int:
    decided = decisions.year(change)
    found = {
        event.year
        for event in dated.get(change.code, ())
        if (change.old and event.old_code == change.code and event.old_name == change.old)
        or (change.new and event.new_code == change.code and event.new_name == change.new)
    }
    inside = {year for year in found if change.after < year <= change.upto}
    if decided is not None:
        return decided
    if len(inside) == 1:
        others = sorted(year for year in found - inside if year >= FIRST_YEAR)
        if others:
            notes.append(f"{change}: events also name {others}")
        return inside.pop()
    raise SystemExit(f"undecided: {change}, events say {sorted(found)}; add a line to data/years.tsv")


def _rows_of_code(code: str, first: str, changes: list[Change], years: list[int], reused: bool) -> list[Row]:
    rows: list[Row] = []
    name, since, former = first, None, ""
    for change, year in zip(changes, years, strict=True):
        same_code = bool(change.old and change.new)
        if change.old:
            # A code cannot stand for two names in one year: a new name holds from its year on and keeps the old one
            # as an alias; a code handed to another division counts from the year after.
            rows.append(Row(code, since, name, year - 1 if same_code and not reused else year, former))
        since = year + 1 if same_code and reused else year
        name, former = change.new, change.old if same_code and not reused else ""
    if name:
        rows.append(Row(code, since, name, None, former))
    return rows
