"""What stands in single cells of a blank form: names, prompts, units, years."""

import pytest

from medaid_desktop.core.templates.template_map import REGION, YEAR, TemplateMap
from tests.core.templates.filling.maps import mark, put, texts


def test_year_and_region_stand_in_their_marks():
    found = TemplateMap("表", 0, "", fields=(
        mark(YEAR, prefix="（", blank="   ", suffix="年度）"), mark(REGION, 1, blank="XX", suffix="财政局"),
    ))  # fmt: skip
    assert texts(put(found)) == {(0, 0): "（2025年度）", (1, 0): "阳谷县财政局"}
    assert texts(put(found, year=None, region="")) == {}


def test_prompts_of_one_line_stay_where_they_are():
    found = TemplateMap("表", 0, "", fields=(
        mark("filler", prefix="填报人：", blank=" " * 10, suffix="  "), mark("checker", prefix="复核人：", blank="　　　　　"),
        mark("days", prefix="天数：", blank="      ", suffix="天"), mark("phone", prefix=" 电话：", blank=" " * 9),
    ))  # fmt: skip
    values = {"filler": "张某", "checker": "李某某", "days": "12", "phone": "2210000"}
    assert texts(put(found, values=values)) == {
        (0, 0): "填报人：张某        复核人：李某某　　天数：12天 电话：2210000"
    }
    assert texts(put(found, values={"filler": "某县医疗保障局办公室"})) == {
        (0, 0): "填报人：某县医疗保障局办公室  复核人：　　　　　天数：      天 电话：         "
    }


def test_several_marks_make_one_text_in_the_order_of_the_map():
    found = TemplateMap("表", 0, "", fields=(
        mark("filler", prefix="填报人：", blank="　　"), mark("phone", prefix=" 电话："), mark("filled_on", prefix="\n日期：", blank="年 月 日"),
    ))  # fmt: skip
    filled = put(found, values={"filler": "张某", "phone": "2210000"})
    assert texts(filled) == {(0, 0): "填报人：张某 电话：2210000\n日期：年 月 日"}
    assert [part.text for part in filled.cells[0].parts] == ["张某", "2210000", "年 月 日"]
    assert filled.cells[0].definition is None


def test_only_a_value_alone_is_told_with_its_definition():
    found = TemplateMap("表", 0, "", fields=(mark("a", 0, kind="amount"), mark("b", 1, kind="amount", suffix="万元")))
    assert [cell.definition and cell.definition.id for cell in put(found, values={"a": "1", "b": "2"}).cells] == [
        "a",
        None,
    ]


@pytest.mark.parametrize(("value", "shown"), [("350", "350万元"), ("350 万元", "350 万元"), ("", None)])
def test_a_unit_is_not_said_twice(value, shown):
    found = TemplateMap("表", 0, "", fields=(mark("a", kind="amount", suffix="万元"),))
    assert texts(put(found, values={"a": value})).get((0, 0)) == shown


def test_a_printed_text_goes_with_its_value_and_a_prompt_stays():
    found = TemplateMap(
        "表", 0, "", fields=(mark("name", blank="医疗救助补助"), mark("goal", 1, blank="（200字以内）"))
    )
    assert texts(put(found)) == {(0, 0): ""}
    assert texts(put(found, values={"name": "医疗救助补助", "goal": "目标"})) == {(1, 0): "目标"}
