"""Years in texts: what is one, what it would be in another year, and what is never touched."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.years import change_years, find_years


def found(text: str, dated: bool = False) -> list[tuple[str, str, bool]]:
    return [(span.old, span.new, span.plain) for span in find_years(text, 2020, 2021, dated)]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("2020年", "2021年"),
        ("2020 年度贫困人口医疗救助资金项目", "2021 年度贫困人口医疗救助资金项目"),
        ("2020 年 1 月至 2020 年 12 月", "2021 年 1 月至 2021 年 12 月"),
        ("2020年1-12月", "2021年1-12月"),
        ("2019-2020年", "2020-2021年"),
        ("2020.1-2020.12", "2021.1-2021.12"),
        ("二〇二〇年度", "二〇二一年度"),
        ("二零二零年", "二零二一年"),
        ("２０２０年", "２０２１年"),
        ("1.2020年参保", "1.2021年参保"),
        ("目标：2020年底前完成", "目标：2021年底前完成"),
    ],
)
def test_periods_of_the_form_are_plain(text: str, changed: str) -> None:
    spans = find_years(text, 2020, 2021)
    assert spans and all(span.plain for span in spans)
    assert change_years(text, spans) == changed


@pytest.mark.parametrize(
    "text",
    [
        "〔2020〕15号", "阳医保发【2020】6 号", "（2020）15号", "2020年第15号", "会议于2020年6月1日召开", "2019 年运行平稳",
        "自2020年起执行", "2020年以来", "2018—2020年行动", "2019、2020年均已完成", "2021年再提高", "2020年2月29日",
    ],
)  # fmt: skip
def test_documents_and_history_are_offered_but_not_plain(text: str) -> None:
    spans = find_years(text, 2020, 2021)
    assert spans and not any(span.plain for span in spans)


@pytest.mark.parametrize(
    "text",
    ["202012345678", "2020人", "2020.5万元", "2020元/人", "电话 2020-1234567", "372020年", "12020年", "编号A2020", "2014年", "2020年代",
     "1,2020年", "3.2020.5", "2020", "20200601"],
)  # fmt: skip
def test_digits_that_are_no_years_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_field_of_dates_knows_more_shapes() -> None:
    assert found("20200601", dated=True) == [("2020", "2021", True)]
    assert found("2020-06", dated=True) == [("2020", "2021", True)]
    assert found("2020-2022", dated=True) == [("2020-2022", "2021-2023", False)]
    assert found("202012345678", dated=True) == []


@given(st.text(st.sampled_from("0123456789０２〇二一年度月至-—.〔〕【】号人元第 a自、")), st.booleans())
def test_nothing_but_digits_of_years_changes(text: str, dated: bool) -> None:
    spans = find_years(text, 2020, 2021, dated)
    after = change_years(text, spans)
    assert len(after) == len(text)
    inside = {place for span in spans for place in range(span.start, span.end)}
    assert [text[i] for i in range(len(text)) if i not in inside] == [
        after[i] for i in range(len(text)) if i not in inside
    ]
    assert all(span.end <= other.start for span, other in pairwise(spans))
    for span in spans:
        assert text[span.start : span.end] == span.old
        assert len(span.new) == len(span.old) and span.new != span.old


@given(st.from_regex(r"[0-9]{5,20}", fullmatch=True), st.sampled_from(["", "年", "号", "人", "元"]))
def test_long_numbers_hold_no_year(digits: str, behind: str) -> None:
    assert find_years(f"编码{digits}{behind}", 2020, 2021) == []


@given(st.integers(1950, 2098), st.integers(-3, 3))
def test_there_and_back_again(year: int, by: int) -> None:
    text = f"{year} 年度项目，{year}年1月至{year}年12月，自{year}年起"
    there = change_years(text, find_years(text, year, year + by))
    assert change_years(there, find_years(there, year + by, year)) == text
