"""Targets of single rows: rates, units, kinds, blanks and what the blank form printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.around import Around
from tests.core.checks.target_forms import form, mended, of_targets, row, rules, severities

# -- rates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "target", "severity", "becomes"),
    [
        ("城乡居民满意度", "群众满意度\n≥96", "warning", "群众满意度\n≥96%"),
        ("政策知晓率", "群众满意度 96", "warning", "群众满意度 96%"),
        ("参保率", "0.75", "warning", "75%"),
        ("参保率", "≥0.95", "warning", "≥95%"),
        ("参保率", "９６", "warning", "９６%"),
        ("参保率", "不低于95", "warning", "不低于95%"),
        ("参保率", "90-95", "warning", "90%-95%"),
        ("参保率", "1", "warning", "100%"),
        ("结算差错率", "≤0.5", "warning", "≤0.5%"),
        ("任务完成率", "110", "warning", "110%"),
        ("参保率", "290%", "error", "≥90%"),
        ("参保率", "298.5%", "error", "≥98.5%"),
        ("参保率", "2100%", "error", "≥100%"),
        ("参保率", "290", "error", "≥90%"),
        ("参保率", "9500%", "error", "95%"),
        ("参保率", "＞100%", "error", "≥100%"),
        ("任务完成率", "290%", "warning", "≥90%"),
        ("参保率", "0.95%", "warning", "95%"),
        ("参保率", "z90%", "warning", "≥90%"),
        ("参保率", "Z 90", "warning", "≥90%"),
        ("参保率", "》90%", "hint", "≥90%"),
        ("住院费用救助比例（低保对象）", "75", "warning", "75%"),
        ("参保覆盖面", "≥96", "warning", "≥96%"),
    ],
)
def test_a_doubtful_rate_is_told_with_what_it_may_be(name: str, target: str, severity: str, becomes: str) -> None:
    own = form(row(name, target))
    found = of_targets(own)
    assert severities(found) == [("target.percent", severity)]
    assert mended(own, found[0]).text("tables.indicators[0].target") == becomes
    assert of_targets(mended(own, found[0])) == []


@pytest.mark.parametrize("target", ["120%", "≥290%", "50%-190%"])
def test_a_rate_above_a_hundred_without_a_likely_reading_has_no_mend(target: str) -> None:
    found = of_targets(form(row("救助比例", target)))
    assert severities(found) == [("target.percent", "error")] and not found[0].mends


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("参保率", "≥95%"), ("参保率", "100%"), ("参保率", "＝100％"), ("参保率", ">=95%"), ("参保率", "百分之95"),
        ("参保率", "95%以上"), ("参保率", "90%-95%"), ("参保率", "0"), ("参保率", "全覆盖"), ("参保率", "不低于上年"),
        ("参保率", "稳步提高"), ("参保率", "较上年提高120%"), ("参保率（%）", "96"), ("参保率（单位：%）", "≥96"),
        ("居民收入增长率", "150%"), ("任务完成率", "≥120%"), ("预算执行率", "105%"), ("病床使用率", "105%"),
        ("基金累计结余率", "230%"), ("费用报销比例提高幅度", "130%"), ("群众满意度", "95分"), ("群众满意度", "≥4.5"),
        ("工作效率", "提高"), ("救助比例", "70:30"), ("救助比例", "—"), ("救助比例", "/"), ("发病率", "≤3‰"),
        ("结算差错率", "≤0.5%"), ("“一站式”即时结算覆盖范围", "100%"), ("满意程度", "95%"), ("参保率", "2%"), ("孕产妇死亡率", "≤16/10万"),
    ],
)  # fmt: skip
def test_a_rate_in_order_is_left_alone(name: str, target: str) -> None:
    assert of_targets(form(row(name, target))) == []


@given(
    st.integers(1, 100), st.sampled_from(["≥", "≤", "=", "不低于", "＞", ""]), st.sampled_from(["参保率", "救助比例"])
)
def test_every_whole_rate_with_its_sign_is_in_order(value: int, sign: str, name: str) -> None:
    found = of_targets(form(row(name, f"{sign}{value}%")))
    assert rules(found) == (["target.percent"] if (sign, value) == ("＞", 100) else [])


@given(st.integers(2, 100))
def test_only_the_number_gets_its_sign(value: int) -> None:
    own = form(row("群众满意度", f"2021年群众满意度\n≥{value}"), row("参保率", f"达到{value}"))
    found = [one for one in of_targets(own) if one.rule == "target.percent"]
    assert found and all("%" in mended(own, one).text(one.where) for one in found)


@pytest.mark.parametrize(
    ("actual", "severity"), [("96.4", "hint"), ("102%", "hint"), ("296%", "warning"), ("96.4%", "")]
)
def test_results_are_looked_at_too_but_are_what_they_are(actual: str, severity: str) -> None:
    evaluated = form(row("参保率", "≥95%", actual=actual, weight="10", score="10"), kind="self-evaluation")
    found = [(one.rule, one.severity, one.where) for one in of_targets(evaluated)]
    assert found == ([("target.percent", severity, "tables.indicators[0].actual")] if severity else [])


# -- units ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "target", "becomes"),
    [
        ("资助参保人次数", "≥3978", "≥3978人次"), ("资助参保人数", "≥3549", "≥3549人"), ("召开发布会次数", "2", "2次"),
        ("医疗救助对象人次规模", "50000", "50000人次"), ("参保人数", "参保人数 658090", "参保人数 658090人"),
        ("资助参保户数", "1,200", "1,200户"), ("救助人数（低保对象）", "1340", "1340人"),
    ],
)  # fmt: skip
def test_a_quantity_without_its_unit_is_hinted_at(name: str, target: str, becomes: str) -> None:
    own = form(row(name, target))
    found = of_targets(own)
    assert severities(found) == [("target.unit", "hint")]
    assert mended(own, found[0]).text("tables.indicators[0].target") == becomes


def test_no_unit_is_offered_where_the_name_tells_none() -> None:
    found = of_targets(form(row("响应时间", "≤30", "时效指标")))
    assert severities(found) == [("target.unit", "hint")] and not found[0].mends


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("住院救助人次数", "1596人次"), ("事故发生次数", "0"), ("事故发生起数", "0起"), ("群众满意指数", "90"),
        ("资助参保人数（人）", "3549"), ("资助参保人数（单位：人）", "3549"), ("资助参保人数", "不低于上年"),
        ("补助金额", "350 万元"), ("平均等级", "3"), ("参保人数", "参保人数\n658090人"), ("床护比", "1:0.6"),
    ],
)  # fmt: skip
def test_units_that_are_told_or_not_needed(name: str, target: str) -> None:
    assert of_targets(form(row(name, target))) == []


def test_a_unit_in_a_column_of_its_own_is_enough() -> None:
    assert of_targets(form({**row("住院救助人次数", "1596"), "extra:计量单位": "人次"})) == []
    assert of_targets(form({**row("参保率", "96"), "extra:计量单位": "%"})) == []


# -- kinds ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("住院救助人数", "明显提高"), ("资助参保人次数", "成效明显"), ("政策知晓率", "显著提升"), ("参保率", "有所提高。"),
        ("救助比例", "≥1772人"), ("困难群众看病就医方便程度", "3978人次"), ("困难群众获得感", "95人"), ("宣传次数", "多次"), ("救助人次", "若干"), ("困难群众看病就医方便程度", "95"),
        ("对健全社会救助体系的影响", "≥95%"), ("住院救助人次", "住院救助人次"),
    ],
)  # fmt: skip
def test_words_for_a_number_and_a_number_for_words(name: str, target: str) -> None:
    assert severities(of_targets(form(row(name, target)))) == [("target.kind", "warning")]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("医疗救助对象人次规模", "不低于上年"), ("资助参保人数", "符合条件的救助对象按规定纳入资助范围"), ("资助参保人数", "应保尽保"),
        ("资助参保人数", "100%"), ("资助参保人数", "与上年持平"), ("参保率", "逐步提高"), ("满意程度", "95%"), ("群众满意度", "满意"),
        ("困难群众看病就医方便程度", "≥90%"), ("困难群众获得感", "≥95%"), ("宣传方式", "多次"), ("宣传次数", "按需开展"), ("群众获得感", "明显增强"), ("医保经办服务能力", "有所提高"), ("推行DRG试点", "逐步推开"), ("集中采购落实情况", "100%"),
        ("困难群众就医负担减轻程度", "有效缓解"), ("提高救助对象参保率", "提高参保率"), ("门诊救助人次", "有所增加"), ("投诉率", "明显下降"),
        ("困难群众负担减轻程度", "人均减负1200元"), ("对困难群众的影响", "惠及群众3000人"), ("群众满意率", "良好"), ("评价结果等次", "良好"),
        ("居民收入增长率", "较好"),
    ],
)  # fmt: skip
def test_words_that_may_stand_for_a_number(name: str, target: str) -> None:
    assert of_targets(form(row(name, target))) == []


@pytest.mark.parametrize(("name", "target"), [("问题整改率", "良好"), ("参保率", "较好"), ("救助比例", "优 秀")])
def test_a_grade_for_a_rate(name: str, target: str) -> None:
    found = of_targets(form(row(name, target)))
    assert severities(found) == [("target.kind", "warning")]
    assert "比率应填百分数" in found[0].message
    above = form(row(name, "良好"), region="650100")
    assert of_targets(form(row(name, target)), Around(last=above)) == []


def test_a_rate_for_a_degree_that_all_others_tell_in_words() -> None:
    own = form(row("困难群众看病就医方便程度", "≥90%", upper_target="明显提高"), kind="regional-target")
    assert severities(of_targets(own)) == [("target.kind", "warning")]
    before = form(row("困难群众看病就医方便程度", "≥85%"), year=2019)
    assert of_targets(own, Around(last=before)) == []


def test_nothing_is_said_where_the_level_above_has_words_too() -> None:
    own = form(row("政策知晓率", "明显提高", upper_target="明显提高"), kind="regional-target")
    assert of_targets(own) == []
    above = form(row("政策知晓率", "明显提高"), region="650000")
    assert of_targets(form(row("政策知晓率", "有所提高")), Around(last=above)) == []


def test_a_degree_is_no_number_though_the_level_above_has_other_words() -> None:
    own = form(
        row("资助参保人数", "明显提高", upper_target="符合条件的救助对象按规定纳入资助范围"), kind="regional-target"
    )
    assert severities(of_targets(own)) == [("target.kind", "warning")]
    against_last_year = form(row("医疗救助对象人次规模", "有所提高", upper_target="不低于上年"), kind="regional-target")
    assert of_targets(against_last_year) == []


def test_the_name_of_another_row_is_no_target() -> None:
    own = form(row("住院救助人次", "门诊救助人次"), row("门诊救助人次", "≥30人次"))
    assert severities(of_targets(own)) == [("target.kind", "warning")]


# -- blanks and placeholders ---------------------------------------------------------------------------------------


def test_a_blank_target_is_an_error_and_shows_what_the_level_above_wants() -> None:
    found = of_targets(form(row("参保率", upper_target="100%"), kind="regional-target"))
    assert severities(found) == [("target.missing", "error")]
    assert "全省指标值是 100%" in found[0].message and found[0].beside[0].path == "tables.indicators[0].upper_target"


@pytest.mark.parametrize(
    "blank",
    [
        row("……"), row("……", "……"), row("", "", note="说明"), row("参保率", "—"), row("参保率", "/"), row("≥95%"),
        row("", "", level4="……"), row("指标1："), row("指标 2：", "……"),
    ],
)  # fmt: skip
def test_rows_that_are_print_or_say_that_there_is_nothing(blank: dict[str, str]) -> None:
    assert of_targets(form(blank)) == []


@pytest.mark.parametrize(
    "target",
    [
        "≥XX人",
        "ＸＸ",
        "**",
        "……",
        "≥……%",
        "____人",
        "□",
        "（20字以内）",
        "20字以内",
        "请填写指标值",
        "限20字以内",
        "某某",
    ],
)
def test_a_prompt_left_in_is_told_once(target: str) -> None:
    assert severities(of_targets(form(row("资助参保人数", target)))) == [("target.placeholder", "error")]


def test_a_prompt_in_a_name_or_a_note() -> None:
    found = of_targets(form(row("资助XX人参保", "90人", note="（50字以内）"), row("……", "≥90%")))
    assert [(one.rule, one.where) for one in found] == [
        ("target.placeholder", "tables.indicators[0].level3"),
        ("target.placeholder", "tables.indicators[0].note"),
        ("target.placeholder", "tables.indicators[1].level3"),
    ]


@pytest.mark.parametrize(
    "own",
    [
        row("X光检查人次", "≥20人次"), row("参保率", "≥95%", note="……"), row("参保率", "≥95%", note="宣传、培训等……"),
        row("资助**困难群众**人数", "3人"), row("参保率", "≥95%", upper_target="≥XX%"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_prompt(own: dict[str, str]) -> None:
    assert of_targets(form(own)) == []


@pytest.mark.parametrize("target", ["≥%", "≥", "%", "≥　人次", "》 %"])
def test_a_sign_without_a_number_is_a_blank_target(target: str) -> None:
    found = of_targets(form(row("参保率", target)))
    assert severities(found) == [("target.missing", "error")] and "没有数" in found[0].message and not found[0].mends


def test_a_row_shifted_by_a_column_is_a_blank_target_and_can_be_moved_back() -> None:
    own = form(row("时效指标", "“一站式”即时结算覆盖率", "质量指标"))
    found = of_targets(own)
    assert severities(found) == [("target.missing", "error")] and "右移了一格" in found[0].message
    moved = mended(own, found[0])
    assert moved.filing.rows("indicators") == [row("“一站式”即时结算覆盖率", "", "时效指标")]


@pytest.mark.parametrize("target", ["≥95%", "按时", "明显提高"])
def test_a_class_as_a_name_alone_is_no_shift(target: str) -> None:
    assert "target.missing" not in rules(of_targets(form(row("时效指标", target, "质量指标"))))
