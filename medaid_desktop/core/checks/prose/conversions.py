"""The same money said twice in a text, in 元 and in 万元: 845000元，即8.45万元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.prose.calculations import Calculation, verdict
from medaid_desktop.core.checks.prose.prose_words import (
    ARITHMETIC_RULE,
    MONEY,
    amount_of,
    mend_of,
    rounded_like,
    shown,
    unit_name,
    written,
)
from medaid_desktop.core.checks.prose.terms import Term
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.texts.money import Amount, last_place

_FIRST = re.compile(rf"(?P<about>约|近|共?计约)?\s*(?<![0-9.,]){MONEY}(?P<behind>[余多]|左右)?")
_AGAIN = re.compile(
    r"\s*(?:[,、;]?\s*(?P<word>折合|折算[为成]?|换算[为成]?|约合|即需?|也就是|折|合)(?:人民币)?|(?P<bracket>\()(?:即|合|折合)?)"
    rf"\s*(?P<about>约|近)?\s*{MONEY}(?!\s*(?:[×*/+÷-]|的|左右|以))"
    r"(?(bracket)\s*\))"
)
_NEED = re.compile(r"即需?$")
_EACH = re.compile(r"[每均][^,;。:\n]*$|标准[^,;。:\n]*$")
"""Before an amount: it is paid for each of something, and what follows may be what that makes."""
_NEAR = 20
_LEAST, _MOST = Decimal("0.5"), Decimal(2)
_FEN = -2
"""Nobody rounds up on purpose where so many decimals are written: 83.40 for 83.394."""
_TELLING = 3
"""So many digits that agree are no chance."""
_SHIFTS = (-4, -3, -2, -1, 1, 2, 3, 4)


def conversions(subject: Subject, path: str, text: str, folded: str, found: Sequence[Calculation]) -> Iterator[Finding]:
    """Money that is said again in another unit, or for a result in the same one, and is another there: an error, or a hint
    where only the last digits were left off.

    Nothing is said where the first is not what its own calculation makes: that is told, and its mend mends both.
    """
    results = {one.stated.start: one for one in found}
    for first in _FIRST.finditer(folded):
        again = _AGAIN.match(folded, first.end())
        one = results.get(first.start("digits"))
        if again is None or (one is None and _EACH.search(folded, max(0, first.start() - _NEAR), first.start())):
            continue
        if one is None or one.verdict in ("right", "rounded"):
            yield from _said_again(subject, path, text, first, again, one)


def _said_again(
    subject: Subject, path: str, text: str, first: re.Match[str], again: re.Match[str], one: Calculation | None
) -> Iterator[Finding]:
    said, other = amount_of(first), amount_of(again)
    made, unit = said.unit or "元", other.unit or "元"
    due = said.to(unit).value
    standing = verdict(due, other.value, last_place(other.value))
    if standing in ("right", "rounded") or other.value == 0 or due == 0:
        return
    ratio = due / other.value
    shifted = ratio.normalize().as_tuple().digits == (1,) and (
        len(due.normalize().as_tuple().digits) > 1 or _means_the_same(again, one)
    )
    shifted = shifted or (_may_mean_the_same(first, again, one) and _is_shifted(due, other.value))
    inexact = any((first["about"], first["behind"], again["about"], (again["word"] or "").startswith("约")))
    cut = standing == "truncated" or (standing == "raised" and last_place(other.value) > _FEN)
    if made == unit and not (one and _NEED.fullmatch(again["word"] or "") and (shifted or _LEAST < ratio < _MOST)):
        return
    if not shifted and (inexact or not (cut or (_may_mean_the_same(first, again, one) and _LEAST < ratio < _MOST))):
        return
    if again["bracket"] and abs(due) < 1:
        return
    if _ends_in_zeros(due, other.value) or (cut and standing == "raised" and one is not None):
        return
    start, end = again.start("digits"), again.end("digits")
    right, term = shown(due, other.value), Term(other.value, unit, start, end, end)
    first_digits = text[first.start("digits") : first.end("digits")]
    told = f"{subject.place(path)}里 {first_digits} {made}即 {right} {unit}，写的是 {written(text, term)} {unit}"
    detail = " ".join(text[first.start("digits") : again.end()].split())
    if cut:
        how = "舍去了尾数" if standing == "truncated" else "进了一位"
        yield ARITHMETIC_RULE.found(
            subject, path, f"{told}，{how}（四舍五入应为 {rounded_like(due, other.value)}，可不改）",
            severity="hint", expected=right, actual=written(text, term), detail=detail,
        )  # fmt: skip
        return
    yield ARITHMETIC_RULE.found(
        subject, path, f"{told}。请核对", expected=right, actual=written(text, term), detail=detail,
        mends=[mend_of(path, text, term, right)],
    )  # fmt: skip


def _means_the_same(again: re.Match[str], one: Calculation | None) -> bool:
    """Whether the second amount can only be the first one in another unit. 合 behind an amount may be a total of several."""
    return again["word"] not in (None, "合") or (one is not None and again["word"] == "合")


def _may_mean_the_same(first: re.Match[str], again: re.Match[str], one: Calculation | None) -> bool:
    """Whether the second amount is told as the first one, or stands by itself in brackets behind it in another unit."""
    return _means_the_same(again, one) or (again["bracket"] is not None and first["unit"] != again["unit"])


def _is_shifted(due: Decimal, stated: Decimal) -> bool:
    """Whether an amount has the digits of the one due, rounded or cut, but its point elsewhere (8.34 for 83.394)."""
    if len(stated.normalize().as_tuple().digits) < _TELLING:
        return False
    place = last_place(stated)
    return any(verdict(due.scaleb(power), stated, place) in ("rounded", "truncated") for power in _SHIFTS)


def _ends_in_zeros(due: Decimal, stated: Decimal) -> bool:
    """Whether a whole figure is rounded where its zeros begin (2100 for 2105.888)."""
    zeros = last_place(stated.normalize())
    return last_place(stated) == 0 < zeros and abs(due - stated) * 2 <= Decimal(1).scaleb(zeros)


def same_money(one: Amount, others: Sequence[Calculation]) -> bool:
    """Whether an amount is the result of one of some calculations, perhaps in another unit, as precisely as it is written."""
    for other in others:
        made, unit = unit_name(other.stated), one.unit
        if made and unit:
            due = Amount(other.stated.value, made, "").to(unit).value
            if verdict(due, one.value, last_place(one.value)) != "wrong":
                return True
    return False
