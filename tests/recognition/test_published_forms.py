"""Forms as ministries and provinces publish them are understood: what each of them is odd in, and what must be read."""

from medaid_desktop.recognition.understood import Understood
from tests.recognition import published
from tests.recognition.drawing import document, drawn
from tests.recognition.reading_back import read


def understood(text: str) -> Understood:
    tables = read(document(drawn(text)))
    assert len(tables) == 1
    return tables[0]


def column(found: Understood, name: str, table: str = "indicators") -> list[str]:
    return [row.get(name, "") for row in found.filing.tables[table]]


def test_regional_targets_with_prompts_and_two_departments():
    found = understood(published.REGIONAL)
    values = found.filing.values
    assert (found.form, found.filing.year, found.filing.region) == ("regional-target", 2021, "630000")
    assert (values["funding_total"], values["funding_central"], values["funding_local"]) == ("23045", "20810", "2235")
    assert (values["competent_department"], values["extra:中央主管部门"]) == ("青海省医疗保障局", "国家医疗保障局")
    assert column(found, "target") == ["≥45万人", "≥30万人次", "≥70%", "有效缓解", "≥85%"]


def test_goals_and_indicators_of_the_whole_term_stand_beside_those_of_the_year():
    found = understood(published.SIDE_BY_SIDE)
    values = found.filing.values
    assert found.form == "declaration"
    assert (values["long_term_goal"], values["annual_goal"]) == (
        "目标1：三年内实现应救尽救。",
        "目标1：当年救助1200人次。",
    )
    assert (values["funding_fiscal"], values["extra:中期资金总额"]) == ("280", "900")
    assert column(found, "level3") == ["年度救助人次", "年度救助比例", "年度负担减轻"]
    assert column(found, "level1") == ["产出指标", "产出指标", "效益指标"]
    assert any("中长期" in notice.message for notice in found.notices)


def test_monitoring_with_ticks_under_the_words_of_a_choice():
    found = understood(published.MONITORING)
    assert (found.form, found.filing.year, found.filing.region) == ("monitoring", 2023, "411423")
    assert column(found, "likelihood") == ["确定能", "有可能", "确定能"]
    assert column(found, "reason") == ["", "上级资金下达较晚", ""]
    assert column(found, "actual_to_date") == ["3100人次", "80%", "91%"]
    assert column(found, "rate", "funding") == ["62.5%", "62.5%", ""]
    assert found.filing.values["funding_fiscal"] == "800"


def test_evaluation_of_a_transfer_with_management_of_the_money():
    found = understood(published.REGIONAL_EVALUATION)
    assert (found.form, found.filing.region) == ("self-evaluation", "510604")
    assert column(found, "executed", "funding") == ["1150", "950", "200"]
    assert (found.filing.values["goal_expected"], found.filing.values["goal_actual"]) == ("应救尽救。", "已应救尽救。")
    assert found.filing.values["extra:分配科学性"] == "按因素法分配"
    assert column(found, "reason") == ["", "起付线调整", ""]


def test_targets_in_three_columns_and_costs_as_a_first_level():
    found = understood(published.DEPARTMENT_2024)
    assert column(found, "target") == ["≥670元/人年", "≥42万人", "=100%", "提高", "≥90%"]
    assert column(found, "level1")[0] == "成本指标"
    assert column(found, "extra:权重") == ["20", "20", "20", "20", "10"]
    assert "unit" not in found.filing.values


def test_an_allocation_with_a_head_of_two_rows_and_numbers_before_the_names():
    found = understood(published.PROVINCE_TABLE)
    rows = found.filing.tables["rows"]
    assert (found.form, found.filing.region, found.filing.values["unit"]) == ("allocation", "420000", "万元")
    assert [row["role"] for row in rows] == [
        "total",
        "subtotal",
        "own-level",
        "unit",
        "unit",
        "subtotal",
        "unit",
        "unit",
    ]
    assert [row["depth"] for row in rows] == ["0", "1", "2", "2", "2", "1", "2", "2"]
    assert (
        rows[3]
        | {
            "region": "420281",
            "central_general": "175",
            "central_lottery": "50",
            "regional_general": "25",
            "total": "250",
        }
        == rows[3]
    )
    assert rows[6]["region"] == "429004"


def test_pairs_of_columns_are_read_like_a_snake():
    found = understood(published.SNAKE)
    assert column(found, "name", "rows") == [
        "合计",
        "凯里市",
        "黄平县",
        "施秉县",
        "镇远县",
        "岑巩县",
        "天柱县",
        "锦屏县",
    ]


def test_forms_beside_one_another_and_one_below_another():
    beside = read(document(drawn(published.TWO_BESIDE)))
    below = read(document(drawn(published.ONE_BELOW_ANOTHER)))
    assert [table.filing.region for table in beside] == ["532932", "532931"]
    assert [table.filing.values["project_name"] for table in beside] == ["医疗救助", "能力提升"]
    assert [(table.filing.year, table.filing.region) for table in below] == [(2022, "532932"), (2023, "532931")]
    assert len(below[0].filing.tables["indicators"]) == 2


def test_a_blank_form_keeps_the_indicators_that_are_given():
    found = understood(published.BLANK)
    assert (found.form, found.filing.region) == ("regional-target", None)
    assert column(found, "level3") == ["资助参保人数", "救助比例"]
    assert found.filing.values["funding_total"] == ""


def test_money_by_levels_of_government_stands_under_its_labels():
    values = understood(published.SUBREGION).filing.values
    assert (values["funding_total"], values["funding_central"], values["funding_local"]) == ("560.5", "400", "100")
    assert (values["extra:市县资金"], values["funding_other"], values["prefecture"]) == ("60.5", "0", "都匀市")


def test_a_table_of_no_known_form_is_read_as_far_as_understood_and_says_so():
    found = understood(published.UNKNOWN)
    assert found.form is None
    assert found.confidence < 0.4
    assert column(found, "level3") == ["完成调研报告", "群众知晓率"]
    assert any(notice.rule == "read.form" for notice in found.notices)
