"""Numbers are read exactly as written: no digit lost, none invented, and no float in between."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.numbers import (
    Nothing,
    Number,
    Quantity,
    Unclear,
    excerpt,
    find_numbers,
    fold,
    format_number,
    is_nothing,
    read_number,
    read_quantity,
)

CELLS = st.text() | st.text("0123456789０９.．,，+-－−△▲（）() \u3000\u00a0\n%％‰元万人/—无①㎡²٣")
VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers().map(Decimal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,064", "3064"),
        ("33,470,000.00", "33470000.00"),
        ("３，０６４", "3064"),
        ("3 064", "3064"),
        ("3\u00a0064", "3064"),
        ("243.0", "243.0"),
        ("１５４．１８", "154.18"),
        ("0", "0"),
        ("0.00", "0.00"),
        (".5", "0.5"),
        ("+7", "7"),
        ("-105", "-105"),
        ("－105", "-105"),
        ("−105", "-105"),
        ("- 105", "-105"),
        ("△105", "-105"),
        ("▲ 1,050.5", "-1050.5"),
        ("(105)", "-105"),
        ("（105）", "-105"),
        ("　16831\n", "16831"),
        ("12345678901234567890123456789012345.678", "12345678901234567890123456789012345.678"),
        ("-12345678901234567890123456789012345.678", "-12345678901234567890123456789012345.678"),
    ],
)
def test_one_number(text: str, value: str) -> None:
    number = read_number(text)
    assert isinstance(number, Number)
    assert str(number.value) == value
    assert text[number.start : number.end] == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "1,2345",
        "3,064 000",
        "5.",
        "1.2.3",
        "1.5E+05",
        "①",
        "12㎡",
        "５②",
        "٣",
        "1\n2",
        "1、2",
        "-(5)",
        "5-3",
        "—5",
    ],
)
def test_not_one_number(text: str) -> None:
    unread = read_number(text)
    assert isinstance(unread, Unclear)
    assert "数字" in unread.reason


@pytest.mark.parametrize("text", ["—", "——", "－", "-", "–", "/", "／", "无", " 无　", "暂无", "不涉及"])
def test_nothing_is_neither_blank_nor_nought(text: str) -> None:
    assert is_nothing(text)
    assert read_number(text) == Nothing(text)
    assert read_quantity(text) == Nothing(text)


@pytest.mark.parametrize("text", ["", " ", "　\n\t", "\u00a0"])
def test_blank_is_none(text: str) -> None:
    assert read_number(text) is None
    assert read_quantity(text) is None


HEAD_COUNTS = "2866 2557 2887 2472 1264 2694 510 1581 16831 25 1596"


@pytest.mark.parametrize("text", HEAD_COUNTS.split())
def test_head_counts_of_the_notices(text: str) -> None:
    assert read_quantity(text) == Quantity(Decimal(text), "", text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2866 人", "2866", "人"),
        ("2866人", "2866", "人"),
        ("85％", "85", "%"),
        ("9.50 分", "9.50", "分"),
        ("32元/人·月", "32", "元/人·月"),
        ("3 个 工作日", "3", "个工作日"),
        ("120㎡", "120", "㎡"),
    ],
)
def test_quantities(text: str, value: str, unit: str) -> None:
    quantity = read_quantity(text)
    assert isinstance(quantity, Quantity)
    assert (str(quantity.value), quantity.unit, quantity.text) == (value, unit, text)


def test_numbers_inside_text() -> None:
    text = "约 658090 人，需 21 058 880 元，55596人×15 元=833940.00元；Z155080000004、DRG2 版，2020-12，下降-5"
    found = find_numbers(text)
    assert [str(number.value) for number in found] == [
        "658090", "21058880", "55596", "15", "833940.00", "2020", "12", "-5",
    ]  # fmt: skip
    assert [text[number.start : number.end] for number in found][:2] == ["658090", "21 058 880"]


@pytest.mark.parametrize(
    ("value", "plain", "grouped"),
    [("1541800", "1541800", "1 541 800"), ("15418E+2", "1541800", "1 541 800"), ("-1234.50", "-1234.50", "-1 234.50")],
)
def test_formatting(value: str, plain: str, grouped: str) -> None:
    assert format_number(Decimal(value)) == plain
    assert format_number(Decimal(value), grouped=True) == grouped


def test_excerpts_stay_on_one_short_line() -> None:
    assert excerpt("甲\n乙") == "“甲 乙”"
    assert excerpt("一" * 50) == "“" + "一" * 18 + "…”"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2021年中央财政医疗救助补助资金（第二批）绩效目标", "“2021年中央财政医疗救助补助资金…”"),
        ("资助城乡困难群众参加居民医保“一站式结算”覆盖率", "“资助城乡困难群众参加居民医保…”"),
        ("（一）对特困人员给予全额资助参加基本医疗保险", "“（一）对特困人员给予全额资助参加基本…”"),
        ("困难群众参保、住院救助、门诊救助，医疗救助全覆盖", "“困难群众参保、住院救助、门诊救助，医…”"),
        ("【" + "一" * 30, "“【" + "一" * 17 + "…”"),
    ],
)
def test_what_is_cut_leaves_no_bracket_open(text: str, shown: str) -> None:
    assert excerpt(text) == shown


@given(CELLS)
def test_reading_never_fails(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
    for read in (read_number(text), read_quantity(text)):
        if isinstance(read, Unclear):
            assert read.reason and "\n" not in read.reason


@given(CELLS)
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert all(char in folded for char in "①㎡²" if char in text)


@given(CELLS)
def test_digits_read_are_the_digits_written(text: str) -> None:
    read = read_quantity(text)
    if isinstance(read, Quantity):
        written = "".join(char for char in fold(text) if char in "0123456789.")
        assert format_number(read.value.copy_abs()).lstrip("0") in written


@given(VALUES, st.booleans())
def test_what_is_formatted_is_read_again(value: Decimal, grouped: bool) -> None:
    number = read_number(format_number(value, grouped))
    assert isinstance(number, Number)
    assert number.value == value
    assert number.value.as_tuple().exponent == value.as_tuple().exponent


@given(CELLS)
def test_full_width_forms_mean_the_same(text: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    narrow_read, wide_read = read_number(text), read_number(wide)
    assert type(narrow_read) is type(wide_read)
    if isinstance(narrow_read, Number):
        assert narrow_read == wide_read
