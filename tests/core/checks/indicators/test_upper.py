"""Targets weaker than those of the level above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.around import Around
from tests.core.checks.target_forms import form, mended, of_targets, row, rules, severities

_WEAKER = [
    ("参保率", "≥75%", "≥80%"), ("参保率", "75%", "≥80%"), ("参保率", "≥95%", "100%"), ("参保率", "≥95%", "=100%"),
    ("参保率", "98%", "100%"), ("参保率", "≤95%", "≥90%"), ("参保率", "≥80%", ">80%"), ("参保率", "70%-85%", "≥75%"),
    ("参保率", "不低于70%", "不低于75%"), ("结算差错率", "≤5%", "≤3%"), ("个人自付比例", "≤40%", "≤30%"),
    ("运维响应时间", "≤60分钟", "≤30分钟"), ("运维响应时间", "≤1小时", "≤30分钟"), ("资金拨付时间", "≤30个工作日", "≤20个工作日"),
    ("人均救助标准", "≥300元/人", "≥320元/人"), ("群众满意度", "≥85分", "≥90分"),
    ("医保综合监管能力", "有所提高", "显著提升"), ("医保经办服务能力", "保持稳定", "有所提高"),
    ("合法性审查", "稳步拓展", "全覆盖"), ("困难群众负担", "有所减轻", "得到明显减轻"),
    ("对健全社会救助体系的影响", "有一定成效", "成效明显"), ("医疗救助对象人次规模", "与上年持平", "高于上年"),
    ("救助水平", "较上年提高3%", "较上年提高5%"), ("医疗救助对象人次规模", "低于上年", "不低于上年"),
    ("居民医保人均财政补助标准", "≥550元", "≥580元"), ("对健全社会救助体系的影响", "成效一般", "成效明显"),
    ("数据差错率", "≤0.5%", "≤3‰"), ("参保率", "≥98‰", "≥95%"), ("办结时间", "≤3天", "≤48小时"), ("资金拨付时间", "≤12个工作日", "≤10日"),
    ("资金拨付时间", "≤25日", "≤10个工作日"), ("公示时间", "≥4日", "≥5个工作日"), ("公示时间", "≥3个工作日", "≥7日"),
    ("投诉率", "≤5件/万人", "≤0.3件/千人"), ("人均医疗费补助", "≤3万元", "≤20000元"), ("救助标准", "≥0.3万元/人", "≥3200元/人"),
]  # fmt: skip
_HARDLY_WEAKER = [
    ("医保宣传能力", "明显提高", "显著提升。"), ("医疗救助对象覆盖范围", "逐步推开", "稳步拓展"), ("群众满意程度", "满意", "非常满意"), ("长效机制", "基本健全", "健全"),
]  # fmt: skip
_NOT_WEAKER = [
    ("参保率", "≥80%", "≥80%"), ("参保率", "80%", "≥80%"), ("参保率", "=85%", "≥80%"), ("参保率", "≥100%", "100%"),
    ("参保率", ">80%", "≥80%"), ("参保率", "≥99.5%", "≥99.50%"), ("结算差错率", "≤2%", "≤3%"), ("结算差错率", "2%", "3%"),
    ("运维响应时间", "≤30分钟", "≤1小时"), ("住院救助人次", "≥100人次", "≥50000人次"), ("召开发布会次数", "≥1次", "≥2次"),
    ("资助参保人数", "≥6120人", "符合条件的救助对象按规定纳入资助范围"), ("医疗救助对象人次规模", "≥41500人次", "不低于上年"),
    ("医疗救助对象人次规模", "不低于上年", "不低于上年"), ("医保综合监管能力", "显著提升", "有所提高"), ("医保综合监管能力", "有效提升", "显著提升"),
    ("医保综合监管能力", "稳步提升", "明显提升"), ("医疗救助对象覆盖范围", "有所提高", "全覆盖"), ("集中采购落实情况", "推进中", "按时按要求落实和执行"),
    ("困难群众看病就医方便程度", "≥90%", "明显提高"), ("人均救助标准", "300元/人", "320元/人"), ("费用增幅", "增长≤10%", "增长≤5%"),
    ("救助水平", "较上年提高5%", "较上年提高3%"), ("报销比例", "68%", "70%左右"), ("项目支出总额", "≥550元", "≥580元"), ("参保率", "≥95%", "≥98‰"), ("数据差错率", "≤3‰", "≤0.5%"),
    ("办结时间", "≤48小时", "≤2天"), ("资金拨付时间", "≤10个工作日", "≤12日"), ("资金拨付时间", "≤14日", "≤10个工作日"),
    ("公示时间", "≥7日", "≥5个工作日"), ("公示时间", "≥5个工作日", "≥7日"), ("投诉率", "≤3件/万人", "≤0.3件/千人"),
    ("宣传频率", "≥4次/年", "≥6次/年"), ("参保人数", "≥5000人", "≥3万人"), ("救助金额", "≥300元", "≥5万元"), ("投诉率", "≤5件/万人", "≤3人/万人"), ("补助金额", "≥100万元", "≥9000万元"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "own", "upper"), _HARDLY_WEAKER)
def test_words_that_are_used_for_each_other_are_a_hint(name: str, own: str, upper: str) -> None:
    found = of_targets(form(row(name, own, "质量指标", upper_target=upper), kind="regional-target"))
    assert severities(found) == [("target.upper", "hint")]
    assert "两个词相近" in found[0].message


@pytest.mark.parametrize(("name", "own", "upper"), _WEAKER)
def test_a_weaker_target_in_the_same_row(name: str, own: str, upper: str) -> None:
    filled = form(row(name, own, "质量指标", upper_target=upper), kind="regional-target")
    found = of_targets(filled)
    assert severities(found) == [("target.upper", "error")]
    assert (found[0].expected, found[0].actual) == (upper, own)
    assert found[0].beside[0].path == "tables.indicators[0].upper_target"
    assert of_targets(mended(filled, found[0])) == []


@pytest.mark.parametrize(("name", "own", "upper"), _NOT_WEAKER)
def test_what_is_not_weaker_or_cannot_be_compared(name: str, own: str, upper: str) -> None:
    filled = form(row(name, own, "质量指标", upper_target=upper), kind="regional-target")
    assert "target.upper" not in rules(of_targets(filled))


@given(st.integers(1, 100), st.integers(1, 100), st.sampled_from(["≥", "", "="]), st.sampled_from(["≥", "", "="]))
def test_a_rate_is_weaker_exactly_where_it_is_less(own: int, upper: int, sign: str, above: str) -> None:
    filled = form(row("参保率", f"{sign}{own}%", upper_target=f"{above}{upper}%"), kind="regional-target")
    assert rules(of_targets(filled)) == (["target.upper"] if own < upper else [])


def test_the_same_row_of_the_parent_region() -> None:
    above = form(row("参保 率", "≥95%", ""), id="above", region="650100")
    found = of_targets(form(row("参保率", "≥90%")), Around(upper=above))
    assert severities(found) == [("target.upper", "error")]
    assert (found[0].beside[0].filing, found[0].beside[0].path) == ("above", "tables.indicators[0].target")
    assert of_targets(form(row("参保率", "≥96%")), Around(upper=above)) == []
    assert of_targets(form(row("知晓率", "≥60%")), Around(upper=above)) == []


def test_the_provinces_own_form_has_its_value_in_the_column_of_the_province() -> None:
    above = form(row("参保率", upper_target="≥95%"), id="above", region="650000", kind="regional-target")
    own = form(row("参保率", "≥90%"), kind="regional-target")
    assert [one.beside[0].path for one in of_targets(own, Around(upper=above))] == ["tables.indicators[0].upper_target"]


def test_what_stands_in_the_row_goes_before_the_parents_form() -> None:
    above = form(row("参保率", "≥98%"), region="650100", kind="regional-target")
    own = form(row("参保率", "≥95%", upper_target="≥95%"), kind="regional-target")
    assert of_targets(own, Around(upper=above)) == []
