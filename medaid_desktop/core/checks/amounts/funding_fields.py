"""The sum that a form made of a template promises among its fields of funding, where no formula of a built-in form says it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.amounts.balance import Equation, weigh
from medaid_desktop.core.forms import CUSTOM, EXTRA, Form
from medaid_desktop.core.indicators import plain

_TOTAL = re.compile(
    r"(?:(?:本?年度?|当年|全年|项目|预算)*(?:资金|金额|预算)?(?:总额|合计|总计|总量|总金额)|年度金额|年度资金)(?:[(（].*)?"
)
_LONGER = re.compile(r"实施期|中期|长期|总投资|以前年度")
_PART = re.compile(r"资金|补助|拨款|配套|自筹|捐|结转|投入")
_NO_PART = re.compile(r"支出|执行|到位|拨付|结余|剩余|标准|均|每|总额|合计|总计|实施期|中期|长期")
_LEVELS = re.compile(r"中央|省|市|县|区|州|上级|本级|地方")
_BY_LEVEL = ("funding_central", "funding_local")
_FISCAL = "funding_fiscal"
_LEAST = 2


def funding_parts(form: Form) -> tuple[str, tuple[str, ...]] | None:
    """The field of the total and those of its parts, None where a form has no such sum, or it is not plain which it is."""
    money = [one for one in form.fields if one.type == "amount"]
    labels = {one.id: plain(one.label) for one in money}
    totals = [
        name
        for name in labels
        if (name == "funding_total" or _TOTAL.fullmatch(labels[name])) and not _LONGER.search(labels[name])
    ]
    if not form.id.startswith(CUSTOM) or len(totals) != 1:
        return None
    parts = [
        name
        for name, label in labels.items()
        if name not in totals and (not name.startswith(EXTRA) or (_PART.search(label) and not _NO_PART.search(label)))
        and (name.startswith(("funding_", EXTRA)))
    ]  # fmt: skip
    return (totals[0], tuple(parts)) if len(parts) >= _LEAST else None


def funding_sum(
    total: str, parts: Sequence[str], labels: Mapping[str, str], values: Mapping[str, Decimal]
) -> Equation | None:
    """The equation that is meant: of several readings the one that balances; None where it is not certain that any is meant.

    Money by level of government (中央, 省级) may lie inside 财政拨款, and 省级 inside 地方资金.
    """
    filled = [name for name in parts if f"values.{name}" in values]
    if len(filled) < _LEAST:
        return None
    by_level = {name for name in filled if name in _BY_LEVEL or _LEVELS.search(labels[name])} - {_FISCAL}
    inner = {name for name in by_level if name.startswith(EXTRA)}
    readings = [filled, [name for name in filled if name not in by_level], [name for name in filled if name != _FISCAL]]
    readings.append([name for name in filled if name not in inner])
    equations = [
        Equation(f"values.{total}", tuple(f"values.{name}" for name in one), name="formula")
        for one in readings
        if one
    ]  # fmt: skip
    even = [one for one in equations if weigh(one, values).standing in ("even", "rounding")]
    if even:
        return even[0]
    nested = (_FISCAL in filled and by_level) or (
        "funding_local" in filled and inner and "地方" in labels["funding_local"]
    )
    return None if nested else equations[0]
