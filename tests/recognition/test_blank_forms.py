"""Blank forms: where each value would be written, and what a blank form prints that is no content."""

import textwrap
from random import Random

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.recognition.wording.folding import is_unfilled
from tests.recognition import wording
from tests.recognition.canvas import blank_document
from tests.recognition.contents import filing
from tests.recognition.drawing import document, drawn
from tests.recognition.layouts import lay_form
from tests.recognition.reading_back import known, read
from tests.recognition.segments.test_layouts import FORMS, TIMES


def blank(rng: Random, form: str) -> Filing:
    """A filing of a form with nothing but the names of its indicators."""
    full = filing(rng, form)
    for name in full.values:
        full.values[name] = ""
    for rows in full.tables.values():
        for row in rows:
            row.update({name: "" for name in row if not name.startswith(("level", "item", "activity"))})
    return full


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_each_value_is_looked_for_where_it_would_be_written(form: str, merged: bool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wording, "SLIPS", {})
    for seed in range(12 * TIMES):
        rng = Random(f"{form}blank{seed}")
        laid = lay_form(blank(rng, form), known().forms[form], rng)
        if laid.canvas.width > laid.width:
            continue  # the lines above would end before the table does
        found = read(blank_document(laid.canvas, merged))[0]
        assert found.form == form, (form, seed)
        sources = {name: found.sources.get(f"values.{name}") for name in laid.places}
        assert sources == laid.places, (form, seed)
        assert not any(found.filing.values.values()), (form, seed)


def test_a_value_may_stand_below_its_label_or_behind_it():
    sheet = """
    绩效目标表 | < | < | <
    填报单位： | < | （签章） | 填报日期：
    项目名称 |  | 项目负责人及电话 |
    总体目标 | 年度目标 | < | <
    ^ |  |  |
    绩效指标 | 一级指标 | 三级指标 | 指标值
    ^ | 产出指标 | 救助人次 |
    """
    found = read(document(drawn(textwrap.dedent(sheet).strip("\n"))))[0]
    sources = {name: place for name, place in found.sources.items() if name.startswith("values.")}
    assert sources == {
        "values.implementing_unit": (1, 0), "values.project_name": (2, 1), "values.project_leader": (2, 3),
        "values.annual_goal": (4, 1),
    }  # fmt: skip


def test_the_total_of_the_scores_is_looked_for_in_its_line():
    sheet = """
    项目支出绩效自评表 | < | < | < | <
    项目名称 |  | 主管部门 |  |
    一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
    产出指标 | 救助人次 | 100 |  |
    效益指标 | 负担减轻 | 有效 |  |
    总分 | < | < | < |
    """
    found = read(document(drawn(textwrap.dedent(sheet).strip("\n"))))[0]
    assert found.filing.values["total_score"] == ""
    assert found.sources["values.total_score"] == (5, 4)


@pytest.mark.parametrize("printed", ["      年   月 至      年   月", "　年　月　日—　年　月　日", "年  月"])
def test_a_date_or_period_to_be_filled_in_is_blank(printed: str):
    sheet = f"""
    预算绩效目标申报表 | < | < | <
    填报单位：甲县医疗保障局 | < | 填报日期：　　　年　　月　　日 | <
    项目名称 | 医疗救助 | 项目类型 |
    项目期限 | {printed} | < | <
    立项依据 | 某文件 | < | <
    实施进度计划 | 项目实施内容 | 开始时间 | 完成时间
    ^ | 参保资助 | 年   月 | 2024年6月
    ^ |  | 年   月 | 年   月
    """
    values = read(document(drawn(textwrap.dedent(sheet).strip("\n"))))[0].filing
    assert values.values["period"] == values.values["filled_on"] == ""
    assert values.tables["schedule"] == [{"activity": "参保资助", "ends": "2024年6月"}]


@pytest.mark.parametrize("text", ["2024年  月", "3年", "年", "日", "月均", "XX年XX月"])
def test_other_texts_with_the_words_of_a_date_are_content(text: str):
    assert not is_unfilled(text)


def test_a_sum_of_nothing_on_a_blank_form_is_no_amount_without_a_label():
    sheet = """
    区域绩效目标表 | < | <
    专项名称 |  |
    财政部门 |  |
    资金情况（万元） | 年度金额： | 0.00
    ^ | 其中：中央资金 |
    年度目标 |  |
    三级指标 | 全省指标值 | 区域指标值
    救助人次 |  |
    """
    found = read(document(drawn(textwrap.dedent(sheet).strip("\n"))))[0]
    assert "read.label" not in {notice.rule for notice in found.notices}
