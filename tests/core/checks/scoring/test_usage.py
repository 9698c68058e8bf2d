"""Money on its way: never more than where it comes from."""

import pytest

from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.scoring.usage import USAGES
from tests.core.checks.subjects import subject


def _found(amount: str, sub_amount: str, spent: str, reason: str = "") -> list[tuple[str, str, str]]:
    row = {"project_name": "救助", "amount": amount, "sub_amount": sub_amount, "spent": spent, "unspent_reason": reason}
    found = run_checks(subject("fund-usage", rows=[row]), [USAGES])
    return [(one.rule, one.severity, one.where) for one in found]


def test_more_handed_on_than_came_in_and_more_spent_than_handed_on() -> None:
    assert _found("3,500,000.00", "3,800,000.00", "3500000", "余款待结算") == [
        ("amount.usage", "warning", "tables.rows[0].sub_amount")
    ]
    assert _found("3500000", "3500000", "3600000") == [("amount.usage", "warning", "tables.rows[0].spent")]
    assert _found("3500000", "", "3600000") == [("amount.usage", "warning", "tables.rows[0].spent")]


@pytest.mark.parametrize(
    "cells",
    [
        ("3500000", "3500000", "3500000", ""), ("3500000", "3000000", "2000000", ""), ("3500000", "3800000", "3800000", "含县级配套资金30万元"),
        ("", "3500000", "", ""), ("3500000", "35O0000", "3500000", ""), ("350万元", "3500000", "3500000", ""), ("-100", "0", "0", ""),
    ],
)  # fmt: skip
def test_what_may_be_is_left_alone(cells: tuple[str, str, str, str]) -> None:
    assert _found(*cells) == []
