"""Growth told with both amounts."""

import pytest

from medaid_desktop.core.checks.prose.arithmetic import ARITHMETIC
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject


def _found(text: str) -> list[tuple[str, str, str]]:
    found = run_checks(subject("declaration", {"overview": text}), [ARITHMETIC])
    return [(one.severity, one.expected, one.actual) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年支出300万元，2021年支出250万元，同比增长25%。", ("error", "20", "25")),
        ("2021年支出300万元，2022年支出250万元，下降61.67%。", ("error", "16.67", "61.67")),
        ("2022年支出0.03亿元，2021年支出250万元，增长25%", ("error", "20", "25")),
    ],
)
def test_a_wrong_rate(text: str, found: tuple[str, str, str]) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "2022年支出300万元，2021年支出250万元，同比增长20%。", "2021年支出300万元，2022年支出250万元，下降16.7%。", "2021年支出300万元，2022年支出250万元，下降16%。",
        "2022年支出300万元，2020年支出250万元，增长25%。", "2022年收入300万元，2021年支出250万元，增长25%。", "2022年支出约300万元，2021年支出250万元，增长25%。",
        "2022年支出300万元，2021年支出0万元，增长100%。", "2022年支出300万元，2021年支出250万元，增长25%左右。", "2022年支出300万元，2021年支出250万元，下降25%。",
    ],
)  # fmt: skip
def test_what_is_right_or_not_comparable_is_left_alone(text: str) -> None:
    assert _found(text) == []
