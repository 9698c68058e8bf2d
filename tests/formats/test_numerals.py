"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.formats.numerals import DIGITS, digit_by_digit, in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "〇"), (10, "一十"), (105, "一百〇五"), (1010, "一千〇一十"), (10005, "一万〇五"), (100500, "一十万〇五百"),
     (20008000, "二千万八千"), (120000000, "一亿二千万"), (100000001, "一亿〇一")],
)  # fmt: skip
def test_words(number: int, words: str):
    assert in_words(number) == words


@given(st.integers(1, 9999))
def test_words_name_each_digit_that_is_not_zero(number: int):
    named = [sign for sign in in_words(number) if sign in DIGITS[1:]]
    assert named == [digit_by_digit(digit) for digit in str(number) if digit != "0"]


def test_ten_is_short_where_lists_count():
    assert (in_words(12, short_ten=True), in_words(20, short_ten=True)) == ("十二", "二十")
    assert in_words(1050, formal=True) == "壹仟零伍拾"
