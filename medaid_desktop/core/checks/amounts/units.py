"""Units of money inside cells: written twice, of another kind, not chosen, or 元 and 万元 mistaken for one another."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from medaid_desktop.core.checks.amounts.unit_scale import EACH, MOST_WAN, UNIT, out_of_scale
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.form_facts import Units
from medaid_desktop.core.checks.row_memory import Context, Found
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import Row, cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.money import Amount, money_unit, parse_amount
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


_Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a form has money and counts of people: names of its columns by table, of its values under ""."""

    amounts: Sequence[tuple[str, tuple[str, ...]]]
    counts: Sequence[tuple[str, tuple[str, ...]]]
    pairs: Sequence[tuple[str, _Pairs]]


def _places(form: Form) -> _Places:
    amounts: list[tuple[str, tuple[str, ...]]] = []
    counts: list[tuple[str, tuple[str, ...]]] = []
    pairs: list[tuple[str, _Pairs]] = []
    for table, fields in [("", form.fields), *((table.id, table.columns) for table in form.tables)]:
        names = {one.id for one in fields}
        amounts.append((table, tuple(one.id for one in fields if one.type == "amount")))
        people = (one.id for one in fields if one.type == "number" and one.unit in ("人", "人次"))
        counts.append((table, tuple(people)))
        pairs.append((table, tuple(pair for pair in _SAME_MONEY if names.issuperset(pair))))
    return _Places(
        [one for one in amounts if one[1]], [one for one in counts if one[1]], [one for one in pairs if one[1]]
    )


def _check_units(subject: Subject, _around: Around) -> Iterator[Finding]:
    places = subject.facts.once(_places)
    told: set[str] = set()
    for table, names in _filled(subject, places.amounts):
        for index, odd in _cells_with(subject, table, _odd_amounts, subject.units(table, names)):
            for finding in (one for name in odd for one in _odd_amount(subject, table, index, name)):
                told.add(finding.where)
                yield finding
    for table, names in _filled(subject, places.counts):
        for index, odd in _cells_with(subject, table, _money_for_people, names):
            for name, unit in odd:
                path = _path(table, index, name)
                yield UNIT.found(
                    subject, path, f"{subject.place(path)}是人数，却写着“{unit}”，请核对是不是填错了格", actual=subject.text(path)
                )  # fmt: skip
    yield from _not_chosen(subject)
    for table, pairs in _filled(subject, places.pairs):
        units = subject.units(table, _paired(pairs))
        for index, _ in _cells_with(subject, table, _any_apart, (pairs, units)):
            yield from _ten_thousand_times(subject, table, index, pairs, told)


@cache
def _paired(pairs: _Pairs) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for pair in pairs for name in pair))


def _filled(subject: Subject, places: Sequence[tuple[str, Found]]) -> Iterator[tuple[str, Found]]:
    """Without the tables that have no rows."""
    return (place for place in places if not place[0] or subject.filing.rows(place[0]))


def _cells_with(
    subject: Subject, table: str, find: Callable[[Context, Row], Found | None], context: Context
) -> Iterator[tuple[int, Found]]:
    """The rows of a table in which a function finds something, or the values, of the number -1."""
    if table:
        return subject.rows_with(table, find, context)
    found = find(context, subject.filing.values)
    return iter([(-1, found)] if found else [])


def _odd_amounts(units: Units, cells: Row) -> Sequence[str]:
    """The names of cells with money that may not be meant in its unit, or with something else than money."""
    found: list[str] = []
    for name, unit in units:
        if text := cells.get(name):
            amount = parse_amount(text, unit)
            if _is_odd(amount) if amount else not text[-1].isdigit():
                found.append(name)
    return found


def _is_odd(amount: Amount) -> bool:
    return amount.unit in ("元", "亿元") or abs(amount.value) >= MOST_WAN


def _odd_amount(subject: Subject, table: str, index: int, name: str) -> Iterator[Finding]:
    path = _path(table, index, name)
    text, amount = subject.text(path), subject.amount(path)
    if amount is None:
        yield from _unit_inside(subject, path, text)
    elif finding := out_of_scale(subject, path, text, amount):
        yield finding


def _money_for_people(names: tuple[str, ...], cells: Row) -> Sequence[tuple[str, str]]:
    """The names of cells for numbers of people in which money stands, each with its unit."""
    return [
        (name, match["unit"])
        for name in names
        if (text := cells.get(name)) and not text[-1].isdigit() and (match := _OF_MONEY.fullmatch(fold(text)))
    ]


def _any_apart(compared: tuple[_Pairs, Units], cells: Row) -> bool:
    """Whether of any pair of cells one is ten thousand times the other."""
    pairs, units = compared
    amounts = _amounts(units, cells)
    return len(amounts) > 1 and bool(_apart(pairs, amounts))


def _amounts(units: Units, cells: Row) -> dict[str, Amount]:
    return {name: amount for name, unit in units if (text := cells.get(name)) and (amount := parse_amount(text, unit))}


def _apart(pairs: _Pairs, amounts: Mapping[str, Amount]) -> list[tuple[str, str]]:
    """The pairs of which one is ten thousand times the other."""
    return [
        (one, other)
        for one, other in pairs
        if one in amounts and other in amounts
        and (ten_thousand_times(amounts[one], amounts[other]) or ten_thousand_times(amounts[other], amounts[one]))
    ]  # fmt: skip


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


def says_other_unit(folded: str) -> bool:
    """Whether a folded text is a figure with a unit written twice, or with one of something else than money."""
    return bool(_TWICE.fullmatch(folded) or _OTHER.fullmatch(folded))


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
    subject: Subject, table: str, row: int, pairs: _Pairs, told: Collection[str]
) -> Iterator[Finding]:
    """The cell of a row that is ten thousand times, or a ten-thousandth of, most that it is paired with: told once."""
    cells = subject.filing.rows(table)[row] if table else subject.filing.values
    units = subject.units(table, _paired(pairs))
    amounts = {name: one for name, one in _amounts(units, cells).items() if _path(table, row, name) not in told}
    apart = _apart(pairs, amounts)
    if not apart:
        return
    named = [name for pair in apart for name in pair]
    odd = _odd_one(subject, table, amounts, named)
    beside = [one if other == odd else other for one, other in apart if odd in (one, other)]
    paths = [_path(table, row, name) for name in (odd, *beside)]
    where = paths[0]
    due = subject.definition(where).unit or subject.money_unit
    value, right = amounts[odd].value, amounts[beside[0]].value
    other = {"万元": "元", "元": "万元"}.get(due or "", "")
    as_other = (
        bool(other)
        and (abs(value) > abs(right)) == (other == "元")
        and amounts[odd].unit == amounts[beside[0]].unit == due
    )
    told = (
        f"{subject.place(where)}像是以{other}写的，本栏以{due}为单位，应为 {figure(right)}"
        if as_other
        else "像是一处用元、一处用万元，请核对单位"
    )
    yield UNIT.found(
        subject, where,
        f"{subject.place(where)}是 {subject.text(where)}，{subject.place(paths[1])}是 {subject.text(paths[1])}，正好相差一万倍，{told}",
        actual=subject.text(where), beside=[Beside(subject.place(path), subject.text(path), path) for path in paths[1:]],
        mends=[Mend(f"改为 {figure(right)}", ((where, figure(right)),))] if as_other else [],
    )  # fmt: skip


def _odd_one(subject: Subject, table: str, amounts: Mapping[str, Amount], named: Sequence[str]) -> str:
    """The cell that stands apart from most; of just two, where 万元 are due, the large one, where 元 are due, the small one."""
    names = list(dict.fromkeys(named))
    most = max(named.count(name) for name in names)
    odd = [name for name in reversed(names) if named.count(name) == most]
    due = subject.facts.definition(table, odd[0]).unit or subject.money_unit
    if len(odd) > 1 and due in ("万元", "元"):
        by_size = sorted(odd, key=lambda name: abs(amounts[name].value))
        return by_size[-1] if due == "万元" else by_size[0]
    return odd[0]


def ten_thousand_times(small: Amount, large: Amount) -> bool:
    """Whether one amount is exactly ten thousand times the other, by more than one leading digit: 1541800 and 154.18, not
    10000 and 1. Both in their written units."""
    if small.unit and large.unit and small.unit != large.unit:
        small = small.to(large.unit)
    digits = len("".join(map(str, small.value.normalize().as_tuple().digits)))
    return small.value != 0 and digits > 1 and small.value * _TEN_THOUSAND == large.value


UNITS = Check((UNIT,), _check_units)
