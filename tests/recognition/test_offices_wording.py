"""Ways of offices that are understood by rule: terms and levels side by side, halves of a report, heads that nothing merges."""

import textwrap

import pytest

from medaid_desktop.recognition.understood import Understood
from tests.recognition.drawing import document, drawn
from tests.recognition.reading_back import read

TARGETS = """
    转移支付区域绩效目标表（2024年度） | < | < | < | <
    专项名称 | 医疗救助 | < | 财政部门 | 鹤庆县财政局
    一级指标 | 二级指标 | 三级指标 | {} | {}
    产出指标 | 数量指标 | 救助人次 | 900人次 | 30人次
    效益指标 | 社会效益指标 | 负担减轻程度 | 明显 | 有效
"""
SELF_EVALUATION = """
    2023年度项目支出绩效自评表 | < | < | < | < | <
    {}
    项目名称 | 医疗救助 | < | < | 主管部门 | 鹤庆县医疗保障局
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
    产出指标 | 数量指标 | 救助人次 | 100 | 100 | 50
    效益指标 | 社会效益指标 | 负担减轻 | 有效 | 有效 | 48
    总分 | < | < | < | < | 98
    {}
"""


def table(text: str) -> Understood:
    lines = [line for line in textwrap.dedent(text).splitlines() if line.strip()]
    found = read(document(drawn("\n".join(lines))))
    assert len(found) == 1
    return found[0]


def targets(found: Understood, name: str = "target") -> list[str]:
    return [row.get(name, "") for row in found.filing.tables["indicators"]]


# -- columns of targets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "term", ["中期指标值", "实施期指标值", "长期指标值", "三年目标值", "中期指标值（2024—2026年）"]
)
def test_the_target_is_that_of_the_year_beside_one_of_a_longer_term(term: str):
    for heads, own, other in (((term, "年度指标值"), 1, 0), (("年度指标值", term), 0, 1)):
        found = table(TARGETS.format(*heads))
        assert targets(found) == [("900人次", "30人次")[own], ("明显", "有效")[own]]
        extra = next(name for name in found.filing.tables["indicators"][0] if name.startswith("extra:"))
        assert targets(found, extra) == [("900人次", "30人次")[other], ("明显", "有效")[other]]


def test_a_year_in_a_label_is_no_longer_term():
    assert targets(table(TARGETS.format("2023年指标值", "备注"))) == ["900人次", "明显"]


@pytest.mark.parametrize("upper, own", [
    ("全省指标值", "全州指标值"), ("全区指标值", "全市指标值"), ("全区指标值", "全盟指标值"), ("全市指标值", "全县指标值"), ("全国指标值", "全省指标值"),
    ("自治区指标值", "全市指标值"), ("省级指标值", "市级指标值"), ("全州目标值", "全县目标值"), ("全市指标值", "全区指标值"),
])  # fmt: skip
def test_the_target_is_that_of_the_lower_of_two_levels(upper: str, own: str):
    found = table(TARGETS.format(upper, own))
    assert (targets(found, "upper_target"), targets(found)) == (["900人次", "明显"], ["30人次", "有效"])
    assert not [notice for notice in found.notices if notice.rule.startswith("read")]


def test_the_lower_level_may_stand_first():
    found = table(TARGETS.format("全州指标值", "全省指标值"))
    assert (targets(found, "upper_target"), targets(found)) == (["30人次", "有效"], ["900人次", "明显"])


def test_a_single_level_is_the_target_unless_it_is_said_to_be_the_upper_one():
    assert targets(table(TARGETS.format("全州指标值", "备注"))) == ["900人次", "明显"]
    assert targets(table(TARGETS.format("上级下达指标值", "备注")), "upper_target") == ["900人次", "明显"]


# -- labels and texts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("done", ["全年目标实际完成情况", "年度目标达成情况", "目标任务落实情况"])
def test_goals_stand_under_their_heads(done: str):
    goals = f"当年绩效目标 | 年初绩效目标 | < | {done} | < | <\n^ | 救助3000人。 | < | 救助3120人。 | < | <"
    values = table(SELF_EVALUATION.format(goals, "")).filing.values
    assert (values["goal_expected"], values["goal_actual"]) == ("救助3000人。", "救助3120人。")


def test_a_text_beside_a_goal_is_its_text_although_another_line_follows():
    goals = "年度绩效目标 | 年初绩效目标 | 应救尽救 | < | < | <\n^ | 阶段性目标 | 完成参保 | < | < | <"
    values = table(SELF_EVALUATION.format(goals, "")).filing.values
    assert (values["goal_expected"], values["extra:阶段性目标"]) == ("应救尽救", "完成参保")


def test_labelled_lines_below_the_indicators_are_kept_under_their_labels():
    below = """评价结论 | 自评得分98分。 | < | < | < | <
    存在问题和改进措施 | 无 | < | < | < | <
    偏差大或目标未完成原因分析 | 系统切换。 | < | < | < | <
    群众来信办理 | 两件已办结。 | < | < | < | <
    项目负责人： | < | < | 财务负责人： | < | <"""
    found = table(SELF_EVALUATION.format("", below))
    assert {name: text for name, text in found.filing.values.items() if name.startswith("extra:")} == {
        "extra:评价结论": "自评得分98分。", "extra:存在问题和改进措施": "无", "extra:偏差大或目标未完成原因分析": "系统切换。",
        "extra:群众来信办理": "两件已办结。",
    }  # fmt: skip
    assert len(found.filing.tables["indicators"]) == 2
    assert found.filing.values["total_score"] == "98"
    assert [notice.message for notice in found.notices] == ["不认识标签“群众来信办理”，内容按原标签保留"]


def test_a_labelled_line_that_is_blank_ends_the_indicators_too():
    found = table(SELF_EVALUATION.format("", "备案情况 | < | < | < | < | <\n补充意见 |  |  |  |  | "))
    assert len(found.filing.tables["indicators"]) == 2


@pytest.mark.parametrize(
    "written, kept", [("2024年3月15日", "2024年3月15日"), ("2024-3-15", "2024-3-15"), ("　年　月　日", "")]
)
def test_the_date_above_a_form_that_has_no_field_for_it_is_kept(written: str, kept: str):
    line = f"单位名称：鹤庆县医疗保障局 | < | < | 填报日期：{written} | < | <"
    assert table(SELF_EVALUATION.format(line, "")).filing.values.get("extra:填报日期", "") == kept


@pytest.mark.parametrize("label", ["盟（市）", "市（地）", "地（州、市）", "州（市、盟）", "盟市（地区）"])
def test_a_label_of_ranks_alone_asks_for_the_prefecture(label: str):
    line = f"    省份 | 云南省 | < | {label} | 大理州\n    一级指标"
    found = table(TARGETS.format("全省指标值", "区域指标值").replace("    一级指标", line))
    assert found.filing.values["prefecture"] == "大理州"


def test_of_departments_of_two_levels_the_form_s_own_is_read():
    lines = "    省级财政部门 | 云南省财政厅 | < | 省级主管部门 | 云南省医疗保障局\n    市级财政部门 | 大理州财政局 | < | 主管部门 | 鹤庆县医疗保障局\n    一级指标"
    text = (
        TARGETS.format("全省指标值", "区域指标值")
        .replace("    一级指标", lines)
        .replace("财政部门 | 鹤庆县财政局", "金额 |")
    )
    found = table(text)
    values = found.filing.values
    assert (values["finance_department"], values["competent_department"]) == ("大理州财政局", "鹤庆县医疗保障局")
    assert (values["extra:省级财政部门"], values["extra:省级主管部门"]) == ("云南省财政厅", "云南省医疗保障局")
    assert "read.twice" not in {notice.rule for notice in found.notices}


def test_the_money_of_an_evaluation_has_its_weight_and_score_under_the_rate():
    money = """年度总金额 | 全年预算数 | 全年执行数 | 执行率（%） | 执行率权重 | 执行率得分
    年度资金总额 | 480.00 | 456.00 | 95.00 | 10 | 9.50"""
    row = table(SELF_EVALUATION.format(money, "")).filing.tables["funding"][0]
    assert (row["rate"], row["weight"], row["score"]) == ("95.00", "10", "9.50")


# -- money -----------------------------------------------------------------------------------------------------------


def test_groups_of_a_head_reach_over_blank_neighbours_although_nothing_is_merged():
    found = table("""
    齐齐哈尔市2019年城乡医疗救助补助资金分配表 |  |  |  |  |  |
     |  |  |  |  |  | 单位：万元
    地区 | 救助人数 | 资金合计 | 中央财政 |  | 省级财政 | 备注
     | （人） |  | 一般公共预算 | 福彩公益金 |  |
    全市合计 | 9330 | 1045 | 901 | 74 | 70 |
    龙江县 | 5210 | 612 | 501 | 40 | 71 | 含林场
    依安县 | 4120 | 433 | 400 | 34 | -1 |
    """)
    row = found.filing.tables["rows"][1]
    assert {name: row[name] for name in ("headcount", "total", "central_general", "central_lottery", "regional_general")} == {
        "headcount": "5210", "total": "612", "central_general": "501", "central_lottery": "40", "regional_general": "71",
    }  # fmt: skip
    assert row["extra:备注"] == "含林场"
    assert found.notices == []


def test_each_group_names_the_sources_under_it():
    found = table("""
    2024年补助资金分配表（万元） | | | |
    地区 | 中央财政 |  | 省级财政 |
     | 一般公共预算 | 彩票公益金 | 一般公共预算 | 彩票公益金
    凯里市 | 10 | 1 | 5 | 2
    黄平县 | 20 | 2 | 6 | 3
    """)
    row = found.filing.tables["rows"][0]
    assert (row["central_general"], row["central_lottery"], row["regional_general"]) == ("10", "1", "5")
    assert "2" in row.values()


@pytest.mark.parametrize("whole", ["全年合计", "年度合计", "应安排合计", "资金总额"])
def test_the_whole_of_the_year_is_the_total_where_no_other_column_is(whole: str):
    text = f"2020年补助资金分配表（万元） | | |\n旗县市 | {whole} | 已提前下达 | 此次下达\n合计 | 300 | 180 | 120\n多伦县 | 100 | 60 | 40\n正蓝旗 | 200 | 120 | 80"
    row = table(text).filing.tables["rows"][1]
    assert (row["total"], row["amount"], row["extra:已提前下达"]) == ("100", "40", "60")
    kept = table(text.replace("已提前下达", "合计")).filing.tables["rows"][1]
    assert kept["total"] == ("100" if whole == "资金总额" else "60")


def test_the_halves_of_a_report_of_use_tell_what_was_received_and_what_was_handed_on():
    found = table("""
    财政专项资金使用情况跟踪反馈表 | < | < | < | < | < | < | < | <
    单位：元 | < | < | < | < | < | < | < | <
    县财政局下达资金文号 | 县财政局下达资金时间 | 项目名称 | 金额 | 收到县财政局下达资金文件时间 | 下达（拨付）资金文号 | 下达（拨付）资金时间 | 下达（拨付）金额 | 实际支出数
    平财社〔2021〕52号 | 2021/6/28 | 医疗救助 | 100 | 2021/7/1 | 平医保〔2021〕3号 | 2021/7/9 | 90 | 80
    """)
    assert found.filing.tables["rows"] == [{
        "document_no": "平财社〔2021〕52号", "issued_on": "2021/6/28", "project_name": "医疗救助", "amount": "100", "received_on": "2021/7/1",
        "sub_document_no": "平医保〔2021〕3号", "sub_issued_on": "2021/7/9", "sub_amount": "90", "spent": "80",
    }]  # fmt: skip


def test_without_a_day_of_receipt_the_first_of_two_document_numbers_came_from_above():
    found = table("""
    财政专项资金使用情况跟踪反馈表 | < | < | < | < | <
    县财政局下达资金文号 | 项目名称 | 下达金额 | 拨付资金文号 | 实际支出数 | 支出进度
    平财社〔2021〕52号 | 医疗救助 | 100 | 平医保〔2021〕3号 | 80 | 80%
    """)
    row = found.filing.tables["rows"][0]
    assert (row["document_no"], row["sub_document_no"], row["amount"]) == (
        "平财社〔2021〕52号",
        "平医保〔2021〕3号",
        "100",
    )
