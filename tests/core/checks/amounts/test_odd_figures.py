"""Texts that hold digits and are no figure: what is meant by them, and which are left to other rules."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.amounts.odd_figures import unread


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12O", "120"), ("l20", "120"), ("I2o", "120"), ("2,8OO,000.00", "2,800,000.00"), ("1O0万元", "100万元"), ("12〇", "120"),
        ("120*", "120"), ("120。", "120"), ("120.", "120"), ("120②", "120"), ("154.18、", "154.18"), ("'120", "120"),
    ],
)  # fmt: skip
def test_slips_of_the_keys_are_mended(text: str, meant: str) -> None:
    found = unread(text, "amount", "万元")
    assert found and found.meant == meant


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("约120", "120"), ("120（含上年结转20）", "120"), ("暂定350", "350"), ("350万元左右", "350"), ("120+0", "120"),
        ("一百二十", "120"), ("壹佰贰拾", "120"), ("三百五十万元", "350"), ("三百万", "300"), ("二十", "20"), ("一千零五", "1005"),
        ("十", "10"), ("12 0", "120"), ("1 2 0", "120"), ("12. 5", "12.5"), ("1.2E2", "120"),
    ],
)  # fmt: skip
def test_words_about_a_figure_have_a_likely_one(text: str, likely: str) -> None:
    found = unread(text, "amount", "万元")
    assert found and (found.meant, found.likely) == ("", Decimal(likely))


@pytest.mark.parametrize(
    "text", ["3.5.0", "350-", "120~130", "≥120", "120 85", "100\n20", "中央120、省级30", "1,2000", "120？", "一二〇"]
)
def test_of_others_nobody_can_say_which(text: str) -> None:
    found = unread(text, "amount", "万元")
    assert found and (found.meant, found.likely) == ("", None)


@pytest.mark.parametrize(
    "text",
    [
        "", "120", "1,200.50", "１２０", "120万", "￥120", "(105)", "△38", "—", "/", "无", "另行下达", "见附表", "见附件1", "第2批下达",
        "2022年另行下达", "财社〔2022〕38号", "8月底", "120元/人", "3359.62万万元", "XX", "20XX万元", "#DIV/0!", "一并下达", "百万元",
        "统一安排", "按20%比例配套",
    ],
)  # fmt: skip
def test_figures_mere_words_and_what_others_speak_of_are_left_alone(text: str) -> None:
    assert unread(text, "amount", "万元") is None


@pytest.mark.parametrize(
    ("text", "unit"), [("2866人", "人"), ("20分", "分"), ("46.4%", "%"), ("350元", "人"), ("98.5", "分")]
)
def test_counts_with_a_unit_are_figures(text: str, unit: str) -> None:
    assert unread(text, "number", unit) is None


@pytest.mark.parametrize(
    ("text", "unit", "meant"), [("2O", "分", "20"), ("12o人", "人", "120人"), ("l00%", "%", "100%")]
)
def test_letters_in_counts_are_no_unit(text: str, unit: str, meant: str) -> None:
    found = unread(text, "number", unit)
    assert found and found.meant == meant


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_a_written_figure_is_never_unread(value: Decimal) -> None:
    assert unread(f"{value:,.2f}", "amount", "万元") is None and unread(f"{value}", "number", "人") is None
