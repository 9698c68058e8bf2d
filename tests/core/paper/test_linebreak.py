"""Line breaking: the rules of Chinese punctuation, numbers that stay whole, and nothing lost at any width."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.paper.linebreak import NO_END, NO_START, break_lines, breaking_places, widest_number

EM = 1000


class Advances(dict[str, int]):
    """Chinese characters one em wide, others half of it, combining marks nothing."""

    def __missing__(self, character: str) -> int:
        if character == "\u0301":
            return 0
        return EM // 2 if ord(character) < 0x250 else EM


ADVANCES = Advances()


def lines(text: str, ems: float) -> list[str]:
    return [line for line, _ in break_lines(text, ADVANCES, int(ems * EM))]


def test_short_text_is_one_line() -> None:
    assert break_lines("阳光县", ADVANCES, 3 * EM) == [("阳光县", 3 * EM)]


def test_empty_text_is_one_empty_line() -> None:
    assert break_lines("", ADVANCES, EM) == [("", 0)]


def test_explicit_breaks_are_kept() -> None:
    assert lines("测算依据\n\n及说明", 10) == ["测算依据", "", "及说明"]


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        ("参保资助到位，按时结算", 6, ["参保资助到", "位，按时结算"]),
        ("救助对象包括（特困人员）", 7, ["救助对象包括", "（特困人员）"]),
        ("参见《管理办法》的规定", 3, ["参见", "《管理", "办法》", "的规定"]),
        ("共计1,234.50万元整", 5, ["共计", "1,234.50", "万元整"]),
        ("预计350 万元左右", 5, ["预计", "350 万元", "左右"]),
        ("政策知晓率≥95%以上", 6, ["政策知晓率", "≥95%以上"]),
        ("人均补助550元/人·年", 7, ["人均补助", "550元/人·年"]),
        ("由各级财政——共同负担", 6, ["由各级财政", "——共同负担"]),
        ("see the reimbursement list", 7, ["see the ", "reimbursement ", "list"]),
        ("年　月　日", 5, ["年　月　日"]),
        ("年　月　日", 3, ["年　月", "　日"]),
    ],
)  # fmt: skip
def test_rules(text: str, ems: float, expected: list[str]) -> None:
    assert lines(text, ems) == expected


def test_unit_leaves_a_number_only_where_both_are_too_wide() -> None:
    assert lines("需21058880万元", 5) == ["需21058880", "万元"]


def test_word_longer_than_the_line_is_cut() -> None:
    assert lines("abcdefghij", 2) == ["abcd", "efgh", "ij"]


def test_one_character_a_line_neither_loops_nor_overflows() -> None:
    assert lines("产出（续）", 1) == ["产", "出", "（", "续", "）"]


def test_line_narrower_than_a_character_takes_one_each() -> None:
    assert lines("产出", 0.4) == ["产", "出"]


def test_combining_mark_stays_with_its_letter() -> None:
    assert lines("字字e\u0301字字", 2.5) == ["字字e\u0301", "字字"]


@pytest.mark.parametrize("ems", [8, 9, 10, 11, 12, 13, 14, 20])
def test_a_tick_box_stays_with_its_word(ems: float) -> None:
    boxes = "投资类项目\u00a0☐   发展类项目\u00a0☑   其他\u00a0☐ 共≥95%"
    for line in lines(boxes, ems):
        assert line.count("项目") <= line.count("\u00a0") and not line.startswith(("☐", "☑", "\u00a0"))
    assert "".join(lines(boxes, ems)) == boxes


def test_hanging_blanks_do_not_count() -> None:
    assert break_lines("abcd   efgh", ADVANCES, 2 * EM) == [("abcd   ", 2 * EM), ("efgh", 2 * EM)]


def test_single_last_character_takes_one_more_along() -> None:
    assert lines("项目实施单位", 5) == ["项目实施", "单位"]


def test_widest_number_is_told_with_its_unit_and_without() -> None:
    assert widest_number("共≥95%，计1,234.50万元", ADVANCES) == (6 * EM, 4 * EM)
    assert widest_number("没有数字 abc", ADVANCES) == (0, 0)


def test_places_to_break_keep_marks_numbers_and_words() -> None:
    assert breaking_places("共（约）350 万元，a bc", ADVANCES, 20 * EM) == [1, 4, 11, 13]
    assert breaking_places("救助", ADVANCES, 20 * EM) == [1]


TEXTS = st.text(
    st.sampled_from(
        list("财政补助资金对象年月日万元人次的了") + list("，。；：？！、》）」』】％…—（《“【”‘’") + list(",.;:?!)%](") +
        list("0123456789") + list("abcXYZ") + [" ", " ", "\n", "　", "≥", "≤", "±", "×", "=", "-", "/", "~", "¥", "第", "\u0301", "𬱟"]
    ),
    max_size=60,
)  # fmt: skip
LIMITS = st.integers(1, 20 * EM)


@given(TEXTS, LIMITS)
def test_nothing_is_lost(text: str, limit: int) -> None:
    broken = break_lines(text, ADVANCES, limit)
    assert "".join(line for line, _ in broken) == text.replace("\n", "")


@given(TEXTS, LIMITS)
def test_no_line_is_wider_than_the_limit_but_for_one_character(text: str, limit: int) -> None:
    for line, width in break_lines(text, ADVANCES, limit):
        visible = line.rstrip(" ")
        assert width == sum(ADVANCES[character] for character in visible)
        if width > limit:
            assert len(visible.replace("\u0301", "")) == 1


@given(TEXTS, LIMITS)
def test_marks_stand_wrong_only_where_no_other_break_existed(text: str, limit: int) -> None:
    for paragraph in text.split("\n"):
        broken = lines(paragraph, limit / EM)
        for above, below in pairwise(broken):
            if not _is_good(above, below):
                assert not any(_is_good(above[:place], above[place:]) for place in range(1, len(above)))


def _is_good(above: str, below: str) -> bool:
    last = above.rstrip(" ")[-1:]
    if below[0] in NO_START or below[0] in (" ", "\u0301"):
        return False
    return last not in NO_END or not last


@given(
    st.integers(0, 10**9),
    st.sampled_from(["%", "万元", " 万元", "人次", "元", ""]),
    st.sampled_from(["≥", "≤", "¥", ""]),
)
def test_a_number_that_fits_a_line_is_never_cut(number: int, unit: str, sign: str) -> None:
    whole = f"{sign}{number:,}{unit}"
    width = sum(map(ADVANCES.__getitem__, whole))
    text = f"预计全年支出{whole}，比上年增长"
    assert any(whole in line for line in lines(text, width / EM + 1))
