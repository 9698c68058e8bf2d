"""Codes of digits and letters, alone or with their name in one cell: "2101501 行政运行", "30399-其他支出".

The budget classification (政府收支分类科目) is issued anew every year: a code means something only together
with the year of its filing, and names are compared within a year only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from medaid_desktop.core.texts.numbers import Nothing, Unclear, excerpt, fold, is_nothing

CODE_LENGTHS: Mapping[str, tuple[int, ...]] = {
    "functional": (3, 5, 7),
    "department-economic": (3, 5),
    "government-economic": (3, 5),
}
"""Digits of the levels of a classification: 类 3, 款 5, and 项 7 in 支出功能分类. Tables name the last one."""

_TITLES = {
    "functional": "支出功能分类科目",
    "department-economic": "部门预算支出经济分类科目",
    "government-economic": "政府预算支出经济分类科目",
}
_LONGEST = 200
_CODE = re.compile(
    r"[\s\"'“”‘’《]*(?P<code>[0-9A-Za-z]+(?:[-_./][0-9A-Za-z]+)*)"
    r"(?:[\s\-—:_.、]*(?P<name>[^0-9A-Za-z\s\-—:_.、].*?))?[\s\"'“”‘’》]*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code in half-width characters, and the name written behind it ("" where none)."""

    code: str
    name: str


def parse_code(text: str) -> Code | None:
    """The code a text begins with and its name, None where it has none."""
    found = read_code(text)
    return found if isinstance(found, Code) else None


@lru_cache(maxsize=4096)
def read_code(text: str) -> Code | Nothing | Unclear | None:
    """As `parse_code`, but tells 无 and — (Nothing) and what is not understood (Unclear) from a blank (None)."""
    folded = fold(text)
    if not folded.strip():
        return None
    match = _CODE.fullmatch(folded) if len(text) <= _LONGEST else None
    if match and any(char in "0123456789" for char in match["code"]):
        name = text[match.start("name") : match.end("name")] if match["name"] else ""
        return Code(match["code"], name.strip())
    if is_nothing(text):
        return Nothing(text)
    return Unclear(f"看不懂的代码{excerpt(text)}，请写成 2101301 或 2101301 城乡医疗救助")


def length_complaint(code: str, classification: str) -> str | None:
    """What is wrong with the length of a budget code, a Chinese sentence; None where nothing is.

    `classification` is a key of `CODE_LENGTHS`; only its last level is right in a table (229613 lost a 0).
    Raises KeyError for another one.
    """
    due = CODE_LENGTHS[classification][-1]
    if len(code) == due and code.isascii() and code.isdigit():
        return None
    return f"{_TITLES[classification]}应为 {due} 位数字，“{code}”是 {len(code)} 位，请核对"
