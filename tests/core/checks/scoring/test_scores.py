"""Weights and scores of self-evaluations."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.names.marks import reached
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.scoring.scores import SCORES
from tests.core.checks.subjects import subject, told

Row = dict[str, str]
FUNDING: list[Row] = [
    {"item": "年度资金总额", "weight": "10", "score": "9.8"},
    {"item": "其中：财政拨款", "weight": "—", "score": "—"},
    {"item": "其他资金", "weight": "—", "score": "—"},
]


def _row(
    weight: str, score: str, target: str = "", actual: str = "", second: str = "数量指标", reason: str = ""
) -> Row:
    cells = {
        "level1": "产出指标",
        "level2": second,
        "level3": "甲",
        "weight": weight,
        "score": score,
        "target": target,
        "actual": actual,
    }
    return {**cells, "reason": reason}


def _found(rows: list[Row], total: str, funding: list[Row] = FUNDING) -> list[Finding]:
    return run_checks(subject("self-evaluation", {"total_score": total}, funding=funding, indicators=rows), [SCORES])


RIGHT = [_row("50", "50"), _row("30", "29.5", reason="已说明"), _row("10", "10")]


@pytest.mark.parametrize("total", ["99.3", "99.30", "99.3分", "99.31", "９９.３"])
def test_what_adds_up_is_left_alone(total: str) -> None:
    assert _found(RIGHT, total) == []


@pytest.mark.parametrize(("total", "off"), [("99.5", "多 0.2"), ("93.9", "少 5.4"), ("100", "多 0.7")])
def test_a_total_that_is_not_the_sum_of_scores(total: str, off: str) -> None:
    (finding,) = _found(RIGHT, total)
    assert (finding.rule, finding.severity, finding.where, finding.expected) == (
        "score.total",
        "error",
        "values.total_score",
        "99.3",
    )
    assert off in finding.message and finding.mends[0].edits == (("values.total_score", "99.3"),)


def test_the_parts_of_the_money_need_no_marks_of_their_own() -> None:
    funding = [FUNDING[0], {"item": "其中：财政拨款"}, {"item": "其他资金", "weight": "-"}]
    assert _found(RIGHT, "99.3", funding) == []
    assert told(_found(RIGHT, "93.9", funding)) == [("score.total", "values.total_score")]
    assert told(_found([_row("89", "89")], "98.8", funding)) == [("score.sum", "tables.funding[0].weight")]


def test_what_the_execution_is_worth_is_told_by_its_rate_and_score() -> None:
    funding = [
        {"item": "总额", "rate": "99.67%", "score": "9.97"},
        {"item": "其中：财政拨款", "rate": "99.67%", "score": "/"},
    ]
    assert _found([_row("90", "90")], "99.97", funding) == []
    assert told(_found([_row("91", "91")], "100.97", funding)) == [("score.sum", "tables.indicators[0].weight")]
    twenty = [{"item": "总额", "rate": "98.00%", "score": "19.6"}]
    assert _found([_row("80", "80")], "99.6", twenty) == []
    assert _found([_row("85", "85")], "92.4", [{"item": "总额", "rate": "60%", "score": "7.4"}]) == []


def test_weights_that_do_not_make_a_hundred() -> None:
    (finding,) = _found([_row("50", "50"), _row("30", "30"), _row("9", "9")], "98.8")
    assert (finding.rule, finding.severity, finding.expected, finding.actual) == ("score.sum", "error", "100", "99")
    assert "少 1" in finding.message


@pytest.mark.parametrize(
    ("rows", "funding", "total"),
    [
        ([_row("60", "60"), _row("40", "40")], [], "100"),
        ([_row("60", "60"), _row("30", "30")], [{"item": "年度资金总额", "weight": "", "score": "10"}], "100"),
        ([_row("60", "60"), _row("40", "38", reason="已说明")], FUNDING, "98"),
        ([_row("60", ""), _row("30", "30")], FUNDING, "39.8"),
        ([_row("", ""), _row("30", "30")], FUNDING, "39.8"),
        ([_row("45", "20"), _row("45", "25"), _row("45", "45", second="质量指标")], FUNDING, "99.8"),
        ([_row("33.3", "33.3"), _row("33.3", "33.3"), _row("33.3", "33.3")], [], "99.9"),
        ([_row("", "")], FUNDING, ""),
        ([_row("90", "90")], FUNDING, ""),
    ],
)
def test_layouts_and_unfinished_forms_are_left_alone(rows: list[Row], funding: list[Row], total: str) -> None:
    assert [one for one in _found(rows, total, funding) if one.rule != "score.share"] == []


@pytest.mark.parametrize(("total", "found"), [("98", 0), ("107.8", 1), ("88.6", 1), ("", 0)])
def test_a_hundred_of_the_indicators_and_ten_of_the_budget(total: str, found: int) -> None:
    rows = [_row("60", "60"), _row("40", "38", reason="已说明")]
    sums = [one for one in _found(rows, total) if one.rule == "score.sum"]
    assert [(one.severity, one.actual) for one in sums] == [("error", "110")] * found


@pytest.mark.parametrize("funding", [[], [{"item": "年度资金总额", "rate": "100%"}]])
def test_ninety_without_a_weight_of_the_budget_is_left_alone(funding: list[Row]) -> None:
    assert _found([_row("50", "50"), _row("40", "40")], "90", funding) == []
    assert told(_found([_row("50", "50"), _row("39", "39")], "89", [])) == [
        ("score.sum", "tables.indicators[0].weight")
    ]


def test_a_score_over_its_weight() -> None:
    found = _found([_row("50", "52"), _row("30", "30"), _row("10", "8", reason="略低")], "99.8")
    assert told(found) == [("score.over", "tables.indicators[0].score")]
    assert found[0].expected == "50"


@pytest.mark.parametrize(
    ("target", "actual", "second", "part"),
    [
        ("≥25人次", "20人次", "数量", "0.8"), ("25", "20", "数量", "0.8"), ("100%", "99.2%", "质量", "0.992"), ("≤60分钟", "120分钟", "时效", "0.5"),
        ("≥95%", "96.9%", "社会效益", "1.02"), ("350万元", "343万元", "成本", None), ("75%", "76%", "质量", None), ("明显提高", "明显提高", "社会效益", None),
        ("≥25人", "20户", "数量", None), ("80%-90%", "85%", "质量", None), ("≥95%", "≥95%", "质量", None), ("≥0", "1", "数量", None),
        ("不低于上年", "5%", "数量", None),
    ],
)  # fmt: skip
def test_how_far_a_target_was_reached(target: str, actual: str, second: str, part: str | None) -> None:
    found = reached(target, actual, second)
    assert (found is None) if part is None else (found == Decimal(part))


def test_a_full_mark_for_a_target_missed_is_a_hint() -> None:
    found = _found([_row("90", "90", "≥25人次", "20人次")], "99.8")
    assert [(one.rule, one.severity, one.expected) for one in found] == [("score.share", "hint", "72")]
    assert _found([_row("90", "72", "≥25人次", "20人次", reason="少")], "81.8") == []
    assert _found([_row("90", "60", "≥25人次", "20人次", reason="少")], "69.8") == []


@pytest.mark.parametrize(
    ("target", "actual", "second", "due"),
    [
        ("≥1200人次", "1100人次", "数量指标", "18.33"), ("≥85%", "84%", "质量指标", "19.76"), ("100%", "99%", "质量指标", "19.8"), ("≤15天", "16天", "时效指标", "18.75"),
        ("≥1200人次", "1199人次", "数量指标", None), ("≥1200人次", "1200人次", "数量指标", None), ("350万元", "343万元", "成本指标", None),
    ],
)  # fmt: skip
def test_a_full_mark_for_a_target_hardly_missed_is_a_hint(
    target: str, actual: str, second: str, due: str | None
) -> None:
    rows = [_row("20", "20", target, actual, second), _row("70", "70")]
    assert [one.expected for one in _found(rows, "99.8") if one.rule == "score.share"] == ([due] if due else [])
    rows[0]["reason"] = "政策调整，不扣分"
    assert _found(rows, "99.8") == []
    rows[0] |= {"score": "19.9", "reason": "略低"}
    assert _found(rows, "99.7") == []


@pytest.mark.parametrize(
    ("score", "meant"), [("2O", "20"), ("1l.5", "11.5"), ("二十", ""), ("O", ""), ("5分（扣1分）", ""), ("—", "")]
)
def test_a_score_with_letters_for_digits(score: str, meant: str) -> None:
    found = [one for one in _found([_row("20", score), _row("70", "70")], "") if one.rule == "score.total"]
    assert [one.expected for one in found] == ([meant] if meant else [])
    assert all(one.mends[0].edits == (("tables.indicators[0].score", meant),) for one in found)


def test_a_weight_that_is_no_number_is_named() -> None:
    (finding,) = [one for one in _found([_row("二十", "20"), _row("70", "70")], "") if one.rule == "score.sum"]
    assert finding.where == "tables.indicators[0].weight" and "“二十”，不是数字" in finding.message


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8), st.integers(1, 500))
def test_one_changed_total_is_always_found(scores: list[int], off: int) -> None:
    rows = [_row("10", f"{score / 100:.2f}", reason="已说明") for score in scores]
    total = sum(scores)
    assert "score.total" not in [one.rule for one in _found(rows, f"{total / 100:.2f}", [])]
    # So many rounded scores may be off by half a hundredth each.
    wrong = total + len(scores) + off
    assert "score.total" in [one.rule for one in _found(rows, f"{wrong / 100:.2f}", [])]
