"""The grammar of allocation tables on paper (seed 002, 浙江): totals, subtotals, units and their 其中 lists."""

from collections.abc import Mapping, Sequence

TOTAL, SUBTOTAL, UNIT, OWN_LEVEL, OF_WHICH = "total", "subtotal", "unit", "own-level", "of-which"
ROLES = (TOTAL, SUBTOTAL, UNIT, OWN_LEVEL, OF_WHICH)
OF_WHICH_LABEL = "其中："
_INSIDE = (OWN_LEVEL, OF_WHICH)


def hierarchy_name(rows: Sequence[Mapping[str, str]], index: int) -> str:
    """What stands before a row's name on paper: an indent by depth, and 其中： before the first of a list.

    The words 其中： are not part of a name (contract, section 3); a list inside a list says them again.
    """
    row = rows[index]
    if row.get("role") not in _INSIDE:
        return ""
    depth = _depth(row)
    before: Mapping[str, str] = rows[index - 1] if index else {}
    starts = before.get("role") not in _INSIDE or _depth(before) < depth
    return "　" * max(0, depth - 2) + (OF_WHICH_LABEL if starts else "　　　")


def _depth(row: Mapping[str, str]) -> int:
    text = row.get("depth", "")
    return int(text) if text.isdecimal() else 3
