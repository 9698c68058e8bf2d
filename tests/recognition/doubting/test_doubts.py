"""Each kind of doubt at its cell, silence on plain tables, and confidence that means something on damaged ones."""

import pytest

from medaid_desktop.core.grid import Document, Doubt
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.understood import Understood
from tests.recognition.drawing import document, drawn
from tests.recognition.honesty import auc, doubts_of_clean, readings, share_told, wholly_right
from tests.recognition.reading_back import known, read

FORM = """
绩效目标表 | < | < | <
（2022年度） | < | < | <
项目名称 | 医疗救助 | < | <
实施单位 | 鹤庆县医疗保障局 | < | <
年度资金总额 | 350万元 | 其他资金 | 无
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 救助人次 | 100人次
产出指标 | 数量指标 | 资助参保人数 | 5万人
产出指标 | 质量指标 | 住院救助比例 | ≥70%
效益指标 | 社会效益指标 | 困难群众负担减轻程度 | 有效缓解
"""
MONEY = "2022年补助资金分配表（万元） | < | <\n地区 | 中央财政预算 | 彩票公益金\n凯里市 | 10 | 1\n黄平县 | 20 | 2\n施秉县 | 30 | 3"


def table(text: str, name: str = "表.xlsx") -> Understood:
    return read(document(drawn(text), name=name))[0]


def said(found: Understood) -> dict[str, tuple[int, int] | None]:
    return {notice.rule: notice.place for notice in found.notices}


def message(found: Understood, rule: str) -> str:
    return next(notice.message for notice in found.notices if notice.rule == rule)


@pytest.mark.parametrize("text", [FORM, MONEY])
def test_nothing_is_said_of_plain_tables(text: str):
    found = table(text)
    assert found.notices == []
    assert found.confidence >= 0.95


@pytest.mark.parametrize("old, new, rule, place", [
    # a whole row one cell to the right: the name stands where the target should, and nothing names the indicator
    ("质量指标 | 住院救助比例 | ≥70%", " | 质量指标 | 住院救助比例", "read.shifted", (8, 2)),
    ("救助人次 | 100人次", "100人次 | 救助人次", "read.shifted", (6, 2)),
    ("产出指标 | 质量指标 | 住院", " | 产出指标 | 住院", "read.shifted", (8, 1)),
    # one row has no value, the others have
    ("资助参保人数 | 5万人", "资助参保人数 | ", "read.blank", (7, 2)),
    ("住院救助比例 | ≥70%", " | ≥70%", "read.blank", (8, 3)),
    # the column of targets has lost its head, or stands in another one
    ("三级指标 | 指标值", "三级指标 | ", "read.left", (6, 3)),
    ("效益指标 | 社会效益指标 |", " | 社会效益指标 |", "read.merge", (9, 2)),
    ("年度资金总额 | 350万元", "年度资金总额 | 鹤庆县财政局", "read.value", (4, 1)),
    ("其他资金 | 无", "实施单位 | 另一个单位", "read.twice", (4, 3)),
    ("实施单位 |", "医疗救助实施地点 |", "read.extra", (3, 0)),
    ("绩效目标表", "某某表", "read.form", (0, 0)),
    ("（2022年度）", "（2022年度） | 某句话", "read.left", (1, 1)),
])  # fmt: skip
def test_each_doubt_names_the_cell_to_look_at(old: str, new: str, rule: str, place: tuple[int, int]):
    found = table(FORM.replace(old, new, 1))
    assert said(found).get(rule) == place, found.notices
    assert found.confidence < table(FORM).confidence


def test_figures_in_another_column_than_the_target_s_are_told():
    text = FORM.replace("三级指标 | 指标值", "三级指标 | 指标值 | 备注")
    for value in ("100人次", "5万人", "≥70%"):
        text = text.replace(f"| {value}", f"|  | {value}")
    found = table(text.replace("| 有效缓解", "|  | ≥90%"))
    assert "备注" in message(found, "read.shifted")


def test_a_label_with_several_slips_is_told_with_what_it_looks_like():
    text = FORM.replace("绩效目标表", "预算绩效目标申报表").replace("其他资金 | 无", "项日概呪、主要内容及用途 | 无")
    found = table(text)
    assert "项目概况" in message(found, "read.misspelt")
    assert said(found)["read.misspelt"] == (4, 2)


def test_several_of_one_kind_make_one_notice_that_counts_them():
    text = FORM.replace("实施单位 |", "牵头科室 |").replace("其他资金 |", "协办科室 |")
    found = table(text)
    assert sum(notice.rule == "read.extra" for notice in found.notices) == 1
    assert "2 处" in message(found, "read.extra")


def test_a_row_of_money_without_a_name_is_told():
    assert said(table(MONEY.replace("黄平县 | 20 | 2", " | 20 | 2")))["read.left"] == (3, 1)
    assert said(table(MONEY.replace("黄平县 | 20 | 2", "黄平县 | 二十 | 2")))["read.shifted"] == (3, 1)
    assert said(table(MONEY.replace("黄平县 | 20 | 2", "20 | 2 | 黄平县")))["read.shifted"]


def test_subtotals_that_their_rows_do_not_make_are_told_by_name():
    text = (
        "2022年补助资金分配表（万元） | <\n地区 | 金额\n黔东南州小计 | {}\n凯里市 | 10\n黄平县 | 20\n黔南州小计 | 11\n"
        "都匀市 | 5\n福泉市 | 6"
    )
    assert "amount.sum" not in said(table(text.format(30)))
    found = table(text.format(45))
    assert said(found)["amount.sum"] == (2, 0)
    assert "黔东南州" in message(found, "amount.sum")


def test_two_columns_of_one_name_are_told():
    found = table(
        FORM.replace("三级指标 | 指标值", "三级指标 | 指标值 | 指标值").replace("| 100人次", "| 100人次 | 90人次")
    )
    assert said(found)["read.twice"] == (5, 4)
    assert found.filing.tables["indicators"][0]["target"] == "100人次"


def test_what_is_said_of_the_whole_table_is_to_be_seen_at_its_title():
    found = table(FORM.replace("（2022年度） | < | < | <\n", ""), name="2024年绩效目标表.xlsx")
    assert said(found)["read.year"] == (0, 0)
    assert "文件名" in message(found, "read.year")


def test_a_form_named_by_its_file_or_sheet_is_no_guess():
    text = FORM.replace("绩效目标表", "某某表")
    assert "read.form" not in said(table(text, name="2022年项目绩效目标表.xlsx"))


@pytest.mark.parametrize("line", [
    "注：1.其他资金包括地方财政资金。", "填表人：李四　　联系电话：0971-6309999", "- 3 -", "（签章） | | 2022年3月1日 | ", "鹤庆县医疗保障局 | < | < | <",
    "2022.6.5 | < | < | <", "合计 | | | 100", "…… | …… | …… | ……",
])  # fmt: skip
def test_notes_signatures_and_page_numbers_are_not_taken_for_lost_content(line: str):
    assert "read.left" not in said(table(f"{FORM}{line}"))


def test_a_formula_without_a_stored_value_lowers_confidence():
    shown = document(drawn(FORM))
    doubtful = Document(shown.name, shown.kind, shown.grids, doubts=(Doubt("C8 是公式，没有保存结果", 0, (7, 3)),))
    found = recognise(doubtful, known())[0]
    assert said(found)["read.document"] == (7, 3)
    assert found.confidence < table(FORM).confidence


def test_confidence_tells_tables_read_wrong_from_tables_read_right():
    """Measured over whole and damaged sheets of every form; `python -m tests.recognition.honesty 20` prints the figures."""
    found = list(readings(3))
    assert sum(not one.faults for one in found) > 60 < sum(bool(one.faults) for one in found)
    assert auc(found) > 0.82
    assert share_told(found) > 0.93
    assert doubts_of_clean(found) < 1.5
    sure, doubtful = wholly_right(found, 0.99, 1.01), wholly_right(found, 0.0, 0.8)
    assert sure[2] > 0.8 > 0.15 > doubtful[2]
    assert sure[1] > 0.93 > doubtful[1]
