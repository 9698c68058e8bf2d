"""The formulas of a form, checked in its filings.

Mere sums become equations like those of allocation tables. All else is worked out by an evaluator that is passed in.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.amounts.balance import Equation, weigh
from medaid_desktop.core.checks.amounts.funding_fields import funding_parts, funding_sum
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.definitions.formula import NAME, Formula
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.texts.money import POWERS, Amount, last_place, parse_amount, rounding_of
from medaid_desktop.core.texts.numbers import Quantity, read_quantity

Evaluate = Callable[[str, Mapping[str, Decimal]], Decimal]
"""Works out an expression of names, numbers, + - * / and brackets. Raises ArithmeticError where it cannot be worked out
(a division by nothing) and UserError where it is no such expression."""

FORMULA = Rule(
    "amount.formula", "表内公式不成立", ("error",),
    "表种自带的公式应当成立，例如“执行率＝执行数÷预算数×100”。",
    "公式是本表的规定，不成立的表会被退回。",
    "人均补助填 650，而补助总额 6560000÷人数 10000＝656。",
    "表种文件里的公式。",
)  # fmt: skip

_MONEY = re.compile(r"资金|补助|拨款|预算|安排|配套|结转|自筹|投入|捐")
_SPOKEN = {"=": "等于", "<=": "不大于", ">=": "不小于", "<": "小于", ">": "大于"}


def form_sums(subject: Subject) -> tuple[list[Equation], dict[str, Decimal]]:
    """The equations that the form's formulas promise of this filing, and the figures of their cells by path, each in the
    unit of its field.

    Money under labels of the filing's own (市级补助资金, 上年结转资金) is a part of a sum of the values as well, unless it balances
    without.
    """
    equations: list[Equation] = []
    values: dict[str, Decimal] = {}
    for formula in subject.facts.formulas:
        made = formula.sum_of
        if not made:
            continue
        total, parts = made
        for row in _rows(subject, formula):
            paths = [_path(formula, row, name) for name in (total, *parts)]
            more = _own_money(subject, paths[0]) if row < 0 else {}
            values |= {path: value for path in paths if (value := _value(subject, path)) is not None} | more
            equation = Equation(paths[0], tuple(paths[1:]), name="formula")
            if more and weigh(equation, values).standing == "off":
                equation = Equation(paths[0], (*paths[1:], *more), name="formula")
            equations.append(equation)
    known = {equation.total for equation in equations}
    parts = subject.facts.once(funding_parts)
    if parts and f"values.{parts[0]}" not in known:
        total, names = parts
        own = {
            path: value for name in (total, *names) if (value := _value(subject, path := f"values.{name}")) is not None
        }
        if equation := funding_sum(
            total, names, {name: plain(subject.facts.definition("", name).label) for name in names}, own
        ):
            equations.append(equation)
            values |= own
    return equations, values


def _own_money(subject: Subject, total: str) -> dict[str, Decimal]:
    """The money under labels of the filing's own, by path, in the unit of a total."""
    unit = subject.definition(total).unit
    found: dict[str, Decimal] = {}
    for name, text in subject.filing.values.items():
        amount = parse_amount(text, unit) if name.startswith(EXTRA) and _MONEY.search(name) else None
        if amount and (value := _in_unit(amount, unit)) is not None:
            found[f"values.{name}"] = value
    return found


def _rows(subject: Subject, formula: Formula) -> Sequence[int]:
    return range(len(subject.filing.rows(formula.spec.table))) if formula.spec.table else (-1,)


def _path(formula: Formula, row: int, name: str) -> str:
    return cell_path(formula.spec.table, row, name) if formula.spec.table else f"values.{name}"


def _value(subject: Subject, path: str) -> Decimal | None:
    """The figure of a cell in the unit of its field, as far as it states one."""
    definition = subject.definition(path)
    if definition.type != "amount":
        quantity = read_quantity(subject.text(path))
        return quantity.value if isinstance(quantity, Quantity) else None
    amount = subject.amount(path)
    if amount is None:
        return None
    return _in_unit(amount, definition.unit)


def _in_unit(amount: Amount, unit: str | None) -> Decimal | None:
    """The figure of an amount in a unit, as it stands where one of them has none; None where the unit is not known (百元)."""
    if amount.unit is None or unit is None:
        return amount.value
    return amount.to(unit).value if unit in POWERS else None


def formula_check(evaluate: Evaluate) -> Check:
    """The check of a form's formulas that are more than sums, by an evaluator."""

    def run(subject: Subject, _around: Around) -> Iterator[Finding]:
        for formula in subject.facts.formulas:
            if formula.sum_of is None:
                for row in _rows(subject, formula):
                    yield from _broken(subject, formula, row, evaluate)

    return Check((FORMULA,), run)


def _broken(subject: Subject, formula: Formula, row: int, evaluate: Evaluate) -> Iterator[Finding]:
    paths = {key: _path(formula, row, name) for key, name in formula.names.items()}
    values = {key: _value(subject, path) for key, path in paths.items()}
    known = {key: value for key, value in values.items() if value is not None}
    if len(known) < len(values):
        return
    try:
        left, right = evaluate(formula.left, known), evaluate(formula.right, known)
    except ArithmeticError:
        return
    if _holds(formula, left, right, known):
        return
    key = formula.left if NAME.fullmatch(formula.left) else next(iter(paths))
    where = paths[key]
    place = min((last_place(value) for value in known.values()), default=0) - 2
    left, right = (round(one, -place) if last_place(one) < place else one for one in (left, right))
    told = formula.spec.message or f"应有 {formula.spec.text}"
    yield FORMULA.found(
        subject, where,
        f"{subject.place(where)}：{told}；现在左边是 {figure(left)}，右边算得 {figure(right)}，左边应{_SPOKEN[formula.sign]}右边",
        expected=figure(right), actual=figure(left), detail=formula.spec.text,
        beside=[Beside(subject.place(path), subject.text(path), path) for path in paths.values() if path != where],
    )  # fmt: skip


def _holds(formula: Formula, left: Decimal, right: Decimal, known: Mapping[str, Decimal]) -> bool:
    """Whether a relation holds; equality within the rounding of the figure that stands alone on the left."""
    if formula.sign == "=":
        alone = known.get(formula.left)
        slack = rounding_of(1, last_place(alone)) if alone is not None and last_place(alone) < 0 else Decimal(0)
        return abs(left - right) <= slack
    if formula.sign in ("<=", "<"):
        return left < right or (formula.sign == "<=" and left == right)
    return left > right or (formula.sign == ">=" and left == right)
