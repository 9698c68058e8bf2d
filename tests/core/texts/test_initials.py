"""Chinese by the letters it is typed with."""

import pytest

from medaid_desktop.core.texts.initials import BEGINNING, INITIALS, INITIALS_INSIDE, INSIDE, Initials, fold_typed
from medaid_desktop.errors import UserError

TABLE = Initials.parse("letter\tcharacters\nb\t保\nh\t行\nj\t局\nl\t疗\nx\t县行\ny\t医\nz\t障政\n")


@pytest.mark.parametrize(
    ("typed", "text", "grade"),
    [
        ("医疗", "医疗保障局", BEGINNING),
        ("ylbz", "医疗保障局", INITIALS),
        ("y", "医疗保障局", INITIALS),
        ("保障", "医疗保障局", INSIDE),
        ("bz", "医疗保障局", INITIALS_INSIDE),
        ("b", "医疗保障局", None),
        ("xz", "行政", INITIALS),
        ("hz", "行政", INITIALS),
        ("yx", "医疗", None),
        ("ylbzjj", "医疗保障局", None),
        ("drg", "DRG试点", BEGINNING),
        ("0635", "0635-0000001", BEGINNING),
        ("yl", "“医疗”局", INITIALS),
    ],
)
def test_how_well_a_text_fits(typed: str, text: str, grade: int | None) -> None:
    assert TABLE.fit(typed, text) == grade


def test_the_best_of_several_ways_to_write_counts() -> None:
    assert TABLE.fit("ybj", "医疗保障局", ("医保局",)) == INITIALS
    assert TABLE.fit("ygx", "某县", ("ygx",)) == BEGINNING


def test_typed_text_is_folded() -> None:
    assert fold_typed(" ＹＬ “医” ") == "yl医"


def test_another_file_is_refused() -> None:
    with pytest.raises(UserError, match="拼音首字母表"):
        Initials.parse("a\tb\n")
