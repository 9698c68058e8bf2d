"""Targets in the columns of sign, value and unit, and joined again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.target_parts import join_target, split_target


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥95%", ("≥", "95", "%")), ("=100%", ("=", "100", "%")), ("≤60分钟", ("≤", "60", "分钟")), ("12.5万人", ("", "12.5", "万人")),
        ("≥1,200人次", ("≥", "1,200", "人次")), ("不低于95%", ("不低于", "95", "%")), ("100", ("", "100", "")), ("≥2次/年", ("≥", "2", "次/年")),
    ],
)  # fmt: skip
def test_a_figure_is_parted(text, parts):
    assert split_target(text) == parts
    assert join_target(*parts) == text


@pytest.mark.parametrize(
    "text",
    ["明显提高", "90%-95%", "2024年12月底前", "2024年", "≥90分以上", "> 5 天", "不低于上年", "1:2", "/", "≥", ""],
)
def test_anything_else_stands_whole_in_the_column_of_values(text):
    assert split_target(text) == ("", text, "")


def test_a_form_without_a_column_keeps_the_part_in_the_value():
    assert split_target("≥95%", has_operator=False) == ("", "≥95", "%")
    assert split_target("≥95%", has_unit=False) == ("≥", "95%", "")


def test_words_have_neither_sign_nor_unit():
    assert join_target("定性", "明显提高", "") == "明显提高"
    assert join_target("≥", "", "%") == ""
    assert join_target("", "有所改善", "人") == "有所改善"


@given(
    st.text(st.sampled_from("≥≤=<>0123456789.,%％人次万元年月日不低于以上-/ 定性明显提高"), max_size=10), st.booleans(), st.booleans()
)  # fmt: skip
def test_what_is_parted_is_joined_to_the_same_text(text, has_operator, has_unit):
    text = text.strip()
    parts = split_target(text, has_operator, has_unit)
    assert (parts.value if not (parts.operator or parts.unit) else join_target(*parts)) == text
    assert has_operator or not parts.operator
    assert has_unit or not parts.unit
