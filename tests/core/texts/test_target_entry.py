"""Targets while they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.target_entry import Measure, completions, measure_by_name, measure_of
from medaid_desktop.core.texts.targets import parse_target

RATE = Measure("≥", ("%",))
PEOPLE = Measure("≥", ("人", "人次", "户", "个"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (">", "≥"), (">=", "≥"), ("=>", "≥"), ("》", "≥"), ("》=", "≥"), ("》＝", "≥"), ("≧", "≥"), ("不低于", "≥"),
        ("<", "≤"), ("<=", "≤"), ("《", "≤"), ("《=", "≤"), ("不超过", "≤"),
        (">=95", "≥95%"), ("》95", "≥95%"), ("<=60", "≤60%"), ("95", "95%"), ("≥９５", "≥95%"), ("≥99.5", "≥99.5%"),
    ],
)  # fmt: skip
def test_signs_and_units_are_completed(typed: str, first: str) -> None:
    assert completions(typed, RATE)[0] == first


def test_a_bare_number_is_offered_with_the_usual_sign_too() -> None:
    assert completions("95", RATE) == ["95%", "≥95%", "≥95"]


def test_few_units_are_offered_and_more_once_one_is_begun() -> None:
    assert completions("≥95", PEOPLE) == ["≥95人", "≥95", "≥95人次", "≥95户"]
    assert completions("≥95人", PEOPLE) == ["≥95人次"]
    assert completions("≥95个", PEOPLE) == ["≥95个"]


@pytest.mark.parametrize("typed", ["", "明显", "abc", "2020年底前完成1次"])
def test_what_is_no_number_is_left_to_the_words(typed: str) -> None:
    assert completions(typed, RATE) == []


@given(st.sampled_from([">=", "》=", "<=", "《", "", "≥"]), st.decimals(0, 10**6, places=2, allow_nan=False))
def test_completions_keep_the_number(sign: str, number: object) -> None:
    for text in completions(f"{sign}{number}", RATE):
        assert parse_target(text).value == number


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("基本医保参保率", Measure("≥", ("%",))),
        ("住院医疗费用救助比例（低保对象）", Measure("≥", ("%",))),
        ("住院救助人次数", Measure("≥", ("人次",))),
        ("参保人数", Measure("≥", ("人",))),
        ("重大安全事件响应时间", Measure("≤", ("分钟",))),
        ("困难群众看病就医方便程度", Measure()),
    ],
)
def test_the_name_of_an_indicator_tells_its_measure(name: str, measure: Measure) -> None:
    assert measure_by_name(name) == measure


def test_a_target_written_before_tells_its_measure() -> None:
    assert measure_of("≥41500人次") == Measure("≥", ("人次",))
    assert measure_of("明显提高") == Measure()
