"""Prompts of the blank form that were left in, outside of tables of indicators."""

import pytest

from medaid_desktop.core.checks.names.placeholders import PLACEHOLDERS
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject, told


@pytest.mark.parametrize(
    "text",
    [
        "XX财政局",
        "xx医保局",
        "××县医疗保障局",
        "**县",
        "……",
        "（200字以内）",
        "按要求完成目标（200字以内）",
        "请填写年度目标",
        "某县财政局",
        "____",
        "（简要概述年度目标，200字以内）",
        "（项目概况、主要内容及用途，限300字以内）",
        "【简要说明测算过程】",
        "（请填写测算过程）",
        "某某某",
        "某某某 0635-0000001",
        "20XX年医疗救助补助资金",
        "202×年应救尽救",
        "于X月X日前完成",
        "{年度目标}",
        "[请填写年度目标]",
        "2022年某县医疗救助",
    ],
)
def test_a_prompt_is_an_error(text: str) -> None:
    found = run_checks(subject("regional-target", {"annual_goal": text}), [PLACEHOLDERS])
    assert told(found) == [("target.placeholder", "values.annual_goal")]
    assert found[0].severity == "error"


@pytest.mark.parametrize(
    "text",
    ["请上级尽快下达资金。", "困难群众看病就医更方便……", "138****0000", "证号 3301XXXX1234", "某些困难群众", "100元×2×3=600元", "DRG付费", "二〇二〇年",
     "篇幅在200字以内", "【测算说明】按上年安排", "【请示文号】", "（请见附件）", "（见附件）", "患者某某享受待遇", "【填写说明】见附件", "报告（含附件，共3份）", "20.5", "人均×标准", "待定", "某市级医院", "40元×月数"],
)  # fmt: skip
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert run_checks(subject("regional-target", {"annual_goal": text}), [PLACEHOLDERS]) == []


def test_tables_are_looked_at_but_for_those_of_indicators() -> None:
    found = run_checks(
        subject("declaration", {"filled_on": "XX年XX月"}, schedule=[{"activity": "××项目", "starts": ""}]),
        [PLACEHOLDERS],
    )
    assert told(found) == [
        ("target.placeholder", "values.filled_on"), ("target.placeholder", "tables.schedule[0].activity"),
    ]  # fmt: skip
    assert run_checks(subject("declaration", indicators=[{"level3": "XX率", "target": "≥XX%"}]), [PLACEHOLDERS]) == []
