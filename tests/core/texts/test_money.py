"""Amounts: every one in the five notices the program grew from, units, exact conversion and rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.money import (
    POWERS,
    Amount,
    format_amount,
    money_unit,
    other_unit,
    parse_amount,
    read_amount,
    rounding_tolerance,
)
from medaid_desktop.core.texts.numbers import Nothing, Unclear, fold, format_number

UNITS = st.sampled_from(sorted(POWERS))
VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.integers().map(Decimal)
CELLS = st.text() | st.text("0123456789０９.．,，-－△（）() \u3000\n元千万亿￥¥整人民币—无/")

WITH_UNIT = [
    ("350 万元", "350", "万元", "3 500 000 元"),
    ("2105.88 万元", "2105.88", "万元", "21 058 800 元"),
    ("111.19 万元", "111.19", "万元", "1 111 900 元"),
    ("656万元", "656", "万元", "6 560 000 元"),
    ("469万元", "469", "万元", "4 690 000 元"),
    ("464万元", "464", "万元", "4 640 000 元"),
    ("563万元", "563", "万元", "5 630 000 元"),
    ("189万元", "189", "万元", "1 890 000 元"),
    ("571万元", "571", "万元", "5 710 000 元"),
    ("108万元", "108", "万元", "1 080 000 元"),
    ("327万元", "327", "万元", "3 270 000 元"),
    ("154.18万元", "154.18", "万元", "1 541 800 元"),
    ("3347 万元", "3347", "万元", "33 470 000 元"),
    ("3359.62万", "3359.62", "万元", "33 596 200 元"),
    ("21 058 880 元", "21058880", "元", "2 105.888 万元"),
    ("21058880 元", "21058880", "元", "2 105.888 万元"),
    ("833940.00 元", "833940.00", "元", "83.394 万元"),
    ("277980.00 元", "277980.00", "元", "27.798 万元"),
    ("1111920.00 元", "1111920.00", "元", "111.192 万元"),
    ("0.02亿元", "0.02", "亿元", "200 万元"),
    ("1,234.50元", "1234.50", "元", "0.12345 万元"),
    ("￥1,234.50", "1234.50", "元", "0.12345 万元"),
    ("￥350万元", "350", "万元", "3 500 000 元"),
    ("人民币３５０ 万 元整", "350", "万元", "3 500 000 元"),
    ("350（万元）", "350", "万元", "3 500 000 元"),
    ("5千元", "5", "千元", "5 000 元"),
    ("2亿", "2", "亿元", "20 000 万元"),
    ("△105万元", "-105", "万元", "-1 050 000 元"),
    ("（105）万元", "-105", "万元", "-1 050 000 元"),
]
RUILI = "145.18 9 154.18"
URUMQI = """600.53 47.63 7.84 429.34 34.05 5.61 424.77 33.69 5.55 515.40 40.88 6.73 173.02 13.72 2.26
    522.72 41.46 6.82 98.87 7.84 1.29 299.35 23.74 3.91 3,064 243.0 40 33,470,000.00"""
LIANGHE = "4.7 1 0.3 6"
ZHEJIANG_SUBTOTALS = "317 445 14 91 108 123 51 -38 275 602 220"
ZHEJIANG = """2208 20810 115 115 14 18 26 27 34 47 121 22 7 4 5 3 3 37 11 -105 121 142 29 68 120 4 4 2 -1 -1 10 -11 7 5
    15 2 6 7 13 31 32 21 6 7 8 35 27 25 11 -1 7 5 37 20 6 7 21 12 9 27 2 11 14 16 8 5 2 1 2 27 29 14 36 -30 -119 89 29
    60 77 55 66 -12 63 5 58 174 106 27 51 65 38 38 40 220 220"""


@pytest.mark.parametrize(("text", "value", "unit", "other"), WITH_UNIT)
def test_amounts_with_their_unit(text: str, value: str, unit: str, other: str) -> None:
    amount = parse_amount(text, default_unit="亿元" if "￥" not in text else None)
    assert amount is not None
    assert (str(amount.value), amount.unit, amount.text) == (value, unit, text)
    assert other_unit(amount) == other


@pytest.mark.parametrize("text", dict.fromkeys(f"{RUILI} {URUMQI} {LIANGHE} {ZHEJIANG_SUBTOTALS} {ZHEJIANG}".split()))
def test_bare_amounts_of_the_notices(text: str) -> None:
    amount = parse_amount(text, "万元")
    assert amount == Amount(Decimal(text.replace(",", "")), "万元", text)
    bare = parse_amount(text)
    assert bare is not None and bare.unit is None and other_unit(bare) is None


def test_the_notices_add_up_within_rounding() -> None:
    def values(texts: str) -> list[Decimal]:
        return [amount.value for text in texts.split() if (amount := parse_amount(text))]

    assert sum(values(ZHEJIANG_SUBTOTALS)) == 2208
    cells = values(URUMQI)
    for column, printed in enumerate(values("3,064 243.0 40")):
        terms = cells[:24][column::3]
        off = abs(sum(terms, Decimal(0)) - printed)
        assert off <= rounding_tolerance(terms) < Decimal("0.05")
    off = abs(sum(cells[:24], Decimal(0)) - 3347)
    assert Decimal(0) < off <= rounding_tolerance(cells[:24])


@pytest.mark.parametrize(
    ("terms", "tolerance"),
    [([], "0"), (["5", "7"], "1"), (["4.7", "1", "0.3"], "0.15"), (["600.53"] * 8, "0.04"), (["15418E+2"], "50")],
)
def test_rounding_is_half_the_last_printed_digit_a_term(terms: list[str], tolerance: str) -> None:
    assert rounding_tolerance([Decimal(term) for term in terms]) == Decimal(tolerance)


def test_a_currency_sign_does_not_overrule_the_unit_of_the_table() -> None:
    amount = parse_amount("￥154.18", "万元")
    assert amount is not None and amount.unit == "万元"


def test_an_unknown_default_unit_is_no_unit() -> None:
    assert parse_amount("5", "单位：人") == Amount(Decimal(5), None, "5")


@pytest.mark.parametrize("text", ["—", "无", "/", "－"])
def test_nothing_is_no_amount_and_no_mistake(text: str) -> None:
    assert read_amount(text) == Nothing(text)
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["", " 　\n"])
def test_blank(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("其中: 财政拨款656万元", "看不懂的金额"),
        ("约350万元", "看不懂的金额"),
        ("350万元、20万元", "不止一个数"),
        ("55596人×15元", "不止一个数"),
        ("万元", "没有金额"),
        ("关于拨付的通知", "没有金额"),
        ("1,23", "看不懂的金额"),
        ("3千万元", "看不懂的金额"),
        ("350人", "看不懂的金额"),
    ],
)
def test_what_is_no_amount_has_a_reason(text: str, reason: str) -> None:
    unread = read_amount(text)
    assert isinstance(unread, Unclear)
    assert reason in unread.reason and "154.18" in unread.reason
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位;万元", "万元"),
        ("单位：元", "元"),
        ("（万元）", "万元"),
        ("亿", "亿元"),
        ("金额单位：千元", "千元"),
        ("人", None),
        ("", None),
    ],
)
def test_units_of_tables(text: str, unit: str | None) -> None:
    assert money_unit(text) == unit


def test_conversion_wants_a_known_unit() -> None:
    with pytest.raises(ValueError):
        Amount(Decimal(1), None, "1").to("元")
    with pytest.raises(ValueError):
        Amount(Decimal(1), "元", "1").to("美元")


@given(VALUES, UNITS, UNITS)
def test_converting_there_and_back_changes_nothing(value: Decimal, unit: str, other: str) -> None:
    amount = Amount(value, unit, "")
    converted = amount.to(other)
    assert converted.to(unit).value.as_tuple() == value.as_tuple()
    assert format_number(converted.to("元").value) == format_number(amount.to("元").value)


@given(VALUES, UNITS, st.booleans())
def test_what_is_formatted_is_read_again(value: Decimal, unit: str, grouped: bool) -> None:
    text = format_amount(Amount(value, unit, ""), grouped)
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.value.as_tuple(), amount.unit) == (value.as_tuple(), unit)


@given(VALUES, UNITS)
def test_the_other_unit_is_the_same_money(value: Decimal, unit: str) -> None:
    amount = Amount(value, unit, "")
    shown = other_unit(amount)
    assert shown is not None
    read = parse_amount(shown)
    assert read is not None and read.unit not in (None, unit)
    assert read.to(unit).value == value


@given(CELLS)
def test_reading_never_fails_and_invents_no_digit(text: str) -> None:
    amount = read_amount(text)
    if isinstance(amount, Amount):
        written = "".join(char for char in fold(text) if char in "0123456789.")
        assert format_number(amount.value.copy_abs()).lstrip("0") in written
        assert amount.unit is None or amount.unit[0] in fold(text) + "元"


@given(CELLS)
def test_full_width_forms_mean_the_same(text: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    narrow_read, wide_read = read_amount(text), read_amount(wide)
    assert type(narrow_read) is type(wide_read)
    if isinstance(narrow_read, Amount) and isinstance(wide_read, Amount):
        assert (narrow_read.value, narrow_read.unit) == (wide_read.value, wide_read.unit)
