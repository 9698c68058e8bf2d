"""Numbers as Excel shows them. The expected texts are Excel's own (Chinese settings)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.formats.excel.shown.format_general import general
from medaid_desktop.formats.excel.shown.number_format import (
    BUILT_IN,
    PLAIN_CODES,
    is_date,
    quick_format,
    shown_number,
    shown_text,
)

JUNE_2020 = 43983  # 1 June 2020, a Monday


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        # General: at most eleven characters
        (0, "General", "0"),
        (0.1 + 0.2, "General", "0.3"),
        (-52400, "General", "-52400"),
        (1234567.891, "General", "1234567.891"),
        (123456789.123, "General", "123456789.1"),
        (12345678901, "General", "12345678901"),
        (123456789012, "General", "1.23457E+11"),
        (0.0001234567, "General", "0.000123457"),
        (0.00001, "General", "0.00001"),
        (0.00000000012, "General", "1.2E-10"),
        (1e100, "General", "1E+100"),
        (9999999999.96, "General", "10000000000"),
        (350, 'General"万元"', "350万元"),
        (12.5, "G/通用格式", "12.5"),
        # digits
        (0.75, "0%", "75%"),
        (0.955, "0.0%", "95.5%"),
        (0.95, '"≥"0%', "≥95%"),
        (52400, '0"人"', "52400人"),
        (52400, "0人", "52400人"),
        (350, '0 "万元"', "350 万元"),
        (3064, "#,##0", "3,064"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (0.5, "#,##0", "1"),
        (1 / 3, "0.0000", "0.3333"),
        (12.5, "0.00_ ", "12.50 "),
        (1.005, "0.00", "1.01"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (-0.001, "0.00", "-0.00"),
        (5, "000", "005"),
        (5, "0.##", "5."),
        (0.5, "#.##", ".5"),
        (12.5, ".00", "12.50"),
        (5, "??0", "  5"),
        (3.5, "0.0?", "3.5 "),
        (123456, "000-0000", "012-3456"),
        (1234567, "?,?????????", "    1,234,567"),
        (1234567, ",0", ",1234567"),
        (6350000001, "0000-0000000", "0635-0000001"),
        (1e20, "#,##0", "100,000,000,000,000,000,000"),
        # thousands and ten thousands
        (12345678, "0,", "12346"),
        (12345678, "0.0,,", "12.3"),
        (12345, "0!.0,", "1.2"),
        (12345, '0\\.0,"万元"', "1.2万元"),
        # sections
        (-3, "0.00;[红色]-0.00", "-3.00"),
        (-3, "0;(0)", "(3)"),
        (0, '0;-0;"—"', "—"),
        (0, "0;-0;;@", ""),
        (5, ";;;", ""),
        (-105, "0_ ;[Red]\\-0\\ ", "-105 "),
        (1234.5, BUILT_IN[43], " 1,234.50 "),
        (0, BUILT_IN[43], " -   "),
        (20000, '[>=10000]0!.0,"万";0', "2.0万"),
        (500, '[>=10000]0!.0,"万";0', "500"),
        (100, '[=100]"满分";0', "满分"),
        (-5, "[<=100]0;0", "-5"),
        (1, '[=1]"是";[=0]"否";0', "是"),
        (0, '[=1]"是";[=0]"否";0', "否"),
        (7, '[=1]"是";[=0]"否";0', "7"),
        (-11, '[<-10]0"度"', "-11度"),
        (20, '[<10]0" 少"', "20"),
        # currency and places
        (1234.5678, "[$¥-804]#,##0.00", "¥1,234.57"),
        (-1234.5, '"¥"#,##0.00;[Red]"¥"\\-#,##0.00', "¥-1,234.50"),
        # powers and fractions
        (12345, "0.00E+00", "1.23E+04"),
        (0.00012, "0.0E+0", "1.2E-4"),
        (12345, "##0.0E+0", "12.3E+3"),
        (99999, "0.0E+00", "1.0E+05"),
        (1.75, "# ?/?", "1 3/4"),
        (0.25, "?/?", "1/4"),
        (1.5, "# ?/4", "1 2/4"),
        (3, "# ?/?", "3    "),
        # Chinese numerals
        (123, "[DBNum1]General", "一百二十三"),
        (105, "[DBNum2]General", "壹佰零伍"),
        (123, "[DBNum2][$-804]General", "壹佰贰拾叁"),
        (123, "[DBNum2]", "壹佰贰拾叁"),
        (-12.5, "[dbnum2][$-804]", "-壹拾贰.伍"),
        (100500, "[DBNum1]General", "一十万〇五百"),
        (2020, "[DBNum1]0", "二〇二〇"),
        (12, "[DBNum3]0", "１２"),
        # letters that mean nothing here
        (5, "0g", "5g"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_excel_shows_them(number: float, code: str, text: str):
    assert shown_number(number, code) == text


@pytest.mark.parametrize(
    ("serial", "code", "text"),
    [
        (JUNE_2020, BUILT_IN[14], "2020/6/1"),
        (JUNE_2020, BUILT_IN[57], "2020年6月"),
        (JUNE_2020, BUILT_IN[31], "2020年6月1日"),
        (JUNE_2020, "yyyy-mm-dd", "2020-06-01"),
        (JUNE_2020, "yy.m.d", "20.6.1"),
        (JUNE_2020, 'yyyy"年"m"月";@', "2020年6月"),
        (JUNE_2020, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二〇年六月一日"),
        (JUNE_2020 + 193, "[DBNum1]m月d日", "十二月十一日"),
        (JUNE_2020, "[$-804]aaaa", "星期一"),
        (JUNE_2020, '"周"aaa', "周一"),
        (JUNE_2020, "dddd, mmmm d", "Monday, June 1"),
        (JUNE_2020, "d-mmm-yy", "1-Jun-20"),
        (JUNE_2020, "[$-804]mmmm", "六月"),
        (JUNE_2020, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2020年6月1日"),
        (JUNE_2020 + 0.75, BUILT_IN[22], "2020/6/1 18:00"),
        (JUNE_2020 + 0.75, "h:mm AM/PM", "6:00 PM"),
        (JUNE_2020 + 0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (0.999999, "h:mm:ss", "0:00:00"),
        (0.5 + 1 / 86400 / 4, "mm:ss.00", "00:00.25"),
        (1.5, "[h]:mm", "36:00"),
        (1.5, "[mm]", "2160"),
        (0, "yyyy/m/d", "1900/1/0"),
        (59, "yyyy/m/d", "1900/2/28"),
        (60, "yyyy/m/d", "1900/2/29"),
        (61, "yyyy/m/d", "1900/3/1"),
        (2958465, "yyyy/m/d", "9999/12/31"),
        (2958466, "yyyy/m/d", "2958466"),
        (-1, "yyyy/m/d", "-1"),
    ],
)
def test_dates_are_shown_as_excel_shows_them(serial: float, code: str, text: str):
    assert shown_number(serial, code) == text
    assert is_date(code)


def test_the_epoch_of_1904_is_four_years_later():
    assert shown_number(JUNE_2020 - 1462, "yyyy/m/d", epoch_1904=True) == "2020/6/1"


@pytest.mark.parametrize("code", ["General", "0.00", '0"年"', "@", "#,##0", '"日期"0', "0.00E+00", "[红色]0"])
def test_other_formats_are_no_dates(code: str):
    assert not is_date(code)


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [("350", "@", "350"), ("350", '@"万元"', "350万元"), ("张", '0;-0;0;"姓名："@', "姓名：张"), ("x", "0.00", "x"),
     ("藏", ";;;", ""), ("藏", '"已填"', "已填")],
)  # fmt: skip
def test_texts_take_the_words_of_their_format(text: str, code: str, shown: str):
    assert shown_text(text, code) == shown


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_two_ways_to_print_agree(scaled: int, places: int):
    """The short way for simple formats and the long one (taken for formats with a literal inside) print alike."""
    number = scaled / 10**places
    simple = "#,##0" + ("." + "0" * places if places else "")
    longer = simple.replace("0", '0""', 1)
    assert shown_number(number, simple) == shown_number(number, longer) == f"{number:,.{places}f}"


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?,.%/@Eeymdhs[]"\\_*;-+()DBNum1 年月', max_size=20))
def test_no_format_is_too_odd(number: float, code: str):
    assert isinstance(shown_number(number, code), str)
    assert isinstance(shown_text("文", code), str)


STORED = st.one_of(
    st.from_regex(r"[0-9]{1,8}(\.[0-9]{1,7})?", fullmatch=True),
    st.floats(0, 1e12).map(repr),
    st.integers(-99, 10**12).map(str),
)
CODES = st.sampled_from([
    "General", "@", "0", "0.00", "#,##0", "#,##0.00", "0.00_ ", "#,##0.00_);[Red]\\(#,##0.00\\)", '0.0"万元"', '"约"0"人"', "0%", "0.0%", "[>5]0.0;0",
    "0.00;-0.00;-", "¥#,##0.00", "yyyy-m-d", "0;0;", "00.0", "#.##", "0.0,", '[Red]0.00;"负"0.00', BUILT_IN[43],
])  # fmt: skip


@given(STORED, CODES)
def test_the_quick_way_prints_what_the_long_one_prints(stored: str, code: str):
    quick = quick_format(code)
    text = quick.text(stored) if quick else None
    if text is not None:
        assert text == (general(float(stored)) if code.lower() in PLAIN_CODES else shown_number(float(stored), code))


def test_ordinary_amounts_go_the_quick_way():
    for code in ("General", "#,##0.00", "0.00_ ", '0.0"万元"'):
        quick = quick_format(code)
        assert quick is not None and quick.text("154.1") is not None
    assert quick_format("yyyy-m-d") is None and quick_format("0%") is None
