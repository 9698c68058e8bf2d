"""Rates of execution."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.scoring.rates import RATES
from tests.core.checks.subjects import subject


def _found(budget: str, executed: str, rate: str, **cells: str) -> list[Finding]:
    row = {"item": "年度资金总额", "budget": budget, "executed": executed, "rate": rate, **cells}
    return run_checks(subject("self-evaluation", funding=[row]), [RATES])


@pytest.mark.parametrize(
    ("budget", "executed", "rate"),
    [
        ("350", "343", "98.00%"), ("154.18", "150.63", "97.70%"), ("154.18", "150.63", "97.7"), ("154.18", "150.63", "0.977"), ("3", "1", "33.33%"),
        ("3", "2", "66.66%"), ("3", "2", "66.67%"), ("3", "2", "66%"), ("3", "2", "67%"), ("350", "0", "0%"), ("350", "350", "1"), ("350", "420", "120%"),
        ("0", "0", "—"), ("0", "0", ""), ("0", "0", "/"), ("350", "", "0%"), ("", "", "100%"), ("0", "5", "100%"), ("0.9", "0.3", "33%"),
        ("154.18万元", "1506300元", "97.70%"), ("约350", "343", "90%"), ("350", "343", "98%左右"),
    ],
)  # fmt: skip
def test_right_rates_and_what_is_not_understood_are_left_alone(budget: str, executed: str, rate: str) -> None:
    assert _found(budget, executed, rate) == []


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "due"),
    [
        ("154.18", "150.63", "79.70%", "97.70%"), ("350", "343", "98.50%", "98.00%"), ("350", "343", "9.8%", "98.0%"), ("154.18", "150.63", "0.797", "0.977"),
        ("350", "204.75", "85.5", "58.5"), ("3", "2", "68%", "67%"),
    ],
)  # fmt: skip
def test_a_wrong_rate_is_an_error(budget: str, executed: str, rate: str, due: str) -> None:
    (finding,) = _found(budget, executed, rate)
    assert (finding.rule, finding.severity, finding.where, finding.expected) == (
        "rate.wrong",
        "error",
        "tables.funding[0].rate",
        due,
    )
    assert finding.mends[0].edits == (("tables.funding[0].rate", due),)


@pytest.mark.parametrize("rate", ["100%", "0%", "0.00%", "1"])
def test_nothing_of_nothing_has_no_rate(rate: str) -> None:
    (finding,) = _found("0", "0", rate)
    assert (finding.rule, finding.severity, finding.expected) == ("rate.zero", "hint", "—")
    assert finding.mends[0].edits == (("tables.funding[0].rate", "—"),)


def test_the_budget_of_the_year_or_the_first_one_may_be_meant() -> None:
    assert _found("400", "343", "98%", initial_budget="350") == []
    assert len(_found("400", "343", "90%", initial_budget="350")) == 1


def test_an_adjusted_budget_that_the_form_has_no_column_for() -> None:
    row = {
        "item": "年度资金总额",
        "initial_budget": "980",
        "extra:调整后预算数": "1020",
        "executed": "655.7",
        "rate": "64.28%",
    }
    assert run_checks(subject("monitoring", funding=[row]), [RATES]) == []
    assert len(run_checks(subject("monitoring", funding=[row | {"rate": "68.24%"}]), [RATES])) == 1


def test_other_forms_have_rates_too() -> None:
    row = {
        "project_name": "救助",
        "amount": "6,560,000.00",
        "sub_amount": "6,560,000.00",
        "spent": "4,198,400.00",
        "progress": "64%",
    }
    assert run_checks(subject("fund-usage", {"unit": "元"}, rows=[row]), [RATES]) == []
    assert len(run_checks(subject("fund-usage", {"unit": "元"}, rows=[row | {"progress": "46%"}]), [RATES])) == 1
    row = {"item": "年度资金总额", "initial_budget": "350", "executed": "204.75", "rate": "58.50%"}
    assert run_checks(subject("monitoring", funding=[row]), [RATES]) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**7), st.integers(0, 10**7), st.integers(0, 2))
def test_a_rate_that_is_rounded_or_cut_is_right(budget: int, executed: int, places: int) -> None:
    whole, part = Decimal(budget).scaleb(-2), Decimal(executed).scaleb(-2)
    rate = part / whole * 100
    step = Decimal(1).scaleb(-places)
    for printed in (round(rate, places), rate // step * step):
        assert [one for one in _found(f"{whole:f}", f"{part:f}", f"{printed:f}%") if one.rule == "rate.wrong"] == []


def test_figures_are_told_by_the_names_of_their_columns() -> None:
    row = {
        "project_name": "救助",
        "sub_amount": "3500000",
        "budget_executed": "3500000",
        "spent": "2800000",
        "progress": "90%",
    }
    (finding,) = run_checks(subject("fund-usage", rows=[row]), [RATES])
    assert "“截止目前实际支出数” 2800000 除以“下达（拨付）金额” 3500000 应为 80%" in finding.message


def test_nothing_is_said_where_a_figure_cannot_be_read() -> None:
    row = {
        "project_name": "救助",
        "sub_amount": "3500000",
        "budget_executed": "3500000",
        "spent": "28O0000",
        "progress": "80%",
    }
    assert run_checks(subject("fund-usage", rows=[row]), [RATES]) == []
