"""Blocks with sums of their own: what has no rows leaves none behind, and sums are found where rows have come in."""

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.sheet import BOX
from tests.operations.templates.round_trip import KINDS, blank

MERGED = """
~医疗救助资金分县情况表 | < | < | <
市 | 县 | 人数（人） | 金额（万元）
甲市 |  |  |
^ |  |  |
小计 | < |  |
乙市 |  |  |
^ |  |  |
小计 | < |  |
合计 | < |  |
"""
BESIDE = """
~分人群救助情况统计表 | < | < | <
人群类别 | 救助方式 | 救助人次（人次） | 救助金额（万元）
特困人员 | 门诊救助 |  |
^ | 住院救助 |  |
^ | 小计 |  |
低保对象 | 门诊救助 |  |
^ | 住院救助 |  |
^ | 小计 |  |
合计 | < |  |
"""
ONCE = MERGED.replace("^ |", " |")
HEADED = """
~医疗救助支出情况表 | < | <
项目 | 金额（万元） | 备注
一、资助参保 |  |
 |  |
小计 |  |
二、住院救助 |  |
 |  |
小计 |  |
合计 |  |
"""
ABOVE = """
~医疗救助补助资金分配情况表 | < | <
市州 | 县区 | 本次下达数（万元）
甲州 | 小计 | {=}0.00
^ | 州本级 |
^ | 子县 |
乙州 | 小计 | {=}0.00
^ | 州本级 |
总计 | < | {=}0.00
"""


def rows(*names, column="extra:市", second="extra:县", figure="amount"):
    return [{column: name, second: f"{name}{number}县", figure: str(number)} for number, name in enumerate(names, 1)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", [MERGED, ONCE])
@pytest.mark.parametrize(
    "names", [("甲市", "甲市"), ("乙市",), (), ("甲市", "甲市", "甲市", "甲市", "乙市"), ("甲市", "丙市")]
)
def test_a_block_without_rows_leaves_none_behind(kind, text, names):
    filing = Filing("custom:表", 2024, tables={"rows": rows(*names)} if names else {})
    filing.values |= {"extra:甲市小计·金额": "1.5", "extra:乙市小计·金额": "2.5", "extra:合计·金额": "4"}
    assert blank(text, kind).comes_back(filing)


@pytest.mark.parametrize("text", [MERGED, ONCE, BESIDE])
def test_the_name_of_a_block_is_no_content_of_a_new_filing(text):
    names = {row.get("extra:市") for row in blank(text, "xlsx").started().rows("rows")}
    assert names <= {None}


def test_sums_are_called_by_their_block():
    ids = {mark.definition.id for mark in blank(BESIDE, "xlsx").map.fields}
    assert {"extra:特困人员小计·救助金额", "extra:低保对象小计·救助金额", "extra:合计·救助金额"} <= ids


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_of_a_block_goes_with_its_row(kind):
    form = blank(HEADED, kind)
    filing = form.started()
    assert [row["extra:项目"] for row in filing.rows("rows")] == ["一、资助参保", "二、住院救助"]
    items = [{"extra:项目": text, "amount": "3"} for text in ("一、资助参保", "特困人员", "低保对象", "孤儿")]
    filing.tables["rows"] = items
    filing.values["extra:住院救助小计·金额"] = "7"
    _, notices = form.filled(filing)
    assert form.comes_back(filing)
    assert any("二、住院救助" in notice for notice in notices)


def test_a_sum_above_its_rows_is_one():
    form = blank(ABOVE, "xlsx")
    kinds = [row.kind for row in form.map.tables[0].rows]
    assert kinds == ["total", "row", "row", "total", "row", "total"]
    ids = [mark.definition.id for mark in form.map.fields]
    assert ids == ["extra:甲州小计·本次下达数", "extra:乙州小计·本次下达数", "extra:总计·本次下达数"]


def test_the_name_beside_rows_that_a_sum_heads_is_ruled():
    form = blank(ABOVE, "xlsx")
    (body,) = (section.body for layout in form.form.layouts for section in layout.sections if hasattr(section, "body"))
    assert body[0].border == BOX


@pytest.mark.parametrize("kind", KINDS)
def test_a_known_column_with_one_name_for_several_rows_is_a_group(kind):
    text = """
~重点工作任务清单 | < | < | <
序号 | 工作任务 | 具体措施 | 完成时限
一 | 资助参保 |  |
^ | ^ |  |
二 | 宣传培训 |  |
"""
    form = blank(text, kind)
    assert form.comes_back(form.started())
    rows = [{"activity": "资助参保", "extra:具体措施": f"措施{number}条落实"} for number in range(3)]
    assert form.comes_back(Filing("custom:表", 2024, tables={"schedule": rows}))
