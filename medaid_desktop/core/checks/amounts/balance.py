"""Sums that must balance, and the one cell whose change mends them all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from medaid_desktop.core.texts.money import last_place, rounding_of

Standing = Literal["even", "rounding", "off", "open"]


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """`total` is what `parts` make together; both are paths of cells. `exact` sums count people, money may be rounded.

    `name` tells apart what one cell is the total of: the "row" or the "column" it stands in, the districts of its "list".
    `rows` are the numbers of the rows it is about, where it is one of a long table and kept from check to check.
    """

    total: str
    parts: tuple[str, ...]
    exact: bool = False
    name: str = ""
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """How an equation stands: `stated` in its total, `summed` of its parts (None where blank), and what the difference is.

    "rounding" differs by no more than so many printed terms may; "open" has a blank total or no part filled.
    """

    equation: Equation
    standing: Standing
    stated: Decimal | None
    summed: Decimal | None
    filled: int

    @property
    def off(self) -> Decimal:
        """By how much the total exceeds its parts."""
        return (self.stated or Decimal(0)) - (self.summed or Decimal(0))


Weigh = Callable[[Equation], Balance]
"""Tells how an equation stands."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell, and the value that makes `mended` broken sums balance."""

    path: str
    value: Decimal
    mended: int


def weigh(equation: Equation, values: Mapping[str, Decimal]) -> Balance:
    """Compares a total with its parts by the rounding that printed figures allow (n terms × half the last printed digit).

    `values` has the cells that hold figures. A part that is blank counts nothing.
    """
    stated = values.get(equation.total)
    parts = [values[path] for path in equation.parts if path in values]
    if not parts or stated is None:
        summed = sum(parts, Decimal(0)) if parts else None
        return Balance(equation, "open", stated, summed, len(parts))
    summed = sum(parts, Decimal(0))
    off = abs(stated - summed)
    standing: Standing = "even" if off == 0 else "rounding" if off <= tolerance(equation, stated, parts) else "off"
    return Balance(equation, standing, stated, summed, len(parts))


def tolerance(equation: Equation, stated: Decimal, parts: Sequence[Decimal]) -> Decimal:
    """By how much a sum may be off: that of its rounded parts, and that of the total where it is printed less exactly.

    乌鲁木齐 2020: 3 064.00 printed as 3,064; 243.01 as 243.0; 40.01 as 40 (seed 001).
    """
    if equation.exact:
        return Decimal(0)
    place = min(map(last_place, parts))
    if place >= 0:
        return Decimal(0)  # whole numbers of parts are sums of whole numbers
    own = rounding_of(1, last_place(stated)) if last_place(stated) > place else Decimal(0)
    return rounding_of(len(parts), place) + own


def repairs(balances: Sequence[Balance], values: Mapping[str, Decimal]) -> list[Repair]:
    """The one cell whose change mends every broken equation and breaks none; empty where none is broken or several would do.

    `balances` are all equations as they stand. A single broken one could be mended in any of its cells: only several point
    at one, so fewer than two give none. Broken equations that share no cell are mended apart.
    """
    broken = [balance for balance in balances if balance.standing == "off"]
    groups = [group for group in _connected(broken) if len(group) > 1] if len(broken) > 1 else []
    if not groups:
        return []
    common = [
        set(_cells(first.equation)).intersection(*(_cells(one.equation) for one in more)) for first, *more in groups
    ]
    of_cell = _taking_part(balances, frozenset(path for paths in common for path in paths if path in values))
    found: list[Repair] = []
    for group, paths in zip(groups, common, strict=True):
        tried = (_repair(path, group, of_cell[path], values) for path in sorted(paths) if path in of_cell)
        mended = [repair for repair in tried if repair]
        found += mended if len(mended) == 1 else []
    return found


def _taking_part(balances: Sequence[Balance], paths: frozenset[str]) -> Mapping[str, Sequence[Balance]]:
    """The equations that cells are part of, but those left open."""
    of_cell: dict[str, list[Balance]] = {path: [] for path in paths}
    for balance in balances if paths else ():
        equation = balance.equation
        if balance.standing != "open" and (equation.total in paths or not paths.isdisjoint(equation.parts)):
            for path in _cells(equation):
                if path in paths:
                    of_cell[path].append(balance)
    return of_cell


def _connected(broken: Sequence[Balance]) -> Sequence[list[Balance]]:
    """Broken equations, those together that share cells, directly or by way of others."""
    groups: dict[int, list[Balance]] = {}
    holder: dict[str, int] = {}
    merged: dict[int, int] = {}

    def group_of(path: str) -> int:
        number = holder[path]
        while (into := merged.get(number)) is not None:
            merged[number] = merged.get(into, into)
            number = into
        return number

    for number, balance in enumerate(broken):
        cells = _cells(balance.equation)
        members: list[Balance] = []
        for one in sorted({group_of(path) for path in cells if path in holder}):
            members = [*groups.pop(one), *members] if members else groups.pop(one)
            merged[one] = number
        members.append(balance)
        groups[number] = members
        holder.update(dict.fromkeys(cells, number))
    return list(groups.values())


def _cells(equation: Equation) -> tuple[str, ...]:
    return (equation.total, *equation.parts)


def _repair(
    path: str, broken: Sequence[Balance], touched: Sequence[Balance], values: Mapping[str, Decimal]
) -> Repair | None:
    """The value of one cell by the most exact of the broken sums, if it does for all that the cell takes part in."""
    wanted = [(-one.off if one.equation.total == path else one.off, one) for one in broken]
    change, _ = min(wanted, key=lambda pair: _coarseness(pair[1], values))
    tried = dict(values)
    tried[path] = values[path] + change
    if any(weigh(one.equation, tried).standing == "off" for one in touched):
        return None
    if sum(weigh(one.equation, tried).standing == "even" for one in touched) < sum(
        one.standing == "even" for one in touched
    ):
        return None
    return Repair(path, tried[path], len(broken))


def _coarseness(balance: Balance, values: Mapping[str, Decimal]) -> int:
    return min(last_place(values[path]) for path in _cells(balance.equation) if path in values)
