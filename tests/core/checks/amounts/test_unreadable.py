"""Cells that are no figure: told where they harm, and nowhere else."""

import pytest

from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.amounts.unreadable import UNREADABLES
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject

CELL = "tables.rows[1].amount"


def _table(total: str, cell: str) -> list[Finding]:
    rows = [("合计", total), ("城关区", cell), ("七里河区", "85"), ("榆中县", "30")]
    checked = subject("allocation", {"unit": "万元"}, rows=[{"name": name, "amount": text} for name, text in rows])
    return run_checks(checked, [SUMS, UNREADABLES])


@pytest.mark.parametrize("cell", ["12O", "l20"])
@pytest.mark.parametrize("total", ["235", "335"])
def test_a_slip_is_an_error_with_a_mend(cell: str, total: str) -> None:
    (found,) = _table(total, cell)
    assert (found.rule, found.severity, found.where, found.expected) == ("amount.unreadable", "error", CELL, "120")
    assert found.mends[0].edits == ((CELL, "120"),)


@pytest.mark.parametrize(
    "cell",
    [
        "约120",
        "120（含上年结转20）",
        "一百二十",
        "120+0",
        "12 0",
        "1.2E2",
        "见附表",
        "另行下达",
        "120*",
        "120②",
        "120。",
    ],
)
def test_words_are_left_alone_where_the_sum_holds_with_them(cell: str) -> None:
    assert _table("235", cell) == []


@pytest.mark.parametrize(
    ("cell", "severity"),
    [
        ("约120", "warning"),
        ("120（含上年结转20）", "warning"),
        ("一百二十", "warning"),
        ("12 0", "error"),
        ("120*", "error"),
        ("120②", "error"),
        ("1.2E2", "error"),
    ],
)
def test_they_are_told_where_it_does_not(cell: str, severity: str) -> None:
    (found,) = _table("335", cell)
    assert (found.rule, found.severity, found.where) == ("amount.unreadable", severity, CELL)
    assert "335" in found.message and "235" in found.message


@pytest.mark.parametrize("cell", ["3.5.0", "120~130"])
def test_what_nobody_can_read_is_told_with_the_sum_that_waits(cell: str) -> None:
    (found,) = _table("235", cell)
    assert (found.severity, found.where) == ("warning", CELL) and "没有核对" in found.message


def test_outside_of_tables_a_mark_leads_to_no_note() -> None:
    values = {"funding_total": "350", "funding_fiscal": "350*", "funding_other": ""}
    (found,) = run_checks(subject("project-target", values), [SUMS, UNREADABLES])
    assert (found.severity, found.where, found.expected) == ("error", "values.funding_fiscal", "350")


def test_a_total_that_is_no_figure() -> None:
    values = {"funding_total": "三百五十万元", "funding_fiscal": "300", "funding_other": "40"}
    (found,) = run_checks(subject("project-target", values), [SUMS, UNREADABLES])
    assert (found.rule, found.where) == ("amount.unreadable", "values.funding_total") and "340" in found.message
    assert run_checks(subject("project-target", values | {"funding_other": "50"}), [SUMS, UNREADABLES]) == []


def test_words_in_a_field_of_no_sum_do_no_harm_but_letters_do() -> None:
    assert run_checks(subject("declaration", {"funding_fiscal": "350万元（中央300万元）"}), [SUMS, UNREADABLES]) == []
    (found,) = run_checks(subject("declaration", {"funding_fiscal": "35O万元"}), [SUMS, UNREADABLES])
    assert found.expected == "350万元"


def test_counts_may_have_their_unit() -> None:
    rows = [
        {"name": "合计", "headcount": "300人"},
        {"name": "甲县", "headcount": "120人"},
        {"name": "乙县", "headcount": "80"},
    ]
    (found,) = run_checks(subject("allocation", rows=rows), [SUMS, UNREADABLES])
    assert (found.rule, found.where) == ("amount.sum", "tables.rows[0].headcount")


def test_scores_are_left_to_the_rules_of_scores() -> None:
    row = {"level3": "住院救助人次", "target": "≥1200人次", "weight": "20", "score": "2O"}
    assert run_checks(subject("self-evaluation", indicators=[row]), [SUMS, UNREADABLES]) == []
