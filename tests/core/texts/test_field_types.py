"""Field types: from text to meaning, and a short Chinese sentence where there is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.codes import Code
from medaid_desktop.core.texts.dates import PartialDate, Period
from medaid_desktop.core.texts.field_types import FIELD_TYPES, FieldType, field_type
from medaid_desktop.core.texts.money import Amount
from medaid_desktop.core.texts.numbers import Nothing, Quantity, Unclear
from medaid_desktop.core.texts.phones import Contact, Phone
from medaid_desktop.core.texts.targets import Target

OPTIONS = ("投资类项目", "发展类项目")
CELLS = st.text() | st.text("0123456789０.,-≥%万元年月日至、X无—张三 \u3000\n", max_size=24)


def understood(kind: FieldType, text: str) -> object:
    """What a text means, None where it is blank or not understood."""
    meaning = kind.read(text)
    return None if isinstance(meaning, Unclear) else meaning


def test_the_registry_is_complete_and_named() -> None:
    assert set(FIELD_TYPES) == {
        "text", "long-text", "amount", "target", "choice", "date", "period", "phone", "code", "region", "unit", "number",
    }  # fmt: skip
    assert all(name == kind.name and kind.title for name, kind in FIELD_TYPES.items())
    assert len({kind.title for kind in FIELD_TYPES.values()}) == len(FIELD_TYPES)


def test_figures_stand_right_and_only_long_text_has_lines() -> None:
    assert {name for name, kind in FIELD_TYPES.items() if kind.aligned == "right"} == {"amount", "number"}
    assert {name for name, kind in FIELD_TYPES.items() if kind.multiline} == {"long-text"}


@pytest.mark.parametrize(
    ("name", "text", "meaning"),
    [
        ("text", " 甲 ", "甲"),
        ("long-text", "甲\n乙", "甲\n乙"),
        ("amount", "350 万元", Amount(Decimal(350), "万元", "350 万元")),
        ("amount", "—", Nothing("—")),
        ("number", "2866人", Quantity(Decimal(2866), "人", "2866人")),
        ("target", "≥96", Target("number", "≥96", "≥", Decimal(96))),
        ("target", "无", Target("nothing", "无")),
        ("choice", "甲、乙", ("甲", "乙")),
        ("date", "20200601", PartialDate(2020, 6, 1)),
        ("period", "2020年", Period(PartialDate(2020), PartialDate(2020))),
        ("phone", "甲 0635-1234567", Contact("甲", (Phone("landline", "1234567", "0635"),))),
        ("code", "2101501 行政运行", Code("2101501", "行政运行")),
        ("region", "甲县", "甲县"),
        ("unit", "甲县医疗保障局", "甲县医疗保障局"),
    ],
)
def test_meanings(name: str, text: str, meaning: object) -> None:
    kind = FIELD_TYPES[name]
    assert understood(kind, text) == meaning
    assert kind.complaint(text) is None


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("amount", "约350万元", "看不懂的金额“约350万元”"),
        ("number", "若干", "没有数字"),
        ("target", "XX%", "占位符"),
        ("target", "90%≥", "看不懂的指标值“90%≥”，请写成 ≥95%、1340人 或 明显提高"),
        ("date", "明天", "看不懂的日期“明天”，请写成 2020年6月1日"),
        ("period", "1年", "请写成 2020年1月至2020年12月"),
        ("phone", "甲", "没有看得懂的电话号码"),
        ("code", "行政运行", "看不懂的代码"),
        ("unit", "XX财政局", "占位符"),
    ],
)
def test_complaints(name: str, text: str, said: str) -> None:
    kind = FIELD_TYPES[name]
    assert understood(kind, text) is None
    assert said in (kind.complaint(text) or "")


@pytest.mark.parametrize("kind", FIELD_TYPES.values(), ids=list(FIELD_TYPES))
def test_a_blank_means_nothing_and_is_no_mistake(kind: FieldType) -> None:
    for text in ("", "  ", "　\n"):
        assert understood(kind, text) is None
        assert kind.complaint(text) is None


def test_an_amount_takes_the_unit_of_its_field() -> None:
    kind = field_type("amount", unit="万元")
    assert understood(kind, "154.18") == Amount(Decimal("154.18"), "万元", "154.18")
    assert understood(kind, "5元") == Amount(Decimal(5), "元", "5元")
    assert (kind.name, kind.aligned) == ("amount", "right")


def test_a_choice_knows_its_options() -> None:
    one, several = field_type("choice", options=OPTIONS), field_type("choice", options=OPTIONS, multiple=True)
    assert understood(one, "发展类 项目") == ("发展类项目",)
    assert understood(several, "投资类项目、发展类项目") == OPTIONS
    assert one.complaint("投资类项目、发展类项目") == "这里只能选一项，现有 2 项：投资类项目、发展类项目"
    assert one.complaint("其他") == "“其他”不是可选项，请选：投资类项目、发展类项目"
    assert several.complaint("、") is not None


def test_an_option_may_hold_the_separator() -> None:
    kind = field_type("choice", options=("甲、乙", "丙"))
    assert understood(kind, "甲、乙") == ("甲、乙",)


def test_an_option_may_be_explained() -> None:
    kind = field_type("choice", options=("住院", "其他"))
    assert understood(kind, "其他:慈善、互助") == ("其他：慈善、互助",)
    assert kind.complaint("另写：甲") == "“另写：甲”不是可选项，请选：住院、其他"


def test_a_region_is_looked_up() -> None:
    kind = field_type("region", lookup={"甲县": "000001"}.get)
    assert understood(kind, " 甲县 ") == "000001"
    assert kind.complaint("乙县") == "区划表里没有“乙县”，请核对名称，或从区划树中选取"


@pytest.mark.parametrize("kind", FIELD_TYPES.values(), ids=list(FIELD_TYPES))
def test_long_junk_is_no_trap(kind: FieldType) -> None:
    """A pattern that tries every way to share out the blanks would not come back from these."""
    for junk in (" ", "1", "1,234", "13000000000 ", "年", "X", "不低于", "“", "-"):
        text = f"1{junk * 4000}！"
        complaint = kind.complaint(text)
        assert complaint is not None or understood(kind, text) is not None


def test_an_unknown_type_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        field_type("sum")


@given(st.sampled_from(sorted(FIELD_TYPES)), CELLS)
def test_a_text_is_blank_or_understood_or_complained_about(name: str, text: str) -> None:
    kind = field_type(name, unit="万元", options=OPTIONS, lookup={"甲县": "000001"}.get)
    meaning, complaint = understood(kind, text), kind.complaint(text)
    assert meaning is None or complaint is None
    if complaint is not None:
        assert complaint and "\n" not in complaint and len(complaint) < 80


@pytest.mark.parametrize("name", ["amount", "number", "date", "period", "phone", "code"])
def test_words_that_put_a_cell_off_are_complained_of_but_not_doubted(name: str):
    kind = field_type(name)
    for text in ("详见附件", " 见附表1 ", "另行下达", "待定", "不适用"):
        assert kind.complaint(text) and kind.doubt(text) is None
    for text in ("阳谷", "见", "待定金额"):
        assert kind.doubt(text) == kind.complaint(text) is not None
