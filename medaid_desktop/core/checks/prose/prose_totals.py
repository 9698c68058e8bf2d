"""What a text says of the results of its calculations: their total, and what it comes to in the end."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.prose.calculations import Calculation, calculations, verdict
from medaid_desktop.core.checks.prose.conversions import same_money
from medaid_desktop.core.checks.prose.prose_words import (
    ARITHMETIC_RULE,
    MONEY,
    amount_of,
    mend_of,
    shown,
    unit_name,
    written,
)
from medaid_desktop.core.checks.prose.terms import Term
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.texts.money import Amount, last_place
from medaid_desktop.core.texts.numbers import decimal_of

_ANNOUNCED = re.compile(
    rf"(?:合计|共计|总计|总共|合共|共需|(?<=[,;。、:\s])共|项共)(?:需|约|为|人民币)*\s*[:]?\s*¥?\s*{MONEY}"
)
_OF_OTHERS = re.compile(r"[年月省市县级央外]")
"""In the words before a total: it may be of other money than the calculations before it."""
_CLAUSE = re.compile(r"[^,;。:!?\n]*$")
_ANY_MONEY = re.compile(MONEY)
_GOES_ON = re.compile(r"\s*[+×*÷/=-]")
_GOES_BEYOND = re.compile(
    r"扣|减|抵|结余|结转|缺口|剩余|申请|承担|分担|负担|分摊|自筹|上级|提前|已下达|已拨|上年|去年|累计|年均|另"
)
"""In a basis: what it works out may be more, or less, than what is asked for."""
_APART = re.compile(r"小计|另|不含|除外|其余|还需|再加|此外")


def announced_total(
    subject: Subject, path: str, text: str, folded: str, found: Sequence[Calculation]
) -> Iterator[Finding]:
    """合计 behind a list of results, where nothing else in the text is money that it could contain."""
    announced = [match for match in _announced(folded) if match.start() >= found[-1].end]
    kept = [one for one in found if not _on_the_way(folded, one, found)]
    summed = [one for one in kept if one.stated.is_money and not one.stated.about]
    if len(announced) != 1 or len(summed) < 2 or len(summed) != len(kept) or any(one.unsure for one in found):
        return
    total = announced[0]
    clause = _CLAUSE.search(folded, 0, total.start())
    if clause and _OF_OTHERS.search(clause[0]):
        return
    between = folded[summed[0].start : total.start()]
    if _APART.search(between) or any(
        _stands_alone(match, summed[0].start, found) for match in _ANY_MONEY.finditer(between)
    ):
        return
    stated = amount_of(total)
    unit = stated.unit or "元"
    terms = [Amount(one.stated.value, unit_name(one.stated), "").to(unit).value for one in summed]
    made = sum(terms, Decimal(0))
    exactly = sum((Amount(one.result, unit_name(one.stated), "").to(unit).value for one in summed), Decimal(0))
    place = last_place(stated.value)
    if stated.value in terms or any(verdict(one, stated.value, place) != "wrong" for one in (made, exactly)):
        return
    term = Term(stated.value, total["unit"], total.start("digits"), total.end("digits"), total.end())
    due = shown(made, stated.value)
    yield ARITHMETIC_RULE.found(
        subject, path,
        f"{subject.place(path)}里各项算得的数相加为 {due} {unit}，合计写的是 {written(text, term)} {unit}，"
        f"{'多' if stated.value > made else '少'} {figure(abs(stated.value - made))} {unit}。请核对",
        expected=due, actual=written(text, term), detail="合计", mends=[mend_of(path, text, term, due)],
    )  # fmt: skip


def _announced(folded: str) -> list[re.Match[str]]:
    """The totals that a text gives, without amounts that begin a calculation (共计694440元+252000元=…) or end as a price."""
    return [match for match in _ANNOUNCED.finditer(folded) if not _GOES_ON.match(folded, match.end())]


def _on_the_way(folded: str, one: Calculation, found: Sequence[Calculation]) -> bool:
    """Whether a result is only a step to another: a price, stands in brackets, or is a factor of another calculation."""
    inside = folded[: one.start].rstrip().endswith("(") and folded[one.end :].lstrip().startswith(")")
    factor = any(
        term.value == one.stated.value and term.unit == one.stated.unit
        for other in found
        if other is not one
        for term in other.terms
    )
    return inside or factor or "/" in one.stated.unit


def _stands_alone(match: re.Match[str], start: int, found: Sequence[Calculation]) -> bool:
    """Whether an amount, found in a stretch that begins at `start`, is neither of a calculation nor said again."""
    at, value = start + match.start(), decimal_of(match["digits"])
    inside = any(one.start <= at < one.end for one in found)
    again = any(value in (one.stated.value, *(term.value for term in one.terms)) for one in found)
    return not inside and not again and not same_money(amount_of(match), found)


def final_money(text: str, folded: str) -> tuple[Amount, bool] | None:
    """The money that a basis comes to, and whether it is announced as its total: that, else the result of its only
    calculation. None where the text goes on with other money, of which only a part may be asked for."""
    announced = _announced(folded)
    made = [one.stated for one in calculations(text) if one.verdict != "wrong"]
    if len(announced) == 1 and not _GOES_BEYOND.search(folded):
        return amount_of(announced[0]), True
    if not announced and len(made) == 1 and not made[0].about and not _GOES_BEYOND.search(folded):
        unit = unit_name(made[0])
        return (Amount(made[0].value, unit, ""), False) if unit else None
    return None


def states(folded: str, amount: Amount) -> bool:
    """Whether a text has the very amount somewhere, in whatever unit, rounded perhaps."""
    place = last_place(amount.value)
    return any(
        verdict(stated.to(amount.unit).value, amount.value, place) in ("right", "rounded")
        for match in _ANY_MONEY.finditer(folded)
        if amount.unit and (stated := amount_of(match)).unit
    )
