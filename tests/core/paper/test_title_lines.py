"""Titles: as few lines as needed, alike in length, broken between words; nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.paper.linebreak import break_lines
from medaid_desktop.core.paper.title_lines import title_lines


class Advances(dict[str, int]):
    """Chinese characters one em wide, others half of it."""

    def __missing__(self, character: str) -> int:
        return 500 if ord(character) < 0x250 else 1000


ADVANCES = Advances()


def lines(text: str, ems: int) -> list[str]:
    return [line for line, _ in title_lines(text, ADVANCES, ems * 1000)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区域绩效目标表", ["区域绩效目标表"]),
        ("某州2021年第二批中央财政医疗服务与保障能力提升补助资金下达表", ["某州2021年第二批中央财政", "医疗服务与保障能力提升补助资金下达表"]),
        ("2021年中央财政城乡医疗救助补助资金绩效目标分配表", ["2021年中央财政城乡医疗救助", "补助资金绩效目标分配表"]),
        ("中央财政城乡医疗救助补助资金（第二批）分配表", ["中央财政城乡医疗救助补助资金", "（第二批）分配表"]),
        ("医疗救助\n补助资金", ["医疗救助", "补助资金"]),
    ],
)  # fmt: skip
def test_titles_break_between_words(text: str, expected: list[str]) -> None:
    assert lines(text, 20) == expected


def test_no_character_stands_alone() -> None:
    for count in range(21, 40):
        assert (
            min(map(len, lines("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨"[:count], 20)))
            >= 10
        )


TITLES = st.text(
    st.sampled_from("中央财政城乡医疗救助补助资金绩效目标分配表（）()、，《》2021年第二批 \n"), max_size=60
)


@given(TITLES, st.integers(4, 25))
def test_nothing_is_lost_and_no_line_is_added(text: str, ems: int) -> None:
    found = title_lines(text, ADVANCES, ems * 1000)
    plain = break_lines(text, ADVANCES, ems * 1000)
    assert "".join(line for line, _ in found) == text.replace("\n", "")
    assert len(found) == len(plain)
    assert all(width <= ems * 1000 for _, width in found)
