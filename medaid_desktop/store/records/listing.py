"""Which filings a list shows: the conditions, and what stands in each line."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class FilingSummary:
    """One line of the list of filings. `changed_at` is ISO 8601 with offset."""

    id: str
    form: str
    region: str | None
    year: int | None
    title: str
    status: str
    changed_at: str
    open_errors: int | None = None
    """How many errors the checks have found, None where it has been changed since, or never checked."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is kept beside a filing's content, made from it: see `FilingSummary`."""

    title: str


@dataclass(frozen=True, slots=True)
class RegionCount:
    """The filings of exactly one region that are not in the bin: how many, by state, and what is open in them."""

    filings: int = 0
    drafts: int = 0
    reviewed: int = 0
    open_errors: int = 0
    returned: int = 0

    def __add__(self, other: "RegionCount") -> "RegionCount":
        return RegionCount(
            self.filings + other.filings,
            self.drafts + other.drafts,
            self.reviewed + other.reviewed,
            self.open_errors + other.open_errors,
            self.returned + other.returned,
        )

    def __sub__(self, other: "RegionCount") -> "RegionCount":
        return RegionCount(
            self.filings - other.filings,
            self.drafts - other.drafts,
            self.reviewed - other.reviewed,
            self.open_errors - other.open_errors,
            self.returned - other.returned,
        )


def sum_counts(counts: Iterable[RegionCount]) -> RegionCount:
    """The sum of counts."""
    listed = list(counts)
    return RegionCount(
        sum(count.filings for count in listed),
        sum(count.drafts for count in listed),
        sum(count.reviewed for count in listed),
        sum(count.open_errors for count in listed),
        sum(count.returned for count in listed),
    )


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Where one typed word is to be found: in the title, or in what the codes of forms and regions stand for."""

    texts: tuple[str, ...]
    forms: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    year: int | None = None


Order = Literal["place", "form", "title", "region", "year", "status", "open_errors", "changed_at"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which filings are asked for, and how they are ordered.

    None asks for all; a `region` of 650000 or 650100 includes everything below, "" stands for filings without one.
    `words` must all match. `ranks` gives the order of forms or states by name where it is theirs that counts.
    """

    region: str | None = None
    form: str | None = None
    year: int | None = None
    status: str | None = None
    has_open_errors: bool = False
    deleted: bool = False
    words: tuple[WordMatch, ...] = ()
    order: Order = "place"
    descending: bool = False
    ranks: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether this is all of a place in its natural order."""
        return self.order == "place" and not (self.form or self.status or self.has_open_errors or self.words)


def condition(region: str | None, form: str | None, year: int | None, deleted: bool) -> tuple[str, list[str | int]]:
    """The SQL condition and its parameters; None asks for all, a region of "" for filings without one."""
    # Told literally: only so does SQLite see that the partial index holds all that is asked for.
    terms = ["deleted_at IS NOT NULL" if deleted else "deleted_at IS NULL"]
    parameters: list[str | int] = []
    if region == "":
        terms.append("region IS NULL")
    elif region is not None and _CODE.fullmatch(region):
        terms.append("region >= ? AND region < ?")
        parameters += _bounds(region)
    elif region is not None:
        terms.append("region = ?")
        parameters.append(region)
    if form is not None:
        terms.append("form = ?")
        parameters.append(form)
    if year is not None:
        terms.append("year = ?")
        parameters.append(year)
    return " AND ".join(terms), parameters


def condition_of(wanted: Wanted) -> tuple[str, list[str | int]]:
    """The SQL condition and its parameters for everything that `Wanted` can ask for; {open_errors} to be filled in."""
    where, parameters = condition(wanted.region, wanted.form, wanted.year, wanted.deleted)
    terms = [where]
    if wanted.status is not None:
        terms.append("status = ?")
        parameters.append(wanted.status)
    if wanted.has_open_errors:
        terms.append("{open_errors} > 0")
    for word in wanted.words:
        either = ["instr(lower(title), ?)"] * len(word.texts)
        parameters += word.texts
        for column, names in (("form", word.forms), ("region", word.regions)):
            if names:
                either.append(f"{column} IN (SELECT value FROM json_each(?))")
                parameters.append(json.dumps(names))
        if word.year is not None:
            either.append("year = ?")
            parameters.append(word.year)
        terms.append(f"({' OR '.join(either)})")
    return " AND ".join(terms), parameters


def order_of(wanted: Wanted) -> tuple[str, list[str]]:
    """The SQL order and its parameters; equals stand by place. {open_errors} is to be filled in."""
    direction = " DESC" if wanted.descending else ""
    if wanted.order == "place":
        return PLACE_ORDER, []
    if wanted.order in ("form", "status"):
        ranked = [*wanted.ranks]
        cases = " ".join(f"WHEN ? THEN {rank}" for rank in range(len(ranked)))
        key = f"CASE {wanted.order} {cases} ELSE {len(ranked)} END" if ranked else wanted.order
        return f"{key}{direction}, {PLACE_ORDER}", ranked
    column = "{open_errors}" if wanted.order == "open_errors" else wanted.order
    return f"{column}{direction}, {PLACE_ORDER}", []


PLACE_ORDER = "region, year, form, id"


def placeholders(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ",".join("?" * len(values))


def _bounds(code: str) -> list[str]:
    """From where to before where the codes of a region and of all below it sort; local units begin with its code."""
    prefix = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return [prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)]
