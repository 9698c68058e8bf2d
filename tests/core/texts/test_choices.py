"""Tick boxes on paper."""

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.choices import (
    EMPTY,
    TICKED,
    asks_remark,
    box_line,
    chosen,
    joined,
    option_near,
    parted,
    remarked,
    toggled,
)

OPTIONS = ("投资类项目", "发展类项目", "其他")


def test_box_line_keeps_the_order_of_the_form() -> None:
    assert box_line(OPTIONS, "其他、投资类项目") == "投资类项目\u00a0☑   发展类项目\u00a0☐   其他\u00a0☑"
    assert box_line(OPTIONS, "") == "投资类项目\u00a0☐   发展类项目\u00a0☐   其他\u00a0☐"


def test_a_word_that_is_no_option_is_not_lost() -> None:
    assert box_line(("甲",), "乙") == "甲\u00a0☐   乙\u00a0☑"


def test_chosen_words() -> None:
    assert chosen("甲、 乙 、") == ("甲", "乙")
    assert chosen("") == ()


def test_one_of_several() -> None:
    assert toggled("", "甲", multiple=False) == "甲"
    assert toggled("甲", "乙", multiple=False) == "乙"
    assert toggled("甲", "甲", multiple=False) == ""
    assert toggled("甲、乙", "甲", multiple=False) == ""


def test_several() -> None:
    assert toggled("甲", "乙", multiple=True) == "甲、乙"
    assert toggled("甲、乙", "甲", multiple=True) == "乙"


@given(st.sets(st.sampled_from(OPTIONS)), st.sampled_from(OPTIONS))
def test_a_second_click_takes_the_first_back(words: set[str], option: str) -> None:
    value = "、".join(sorted(words))
    again = toggled(toggled(value, option, multiple=True), option, multiple=True)
    assert set(chosen(again)) == words


@given(st.lists(st.sampled_from([*OPTIONS, "另写"]), unique=True))
def test_as_many_ticks_as_words(words: list[str]) -> None:
    line = box_line(OPTIONS, "、".join(words))
    assert line.count(TICKED) == len(words)
    assert line.count(EMPTY) == len(set(OPTIONS) - set(words))


def test_a_click_finds_the_option_of_its_word_or_box() -> None:
    line = "□新建　☑续建 □其他____"
    assert [option_near(line, ("新建", "续建", "其他"), at) for at in (0, 2, 3, 4, 6, 8, 12)] == [
        "新建", "新建", None, "续建", "续建", "其他", None,
    ]  # fmt: skip
    behind = "低保边缘 □\n低保 ☐".replace("\n", "")
    assert [option_near(behind, ("低保", "低保边缘"), at) for at in (0, 5, 6, 9)] == [
        "低保边缘",
        "低保边缘",
        "低保",
        "低保",
    ]
    assert option_near("医疗保障局", ("医疗保障局",), 1) is None
    assert option_near("( )是 (√)否", ("是", "否"), 5) == "否"


def test_what_is_said_of_an_option_belongs_to_it() -> None:
    said = parted("住院、其他：慈善、互助", ("住院", "门诊", "其他"))
    assert [(one.word, one.remark) for one in said] == [("住院", ""), ("其他", "慈善、互助")]
    assert joined(said) == "住院、其他：慈善、互助"
    assert [one.word for one in parted("其他: 慈善", ("其他",))] == ["其他"]
    assert [one.word for one in parted("另写：甲", ("其他",))] == ["另写：甲"]
    assert [one.word for one in parted("甲、乙", ("甲、乙", "丙"))] == ["甲、乙"], "an option with the sign in it"


def test_boxes_show_what_is_said_of_an_option() -> None:
    line = box_line(("住院", "其他"), "其他：慈善")
    assert line == "住院\u00a0☐   其他：慈善\u00a0☑"


def test_what_is_said_goes_with_its_option() -> None:
    options = ("住院", "门诊", "其他")
    assert toggled("其他：慈善、互助", "其他", False, options) == ""
    assert toggled("其他：慈善、互助", "住院", False, options) == "住院"
    assert toggled("其他：慈善、互助", "住院", True, options) == "其他：慈善、互助、住院"
    assert remarked("", "其他", " 跨省\n救助 ", False, options) == "其他：跨省 救助"
    assert remarked("住院", "其他", "甲", False, options) == "其他：甲"
    assert remarked("住院、其他：甲", "其他", "乙", True, options) == "住院、其他：乙"
    assert remarked("住院、其他：甲", "其他", " ", True, options) == "住院、其他"


def test_options_that_say_too_little() -> None:
    assert all(map(asks_remark, ("其他", "其它", "其他（请注明）", "其他：", "其他____")))
    assert not any(map(asks_remark, ("其他项目", "其他资金", "住院")))


@given(st.lists(st.sampled_from([*OPTIONS, "其他：甲", "其他：甲、乙"]), unique=True))
def test_words_come_apart_and_together(words: list[str]) -> None:
    value = "、".join(words)
    assert joined(parted(value, OPTIONS)) == value
