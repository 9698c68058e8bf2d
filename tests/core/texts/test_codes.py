"""Codes with and without their names, as the five notices print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.codes import CODE_LENGTHS, Code, length_complaint, parse_code, read_code
from medaid_desktop.core.texts.numbers import Nothing, Unclear, fold


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("2101501 行政运行", "2101501", "行政运行"),
        ("31002办公设备购置", "31002", "办公设备购置"),
        ("50306 设备购置", "50306", "设备购置"),
        ("30207 邮电费", "30207", "邮电费"),
        ("50201 办公经费", "50201", "办公经费"),
        ("30206 电费", "30206", "电费"),
        ("30399-其他对个人和家庭补助", "30399", "其他对个人和家庭补助"),
        ("“2101301城乡医疗救助”", "2101301", "城乡医疗救助"),
        ("1100249-医疗卫生共同财政事权转移支付收入", "1100249", "医疗卫生共同财政事权转移支付收入"),
        ("01 中央直达资金", "01", "中央直达资金"),
        ("13特定目标类", "13", "特定目标类"),
        ("Z155080000004", "Z155080000004", ""),
        ("2080902", "2080902", ""),
        ("229613", "229613", ""),
        ("371521-2020-001", "371521-2020-001", ""),
        ("２１０１３０１　城乡医疗救助", "2101301", "城乡医疗救助"),
        ("2101301\n城乡医疗救助（含 2 项）", "2101301", "城乡医疗救助（含 2 项）"),
    ],
)
def test_codes(text: str, code: str, name: str) -> None:
    assert parse_code(text) == Code(code, name)


@pytest.mark.parametrize("text", ["行政运行", "A", "2101 301", "办公设备购置31002", "①", "1" * 300])
def test_what_is_no_code_has_a_reason(text: str) -> None:
    unread = read_code(text)
    assert isinstance(unread, Unclear) and "看不懂的代码" in unread.reason
    assert parse_code(text) is None


def test_blank_and_nothing_differ() -> None:
    assert read_code("　") is None
    assert read_code("—") == Nothing("—")
    assert parse_code("无") is None


@pytest.mark.parametrize(
    ("code", "classification", "said"),
    [
        ("2101301", "functional", None),
        ("229613", "functional", "支出功能分类科目应为 7 位数字，“229613”是 6 位"),
        ("50306", "government-economic", None),
        ("503", "government-economic", "应为 5 位"),
        ("3039A", "department-economic", "应为 5 位数字"),
    ],
)
def test_lengths_of_budget_codes(code: str, classification: str, said: str | None) -> None:
    complaint = length_complaint(code, classification)
    assert complaint is None if said is None else said in (complaint or "")


def test_the_levels_of_every_classification_grow() -> None:
    assert all(list(lengths) == sorted(set(lengths)) for lengths in CODE_LENGTHS.values())


@given(st.text() | st.text("0123456789ＡBz-—_. \u3000\n“”城乡医疗救助", max_size=30))
def test_reading_never_fails_and_keeps_the_words(text: str) -> None:
    code = read_code(text)
    if isinstance(code, Code):
        assert code.code in fold(text) and code.name in text
    elif isinstance(code, Unclear):
        assert "\n" not in code.reason


@given(
    st.from_regex(r"[0-9A-Z]*[0-9]", fullmatch=True),
    st.text("城乡医疗救助其他支出", min_size=1),
    st.sampled_from(" -\n—："),
)
def test_code_and_name_come_apart(code: str, name: str, between: str) -> None:
    assert parse_code(f"{code}{between}{name}") == Code(code, name)
