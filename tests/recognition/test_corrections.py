"""Corrections by click: really read that way, also in the next file of the layout; nothing else changes."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.grid import Document, Grid, Place
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.corrected.anchors import correction
from medaid_desktop.recognition.corrections import Correction, Kind, from_json, merged, to_json
from medaid_desktop.recognition.recognise import recognise, unread
from medaid_desktop.recognition.understood import Knowledge, Understood
from tests.recognition.contents import filing
from tests.recognition.drawing import document, drawn
from tests.recognition.layouts import TITLES, lay_form
from tests.recognition.next_file import more_rows
from tests.recognition.reading_back import judged, known, read

Click = tuple[Kind, Place | None, str]

FORM = """
绩效目标表 | < | < | < | <
（2022年度） | < | < | < | <
项目名称 | 医疗救助 | < | < | <
实施单位 | 鹤庆县医疗保障局 | < | < | <
牵头科室 | 待遇科 | 主管部门 | 鹤庆县财政局 | <
一级指标 | 二级指标 | 三级指标 | 甲 | 乙
产出指标 | 数量指标 | 救助人次 | ≥100人次 | 120人次
产出指标 | 质量指标 | 救助比例 | 70% | 80%
 | | 附注一 | 见文件 |
联系科室 | 综合科 | < | < | <
"""
# the same template filled in elsewhere: a line of the annex above, more rows, another office
NEXT = """
附件2 | | | |
绩效目标表 | < | < | < | <
（2023年度） | < | < | < | <
项目名称 | 医疗救助 | < | < | <
实施单位 | 永嘉县医疗保障局 | < | < | <
牵头科室 | 基金科 | 主管部门 | 永嘉县财政局 | <
一级指标 | 二级指标 | 三级指标 | 甲 | 乙
产出指标 | 数量指标 | 救助人次 | ≥200人次 | 220人次
产出指标 | 数量指标 | 参保人数 | ≥300人 | 320人
产出指标 | 质量指标 | 救助比例 | 75% | 85%
满意度指标 | 服务对象满意度指标 | 满意度 | 90% | 95%
 | | 附注一 | 见文件 |
联系科室 | 规划科 | < | < | <
"""


def doc(text: str = FORM) -> Document:
    return document(drawn(text))


def learned(found: Understood, *corrections: Correction) -> Knowledge:
    return replace(known(), learned={found.layout: corrections})


def click(text: str, *clicks: Click) -> tuple[Understood, Knowledge]:
    """What is read of a drawing once corrections were clicked into it, and what is known from then on."""
    shown = doc(text)
    found = (read(shown) or unread(shown, known()))[0]
    taught = learned(found, *(correction(shown.grids[0], found, *one) for one in clicks))
    return recognise(shown, taught)[0], taught


def said(found: Understood, rule: str) -> list[tuple[str, Place | None]]:
    return [(notice.message, notice.place) for notice in found.notices if notice.rule == rule]


# -- fields ----------------------------------------------------------------------------------------------------------


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


# -- columns ---------------------------------------------------------------------------------------------------------


def test_a_column_is_read_as_said_in_this_file_and_the_next():
    found, taught = click(FORM, ("column", (5, 4), "target"), ("column", (5, 3), "note"))
    rows = found.filing.tables["indicators"]
    assert [(row["target"], row["note"]) for row in rows[:2]] == [("120人次", "≥100人次"), ("80%", "70%")]
    assert found.sources["tables.indicators[1].target"] == (7, 4)
    assert found.labels[5, 4] == "tables.indicators.target"
    assert found.columns[-2:] == ["note", "target"]
    assert {place for _, place in said(found, "read.corrected")} == {(5, 3), (5, 4)}
    assert not said(found, "read.column")
    rows = recognise(doc(NEXT), taught)[0].filing.tables["indicators"]
    assert [row["target"] for row in rows[:4]] == ["220人次", "320人", "85%", "95%"]


def test_a_column_left_out_is_not_even_kept_under_its_label():
    found, _ = click(FORM, ("column", (5, 4), ""))
    assert not any("extra:乙" in row or "120人次" in row.values() for row in found.filing.tables["indicators"])
    assert found.labels[5, 4] == ""


def test_a_column_that_was_the_target_keeps_its_label_when_another_takes_over():
    text = FORM.replace("甲", "指标值")
    found, _ = click(text, ("column", (5, 4), "target"))
    row = found.filing.tables["indicators"][0]
    assert (row["target"], row["extra:指标值"]) == ("120人次", "≥100人次")


def test_operator_value_and_unit_are_joined_as_on_paper():
    text = FORM.replace("≥100人次 | 120人次", "≥ | 100").replace("70% | 80%", "= | 70")
    found, _ = click(text, ("column", (5, 3), "operator"), ("column", (5, 4), "value"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["≥100", "=70"]
    assert found.sources["tables.indicators[0].target"] == (6, 4)


def test_a_head_repeated_behind_a_page_break_is_corrected_with_the_first():
    head = "一级指标 | 二级指标 | 三级指标 | 甲 | 乙"
    text = FORM.replace("产出指标 | 质量指标", f"{head}\n产出指标 | 质量指标")
    found, _ = click(text, ("column", (5, 4), "target"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]


def test_a_row_that_was_no_head_becomes_one():
    text = FORM.replace("一级指标 | 二级指标 | 三级指标 | 甲 | 乙", "子 | 丑 | 寅 | 卯 | 辰")
    names = ["level1", "level2", "level3", "target", "note"]
    clicks: list[Click] = [("column", (5, col), name) for col, name in enumerate(names)]
    found, taught = click(text, *clicks)
    assert found.filing.tables["indicators"][0] == dict(
        zip(names, ["产出指标", "数量指标", "救助人次", "≥100人次", "120人次"], strict=True)
    )
    again = NEXT.replace("一级指标 | 二级指标 | 三级指标 | 甲 | 乙", "子 | 丑 | 寅 | 卯 | 辰")
    assert [row["target"] for row in recognise(doc(again), taught)[0].filing.tables["indicators"][:4]] == [
        "≥200人次", "≥300人", "75%", "90%",
    ]  # fmt: skip


def test_a_table_without_a_head_is_corrected_by_a_cell_of_its_column():
    text = "\n".join(line for line in FORM.splitlines() if "一级指标" not in line)
    found, _ = click(text, ("column", (5, 4), "target"), ("column", (5, 3), "note"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]


MONEY = "2022年补助资金分配表 | < | <\n代称 | 各处 | 本批\n{}"


def test_names_of_an_allocation_are_matched_to_regions_once_their_column_is_known():
    rows = "一 | 凯里市 | 10\n二 | 黄平县 | 20\n三 | 合计 | 30"
    found, _ = click(
        MONEY.format(rows), ("column", (1, 0), ""), ("column", (1, 1), "name"), ("column", (1, 2), "amount")
    )
    assert [
        (row["name"], row.get("region"), row["role"], row["amount"]) for row in found.filing.tables["rows"]
    ] == [("凯里市", "522601", "unit", "10"), ("黄平县", "522622", "unit", "20"), ("合计", None, "total", "30")]  # fmt: skip
    assert found.form == "allocation"


def test_an_amount_once_said_stays_whatever_the_numbers_would_say():
    text = MONEY.format("1 | 凯里市 | 10").replace("代称 | 各处 | 本批", "人数 | 地区 | 本次下达")
    found, _ = click(text, ("column", (1, 0), "amount"), ("column", (1, 2), "extra:参考"))
    assert found.filing.tables["rows"][0]["amount"] == "1"
    assert found.filing.tables["rows"][0]["extra:参考"] == "10"


# -- rows ------------------------------------------------------------------------------------------------------------


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


# -- forms -----------------------------------------------------------------------------------------------------------


def test_an_unknown_table_is_read_as_the_form_it_is_said_to_be():
    text = FORM.replace("绩效目标表", "某某表").replace("实施单位", "报送单位")
    found, taught = click(text, ("form", None, "target-breakdown"))
    assert (found.form, found.filing.form) == ("target-breakdown", "target-breakdown")
    assert not said(found, "read.form")
    assert recognise(doc(NEXT.replace("绩效目标表", "某某表").replace("实施单位", "报送单位")), taught)[0].form == (
        "target-breakdown"
    )


def test_a_table_that_was_left_out_can_be_named():
    shown = doc("各处情况 | < | <\n单位 | 名目 | 数\n凯里市 | 甲 | 10\n黄平县 | 乙 | 20")
    assert read(shown) == []
    (left,) = unread(shown, known())
    assert (left.form, left.confidence, left.area) == (None, 0.0, (0, 0, 4, 3))
    clicks: list[Click] = [("form", None, "allocation"), ("column", (1, 0), "name"), ("column", (1, 2), "amount")]
    taught = learned(left, *(correction(shown.grids[0], left, *one) for one in clicks))
    (found,) = recognise(shown, taught)
    assert [(row["name"], row["region"], row["amount"]) for row in found.filing.tables["rows"]] == [
        ("凯里市", "522601", "10"), ("黄平县", "522622", "20"),
    ]  # fmt: skip
    assert unread(shown, taught) == []


def test_a_table_said_not_to_be_read_is_left_out_and_can_be_taken_back():
    shown = doc()
    taught = learned(read(shown)[0], Correction("form", None, ""))
    assert recognise(shown, taught) == []
    (left,) = unread(shown, taught)
    assert left.layout in taught.learned


def test_a_table_of_another_layout_is_not_touched():
    taught = learned(read(doc())[0], Correction("form", None, ""), Correction("field", (4, 1), ""))
    other = doc(FORM.replace("牵头科室", "经办科室").replace("主管部门", "主管单位名称"))
    assert recognise(other, taught) == read(other)


# -- what no longer fits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [
    Correction("field", (500, 1), "values.project_leader"),
    Correction("field", (4, 1), "values.project_leader", "别的标签"),
    Correction("column", (5, 4), "target", "别的列名"),
    Correction("row", (8, 0), "", "别的文字"),
    Correction("form", None, "custom:已删除的表"),
    Correction("field", (4, 1), "values.no_such_field"),
])  # fmt: skip
def test_a_correction_without_its_place_changes_nothing_and_is_told(one: Correction):
    plain = read(doc())[0]
    found = recognise(doc(), learned(plain, one))[0]
    assert found.filing == plain.filing
    assert len(said(found, "read.correction")) == 1
    assert not said(found, "read.corrected")


def test_corrections_cost_no_confidence_and_leave_no_doubt_at_their_place():
    found, _ = click(
        FORM.replace("甲", "指标值"), ("column", (5, 4), "note"), ("field", (4, 1), "values.project_leader")
    )
    assert found.confidence > read(doc(FORM.replace("甲", "指标值")))[0].confidence


@given(st.data())
def test_any_corrections_at_all_end_with_a_result(data: st.DataObject):
    places = st.tuples(st.integers(0, 14), st.integers(0, 6))
    columns = [
        "",
        "level1",
        "level2",
        "level3",
        "target",
        "value",
        "operator",
        "name",
        "amount",
        "extra:丙",
        "executed",
    ]
    fields = ["", "values.project_name", "values.extra:丁", "values.unknown"]
    one = st.one_of(
        st.builds(Correction, st.just("column"), places, st.sampled_from(columns)),
        st.builds(Correction, st.just("field"), places, st.sampled_from(fields)),
        st.builds(Correction, st.just("row"), places, st.sampled_from(["", "row"])),
        st.builds(Correction, st.just("form"), st.none(), st.sampled_from(["", *known().forms])),
    )
    text = data.draw(st.sampled_from([FORM, NEXT, MONEY.format("一 | 凯里市 | 10\n二 | 黄平县 | 20")]))
    shown = doc(text)
    found = (read(shown) or unread(shown, known()))[0]
    for table in recognise(shown, learned(found, *data.draw(st.lists(one, max_size=5)))):
        named = known().forms.get(table.form or "")
        for path in table.sources:
            assert table.filing.get(path) or path.startswith("values."), path
        if named is None:
            continue
        for name in table.filing.values:
            named.check_name("", name, "values")
        for kind, rows in table.filing.tables.items():
            for name in {name for row in rows for name in row}:
                named.check_name(kind, name, kind)


# -- whole layouts ---------------------------------------------------------------------------------------------------

_STRANGE = ["甲项", "乙栏", "丙列", "丁格", "戊目", "己行"]


@pytest.mark.parametrize("form", TITLES)
def test_strange_words_for_columns_are_clicked_right_for_this_file_and_the_next(form: str):
    for seed in range(6):
        rng = Random(f"clicked{form}{seed}")
        laid = lay_form(filing(rng, form), known().forms[form], rng)
        (plain,) = read(laid.canvas.document())
        heads = [place for place, path in plain.labels.items() if path.startswith("tables.indicators.")]
        heads = rng.sample(heads, min(len(heads), 3))
        for place, word in zip(heads, _STRANGE, strict=False):
            laid.canvas.cells[place] = (word, *laid.canvas.cells[place][1:])
        shown = laid.canvas.document()
        found = (read(shown) or unread(shown, known()))[0]
        clicks: list[Click] = [("form", None, form)]
        for place in heads:
            clicks.append(("column", place, plain.labels[place].split(".", 2)[2]))
        taught = learned(found, *(correction(shown.grids[0], found, *one) for one in clicks))
        corrected = recognise(shown, taught)
        assert judged(laid.entry(), corrected)[2] == [], seed
        last = laid.tables["indicators"][-1]
        laid.tables["indicators"] += [last] * more_rows(laid.canvas, corrected[0], 3)
        assert judged(laid.entry(), recognise(laid.canvas.document(), taught))[2] == [], seed


# -- kept as text ----------------------------------------------------------------------------------------------------

_places = st.tuples(st.integers(0, 10**6), st.integers(0, 10**4))
_words = st.text(st.characters(categories=["L", "N", "P"]), max_size=20)
_corrections = st.one_of(
    st.builds(Correction, st.just("form"), st.none(), _words, st.just("")),
    st.builds(Correction, st.just("column"), _places, _words, _words),
    st.builds(Correction, st.just("field"), _places, _words.map(lambda word: f"values.{word}" if word else ""), _words),
    st.builds(Correction, st.just("row"), _places, st.sampled_from(["", "row"]), _words),
)


@given(st.lists(_corrections, max_size=8))
def test_corrections_come_back_from_their_text(corrections: list[Correction]):
    assert from_json(to_json(corrections)) == corrections


@given(st.lists(_corrections, max_size=6), st.lists(_corrections, max_size=6))
def test_newer_corrections_take_the_place_of_older_ones(before: list[Correction], new: list[Correction]):
    found = merged(before, new)
    assert merged(found, new) == merged(merged([], before), new) == found
    assert merged([], new) == found[len(found) - len(merged([], new)) :]
    places = [(one.kind, one.place[0] if one.place and one.kind == "row" else one.place) for one in found]
    assert len(set(places)) == len(places)


GOOD = {"kind": "field", "place": [1, 2], "meaning": "values.project_name", "anchor": ""}


@pytest.mark.parametrize("spoilt", [
    "", "{", "[]", "null", '{"format": "medaid-corrections/1"}', '{"format": "x", "corrections": []}',
    '{"format": "medaid-corrections/1", "corrections": {}}', '{"format": "medaid-corrections/1", "corrections": [1]}',
    *(json.dumps({"format": "medaid-corrections/1", "corrections": [{**GOOD, **change}]}) for change in [
        {"kind": "cell"}, {"place": None}, {"place": [1]}, {"place": [1, -2]}, {"place": [True, 2]}, {"place": "1,2"}, {"meaning": 3},
        {"meaning": "project_name"}, {"meaning": "values."}, {"anchor": None}, {"anchor": "x" * 999}, {"more": 1},
        {"kind": "form"}, {"kind": "row", "meaning": "yes"}, {"kind": "column", "meaning": "extra:"}, {"meaning": "values.a\u0000"},
    ]),
])  # fmt: skip
def test_a_spoilt_text_is_refused_with_a_way_out(spoilt: str):
    with pytest.raises(UserError) as error:
        from_json(spoilt)
    assert "更正" in error.value.what and error.value.mend


def test_a_place_is_found_again_whatever_the_sheet_has_above_it():
    found, taught = click(FORM, ("field", (4, 1), "values.project_leader"))
    grid = drawn(NEXT)
    moved = Grid(
        grid.name,
        tuple(cell._replace(row=cell.row + 7, col=cell.col + 2) for cell in grid.cells),
        grid.rows + 7,
        grid.cols + 2,
    )
    (again,) = recognise(document(moved), taught)
    assert again.layout == found.layout
    assert again.filing.values["project_leader"] == "基金科"
    assert again.sources["values.project_leader"] == (12, 3)


def test_a_column_with_a_blank_head_is_corrected_by_any_of_its_cells():
    text, later = (one.replace("| 甲 | 乙", "| 甲 |") for one in (FORM, NEXT))
    found, taught = click(text, ("column", (7, 4), "target"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]
    following = recognise(doc(later), taught)[0]
    assert [row["target"] for row in following.filing.tables["indicators"][:2]] == ["220人次", "320人"]


def test_a_click_below_a_head_corrects_its_column():
    found, taught = click(FORM, ("column", (7, 4), "target"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]
    assert recognise(doc(NEXT), taught)[0].filing.tables["indicators"][1]["target"] == "320人"
