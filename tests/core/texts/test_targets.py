"""Targets: every one in the five notices the program grew from, and the ways clerks write them elsewhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.numbers import fold, format_number
from medaid_desktop.core.texts.targets import Target, direction, format_target, is_placeholder, parse_target

CELLS = st.text() | st.text(
    "0123456789０９.．,，-－~～≥≤><=＞《》%％‰人次元万/·天内以上下达到不低于高较年提至（）() \u3000\nX…无—第",
    max_size=20,
)

# (text, operator, value, unit, label) of every target with a number, notice by notice.
RUILI = [
    ("95人", None, "95", "人", ""),
    ("179人", None, "179", "人", ""),
    ("340人", None, "340", "人", ""),
    ("1340人", None, "1340", "人", ""),
    ("52400人", None, "52400", "人", ""),
    ("15000人", None, "15000", "人", ""),
    ("1596", None, "1596", None, ""),
    ("25", None, "25", None, ""),
    ("100%", None, "100", "%", ""),
    ("75%", None, "75", "%", ""),
    ("90%", None, "90", "%", ""),
    ("≥90%", "≥", "90", "%", ""),
]
URUMQI_COUNTS = """3978 1772 7116 3549 2158 8604 4007 4070 4491 3431 2844 9466 1754 531 2182 3739 3651 16273 708 296
    2355 2194 679 1110"""
URUMQI = [(f"≥{count}", "≥", count, None, "") for count in URUMQI_COUNTS.split()] + [
    (f"≥{rate}%", "≥", rate, "%", "") for rate in ("70", "50", "95", "80", "85")
]
ZHEJIANG = [("100%", None, "100", "%", "")] + [(f"≥{rate}%", "≥", rate, "%", "") for rate in ("70", "60", "85", "80")]
LIANGHE = [
    ("≥2次", "≥", "2", "次", ""),
    ("≥1次", "≥", "1", "次", ""),
    ("≥90%", "≥", "90", "%", ""),
    ("≤60分钟", "≤", "60", "分钟", ""),
    ("≤30分钟", "≤", "30", "分钟", ""),
    ("100%", None, "100", "%", ""),
    ("≥95%", "≥", "95", "%", ""),
    ("≥70%", "≥", "70", "%", ""),
]
YANGGU = [
    ("100%", None, "100", "%", ""),
    ("350 万元", None, "350", "万元", ""),
    ("≥95%", "≥", "95", "%", ""),
    ("≥96%", "≥", "96", "%", ""),
    ("参保人数 658090人", None, "658090", "人", "参保人数"),
    ("参保人数\n658090人", None, "658090", "人", "参保人数"),
    ("96%", None, "96", "%", ""),
    ("99%", None, "99", "%", ""),
    ("群众满意度\n≥96", "≥", "96", None, "群众满意度"),
    ("参保人数55596人", None, "55596", "人", "参保人数"),
    ("群众满意度\n≥99", "≥", "99", None, "群众满意度"),
    ("≥99", "≥", "99", None, ""),
]
ELSEWHERE = [
    ("0", None, "0", None, ""),
    ("0起", None, "0", "起", ""),
    ("290%", None, "290", "%", ""),
    ("75％", None, "75", "%", ""),
    ("１５９６", None, "1596", None, ""),
    ("99.50%", None, "99.50", "%", ""),
    ("≥3,978 人次", "≥", "3978", "人次", ""),
    ("3 978人", None, "3978", "人", ""),
    ("-5%", None, "-5", "%", ""),
    ("≧95", "≥", "95", None, ""),
    ("》96%", "≥", "96", "%", ""),
    ("》＝96%", "≥", "96", "%", ""),
    ("《5%", "≤", "5", "%", ""),
    ("＞＝95％", "≥", "95", "%", ""),
    ("> = 95%", "≥", "95", "%", ""),
    ("=>95", "≥", "95", None, ""),
    ("=<3天", "≤", "3", "天", ""),
    ("＝100%", "=", "100", "%", ""),
    ("＞95%", ">", "95", "%", ""),
    ("<5‰", "<", "5", "‰", ""),
    ("不低于95％", "≥", "95", "%", ""),
    ("满意度大于等于90%", "≥", "90", "%", "满意度"),
    ("不超过3个工作日", "≤", "3", "个工作日", ""),
    ("3个工作日内", "≤", "3", "个工作日", ""),
    ("60分钟以内", "≤", "60", "分钟", ""),
    ("90%以上", "≥", "90", "%", ""),
    ("90％（含）以上", "≥", "90", "%", ""),
    ("95以上", "≥", "95", None, ""),
    ("不低于90%以上", "≥", "90", "%", ""),
    ("达到90%", "≥", "90", "%", ""),
    ("提高到95%", "≥", "95", "%", ""),
    ("控制在5%以内", "≤", "5", "%", ""),
    ("百分之95以上", "≥", "95", "%", ""),
    ("每季度至少1次", "≥", "1", "次", "每季度"),
    ("≥1次/年", "≥", "1", "次/年", ""),
    ("覆盖率为100%", None, "100", "%", "覆盖率"),
    ("参保人数：658090 人", None, "658090", "人", "参保人数"),
    ("约90%", None, "90", "%", ""),
    ("90%左右", None, "90", "%", ""),
    ("≥95%（建档立卡人员）", "≥", "95", "%", ""),
    ("50（人次）", None, "50", "人次", ""),
    ("32元/人·月", None, "32", "元/人·月", ""),
    ("550 元/ 人．年", None, "550", "元/人·年", ""),
    ("完成率≥99.5％。", "≥", "99.5", "%", "完成率"),
    ("上年参保人数 95人", None, "95", "人", "上年参保人数"),
    ("年增长率5%", None, "5", "%", "年增长率"),
    ("3年", None, "3", "年", ""),
    ("12个月", None, "12", "个月", ""),
]
WORDS = """明显提高 有效缓解 成效明显 稳步拓展 有所提高 显著提升 全覆盖 逐步推开 按时按要求落实和执行 有效节约 有效减轻 有效提高
    符合条件的救助对象按规定纳入资助范围 符合条件的救助对象按规定纳入救助范围 “一站式”即时结算覆盖率 是 优 零投诉
    2020年底前完成 2020年12月 2020年 6月 12月底前 2020-12-31 2020-2022年 第1批 1号文件要求落实 1:1 1：2 建档立卡人员100%参保
    5人以上医生 目标1：完成 百分之九十"""
RELATIVE = [
    ("不低于上年", "≥", None, None, "more"),
    ("不低于上年水平", "≥", None, None, "more"),
    ("不低于全省平均水平", "≥", None, None, "more"),
    ("不高于去年", "≤", None, None, "less"),
    ("高于上年", ">", None, None, "more"),
    ("较上年提高", ">", None, None, "more"),
    ("达标率较上年有所提高", ">", None, None, "more"),
    ("与上年相比下降", "<", None, None, "less"),
    ("比上年不增加", "≤", None, None, "less"),
    ("与上年持平", "=", None, None, "exact"),
    ("年度救助对象人次规模与上年持平", "=", None, None, "exact"),
    ("比上年增长≥5%", "≥", "5", "%", "more"),
    ("较2019年提高5%", None, "5", "%", "more"),
    ("比上年下降10%以上", "≥", "10", "%", "less"),
    ("高于上年5个百分点", ">", "5", "个百分点", "more"),
    ("提高5个百分点", None, "5", "个百分点", "more"),
    ("住院费用下降≥5%", "≥", "5", "%", "less"),
]
UNCLEAR = """XX% ≥XX% XX人 ** …… ____ □ (200字以内) （200字左右） 90%≥ ≥ ≥≥90% % 1,23 1/2 ±5% ≥90%，≤95% 80%-60% ≥3天以内 ≥参保人数
    ≥60%-80% ① 2①"""


@pytest.mark.parametrize("row", dict.fromkeys(RUILI + URUMQI + ZHEJIANG + LIANGHE + YANGGU + ELSEWHERE))
def test_targets_with_a_number(row: tuple[str, str | None, str, str | None, str]) -> None:
    text, operator, value, unit, label = row
    target = parse_target(text)
    assert target.kind == "number"
    assert (target.operator, str(target.value), target.unit, target.label) == (operator, value, unit, label)
    assert target.percent == (unit == "%")
    assert target.upper is None
    assert target.text == text


@pytest.mark.parametrize("text", WORDS.split())
def test_targets_in_words(text: str) -> None:
    assert parse_target(text) == Target("words", text)


@pytest.mark.parametrize(("text", "operator", "value", "unit", "better"), RELATIVE)
def test_targets_relative_to_a_base(
    text: str, operator: str | None, value: str | None, unit: str | None, better: str
) -> None:
    target = parse_target(text)
    assert target.kind == "relative"
    assert (target.operator, target.value, target.unit) == (operator, Decimal(value) if value else None, unit)
    assert direction(target) == better


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("60%-80%", "60", "80", "%"),
        ("60-80%", "60", "80", "%"),
        ("60％～80％", "60", "80", "%"),
        ("60%至80%", "60", "80", "%"),
        ("60%—80%之间", "60", "80", "%"),
        ("3～5天", "3", "5", "天"),
        ("3天到5天", "3", "5", "天"),
        ("1,000-2,000 人次", "1000", "2000", "人次"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    target = parse_target(text)
    assert (target.kind, str(target.value), str(target.upper), target.unit) == ("number", low, high, unit)
    assert direction(target) == "exact"


@pytest.mark.parametrize("text", [*UNCLEAR.split(), "≥90%\n≥95%"])
def test_what_cannot_be_told(text: str) -> None:
    assert parse_target(text) == Target("unclear", text)


@pytest.mark.parametrize(
    ("texts", "kind"), [(("", "  ", "　\n"), "blank"), (("—", "－", "/", "无", "暂无"), "nothing")]
)
def test_blank_and_nothing_differ(texts: tuple[str, ...], kind: str) -> None:
    assert {parse_target(text).kind for text in texts} == {kind}


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("≥90%", "more"),
        ("＞90%", "more"),
        ("≤60分钟", "less"),
        ("<5%", "less"),
        ("=3", "exact"),
        ("95人", None),
        ("明显提高", None),
        ("", None),
        ("XX%", None),
    ],
)
def test_direction(text: str, better: str | None) -> None:
    assert direction(parse_target(text)) == better


@pytest.mark.parametrize(
    ("columns", "joined"),
    [
        (("=", "100", "%"), "=100%"),
        (("≥", "50000", "人次"), "≥50000人次"),
        (("", "明显提高", ""), "明显提高"),
        (("定性", "明显提高", "无"), "明显提高"),
        (("≥", "≥95%", "%"), "≥95%"),
        (("≥", "95", "/"), "≥95"),
        (("≥", " ", "%"), ""),
    ],
)
def test_three_columns_become_one_cell(columns: tuple[str, str, str], joined: str) -> None:
    assert format_target(*columns) == joined


def test_placeholders_are_found_anywhere_in_a_text() -> None:
    assert all(
        is_placeholder(text) for text in ("XX财政局", "ＸＸ医保局", "××县", "某**", "……", "○○局", "不超过200字以内")
    )
    assert not any(is_placeholder(text) for text in ("", "甲县财政局", "3个", "1×2", "X光检查"))


@given(CELLS)
def test_understanding_never_fails_and_invents_no_digit(text: str) -> None:
    target = parse_target(text)
    assert target.text == text
    assert (target.kind == "blank") == (not fold(text).strip())
    written = fold(text).replace(",", "").replace(" ", "")
    for value in (target.value, target.upper):
        if value is not None:
            assert format_number(value.copy_abs()).removeprefix("0.") in written
    assert direction(target) in ("more", "less", "exact", None)


@given(
    st.sampled_from(["≥", "≤", "=", ">", "<", ""]),
    st.decimals("0", "9999999", places=2) | st.integers(0, 10**9).map(Decimal),
    st.sampled_from(["%", "‰", "人", "人次", "元/人·月", "个工作日", "起", "万元", ""]),
)
def test_what_is_joined_is_understood(operator: str, value: Decimal, unit: str) -> None:
    target = parse_target(format_target(operator, format_number(value), unit))
    assert target.kind == "number"
    assert (target.operator, target.unit) == (operator or None, unit or None)
    assert target.value is not None and target.value.as_tuple() == value.as_tuple()


@given(CELLS)
def test_full_width_forms_mean_the_same(text: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000})
    narrow_read, wide_read = parse_target(text), parse_target(wide)
    for name in ("kind", "operator", "value", "upper", "unit", "percent", "label"):
        assert getattr(narrow_read, name) == getattr(wide_read, name)
