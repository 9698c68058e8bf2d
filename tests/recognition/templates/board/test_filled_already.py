"""A filled file offered as a blank form is told of; what upper levels print on blank forms is not taken for filling in."""

import pytest

from medaid_desktop.recognition.templates.board.filled_already import filled_already, filled_notice
from tests.recognition.templates.county_forms import FORMS
from tests.recognition.templates.paper import maps

FORM = """
~项目支出绩效目标表 | < | < | <
项目名称 | {name} | < | <
主管部门 | {office} | 实施单位 | {office}
联系人 | {person} | 联系电话 | {phone}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 资助参保人数 | {target}
^ | 质量指标 | 住院救助比例 | {target}
效益指标 | 社会效益指标 | 困难群众负担 | 有效缓解
"""
BLANK = {"name": "医疗救助补助资金", "office": "", "person": "", "phone": "", "target": "≥70%"}


def drawn(**texts):
    text = FORM
    for name, value in {**BLANK, **texts}.items():
        text = text.replace(f"{{{name}}}", value)
    (found,) = maps(text)
    return found


def test_names_and_targets_of_the_upper_level_are_no_filling_in():
    assert filled_already(drawn()) == ()
    assert filled_already(drawn(target="")) == ()
    assert filled_notice(drawn(person="如：张某")) == ""


def test_a_form_filled_by_a_clerk_is_told_of_by_its_cells():
    notice = filled_notice(drawn(office="某县医疗保障局", person="甲某", phone="0571-0000001"))
    assert "“项目支出绩效目标表”好像已经填写" in notice
    assert "D3 “某县医疗保障局”" in notice
    assert "导入" in notice
    assert "清空" in notice


def test_figures_on_most_rows_count_as_one_place():
    table = """
~医疗救助资金分配表 | < | < | <
~单位：万元 | < | < | <
地区 | 救助人数（人） | 中央财政补助 | 省级财政补助
{a}
{b}
"""
    filled = table.replace("{a}", "甲县 | 12 | 3.5 | 1").replace("{b}", "乙县 | 13 | 4.5 | 2")
    noughts = table.replace("{a}", "甲县 | 0 | 0.00 | 0.00").replace("{b}", "乙县 |  |  | ")
    assert [[place.where for place in filled_already(found)] for found in maps(filled)] == [["B4", "C4", "D4"]]
    assert [filled_already(found) for found in maps(noughts)] == [()]


@pytest.mark.parametrize("name", FORMS)
def test_blank_forms_are_blank(name):
    assert [filled_notice(found) for found in maps(FORMS[name])] == [""] * len(maps(FORMS[name]))
