"""Prompts of blank forms left in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.placeholders import only_dots, placeholder_in, placeholder_of_target


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("XX财政局", "XX"), ("ＸＸ县医疗保障局", "ＸＸ"), ("xx", "xx"), ("××县", "××"), ("○○县", "○○"), ("≥**人", "**"),
        ("**县医疗保障局**", "**"), ("____人", "____"), ("……", "……"), ("......", "......"), ("≥……%", "≥……%"),
        ("目标（200字以内）", "（200字以内）"), ("（不超过300字）", "（不超过300字）"), ("50字以内", "50字以内"), ("□是 □否", "□"),
        ("请填写年度目标", "请填写年度目标"), ("待填", "待填"), ("20XX年", "20XX"),
        ("应救尽救。（简要概述年度目标，200字以内）", "（简要概述年度目标，200字以内）"), ("限300字以内", "限300字以内"),
        ("年度目标：限300字", "限300字"), ("（项目概况，限300字以内）", "（项目概况，限300字以内）"), ("简要概述年度目标，限300字以内", "简要概述年度目标，限300字以内"),
        ("（字数控制在200字以内）", "（字数控制在200字以内）"), ("（请简要说明项目背景）", "（请简要说明项目背景）"),
        ("【简要说明测算过程】", "【简要说明测算过程】"), ("【简要说明…】", "【简要说明…】"), ("某某某", "某某某"), ("某某", "某某"),
        ("某某县医疗保障局", "某某"), ("202×年", "202×"), ("２０２Ｘ年度目标", "２０２Ｘ"), ("X月X日前", "X月X日"), ("X年X月", "X年X月"), ("2022年X月底前", "X月"),
        ("5月×日", "×日"), ("{救助人次}", "{救助人次}"), ("[请填写]", "[请填写]"), ("某县", "某县"), ("2022年某县医疗救助补助资金", "某县"),
    ],
)  # fmt: skip
def test_prompts_are_found_as_written(text: str, part: str) -> None:
    assert placeholder_in(text) == part


@pytest.mark.parametrize(
    "text",
    [
        "", "X光检查人次", "二○○九年", "二〇〇八年度", "一九○○", "138****0000", "3715**********1234", "张**", "**加粗的要点**",
        "☑是 □否", "√ 发展类 □投资类", "宣传、培训等……", "短信不超过70字以内容为准", "MAXXI", "XXL", "100×12", "a__b", "≥95%", "明显提高",
        "编写短信（每条70字以内）", "每期简报（约2版，每版300字以内）", "报送限500字以内的简报", "≥1000字", "1000字", "【简要说明】本项目", "（请见附件）",
        "救助张某某等3人", "张某某", "某市级医院", "在某县试点", "王某", "40元×月数", "3000人×年人均", "20×年限", "12月×日均", "[2021]15号", "（ ）", "待定", "N", "编写短信100条，限70字以内。",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(text: str) -> None:
    assert placeholder_in(text) == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("≥（ ）人次", "≥（ ）人次"), ("（）%", "（）%"), ("待定", "待定"), (" 待核定 ", "待核定"), ("N人次", "N人次"), ("≥n%", "≥n%"), ("≥×人", "≥×人"),
        ("≥XX人", "XX"), ("≥95%", ""), ("（一）", ""), ("X光机1台", ""), ("待遇享受率100%", ""), ("NO", ""), ("", ""), ("3×4人", ""),
    ],
)  # fmt: skip
def test_what_is_no_target_yet(text: str, part: str) -> None:
    assert placeholder_of_target(text) == part


@given(st.text(max_size=30))
def test_what_is_found_is_a_part_of_the_text(text: str) -> None:
    assert placeholder_in(text) in text


@pytest.mark.parametrize(
    ("text", "dots"), [("", True), ("……", True), ("...", True), (" · · · ", True), ("等……", False)]
)
def test_dots(text: str, dots: bool) -> None:
    assert only_dots(text) is dots
