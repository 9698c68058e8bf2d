"""Doubts are true and of use: what an office merely calls by another word is no slip, and what is plain is not asked."""

from dataclasses import replace

import pytest

from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.wording.known_words import KnownWords
from tests.recognition.doubting.test_doubts import FORM, MONEY, message, said, table
from tests.recognition.drawing import document, drawn
from tests.recognition.reading_back import known, read

REGIONAL = FORM.replace("实施单位 |", "财政部门 |").replace("鹤庆县医疗保障局", "鹤庆县财政局")


@pytest.mark.parametrize("label", ["应补助资金", "已下达资金", "已提前下达", "拟分配资金", "上年安排资金"])
def test_another_word_is_no_slip_of_the_pen(label: str):
    found = table(
        f"2022年补助资金分配表（万元） | < | < | <\n地区 | {label} | 中央财政预算 | 彩票公益金\n凯里市 | 7 | 10 | 1\n黄平县 | 8 | 20 | 2"
    )
    assert not {"read.label", "read.misspelt"} & said(found).keys()
    assert found.filing.tables["rows"][0]["central_general"] == "10"


@pytest.mark.parametrize(
    "written", ["一级指际", "二级指标标", "项日名称", "实施单住", "主菅部门", "年度目际", "彩票公溢金", "财政拨教"]
)
def test_slips_are_told_from_words(written: str):
    words = known().vocabulary
    assert not words.known_words.make_up(written)
    sense = words.sense(written)
    meanings = [sense.field, *sense.columns.values()]
    assert {meaning.how for meaning in meanings if meaning} == {"slip"}


def test_words_are_what_several_labels_share():
    words = KnownWords(
        ["下达资金", "补助资金", "下达金额", "补助金额", "下达数", "补助数", "资金总额", "资金来源", "金额合计"]
    )
    assert words.make_up("补助资金") and words.make_up("已下达补助资金") and words.make_up("拟下达金额")
    assert (
        not words.make_up("补肋资金")
        and not words.make_up("资金金额额")
        and not words.make_up("下达资")
        and not words.make_up("已")
    )


def test_the_same_office_under_two_labels_is_no_doubt():
    found = table(FORM.replace("其他资金 | 无", "用款单位 | 鹤庆县医疗保障局"))
    assert "read.twice" not in said(found)
    again = table(FORM.replace("其他资金 | 无", "实施单位 | 鹤庆县医疗保障局"))
    assert said(again)["read.twice"] == (4, 3)


def test_a_title_of_any_table_of_targets_is_seen():
    found = table(REGIONAL.replace("350万元 | 其他资金 | 无", "350万元 | 中央资金 | 300"))
    assert found.form == "regional-target"
    assert "read.form" not in said(found)


def test_a_title_that_names_another_form_is_quoted():
    found = table(FORM.replace("绩效目标表", "资金使用情况跟踪反馈表"))
    assert found.form == "project-target"
    assert "跟踪反馈表" in message(found, "read.form")


def test_a_row_without_a_value_is_named():
    found = table(FORM.replace("资助参保人数 | 5万人", "资助参保人数 | "))
    assert "资助参保人数" in message(found, "read.blank")


@pytest.mark.parametrize(
    "rows, cols, words", [({7}, {3}, "1 行、1 列"), (set(), {3}, "有 1 列"), ({7, 8}, set(), "有 2 行是")]
)
def test_what_is_hidden_is_counted_without_noughts(rows: set[int], cols: set[int], words: str):
    grid = replace(drawn(FORM), hidden_rows=frozenset(rows), hidden_cols=frozenset(cols))
    told = [
        notice.message for notice in recognise(document(grid), known())[0].notices if notice.rule == "read.document"
    ]
    assert len(told) == 1 and words in told[0] and " 0 " not in told[0]


def test_nothing_is_said_of_labels_that_other_forms_have_or_that_are_blank():
    found = table(FORM.replace("其他资金 | 无", "上年结转资金 | 12") + "分管领导审签： | < | 某某某审签： | <\n")
    assert found.filing.values["extra:上年结转资金"] == "12"
    assert "read.extra" not in said(found)


def test_the_place_that_a_table_is_for_is_no_lost_content():
    text = MONEY.replace("地区 |", "黔东南州 | 单位：万元 | \n地区 |").replace("（万元）", "")
    assert "read.left" not in said(table(text, "黔东南州2022年补助资金分配表.xlsx"))


@pytest.mark.parametrize("line", ["打印日期：2025-04-01 | | | 导出时间：2025-04-01"])
def test_when_a_sheet_was_printed_is_no_content(line: str):
    assert "read.left" not in said(table(FORM.replace("一级指标", f"{line}\n一级指标", 1)))


def test_notes_of_two_halves_of_a_list_are_not_one_column_twice():
    text = "2022年补助资金分配表（万元） | < | < | < | < | <\n地区 | 金额 | 备注 | 地区 | 金额 | 备注\n凯里市 | 10 | 甲 | 黄平县 | 20 | 乙\n施秉县 | 30 |  | 三穗县 | 40 | "
    found = table(text)
    assert found.notices == []
    assert [row.get("extra:备注", "") for row in found.filing.tables["rows"]] == ["甲", "", "乙", ""]


def test_a_second_column_of_targets_by_another_name_is_told():
    found = table(
        FORM.replace("三级指标 | 指标值", "三级指标 | 指标值 | 考核目标值").replace("| 100人次", "| 100人次 | 90人次")
    )
    assert said(found)["read.twice"] == (5, 4)
    assert "考核目标值" in message(found, "read.twice")
    assert "read.twice" not in said(
        read(document(drawn(FORM.replace("三级指标 | 指标值", "三级指标 | 指标值 | 上年指标值"))))[0]
    )


def test_a_column_without_a_head_is_told_with_what_stands_in_it():
    found = table(FORM.replace("三级指标 | 指标值", "三级指标 | "))
    assert "100人次" in message(found, "read.left")
