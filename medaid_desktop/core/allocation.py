"""The grammar of allocation tables on paper (seed 002, 浙江): totals, subtotals, units and their 其中 lists."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

TOTAL, SUBTOTAL, UNIT, OWN_LEVEL, OF_WHICH = "total", "subtotal", "unit", "own-level", "of-which"
OF_WHICH_LABEL = "其中："
_INSIDE = (OWN_LEVEL, OF_WHICH)
_TOTAL_NAME = re.compile(r"(?:全?[省市州盟县区旗国]|全?自治区|各[省市州盟县区旗、]+|总)?(?:合计|总计|共计)|总合计")
_SUBTOTAL_NAME = re.compile(r".{0,20}小计|.{2,20}(?:合计|共计)")


def role_of(row: Mapping[str, str]) -> str:
    """The role of a row: what was read with it, else what its name says, as in a row that was typed; "" without a name."""
    return row.get("role") or role_by_name(row.get("name", ""))


@lru_cache(maxsize=8192)
def role_by_name(name: str) -> str:
    """What a name alone says of the role of its row: 合计, 杭州市小计, 其中：萧山区; anything else is a unit, "" nothing.

    Whether 杭州市本级 lies inside 杭州市 or beside its counties is not in the name: it counts as a unit.
    """
    key = "".join(name.split())
    if not key:
        return ""
    if key.startswith("其中"):
        return OF_WHICH
    if _TOTAL_NAME.fullmatch(key):
        return TOTAL
    return SUBTOTAL if _SUBTOTAL_NAME.fullmatch(key) else UNIT


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
