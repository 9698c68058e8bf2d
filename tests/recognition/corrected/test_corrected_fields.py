"""Fields corrected by a click are read that way, in this file and in the next."""

from medaid_desktop.recognition.recognise import recognise
from tests.recognition.corrected.clicking import FORM, NEXT, click, doc, said
from tests.recognition.reading_back import read


def test_a_strange_label_becomes_a_field_in_this_file_and_the_next():
    found, taught = click(FORM, ("field", (4, 1), "values.project_leader"))
    assert found.filing.values["project_leader"] == "待遇科"
    assert "extra:牵头科室" not in found.filing.values
    assert found.sources["values.project_leader"] == (4, 1)
    assert "values.extra:牵头科室" not in found.sources
    assert found.labels[4, 0] == "values.project_leader"
    assert [place for _, place in said(found, "read.corrected")] == [(4, 1)]
    following = recognise(doc(NEXT), taught)[0]
    assert following.filing.values["project_leader"] == "基金科"
    assert following.sources["values.project_leader"] == (5, 1)


def test_a_field_below_a_table_that_grew_is_found_again():
    found, taught = click(FORM, ("field", (9, 1), "values.project_leader"))
    assert found.filing.values["project_leader"] == "综合科"
    following = recognise(doc(NEXT), taught)[0]
    assert following.filing.values["project_leader"] == "规划科"
    assert following.sources["values.project_leader"] == (12, 1)


def test_a_field_left_out_is_gone_and_its_label_means_nothing():
    found, taught = click(FORM, ("field", (4, 1), ""))
    assert not any("待遇科" in text for text in found.filing.values.values())
    assert found.labels[4, 0] == ""
    assert "extra:牵头科室" not in recognise(doc(NEXT), taught)[0].filing.values


def test_what_stood_in_the_field_is_kept_under_its_own_label():
    found, _ = click(FORM, ("field", (4, 1), "values.competent_department"))
    assert found.filing.values["competent_department"] == "待遇科"
    assert found.filing.values["extra:主管部门"] == "鹤庆县财政局"
    assert found.sources["values.extra:主管部门"] == (4, 3)


def test_two_fields_can_change_places():
    found, _ = click(FORM, ("field", (4, 1), "values.competent_department"), ("field", (4, 3), "values.extra:牵头科室"))
    assert found.filing.values["competent_department"] == "待遇科"
    assert found.filing.values["extra:牵头科室"] == "鹤庆县财政局"
    assert "extra:主管部门" not in found.filing.values


def test_the_year_and_region_are_those_of_the_corrected_fields():
    text = FORM.replace("（2022年度） | < | < | < | <\n", "").replace("实施单位", "报送的地方")
    before = read(doc(text))[0]
    assert (before.filing.year, before.filing.region) != (2024, "533127")
    text = text.replace("待遇科", "2024年医疗救助").replace("鹤庆县", "漾濞彝族自治县")
    found, _ = click(text, ("field", (3, 1), "values.project_name"), ("field", (2, 1), "values.implementing_unit"))
    assert (found.filing.year, found.filing.region) == (2024, "532922")


def test_a_cell_of_a_table_can_be_a_field_and_its_row_goes_if_nothing_is_left():
    found, _ = click(FORM, ("field", (8, 2), "values.project_leader"), ("field", (8, 3), ""))
    assert found.filing.values["project_leader"] == "附注一"
    assert [row["level3"] for row in found.filing.tables["indicators"]] == ["救助人次", "救助比例"]
    assert not any(path.startswith("tables.indicators[2]") for path in found.sources)


def test_a_choice_is_read_from_its_ticks():
    text = FORM.replace("绩效目标表", "预算绩效目标申报表").replace("待遇科", "☑上年原有项目 □新增一次性项目")
    found, _ = click(text, ("field", (4, 1), "values.project_type"))
    assert found.form == "declaration"
    assert found.filing.values["project_type"] == "上年原有项目"
