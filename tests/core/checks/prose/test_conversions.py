"""The same money in 元 and in 万元."""

import pytest

from medaid_desktop.core.checks.prose.arithmetic import ARITHMETIC
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject


def _found(text: str) -> list[tuple[str, str, str]]:
    found = run_checks(subject("declaration", {"estimate_basis": text}), [ARITHMETIC])
    return [(one.severity, one.expected, one.actual) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("财政应负担845000元，即8.45万元。", ("error", "84.5", "8.45")),
        ("县级应负担845000元（8.45万元）。", ("error", "84.5", "8.45")),
        ("需资金2650000元，折合26.5万元。", ("error", "265", "26.5")),
        ("需资金2650000元，合26.5万元。", ("error", "265", "26.5")),
        ("需资金约2650000元，约合26.5万元。", ("error", "265", "26.5")),
        ("53000人×50元=2650000元，即256万元。", ("error", "265", "256")),
        ("特惠保189990元折18.99万元", ("hint", "18.999", "18.99")),
        ("３１８９７８０元，即318.97万元", ("hint", "318.978", "318.97")),
        ("财政应负担84.5万元（84500元）", ("error", "845000", "84500")),
        ("55596人×15元=833940元（83.93万元）", ("error", "83.394", "83.93")),
        ("55596人×15元=833940元，即83.40万元", ("error", "83.394", "83.40")),
        ("55596人×15元=833940元，折合8.34万元", ("error", "83.394", "8.34")),
        ("全年1.2亿元（11000万元）", ("error", "12000", "11000")),
    ],
)
def test_a_wrong_conversion(text: str, found: tuple[str, str, str]) -> None:
    assert _found(text) == [found]


def test_the_hint_says_what_rounding_gives_and_that_it_may_stay() -> None:
    (finding,) = run_checks(subject("declaration", {"estimate_basis": "1189784元折118.97万元"}), [ARITHMETIC])
    assert "四舍五入应为 118.98，可不改" in finding.message and not finding.mends


@pytest.mark.parametrize(
    "text",
    [
        "财政应负担845000元，即84.5万元。", "1846040元（约184.6万元）", "1958400元，约合200万元", "21058880元，即2100万元",
        "每人1000元（10万元封顶）", "每人补助350元（35万元）", "标准350元（3.5万元）", "上级1000000元（10万元/县）", "起付线1000元（10万元）",
        "甲50000元，乙70000元，合12万元", "80000元，即10万元的80%", "人均120元，即1440元", "845000元/年，即8.45万元", "50000元（5000元）",
        "845000元（含8.45万元结转）", "833940元（83.39万元）", "55596人×15元=833940元，即84万元", "833940元，即83.4万元", "1.2亿元（1.15亿元用于住院）", "约845000元，即84万元", "658090人×32元=21058880元，即2105.89万元",
    ],
)  # fmt: skip
def test_what_is_right_or_not_the_same_money_is_left_alone(text: str) -> None:
    assert _found(text) == []
