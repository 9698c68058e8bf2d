"""Cells set in lines: heights, sizes that shrink, and what is remembered."""

import pytest

from medaid_desktop.core.sheet import CellStyle
from medaid_desktop.formats.pdf.fonts import MissingGlyph, default_fonts
from medaid_desktop.formats.pdf.textblock import (
    LEADING,
    LINE_BOX,
    MM_PER_PT,
    PADDING_MM,
    TextSetter,
    TooNarrow,
    side_mm,
)

SONG = CellStyle("song", 10)
EM = 10 * MM_PER_PT


@pytest.fixture(scope="module")
def setter() -> TextSetter:
    return TextSetter(default_fonts())


def test_height_counts_lines_and_padding(setter: TextSetter) -> None:
    block = setter.set("甲\n乙\n丙", SONG, 50)
    assert block.height(0, 3) == pytest.approx((LINE_BOX + 2 * LEADING) * EM + 2 * PADDING_MM)
    assert block.height(1, 2) == pytest.approx(LINE_BOX * EM + 2 * PADDING_MM)
    assert block.height(2, 2) == 0


def test_lines_within_a_height_are_those_whose_height_fits(setter: TextSetter) -> None:
    block = setter.set("甲\n乙\n丙", SONG, 50)
    for count in (1, 2, 3):
        assert block.lines_within(block.height(0, count)) == count
        assert block.lines_within(block.height(0, count) - 0.01) == count - 1


def test_empty_text_has_no_lines(setter: TextSetter) -> None:
    block = setter.set("", SONG, 50)
    assert block.lines == [] and block.is_blank and block.height(0, 0) == 0


def test_tab_prints_as_an_ideographic_space(setter: TextSetter) -> None:
    assert setter.set("甲\t乙", SONG, 50).lines == [("甲　乙", 3000)]


def test_short_texts_are_set_once(setter: TextSetter) -> None:
    assert setter.set("项目名称", SONG, 30) is setter.set("项目名称", CellStyle("song", 10), 30)
    assert setter.set("项目名称", SONG, 30) is not setter.set("项目名称", SONG, 31)
    assert setter.set("长" * 100, SONG, 30) is not setter.set("长" * 100, SONG, 30)


def test_width_of_lines_never_passes_the_inner_width(setter: TextSetter) -> None:
    block = setter.set("救助资金及时拨付率不低于百分之九十五", SONG, 23.7)
    assert all(width * EM / 1000 <= block.inner_mm for _, width in block.lines)


@pytest.mark.parametrize("text", ["字", "字字字", "（续）", "①②"])
def test_size_shrinks_until_one_character_fits(text: str, setter: TextSetter) -> None:
    block = setter.set(text, SONG, 2.9)
    assert 4 <= block.size_pt < 10
    assert "".join(line for line, _ in block.lines) == text


def test_nothing_shrinks_below_the_smallest_size(setter: TextSetter) -> None:
    with pytest.raises(TooNarrow):
        setter.set("字", SONG, 1.0)


@pytest.mark.parametrize(
    ("width", "size", "lines"),
    [(25.0, 10, ["21058880.00"]), (22.0, 9, ["21058880.00"]), (18.0, 7, ["21058880.00"]), (16.0, 6, ["21058880.00"]),
     (14.0, 10, ["21058", "880.00"])],
)  # fmt: skip
def test_number_shrinks_by_half_points_as_far_as_it_can_be_read(
    width: float, size: float, lines: list[str], setter: TextSetter
) -> None:
    block = setter.set("21058880.00", SONG, width)
    assert (block.size_pt, [line for line, _ in block.lines]) == (size, lines)


def test_unit_goes_to_the_next_line_before_the_number_becomes_very_small(setter: TextSetter) -> None:
    block = setter.set("21058880.00万元", SONG, 18)
    assert (block.size_pt, [line for line, _ in block.lines]) == (7, ["21058880.00", "万元"])


def test_words_beside_a_number_are_set_in_its_size(setter: TextSetter) -> None:
    block = setter.set("受益群众21058880人次以上", SONG, 16)
    assert block.size_pt < 10 and any(line.startswith("21058880") for line, _ in block.lines)


def test_cells_of_one_column_share_their_gap() -> None:
    assert side_mm(SONG, 60) > side_mm(SONG, 30)
    assert side_mm(CellStyle("song", 10, tight=True), 60) == side_mm(SONG, 30)


def test_missing_characters_are_listed_once(setter: TextSetter) -> None:
    assert setter.missing("ༀ字ༀཁ", SONG) == ["ༀ", "ཁ"]
    with pytest.raises(MissingGlyph):
        setter.set("ༀ", SONG, 50)
