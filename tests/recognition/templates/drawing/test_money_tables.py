"""Blank tables that share money out: known columns bear the contract's ids, whether names, totals or nothing stand below."""

import pytest

from tests.recognition.templates.paper import maps

HEAD = "~2023年医疗救助补助资金分配表 | < | < | < | < | <\n | | | | | 单位：万元\n"
SOURCES = "单位 | 救助人数 | 中央财政预算 | 彩票公益金 | 合计 | 备注\n"
BLANK = " | | | | |\n"


def drawn(text):
    (found,) = maps(text)
    (table,) = found.tables
    return found.base, [column.definition for column in table.columns]


@pytest.mark.parametrize("body", [BLANK * 6, "合计 | | | | |\n" + BLANK * 5, BLANK * 5 + "合计 | | | | |\n"])
def test_a_blank_allocation_is_one_of_the_contract(body):
    base, columns = drawn(HEAD + SOURCES + body)
    assert base == "allocation"
    assert [one.id for one in columns] == ["name", "headcount", "central_general", "central_lottery", "total", "note"]
    assert [one.type for one in columns[2:5]] == ["amount"] * 3
    assert {one.unit for one in columns[2:5]} == {"万元"}


def test_columns_of_batches_are_amounts_under_their_labels():
    base, columns = drawn(HEAD + "地区 | 救助人数 | 提前下达 | 本次下达 | 累计下达 | 备注\n" + BLANK * 6)
    assert base == "allocation"
    assert [one.id for one in columns] == [
        "name", "headcount", "amount", "extra:本次下达", "extra:累计下达", "note",
    ]  # fmt: skip
    assert {(one.type, one.unit) for one in columns[2:5]} == {("amount", "万元")}


def test_a_column_of_totals_counts_what_the_columns_before_it_count():
    _, columns = drawn("~资金来源情况表 | < | < | <\n单位 | 甲资金（万元） | 乙资金（万元） | 合计\n" + " | | |\n" * 4)
    assert (columns[-1].type, columns[-1].unit) == ("amount", "万元")


def test_money_has_the_contracts_ids_on_every_form():
    form = "~部门项目绩效目标申报表 | < | <\n项目名称 | |\n立项依据 | |\n资金总额（万元） | |\n其中：财政拨款 | |\n其他资金 | |\n项目起止时间 | |\n"
    (found,) = maps(form + "一级指标 | 二级指标 | 指标值\n产出指标 | 数量指标 |\n效益指标 | 社会效益指标 |\n")
    ids = {mark.definition.id for mark in found.fields}
    assert ids >= {"funding_total", "funding_fiscal", "funding_other"}


def test_the_unit_that_is_printed_need_not_be_typed():
    (found,) = maps(HEAD + SOURCES + BLANK * 6)
    assert [mark.definition.required for mark in found.fields if mark.definition.id == "unit"] == [False]
