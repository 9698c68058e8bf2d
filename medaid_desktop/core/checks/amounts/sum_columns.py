"""Which columns of a table add up: down, to their totals, and across, to a column of totals.

Forms have more columns than the contract names (提前下达, 本次下达, 累计下达): they count where they hold money or people. What a
column of totals is made of is not told by a form: of the columns beside it those are taken that make it in most rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from medaid_desktop.core.allocation import TOTAL, role_by_name
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Row
from medaid_desktop.core.forms import CUSTOM, EXTRA, Form
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.texts.numbers import is_nothing, value_of

MONEY = ("central_general", "central_lottery", "regional_general")
"""The kinds of money that the column of totals sums."""
SUMMED = ("headcount", *MONEY, "amount", "total")
"""Columns of an allocation whose rows are added up."""

_MONEY_LABEL = re.compile(r"资金|金额|下达|补助|拨款|拨付|预算|安排|配套|合计|小计|总额|总计|累计|结转|清算|万元")
_PEOPLE = re.compile(r"人数|人次|户数")
_NOT_ADDED = re.compile(
    r"标准|均|单价|每|比|率|系数|余额|限额|封顶|起付|排名|序号|得分|编码|科目|代码|标识|来源|性质|名称|文号|时间|日期|备注|说明"
)
_TOTAL = re.compile(r"合计|小计|总计|共计|总额|总金额|总量|累计")
_ALREADY = re.compile(r"提前|此前|前期|以前|已下达|前次|上次")
_NOW = re.compile(r"本次|此次|这次|本批")
_TOGETHER = re.compile(r"(?:累计|合计)(?:下达|安排|分配|拨付)?(?:资金|金额|数)?|下达(?:累计|合计)")
_NUMBERED = re.compile(r"0[0-9]")
_OF_WHICH = "其中"
_NO_UNITS = ("level3", "item", "activity")
_FIRST_WORDS = 3
_LEAST_KNOWN, _LEAST = 1, 2


@dataclass(frozen=True, slots=True)
class Across:
    """A column of totals and what it may be the sum of, the usual first. It is where `least` rows, and most, bear that out;
    where `is_known`, the usual needs no more than `least`."""

    total: str
    readings: tuple[tuple[str, ...], ...]
    least: int
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class SumColumns:
    """The columns that are added up down the table, those of them that count people, and the columns of totals."""

    down: tuple[str, ...]
    counts: frozenset[str] = frozenset()
    across: tuple[Across, ...] = ()


def name_columns(form: Form) -> Mapping[str, Sequence[str]]:
    """The tables of a form whose rows add up to totals among them, each with the columns that may have the names of its rows.

    Those of an allocation, and those of a form made of a template that ask for money and resemble no other built-in form.
    """
    found: dict[str, Sequence[str]] = {table.id: ("name",) for table in form.tables if table.column("role")}
    if form.id.startswith(CUSTOM) and form.base in ("", "allocation"):
        for table in form.tables:
            names = [one.id for one in table.columns if one.type == "text" and one.on_paper]
            money = any(one.type == "amount" for one in table.columns) and not table.group_columns
            if table.id not in found and money and names and not any(table.column(name) for name in _NO_UNITS):
                found[table.id] = ("name",) if "name" in names else names[:_FIRST_WORDS]
    return found


def name_column(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """The column of the names of rows: the first in which one is called 合计, else the first."""
    if len(columns) > 1:
        for column in columns:
            if any(role_by_name(row.get(column, "")) == TOTAL for row in rows):
                return column
    return columns[0]


def sum_columns(subject: Subject, table: str) -> SumColumns:
    """The columns of a table that add up, of those in which some row has a text."""
    rows = subject.filing.rows(table)
    used = dict.fromkeys(chain.from_iterable(rows))
    known = [column.id for column in subject.form.tables_by_id[table].columns]
    own = _with_figures(subject, table, tuple(name for name in used if name.startswith(EXTRA) and name not in known))
    there = [name for name in (*known, *own) if name in used and any(row.get(name) for row in rows)]
    definitions = [subject.facts.definition(table, name) for name in there]
    return _sum_columns(
        tuple((one.id, plain(one.label), "amount" if one.id in own else one.type) for one in definitions)
    )


def is_total(label: str) -> bool:
    """Whether a column of that label, or an `extra:` id, adds up others."""
    return bool(_TOTAL.search(label))


def _with_figures(subject: Subject, table: str, names: tuple[str, ...]) -> Sequence[str]:
    """Of columns that the form does not know those of money or people that hold a figure in most rows."""
    names = tuple(name for name in names if _MONEY_LABEL.search(name) or _PEOPLE.search(name))
    if not names:
        return ()
    told = subject.by_row(table, _figures_in_row, names)
    return [name for at, name in enumerate(names) if 2 * sum(row[at] for row in told) >= len(told)]


def _figures_in_row(names: tuple[str, ...], row: Row) -> Sequence[int]:
    return [_figure_or_words(row.get(name, "")) for name in names]


def _figure_or_words(text: str) -> int:
    """1 for a figure, -3 for words and codes (01): one that cannot be read does not make a column one of words."""
    if not text or is_nothing(text):
        return 0
    return 1 if value_of(text) is not None and not _NUMBERED.match(text) else -3


@lru_cache(maxsize=64)
def _sum_columns(columns: tuple[tuple[str, str, str], ...]) -> SumColumns:
    """Out of ids, labels and types of columns in the order of the paper."""
    labels = {name: label for name, label, _ in columns}
    people = [
        name
        for name, label, kind in columns
        if name == "headcount"
        or (
            name not in SUMMED
            and kind in ("number", "amount")
            and _PEOPLE.search(label)
            and not _NOT_ADDED.search(label)
        )
    ]
    money = [
        name
        for name, label, kind in columns
        if name not in people and (name in SUMMED or (kind == "amount" and not _NOT_ADDED.search(label)))
    ]
    last = [name for name in ("amount", "total") if name in money]
    down = [*people, *(name for name in money if name not in last), *last]
    return SumColumns(tuple(down), frozenset(people), tuple(_all_across(money, labels)))


def _all_across(money: Sequence[str], labels: dict[str, str]) -> Iterator[Across]:
    kinds = tuple(name for name in MONEY if name in money)
    if all(name in SUMMED for name in money):
        if len(kinds) > 1 and "total" in money:
            yield Across("total", (kinds,), 0)
        return
    totals = [name for name in money if name == "total" or is_total(labels[name])]
    for total in totals:
        if together := _advance_and_now(total, money, labels):
            yield Across(total, (together,), 0 if len(money) == len(together) + 1 else _LEAST)
            continue
        readings = dict.fromkeys(one for one in _readings(total, money, totals, labels) if len(one) > 1)
        if total == "total" and len(kinds) > 1:
            yield Across(total, tuple(dict.fromkeys((kinds, *readings))), _LEAST_KNOWN, is_known=True)
        elif readings:
            yield Across(total, tuple(readings), _LEAST)


def _advance_and_now(total: str, money: Sequence[str], labels: dict[str, str]) -> tuple[str, ...]:
    """累计下达 = 提前下达 + 本次下达, where there is one of each."""
    before = [name for name in money if name != total and _ALREADY.search(labels[name])]
    now = [name for name in money if name != total and _NOW.search(labels[name])]
    if len(before) == len(now) == 1 and before != now and _TOGETHER.fullmatch(labels[total]):
        return before[0], now[0]
    return ()


def _readings(
    total: str, money: Sequence[str], totals: Sequence[str], labels: dict[str, str]
) -> Iterator[tuple[str, ...]]:
    """What a column of totals may sum: the columns before it back to another such one, those behind it, all others."""
    at = money.index(total)
    before = _until(reversed(money[:at]), totals)[::-1]
    behind = _until(money[at + 1 :], totals)
    others = tuple(name for name in money if name not in totals)
    for one in (before, behind, others):
        yield one
        yield tuple(name for name in one if not labels[name].startswith(_OF_WHICH))


def _until(names: Iterable[str], totals: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        if name in totals:
            break
        found.append(name)
    return tuple(found)
