"""Words of forms: how their files are read."""

import pytest

from medaid_desktop.core.definitions.vocabulary import Indicator, read_vocabulary
from medaid_desktop.errors import UserError

INITIALS = "letter\tcharacters\nr\t人\n"
WORDS = """
[[class]]
name = "质量"
units = ["%"]
words = ["有所提高"]
indicator = [{ name = "合规率", operator = "≥", unit = "%" }]
"""
OFFICES = 'office = [{ name = "财政局", level = ["county"] }, { name = "医疗保障局", also = ["医保局"] }]'


def test_classes_are_found_by_what_stands_on_paper() -> None:
    words = read_vocabulary(WORDS, OFFICES, INITIALS)
    assert words.class_of("质 量\n指标").indicators == (Indicator("合规率", "≥", "%"),)
    assert words.class_of("别的").indicators == ()
    assert words.class_of("").indicators == ()
    assert words.indicator("合 规率") == Indicator("合规率", "≥", "%")
    assert words.all_words == ("有所提高",)
    assert [office.levels for office in words.offices] == [("county",), ("province", "prefecture", "county")]


@pytest.mark.parametrize(
    ("words", "offices", "said"),
    [
        (WORDS.replace("质量", "数目"), OFFICES, "不认识"),
        (WORDS.replace("operator", "sign"), OFFICES, "不认识的键"),
        (WORDS, OFFICES.replace("county", "town"), "不认识的级别 town"),
        (WORDS + "[", OFFICES, "读不懂"),
    ],
)
def test_faults_are_named(words: str, offices: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_vocabulary(words, offices, INITIALS)
