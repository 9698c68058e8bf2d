"""Rates of execution: worked out wrongly, or printed where nothing was to be executed."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.texts.money import Amount, last_place, parse_amount
from medaid_desktop.core.texts.numbers import Quantity, is_nothing, read_quantity

ZERO = Rule(
    "rate.zero", "没有资金却写了执行率", ("hint",),
    "预算数和执行数都是 0 的，执行率没有意义，写“—”。",
    "0 除以 0 不是 100%，也不是 0%，汇总时会算错平均数。",
    "其他资金预算 0、执行 0，执行率写 100%。",
    "自评表、监控表的填表说明：无资金的填“—”。",
)  # fmt: skip
WRONG = Rule(
    "rate.wrong", "执行率算错", ("error",),
    "执行率＝执行数÷预算数×100%，按写出的位数核对，只差四舍五入或舍去尾数的不算。",
    "执行率是打分和通报的依据。",
    "预算 154.18、执行 150.63，执行率应为 97.70%，写成 79.70%。",
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）：预算执行率＝全年执行数÷全年预算数。",
)  # fmt: skip

_FORMULAS = {
    "rate": (("executed",), ("budget", "initial_budget")),
    "progress": (("spent", "budget_executed"), ("sub_amount", "amount")),
}
"""For each column of rates: what is executed, and of what; a form may mean any of them."""
_MOST_OF_ONE = Decimal("1.5")
"""A figure without % up to this may be a part of one (0.977), as spreadsheets show percentages."""
_HUNDRED = Decimal(100)
_TINY = Decimal("1e-12")
"""What divisions lose."""
_TOTALS = ("总额", "合计", "总计", "总量")


def base_columns(form: Form) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The tables that have rates of execution, each with the columns of them."""
    found = [(table.id, tuple(name for name in _FORMULAS if _has(form, table.id, name))) for table in form.tables]
    return [one for one in found if one[1]]


def _has(form: Form, table: str, name: str) -> bool:
    columns = {column.id for column in form.tables_by_id[table].columns}
    tops, bases = _FORMULAS[name]
    return name in columns and bool(columns & {*tops}) and bool(columns & {*bases})


def total_row(subject: Subject, table: str) -> int | None:
    """The row of the whole money in a table of funding, None where it has none."""
    for index, row in enumerate(subject.filing.rows(table)):
        if any(word in row.get("item", "") for word in _TOTALS):
            return index
    return None


def stated_rate(text: str) -> Decimal | None:
    """The rate a cell states, in percent, with as many digits as are printed: 98.00%, 98.00, 0.98; None for what is none."""
    found = _read(text)
    if found is None:
        return None
    value, sure = found
    return value if sure or value > _MOST_OF_ONE else value * _HUNDRED


def _read(text: str) -> tuple[Decimal, bool] | None:
    """The figure of a rate, and whether it surely is in percent."""
    found = read_quantity(text) if text else None
    if not isinstance(found, Quantity) or found.unit not in ("", "%"):
        return None
    return found.value, found.unit == "%"


def _check_rates(subject: Subject, _around: Around) -> Iterator[Finding]:
    for table, columns in subject.facts.once(base_columns):
        yield from subject.told(table, _rates, columns)


def _rates(subject: Subject, table: str, index: int, columns: tuple[str, ...]) -> Iterator[Finding]:
    row = subject.filing.rows(table)[index]
    for name in columns:
        if row.get(name) and (stated := _read(row[name])):
            yield from _rate(subject, table, index, name, *stated)


def _rate(subject: Subject, table: str, index: int, name: str, stated: Decimal, sure: bool) -> Iterator[Finding]:
    tops, bases = _FORMULAS[name]
    where = cell_path(table, index, name)
    written = [column for column in (*tops, *bases) if subject.text(cell_path(table, index, column))]
    amounts = {column: amount for column in written if (amount := _amount(subject, cell_path(table, index, column)))}
    over = [amounts[column] for column in tops if column in amounts]
    below = [amounts[column] for column in bases if column in amounts]
    if not over or not below or len({amount.unit for amount in (*over, *below) if amount.unit}) > 1:
        return
    if any(
        column not in amounts and not is_nothing(subject.text(cell_path(table, index, column))) for column in written
    ):
        return  # what is written there and no number may be what the rate is of
    if not any(amount.value for amount in (*over, *below)):
        yield ZERO.found(
            subject, where, f"{subject.place(where)}是 {subject.text(where)}，预算和执行都是 0，没有执行率可言，宜写“—”",
            expected="—", actual=subject.text(where), mends=[Mend("改为 —", ((where, "—"),))],
        )  # fmt: skip
        return
    below += _of_its_own(subject, table, index)
    pairs = [(top, base) for base in below for top in over if base.value > 0]
    if not pairs or any(_agrees(top, base, stated, sure) for top, base in pairs):
        return
    top, base = pairs[0]
    places = max(0, -last_place(stated))
    value = top.value / base.value * (_HUNDRED if sure or stated > _MOST_OF_ONE else 1)
    due = f"{value:.{places}f}" + ("%" if sure else "")
    yield WRONG.found(
        subject, where,
        f"{subject.place(where)}是 {subject.text(where)}，{_label(subject, table, tops, amounts, '执行数')} {figure(top.value)} "
        f"除以{_label(subject, table, bases, amounts, '预算数')} {figure(base.value)} 应为 {due}，请核对",
        expected=due, actual=subject.text(where), mends=[Mend(f"改为 {due}", ((where, due),))],
        beside=_beside(subject, table, index, (*tops, *bases)),
    )  # fmt: skip


def _label(subject: Subject, table: str, columns: Sequence[str], amounts: Mapping[str, Amount], usual: str) -> str:
    """What the sheet calls the first of some columns that has an amount."""
    name = next((column for column in columns if column in amounts), "")
    return f"“{' '.join(subject.facts.definition(table, name).label.split())}”" if name else usual


def _of_its_own(subject: Subject, table: str, index: int) -> list[Amount]:
    """Money in columns that the form does not know, as an adjusted budget (调整后预算数), of which the rate may be."""
    row = subject.filing.rows(table)[index]
    return [amount for name, text in row.items() if text and name.startswith(EXTRA) and (amount := parse_amount(text))]


def _amount(subject: Subject, path: str) -> Amount | None:
    return subject.amount(path) if subject.text(path) else None


def _agrees(top: Amount, base: Amount, stated: Decimal, sure: bool) -> bool:
    """Whether a printed rate is that of two printed amounts: rounded or cut at its last digit, and as exact as they are."""
    low = (top.value - _slack(top.value)) / (base.value + _slack(base.value))
    high = (top.value + _slack(top.value)) / max(base.value - _slack(base.value), Decimal("1e-9"))
    for scale in (_HUNDRED,) if sure or stated > _MOST_OF_ONE else (_HUNDRED, Decimal(1)):
        step = Decimal(1).scaleb(last_place(stated))
        if low * scale - step < stated <= high * scale + step / 2 + _TINY:
            return True
    return False


def _slack(value: Decimal) -> Decimal:
    """Half of the last digit of an amount that is printed with decimals; whole numbers are taken as they stand."""
    place = last_place(value)
    return Decimal(5).scaleb(place - 1) if place < 0 else Decimal(0)


def _beside(subject: Subject, table: str, index: int, columns: Sequence[str]) -> list[Beside]:
    paths = [cell_path(table, index, name) for name in columns]
    return [Beside(subject.place(path), subject.text(path), path) for path in paths if subject.text(path)]


RATES = Check((ZERO, WRONG), _check_rates)
