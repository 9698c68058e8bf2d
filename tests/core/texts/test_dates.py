"""Dates and periods in all the ways forms have them; what does not exist is refused with a reason."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medaid_desktop.core.texts.dates import (
    PartialDate,
    Period,
    parse_date,
    parse_period,
    read_date,
    read_period,
)
from medaid_desktop.core.texts.numbers import Nothing, Unclear

CELLS = st.text() | st.text("0123456789２０年月日号至到起止自今长期〇零一二三十O-—–~/.．: \u3000\n_", max_size=30)
DAYS = st.dates(date(1949, 1, 1), date(2999, 12, 31)).map(lambda day: PartialDate(day.year, day.month, day.day))
DATES = DAYS | DAYS.map(lambda day: PartialDate(day.year, day.month)) | DAYS.map(lambda day: PartialDate(day.year))


DAY_TEXTS = """20200601 2020年6月1日 2020-6-1 2020/06/01 2020.6.1 ２０２０年６月１日 ２０２０．６．１ 二〇二〇年六月一日 二○二○年六月一日
    二零二零年六月一日 二O二O年六月一日 2020年06月01日 2020年6月1号 2020年6月1 2020–06–01"""


@pytest.mark.parametrize(
    "text",
    [
        *DAY_TEXTS.split(),
        "2020 年 6 月 1 日",
        "2020　年　6　月　1　日",
        "2020-06-01 00:00:00",
        " 2020年\n6月1日 ",
        "2020 - 6 - 1",
    ],
)
def test_a_day(text: str) -> None:
    assert parse_date(text) == PartialDate(2020, 6, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年6月", PartialDate(2020, 6)),
        ("2020 年 1 月", PartialDate(2020, 1)),
        ("2020年12月份", PartialDate(2020, 12)),
        ("2020.10", PartialDate(2020, 10)),
        ("202006", PartialDate(2020, 6)),
        ("2020年度", PartialDate(2020)),
        ("2020", PartialDate(2020)),
        ("二〇二〇年十月二十日", PartialDate(2020, 10, 20)),
        ("二〇二〇年十二月三十一日", PartialDate(2020, 12, 31)),
        ("2020年2月29日", PartialDate(2020, 2, 29)),
    ],
)
def test_parts_of_dates_and_chinese_numerals(text: str, expected: PartialDate) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020年2月30日", "2020年2月没有 30 日"),
        ("20210229", "2021年2月没有 29 日"),
        ("2020年13月1日", "没有 13 月"),
        ("2020-00-01", "没有 0 月"),
        ("3020年6月1日", "年份 3020 不对"),
        ("6月1日", "没有年份"),
        ("2020年　月　日", "没有填完"),
        ("2020年6月　日", "没有填完"),
        ("43983", "看不懂的日期"),
        ("200612", "看不懂的日期"),
        ("20年6月1日", "看不懂的日期"),
        ("2020 12", "看不懂的日期"),
        ("2020   12", "看不懂的日期"),
        ("明天", "看不懂的日期"),
        ("2020年6月1日前", "看不懂的日期"),
        ("二十二十年六月一日", "看不懂的日期"),
        ("2020-6/1", "看不懂的日期"),
        ("2020年6月1日" + " " * 300 + "起", "看不懂的日期"),
    ],
)
def test_what_is_no_date_has_a_reason(text: str, reason: str) -> None:
    unread = read_date(text)
    assert isinstance(unread, Unclear) and reason in unread.reason
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["", "　", "　年　月　日", "年 月 日", "____年__月__日"])
def test_blanks(text: str) -> None:
    assert read_date(text) is None
    assert read_period(text) is None


def test_places_of_an_empty_period_are_blank() -> None:
    assert read_period("　年　月 至 　年　月") is None


@pytest.mark.parametrize("text", ["无", "—", "－", "/"])
def test_nothing(text: str) -> None:
    assert read_date(text) == Nothing(text)
    assert read_period(text) == Nothing(text)


YEAR_OF_MONTHS = Period(PartialDate(2020, 1), PartialDate(2020, 12))
YEAR_OF_DAYS = Period(PartialDate(2020, 1, 1), PartialDate(2020, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020 年 1 月 至 2020 年 12 月", YEAR_OF_MONTHS),
        ("2020年1月—12月", YEAR_OF_MONTHS),
        ("2020年1月－－2020年12月", YEAR_OF_MONTHS),
        ("2020年1-12月", YEAR_OF_MONTHS),
        ("2020.1-2020.12", YEAR_OF_MONTHS),
        ("2020.1-12", YEAR_OF_MONTHS),
        ("2020-01-2020-12", YEAR_OF_MONTHS),
        ("202001～202012", YEAR_OF_MONTHS),
        ("二〇二〇年一月至十二月", YEAR_OF_MONTHS),
        ("2020年1月1日—12月31日", YEAR_OF_DAYS),
        ("2020-1-1-2020-12-31", YEAR_OF_DAYS),
        ("20200101-20201231", YEAR_OF_DAYS),
        ("自2020年1月1日起至2020年12月31日止", YEAR_OF_DAYS),
        ("2020年1月1日-31日", Period(PartialDate(2020, 1, 1), PartialDate(2020, 1, 31))),
        ("2020-2022年", Period(PartialDate(2020), PartialDate(2022))),
        ("2020年度至2022年度", Period(PartialDate(2020), PartialDate(2022))),
        ("2020年", Period(PartialDate(2020), PartialDate(2020))),
        ("2020年6月", Period(PartialDate(2020, 6), PartialDate(2020, 6))),
        ("2020年12月至2020年1月", Period(PartialDate(2020, 12), PartialDate(2020, 1))),
        ("长期", Period(None, None)),
        ("长期有效", Period(None, None)),
        ("2020年1月起", Period(PartialDate(2020, 1), None)),
        ("2020年1月至今", Period(PartialDate(2020, 1), None)),
        ("2020年1月起至长期", Period(PartialDate(2020, 1), None)),
        ("至2020年12月", Period(None, PartialDate(2020, 12))),
    ],
)
def test_periods(text: str, expected: Period) -> None:
    assert parse_period(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020年1月至13月", "没有 13 月"),
        ("2020年2月30日至2020年12月31日", "没有 30 日"),
        ("2020年2月1日-30日", "没有 30 日"),
        ("1年", "看不懂的期限"),
        ("2020年1月至", "看不懂的期限"),
        ("-2020年12月", "看不懂的期限"),
        ("2020年至3月", "看不懂的期限"),
    ],
)
def test_what_is_no_period_has_a_reason(text: str, reason: str) -> None:
    unread = read_period(text)
    assert isinstance(unread, Unclear) and reason in unread.reason
    assert parse_period(text) is None


def test_dates_sort_by_time_the_whole_before_its_parts() -> None:
    texts = ["2021", "2020年6月1日", "2020", "2020年6月", "2020年5月31日"]
    dates = sorted(found for text in texts if (found := parse_date(text)))
    assert [str(found) for found in dates] == ["2020年", "2020年5月31日", "2020年6月", "2020年6月1日", "2021年"]
    assert dates[0] < dates[1] <= dates[1] and dates[-1] >= dates[-2] > dates[0]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020年", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020年2月", date(2020, 2, 1), date(2020, 2, 29)),
        ("20200601", date(2020, 6, 1), date(2020, 6, 1)),
    ],
)
def test_the_days_a_date_covers(text: str, first: date, last: date) -> None:
    found = parse_date(text)
    assert found is not None and (found.first_day(), found.last_day()) == (first, last)


@given(CELLS)
@example("十十日")
def test_reading_never_fails(text: str) -> None:
    for read in (read_date(text), read_period(text)):
        if isinstance(read, Unclear):
            assert read.reason and "\n" not in read.reason
    found = parse_date(text)
    if found is not None:
        assert found.first_day() <= found.last_day()
        assert parse_period(text) == Period(found, found)


@given(DATES)
def test_a_date_is_read_as_it_is_written(found: PartialDate) -> None:
    assert parse_date(str(found)) == found


@given(st.none() | DATES, st.none() | DATES)
def test_a_period_is_read_as_it_is_written(start: PartialDate | None, end: PartialDate | None) -> None:
    assert parse_period(str(Period(start, end))) == Period(start, end)


@given(DAYS, st.sampled_from(["-", "/", ".", "－", "．", "／"]))
def test_separators_and_widths_make_no_difference(day: PartialDate, separator: str) -> None:
    assert parse_date(f"{day.year}{separator}{day.month:02}{separator}{day.day}") == day
    assert parse_date(f"{day.year}{day.month:02}{day.day:02}") == day
