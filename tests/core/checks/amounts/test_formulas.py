"""Formulas of a form that are more than sums."""

from dataclasses import replace
from decimal import Decimal

import pytest

from medaid_desktop.core.checks.amounts.formulas import formula_check
from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CheckSpec, FormulaSpec
from medaid_desktop.operations.checking.evaluating import evaluate
from tests.core.papers import built_in

CHECK = formula_check(evaluate)


def _subject(form: str, spec: FormulaSpec, values: dict[str, str], **tables: list[dict[str, str]]) -> Subject:
    facts = FormFacts(replace(built_in(form), checks=CheckSpec(formulas=(spec,))))
    return Subject(facts, Filing(form, 2020, "533102", values=values, tables=dict(tables)))


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        ("财政拨款 ≤ 年度资金总额", {"funding_fiscal": "154.18", "funding_total": "154.18"}, True),
        ("财政拨款 ≤ 年度资金总额", {"funding_fiscal": "155", "funding_total": "154.18"}, False),
        ("财政拨款 < 年度资金总额", {"funding_fiscal": "154.18", "funding_total": "154.18万元"}, False),
        ("财政拨款 < 年度资金总额", {"funding_fiscal": "1541799元", "funding_total": "154.18万元"}, True),
        ("年度资金总额 = 财政拨款 × 2", {"funding_fiscal": "154.18", "funding_total": "308.36"}, True),
        ("年度资金总额 = 财政拨款 × 2", {"funding_fiscal": "154.18", "funding_total": "308.4"}, True),
        ("年度资金总额 = 财政拨款 × 2", {"funding_fiscal": "154.18", "funding_total": "309"}, False),
        (
            "年度资金总额 = 财政拨款 ÷ 其他资金",
            {"funding_fiscal": "1", "funding_total": "9", "funding_other": "0"},
            True,
        ),
        ("年度资金总额 = 财政拨款 ÷ 其他资金", {"funding_fiscal": "1", "funding_total": "9"}, True),
    ],
)
def test_relations_of_fields(text: str, values: dict[str, str], holds: bool) -> None:
    found = run_checks(_subject("project-target", FormulaSpec(text), values), [CHECK])
    assert [finding.rule for finding in found] == ([] if holds else ["amount.formula"])


def test_money_beside_a_unit_that_is_not_known_is_compared_with_nothing() -> None:
    form = built_in("project-target")
    fields = tuple(replace(one, unit="百元") if one.type == "amount" else one for one in form.fields)
    formulas = (FormulaSpec("财政拨款 ≤ 年度资金总额"), FormulaSpec("年度资金总额 = 财政拨款 + 其他资金"))
    facts = FormFacts(replace(form, fields=fields, checks=CheckSpec(formulas=formulas)))
    values = {"funding_fiscal": "350元", "funding_total": "3", "extra:市级补助资金": "100元"}
    assert run_checks(Subject(facts, Filing("project-target", 2020, "533102", values=values)), [CHECK, SUMS]) == []


def test_a_formula_holds_in_each_row() -> None:
    spec = FormulaSpec("执行率 = 全年执行数 ÷ 全年预算数 × 100", "funding", "执行率应为执行数除以预算数")
    rows = [
        {"item": "年度资金总额", "budget": "154.18", "executed": "150.63", "rate": "97.70%"},
        {"item": "其中：财政拨款", "budget": "154.18", "executed": "150.63", "rate": "79.70%"},
        {"item": "其他资金", "budget": "0", "executed": "0", "rate": "—"},
    ]
    (finding,) = run_checks(_subject("self-evaluation", spec, {}, funding=rows), [CHECK])
    assert finding.where == "tables.funding[1].rate" and "执行率应为执行数除以预算数" in finding.message
    assert Decimal(finding.expected).quantize(Decimal("0.01")) == Decimal("97.70")


def test_a_form_may_turn_a_rule_off_or_down() -> None:
    values = {"funding_fiscal": "155", "funding_total": "154.18"}
    subject = _subject("project-target", FormulaSpec("财政拨款 ≤ 年度资金总额"), values)
    down = replace(subject.form, checks=replace(subject.form.checks, severities={"amount.formula": "hint"}))
    off = replace(subject.form, checks=replace(subject.form.checks, off=("amount.formula",)))
    assert [one.severity for one in run_checks(Subject(FormFacts(down), subject.filing), [CHECK])] == ["hint"]
    assert run_checks(Subject(FormFacts(off), subject.filing), [CHECK]) == []
