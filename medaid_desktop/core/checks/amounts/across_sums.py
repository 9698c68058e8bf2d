"""The sums that the rows of a table promise: its columns of totals, each against the columns beside it."""

from collections.abc import Mapping, Sequence

from medaid_desktop.core.checks.amounts.balance import Equation, Weigh
from medaid_desktop.core.checks.amounts.sum_columns import Across


class AcrossSums:
    """`columns` are the columns of totals, `paths` those of the cells of each column, `sums` the rows that sum others."""

    def __init__(self, columns: Sequence[Across], paths: Mapping[str, Sequence[str]], sums: frozenset[int]) -> None:
        self._columns = columns
        self._paths = paths
        self._sums = sums
        self._of_rows: dict[tuple[str, tuple[str, ...]], Sequence[Equation]] = {}

    def __bool__(self) -> bool:
        """Whether the table has a column that adds up others."""
        return bool(self._columns)

    def equations(self, weigh: Weigh) -> Sequence[Equation]:
        """For each column of totals (合计, 累计下达) what it sums in each row, where most rows bear that out."""
        return [equation for one in self._columns for equation in self._borne_out(one, weigh)]

    def _borne_out(self, one: Across, weigh: Weigh) -> Sequence[Equation]:
        parts = self._parts_of(one, weigh)
        equations = self._of_each_row(one.total, parts) if parts else ()
        if any(found.stated and not found.filled for found in map(weigh, equations)):
            # some rows have only the total: those that sum them have more than their parts
            equations = [equation for equation in equations if self._sums.isdisjoint(equation.rows)]
        return equations

    def _parts_of(self, one: Across, weigh: Weigh) -> tuple[str, ...]:
        """The columns that a column of totals sums, none where no reading is borne out: by rows of which one has several parts."""
        if one.least == 0:
            return one.readings[0]
        best: tuple[str, ...] = ()
        most = one.least - 1
        for parts in one.readings:
            balances = [weigh(equation) for equation in self._of_each_row(one.total, parts)]
            held = [found for found in balances if found.standing in ("even", "rounding") and found.stated]
            off = sum(found.standing == "off" for found in balances)
            even = len(held) if any(found.filled > 1 for found in held) else 0
            if even > most and (even > off or (one.is_known and parts == one.readings[0])):
                best, most = parts, even
        return best

    def _of_each_row(self, total: str, parts: tuple[str, ...]) -> Sequence[Equation]:
        key = total, parts
        if key not in self._of_rows:
            columns = zip(*(self._paths[name] for name in parts), strict=True)
            self._of_rows[key] = [
                Equation(whole, paths, name="row", rows=(row,))
                for row, (whole, paths) in enumerate(zip(self._paths[total], columns, strict=True))
            ]
        return self._of_rows[key]
