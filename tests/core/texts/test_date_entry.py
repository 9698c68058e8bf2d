"""Dates and periods that a few typed digits mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.date_entry import dates_meant, name_of, periods_meant
from medaid_desktop.core.texts.dates import PartialDate, parse_period

TODAY = date(2020, 9, 9)


@pytest.mark.parametrize(
    "typed",
    [
        "0701",
        "701",
        "7-1",
        "7.1",
        "7/1",
        "7月1日",
        "2020.7.1",
        "20200701",
        "200701",
        "20-7-1",
        "2020年7月1日",
        "０７０１",
    ],
)
def test_many_ways_to_type_one_day(typed: str) -> None:
    assert str(dates_meant(typed, 2020, TODAY)[0]) == "2020年7月1日"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7", ["2020年7月", "2020年7月1日"]),
        ("202007", ["2020年7月"]),
        ("2020.7", ["2020年7月"]),
        ("12", ["2020年12月", "2020年1月2日"]),
        ("0230", []),
        ("1301", []),
        ("医保", []),
        ("", []),
        ("jt", []),
    ],
)
def test_what_may_be_meant_and_today_last(typed: str, meant: list[str]) -> None:
    found = [str(one) for one in dates_meant(typed, 2020, TODAY)]
    assert found == [*meant, "2020年9月9日"]


@given(st.text(max_size=12), st.integers(2000, 2100))
def test_only_real_dates_are_meant(typed: str, year: int) -> None:
    for one in dates_meant(typed, year, TODAY):
        assert one.first_day() <= one.last_day()


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_can_be_typed_with_four_digits(day: date) -> None:
    assert PartialDate(day.year, day.month, day.day) in dates_meant(f"{day:%m%d}", day.year, TODAY)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "2020年1月至2020年12月"),
        ("全", "2020年1月至2020年12月"),
        ("2021", "2021年1月至2021年12月"),
        ("2021年", "2021年1月至2021年12月"),
        ("上半", "2020年1月至2020年6月"),
        ("xbn", "2020年7月至2020年12月"),
        ("第三季", "2020年7月至2020年9月"),
        ("Q4", "2020年10月至2020年12月"),
        ("3-9", "2020年3月至2020年9月"),
        ("2020.3", "2020年3月至2020年12月"),
        ("2020年3月至", "2020年3月至2020年12月"),
        ("2020年3月至9", "2020年3月至2020年9月"),
        ("2020.1-2020.12", "2020年1月至2020年12月"),
        ("2020-2022年", "2020年至2022年"),
    ],
)
def test_periods_are_completed(typed: str, first: str) -> None:
    found = [str(one) for one in periods_meant(typed, 2020)]
    assert found[0] == first
    assert all(parse_period(one) for one in found)


def test_a_period_never_runs_backwards() -> None:
    assert periods_meant("9月至3月", 2020) == []


def test_parts_of_a_year_have_names() -> None:
    assert [name_of(one) for one in periods_meant("", 2020)][:4] == ["全年", "上半年", "下半年", "一季度"]
    assert name_of(periods_meant("3-9", 2020)[0]) == ""
