"""Reasons that are missing."""

import pytest

from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.scoring.score_reasons import REASONS
from tests.core.checks.subjects import subject


def _row(score: str = "10", target: str = "", actual: str = "", **cells: str) -> dict[str, str]:
    return {
        "level2": "数量指标",
        "level3": "甲",
        "weight": "10",
        "score": score,
        "target": target,
        "actual": actual,
        **cells,
    }


def _evaluated(row: dict[str, str], **values: str) -> list[tuple[str, str, str]]:
    found = run_checks(subject("self-evaluation", values, indicators=[row]), [REASONS])
    return [(one.rule, one.severity, one.where) for one in found]


@pytest.mark.parametrize(
    "row",
    [
        _row("9"), _row("9.99", reason="无"), _row("9", reason="—"), _row("10", "≥100人次", "180人次"), _row("10", "1596", "2683"),
        _row("10", "≥50%", "70%"),
    ],
)  # fmt: skip
def test_points_lost_and_targets_far_exceeded_want_a_reason(row: dict[str, str]) -> None:
    assert _evaluated(row) == [("score.reason", "warning", "tables.indicators[0].reason")]


@pytest.mark.parametrize(
    "row",
    [
        _row("10"), _row("9", reason="申请人次少于预计"), _row("9", note="已在报告中说明"), _row("10", "≥100人次", "129人次"), _row(""),
        _row("—"), _row("10", "≤60分钟", "20分钟"), _row("10", "≥100人次", "180人次", reason="政策扩面"), _row("10", "350万元", "600万元", level2="成本指标"),
        _row("10", "明显提高", "明显提高"), _row("10", "≥60%", "60"),
    ],
)  # fmt: skip
def test_the_rest_is_left_alone(row: dict[str, str]) -> None:
    assert _evaluated(row) == []


def _executed(rate: str, **values: str) -> list[str]:
    funding = [{"item": "年度资金总额", "budget": "350", "executed": "280", "rate": rate, "weight": "10", "score": "8"}]
    return [one.where for one in run_checks(subject("self-evaluation", values, funding=funding), [REASONS])]


@pytest.mark.parametrize(
    ("rate", "goal", "found"),
    [
        ("80%", "目标完成", True), ("80%", "全年支出280万元，因住院结算滞后，余款下年支付", False), ("80%", "", True), ("90%", "", False), ("98.00%", "", False),
        ("0.8", "", True), ("0.98", "", False), ("—", "", False), ("", "", False),
    ],
)  # fmt: skip
def test_a_low_rate_of_execution_is_accounted_for_somewhere(rate: str, goal: str, found: bool) -> None:
    assert _executed(rate, goal_actual=goal) == (["tables.funding[0].rate"] if found else [])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"sub_amount": "100", "spent": "64"}, True), ({"sub_amount": "100", "spent": "64", "unspent_reason": "按季结算"}, False),
        ({"sub_amount": "100", "spent": "95"}, False), ({"sub_amount": "100"}, False), ({"amount": "100", "spent": "0", "unspent_reason": "无"}, True),
        ({"amount": "100万元", "spent": "64元"}, False),
    ],
)  # fmt: skip
def test_money_that_was_not_spent_wants_a_reason(cells: dict[str, str], found: bool) -> None:
    checked = subject("fund-usage", {"unit": "元"}, rows=[{"project_name": "救助", **cells}])
    assert [one.where for one in run_checks(checked, [REASONS])] == (["tables.rows[0].unspent_reason"] if found else [])


@pytest.mark.parametrize(
    ("likelihood", "reason", "found"),
    [("完全不可能", "", 1), ("完全不可能", "病种较窄", 0), ("有可能", "", 0), ("确定能", "", 0)],
)
def test_what_cannot_be_reached_wants_a_reason(likelihood: str, reason: str, found: int) -> None:
    rows = [{"level3": "甲", "target": "25", "likelihood": likelihood, "reason": reason}]
    assert len(run_checks(subject("monitoring", indicators=rows), [REASONS])) == found


@pytest.mark.parametrize(
    ("target", "expected", "likelihood", "reason", "found"),
    [
        ("≥1200人次", "900人次", "确定能", "", 1), ("≤15天", "20天", "确定能", "", 1), ("≥1200人次", "900人次", "确定能", "下半年集中办理", 0),
        ("≥1200人次", "1200人次", "确定能", "", 0), ("≥1200人次", "900人次", "有可能", "", 0), ("≥70%", "≥70%", "确定能", "", 0), ("明显提高", "明显提高", "确定能", "", 0),
        ("≥1200人次", "", "确定能", "", 0),
    ],
)  # fmt: skip
def test_a_target_said_to_be_reached_for_certain(
    target: str, expected: str, likelihood: str, reason: str, found: int
) -> None:
    cells = {"target": target, "expected_full_year": expected, "likelihood": likelihood, "reason": reason}
    rows = [{"level1": "产出指标", "level2": "数量指标", "level3": "甲", **cells}]
    findings = run_checks(subject("monitoring", indicators=rows), [REASONS])
    assert [(one.rule, one.where) for one in findings] == [("score.reason", "tables.indicators[0].likelihood")] * found
