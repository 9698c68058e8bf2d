"""Boxes that several offices share are several steps; one office's box is one, whoever signs in it."""

import pytest

from medaid_desktop.recognition.templates.drawing.signing import signed_parts
from tests.recognition.templates.paper import maps

BESIDE = "医疗保障局（盖章）　　　财政局（盖章）\n　年　月　日　　　　　年　月　日"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (BESIDE, ["医疗保障局（盖章）", "财政局（盖章）"]),
        ("医疗保障局（公章）\n年　月　日\n财政局（公章）\n年　月　日", ["医疗保障局（公章）", "财政局（公章）"]),
        ("县医保局意见：\n\n（盖章）\n年　月　日\n县财政局意见：\n\n（盖章）\n年　月　日", ["县医保局意见", "县财政局意见"]),
        ("经办人（签字）：　　　负责人（签字）：", ["经办人（签字）", "负责人（签字）"]),
        ("单位负责人（签字）：　　　　（单位盖章）\n年　月　日", []),
        ("负责人（签字）：　　　申报单位（盖章）：\n年　月　日", []),
        ("审核意见：\n\n经办人（签字）：　　负责人（签字）：\n（盖章）　年　月　日", []),
    ],
)  # fmt: skip
def test_who_signs(text, names):
    assert [part.name for part in signed_parts(text, is_whole=True)] == names


def test_dates_go_with_their_seals():
    assert [part.text for part in signed_parts(BESIDE, is_whole=False)] == [
        "医疗保障局（盖章）\n年　月　日",
        "财政局（盖章）\n年　月　日",
    ]


@pytest.mark.parametrize(
    ("last", "titles"),
    [
        (f"{BESIDE} | < | < | <", ["医疗保障局（盖章）", "财政局（盖章）"]),
        ("部门审核意见 | 医疗保障局（盖章）　　　财政局（盖章） | < | <", ["部门审核意见·医疗保障局（盖章）", "部门审核意见·财政局（盖章）"]),
        ("部门审核意见 | 经办人（签字）：　　　负责人（签字）： | < | <", ["部门审核意见"]),
    ],
)  # fmt: skip
def test_a_form_has_a_step_for_each(last, titles):
    form = f"""
~医疗救助资金申请表 | < | < | <
申请单位 |  | 联系电话 |
申请金额（万元） |  | 申请日期 |
{last}
"""
    (found,) = maps(form.replace("　年", "　年").replace("）\n", "）\\n"))
    assert [mark.step.title for mark in found.reviews] == titles
    assert len({mark.step.id for mark in found.reviews}) == len(titles)
