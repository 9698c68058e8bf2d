"""Blank targets, alone or where all sister forms have a value; figures far from those of the sisters or of last year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from medaid_desktop.core.checks.around import Around, Names
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.indicators.sisters import (
    SisterGroup,
    SisterRow,
    Spread,
    is_same,
    plain_figure,
    same_row,
)
from medaid_desktop.core.checks.indicators.target_rules import LAST_YEAR, MISSING, OUTLIER, PEER
from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.checks.wording import listed
from medaid_desktop.core.indicators import class_key, plain
from medaid_desktop.core.texts.indicator_names import row_sense
from medaid_desktop.core.texts.numbers import excerpt, fold
from medaid_desktop.core.texts.targets import Target

_CLASS_NAME = re.compile(r"(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|(?:服务对象)?满意度)指标")
_MEASURE = re.compile(r"(?:率|比例|人数|人次|次数|满意度|程度|标准|金额|范围|影响|情况)$")
_DIGIT = re.compile(r"[0-9０-９]")
_NO_NUMBER = re.compile(
    r"(?:[≥≤=<>≧≦《》]{1,2}\s*(?:%|‰|人次?|次|户|个|家|件|份|场|起|例|元|天|日|个?工作日|分|分钟|小时)?|%)"
)
_LEAST_SISTERS = 3
_OFFICE = ("budget_unit", "implementing_unit", "filling_unit", "competent_department")


def is_shifted(level3: str, level4: str, target: str) -> bool:
    """Whether a row stands one column too far right: a class where the name should be, a name where the target should be."""
    if level4 or not _CLASS_NAME.fullmatch(plain(level3)):
        return False
    text = plain(target)
    return len(text) > 3 and not _DIGIT.search(text) and bool(_MEASURE.search(text))


def lacks_number(target: str) -> bool:
    """Whether a target is but the sign and the unit that a blank form prints (≥　%)."""
    return _NO_NUMBER.fullmatch(fold(target).strip()) is not None


def blank_target(subject: Subject, row: Indicator, around: Around, group: SisterGroup | None) -> Finding:
    """What is said of a row without a target, one of `MISSING` and `PEER`: it is blank, has a sign without a number, or the
    row is shifted by a column."""
    unfilled = lacks_number(row.text())
    shifted = bool(row.text()) and not unfilled
    name = row.text() if shifted else row.name
    second = class_key(row.text("level3")) if shifted else row.second
    where = row.path()
    told, mends = f"{subject.place(where)}{f'只有“{plain(row.text())}”，没有数' if unfilled else '是空白'}", []
    if shifted:
        told = (
            f"{subject.place(where)}空着：这一行像是整行右移了一格，{excerpt(row.text('level3'))}应在二级指标，"
            f"{excerpt(name)}应在三级指标"
        )
        mends = [_shift_back(row)]
    sisters = _sisters_with_value(subject, around, group, name, second)
    upper = row.text("upper_target")
    beside = (
        [Beside(subject.form.definition(row.table, "upper_target").label, upper, row.path("upper_target"))]
        if upper
        else []
    )
    if not sisters:
        told += f"（{beside[0].label}是 {plain(upper)}）" if upper else ""
        return MISSING.found(
            subject, where, f"{told}。请{'移回原位，再' if shifted else ''}填写指标值", expected=upper, actual=row.text(),
            beside=beside, mends=mends,
        )  # fmt: skip
    values = list(dict.fromkeys(plain(one.row.text()) for one in sisters))
    shown = values[0] if len(values) == 1 else "、".join(values[:4]) + ("等" if len(values) > 4 else "")
    names = listed(list(dict.fromkeys(region_of(one.form, around.names) for one in sisters)))
    advice = "请移回原位，再补填指标值" if shifted else "请核对后补填"
    return PEER.found(
        subject, where, f"{told}；同级 {len(sisters)} 份表（{names}）都有值：{shown}。{advice}",
        expected=shown, actual=row.text(), beside=[*beside, *_beside(sisters, around.names)], mends=mends,
    )  # fmt: skip


def _sisters_with_value(
    subject: Subject, around: Around, group: SisterGroup | None, name: str, second: str
) -> Sequence[SisterRow]:
    """The rows of the sister forms of a name, if at least three and nearly all sisters have it, each with a value."""
    count = len(around.sisters)
    if group is None or count < _LEAST_SISTERS:
        return ()
    rows = group.like(subject, name, second)
    if len(rows) < max(_LEAST_SISTERS, PEER.setting(subject, "share") * count):
        return ()
    return rows if all(_has_value(one.row) for one in rows) else ()


def _has_value(row: Indicator) -> bool:
    return row.target.kind in ("number", "words", "relative") and not is_shifted(
        row.text("level3"), row.text("level4"), row.text()
    )


def _shift_back(row: Indicator) -> Mend:
    return Mend(
        "整行左移一格",
        ((row.path("level2"), row.text("level3")), (row.path("level3"), row.text()), (row.path(), "")),
    )


def outlier(
    subject: Subject, row: Indicator, target: Target, value: float, around: Around, group: SisterGroup
) -> Finding | None:
    """Whether the figure of a row, `value` of its target, is far from those of all sister forms."""
    spread = group.spread(row, target)
    if spread is None or spread.is_inside(value):
        return None
    rows, values = _others(spread, subject)
    if len(rows) < _LEAST_SISTERS or not _is_far(subject, row, target, value, values):
        return None
    lost = _lacks_digit(target, value, values)
    if len(rows) < OUTLIER.setting(subject, "sisters") and not lost:
        return None
    where = row.path()
    middle = f"{median(values):g}{target.unit or ''}"
    least, most = f"{values[0]:g}", f"{values[-1]:g}"
    between = f"都是 {middle}" if least == most else f"在 {least} 与 {most} 之间，中位数 {middle}"
    return OUTLIER.found(
        subject, where,
        f"{subject.place(where)}是 {plain(row.text())}；同级 {len(rows)} 份表{between}，{'像是少录了一位数' if lost else '相差悬殊'}。请核对有没有录错",
        expected=middle if least == most else f"{least}—{most}", actual=row.text(), beside=_beside(rows, around.names),
    )  # fmt: skip


def _others(spread: Spread, own: Subject) -> tuple[list[SisterRow], list[float]]:
    pairs = [pair for pair in zip(spread.rows, spread.values, strict=True) if not is_same(pair[0].form, own)]
    return [one for one, _ in pairs], [value for _, value in pairs]


def _lacks_digit(target: Target, value: float, others: Sequence[float]) -> bool:
    """Whether a rate is a tenth of what all others are: 7 % among 70 %, 72 % and 75 %."""
    return target.percent and min(others) <= value * 10 <= max(others)


def _is_far(subject: Subject, row: Indicator, target: Target, value: float, others: Sequence[float]) -> bool:
    low, high, middle = min(others), max(others), median(others)
    if target.percent or row_sense(row.text("level3"), row.text("level4")).rate:
        points = OUTLIER.setting(subject, "points")
        return high - low <= points / 2 and (value < low - points or value > high + points)
    by_median, by_others = OUTLIER.setting(subject, "median"), OUTLIER.setting(subject, "others")
    if value > high:
        return middle > 0 and value > middle * by_median and value > high * by_others
    return value > 0 and value * by_median < middle and value * by_others < low


@dataclass(frozen=True, slots=True)
class LastYear:
    """The same region's form of the year before, and how far from it a figure may be: times, and points of a rate."""

    form: Subject
    times: float
    points: float


def last_year(subject: Subject, around: Around) -> LastYear | None:
    """What last year is compared by, None where there is nothing of it."""
    if around.last is None:
        return None
    return LastYear(around.last, *(LAST_YEAR.setting(subject, name) for name in ("times", "points")))


def far_from_last_year(
    subject: Subject, row: Indicator, target: Target, value: float, last: LastYear
) -> Finding | None:
    """Whether the figure of a row, `value` of its target, is far from that of the same region's row of the year before."""
    same = same_row(last.form, row)
    if same is None or not value or same.row.get("target") == row.row.get("target"):
        return None
    then, unit = same.target, target.unit
    if then.unit != unit or not (before := float(plain_figure(then) or 0)):
        return None
    if abs(value - before) <= last.points if unit == "%" else 1 / last.times <= value / before <= last.times:
        return None
    where, told = row.path(), plain(then.text)
    return LAST_YEAR.found(
        subject, where,
        f"{subject.place(where)}是 {plain(row.text())}，上年是 {told}，相差悬殊。请核对有没有录错，或口径有没有变",
        expected=told, actual=row.text(), beside=[Beside("上年同一指标", then.text, same.path(), last.form.filing.id)],
    )  # fmt: skip


def _beside(rows: Sequence[SisterRow], names: Names | None) -> list[Beside]:
    return [Beside(region_of(one.form, names), one.row.text(), one.row.path(), one.form.filing.id) for one in rows]


def region_of(form: Subject, names: Names | None) -> str:
    """Whose form it is: the name of its region, else of its office, else its region's code."""
    filing = form.filing
    if names and filing.region and (name := names.name(filing.region, filing.year)):
        return name
    office = next((filing.values[field] for field in _OFFICE if filing.values.get(field)), "")
    return plain(office) or filing.region or "同级"
