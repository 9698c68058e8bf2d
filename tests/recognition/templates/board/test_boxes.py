"""Boxes on a blank form and the words beside them."""

import pytest

from medaid_desktop.recognition.templates.board.boxes import words_to_tick
from tests.recognition.templates.paper import maps

KINDS = ("能力建设", "信息化", "其他")


@pytest.mark.parametrize(
    "text",
    [
        "□能力建设  □信息化  □其他（        ）", "□能力建设　□信息化　□其他（ ）", "□能力建设 □信息化 □其他",
        "（  ）能力建设　（  ）信息化　（  ）其他",
    ],
)  # fmt: skip
def test_brackets_are_boxes_only_where_none_are_drawn(text: str):
    assert words_to_tick(text) == KINDS


def test_the_boxes_of_a_form_win_over_those_of_other_forms():
    (found,) = maps("~项目申报书 | <\n项目名称 |\n项目类别 | □能力建设  □信息化  □其他（        ）")
    category = next(mark.definition for mark in found.fields if mark.definition.id == "project_category")
    assert (category.type, category.options) == ("choice", KINDS)
