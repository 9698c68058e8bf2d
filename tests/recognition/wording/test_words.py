"""Labels are found however they are written, and words with meanings of their own are no slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.errors import UserError
from medaid_desktop.recognition.rows.target_parts import in_one, joined
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.wording.folding import is_dots, is_paper, label_key, says_nothing, tidy, without_note
from medaid_desktop.recognition.wording.label_text import pairs
from medaid_desktop.recognition.wording.slips import Slips
from medaid_desktop.recognition.wording.tick_marks import chosen_words
from medaid_desktop.recognition.wording.vocabulary import Vocabulary
from tests.recognition.reading_back import known


@pytest.mark.parametrize(
    "written",
    [
        "项目名称",
        "项 目 名 称：",
        "★项目\n名称",
        "一、项目名称",
        "（1）项目名称",
        "①项目名称",
        "【项目名称】",
        "项目名称（必填）",
        "２.项目名称:",
    ],
)
def test_a_label_is_known_in_any_dress(written: str):
    assert without_note(label_key(written)) == "项目名称"


def test_years_and_months_are_those_of_any_year():
    words = known().vocabulary
    assert words.sense("2024年度绩效目标").field == words.sense("年度绩效目标").field
    assert {words.sense(f"{month}执行数").columns["funding"].id for month in ("1-7月", "1—9月", "截至8月底")} == {
        "executed"
    }


def test_a_slip_is_forgiven_where_it_is_no_other_word():
    words = known().vocabulary
    slip = words.sense("联系电目").field
    assert slip and (slip.id, slip.how) == ("contact_phone", "slip")
    assert words.sense("效益指标").field is None
    assert words.sense("绩效目标表").field is None


LETTER = st.sampled_from("项目名称单位")


@given(st.lists(st.text(LETTER, min_size=1, max_size=6), max_size=12), st.text(LETTER, max_size=6))
def test_slips_are_those_that_comparing_one_by_one_finds(words: list[str], written: str):
    def one_slip(one: str, other: str) -> bool:
        if len(one) == len(other):
            return sum(a != b for a, b in zip(one, other, strict=True)) == 1
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return len(longer) == len(shorter) + 1 and any(
            longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer))
        )

    expected = {word for word in words if min(len(word), len(written)) >= 4 and one_slip(word, written)}
    assert Slips(words).near(written) == expected


def test_dots_are_paper_and_dashes_say_that_there_is_nothing():
    assert is_dots("……") and is_paper(" . . ") and is_paper("")
    assert not is_paper("—") and says_nothing("—") and says_nothing("/ ……")
    assert tidy(" 甲\r\n乙\x0b丙 ") == "甲\n乙\n丙"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "填报单位：阳谷县医保局（签章）　填报日期：20200601",
            [("filling_unit", "阳谷县医保局"), ("filled_on", "20200601")],
        ),
        ("（签章）填报日期：2020年", [("filled_on", "2020年")]),
        ("其 中：财 政 拨 款 656万元", [("funding_fiscal", "656万元")]),
        ("*其中：财政拨款：656", [("funding_fiscal", "656")]),
        ("总体目标：目标1：应救尽救；\n目标2：减负", [("annual_goal", "目标1：应救尽救；\n目标2：减负")]),
        ("本项目的实施单位：详见附件", []),
        ("按要求填写", []),
    ],
)
def test_labels_inside_a_text(text: str, expected: list[tuple[str, str]]):
    words = known().vocabulary
    assert list(pairs(text, lambda label: found.id if (found := words.sense(label).field) else None)) == expected


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("投资类项目 □ 发展类项目 ☑", "发展类项目"),
        ("□投资类项目　☑发展类项目", "发展类项目"),
        ("投资类项目√  发展类项目", "投资类项目"),
        ("投资类项目  √发展类项目", "发展类项目"),
        ("(√)投资类项目 ( )发展类项目", "投资类项目"),
        ("投资类项目（ ）\n发展类项目（√）", "发展类项目"),
        ("☑投资类项目 ☑发展类项目", "投资类项目、发展类项目"),
        ("投资类\n项目 £ 发展类\n项目 R", "发展类项目"),
        ("□投资类项目 □发展类项目", ""),
        ("新增项目□ 延续项目■", "延续项目"),
        ("发展类项目", None),
    ],
)
def test_ticks_before_and_behind_their_words(text: str, chosen: str | None):
    assert chosen_words(text, ("投资类项目", "发展类项目")) == chosen


@pytest.mark.parametrize(
    ("parts", "target", "expected"),
    [
        ({"operator": "≥", "value": "95", "measure": "%"}, None, "≥95%"),
        ({"operator": "定性", "value": "明显提高", "measure": "/"}, None, "明显提高"),
        ({"operator": "=", "measure": "%"}, "100%", "=100%"),
        ({"operator": "≥", "measure": "%"}, None, None),
    ],
)
def test_targets_of_three_columns(parts: dict[str, str], target: str | None, expected: str | None):
    found = joined({name: Text(text) for name, text in parts.items()}, Text(target) if target else None)
    assert (found.text if found else None) == expected


def test_cells_under_one_head():
    assert in_one(["≥", "95", "%"]) == "≥95%"
    assert in_one(["95", "%"]) == "95%"
    assert in_one(["完成甲项任务", "完成乙项任务"]) == "完成甲项任务\n完成乙项任务"


def test_a_damaged_vocabulary_is_told():
    for text in ("[titles", "[titles]\n", "titles = 3"):
        with pytest.raises(UserError, match="标签词表"):
            Vocabulary.parse(text)
