"""What names of indicators tell of their values."""

import pytest

from medaid_desktop.core.texts.indicator_names import name_key, name_sense, row_sense


@pytest.mark.parametrize(
    ("name", "bounded"),
    [
        ("参保率", True), ("住院医疗费用救助比例（低保对象）", True), ("救助对象满意度", True), ("政策 知晓\n率", True), ("参保率达到", True),
        ("政策覆盖面", True), ("增长率", False), ("任务完成率", False), ("病床使用率", False), ("较上年提高比例", False), ("费用下降率", False),
    ],
)  # fmt: skip
def test_rates(name: str, bounded: bool) -> None:
    assert (name_sense(name).rate, name_sense(name).bounded) == (True, bounded)


@pytest.mark.parametrize(
    "name", ["工作效率", "随访频率", "参保人数", "落实情况", "性别比例", "缴费费率", "覆盖范围", "方便程度"]
)
def test_no_rates(name: str) -> None:
    assert not name_sense(name).rate


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("资助参保人次数", "人次"), ("住院救助人次", "人次"), ("医疗救助对象人次规模", "人次"), ("资助参保人数", "人"), ("救助对象数量", "人"),
        ("培训次数", "次"), ("培训场次", "场"), ("参保户数", "户"), ("市场", ""), ("补助金额", ""), ("参保率", ""),
    ],
)  # fmt: skip
def test_units_of_counts(name: str, unit: str) -> None:
    assert name_sense(name).unit == unit


def test_a_unit_in_the_name() -> None:
    assert name_sense("参保率（%）").states_unit and name_sense("救助人次（单位：人次）").states_unit
    assert not name_sense("救助人次（低保）").states_unit


def test_the_fourth_level_tells_the_measure_only_if_it_does() -> None:
    assert row_sense("资助参保", "参保率").rate
    assert row_sense("资助参保人次数", "低保对象").unit == "人次"


def test_names_are_equal_but_for_blanks_marks_and_widths() -> None:
    assert name_key("“一站式” 即时\n结算（县）") == name_key("'一站式'即时结算(县)")
    assert name_key("资助参保人次数") != name_key("资助参保人数")
