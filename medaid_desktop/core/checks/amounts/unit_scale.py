"""Amounts that cannot be meant in the unit they are written in: 350元 or 386.42亿元 where 万元 are asked for."""

import re
from decimal import Decimal

from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.rule import Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.texts.money import Amount
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of, excerpt, fold

UNIT = Rule(
    "amount.unit", "金额单位可疑", ("warning",),
    "金额里的单位写了两遍，或写的不是钱的单位；表头没有选定是元还是万元；数大得或小得不像这个单位；本栏以万元为单位，格内却写着元；同一笔钱在两处正好相差一万倍。",
    "元和万元弄错，数目就差一万倍，汇总时很难发现。",
    "“3359.62万万元”；资金总额 154.18，而财政拨款填成 1541800。",
    "各表“单位：元”“单位：万元”的注明。",
)  # fmt: skip

EACH = re.compile(r"标准|均|单价|每|比|率|数量|人数|人次")
"""In labels of what is paid for each of something, or of no money at all."""
_IN_WAN = re.compile(rf"(?P<digits>{DIGITS})\s*万元?")
_CODE = 6
_MOST_OF_A_COUNTY = 10
"""亿元: no county's medical assistance, nor its subsidy for residents' insurance, comes near it."""
_LEAST_YUAN = 1000
MOST_WAN = 10_000_000
"""A thousand 亿元: several times what the whole country spends on medical assistance in a year."""


def out_of_scale(subject: Subject, path: str, text: str, amount: Amount) -> Finding | None:
    """Money that cannot be meant in its unit: a few 元 where 万元 are asked for, more 万元 than the country spends, 亿元 of a
    county; and 元 that are written where the form wants 万元."""
    due = subject.definition(path).unit or subject.money_unit
    if due == "万元" and amount.unit in ("元", "亿元"):
        if EACH.search(subject.definition(path).label) or amount.value == 0:
            return None
        return (
            _yuan(subject, path, text, amount) if amount.unit == "元" else _hundred_million(subject, path, text, amount)
        )
    if amount.unit != "万元" or abs(amount.value) < MOST_WAN:
        return None
    return UNIT.found(
        subject,
        path,
        f"{subject.place(path)}是{excerpt(text)}，超过一千亿元，像是以元为单位的数，请核对单位",
        actual=text,
    )


def _yuan(subject: Subject, path: str, text: str, amount: Amount) -> Finding:
    small = abs(amount.value) < _LEAST_YUAN
    mended = f"{figure(amount.value)}万元" if small else figure(amount.to("万元").value)
    told = "数太小，而本栏以万元为单位，请核对单位" if small else f"而本栏以万元为单位，请改为 {mended}"
    return UNIT.found(
        subject, path, f"{subject.place(path)}是{excerpt(text)}，{told}", actual=text, expected=mended,
        mends=[Mend(f"改为 {mended}", ((path, mended),))],
    )  # fmt: skip


def _hundred_million(subject: Subject, path: str, text: str, amount: Amount) -> Finding | None:
    """亿元 where the form wants 万元: in a county's form from ten on, and where the same digits stand elsewhere as 万元."""
    region = subject.filing.region or ""
    county = len(region) == _CODE and region.isdigit() and not region.endswith("00")
    elsewhere = _said_in_wan(subject, path, amount.value)
    if not elsewhere and not (county and abs(amount.value) >= _MOST_OF_A_COUNTY):
        return None
    said = f"，{subject.place(elsewhere)}里是 {figure(amount.value)} 万元" if elsewhere else ""
    mended = f"{figure(amount.value)}万元"
    return UNIT.found(
        subject, path, f"{subject.place(path)}是{excerpt(text)}，本栏以万元为单位{said}，请核对“亿”是不是“万”", actual=text,
        expected=mended if elsewhere else "",
        beside=[Beside(subject.place(elsewhere), subject.text(elsewhere), elsewhere)] if elsewhere else [],
        mends=[Mend(f"改为 {mended}", ((path, mended),))] if elsewhere else [],
    )  # fmt: skip


def _said_in_wan(subject: Subject, path: str, value: Decimal) -> str:
    """The path of another value, or of a text, that has the same figure as 万元; "" where none has."""
    for name, text in subject.filing.values.items():
        other = f"values.{name}"
        if not text or other == path or (name not in subject.form.fields_by_id):
            continue
        kind = subject.facts.definition("", name).type
        if kind == "amount":
            amount = subject.money("", name, text)
            if amount and amount.unit == "万元" and amount.value == value:
                return other
        elif kind == "long-text" and "万" in text and _has_wan(fold(text), value):
            return other
    return ""


def _has_wan(folded: str, value: Decimal) -> bool:
    return any(decimal_of(match["digits"]) == value for match in _IN_WAN.finditer(folded))
