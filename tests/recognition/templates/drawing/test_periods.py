"""Years, months and quarters that a blank form leaves open keep the words printed around them."""

import pytest

from tests.operations.templates.round_trip import blank
from tests.recognition.templates.paper import maps

FORM = "~医疗救助情况调查表 | < | < | <\n单位名称 |  | 联系人 |\n"


def places(line):
    (found,) = maps(FORM + line)
    return [
        (mark.definition.id, mark.definition.type, mark.definition.unit, mark.prefix, mark.blank, mark.suffix)
        for mark in found.fields
        if mark.spot.row == 2
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("调查年度：____年 | < | < | <", ("{year}", "text", "", "调查年度：", "____", "年")),
        ("调查年度 | ____年 | < | <", ("{year}", "text", "", "", "____", "年")),
        ("所属年份：____ | < | < | <", ("{year}", "text", "", "所属年份：", "____", "")),
        ("数据年度 | 20__年 | < | <", ("{year}", "text", "", "", "20__", "年")),
        ("（____年度） | < | < | <", ("{year}", "text", "", "（", "____", "年度）")),
        ("调查时点 | ____年12月31日 | < | <", ("{year}", "text", "", "", "____", "年12月31日")),
        ("立项年份 | ____年 | < | <", ("extra:立项年份", "date", "", "", "____", "年")),
        ("服务年限 | ____年 | < | <", ("extra:服务年限", "number", "年", "", "____", "年")),
        ("建设周期：__个月 | < | < | <", ("extra:建设周期", "number", "个月", "建设周期：", "__", "个月")),
        ("统计月份：____月 | < | < | <", ("extra:统计月份", "text", "", "统计月份：", "____", "月")),
        ("所属季度 | 第__季度 | < | <", ("extra:所属季度", "text", "", "第", "__", "季度")),
        ("统计期间 | ____年第__季度 | < | <", ("extra:统计期间", "text", "", "", "____年第__季度", "")),
        ("填报日期 | __年__月__日 | < | <", ("filled_on", "date", "", "", "__年__月__日", "")),
        ("起止时间 | __年__月至__年__月 | < | <", ("period", "period", "", "", "__年__月至__年__月", "")),
        ("____年__月__日 | < | < | <", ("extra:填报日期", "date", "", "", "____年__月__日", "")),
        ("参保情况 | 共__人 | < | <", ("extra:参保情况", "number", "人", "共", "__", "人")),
    ],
)
def test_a_place_keeps_the_words_around_it(line, expected):
    assert places(line) == [expected]


def test_several_places_among_words():
    assert places("____年第__季度 | < | < | <") == [
        ("{year}", "text", "", "", "____", ""),
        ("extra:季度", "text", "", "年第", "__", "季度"),
    ]
    assert places("救助情况：共____人，其中低保____人、特困____人 | < | < | <") == [
        ("extra:救助情况", "number", "人", "救助情况：共", "____", "人"),
        ("extra:低保", "number", "人", "，其中低保", "____", "人"),
        ("extra:特困", "number", "人", "、特困", "____", "人"),
    ]
    assert places("截至____年__月__日，共救助__人次 | < | < | <") == [
        ("extra:截至", "date", "", "截至", "____年__月__日", ""),
        ("extra:共救助", "number", "人次", "，共救助", "__", "人次"),
    ]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_they_come_back_from_the_filled_form(kind):
    form = blank(FORM + "调查年度：____年 | < | < | <\n所属季度 | 第__季度 | 参保情况 | 共__人", kind)
    filing = form.started()
    filing.values |= {"extra:所属季度": "2", "extra:参保情况": "350"}
    content, notices = form.filled(filing)
    assert not notices
    back = form.read(content)
    assert (back.year, {name: text for name, text in back.values.items() if text}) == (2024, filing.values)
