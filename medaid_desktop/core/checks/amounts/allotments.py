"""The money of a form against its row of the allocation table that handed it down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.allocation import SUBTOTAL, TOTAL
from medaid_desktop.core.allocation import UNIT as UNIT_ROW
from medaid_desktop.core.checks.amounts.allocation_sums import MONEY
from medaid_desktop.core.checks.amounts.sums import ROUNDING
from medaid_desktop.core.checks.amounts.units import UNIT
from medaid_desktop.core.checks.around import Allotted, Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.programme import programme_of
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import cell_path, parse_path
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.texts.money import Amount, last_place, rounding_of

ALLOCATION = Rule(
    "amount.allocation", "与分配表不一致", ("error",),
    "表上的资金应等于下达文件的分配表里分给本地区的数（同一项目、同一批次、同一年度）。全年目标与某一批次不相比。",
    "绩效目标按下达的资金编报；数目不同，不是抄错就是引错了文件。",
    "分配表里天山区三项资金共 656 万元，分解表填 665 万元。",
    "《中央对地方专项转移支付绩效目标管理暂行办法》（财预〔2015〕163号）：绩效目标与资金同步下达。",
)  # fmt: skip

TABLE = "rows"
COLUMNS = (*MONEY, "amount", "total")
_OFFICES = ("implementing_unit", "budget_unit", "filling_unit")
_UNITS = (UNIT_ROW, "")
_CENTRAL = MONEY[:2]
_COMMON = "万元"
_TEN_THOUSAND = Decimal(10_000)
_BY_FIELDS = ("project-target", "target-breakdown", "monitoring", "regional-target")


@dataclass(frozen=True, slots=True)
class _Given:
    """What one table gives: figures in 万元 that a form may rightly state, the whole first; the last digit they are printed to and
    of how many terms; the cells. `table` tells tables apart."""

    table: int
    figures: tuple[Decimal, ...]
    central: Decimal
    place: int
    terms: int
    beside: Beside


def _check_allotments(subject: Subject, around: Around) -> Iterator[Finding]:
    if not around.allotted:
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
        units = {plain(rows[one.row].get("name", "")) for one in meant if rows[one.row].get("role") in _UNITS}
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
        whole = one.table.filing.rows(TABLE)[one.row].get("role") in (SUBTOTAL, TOTAL)
        groups.setdefault((id(one.table), whole), (one.table, []))[1].append(one.row)
    return [given for table, rows in groups.values() if (given := _given(table, rows))]


def _given(table: Subject, rows: Sequence[int]) -> _Given | None:
    parts = [(at, name, value) for at in rows for name in COLUMNS if (value := _in_common(table, at, name)) is not None]
    money: dict[str, Decimal] = {}
    for _, name, value in parts:
        money[name] = money.get(name, Decimal(0)) + value
    if not money:
        return None
    kinds = [money[name] for name in MONEY if name in money]
    together = sum(kinds, Decimal(0))
    whole = next((money[name] for name in ("total", "amount") if name in money), together)
    central = sum((money[name] for name in _CENTRAL if name in money), Decimal(0))
    figures = (whole, *((together, central, *kinds) if kinds else ()))
    shown = [(at, name) for at, name, _ in parts if name not in ("total", *(("amount",) if kinds else ()))] or [
        parts[0][:2]
    ]
    row = table.filing.rows(TABLE)[rows[0]]
    beside = Beside(
        f"分配表{_title(table)}“{row.get('name', '') or '合计'}”",
        "＋".join(table.text(cell_path(TABLE, at, name)) for at, name in shown),
        cell_path(TABLE, *shown[0]), table.filing.id,
    )  # fmt: skip
    place = min(last_place(value) for *_, value in parts)
    return _Given(id(table), tuple(dict.fromkeys(figures)), central, place, len(parts), beside)


def _title(table: Subject) -> str:
    """The title of an allocation table in its marks, on one line."""
    title = "".join(table.filing.values.get("title", "").split())
    return f"《{title}》" if title else ""


def _in_common(table: Subject, row: int, column: str) -> Decimal | None:
    amount = table.amount(cell_path(TABLE, row, column))
    return amount.to(_COMMON).value if amount and amount.unit else None


def _compared(subject: Subject, path: str, amount: Amount, given: Sequence[_Given]) -> Iterator[Finding]:
    stated = amount.to(_COMMON).value
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
    value = one.central if one.central and path.endswith(".funding_central") else one.figures[0]
    yield ALLOCATION.found(
        subject, path,
        f"{subject.place(path)}是 {subject.text(path)}，{one.beside.label}是 {figure(value)} 万元{f'（{one.beside.text}）' if '＋' in one.beside.text else ''}，"
        f"{'多' if stated > value else '少'} {figure(abs(stated - value))} 万元。请核对下达文件",
        expected=_written(value, amount), actual=subject.text(path), beside=[one.beside],
        mends=[_mend(path, value, amount, subject)],
    )  # fmt: skip


def _slack(one: _Given, stated: Decimal) -> Decimal:
    """What rounding allows: that of the allocation's terms, and that of the stated figure where it is printed less exactly."""
    own = rounding_of(1, last_place(stated)) if last_place(stated) > one.place else Decimal(0)
    return own + (rounding_of(one.terms, one.place) if one.terms > 1 and one.place < 0 else Decimal(0))


def _written(value: Decimal, amount: Amount) -> str:
    """A figure of 万元 in the unit in which the cell is written, with that unit where the cell writes it."""
    return figure(Amount(value, _COMMON, "").to(amount.unit or _COMMON).value)


def _mend(path: str, value: Decimal, amount: Amount, subject: Subject) -> Mend:
    digits = _written(value, amount)
    text = subject.text(path)
    unit = amount.unit if amount.unit and text.rstrip().endswith(("元", "万", "亿")) else ""
    return Mend(f"改为 {digits}{unit or ''}", ((path, f"{digits}{unit or ''}"),))


ALLOTMENTS = Check((ALLOCATION, ROUNDING, UNIT), _check_allotments, frozenset({"allocation"}))
