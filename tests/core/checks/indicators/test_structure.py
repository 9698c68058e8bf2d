"""Classes, required cells and names."""

import pytest

from tests.core.checks.subjects import subject
from tests.core.checks.target_forms import FILLED, form, mended, of_structure, row, severities

_OUTPUT = row("资助参保人数", "3人")
_BENEFIT = row("救助对象覆盖范围", "100%", "社会效益指标", "效益指标")
_PLEASED = row("救助对象满意度", "≥85%", "服务对象满意度指标", "满意度指标")
_WHOLE = [_OUTPUT, _BENEFIT, _PLEASED]

# -- classes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "first"),
    [
        ("时效指标", "效益指标"), ("数量指标", "满意度指标"), ("社会效益\n指标", "产出指标"), ("可持续影响指标", "项目产出指标"),
        ("服务对象满意度指标", "产出指标"), ("成本指标", "效益指标"), ("质量 指标", "成本指标"), ("1.时效指标（10分）", "二、效益指标（30分）"),
        ("环境效益指标", "项目完成指标"),
    ],
)  # fmt: skip
def test_a_class_in_the_wrong_first_level(second: str, first: str) -> None:
    own = form(*_WHOLE, row("某项", "1次", second, first))
    found = of_structure(own)
    assert severities(found) == [("structure.class", "warning")]
    assert found[0].where == "tables.indicators[3].level2"
    assert of_structure(mended(own, found[0])) == []


@pytest.mark.parametrize(
    ("second", "first"),
    [
        ("社会公众或服务对象满意度指标", "效益指标"), ("满意度指标", "满意度"), ("成本指标", "成本指标"), ("经济成本指标", "成本指标"),
        ("生态环境成本指标", "成本指标"), ("成本指标", "产出指标"), ("数量指标", "项目完成指标"), ("社会效益", "项目效益指标"),
        ("社会效益指标", "项目效果指标"), ("生态效益指标", "效益\n指标"), ("资金管理", "管理指标"), ("时效指标", "管理指标"), ("质量指标", "产出与效益"),
        ("服务质量提升", "效益指标"), ("时效指标", ""), ("", "效益指标"), ("数量指标（20分）", "产出指标（50分）"),
    ],
)  # fmt: skip
def test_classes_in_their_place_and_classes_nobody_knows(second: str, first: str) -> None:
    assert of_structure(form(*_WHOLE, row("某项", "1次", second, first))) == []


def test_a_group_of_rows_is_told_once_and_moves_as_one() -> None:
    wrong = [row(f"第{number}项", "1次", "时效指标", "效益指标") for number in "甲乙"]
    own = form(_OUTPUT, _BENEFIT, *wrong, _PLEASED)
    found = of_structure(own)
    assert severities(found) == [("structure.class", "warning")]
    moved = [{**one, "level1": "产出指标"} for one in wrong]
    assert mended(own, found[0]).filing.rows("indicators") == [_OUTPUT, *moved, _BENEFIT, _PLEASED]


def test_a_group_beside_its_class_only_changes_its_name() -> None:
    own = form(_OUTPUT, row("甲项", "1次", "时效指标", "效益指标"), _BENEFIT, _PLEASED)
    mend = of_structure(own)[0].mends[0]
    assert mend.title == "一级指标改为“产出指标”"
    assert mend.edits == (("tables.indicators[1].level1", "产出指标"),)


# -- what is missing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "before", "name"),
    [
        ([_OUTPUT, _PLEASED], 0, "效益指标"),
        ([_OUTPUT, _BENEFIT], 1, "满意度指标"),
        ([_BENEFIT, _PLEASED], 0, "产出指标"),
        ([_OUTPUT, _OUTPUT, _PLEASED], 1, "效益指标"),
        ([*_WHOLE[:2], row("……", "……", "满意度指标", "满意度指标")], 1, "满意度指标"),
    ],
)
def test_a_class_without_any_indicator(rows: list[dict[str, str]], before: int, name: str) -> None:
    """It stands at the class before it: a cell that every program can look up."""
    own = form(*rows)
    found = of_structure(own)
    assert severities(found) == [("structure.incomplete", "warning")]
    assert (found[0].where, found[0].expected) == (f"tables.indicators[{before}].level1", name)
    assert own.place(found[0].where) == f"绩效指标第 {before + 1} 行“{rows[before]['level1']}”"


def test_a_form_without_any_indicator_is_told_once() -> None:
    found = of_structure(form())
    assert severities(found) == [("structure.incomplete", "warning")]
    assert found[0].where == "tables.indicators[0].level1"


@pytest.mark.parametrize(
    "rows",
    [
        _WHOLE,
        [_OUTPUT, _BENEFIT, row("受益群众满意度", "≥96%", "社会公众或服务对象满意度指标", "效益指标")],
        [_OUTPUT, _BENEFIT, row("群众满意度", "≥96%", "社会效益指标", "效益指标")],
        [{**one, "level1": ""} for one in _WHOLE],
        [_OUTPUT, row("资金使用合规", "合规", "资金管理", "管理指标")],
        [row("甲项", "1次", "", "")],
    ],
)
def test_forms_that_have_all_classes_or_classes_nobody_knows(rows: list[dict[str, str]]) -> None:
    assert of_structure(form(*rows)) == []


def test_a_required_field_left_blank() -> None:
    values = {name: text for name, text in FILLED.items() if name != "implementing_unit"}
    found = of_structure(subject("project-target", values, indicators=_WHOLE))
    assert severities(found) == [("structure.incomplete", "error")]
    assert found[0].where == "values.implementing_unit" and "实施单位" in found[0].message


@pytest.mark.parametrize(
    ("other", "rules"),
    [
        ({"funding_fiscal": "656"}, []),
        ({"funding_fiscal": "0"}, ["structure.incomplete"]),
        ({}, ["structure.incomplete"]),
    ],
)
def test_a_total_that_its_parts_make_is_for_the_rule_of_sums(other: dict[str, str], rules: list[str]) -> None:
    values = {**FILLED, "funding_total": "", **other}
    assert [one.rule for one in of_structure(subject("project-target", values, indicators=_WHOLE))] == rules


def test_the_funding_may_stand_in_a_table() -> None:
    values = {name: text for name, text in FILLED.items() if name != "funding_total"}
    funding = [{"item": "年度资金总额", "initial_budget": "350"}]
    assert of_structure(subject("monitoring", values, indicators=_WHOLE, funding=funding)) == []


_SCORED = {"actual": "88%", "weight": "10", "score": "10"}


def test_required_cells_of_rows() -> None:
    own = form(
        *({**one, **_SCORED} for one in _WHOLE), {**row("", "1次"), **_SCORED}, {**row("", "3人", level4="低保对象"), "weight": "5"},
        kind="self-evaluation",
    )  # fmt: skip
    places = [one.where.removeprefix("tables.indicators") for one in of_structure(own)]
    last = len(_WHOLE)
    assert places == [f"[{last}].level3", f"[{last + 1}].actual", f"[{last + 1}].score"]


def test_a_column_that_is_blank_altogether_is_told_once() -> None:
    own = form(*({**one, "actual": "88%", "score": "10"} for one in _WHOLE), kind="self-evaluation")
    (finding,) = of_structure(own)
    assert finding.where == "tables.indicators[0].weight" and "“分值”整列是必填项" in finding.message


def test_a_form_hardly_begun_is_told_in_one_sentence() -> None:
    (finding,) = of_structure(subject("declaration", {"project_name": "医疗救助", "funding_fiscal": "350"}))
    assert (finding.rule, finding.severity, finding.where) == ("structure.incomplete", "error", "values.filling_unit")
    assert "还有 11 处必填项空着：“填报单位”、“项目类别”" in finding.message
    assert [one.path for one in finding.beside][:2] == ["values.project_category", "values.competent_department"]


def test_a_blank_target_is_for_the_rules_of_targets() -> None:
    assert of_structure(form(*_WHOLE, row("参保率"))) == []


# -- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["3", "12.", "（3）", "①", "≥95%", "100％", "3978人次", "1.2"])
def test_a_name_that_is_a_number(name: str) -> None:
    found = of_structure(form(*_WHOLE, row(name, "3人")))
    assert severities(found) == [("structure.name", "error")]
    assert found[0].where == "tables.indicators[3].level3"


@pytest.mark.parametrize("name", ["12345热线接通率", "3岁以下儿童参保率", "“两不愁三保障”", "DRG", "……"])
def test_names_with_numbers_in_them(name: str) -> None:
    assert of_structure(form(*_WHOLE, row(name, "3人"))) == []
