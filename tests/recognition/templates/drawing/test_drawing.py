"""What is understood of blank forms: of known kinds, and of any that a county may send round."""

from dataclasses import replace

import pytest

from medaid_desktop.core.grid import Document, Grid, GridCell
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.reading_back import known
from tests.recognition.templates.county_forms import FORMS
from tests.recognition.templates.paper import columns, document, fields, kinds, maps, rows, sheet


def form(name: str) -> TemplateMap:
    (found,) = maps(FORMS[name])
    return found


def options(found: TemplateMap) -> dict[str, tuple[str, ...]]:
    return {mark.definition.id: mark.definition.options for mark in found.fields if mark.definition.options}


def steps(found: TemplateMap) -> dict[str, tuple[int, int]]:
    return {mark.step.id: (mark.spot.row, mark.spot.col) for mark in found.reviews}


def test_a_known_form_has_its_fields_types_and_needs():
    found = form("MONITORING")
    assert (found.base, found.title) == ("monitoring", "绩效运行监控表")
    assert fields(found) == {
        "{year}": (1, 0), "project_name": (2, 2), "project_leader": (2, 7), "competent_department": (3, 2), "implementing_unit": (3, 7),
        "annual_goal": (8, 2),
    }  # fmt: skip
    assert [mark.definition.required for mark in found.fields][1:3] == [True, False]
    assert columns(found) == ["item", "initial_budget", "executed", "rate", "expected_full_year"]
    assert [row.given["item"] for row in found.tables[0].rows] == ["年度资金总额", "其中：财政拨款", "其他资金"]
    assert columns(found, 1)[-2:] == ["likelihood", "note"]
    assert found.tables[1].columns[-2].definition.options == ("确定能", "有可能", "完全不可能")
    assert found.tables[1].side is not None
    assert found.tables[1].rows[2].given == {"level1": "效益指标", "level2": "社会效益指标"}


def test_scores_have_their_total():
    found = form("SELF_EVALUATION")
    assert fields(found)["total_score"] == (16, 6)
    assert rows(found, 1)[-1] == (16, "total")
    year = found.fields[0]
    assert (year.prefix, year.blank, year.suffix) == ("（", "2023", "年度）")


def test_a_list_of_payments_of_no_known_kind():
    found = form("SPENDING")
    assert found.base == ""
    assert columns(found) == [
        "serial",
        "extra:支出日期",
        "extra:支出内容",
        "extra:收款单位",
        "extra:中央资金",
        "extra:地方资金",
        "extra:凭证号",
        "note",
    ]
    assert [column.definition.type for column in found.tables[0].columns[1:6]] == [
        "date",
        "text",
        "text",
        "amount",
        "amount",
    ]
    assert found.tables[0].columns[4].definition.unit == "元"
    assert rows(found) == [(5, "row"), (6, "row"), (7, "row"), (8, "paper"), (9, "total")]
    assert {mark.definition.id for mark in found.fields if mark.computed} == {
        "extra:合计·中央资金",
        "extra:合计·地方资金",
    }
    region, year = found.fields[:2]
    assert (region.definition.id, region.blank, year.blank) == ("{region}", "XX县", "2024")
    unit = next(mark for mark in found.fields if mark.definition.id == "filling_unit")
    assert (unit.prefix, unit.blank) == ("填报单位（盖章）：", "")
    assert [mark.step.seal for mark in found.reviews] == [False]


def test_several_fields_in_one_cell():
    found = form("SURVEY")
    one = [mark for mark in found.fields if mark.spot.row == 1]
    assert [mark.definition.id for mark in one] == ["prefecture", "filler", "filler_phone"]
    assert (
        "".join(mark.prefix + mark.blank + mark.suffix for mark in one)
        == "县（市、区）：          填表人：        联系电话："
    )


def test_questions_of_a_survey_are_fields_of_their_own():
    found = form("SURVEY")
    assert found.tables == ()
    assert kinds(found)["extra:2023年末基金累计结余"] == "amount"
    assert kinds(found)["extra:2023年救助总人次"] == "number"
    assert options(found) == {"extra:是否设立医疗救助基金财政专户": ("是", "否")}
    assert fields(found)["extra:存在的主要问题·说明"] == (7, 3)


def test_rows_alike_stay_a_table_with_its_boxes():
    found = form("CHECKLIST")
    assert found.tables[0].columns[3].definition.options == ("是", "否")
    assert found.tables[0].rows[1].given["extra:核查项目"] == "预算管理"
    assert found.tables[0].columns[0].definition.group
    assert fields(found)["extra:核查结论"] == (6, 1)
    assert len(found.reviews) == 2


def test_boxes_prompts_and_units_beside_labels():
    found = form("PROJECT_BANK")
    assert options(found)["extra:资金来源"] == ("中央补助", "省级补助", "本级预算", "其他")
    several = next(mark.definition for mark in found.fields if mark.definition.id == "extra:资金来源")
    assert several.multiple
    assert kinds(found)["extra:申报金额"] == "amount"
    assert next(mark for mark in found.fields if mark.definition.id == "legal_basis").blank == "（200字以内）"
    assert steps(found) == {"review1": (11, 1), "review2": (11, 3)}
    assert found.reviews[0].prefix == "\n\n（盖章）\n   年  月  日"


def test_review_boxes_of_all_kinds():
    assert steps(form("USAGE")) == {"unit": (6, 0), "finance": (6, 3), "handler": (6, 6)}
    assert [mark.step.title for mark in form("APPLICATION").reviews] == [
        "村（居）委会意见",
        "乡镇（街道）审核意见",
        "县医保局审批意见",
    ]
    assert [mark.step.title for mark in form("QUESTIONS").reviews] == ["医疗机构承诺", "医保部门意见"]
    asked = next(mark for mark in form("APPLICATION").fields if mark.definition.id == "extra:申请理由")
    assert (asked.blank.strip(), asked.suffix.startswith("申请人（签字）")) == ("", True)


def test_heads_over_three_rows_name_their_columns_by_group():
    found = form("THREE_HEADS")
    assert found.tables[0].head == (3, 7)
    assert columns(found)[2:6] == [
        "extra:救助人次小计",
        "extra:救助人次·住院",
        "extra:救助人次·门诊",
        "extra:救助资金支出小计",
    ]
    assert [column.computed for column in found.tables[0].columns[2:6]] == [True, False, False, True]
    assert [column.definition.type for column in found.tables[0].columns[2:8]] == ["number"] * 3 + ["amount"] * 3
    month = next(mark for mark in found.fields if mark.definition.id == "extra:月份")
    assert (month.prefix, month.suffix) == ("年", "月）")


def test_a_form_half_filled_in_by_the_upper_level():
    found = form("HALF_GIVEN")
    given = {mark.definition.id: mark.blank for mark in found.fields if mark.blank}
    assert given["project_name"] == "医疗救助补助资金"
    assert given["funding_fiscal"] == "1250.00"
    assert found.tables[0].rows[0].given["target"] == "≥100000人次"
    assert "target" not in found.tables[0].rows[1].given


def test_a_protected_sheet_is_filled_where_it_is_open():
    found = form("PROTECTED")
    table = found.tables[0]
    assert columns(found) == ["extra:县区", "extra:任务数", "extra:已完成", "extra:完成率", "note"]
    assert [column.computed for column in table.columns] == [False, False, False, True, False]
    assert rows(found) == [(2, "row"), (3, "row"), (4, "total")]


def test_two_forms_on_one_sheet():
    one, two = maps(FORMS["TWO_FORMS"])
    assert (one.title, two.title) == ("项目支出绩效目标申报表", "项目资金测算明细表")
    assert one.area[0] + one.area[2] <= two.area[0]
    assert columns(two) == ["extra:支出内容", "extra:测算依据", "extra:数量", "amount"]


def test_two_forms_side_by_side():
    found = maps(
        """
    ~项目绩效目标表 | < | | 项目绩效目标表 | <
    项目名称 | | ~ | 项目名称 |
    主管部门 | | ~ | 主管部门 |
    年度目标 | | ~ | 年度目标 |
    实施单位 | | ~ | 实施单位 |
    """.replace("~ |", "|")
    )
    assert [one.area[1] for one in found] == [0, 3]
    assert fields(found[1])["project_name"] == (1, 4)


def test_an_allocation_has_its_totals_as_rows():
    found = form("ALLOCATION")
    assert (found.base, columns(found)) == (
        "allocation",
        ["name", "headcount", "total", "central_general", "regional_general"],
    )
    assert (found.tables[0].rows[0].kind, found.tables[0].rows[0].given) == ("row", {"name": "合计"})


def test_blank_ruled_rows_below_the_last_text_belong_to_the_table():
    grid, looks = sheet(FORMS["NO_TITLE"])
    cut = replace(grid, cells=tuple(cell for cell in grid.cells if cell.row < 1), rows=1)
    drawn, all_looks = document((cut, looks))
    (found,) = draw(drawn, all_looks, known())
    assert rows(found) == [(row, "row") for row in range(1, 5)]
    (found,) = draw(drawn, [], known())
    assert rows(found) == [(1, "row")]


@pytest.mark.parametrize("name", ["填报说明", "字典", "封面", "数据字典", "代码表", "目录", "填表须知"])
def test_sheets_that_are_no_forms(name: str):
    assert maps(FORMS["SPENDING"], name) == []


def test_hidden_sheets_lists_letters_and_filled_tables_have_no_map():
    words = "人员类别 | 救助方式 | 地区\n特困 | 住院 | 甲县\n低保 | 门诊 | 乙县\n | 参保 | 丙县\n | | 丁县"
    assert maps(words) == []
    assert maps("~关于做好医疗救助工作的通知\n~各县医疗保障局：\n~现将有关事项通知如下，请认真贯彻执行。") == []
    filled = (
        FORMS["ALLOCATION"]
        .replace("甲县 | | | |", "甲县 | 12 | 3 | 2 | 1")
        .replace("乙县 | | | |", "乙县 | 12 | 3 | 2 | 1")
    )
    filled = filled.replace("丙区 | | | |", "丙区 | 1 | 3 | 2 | 1").replace("合计 | | | |", "合计 | 25 | 9 | 6 | 3")
    form_too = sheet(FORMS["SPENDING"], "明细")
    drawn, looks = document(sheet(filled, "分配表"), form_too, (replace(form_too[0], shown="hidden"), form_too[1]))
    assert [one.sheet for one in draw(drawn, looks, known())] == ["明细"]


def test_places_count_in_the_sheet():
    grid, looks = sheet(FORMS["PROMISE"], origin=(2, 1))
    drawn, all_looks = document((grid, looks))
    (found,) = draw(drawn, all_looks, known())
    assert fields(found)["project_name"] == (3, 2)
    assert found.area == (2, 1, 5, 4)


def test_the_lines_around_a_letters_table():
    above = (
        "附件3",
        "XX县2024年度项目资金申请表",
        "填报单位（盖章）：            填报日期：    年  月  日        单位：万元",
    )
    cells = (GridCell(0, 0, "项目名称"), GridCell(1, 0, "申请金额"), GridCell(2, 0, "申请理由"))
    grid = Grid("", cells, 3, 2, above=above, below=("单位负责人（签字）：        填表人：        联系电话：",))
    (found,) = draw(Document("表样.docx", "docx", (grid,)), [SheetLooks()], known())
    assert found.title == above[1]
    marks = [
        (mark.spot.within, mark.spot.row, mark.definition.id) for mark in found.fields if mark.spot.within != "cell"
    ]
    assert marks == [
        ("above", 1, "{region}"), ("above", 1, "{year}"), ("above", 2, "filling_unit"), ("above", 2, "filled_on"), ("below", 0, "filler"),
        ("below", 0, "filler_phone"),
    ]  # fmt: skip
    assert kinds(found)["extra:申请金额"] == "amount"
    assert next(mark.definition.unit for mark in found.fields if mark.definition.id == "extra:申请金额") == "万元"


def test_equal_labels_get_their_groups_before_them():
    (found,) = maps("""
    ~通讯录登记表 | < | < | <
    省级 | 联系人 | | <
    ^ | 职务 | | <
    市级 | 联系人 | | <
    ^ | 职务 | | <
    """)
    ids = list(fields(found))
    assert ids == ["contact", "extra:职务", "extra:市级·联系人", "extra:市级·职务"]


def test_formulas_are_left_to_the_document():
    (found,) = maps("""
    ~项目资金申请表 | < | < | <
    项目名称 | | 申请金额（万元） | {=}0.00
    中央资金 | {number} | 地方资金 | {number}
    """)
    assert [mark.definition.id for mark in found.fields if mark.computed] == ["extra:申请金额"]


@pytest.mark.parametrize(
    "grid",
    [
        Grid("甲", (GridCell(0, 0, "项目名称", 1_048_576, 16_384),), 1_048_576, 16_384),
        Grid("甲", (GridCell(0, 0, "项目名称"), GridCell(9, 0, "主管部门")), 1_048_576, 2, blank_spans=((0, 1, 1_048_576, 16_000),)),
        Grid("甲", (*(GridCell(0, col, text) for col, text in enumerate(["序号", "姓名", "金额", "备注"])), GridCell(1_048_000, 9, "甲")), 1_048_001, 10),
        Grid("甲", tuple(GridCell(row, 0, text) for row, text in enumerate(["填表人：" * 5000, "_" * 30_000, "□是 " * 8000, "（" * 30_000])), 4, 2),
        Grid("甲", tuple(GridCell(row, col, "甲县") for row in range(400) for col in range(20)), 400, 20),
    ],
)  # fmt: skip
def test_hostile_sheets_end_well(grid: Grid):
    assert len(draw(Document("表样.xlsx", "xlsx", (grid,)), [], known())) <= 1


def test_a_label_with_a_note_on_its_length_is_no_prompt():
    found = form("FUND_REQUEST")
    assert fields(found)["extra:申请理由及用途"] == (8, 1)
    assert (kinds(found)["extra:住院"], kinds(found)["extra:合计"]) == ("number", "number")
    assert steps(found) == {"review1": (9, 1)}


def test_subtotals_in_the_midst_and_lines_below_the_table():
    found = form("SETTLEMENT")
    assert rows(found) == [(3, "row"), (4, "row"), (5, "total"), (6, "row"), (7, "total")]
    assert fields(found)["extra:金额大写"] == (8, 1)
    assert kinds(found)["extra:结算期间"] == "period"


def test_a_place_below_the_heading_of_a_part():
    assert fields(form("PARTS"))["extra:存在问题及改进措施"] == (6, 0)


def test_the_date_of_a_signature_is_no_year_of_the_filing():
    (found,) = maps("""
~真实性承诺书 | < | < | <
~␣␣␣␣年␣␣月␣␣日 | < | < | <
单位名称 |  | < | <
法定代表人 |  | 联系电话 |
~单位（盖章）␣␣␣␣法定代表人（签字）␣␣␣␣年␣␣月␣␣日 | < | < | <
""")
    dates = [mark for mark in found.fields if mark.spot.row in (1, 4)]
    assert [(mark.definition.label, mark.definition.type, mark.spot.row) for mark in dates] == [("填报日期", "date", 1)]
    assert not [mark for mark in found.fields if mark.definition.id == "{year}"]


def test_rows_that_tell_the_total_in_parts_are_fields_and_no_rows():
    (found,) = maps(
        """
        ~资金使用台账 | < | < | <
        日期 | 摘要 | 收入（元） | 支出（元）
         | | |
         | | |
        合计 | | 0{=} | 0{=}
        其中：住院救助 | | |
        ␣␣门诊救助 | | |
        """
    )
    assert rows(found) == [(2, "row"), (3, "row"), (4, "total"), (5, "total"), (6, "total")]
    places = {(mark.spot.row, mark.spot.col): mark.computed for mark in found.fields}
    assert places == {(4, 2): True, (4, 3): True, (5, 2): False, (5, 3): False, (6, 2): False, (6, 3): False}


def test_labels_of_rows_above_a_total_stay_rows():
    (found,) = maps(
        """
        ~资金使用情况 | < | <
        资金来源 | 收入（元） | 支出（元）
        其中：住院救助 | |
        门诊救助 | |
        合计 | 0{=} | 0{=}
        """
    )
    assert rows(found) == [(2, "row"), (3, "row"), (4, "total")]


def test_a_review_box_bears_the_name_of_its_opinion_and_its_seal():
    (found,) = maps("""
~定点机构备案表 | < | < | <
机构名称 |  | 机构等级 |
机构意见 | 负责人签字：␣␣␣␣（盖章）␣␣年␣月␣日 | < | <
经办人 | 签字：␣␣␣␣年␣月␣日 | < | <
""")
    assert [(mark.step.title, mark.step.seal) for mark in found.reviews if mark.spot.row == 2] == [("机构意见", True)]
    assert not any(mark.step.seal for mark in found.reviews if mark.spot.row == 3)
