"""What stands below a line of totals: labels with places, parts of the totals, shares of them; never rows of content."""

from tests.recognition.templates.paper import fields, kinds, maps, rows

SPENDING = """
~医疗救助资金执行情况表 | < | < | <
~编制单位：␣␣␣␣␣␣ | < | 单位：元 | <
类别 | 科目 | 预算数 | 执行数
资助参保 | | |
^ | | |
直接救助 | | |
^ | | |
总计 | < | {=}0 | {=}0
说明 | | < | <
"""

SOURCES = """
~医疗救助资金来源统计表 | < | < | <
~填报单位：␣␣␣␣␣␣ | < | 单位：万元 | <
资金来源 | 预算数 | 执行数 | 备注
中央资金 | | |
省级资金 | | |
合计 | {=}0 | {=}0 |
省级占比 | {=}{fmt 0.00%}0 | |
其中省级执行 | {=}0 | |
"""

MONTHLY = """
~医疗救助工作情况统计表 | < | < | <
类别 | 上月累计人次 | 本月人次 | 累计人次
资助参保 | | | {=}0
门诊救助 | | | {=}0
住院救助 | | | {=}0
合计 | {=}0 | {=}0 | {=}0
其中：低保对象 | | |
特困人员 | | |
占比 | {=}0 | {=}0 | {=}0
"""


def test_a_label_with_one_cell_for_all_columns_is_a_field():
    (found,) = maps(SPENDING)
    assert rows(found) == [(3, "row"), (4, "row"), (5, "row"), (6, "row"), (7, "total")]
    assert fields(found)["extra:说明"] == (8, 1)
    assert "extra:总计·预算数" in fields(found)


def test_a_word_for_remarks_is_no_name_of_a_row():
    (found,) = maps(SPENDING.replace("说明 | | < | <", "备注 | | | "))
    assert rows(found)[-1] == (7, "total")
    assert fields(found)["extra:备注"] == (8, 1)


def test_figures_that_the_document_works_out_of_a_total_are_no_rows():
    (found,) = maps(SOURCES)
    assert rows(found) == [(3, "row"), (4, "row"), (5, "total"), (6, "total"), (7, "total")]
    assert kinds(found)["extra:省级占比·预算数"] == "number"
    assert kinds(found)["extra:省级执行·预算数"] == "amount"


def test_a_row_below_the_total_that_no_formula_names_still_waits():
    (found,) = maps(SOURCES.replace("其中省级执行 | {=}0", "另：社会捐赠 | "))
    assert rows(found)[-1] == (7, "row")


def test_parts_of_a_total_without_a_formula_do_not_open_its_column():
    (found,) = maps(MONTHLY)
    assert [column.computed for column in found.tables[0].columns] == [False, False, False, True]
    assert [kind for _, kind in rows(found)] == ["row"] * 3 + ["total"] * 4
