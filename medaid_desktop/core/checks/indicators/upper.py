"""Whether a target asks less than the level above does: by numbers with their direction, by a change, by graded words."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from medaid_desktop.core.checks.around import Names
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.indicators.peers import region_of
from medaid_desktop.core.checks.indicators.sisters import same_row
from medaid_desktop.core.checks.indicators.target_rules import UPPER
from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.definitions.graded_words import GradedWords
from medaid_desktop.core.texts.indicator_names import NameSense, row_sense
from medaid_desktop.core.texts.targets import Target, direction, parse_target

Weaker = Callable[[str, str, str, str], str]
"""Says why a target is weaker than another one, "" where it is not or where that cannot be said: (level3, level4, own, upper)."""

_NEARLY = "两个词相近，比上级的略轻"
_CLEARLY = 2
"""Words so many steps apart are not used for each other."""
_MINUTES = {"分钟": Decimal(1), "小时": Decimal(60), "天": Decimal(1440), "日": Decimal(1440)}
_DAYS = ("天", "日")
_WORKDAYS = ("工作日", "个工作日")
_WORKDAY_AT_MOST = 2
"""So many days a working day takes at most, weekends between reckoned in."""
_SHARES = {"%": Decimal(1), "‰": Decimal("0.1")}
_MONEY = {"元": Decimal(1), "万元": Decimal(10_000)}
_MONTHS = {"月": Decimal(1), "个月": Decimal(1)}
_TIMES = {"": Decimal(1), "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000)}
_RATIO = re.compile(
    r"(?P<many>万?)(?P<what>元|[件起例人次]|人次)/(?P<of>[十百千万]?)(?P<whom>(?:人|户|床|例|件|起|次|家|张).*)"
)
_PER_HEAD = re.compile(r"人均|每人|次均|户均|标准")
_ABOUT = re.compile(r"左右|上下|大约|大致|大体|约")


def weaker_by(words: GradedWords) -> Weaker:
    """How targets are compared, by numbers and by these words."""

    @lru_cache(maxsize=8192)
    def weaker(level3: str, level4: str, own: str, upper: str) -> str:
        mine, theirs = parse_target(own), parse_target(upper)
        if mine.kind == "words" and theirs.kind == "words":
            return ("", _NEARLY)[steps] if (steps := words.steps_below(own, upper)) < _CLEARLY else "用词比上级的轻"
        if mine.kind == "relative" and theirs.kind == "relative":
            return _weaker_change(mine, theirs)
        if mine.kind == "number" and theirs.kind == "number" and not _ABOUT.search(own + upper):
            return _weaker_number(mine, theirs, row_sense(level3, level4), bool(_PER_HEAD.search(level3 + level4)))
        return ""

    return weaker


def below_upper(
    subject: Subject, row: Indicator, above: Subject | None, weaker: Weaker, names: Names | None
) -> Finding | None:
    """What is said of a target weaker than that of the level above: in the same row, else in the parent region's form."""
    cells = row.row
    own, upper = cells.get("target", ""), cells.get("upper_target", "")
    one = None if upper else same_row(above, row)
    upper = upper or (one.text() or one.text("upper_target") if one else "")
    if not upper or own == upper:
        return None
    why = weaker(cells.get("level3", ""), cells.get("level4", ""), own, upper)
    if not why:
        return None
    beside = _beside(subject, row, above, one, names)
    where, shown = row.path(), " ".join(upper.split())
    asked = "可与上级用同一个词" if why == _NEARLY else "请不低于上级的要求，或与上级商定"
    return UPPER.found(
        subject, where,
        f"{subject.place(where)}是 {' '.join(own.split())}，{beside.label}是 {shown}：{why}。{asked}",
        severity="hint" if why == _NEARLY else "error", expected=upper, actual=own, beside=[beside], mends=[Mend(f"改为 {shown}", ((where, upper),))],
    )  # fmt: skip


def _beside(
    subject: Subject, row: Indicator, above: Subject | None, one: Indicator | None, names: Names | None
) -> Beside:
    """The target of the level above and whose it is: in the row itself, or in the row `one` of the form above."""
    if one is None or above is None:
        label = subject.form.definition(row.table, "upper_target").label
        return Beside(label, row.text("upper_target"), row.path("upper_target"))
    column = "target" if one.text() else "upper_target"
    label = f"{region_of(above, names)}的{above.form.definition(one.table, column).label}"
    return Beside(label, one.text(column), one.path(column), above.filing.id)


# -- numbers -------------------------------------------------------------------------------------------------------


def _weaker_number(own: Target, upper: Target, sense: NameSense, per_head: bool) -> str:
    wanted = _direction(own, upper, sense)
    scale = _same_scale(own.unit or "", upper.unit or "", per_head, wanted == "more")
    if scale is None or wanted is None or own.value is None or upper.value is None:
        return ""
    opposed = own.operator in (("≤", "<") if wanted == "more" else ("≥", ">"))
    if opposed:
        return "方向相反" if _says_direction(upper) or (sense.bounded and not sense.less) else ""
    mine, theirs = own.value * scale[0], upper.value * scale[1]
    if wanted == "less":
        mine, theirs = (own.upper or own.value) * scale[0], (upper.upper or upper.value) * scale[1]
    if (mine < theirs) if wanted == "more" else (mine > theirs):
        return "比上级的低" if wanted == "more" else "比上级的宽"
    if mine == theirs and upper.operator in (">", "<") and own.operator in ("≥", "≤"):
        return f"上级不含 {upper.value:f} 本身，这里含"
    return ""


def _same_scale(own: str, upper: str, per_head: bool, more: bool) -> tuple[Decimal, Decimal] | None:
    """The factors that bring values in two units to one, if it is one that does not grow with the size of a region."""
    if own in _WORKDAYS and upper in _DAYS:
        return Decimal(_WORKDAY_AT_MOST if more else 1), Decimal(1)
    if own in _DAYS and upper in _WORKDAYS:
        return Decimal(1), Decimal(1 if more else _WORKDAY_AT_MOST)
    mine, its = _measure(own, per_head), _measure(upper, per_head)
    return (mine[1], its[1]) if mine and its and mine[0] == its[0] else None


def _measure(unit: str, per_head: bool) -> tuple[str, Decimal] | None:
    """What a unit measures and how much of it one is; None for counts and money as a whole."""
    for kind, factors in (("%", _SHARES), ("分钟", _MINUTES), ("月", _MONTHS)):
        if unit in factors:
            return kind, factors[unit]
    if unit in _WORKDAYS:
        return "工作日", Decimal(1)
    if per_head and unit in _MONEY:
        return "元", _MONEY[unit]
    if match := _RATIO.fullmatch(unit):
        return f"{match['what']}/{match['whom']}", _TIMES[match["many"]] / _TIMES[match["of"]]
    return (unit, Decimal(1)) if unit == "分" or unit.startswith("元/") else None


def _direction(own: Target, upper: Target, sense: NameSense) -> str | None:
    if _says_direction(upper):
        return direction(upper)
    if sense.bounded and not sense.less:
        return "more"
    return direction(own) if _says_direction(own) else None


def _says_direction(target: Target) -> bool:
    return direction(target) in ("more", "less")


# -- changes against a base ----------------------------------------------------------------------------------------


def _weaker_change(own: Target, upper: Target) -> str:
    """不低于上年 is less than 高于上年; 提高 3% is less than 提高 5%."""
    if own.value is not None and upper.value is not None:
        if own.unit != upper.unit or direction(own) != direction(upper) or own.label != upper.label:
            return ""
        limited = own.operator in ("≤", "<") or own.operator != upper.operator
        return "变化比上级的小" if own.value < upper.value and not limited else ""
    if own.value is not None or upper.value is not None:
        return ""
    if upper.operator in ("≥", ">") and own.operator in ("≤", "<"):
        return "方向相反"
    looser = {">": ("≥", "="), "<": ("≤", "="), "≥": (), "≤": (), "=": ()}
    return "比上级的要求宽" if own.operator in looser.get(upper.operator or "=", ()) else ""
