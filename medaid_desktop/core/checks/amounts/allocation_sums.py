"""The sums that an allocation table promises: each total and subtotal of its rows, each row of its kinds of money.

The grammar is that of 浙江 2021 (seed 002): 合计 = Σ 小计, 小计 = the 市 and its 县; 其中 lists lie inside a row and are no part
of any sum. A total may stand above or below what it sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from medaid_desktop.core.allocation import OF_WHICH, OWN_LEVEL, SUBTOTAL, TOTAL
from medaid_desktop.core.checks.amounts.balance import Equation, weigh
from medaid_desktop.core.filing import cell_path

MONEY = ("central_general", "central_lottery", "regional_general")
"""The kinds of money that the column of totals sums."""
SUMMED = ("headcount", *MONEY, "amount", "total")
"""Columns whose rows are added up."""
_INSIDE = (OWN_LEVEL, OF_WHICH)
_PLAINLY = 4
"""A reading that balances so many times as often as it does not is taken without trying others."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A row and the rows that make it: those of a total, or a 其中 list and the row it lies in."""

    whole: int
    parts: tuple[int, ...]


class Hierarchy:
    """The rows of an allocation table as their roles and depths arrange them, worked out once."""

    def __init__(self, table: str, rows: Sequence[Mapping[str, str]]) -> None:
        self.table = table
        self.rows = rows
        self._roles = [row.get("role", "") for row in rows]

    @cached_property
    def columns(self) -> Sequence[str]:
        """The columns of figures in which some row has a text."""
        return [name for name in SUMMED if any(row.get(name) for row in self.rows)]

    @cached_property
    def depths(self) -> Sequence[int]:
        """How deep each row lies; where a row does not say, its role does."""
        unit = 2 if SUBTOTAL in self._roles else 1
        usual = {TOTAL: 0, SUBTOTAL: 1, OWN_LEVEL: unit + 1, OF_WHICH: unit + 1}
        texts = [row.get("depth", "") for row in self.rows]
        return [
            int(text) if text.isdecimal() else usual.get(role, unit)
            for text, role in zip(texts, self._roles, strict=True)
        ]

    def paths(self, rows: Iterable[int], column: str) -> tuple[str, ...]:
        """The paths of a column's cells."""
        return tuple(cell_path(self.table, row, column) for row in rows)

    def row_equations(self) -> list[Equation]:
        """合计 = the kinds of money, for each row of a table that has such a column and more than one kind."""
        kinds = [name for name in MONEY if name in self.columns]
        if len(kinds) < 2 or "total" not in self.columns:
            return []
        return [
            Equation(
                cell_path(self.table, row, "total"),
                tuple(cell_path(self.table, row, name) for name in kinds),
                name="row",
            )
            for row in range(len(self.rows))
        ]

    def column_equations(self, totals: Sequence[Parts], values: Mapping[str, Decimal]) -> list[Equation]:
        """For each of `totals` and each column of figures: what its rows make. Counts of people are exact.

        A subtotal left blank is stood for by its own rows, so that its total is not told to be wrong as well.
        """
        made_of = {one.whole: one.parts for one in totals}
        equations: list[Equation] = []
        for one in totals:
            for name in self.columns:
                parts: list[int] = []
                for part in one.parts:
                    blank = part in made_of and cell_path(self.table, part, name) not in values
                    parts += made_of[part] if blank else (part,)
                equations.append(self._column(one.whole, parts, name, "column"))
        return equations

    def partition_equations(self) -> list[tuple[Parts, Equation]]:
        """X市 = X市本级 + its districts, for each list of `partitions` and each column."""
        return [
            (one, self._column(one.whole, one.parts, name, "list")) for one in self.partitions for name in self.columns
        ]

    def _column(self, whole: int, parts: Sequence[int], column: str, name: str) -> Equation:
        return Equation(
            cell_path(self.table, whole, column), self.paths(parts, column), exact=column == "headcount", name=name
        )

    def totals(self, values: Mapping[str, Decimal]) -> Sequence[Parts]:
        """Each total and subtotal with the rows it sums, `values` being the figures by path.

        Where several readings are possible it is the one that balances: an own level right under a subtotal may be a part
        of it or lie inside another row, a total may stand above or below its rows. All subtotals of a table are read alike,
        as most of their columns balance; one with no rows where the others have theirs sums nothing.
        """
        found: list[Parts] = []
        for role in (TOTAL, SUBTOTAL):
            readings = {row: self._readings(row) for row, own in enumerate(self._roles) if own == role}
            balanced: Counter[str] = Counter()
            for name in dict.fromkeys(name for named in readings.values() for name in named):
                off = 0
                for row, named in readings.items():
                    one = self._balanced(row, named[name], values) if name in named else (0, 1)
                    balanced[name] += one[0]
                    off += one[1]
                if balanced[name] > _PLAINLY * off:
                    break  # what holds nearly throughout is meant: the others need not be tried
            order = sorted(balanced, key=lambda name: -balanced[name])
            side = order[0].split()[0] if order and balanced[order[0]] else ""
            for row, named in readings.items():
                name = next((name for name in order if name in named and name.startswith(side)), None)
                if name:
                    found.append(Parts(row, named[name]))
        return sorted(found, key=lambda one: one.whole)

    def _readings(self, row: int) -> dict[str, tuple[int, ...]]:
        """What a total may sum, by the name of the reading, the usual one first."""
        readings: dict[str, tuple[int, ...]] = {}
        for side, span in (("below", range(row + 1, len(self.rows))), ("above", range(row - 1, -1, -1))):
            inside = sorted(self._inside(row, span))
            if not inside:
                continue
            nearest = min(self.depths[at] for at in inside)
            apart = [at for at in inside if self._roles[at] not in _INSIDE]
            level = min((self.depths[at] for at in apart), default=0)
            found = {
                f"{side} nearest": [at for at in inside if self.depths[at] == nearest],
                f"{side} holding what follows": self._tops(inside),
                f"{side} holding what precedes": self._tops(inside[::-1]),
                f"{side} apart": [at for at in apart if self.depths[at] == level],
            }
            readings |= {name: tuple(sorted(rows)) for name, rows in found.items() if rows}
        return readings

    def _inside(self, row: int, span: Sequence[int]) -> list[int]:
        """The rows of a span that lie deeper than a row, up to the first that does not."""
        inside: list[int] = []
        for at in span:
            if self.depths[at] <= self.depths[row]:
                break
            inside.append(at)
        return inside

    def _tops(self, inside: Sequence[int]) -> list[int]:
        """The rows of a stretch that lie in no other row of it; a row lies in the nearest before it that is less deep."""
        tops: list[int] = []
        least = None
        for at in inside:
            if least is None or self.depths[at] <= least:
                tops.append(at)
                least = self.depths[at]
        return tops

    def is_off(self, one: Parts, columns: Sequence[str], values: Mapping[str, Decimal]) -> bool:
        """Whether a total is not the sum of its parts in one of some columns."""
        return any(
            weigh(self._column(one.whole, one.parts, name, "column"), values).standing == "off" for name in columns
        )

    def _balanced(self, row: int, parts: Sequence[int], values: Mapping[str, Decimal]) -> tuple[int, int]:
        """In how many columns a row is the sum of others, and in how many it is not."""
        standings = [weigh(self._column(row, parts, name, "column"), values).standing for name in self.columns]
        return sum(standing in ("even", "rounding") for standing in standings), standings.count("off")

    @cached_property
    def of_which_lists(self) -> Sequence[Parts]:
        """The 其中 lists, the outer before those inside them."""
        lists: dict[int, list[int]] = {}
        for row, role in enumerate(self._roles):
            if role not in _INSIDE:
                continue
            whole = next((at for at in range(row - 1, -1, -1) if self.depths[at] < self.depths[row]), None)
            if whole is not None and self._roles[whole] != TOTAL:
                lists.setdefault(whole, []).append(row)
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
