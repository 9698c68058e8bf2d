"""Calculations in prose: what is one, what it makes, and when a difference is none."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.checks.prose.calculations import calculations, verdict


def _verdicts(text: str) -> list[str]:
    return [f"{one.verdict}?" if one.unsure else one.verdict for one in calculations(text)]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("县级财政补贴 658090 人×32 元=21058880 元，即需 21058880 元。", ["right"]),
        ("55596 人×15 元=833940.00 元；55596 人×5 元=277980.00 元", ["right", "right"]),
        ("658090人×32元=2105.888", ["right"]),
        ("658090人×32元=2105.88万元", ["truncated"]),
        ("658090人×32元=2105.89万元", ["rounded"]),
        ("658090人×32元≈2106万元", ["rounded"]),
        ("658090人×32元=约2100万元", ["rounded"]),
        ("658090人×32元=2100余万元", ["rounded"]),
        ("658090人×32元=21058800元", ["wrong"]),
        ("658090人×32元=21058880万元", ["wrong"]),
        ("658，090人×32元=21，058，880元", ["right"]),
        ("658，090人×32元=21，058，800元", ["wrong?"]),
        ("基数为30，100人×5元=500元", ["wrong?"]),
        ("658,090人×32元=21,058,800元", ["wrong"]),
        ("2105.888万元＝658090人＊32元", ["right"]),
        ("每人32元乘以658090人等于21058880元", ["right"]),
        ("145.18万元+9=154.18万元", ["right"]),
        ("4.7+1+0.3=6", ["right"]),
        ("100万元×70%=70万元", ["right"]),
        ("343÷350=98%", ["right"]),
        ("343/350×100%=98.00%", ["right"]),
        ("343÷350×100=98%", ["right"]),
        ("1000万元÷20万人=50元/人", ["right"]),
        ("658090人×（495元+23元+32元）=36194.95万元", ["right"]),
        ("1200人×320元＝384000元＝38.4万元", ["right", "right"]),
        ("补助标准（495元+23元=518元）", ["right"]),
        ("补助标准（495元+23元=519元），参保率95%", ["wrong"]),
        ("（1）100元×3人=300元", ["right"]),
        ("(100元+20元)×3人=360元(含结转)", ["right"]),
        ("10×5=50+20=70", ["right"]),
        ("10×5=50+30=70", ["wrong?"]),
        ("2020年资金=100万元+200万元=300万元", ["right"]),
        ("2019年结转12万元+2020年下达350万元=360万元", ["wrong"]),
        ("10-20人×100元=2000元", ["wrong?"]),
        ("100人×两次100元=20000元", ["wrong?"]),
        ("6.1-12.31=214天", ["wrong?"]),
        ("2020.6-2020.12=6个月", ["wrong?"]),
        ("1286万元-126万元=1150万元", ["wrong"]),
        ("550-495-23=30", ["wrong"]),
        ("1.1000人×20元=2万元", ["wrong?"]),
        ("2.50户×20元=1000元", ["wrong?"]),
        ("1.50万元+2万元=5万元", ["wrong"]),
        ("0.8万人×(320-40)元/人=224万元", ["right"]),
        ("58.5%=204.75/350", ["right"]),
        ("2165.84×60%=1299.5万元", ["rounded"]),
        ("1200×1.1=1230万元", ["wrong"]),
        ("2人/次×3次×180元/天×5天=5400元", ["right"]),
        ("2人/次×3次×180元/天×5天=5004元", ["wrong"]),
        ("若干人×3次×180元/天×5天=5400元", ["wrong?"]),
        ("2000名(含新增)×100元×2次=400000元", ["wrong?"]),
        ("66万人×32元=2105.888万元", ["wrong?"]),
        ("3.2万人次×1500元=480万元", ["wrong"]),
        ("5人×200=1000万", ["right"]),
        ("5人×200元=1000", ["right"]),
        ("5人×201=1000万", ["wrong"]),
        ("500元×（1-30%）=400元", ["wrong"]),
        ("512元×(1-30%)=358.4元", ["right"]),
        ("3000（人）×40（元）=13（万元）", ["wrong"]),
        ("3000（人）×40（元/人）=12（万元）", ["right"]),
        ("3千人×40元=13万元", ["wrong"]),
        ("三千人×40元=12万元", ["right"]),
        ("补助三千人×40元=13万元", ["wrong"]),
        ("5.3万人×32元=168.2万元", ["wrong?"]),
        ("3000人×40元，共13万元", ["wrong"]),
        ("3000人×40元，计130000元", ["wrong"]),
        ("3000人×40元为13万元", ["wrong"]),
        ("2023年3000人×40元需12万元", ["right"]),
        ("一、参保：3000人×40元，小计13万元", ["wrong"]),
        ("3000人×40元，共120万元", ["wrong"]),
        ("3000人×40元，需40万元", ["wrong?"]),
    ],
)
def test_calculations_in_prose(text: str, verdicts: list[str]) -> None:
    assert _verdicts(text) == verdicts


@pytest.mark.parametrize(
    "text",
    [
        "≥95%", "=100%", "y=2x+1", "人数×标准=金额", "658090人×标准=21058880元", "电话0635-1234567=无", "1:2", "A+B=300",
        "每年需230000元=23万元", "叁拾万元+20万元=伍拾万元", "聊政办【2014】46 号", "低保3000人×40元，特困500人×80元，共16万元", "低保12万元；特困500人×80元，共16万元", "3000人×40元，需配套资金3万元",
        "3000人×40元，需6万元，县级承担50%", "7×24小时热线，共需2万元", "210×297规格宣传单5000张，需1500元", "共4次，每次3人×180元，需2160元",
        "约3000人×40元，约12万元", "=" * 40, "1=" * 2000, "(1=" * 40, "1+" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_calculation(text: str) -> None:
    assert calculations(text) == ()


@pytest.mark.parametrize(
    ("result", "stated", "power", "standing"),
    [
        ("2105.888", "2105.888", -3, "right"),
        ("2105.888", "2105.89", -2, "rounded"),
        ("2105.888", "2105.88", -2, "truncated"),
        ("111.192", "111.19", -2, "rounded"),
        ("702.1", "703", 0, "raised"),
        ("2105.888", "2105.87", -2, "wrong"),
        ("-1.19", "-1.1", -1, "truncated"),
    ],
)
def test_a_stated_number_is_judged_by_its_digits(result: str, stated: str, power: int, standing: str) -> None:
    assert verdict(Decimal(result), Decimal(stated), power) == standing


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 10**6), st.integers(2, 2000), st.integers(1, 10**5))
def test_a_product_is_right_and_another_number_wrong(people: int, standard: int, off: int) -> None:
    product = people * standard
    assert _verdicts(f"{people}人×{standard}元={product}元") == ["right"]
    assert _verdicts(f"补助{people}人×{standard}元/人＝{product + off}元") == ["wrong"]
    assert _verdicts(f"{people} 人 × {standard} 元 = {Decimal(product).scaleb(-4)} 万元") == ["right"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789.,×+-=÷()（）人元万%约每 ；。年月", max_size=40))
def test_any_text_is_read(text: str) -> None:
    for one in calculations(text):
        assert 0 <= one.start < one.end <= len(text)
