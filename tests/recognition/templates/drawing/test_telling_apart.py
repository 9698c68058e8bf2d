"""Fields, columns and tables that are called alike are told apart by what they belong to."""

from tests.recognition.templates.paper import maps


def labels(found):
    return {mark.definition.id: mark.definition.label for mark in found.fields}


def test_parts_of_sums_are_called_by_their_sum():
    (found,) = maps("""
~项目资金申报表 | < | < | <
申报单位 | | 联系人 |
实施期资金总额（万元） | {=}0 | 年度资金总额（万元） | {=}0
其中：财政拨款 | | 其中：财政拨款 |
其他资金 | | 其他资金 |
""")
    assert set(labels(found).values()) >= {
        "实施期资金总额·财政拨款", "年度资金总额·财政拨款", "实施期资金总额·其他资金", "年度资金总额·其他资金"
    }  # fmt: skip


def test_persons_tell_apart_what_stands_behind_them():
    (found,) = maps("""
~专户及经办人员备案表 | < | < | < | < | <
法定代表人 | | 职 务 | | 电 话 |
经 办 人 | | 职 务 | | 电 话 |
""")
    assert {label for label in labels(found).values() if "·" in label} == {
        "法定代表人·职务", "法定代表人·电话", "经办人·职务", "经办人·电话"
    }  # fmt: skip


def test_a_number_tells_apart_what_nothing_else_does():
    (found,) = maps("~情况表 | <\n救助依据 |\n救助依据 |\n救助对象 |")
    assert [mark.definition.label for mark in found.fields] == ["救助依据", "救助依据（2）", "救助对象"]


def test_tables_and_their_sums_are_called_by_the_line_above_them():
    (found,) = maps("""
~医疗救助支出同比表 | <
~一、上年情况
类别 | 支出
特困 |
低保 |
合计 | {=}0
~二、本年情况
类别 | 支出
特困 |
低保 |
合计 | {=}0
""")
    assert [table.label for table in found.tables] == ["上年情况", "本年情况"]
    assert list(labels(found).values()) == ["上年情况·合计·支出", "本年情况·合计·支出"]


def test_columns_called_alike_are_called_by_what_stands_over_them():
    (found,) = maps("""
~项目支出绩效目标表 | < | < | < | <
项目名称 | | < | < | <
总体目标 | 实施期目标 | < | 年度目标 | <
^ | | < | | <
一级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
产出指标 | | | |
效益指标 | | | |
""")
    assert [column.definition.label for column in found.tables[0].columns] == [
        "一级指标", "实施期目标·三级指标", "实施期目标·指标值", "年度目标·三级指标", "年度目标·指标值"
    ]  # fmt: skip


def test_columns_under_one_head_have_names_of_their_own():
    (found,) = maps("""
~项目支出绩效目标执行监控表 | < | < | < | < | < | <
项目名称 | | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 偏差原因分析 | < | <
^ | ^ | ^ | ^ | 经费保障 | 制度保障 | 其他
产出指标 | 数量指标 | | | {list √} | {list √} | {list √}
^ | 质量指标 | | | {list √} | {list √} | {list √}
""")
    assert [column.definition.label for column in found.tables[0].columns][4:] == [
        "经费保障", "制度保障", "偏差原因分析其他"
    ]  # fmt: skip
    assert "reason" not in {column.definition.id for column in found.tables[0].columns}
