"""Places that are printed inside words: what they count, and which of them ask for the year of the form."""

import pytest

from medaid_desktop.recognition.templates.board.gaps import asks_for_year, gap_in, is_open_period, with_dates_as_lines


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("____年", ("", "____", "年", "年")),
        ("20__年", ("", "20__", "年", "年")),
        ("共__人", ("共", "__", "人", "人")),
        ("第__季度", ("第", "__", "季度", "")),
        ("2024年第　　批", ("2024年第", "　　", "批", "")),
        ("____年上半年", ("", "____", "年上半年", "年")),
        ("截至____年12月31日", ("截至", "____", "年12月31日", "年")),
        ("__个月", ("", "__", "个月", "个月")),
        ("    （万元）", ("", "    ", "（万元）", "万元")),
        ("____年__月", None),
        ("参保____人", None),
        ("____", None),
    ],
)
def test_a_place_with_the_words_around_it(text, gap):
    found = gap_in(text)
    assert found == gap
    assert found is None or found.lead + found.blank + found.behind == text


def test_an_open_date_is_one_place():
    text = "截至____年__月__日，救助__人；__年__月至__年__月，第____年第__季度"
    masked = with_dates_as_lines(text)
    assert len(masked) == len(text)
    assert masked == "截至___________，救助__人；_____________，第__________"


@pytest.mark.parametrize("text", ["____年__月", "（　　年度）", "____年第__季度", "   年  月  日", "____年____月份"])
def test_a_text_that_only_says_when(text):
    assert is_open_period(text)


@pytest.mark.parametrize("text", ["年度", "____", "2024年度", "____年救助人数", "年龄"])
def test_a_text_that_says_more_or_nothing(text):
    assert not is_open_period(text)


def test_which_places_ask_for_the_year_of_the_form():
    assert (
        asks_for_year("调查年度", "____", "年")
        and asks_for_year("年份")
        and asks_for_year("报告期", "____", "年上半年")
    )
    assert asks_for_year("统计周期", "____", "年度")
    assert not asks_for_year("服务年限", "____", "年")
    assert not asks_for_year("立项年份", "____", "年") and not asks_for_year("立项年度", "____", "年度")
    assert not asks_for_year("截至", "____年__月__日", "")
