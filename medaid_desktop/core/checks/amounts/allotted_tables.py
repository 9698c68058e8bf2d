"""The total of an allocation table against the row of the table from which the level above handed the money down."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.allocation import SUBTOTAL, TOTAL, role_of
from medaid_desktop.core.checks.amounts.allotment_words import ALLOCATION, COLUMNS, TABLE, in_common, title_of
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.texts.money import last_place, rounding_of

_SOURCES = re.compile(r"中央|省级|自治区|市级|州级|县级|区级")


def check_table(subject: Subject, around: Around) -> Iterator[Finding]:
    """Speaks where both tables give the same kinds of money and no table of the levels above gives what this one shares out."""
    rows = subject.filing.rows(TABLE)
    totals = [at for at, row in enumerate(rows) if role_of(row) == TOTAL]
    if len(totals) != 1:
        return
    own = _money(subject, totals)
    given = [one for one in _given(subject, around) if own.keys() == one[2].keys()]
    if not own or not given:
        return
    for column, stated in own.items():
        figures = [money[column] for *_, money in given]
        allowed = [*figures, sum(figures, Decimal(0))]
        slack = rounding_of(1, max(last_place(stated), *map(last_place, figures)))
        if any(abs(one - stated) <= (slack if last_place(stated) != last_place(one) else 0) for one in allowed):
            continue
        path = cell_path(TABLE, totals[0], column)
        table, at, money = given[0]
        beside = cell_path(TABLE, at, column)
        due = money[column]
        yield ALLOCATION.found(
            subject, path,
            f"{subject.place(path)}是 {subject.text(path)}，上级分配表{title_of(table)}“{table.row_name(TABLE, at)}”是 "
            f"{figure(due)} 万元，{'多' if stated > due else '少'} {figure(abs(stated - due))} 万元。请核对：分下去的应等于上级给的，本级留用的也要列出",
            expected=figure(due), actual=subject.text(path),
            beside=[Beside(f"分配表{title_of(table)}“{table.row_name(TABLE, at)}”", table.text(beside), beside, table.filing.id)],
        )  # fmt: skip


def _given(subject: Subject, around: Around) -> Iterator[tuple[Subject, int, Mapping[str, Decimal]]]:
    """Of each table of a level above: the first of its rows for the region, and its money of each kind in 万元."""
    region, year, names = subject.filing.region, subject.filing.year, around.names
    if not region or names is None:
        return
    above = {code for code, _ in names.path(region, year)} - {region}
    below = {name for name, _ in names.divisions(region, year)}
    for table in {id(one.table): one.table for one in around.allotted}.values():
        if table.filing.region not in above or _sources(table) != _sources(subject):
            continue
        rows = table.filing.rows(TABLE)
        meant = [one.row for one in around.allotted if one.table is table]
        whole = [at for at in meant if role_of(rows[at]) == SUBTOTAL]
        if not whole and any("".join(row.get("name", "").split()) in below for row in rows):
            continue  # what stands beside the name of the city may be the money of its own level alone
        meant = whole or meant
        money = _money(table, meant)
        if money:
            yield table, meant[0], money


def _sources(table: Subject) -> set[str]:
    """Whose money a table is about, as far as its title says: 中央, 省级, 市级, 县级."""
    return set(_SOURCES.findall("".join(table.filing.values.get("title", "").split())))


def _money(table: Subject, rows: Sequence[int]) -> dict[str, Decimal]:
    money: dict[str, Decimal] = {}
    for row in rows:
        for column in COLUMNS:
            if (value := in_common(table, row, column)) is not None:
                money[column] = money.get(column, Decimal(0)) + value
    return money
