"""Rates: above 100 %, without %, and figures that read like another one (290 % ← ≥90 %)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.checks.finding import Finding, Mend, Severity
from medaid_desktop.core.checks.indicators.target_rules import PERCENT
from medaid_desktop.core.checks.indicators.target_units import unit_told_beside
from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.texts.indicator_names import NameSense, name_sense, row_sense
from medaid_desktop.core.texts.numbers import find_numbers, fold
from medaid_desktop.core.texts.targets import Target, parse_target

_HUNDRED = Decimal(100)
_MOST_POINTS = 10
"""Up to this a bare number of a 满意度 may be points of five or ten."""
_SIGN_AS_TWO = re.compile(r"2(?P<rest>[5-9][0-9](?:\.[0-9]+)?|100(?:\.0+)?)")
_SIGN_AS_LETTER = re.compile(r"(?:[zZ乙]|[>》]?2?[zZ])\s*(?P<rest>[0-9]{1,2}(?:\.[0-9]+)?|100)\s*[%％]?")
_CHINESE_SIGN = re.compile(r"(?P<sign>[》《])\s*=?")


@dataclass(frozen=True, slots=True)
class RateFault:
    """What is wrong with a rate: how grave, in words, and the texts the cell may become, each with its title's text."""

    severity: Severity
    message: str
    readings: tuple[tuple[str, str], ...] = ()


def doubtful_rate(subject: Subject, row: Indicator, column: str) -> Finding | None:
    """What is doubtful in a cell that states a rate, None where it is none or is in order."""
    text = row.text(column)
    fault = rate_fault(row.text("level3"), row.text("level4"), text) if text else None
    if fault is None or ("%" not in fold(text) and unit_told_beside(subject, row, column)):
        return None
    where = row.path(column)
    severity = fault.severity if column == "target" else _of_a_result(fault)
    readings = "或".join(f"“{shown}”" for shown, _ in fault.readings)
    asked = f"。是否为{readings}？" if readings else "。请核对"
    return PERCENT.found(
        subject, where, f"{subject.place(where)}是 {' '.join(text.split())}：{fault.message}{asked}", severity=severity,
        expected=fault.readings[0][0] if fault.readings else "", actual=text,
        mends=[Mend(f"改为 {shown}", ((where, whole),)) for shown, whole in fault.readings],
    )  # fmt: skip


def _of_a_result(fault: RateFault) -> Severity:
    """How grave a fault is in what was reached, where more than 100 % may be true and % is often left out."""
    return "warning" if fault.severity == "error" and fault.readings else "hint"


def rate_fault(level3: str, level4: str, text: str) -> RateFault | None:
    """What is wrong with a text as the value of a rate."""
    target = parse_target(text)
    sense = row_sense(level3, level4)
    if not sense.rate and target.label:
        sense = name_sense(target.label)
    if not sense.rate:
        return None
    if target.kind == "unclear":
        match = _SIGN_AS_LETTER.fullmatch(fold(text).strip())
        shown = f"≥{match['rest']}%" if match else ""
        return RateFault("warning", "看不懂的写法，像是“≥”打错了", ((shown, shown),)) if match else None
    if target.kind != "number" or target.value is None or target.value < 0 or (target.unit and not target.percent):
        return None
    if target.percent:
        return _with_sign(target, sense)
    if sense.states_unit or target.value == 0:
        return None
    if "满意" in f"{level3}{level4}{target.label}" and 1 < target.value <= _MOST_POINTS:
        return None
    return _without_sign(target, sense)


def _with_sign(target: Target, sense: NameSense) -> RateFault | None:
    value = target.upper or target.value
    if value is None:
        return None
    over = value > _HUNDRED or (value == _HUNDRED and target.operator == ">")
    if over and sense.bounded:
        what = "不可能大于 100%" if value == _HUNDRED else "比率超过 100%"
        return RateFault("error", what, _readings(target))
    if over and sense.beyond and _misread(target) is not None:
        return RateFault("warning", "数过大，像是“≥”错录成了“2”", _readings(target))
    if sense.bounded and not sense.less and Decimal("0.5") <= value <= 1 and "." in f"{value}" and target.upper is None:
        return RateFault("warning", "不到 1%，像是小数又加了 %", (_reading(target, f"{figure(value * 100)}%"),))
    match = _CHINESE_SIGN.search(target.text)
    if match and target.kind == "number":
        sign = "≥" if match["sign"] == "》" else "≤"
        whole = target.text[: match.start()] + sign + target.text[match.end() :]
        return RateFault("hint", f"“{match['sign']}”是书名号，应写“{sign}”", ((" ".join(whole.split()), whole),))
    return None


def _without_sign(target: Target, sense: NameSense) -> RateFault | None:
    value, missing = target.value, "是比率，没有写 %"
    if value is None:
        return None
    if target.upper is not None:
        likely = 1 < value <= target.upper <= _HUNDRED
        return RateFault("warning", missing, (_range_reading(target),) if likely else ())
    if value > _HUNDRED and sense.bounded:
        if _misread(target) is not None:
            return RateFault("error", "是比率，却大于 100，像是“≥”错录成了“2”", _readings(target))
        return RateFault("warning", f"{missing}，又大于 100", _readings(target))
    as_written = _reading(target, f"{_written(target)}%")
    if value > 1:
        return RateFault("warning", missing, (as_written,))
    as_part = _reading(target, f"{figure(value * 100)}%")
    likely_small = sense.less or value < Decimal("0.1")
    return RateFault("warning", missing, (as_written, as_part) if likely_small else (as_part,))


def _written(target: Target) -> str:
    """The digits of the value as they stand in the text."""
    numbers = [one for one in find_numbers(target.text) if one.value == target.value]
    return target.text[numbers[-1].start : numbers[-1].end] if numbers else ""


def _misread(target: Target) -> str | None:
    """The digits behind a 2 that stands for the sign ≥ (290 for ≥90, 2100 for ≥100)."""
    if target.operator is not None or target.upper is not None:
        return None
    match = _SIGN_AS_TWO.fullmatch(fold(_written(target)))
    return match["rest"] if match else None


def _readings(target: Target) -> tuple[tuple[str, str], ...]:
    """What a rate above 100 % may have been meant to be: only what is likely."""
    rest = _misread(target)
    value = target.value
    if rest is not None:
        return (_reading(target, f"≥{rest}%"),)
    if value is None or target.upper is not None:
        return ()
    if value == _HUNDRED and target.operator == ">":
        return (_reading(target, "100%", "≥"),)
    if value >= 1000 and 50 <= value / 100 <= 100:
        return (_reading(target, f"{figure(value / 100)}%"),)
    return ()


def _reading(target: Target, number: str, operator: str = "") -> tuple[str, str]:
    """The cell with another number, all else as it was: (what is shown for it, the whole text)."""
    text, sign = target.text, operator or target.operator or ""
    shown = number if number.startswith("≥") else f"{sign}{number}"
    numbers = [one for one in find_numbers(text) if one.value == target.value]
    if not numbers or "百分之" in text:
        return shown, shown
    head, tail = text[: numbers[-1].start], text[numbers[-1].end :]
    if tail.lstrip().startswith(("%", "％")):
        tail = tail.lstrip()[1:]
    if operator:
        head = head.rstrip().rstrip(">＞") + operator
    return shown, f"{head}{number}{tail}"


def _range_reading(target: Target) -> tuple[str, str]:
    """A range with % behind both numbers."""
    text = target.text
    numbers = [one for one in find_numbers(text) if one.value in (target.value, target.upper)][-2:]
    for one in reversed(numbers):
        text = f"{text[: one.end]}%{text[one.end :]}"
    return " ".join(text.split()), text
