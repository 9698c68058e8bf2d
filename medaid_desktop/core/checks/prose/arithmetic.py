"""Calculations written in the texts of a form: wrong, cut short, or not what the form asks for in the end."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.amounts.unit_scale import UNIT
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.prose.calculations import Calculation, calculations, verdict
from medaid_desktop.core.checks.prose.conversions import conversions
from medaid_desktop.core.checks.prose.counted_lists import counted_lists
from medaid_desktop.core.checks.prose.hidden_factors import may_be_hidden
from medaid_desktop.core.checks.prose.money_lists import listed_totals
from medaid_desktop.core.checks.prose.prose_totals import announced_total, final_money, states
from medaid_desktop.core.checks.prose.prose_words import (
    ARITHMETIC_RULE,
    mend_of,
    quoted,
    rounded_like,
    shown,
    unit_behind,
    written,
)
from medaid_desktop.core.checks.prose.told_growth import told_growth
from medaid_desktop.core.checks.prose.told_products import told_products
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.money import last_place
from medaid_desktop.core.texts.numbers import fold

_TELLING = re.compile(
    r"[=＝≈×*✕✖╳＊]|等于|乘以|共|计|需[^0-9]{0,6}[0-9]|其中|[长增浮高加降少的][0-9.]+[%％]|[%％][^%％\n]{2,12}[%％][^%％\n]{2,12}[%％]"
    r"|[元万亿][\s,，、;；]*(?:[(（即折合换约]|也就是)"
)
"""In texts without any of these no calculation, total or conversion stands."""
_SAID_AGAIN = re.compile(r"[元万亿][\s,，、;；]*(?:[(（即折合换约]|也就是)")
_BASIS = "estimate_basis"
_MANY = 4
"""Figures of fewer digits differ in two of them by chance."""
_ASKED = ("funding_fiscal", "funding_total")


def _texts(form: Form) -> tuple[Sequence[str], Sequence[tuple[str, str]]]:
    """The fields, and the columns of tables, in which sentences may stand."""
    kinds = ("text", "long-text")
    return (
        [one.id for one in form.fields if one.type in kinds],
        [(table.id, column.id) for table in form.tables for column in table.columns if column.type == "long-text"],
    )


def _check_arithmetic(subject: Subject, _around: Around) -> Iterator[Finding]:
    fields, columns = subject.facts.once(_texts)
    values = subject.filing.values
    faulty = False
    for name in fields:
        text = values.get(name)
        if text and len(text) > 6:
            for finding in _in_text(subject, f"values.{name}", text):
                faulty = faulty or name == _BASIS
                yield finding
    for table, column in columns:
        yield from subject.told(table, _in_row, column)
    if not faulty:
        yield from _against_field(subject)


def _in_row(subject: Subject, table: str, index: int, column: str) -> Iterator[Finding]:
    text = subject.filing.rows(table)[index].get(column)
    if text and len(text) > 6:
        yield from _in_text(subject, cell_path(table, index, column), text)


def _in_text(subject: Subject, path: str, text: str) -> Iterator[Finding]:
    if not _TELLING.search(text):
        return
    found, folded = calculations(text), fold(text)
    for one in found:
        if one.verdict in ("right", "rounded") or one.unsure:
            continue
        if one.verdict == "wrong":
            if not may_be_hidden(folded, one):
                yield _wrong(subject, path, text, one)
        elif one.stated.is_money or not one.stated.unit:
            yield _cut_short(subject, path, text, one)
    if _SAID_AGAIN.search(text):
        yield from conversions(subject, path, text, folded, found)
    if found:
        yield from announced_total(subject, path, text, folded, found)
    yield from listed_totals(subject, path, text, folded)
    yield from told_products(subject, path, text, folded)
    yield from told_growth(subject, path, text, folded)
    yield from counted_lists(subject, path, text, folded)


def _wrong(subject: Subject, path: str, text: str, one: Calculation) -> Finding:
    due = shown(one.result, one.stated.value)
    off = one.stated.value - one.result
    unit = unit_behind(one.stated)
    return ARITHMETIC_RULE.found(
        subject, path,
        f"{subject.place(path)}里“{quoted(text, one.start, one.end)}”算得 {due}{unit}，写的是 {written(text, one.stated)}{unit}，"
        f"{'多' if off > 0 else '少'} {shown(abs(off), one.stated.value)}{unit}。请核对",
        expected=due, actual=written(text, one.stated), detail=quoted(text, one.start, one.end),
        mends=[mend_of(path, text, one.stated, due)],
    )  # fmt: skip


def _cut_short(subject: Subject, path: str, text: str, one: Calculation) -> Finding:
    due, unit = shown(one.result, one.stated.value), unit_behind(one.stated)
    how = "舍去了尾数" if one.verdict == "truncated" else "进了一位"
    return ARITHMETIC_RULE.found(
        subject, path,
        f"{subject.place(path)}里“{quoted(text, one.start, one.end)}”算得 {due}{unit}，写的是 {written(text, one.stated)}{unit}，{how}"
        f"（四舍五入应为 {rounded_like(one.result, one.stated.value)}，可不改）",
        severity="hint", expected=due, actual=written(text, one.stated), detail=quoted(text, one.start, one.end),
    )  # fmt: skip


def _against_field(subject: Subject) -> Iterator[Finding]:
    """What the basis makes in the end, against the money that the form asks for."""
    basis = subject.filing.values.get(_BASIS, "")
    asked = next((name for name in _ASKED if subject.filing.values.get(name)), "")
    if not basis or not asked or not any(sign in basis for sign in ("=", "＝", "≈", "等于", "计", "共")):
        return
    path = f"values.{asked}"
    amount, folded = subject.amount(path), fold(basis)
    final = final_money(basis, folded)
    if amount is None or amount.unit is None or final is None or amount.value <= 0 or states(folded, amount):
        return
    (money, is_total), unit = final, amount.unit
    made = money.to(unit).value
    standing = verdict(made, amount.value, last_place(amount.value))
    if made <= 0 or standing in ("right", "rounded"):
        return
    beside = [Beside(subject.place(f"values.{_BASIS}"), f"{figure(money.value)} {money.unit}", f"values.{_BASIS}")]
    due, wrote = figure(made), subject.text(path)
    said = f"{beside[0].label}里{'合计' if is_total else '算得'} {beside[0].text}"
    if made in (amount.value.scaleb(4), amount.value.scaleb(-4)):
        yield UNIT.found(
            subject, path, f"{subject.place(path)}是 {wrote}，{said}，正好相差一万倍，请核对单位是元还是万元",
            expected=due, actual=wrote, beside=beside,
        )  # fmt: skip
    elif Decimal("0.5") < made / amount.value < 2:
        again = "" if money.unit == unit else f"，即 {due} {unit}"
        rounding = f"（四舍五入应为 {rounded_like(made, amount.value)}，可不改）"
        how = {"truncated": f"，舍去了尾数{rounding}", "raised": f"，进了一位{rounding}"}.get(
            standing, "，两处不一致，请核对"
        )
        swapped = standing == "wrong" and _is_swapped(made, amount.value)
        yield ARITHMETIC_RULE.found(
            subject, path, f"{subject.place(path)}是 {wrote}，{said}{again}{'，像是有两位数字写颠倒了，请核对' if swapped else how}",
            severity="error" if swapped else "hint", expected=due, actual=wrote, beside=beside,
        )  # fmt: skip


def _is_swapped(due: Decimal, stated: Decimal) -> bool:
    """Whether a figure of many digits is another one with two neighbouring digits in each other's place (2150.89 for 2105.888)."""
    right, wrong = rounded_like(due, stated), figure(stated)
    if "." in right and len(wrong) < len(right):
        wrong = f"{stated:f}"
    right, wrong = right.replace(".", ""), wrong.replace(".", "")
    off = [at for at, (one, other) in enumerate(zip(right, wrong, strict=False)) if one != other]
    if len(right) != len(wrong) or len(right.rstrip("0")) < _MANY or len(off) != 2 or off[1] - off[0] != 1:
        return False
    return right[off[0]] == wrong[off[1]] and right[off[1]] == wrong[off[0]]


ARITHMETIC = Check((ARITHMETIC_RULE,), _check_arithmetic)
