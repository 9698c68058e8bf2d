"""How the rows of an allocation table lie inside one another: totals, subtotals, units and their 其中 lists."""

from collections.abc import Sequence

from medaid_desktop.core import allocation as roles
from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.allocation.allocation_lines import Line, RunningSums, balances
from medaid_desktop.recognition.allocation.subtotals import groups, nested, release

_INSIDE_WORDS = ("区", "区)", "管委会", "园区", "开发区", "新区")


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
    found = groups(body)
    for group, deeper in zip(found, nested(found), strict=True):
        rows = [line for line in group if not line.is_subtotal]
        sums = [line for line in group if line.is_subtotal]
        for line in sums:
            line.depth += deeper
        inside = base + deeper + bool(sums)
        _settle_group(rows, inside, grouped and bool(sums), doubts)
        if sums and group[0] is sums[0]:
            release(sums[0], rows)
    return doubts


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
    while natural < len(rows) and (
        natural == at + 1
        or (not _numbered_alike(unit, rows, at, rows[natural]) and _stays_inside(rows[natural], rows[at + 1 : natural]))
    ):
        natural += 1
    nested = next((end for end in range(at + 2, natural) if rows[end].of_which), natural)
    if balances(unit, rows[at + 1 : natural]) or (nested < natural and balances(unit, rows[at + 1 : nested])):
        return list(rows[at + 1 : natural])
    limit = _next_peer(rows, at)
    sums = RunningSums(unit, rows[at + 1 : limit])
    for end in range(at + 2, limit + 1):
        if end > at + 2 and rows[end - 1].of_which:
            break
        if sums.balance(end - at - 1):
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


def _numbered_alike(unit: Line, rows: Sequence[Line], at: int, row: Line) -> bool:
    """Whether a row bears a number of the unit's style while the 其中 list under the unit does not."""
    return bool(unit.mark) and row.mark == unit.mark and rows[at + 1].mark != unit.mark


def _next_peer(rows: Sequence[Line], at: int) -> int:
    """The next row of the unit's own rank, or the end."""
    unit = rows[at]
    for end in range(at + 1, len(rows)):
        row = rows[end]
        if _numbered_alike(unit, rows, at, row):
            return end
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
