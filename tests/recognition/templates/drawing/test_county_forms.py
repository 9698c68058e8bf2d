"""What a stranger's blank forms taught: prompts that are numbered, goals under their heads, money by level, sides."""

import pytest

from tests.recognition.templates.paper import columns, fields, maps, rows

DECLARATION = """
~项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | | < | < | < | <
总体目标 | 中期目标（20XX年—20XX+n年） | < | 年度目标 | < | <
^ | 目标1：\\n目标2： | < | 目标1：\\n目标2： | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 备注
产出指标\\n（60分） | 数量指标 | 指标1： | | |
^ | ^ | …… | | |
^ | 质量指标 | 指标1： | | |
^ | …… | | | |
效益指标 | 生态效益指标 | …… | | |
合计 | < | < | < | {=}0 |
"""


def test_numbered_prompts_are_rows_that_wait():
    (found,) = maps(DECLARATION)
    assert columns(found) == ["level1", "level2", "level3", "target", "weight", "note"]
    assert rows(found) == [(5, "row"), (6, "row"), (7, "row"), (8, "paper"), (9, "row"), (10, "total")]
    assert found.tables[0].rows[1].given == {"level1": "产出指标\n（60分）", "level2": "数量指标", "level3": "……"}
    assert not any("指标1" in name for name in fields(found))


def test_goals_stand_below_their_heads_and_never_in_them():
    (found,) = maps(DECLARATION)
    places = fields(found)
    assert (places["long_term_goal"], places["annual_goal"]) == ((3, 1), (3, 3))
    assert not any(row == 2 for row, _ in places.values())
    assert {mark.blank for mark in found.fields if mark.spot.row == 3} == {"目标1：\n目标2："}


def test_a_goal_beside_its_label_may_number_what_is_asked_for():
    (found,) = maps(
        DECLARATION.replace("| 中期目标（20XX年—20XX+n年） | < | 年度目标 | < | <", "| 目标1：\\n…… | < | < | < | <")
    )
    assert fields(found)["annual_goal"] == (2, 1)


@pytest.mark.parametrize("sums", ["省级：　　　万元 | 市县：　　　万元", "省级：　　　 | 市县：　　　"])
def test_the_money_of_a_level_is_no_place(sums: str):
    (found,) = maps(f"~专户备案表 | < | <\n开户名称 | | <\n资金来源（万元） | {sums}\n开户理由 | | <")
    money = {mark.definition.id: (mark.definition.type, mark.definition.unit) for mark in found.fields}
    assert money["extra:省级"] == money["extra:市县"] == ("amount", "万元")


EVALUATION = """
~项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | | < | < | < | < | <
项目资金\\n（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
^ | 年度资金总额 | {=}0 | {=}0 | {=}0 | 10 | {=}0
^ | 其中：财政拨款 | | | | — | —
^ | 其他资金 | | | | — | —
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 实际完成值 | 分值 | 得分
绩\\n效\\n指\\n标 | 产出指标 | 数量指标 | | | |
^ | ^ | 质量指标 | | | |
^ | 效益指标 | 社会效益指标 | | | |
总分 | < | < | < | < | {=}100 | {=}0
"""


def test_the_total_of_the_scores_is_that_of_the_indicators():
    (found,) = maps(EVALUATION)
    assert fields(found)["total_score"] == (10, 6)


def test_a_word_down_the_rows_that_repeats_its_head_is_the_side_of_the_table():
    (found,) = maps(EVALUATION)
    table = found.tables[1]
    assert columns(found, 1) == ["level1", "level2", "level3", "actual", "weight", "score"]
    assert table.side is not None and (table.side.row, table.side.col, table.side.rows) == (7, 0, 3)
    assert table.rows[0].given == {"level1": "产出指标", "level2": "数量指标"}


def test_names_of_places_are_no_sums_whatever_the_unit_of_the_sheet():
    (found,) = maps(
        "~资金分配建议表 | < | < | < | <\n~填报单位： | | | | 单位：万元\n地区 | 救助人数（人） | 中央资金 | 省级资金 | 合计\n"
        "总计 | {=}0 | {=}0 | {=}0 | {=}0\n | | | | {=}0\n | | | | {=}0"
    )
    assert [(one.definition.type, one.definition.unit) for one in found.tables[0].columns] == [
        ("text", ""), ("number", "人"), ("amount", "万元"), ("amount", "万元"), ("amount", "万元"),
    ]  # fmt: skip


def test_levels_of_money_under_one_head_are_called_by_it():
    (found,) = maps(
        "~绩效运行监控表 | < | < | < | <\n~填报单位： | | | | 单位：万元\n序号 | 市县名称 | 全年预算数 | < | 执行数\n^ | ^ | 中央 | 省级 | ^\n"
        "1 | | {fmt 0.00} | {fmt 0.00} |\n2 | | {fmt 0.00} | {fmt 0.00} |"
    )
    named = [(one.definition.label, one.definition.type, one.definition.unit) for one in found.tables[0].columns]
    assert named[2:4] == [("全年预算数·中央", "amount", "万元"), ("全年预算数·省级", "amount", "万元")]
