"""Filings that are compared row by row: the sister forms of one parent region, found again by the names of their rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import overload

from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.texts.indicator_names import name_key
from medaid_desktop.core.texts.targets import Target


@dataclass(frozen=True, slots=True)
class SisterRow:
    """A row of another form."""

    form: Subject
    row: Indicator


@dataclass(frozen=True, slots=True)
class Spread:
    """The plain figures of all rows of one name and unit in ascending order, as floats, and the rows they are of."""

    values: Sequence[float]
    rows: Sequence[SisterRow]

    def is_inside(self, value: float) -> bool:
        """Whether a figure lies within the others whichever of them is left out."""
        return len(self.values) > 2 and self.values[1] <= value <= self.values[-2]


class SisterGroup:
    """Forms that are sisters of one another; what is compared is worked out once for all of them."""

    def __init__(self, forms: Sequence[Subject]) -> None:
        self.forms = forms

    def without(self, own: Subject) -> "Sisters":
        """The sisters of one of the forms."""
        return Sisters(self, own)

    def like(self, own: Subject, name: str, second: str) -> list[SisterRow]:
        """The rows of the other forms that have a name, in the same class or where either class is not told; the first
        of each form."""
        found: dict[int, SisterRow] = {}
        for one in self._rows.get(name_key(name), ()):
            if is_class(one.row, second) and not is_same(one.form, own):
                found.setdefault(id(one.form), one)
        return list(found.values())

    def differs(self, row: Indicator, target: Target) -> bool:
        """Whether a row of a row's name has a target of another kind: words for a number, a count for a rate."""
        kinds = self._kinds.get(row.key)
        return kinds is not None and (len(kinds) > 1 or _kind(target) not in kinds)

    def spread(self, row: Indicator, target: Target) -> Spread | None:
        """The figures of all rows of the name and class of a row and the unit of a target."""
        return self._spreads.get(_spread_key(row, target))

    @cached_property
    def _rows(self) -> Mapping[str, Sequence[SisterRow]]:
        rows: dict[str, list[SisterRow]] = {}
        for form in self.forms:
            for key, own in form.rows_by_name.items():
                rows.setdefault(key, []).extend([SisterRow(form, row) for row in own])
        return rows

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        return {key: frozenset(_kind(one.row.target) for one in rows) for key, rows in self._rows.items()}

    @cached_property
    def _spreads(self) -> Mapping[tuple[str, str, str], Spread]:
        figures: dict[tuple[str, str, str], list[tuple[float, SisterRow]]] = {}
        for rows in self._rows.values():
            for one in rows:
                target = one.row.target
                value = plain_figure(target)
                if value is not None:
                    figures.setdefault(_spread_key(one.row, target), []).append((float(value), one))
        return {
            key: Spread([value for value, _ in pairs], [one for _, one in pairs])
            for key, found in figures.items()
            if len(found) > 1
            for pairs in [sorted(found, key=lambda pair: pair[0])]
        }


class Sisters(Sequence[Subject]):
    """The forms of a group but one, as `Around.sisters` wants them; the group is shared with its sisters."""

    def __init__(self, group: SisterGroup, own: Subject) -> None:
        self.group = group
        self._own = own

    @cached_property
    def _forms(self) -> list[Subject]:
        return [one for one in self.group.forms if not is_same(one, self._own)]

    @overload
    def __getitem__(self, index: int) -> Subject: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Subject]: ...
    def __getitem__(self, index: int | slice) -> Subject | Sequence[Subject]:
        return self._forms[index]

    def __len__(self) -> int:
        return len(self._forms)

    def __iter__(self) -> Iterator[Subject]:
        return iter(self._forms)


def group_of(sisters: Sequence[Subject]) -> SisterGroup:
    """The group that sisters belong to; one made of them where they are a plain sequence."""
    return sisters.group if isinstance(sisters, Sisters) else SisterGroup(sisters)


def is_same(one: Subject, other: Subject) -> bool:
    """Whether two subjects are the same filing, two states of one, or of the same region: no sisters of one another."""
    if one is other:
        return True
    mine, its = one.filing, other.filing
    return bool((mine.id and mine.id == its.id) or (mine.region and mine.region == its.region))


def is_class(row: Indicator, second: str) -> bool:
    """Whether a row may stand in a second-level class: it does, or one of the two is not told."""
    return row.second == second or not row.second or not second


def same_row(other: Subject | None, row: Indicator) -> Indicator | None:
    """The row of another form that is the same indicator, by its name and class."""
    if other:
        for one in other.rows_by_name.get(row.key, ()):
            if is_class(one, row.second):
                return one
    return None


def plain_figure(target: Target) -> Decimal | None:
    """The figure of a target that is one number; None for ranges, words, changes against a base, and for less than 0."""
    if target.kind != "number" or target.upper is not None or target.value is None or target.value < 0:
        return None
    return target.value


def _kind(target: Target) -> str:
    return "percent" if target.kind == "number" and target.percent else target.kind


def _spread_key(row: Indicator, target: Target) -> tuple[str, str, str]:
    return row.key, row.second, target.unit or ""
