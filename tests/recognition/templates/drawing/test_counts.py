"""Columns that count or add up without saying so: groups of people, months, sums without formulas; and their units."""

import pytest

from tests.recognition.templates.paper import kinds, maps

PEOPLE = """
~医疗救助资金需求测算表 | < | < | < | < | <
~填报单位：␣␣␣␣␣␣ | < | < | < | 单位：{units} | <
序号 | 县（市、区） | 救助对象 | < | 资金需求 | 备注
^ | ^ | 特困人员 | 低保对象 | ^ | ^
1 |  |  |  |  |
2 |  |  |  |  |
合计 | < |  |  |  |
"""


def columns(text):
    (found,) = maps(text)
    return {one.definition.id: (one.definition.type, one.definition.unit) for one in found.tables[0].columns}, found


@pytest.mark.parametrize(
    ("units", "people", "money"),
    [("人、万元", ("number", "人"), ("amount", "万元")), ("万元", ("amount", "万元"), ("amount", "万元"))],
)
def test_people_are_counted_in_the_unit_that_a_line_notes(units, people, money):
    found, drawn = columns(PEOPLE.replace("{units}", units))
    assert (found["extra:特困人员"], found["extra:资金需求"]) == (people, money)
    assert kinds(drawn)["extra:合计·低保对象"] == people[0]
    assert kinds(drawn)["extra:合计·资金需求"] == "amount"
    assert "extra:合计·备注" not in kinds(drawn)


def test_words_beside_a_line_of_totals_stay_words():
    text = """
~医疗救助对象花名册 | < | < | <
姓名 | 性别 | 联系人 | 救助金额（元）
 | | |
 | | |
合计 | | |
"""
    found, _ = columns(text)
    assert [kind for kind, _ in found.values()] == ["text", "text", "text", "amount"]


def test_months_beside_their_sum_are_figures():
    months = " | ".join(f"{number}月" for number in range(1, 4))
    text = f"""
~医疗救助情况统计表 | < | < | < | <
项目 | {months} | 合计
门诊救助人次 | | | | {{=}}0
住院救助人次 | | | | {{=}}0
"""
    found, _ = columns(text)
    assert {found[f"extra:{number}月"][0] for number in range(1, 4)} == {"number"}


def test_a_word_of_totals_across_columns_ends_the_rows_without_a_formula():
    text = """
~年度主要任务表 | < | <
任务名称 | 主要内容 | 预算金额（万元）
 | |
 | |
金额合计 | < |
"""
    (found,) = maps(text)
    assert [row.kind for row in found.tables[0].rows] == ["row", "row", "total"]


def test_two_dates_in_a_place_are_a_period():
    text = """
~医疗救助申请表 | < | < | <
住院时间 | 　　年　月　日至　　年　月　日 | 就诊医院 |
出院日期 | 　　年　月　日 | 申请人姓名 |
"""
    (found,) = maps(text)
    assert (kinds(found)["extra:住院时间"], kinds(found)["extra:出院日期"]) == ("period", "date")


def test_money_that_a_format_or_a_sum_tells_is_in_the_unit_of_the_form():
    text = """
~医疗救助资金分配测算表 | < | < | < | < | <
~填报单位：␣␣␣␣␣␣ | < | < | < | 单位：万元 | <
市县 | 分配系数 | 补助需求 | 已提前下达 | 彩票公益金 | 合计
甲县 | | {number} | | | {=}0
乙县 | | {number} | | | {=}0
"""
    found, _ = columns(text)
    assert list(found.values()) == [("text", ""), ("number", ""), *[("amount", "万元")] * 4]
