"""Boxes are ticked in place, and what is said of an option reads back."""

import pytest

from medaid_desktop.core.texts.ticking import remarks_on, ticked


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        ("□新建 □续建", "续建", "□新建 ☑续建"),
        ("新建 □\n续建 □", "新建", "新建 ☑\n续建 □"),
        ("☑新建 □续建", "续建", "☐新建 ☑续建"),
        ("（ ）新建（ ）续建", "新建", "（√）新建（ ）续建"),
        ("新建(√) 续建( )", "续建", "新建( ) 续建(√)"),
        ("○是　○否", "是", "☑是　○否"),
        ("□一次性项目 □新增一次性项目", "新增一次性项目", "□一次性项目 ☑新增一次性项目"),
        ("□新建 □续建", "新建、续建", "☑新建 ☑续建"),
        ("□新建 □续建", "", "□新建 □续建"),
        ("□新建 □续建", "改建", "□新建 □续建   改建☑"),
        ("□1、常年项目 □2、转移支付", "2、转移支付", "□1、常年项目 ☑2、转移支付"),
        ("投资类", "投资类", None),
    ],
)
def test_boxes_are_ticked_in_place(text, value, wanted):
    assert (
        ticked(text, ["新建", "续建", "是", "否", "一次性项目", "新增一次性项目", "1、常年项目", "2、转移支付"], value)
        == wanted
    )


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("□低保 □其他：______", "□低保 ☑其他：低收入"),
        ("□其他____；\n□低保", "☑其他：低收入；\n□低保"),
        ("□其他（请注明）：\n□低保", "☑其他（请注明）：低收入\n□低保"),
        ("低保□ 其他□", "低保□ 其他：低收入☑"),
    ],
)
def test_what_is_said_of_an_option_stands_on_its_line_and_reads_back(printed, wanted):
    assert ticked(printed, ["低保", "其他"], "其他：低收入") == wanted
    assert remarks_on(wanted, printed, ["低保", "其他"]) == {"其他": "低收入"}
    assert not remarks_on(ticked(printed, ["低保", "其他"], "其他") or "", printed, ["低保", "其他"])


def test_a_remark_of_several_words_is_one():
    assert ticked("□低保 □其他：__", ["低保", "其他"], "低保、其他：甲、乙") == "☑低保 ☑其他：甲、乙"
