"""Units of money inside cells: written twice, of another kind, not chosen, or 元 and 万元 mistaken for one another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.checks.amounts.unit_scale import EACH, MOST_WAN, UNIT, out_of_scale
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.money import Amount, money_unit
from medaid_desktop.core.texts.numbers import FINANCE_NUMBER, excerpt, fold

_MONEY = r"(?:[十百千]?\s?[万亿]\s?元?|千\s?元|元)"
_TWICE = re.compile(
    rf"{FINANCE_NUMBER}\s*\(?\s*(?P<first>(?>{_MONEY}))\s*\)?\s*[(,、/]?\s*(?P<second>{_MONEY})\s*\)?\s*整?"
)
_OTHER = re.compile(
    rf"{FINANCE_NUMBER}\s*(?P<unit>[%‰]|人次?|户|次|个|家|件|平方米|吨|台|元\s?/\s?(?:人|户|次|年|月|人次)(?:[·./](?:年|月|次))?)"
)
_OF_MONEY = re.compile(rf"{FINANCE_NUMBER}\s*(?P<unit>万元|亿元|千元|元)")
_TEN_THOUSAND = Decimal(10_000)
_SAME_MONEY = (
    ("funding_total", "funding_fiscal"), ("funding_total", "funding_central"), ("funding_total", "funding_other"),
    ("funding_total", "funding_local"), ("amount", "sub_amount"), ("amount", "spent"), ("sub_amount", "spent"),
    ("sub_amount", "budget_executed"), ("initial_budget", "budget"), ("initial_budget", "executed"), ("budget", "executed"),
    ("initial_budget", "expected_full_year"),
)  # fmt: skip
"""Fields, and columns of a row, of which one is all or part of the other."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a form has money and counts of people: names of its values, and of the columns of its tables."""

    amounts: Sequence[tuple[str, str]]
    counts: Sequence[tuple[str, str]]
    pairs: Sequence[tuple[str, Sequence[tuple[str, str]]]]


def _places(form: Form) -> _Places:
    fields = [("", one) for one in form.fields]
    fields += [(table.id, column) for table in form.tables for column in table.columns]
    names = {(table, one.id) for table, one in fields}
    return _Places(
        [(table, one.id) for table, one in fields if one.type == "amount"],
        [(table, one.id) for table, one in fields if one.type == "number" and one.unit in ("人", "人次")],
        [
            (table, [(one, other) for one, other in _SAME_MONEY if (table, one) in names and (table, other) in names])
            for table in ("", *(table.id for table in form.tables))
        ],
    )


def _check_units(subject: Subject, _around: Around) -> Iterator[Finding]:
    places = subject.facts.once(_places)
    told: set[str] = set()
    for table, row, name, text in _filled(subject, places.amounts):
        amount = subject.money(table, name, text)
        if amount and (amount.unit in ("元", "亿元") or abs(amount.value) >= MOST_WAN):
            if finding := out_of_scale(subject, _path(table, row, name), text, amount):
                told.add(finding.where)
                yield finding
        elif not amount and not text[-1].isdigit():
            yield from _unit_inside(subject, _path(table, row, name), text)
    for table, row, name, text in _filled(subject, places.counts):
        path = _path(table, row, name)
        if not text[-1].isdigit() and (match := _OF_MONEY.fullmatch(fold(text))):
            yield UNIT.found(
                subject,
                path,
                f"{subject.place(path)}是人数，却写着“{match['unit']}”，请核对是不是填错了格",
                actual=text,
            )
    yield from _not_chosen(subject)
    for table, pairs in places.pairs:
        if not pairs:
            continue
        rows = range(len(subject.filing.rows(table))) if table else (-1,)
        for row in rows:
            yield from _ten_thousand_times(subject, table, row, pairs, told)


def _filled(subject: Subject, places: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int, str, str]]:
    """Table, row (-1 for a value), name and text of the cells that are not blank."""
    filing = subject.filing
    for table, name in places:
        if not table:
            if text := filing.values.get(name):
                yield "", -1, name, text
            continue
        for index, row in enumerate(filing.rows(table)):
            if text := row.get(name):
                yield table, index, name, text


def _path(table: str, row: int, name: str) -> str:
    return cell_path(table, row, name) if table else f"values.{name}"


def _unit_inside(subject: Subject, path: str, text: str) -> Iterator[Finding]:
    folded = fold(text).strip()
    twice = _TWICE.fullmatch(folded)
    if twice and not (twice["first"] == "万" and twice["second"].startswith("亿")):  # 1.2万亿元 is one unit
        first, second = ("".join(twice[name].split()) for name in ("first", "second"))
        unit = money_unit(second) or money_unit(first)
        same = unit and unit in (money_unit(first), f"{first}元")
        mended = f"{twice['digits']}{unit}"
        yield UNIT.found(
            subject, path, f"{subject.place(path)}是{excerpt(text)}，单位写了两遍，请只留一个",
            actual=text, expected=mended if same else "",
            mends=[Mend(f"改为 {mended}", ((path, mended),))] if same and not twice["sign"] and not twice["open"] else [],
        )  # fmt: skip
        return
    other = _OTHER.fullmatch(folded)
    if other and not EACH.search(subject.definition(path).label):
        yield UNIT.found(
            subject, path, f"{subject.place(path)}应是金额，写的却是{excerpt(text)}，请核对单位“{other['unit']}”是不是写错了",
            actual=text,
        )  # fmt: skip


def _not_chosen(subject: Subject) -> Iterator[Finding]:
    """单位：元/万元, left as printed: nobody can tell which."""
    text = subject.filing.values.get("unit", "")
    if text and "元" in text and money_unit(text) is None and len(re.findall(r"[千万亿]?元", text)) > 1:
        yield UNIT.found(
            subject,
            "values.unit",
            f"{subject.place('values.unit')}是{excerpt(text)}，没有选定一个，请只写元或万元",
            actual=text,
        )


def _ten_thousand_times(
    subject: Subject, table: str, row: int, pairs: Sequence[tuple[str, str]], told: set[str]
) -> Iterator[Finding]:
    """The cell of a row that is ten thousand times, or a ten-thousandth of, most that it is paired with: told once."""
    cells = subject.filing.rows(table)[row] if table else subject.filing.values
    amounts: dict[str, Amount] = {}
    for name in dict.fromkeys(name for pair in pairs for name in pair):
        text = cells.get(name)
        if text and (amount := subject.money(table, name, text)) and _path(table, row, name) not in told:
            amounts[name] = amount
    apart = [
        (one, other)
        for one, other in pairs
        if one in amounts and other in amounts
        and (ten_thousand_times(amounts[one], amounts[other]) or ten_thousand_times(amounts[other], amounts[one]))
    ]  # fmt: skip
    if not apart:
        return
    named = [name for pair in apart for name in pair]
    odd = max(reversed(list(dict.fromkeys(named))), key=named.count)
    beside = [one if other == odd else other for one, other in apart if odd in (one, other)]
    paths = [_path(table, row, name) for name in (odd, *beside)]
    where = paths[0]
    yield UNIT.found(
        subject, where,
        f"{subject.place(where)}是 {subject.text(where)}，{subject.place(paths[1])}是 {subject.text(paths[1])}，正好相差一万倍，"
        "像是一处用元、一处用万元，请核对单位",
        actual=subject.text(where), beside=[Beside(subject.place(path), subject.text(path), path) for path in paths[1:]],
    )  # fmt: skip


def ten_thousand_times(small: Amount, large: Amount) -> bool:
    """Whether one amount is exactly ten thousand times the other, by more than one leading digit: 1541800 and 154.18, not
    10000 and 1. Both in their written units."""
    if small.unit and large.unit and small.unit != large.unit:
        small = small.to(large.unit)
    digits = len("".join(map(str, small.value.normalize().as_tuple().digits)))
    return small.value != 0 and digits > 1 and small.value * _TEN_THOUSAND == large.value


UNITS = Check((UNIT,), _check_units)
