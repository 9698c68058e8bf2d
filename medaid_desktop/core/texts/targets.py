"""Targets (指标值): what a text says should be reached, understood beside the text, which is what is stored.

A target is operator + number + unit ("≥95%", "不超过3个工作日"), a range, words ("明显提高") or relative to a base
("不低于上年"). Whether it makes sense (290 %, a rate without %) is for the checks to say.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from medaid_desktop.core.texts.comparisons import (
    BEFORE,
    BEHIND,
    CHANGE,
    Operator,
    agreed_operator,
    implied_operator,
    operator_before,
)
from medaid_desktop.core.texts.dates import parse_period
from medaid_desktop.core.texts.numbers import DIGITS, UNIT, decimal_of, fold, is_nothing

Kind = Literal["number", "words", "relative", "blank", "nothing", "unclear"]
Direction = Literal["more", "less", "exact"]

_NUMBER = (
    rf"(?P<op>{BEFORE})?\s*+(?P<hundredths>百分之)?(?P<sign>[-+])?(?P<low>{DIGITS})\s*+(?P<unit>{UNIT})??"
    rf"(?:\s*+(?:-|~|—{{1,2}}|至|到)\s*+(?P<high>{DIGITS})\s*+(?P<high_unit>{UNIT})??)?"
    rf"\s*+(?P<behind>{BEHIND})?\s*+(?P<note>\([^()0-9]*\))?[。;.,]?"
)
_PLAIN = re.compile(_NUMBER)
_LABELLED = re.compile(
    r"(?P<label>[^0-9≥≤≧≦<>=±+%。,;]*?)[\s:]*+(?:保持在|稳定在|维持在|约为|为|约|共计|共)?" + _NUMBER
)
_BASE = re.compile(
    r"(?:上一?年度?|前一年度?|去年|往年|历年|上期|上季度?|上月|同期|基期|平均(?=水平|值|数|$)"
    r"|(?:19|20)[0-9]{2}年度?)(?:同期|末|底|平均|水平|均值|数|值|的)*"
)
_COMPARED = re.compile(rf"(?P<op>{BEFORE})[^0-9,。;较比与同和]{{0,8}}$")
_NOT_A_UNIT = re.compile(r"号.*|(?:年|个?月|日)?(?:底|末|初).*|.*(?:前|后|止)|.*(?:以[上下内]|之内).*")
_DATE = re.compile(r"(?:19|20)[0-9]{2}年度?|[0-9]{1,2}月份?")
_NOTED_UNIT = re.compile(r"\(([%‰人次元户个家例件份场期起天日年月分]|人次|万元|小时|分钟)\)")
_PLACEHOLDER = re.compile(r"[Xx]{2}|[×*○]{2}|…|\.{3}|_{2}|□|(?<![0-9])[0-9]+\s*+字(?:以内|左右)")
_RATIO = re.compile(r"[0-9.]+\s*+[:比]\s*+[0-9.]+")
_LABEL = re.compile(r".*[一-鿿].*(?<![第(0-9A-Za-z])", re.DOTALL)
_DIGIT = re.compile(r"[0-9]")
_HAN = re.compile(r"[一-鿿]")
_SIGN = re.compile(r"[≥≤≧≦<>=]")
_LONGEST_NUMBER, _LONGEST_RELATIVE = 60, 40


@dataclass(frozen=True, slots=True)
class Target:
    """What was understood of `text`.

    `value` is the number with its written decimals, the lower end where `upper` makes it a range; `unit` as
    written but for blanks and full-width forms, "%" where `percent`. In "relative" `value` is the change, if one
    is stated.
    `label` holds leading words in half-width forms, mostly the indicator's name again (参保人数 658090人).
    """

    kind: Kind
    text: str
    operator: Operator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    percent: bool = False
    label: str = ""


@lru_cache(maxsize=16384)
def parse_target(text: str) -> Target:
    """Understands a target; never fails: placeholders and unreadable signs are of the kind "unclear"."""
    folded = fold(text).strip()
    if not folded:
        return Target("blank", text)
    short = len(folded) <= _LONGEST_NUMBER
    target = _number(_PLAIN.fullmatch(folded), text) if short else None
    if target:
        return target
    if is_nothing(text):
        return Target("nothing", text)
    if is_placeholder(text):
        return Target("unclear", text)
    target = _compared(folded, text) if len(folded) <= _LONGEST_RELATIVE else None
    if target is None and short and _DIGIT.search(folded):
        match = _LABELLED.fullmatch(folded)
        target = _number(match, text, match["label"]) if match else None
    return target or Target("words" if _is_words(folded) else "unclear", text)


def direction(target: Target) -> Direction | None:
    """Whether more or less is better, or just this (= and ranges); None where the target does not say."""
    if target.kind == "relative" and target.value is not None:
        change = CHANGE.search(fold(target.text))
        return "less" if change and change["fall"] else "more"
    if target.operator is None:
        return "exact" if target.upper is not None else None
    if target.operator == "=":
        return "exact"
    return "more" if target.operator in "≥>" else "less"


def format_target(operator: str, value: str, unit: str) -> str:
    """Joins three columns as they would stand in one cell: "=100%", "≥50000人次" (contract, section 3).

    Left out are a unit that says there is none (/, 无, —), 定性 for an operator, and what `value` already has.
    """
    operator, value, unit = operator.strip(), value.strip(), unit.strip()
    if not value:
        return ""
    if operator == "定性" or value.startswith(operator):
        operator = ""
    if is_nothing(unit) or value.endswith(unit):
        unit = ""
    return f"{operator}{value}{unit}"


def is_placeholder(text: str) -> bool:
    """Whether a text still has what a blank form prints to be replaced: XX, **, ……, □, (200字以内)."""
    return _PLACEHOLDER.search(fold(text)) is not None


def _number(match: re.Match[str] | None, text: str, label: str = "") -> Target | None:
    """A target out of a match of `_NUMBER`; None where its parts contradict each other or make a date."""
    if match is None or (match["hundredths"] and (match["unit"] or match["high"])):
        return None
    agreed, operator = agreed_operator(match["op"], match["behind"])
    unit = _unit(match)
    if not agreed or (unit and _NOT_A_UNIT.fullmatch(unit)):
        return None
    if unit and not operator and _DATE.fullmatch(match["high" if match["high"] else "low"] + unit):
        return None
    value = decimal_of(match["low"], negative=match["sign"] == "-")
    upper = decimal_of(match["high"]) if match["high"] else None
    if upper is not None and (upper < value or operator or match["unit"] not in (None, match["high_unit"], "%")):
        return None
    label = label.strip(" \n\t—-")
    # A hyphen behind a label joins as often as it negates.
    if label and (not _LABEL.fullmatch(label) or (match["sign"] and not match["op"])):
        return None
    changes = any(change.end() == len(label) for change in CHANGE.finditer(label))
    return Target("relative" if changes else "number", text, operator, value, upper, unit, unit == "%", label)


def _unit(match: re.Match[str]) -> str | None:
    written = "%" if match["hundredths"] else match["high_unit"] or match["unit"]
    if not written:
        noted = _NOTED_UNIT.fullmatch(match["note"] or "")
        return noted[1] if noted else None
    return "".join(written.split()).replace(".", "·").replace("•", "·").replace("・", "·")


def _compared(folded: str, text: str) -> Target | None:
    """A target relative to a base: 不低于上年, 较上年提高, 与上年持平, 比上年增长≥5%."""
    base = _BASE.search(folded)
    if base is None:
        return None
    after = folded[base.end() :].strip()
    compared = _COMPARED.search(folded[: base.start()])
    change = CHANGE.search(after)
    if not compared and not change:
        return None
    stated = _number(_PLAIN.fullmatch(after[change.end() if change else 0 :].strip()), text)
    if compared:
        operator: Operator | None = operator_before(compared["op"])
    else:
        operator = stated.operator if stated else implied_operator(change) if change else None
    if stated is None:
        return Target("relative", text, operator)
    return Target("relative", text, operator, stated.value, stated.upper, stated.unit, stated.percent)


def _is_words(folded: str) -> bool:
    """Words may hold numbers (2020年底前完成) but no sign of comparison; ratios (1:2) and dates are words too."""
    if _RATIO.fullmatch(folded) or _DATE.fullmatch(folded) or parse_period(folded):
        return True
    if _SIGN.search(folded):
        return False
    return len(_HAN.findall(folded)) > (1 if _DIGIT.search(folded) else 0)
