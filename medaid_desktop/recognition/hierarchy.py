"""How the rows of an allocation table lie inside one another: totals, subtotals, units and their 其中 lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from medaid_desktop.core import allocation as roles
from medaid_desktop.core.grid import Place
from medaid_desktop.core.money import rounding_tolerance
from medaid_desktop.core.region_names import OWN_LEVEL_ENDINGS

_SUMS = ("小计", "合计", "总计")
_INSIDE_WORDS = ("区", "区)", "管委会", "园区", "开发区", "新区")


@dataclass(slots=True)
class Line:
    """A row as the grammar sees it: its folded name, 其中 before it, indent, numbers by column, level of its region.

    `level` is province, prefecture, county, unit or "" ; `inside` the codes of the regions above it. `role` and `depth` are
    what `settle` finds.
    """

    key: str
    of_which: bool = False
    indent: int = 0
    numbers: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    level: str = ""
    code: str = ""
    above: tuple[str, ...] = ()
    is_total: bool = False
    place: Place | None = None
    role: str = roles.UNIT
    depth: int = 0

    @property
    def is_subtotal(self) -> bool:
        return not self.is_total and self.key.endswith(_SUMS)

    @property
    def is_own_level(self) -> bool:
        return (
            OWN_LEVEL_ENDINGS[0] in self.key
            or self.key.endswith("直属")
            or (len(self.key) < 4 and self.key.endswith("直"))
        )


def settle(lines: Sequence[Line]) -> list[tuple[str, Place | None]]:
    """Gives every line its role and depth (domain, "Money"); returns what could be read in two ways."""
    doubts: list[tuple[str, Place | None]] = []
    base = 1 if any(line.is_total for line in lines) else 0
    body = [line for line in lines if not line.is_total]
    for line in lines:
        if line.is_total:
            line.role, line.depth = roles.TOTAL, 0
    grouped = any(line.is_subtotal for line in body)
    for line in body:
        if line.is_subtotal:
            line.role, line.depth = roles.SUBTOTAL, base
    for group in _groups(body):
        rows = [line for line in group if not line.is_subtotal]
        inside = base + 1 if len(rows) < len(group) else base
        _settle_group(rows, inside, grouped and len(rows) < len(group), doubts)
    return doubts


def _groups(body: Sequence[Line]) -> list[list[Line]]:
    """The lines cut at subtotals, which stand above what they sum, or below it where the table ends with one."""
    if not any(line.is_subtotal for line in body):
        return [list(body)]
    below = body[-1].is_subtotal and not body[0].is_subtotal
    found: list[list[Line]] = [[]]
    for line in body:
        if line.is_subtotal and not below and found[-1]:
            found.append([])
        found[-1].append(line)
        if line.is_subtotal and below:
            found.append([])
    return [group for group in found if group]


def _settle_group(rows: Sequence[Line], depth: int, grouped: bool, doubts: list[tuple[str, Place | None]]) -> None:
    at = 0
    while at < len(rows):
        unit = rows[at]
        unit.depth = depth
        unit.role = roles.OWN_LEVEL if unit.is_own_level else roles.OF_WHICH if unit.of_which else roles.UNIT
        parts = _listed(rows, at, grouped, doubts) if at + 1 < len(rows) and rows[at + 1].of_which else []
        if parts:
            for part in parts:
                part.role = roles.OWN_LEVEL if part.is_own_level else roles.OF_WHICH
                part.depth = depth + 1
            _nest(unit, parts, doubts)
        elif not grouped:
            parts = _under(rows, at)
            if parts:
                unit.role = roles.SUBTOTAL
                _settle_group(parts, depth + 1, True, doubts)
        at += 1 + len(parts)


def _listed(rows: Sequence[Line], at: int, grouped: bool, doubts: list[tuple[str, Place | None]]) -> list[Line]:
    """The rows of a 其中 list: to the first 县 or county-level city, or as far as makes the unit's sum."""
    unit = rows[at]
    natural = at + 1
    while natural < len(rows) and (natural == at + 1 or _stays_inside(rows[natural], rows[at + 1 : natural])):
        natural += 1
    nested = next((end for end in range(at + 2, natural) if rows[end].of_which), natural)
    if balances(unit, rows[at + 1 : natural]) or (nested < natural and balances(unit, rows[at + 1 : nested])):
        return list(rows[at + 1 : natural])
    limit = _next_peer(rows, at)
    for end in range(at + 2, limit + 1):
        if balances(unit, rows[at + 1 : end]) and not any(row.of_which for row in rows[at + 2 : end]):
            return list(rows[at + 1 : end])
    if (
        not grouped
        and limit > natural
        and unit.code
        and all(unit.code in row.above or row.is_own_level for row in rows[at + 1 : limit])
    ):
        doubts.append((f"“{unit.key}”下的“其中”按到下一个市、州为止理解，各行相加与它不等", rows[at + 1].place))
        return list(rows[at + 1 : limit])
    return list(rows[at + 1 : natural])


def _next_peer(rows: Sequence[Line], at: int) -> int:
    """The next row of the unit's own rank, or the end."""
    unit = rows[at]
    for end in range(at + 1, len(rows)):
        row = rows[end]
        same = bool(unit.level) and row.level == unit.level and unit.code not in row.above
        if not row.of_which and (same or (row.indent < unit.indent)):
            return end
    return len(rows)


def _stays_inside(row: Line, before: Sequence[Line]) -> bool:
    """A list of 其中 goes on until the first 县 or county-level city, unless the indent says otherwise."""
    if row.of_which or row.is_own_level:
        return True
    if row.indent and before[-1].indent:
        return row.indent >= min(entry.indent for entry in before)
    return row.key.endswith(_INSIDE_WORDS) or "区(" in row.key


def _under(rows: Sequence[Line], at: int) -> list[Line]:
    """The rows that a unit is the sum of, without 其中 before them: those in its region or indented under it, if they balance."""
    unit = rows[at]
    end = at + 1
    if unit.is_own_level:
        return []
    while end < len(rows) and _belongs(unit, rows[end]):
        end += 1
    parts = list(rows[at + 1 : end])
    if not parts:
        return []
    indented = all(row.indent > unit.indent for row in parts)
    tops = [row for row in parts if not row.of_which and row.indent == parts[0].indent]
    if balances(unit, parts) or balances(unit, tops):
        return parts
    return parts if indented and not unit.numbers else []


def _belongs(unit: Line, row: Line) -> bool:
    if row.indent != unit.indent:
        return row.indent > unit.indent
    if row.is_own_level:
        return not row.code or not unit.code or row.code.startswith(unit.code) or unit.code in row.above
    return bool(unit.code) and unit.level in ("province", "prefecture") and (unit.code in row.above or not row.code)


def _nest(unit: Line, parts: Sequence[Line], doubts: list[tuple[str, Place | None]]) -> None:
    """A second 其中 under the first is a list inside it where that is the reading that balances; said where neither does."""
    again = next((at for at, row in enumerate(parts) if row.of_which and at > 0), 0)
    if not again or all(row.of_which for row in parts):
        return
    flat, nested = balances(unit, parts), balances(unit, parts[:again])
    if flat and not nested:
        return
    for row in parts[again:]:
        row.depth += 1
    if not nested:
        doubts.append((f"“{parts[again].key}”前又有“其中”，按包含在“{parts[0].key}”之内理解", parts[again].place))


def balances(unit: Line, parts: Sequence[Line]) -> bool:
    """Whether rows make the numbers of another, each column within rounding; most columns are enough."""
    right = wrong = 0
    for name, whole in unit.numbers.items():
        shares = [part.numbers[name] for part in parts if name in part.numbers]
        if not shares and not whole:
            continue
        off = abs(sum(shares, Decimal(0)) - whole)
        fits = off == 0 or (len(shares) > 1 and off <= rounding_tolerance(shares) and off < abs(whole) / 100)
        right, wrong = right + fits, wrong + (not fits)
    return right > wrong
