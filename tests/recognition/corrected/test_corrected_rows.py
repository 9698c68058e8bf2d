"""Rows left out or taken in by a click, in this file and where the same words stand."""

import pytest

from medaid_desktop.recognition.recognise import recognise
from tests.recognition.corrected.clicking import FORM, NEXT, click, doc, said
from tests.recognition.reading_back import read


def test_a_row_left_out_stays_out_where_the_same_words_stand():
    found, taught = click(FORM, ("row", (8, 2), ""))
    assert [row["level3"] for row in found.filing.tables["indicators"]] == ["救助人次", "救助比例"]
    rows = recognise(doc(NEXT), taught)[0].filing.tables["indicators"]
    assert [row["level3"] for row in rows] == ["救助人次", "参保人数", "救助比例", "满意度"]


def test_a_row_left_out_does_not_take_another_office_s_row_with_it():
    found, taught = click(FORM, ("row", (6, 2), ""))
    assert [row["level3"] for row in found.filing.tables["indicators"]] == ["救助比例", "附注一"]
    other = NEXT.replace("救助人次", "住院人次").replace("参保人数", "门诊人次")
    following = recognise(doc(other), taught)[0]
    assert [row["level3"] for row in following.filing.tables["indicators"]][:2] == ["住院人次", "门诊人次"]
    assert said(following, "read.correction")


def test_a_group_merged_down_from_a_row_left_out_goes_on():
    text = FORM.replace("产出指标 | 质量指标", "^ | 质量指标")
    found, _ = click(text, ("row", (6, 2), ""))
    assert found.filing.tables["indicators"][0]["level1"] == "产出指标"


@pytest.mark.parametrize("row", ["合计 | | | 100 | 5", "备注：以下由省局填写 | | 抽查次数 | 3次 | ", " | | | …… | "])
def test_a_row_that_was_left_out_is_content_once_said(row: str):
    text = FORM.replace(" | | 附注一 | 见文件 |", row)
    before = len(read(doc(text))[0].filing.tables["indicators"])
    found, _ = click(text, ("row", (8, 3), "row"))
    assert len(found.filing.tables["indicators"]) == before + 1
    assert [place[0] for _, place in said(found, "read.corrected") if place] == [8]


@pytest.mark.parametrize("row", ["备注：永嘉县 | 5", " | 5", "支出功能分类科目 | 7"])
def test_a_row_of_an_allocation_that_was_left_out_is_content_once_said(row: str):
    text = f"2022年补助资金分配表 | <\n地区 | 金额\n凯里市 | 10\n{row}\n黄平县 | 20"
    found, _ = click(text, ("row", (3, 1), "row"))
    assert [line["amount"] for line in found.filing.tables["rows"]] == ["10", row.rpartition(" ")[2], "20"]
