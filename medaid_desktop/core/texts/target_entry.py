"""Targets (指标值) while they are typed: >= for ≥, the unit that belongs to a number, the words of a class.

What is offered completes what was typed; nothing is put in by itself.
"""

import re
from dataclasses import dataclass

from medaid_desktop.core.texts.comparisons import BEFORE, operator_before
from medaid_desktop.core.texts.numbers import DIGITS, fold
from medaid_desktop.core.texts.targets import parse_target

_TYPED = re.compile(rf"(?P<operator>{BEFORE})?\s*(?P<number>{DIGITS})?\s*(?P<unit>[^0-9\s]{{1,6}})?")
_PREFIXES = {"》": "≥", "《": "≤", "》=": "≥", "《=": "≤", ">": "≥", "<": "≤"}
"""Signs that a clerk types on the way to another: the Chinese keyboard has no ≥."""

SIGNS = ("≥", "≤", "=")
_MOST_UNITS = 3
"""More units than these are offered only once one begins to type them."""

_RATE = re.compile(r"(?:率|比例|比重|满意度|覆盖面|占比)$")
_TIMES = re.compile(r"人次(?:数|规模)?$")
_PEOPLE = re.compile(r"人数$")
_TIME = re.compile(r"(?:时间|时限|时长)$")
_LESS = re.compile(r"(?:时间|时限|时长|成本|标准|支出|金额|总额)$")


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator is measured: the operator and the units that suit it, the likeliest first, and words for it."""

    operator: str = ""
    units: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def measure_by_name(name: str) -> Measure:
    """What the name of an indicator tells of its measure: a 率 is in %, 人次数 in 人次, 响应时间 is better the less."""
    bare = re.sub(r"[（(].*?[）)]$", "", fold(name).strip())
    units: tuple[str, ...] = ()
    for pattern, unit in ((_RATE, "%"), (_TIMES, "人次"), (_PEOPLE, "人"), (_TIME, "分钟")):
        if pattern.search(bare):
            units = (unit,)
    if not units:
        return Measure()
    return Measure("≤" if _LESS.search(bare) else "≥", units)


def measure_of(target: str) -> Measure:
    """How a target that was written before is measured; a measure without anything where it is words or blank."""
    known = parse_target(target)
    if known.kind != "number":
        return Measure()
    return Measure(known.operator or "", (known.unit,) if known.unit else ())


def completions(typed: str, measure: Measure) -> list[str]:
    """Texts that a typed beginning of a target may become: >=95 → ≥95%, 95 → 95%, ≥95%; >= → ≥.

    Words are not among them. [] where what was typed is not the beginning of a number.
    """
    folded = fold(typed).strip()
    if not folded:
        return []
    if folded in _PREFIXES:
        return [_PREFIXES[folded], *([folded] if folded in "<>" else [])]
    match = _TYPED.fullmatch(folded)
    if match is None or not (match["operator"] or match["number"]):
        return []
    operator = operator_before(match["operator"]) if match["operator"] else ""
    number = match["number"] or ""
    if not number:
        return [] if match["unit"] else [operator]
    written = match["unit"] or ""
    units = [unit for unit in measure.units if unit.startswith(written) and unit != written]
    units = units if written else units[:_MOST_UNITS]
    if not units and written:
        units = [written]
    signs = [operator] if operator else ["", *([measure.operator] if measure.operator else [])]
    found = [f"{sign}{number}{unit}" for unit in units[:1] for sign in signs]
    found += [f"{sign}{number}" for sign in signs if sign and not written]
    return [*found, *(f"{operator}{number}{unit}" for unit in units[1:])]
