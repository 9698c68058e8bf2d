"""What a blank form prints where something is to be filled in."""

import pytest

from medaid_desktop.core.templates.prompts import is_prompt


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "……", "____", "（200字以内）", "(不超过300字)", "请填写项目概况", "请选择", "填写主要内容", "   年  月  日", "2024年  月  日",
        "20  年", "  年  月至  年  月", "XX财政局", "**县", "□是 □否", "(  )是 ( )否", "（签章）", "（单位公章）", "指标1：", "例如：95%", "————",
        "（无变更的填“无”）", "（没有的填0）",
    ],
)  # fmt: skip
def test_prompts(text: str):
    assert is_prompt(text)


@pytest.mark.parametrize(
    "text",
    [
        "医疗救助补助资金",
        "申请理由（500字以内）",
        "≥95%",
        "0.00",
        "无",
        "—",
        "万元",
        "2024年",
        "2024年6月",
        "月份",
        "年",
        "填报情况",
        "填写说明",
        "☑是 □否",
        "目标",
        "第  季度末完成",
    ],
)
def test_texts_that_say_something(text: str):
    assert not is_prompt(text)
