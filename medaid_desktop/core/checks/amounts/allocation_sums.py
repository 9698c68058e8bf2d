"""The sums that an allocation table promises: each total and subtotal of its rows, each row of its kinds of money.

The grammar is that of 浙江 2021 (seed 002): 合计 = Σ 小计, 小计 = the 市 and its 县; 其中 lists lie inside a row and are no part
of any sum. A total may stand above or below what it sums.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from medaid_desktop.core.allocation import OF_WHICH, OWN_LEVEL, SUBTOTAL, TOTAL
from medaid_desktop.core.checks.amounts.across_sums import AcrossSums
from medaid_desktop.core.checks.amounts.balance import Equation, Weigh
from medaid_desktop.core.checks.amounts.row_places import Arrangement, arranged, place_of
from medaid_desktop.core.checks.amounts.sum_columns import SumColumns, sum_columns
from medaid_desktop.core.checks.subject import RowFigures, Subject
from medaid_desktop.core.filing import cell_path

_INSIDE = (OWN_LEVEL, OF_WHICH)
_PLAINLY = 4
"""A reading that balances so many times as often as it does not is taken without trying others."""
_READINGS = tuple(
    f"{side} {which}"
    for side in ("below", "above")
    for which in ("nearest", "holding what follows", "holding what precedes", "apart")
)
"""What a total may sum, the usual first."""
_KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A row and the rows that make it: those of a total, or a 其中 list and the row it lies in."""

    whole: int
    parts: tuple[int, ...]

    @property
    def rows(self) -> Iterable[int]:
        return (self.whole, *self.parts)


def hierarchy(subject: Subject, table: str, column: str, own: str) -> "Hierarchy":
    """The rows of a table as they are arranged. An edit of a figure, and mostly of a name, leaves it the same one.

    `column` has the names of its rows, `own` is the name of the region whose table it is.
    """
    places = tuple(subject.by_row(table, place_of, (column, own)))
    return _hierarchy(table, arranged(places, subject.filing.region or ""), sum_columns(subject, table))


@lru_cache(maxsize=_KEPT)
def _hierarchy(table: str, arrangement: Arrangement, columns: SumColumns) -> "Hierarchy":
    return Hierarchy(table, arrangement, columns)


class Hierarchy:
    """The rows of an allocation table as their roles and depths arrange them, each thing worked out once.

    `columns` are those of figures in which some row has a text. `is_guessed`: the rows do not say themselves where they
    stand; `is_doubtful`: it is one of several readings.
    """

    def __init__(self, table: str, arrangement: Arrangement, columns: SumColumns) -> None:
        self.table = table
        self.columns = columns.down
        self.is_guessed = arrangement.is_guessed
        self.is_doubtful = arrangement.is_doubtful
        self._counts = columns.counts
        self._across = columns.across
        self._roles = [place.role for place in arrangement.places]
        self._depth_texts = [place.depth for place in arrangement.places]
        self._reading_of: dict[tuple[int, str], Parts] = {}
        self._insides: dict[tuple[int, str], Sequence[int]] = {}
        self._equations: dict[tuple[int, tuple[int, ...], str, str], Equation] = {}

    @cached_property
    def depths(self) -> Sequence[int]:
        """How deep each row lies; where a row does not say, its role does."""
        unit = 2 if SUBTOTAL in self._roles else 1
        usual = {TOTAL: 0, SUBTOTAL: 1, OWN_LEVEL: unit + 1, OF_WHICH: unit + 1}
        return [
            int(text) if text.isdecimal() else usual.get(role, unit)
            for text, role in zip(self._depth_texts, self._roles, strict=True)
        ]

    @cached_property
    def _paths(self) -> Mapping[str, Sequence[str]]:
        """The paths of the cells of each column."""
        return {name: [cell_path(self.table, row, name) for row in range(len(self._roles))] for name in self.columns}

    def path(self, row: int, column: str) -> str:
        """The path of a cell in one of `columns`."""
        return self._paths[column][row]

    def figures(self, read: Sequence[RowFigures]) -> dict[str, Decimal]:
        """The figures of rows by their paths."""
        return {
            path: row.values[name]
            for name, paths in self._paths.items()
            for path, row in zip(paths, read, strict=True)
            if name in row.values
        }

    def column_sum(self, one: Parts, column: str, name: str = "column") -> Equation:
        """What the parts of a row make in a column. Counts of people are exact."""
        key = one.whole, one.parts, column, name
        if key not in self._equations:
            paths = self._paths[column]
            self._equations[key] = Equation(
                paths[one.whole], tuple(paths[row] for row in one.parts), exact=column in self._counts, name=name,
                rows=(one.whole, *one.parts),
            )  # fmt: skip
        return self._equations[key]

    @property
    def has_subtotals(self) -> bool:
        """Whether the table has rows that sum others below its totals."""
        return SUBTOTAL in self._roles

    def is_count(self, column: str) -> bool:
        """Whether a column counts people."""
        return column in self._counts

    @cached_property
    def across(self) -> AcrossSums:
        """What the columns of totals sum in each row."""
        sums = frozenset(row for row, role in enumerate(self._roles) if role in (TOTAL, SUBTOTAL))
        return AcrossSums(self._across, self._paths, sums)

    def column_equations(self, totals: Sequence[Parts], values: Mapping[str, Decimal]) -> list[Equation]:
        """For each of `totals` and each column of figures: what its rows make.

        A subtotal left blank is stood for by its own rows, so that its total is not told to be wrong as well.
        """
        made_of = {one.whole: one.parts for one in totals}
        blank = {
            name: {whole for whole in made_of if paths[whole] not in values} for name, paths in self._paths.items()
        }
        return [
            self.column_sum(one if blank[name].isdisjoint(one.parts) else _filled(one, blank[name], made_of), name)
            for one in totals
            for name in self.columns
        ]

    @cached_property
    def partition_equations(self) -> Sequence[tuple[Parts, Equation]]:
        """X市 = X市本级 + its districts, for each list of `partitions` and each column."""
        return [(one, self.column_sum(one, name, "list")) for one in self.partitions for name in self.columns]

    def totals(self, weigh: Weigh) -> Sequence[Parts]:
        """Each total and subtotal with the rows it sums, `weigh` telling how an equation stands.

        Where several readings are possible it is the one that balances: an own level right under a subtotal may be a part
        of it or lie inside another row, a total may stand above or below its rows. All subtotals of a table are read alike,
        as most of their columns balance; one with no rows where the others have theirs sums nothing.
        """
        found: list[Parts] = []
        for role in (TOTAL, SUBTOTAL):
            rows = [row for row, own in enumerate(self._roles) if own == role]
            balanced: Counter[str] = Counter()
            for name in self._names(rows):
                standings = [self._balanced(self._reading(row, name), weigh) for row in rows]
                balanced[name] = sum(even for even, _ in standings)
                if balanced[name] > _PLAINLY * sum(off for _, off in standings):
                    break  # what holds nearly throughout is meant: the others need not be tried
            order = sorted(balanced, key=lambda name: -balanced[name])
            side = order[0].split()[0] if order and balanced[order[0]] else ""
            order = [name for name in order if name.startswith(side)]
            for row in rows:
                read = (one for name in order if (one := self._reading(row, name)).parts)
                if one := next(read, None):
                    found.append(one)
        return sorted(found, key=lambda one: one.whole)

    def _names(self, rows: Sequence[int]) -> Iterator[str]:
        """The names of the readings that some of the rows have, in the order of the rows."""
        named: set[str] = set()
        for row in rows:
            for name in _READINGS:
                if name not in named and self._reading(row, name).parts:
                    named.add(name)
                    yield name

    def _reading(self, row: int, name: str) -> Parts:
        """What a total may sum by one of `_READINGS`; no parts where it cannot be read so."""
        key = row, name
        if key not in self._reading_of:
            side, _, which = name.partition(" ")
            inside = self._inside(row, side)
            self._reading_of[key] = Parts(row, tuple(sorted(self._read(inside, which)) if inside else ()))
        return self._reading_of[key]

    def _read(self, inside: Sequence[int], which: str) -> Sequence[int]:
        if which.startswith("holding"):
            return self._tops(inside if which.endswith("follows") else inside[::-1])
        if which == "nearest":
            nearest = min(self.depths[at] for at in inside)
            return [at for at in inside if self.depths[at] == nearest]
        apart = [at for at in inside if self._roles[at] not in _INSIDE]
        level = min((self.depths[at] for at in apart), default=0)
        return [at for at in apart if self.depths[at] == level]

    def _inside(self, row: int, side: str) -> Sequence[int]:
        """The rows below or above a row that lie deeper, up to the first that does not."""
        if (row, side) not in self._insides:
            span = range(row + 1, len(self._roles)) if side == "below" else range(row - 1, -1, -1)
            depths, own = self.depths, self.depths[row]
            end = next((at for at in span if depths[at] <= own), span.stop)
            self._insides[row, side] = sorted(range(span.start, end, span.step))
        return self._insides[row, side]

    def _tops(self, inside: Sequence[int]) -> list[int]:
        """The rows of a stretch that lie in no other row of it; a row lies in the nearest before it that is less deep."""
        tops: list[int] = []
        least = None
        for at in inside:
            if least is None or self.depths[at] <= least:
                tops.append(at)
                least = self.depths[at]
        return tops

    def is_off(self, one: Parts, columns: Sequence[str], weigh: Weigh) -> bool:
        """Whether a total is not the sum of its parts in one of some columns."""
        return any(weigh(self.column_sum(one, name)).standing == "off" for name in columns)

    def _balanced(self, one: Parts, weigh: Weigh) -> tuple[int, int]:
        """In how many columns a row is the sum of others, and in how many it is not."""
        if not one.parts:
            return 0, 1
        standings = [weigh(self.column_sum(one, name)).standing for name in self.columns]
        return sum(standing in ("even", "rounding") for standing in standings), standings.count("off")

    @cached_property
    def of_which_lists(self) -> Sequence[Parts]:
        """The 其中 lists, the outer before those inside them."""
        lists: dict[int, list[int]] = {}
        around: list[int] = []  # the rows that the next one may lie in, the outermost first
        for row, role in enumerate(self._roles):
            while around and self.depths[around[-1]] >= self.depths[row]:
                around.pop()
            if role in _INSIDE and around and self._roles[around[-1]] != TOTAL:
                lists.setdefault(around[-1], []).append(row)
            around.append(row)
        return [Parts(whole, tuple(parts)) for whole, parts in sorted(lists.items())]

    @cached_property
    def partitions(self) -> Sequence[Parts]:
        """The 其中 lists that are complete by the grammar: X市 = X市本级 + its districts, the own level among its districts.

        An own level that holds the districts inside itself (杭州, 嘉兴) is the whole of its list.
        """
        holders = {one.whole for one in self.of_which_lists}
        found: list[Parts] = []
        for one in self.of_which_lists:
            first = one.parts[0] if one.parts else one.whole
            alike = all(self.depths[at] == self.depths[first] for at in one.parts)
            if self._roles[first] == OWN_LEVEL and alike and (len(one.parts) > 1 or first in holders):
                found.append(one)
        return found

    def without_own_level(self, inside: Parts) -> Parts:
        """A 其中 list without the own level that stands for all of it."""
        own = len(inside.parts) > 1 and inside.parts[0] in self._own_levels
        return Parts(inside.whole, inside.parts[1:]) if own else inside

    @cached_property
    def _own_levels(self) -> set[int]:
        return {one.parts[0] for one in self.partitions}


def _filled(one: Parts, blank: set[int], made_of: Mapping[int, Sequence[int]]) -> Parts:
    """A total with the rows of its blank subtotals instead of these."""
    parts: list[int] = []
    for part in one.parts:
        parts += made_of[part] if part in blank else (part,)
    return Parts(one.whole, tuple(parts))
