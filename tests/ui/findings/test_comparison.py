"""The sides of a comparison and their difference in words."""

import pytest

from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.checking import Checked
from medaid_desktop.ui.views.findings.comparison import Side, difference, sides


def finding(severity: str = "error", **given: object) -> Finding:
    return Finding("amount.sum", severity, "values.total", "不平", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expected", "actual", "words"),
    [
        ("650", "656", "应为 650，多 6"), ("656", "650", "应为 656，少 6"), ("650", "650", "应为 650"), ("", "650", ""),
        ("20810", "", "应为 20810"), ("达坂城区", "达板城区", "应为 达坂城区"), ("0.3", "0.1", "应为 0.3，少 0.2"),
        ("1,234.50", "1234", "应为 1,234.50，少 0.5"),
    ],
)  # fmt: skip
def test_the_difference_is_told_where_both_are_figures(expected: str, actual: str, words: str) -> None:
    assert difference(finding(expected=expected, actual=actual)) == words


def test_a_hint_expects_nothing() -> None:
    assert difference(finding("hint", expected="650", actual="656")) == ""


def test_labels_stand_without_the_marks_that_are_around_all_of_them() -> None:
    filing = Filing("project-target", values={"total": "656"})
    beside = [Beside("“财政拨款”", "600", "values.fiscal"), Beside("第 4 行“住院”", "3", "values.x", "另一份")]
    told = sides(filing, Checked(finding(beside=beside, actual="656 万元"), "“资金总额”"))
    assert told == [
        Side("资金总额", "656", "values.total"), Side("财政拨款", "600", "values.fiscal"),
        Side("第 4 行“住院”", "3", "values.x", "另一份"),
    ]  # fmt: skip
