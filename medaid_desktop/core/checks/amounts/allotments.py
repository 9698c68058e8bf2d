"""The money of a form against its row of the allocation table that handed it down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.allocation import SUBTOTAL, TOTAL, role_of
from medaid_desktop.core.allocation import UNIT as UNIT_ROW
from medaid_desktop.core.checks.amounts.allotment_words import ALLOCATION, COLUMNS, COMMON, TABLE, in_common, title_of
from medaid_desktop.core.checks.amounts.allotted_tables import check_table
from medaid_desktop.core.checks.amounts.sum_columns import MONEY, is_total
from medaid_desktop.core.checks.amounts.sum_rules import ROUNDING
from medaid_desktop.core.checks.amounts.units import UNIT
from medaid_desktop.core.checks.around import Allotted, Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.programme import programme_of
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import cell_path, parse_path
from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.texts.money import Amount, last_place, rounding_of

_OFFICES = ("implementing_unit", "budget_unit", "filling_unit")
_UNITS = (UNIT_ROW, "")
_CENTRAL = MONEY[:2]
_TEN_THOUSAND = Decimal(10_000)
_BY_FIELDS = ("project-target", "target-breakdown", "monitoring", "regional-target")


@dataclass(frozen=True, slots=True)
class _Given:
    """What one table gives: figures in 万元 that a form may rightly state, the whole first; the last digit they are printed to and
    of how many terms; the cells, and those of the money of the centre alone. `table` tells tables apart."""

    table: int
    figures: tuple[Decimal, ...]
    central: Decimal
    place: int
    terms: int
    beside: Beside
    of_centre: Beside


def _check_allotments(subject: Subject, around: Around) -> Iterator[Finding]:
    if not around.allotted:
        return
    if subject.kind == "allocation":
        yield from check_table(subject, around)
        return
    for path in _stated(subject):
        amount = subject.amount(path)
        given = _all_given(_of_office(subject, _of_row(subject, path, around.allotted)))
        if amount and amount.unit and given:
            yield from _compared(subject, path, amount, given)


def _of_row(subject: Subject, path: str, allotted: Sequence[Allotted]) -> Sequence[Allotted]:
    """Of a sheet on several projects, what was allotted to that of the row."""
    place = parse_path(path)
    name = subject.filing.rows(place.table)[place.row].get("project_name") if place.table else ""
    if not name:
        return allotted
    programme = programme_of(name)
    return [one for one in allotted if programme_of(one.table.filing.values.get("title", "")) == programme]


def _of_office(subject: Subject, allotted: Sequence[Allotted]) -> Sequence[Allotted]:
    """Where a table gives to several offices of a region: the rows of the office that fills the form, else nothing, as nobody
    can tell which are meant. Also in the region's own table, of which the grand total is meant otherwise."""
    offices = {plain(subject.filing.values.get(name, "")) for name in _OFFICES} - {""}
    kept: list[Allotted] = []
    for table in {id(one.table): one.table for one in allotted}.values():
        rows = table.filing.rows(TABLE)
        named = [at for at, row in enumerate(rows) if plain(row.get("name", "")) in offices]
        if named:
            kept += [Allotted(table, at) for at in named]
            continue
        meant = [one for one in allotted if one.table is table]
        units = {plain(rows[one.row].get("name", "")) for one in meant if role_of(rows[one.row]) in _UNITS}
        if len(units) < 2:
            kept += meant
    return kept


def _stated(subject: Subject) -> Iterator[str]:
    """The cells that state the money of the notice."""
    if subject.kind in _BY_FIELDS:
        names = ("funding_central", "funding_fiscal", "funding_total")
        found = next((name for name in names if subject.filing.values.get(name)), None)
        if found:
            yield f"values.{found}"
    elif subject.kind == "self-evaluation":
        rows = subject.filing.rows("funding")
        row = next((at for at, one in enumerate(rows) if "财政" in plain(one.get("item", ""))), None)
        row = 0 if row is None and rows else row
        if row is not None and rows[row].get("budget"):
            yield cell_path("funding", row, "budget")
    elif subject.kind == "fund-usage":
        for row in range(len(subject.filing.rows("rows"))):
            yield cell_path("rows", row, "amount")


def _all_given(allotted: Sequence[Allotted]) -> list[_Given]:
    """What each table gives: its rows for the region together (one a budget account), and its subtotal as another reading."""
    groups: dict[tuple[int, bool], tuple[Subject, list[int]]] = {}
    for one in allotted:
        whole = role_of(one.table.filing.rows(TABLE)[one.row]) in (SUBTOTAL, TOTAL)
        groups.setdefault((id(one.table), whole), (one.table, []))[1].append(one.row)
    return [given for table, rows in groups.values() if (given := _given(table, rows))]


def _given(table: Subject, rows: Sequence[int]) -> _Given | None:
    parts = [
        (at, name, value)
        for at in rows
        for name in _money_columns(table, at)
        if (value := in_common(table, at, name)) is not None
    ]
    money: dict[str, Decimal] = {}
    for _, name, value in parts:
        money[name] = money.get(name, Decimal(0)) + value
    if not money:
        return None
    kinds = [money[name] for name in MONEY if name in money]
    together = sum(kinds, Decimal(0))
    own = [name for name in money if name.startswith(EXTRA)]
    totals = ("total", *(name for name in own if is_total(name)), "amount")
    of_whole = next((name for name in totals if name in money), "")
    whole = money[of_whole] if of_whole else together
    central = sum((money[name] for name in _CENTRAL if name in money), Decimal(0))
    figures = (
        whole,
        *((together, central, *kinds) if kinds else ()),
        *((money[name] for name in ("amount", *own) if name in money) if own else ()),
    )
    hidden = {"total", *(("amount",) if kinds else ()), *((name for name in money if name != of_whole) if own else ())}
    shown = [(at, name) for at, name, _ in parts if name not in hidden] or [parts[0][:2]]
    row = table.filing.rows(TABLE)[rows[0]]
    label = f"分配表{title_of(table)}“{row.get('name', '') or '合计'}”"

    def beside(cells: Sequence[tuple[int, str]]) -> Beside:
        paths = [cell_path(TABLE, *one) for one in cells]
        return Beside(label, "＋".join(map(table.text, paths)), paths[0], table.filing.id)

    of_centre = [one for one in shown if one[1] in _CENTRAL]
    place = min(last_place(value) for *_, value in parts)
    return _Given(
        id(table), tuple(dict.fromkeys(figures)), central, place, len(parts), beside(shown), beside(of_centre or shown)
    )


def _money_columns(table: Subject, row: int) -> Sequence[str]:
    """The columns of money of a row, those that only its form has among them."""
    cells = table.filing.rows(TABLE)[row]
    return (
        *COLUMNS,
        *(name for name in cells if name.startswith(EXTRA) and table.facts.definition(TABLE, name).type == "amount"),
    )


def _compared(subject: Subject, path: str, amount: Amount, given: Sequence[_Given]) -> Iterator[Finding]:
    stated = amount.to(COMMON).value
    allowed = [(one, value) for one in given for value in one.figures]
    tables = {one.table: one for one in reversed(given)}
    if len(tables) > 1:
        allowed.append((given[0], sum((one.figures[0] for one in tables.values()), Decimal(0))))
    if any(value == stated for _, value in allowed):
        return
    near = next(((one, value) for one, value in allowed if abs(value - stated) <= _slack(one, stated)), None)
    if near:
        off = figure(abs(near[1] - stated))
        yield ROUNDING.found(
            subject, path,
            f"{subject.place(path)}是 {subject.text(path)}，分配表里是 {figure(near[1])} 万元，只差 {off} 万元，在四舍五入的范围内",
            expected=figure(near[1]), actual=figure(stated), beside=[near[0].beside], detail="allocation",
        )  # fmt: skip
        return
    mistaken = next((pair for pair in allowed if stated in (pair[1] * _TEN_THOUSAND, pair[1] / _TEN_THOUSAND)), None)
    if mistaken:
        one, value = mistaken
        yield UNIT.found(
            subject, path,
            f"{subject.place(path)}是 {subject.text(path)}，与分配表里的 {figure(value)} 万元正好相差一万倍，单位可能写错（元、万元）",
            expected=_written(value, amount), actual=subject.text(path), beside=[one.beside], detail="allocation",
            mends=[_mend(path, value, amount, subject)],
        )  # fmt: skip
        return
    one = given[0]
    is_central = bool(one.central) and path.endswith(".funding_central")
    value, beside = (one.central, one.of_centre) if is_central else (one.figures[0], one.beside)
    yield ALLOCATION.found(
        subject, path,
        f"{subject.place(path)}是 {subject.text(path)}，{beside.label}{'的中央资金' if is_central else ''}是 {figure(value)} 万元{f'（{beside.text}）' if '＋' in beside.text else ''}，"
        f"{'多' if stated > value else '少'} {figure(abs(stated - value))} 万元。请核对下达文件",
        expected=_written(value, amount), actual=subject.text(path), beside=[beside],
        mends=[_mend(path, value, amount, subject)],
    )  # fmt: skip


def _slack(one: _Given, stated: Decimal) -> Decimal:
    """What rounding allows: that of the allocation's terms, and that of the stated figure where it is printed less exactly."""
    own = rounding_of(1, last_place(stated)) if last_place(stated) > one.place else Decimal(0)
    return own + (rounding_of(one.terms, one.place) if one.terms > 1 and one.place < 0 else Decimal(0))


def _written(value: Decimal, amount: Amount) -> str:
    """A figure of 万元 in the unit in which the cell is written, with that unit where the cell writes it."""
    return figure(Amount(value, COMMON, "").to(amount.unit or COMMON).value)


def _mend(path: str, value: Decimal, amount: Amount, subject: Subject) -> Mend:
    digits = _written(value, amount)
    text = subject.text(path)
    unit = amount.unit if amount.unit and text.rstrip().endswith(("元", "万", "亿")) else ""
    return Mend(f"改为 {digits}{unit or ''}", ((path, f"{digits}{unit or ''}"),))


ALLOTMENTS = Check((ALLOCATION, ROUNDING, UNIT), _check_allotments, frozenset({"allocation"}))
