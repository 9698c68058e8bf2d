"""Single places of a text are corrected: blanks in a letter's paragraphs, cells that name several places."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.core.templates.template_map import REGION, YEAR, ReviewMark, Spot, TemplateMap, Within
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.changing.changes import AsField, AsReview, AsText, Change, Redefine, changed
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.reading_back import known
from tests.recognition.templates.consistency import faults
from tests.recognition.templates.paper import document, sheet

ABOVE = (
    "关于报送资料的通知",
    "（    年度）",
    "填报单位：            日期：    年  月  日",
    "经办人　　　　　电话　　　　　",
)
BELOW = ("", "负责人（签字）：", "本单位已核对以上内容。")
GRID, LOOKS = sheet(
    """
    项目名称 | < |
    资金来源 | 财政拨款：______ 其他资金：______ | <
    """,
    above=ABOVE,
    below=BELOW,
)
(DRAWN,) = draw(*document((GRID, LOOKS), kind="docx"), known())


def after(*steps: Change, of: TemplateMap = DRAWN) -> TemplateMap:
    for step in steps:
        of = changed(of, GRID, LOOKS, step)
        assert faults(of, GRID) == []
    return of


def line(found: TemplateMap, within: Within, number: int) -> list[tuple[str, str, str, str]]:
    """Id, prefix, blank and suffix of the places of a paragraph."""
    return [
        (mark.definition.id, mark.prefix, mark.blank, mark.suffix)
        for mark in found.fields
        if (mark.spot.within, mark.spot.row) == (within, number)
    ]


def ids(found: TemplateMap, within: Within, number: int) -> list[str]:
    return [one[0] for one in line(found, within, number)]


def test_one_blank_of_a_paragraph_is_another_field():
    at = ABOVE[2].index("日期") + 1
    first = ids(DRAWN, "above", 2)[0]
    found = after(AsField((2, 0), "issued_on", "above", at))
    assert line(found, "above", 2) == [
        (first, "填报单位：", "          ", "  "), ("issued_on", "日期：", "    年  月  日", "")
    ]  # fmt: skip
    both = after(AsField((2, 0), "filler", "above", 1), of=found)
    assert ids(both, "above", 2) == ["filler", "issued_on"]


def test_one_blank_of_a_paragraph_is_not_to_be_filled_and_comes_back():
    found = after(AsText((2, 0), "above", 2))
    assert [one[1:] for one in line(found, "above", 2)] == [("填报单位：            日期：", "    年  月  日", "")]
    again = after(AsField((2, 0), "", "above", 2), of=found)
    assert len(ids(again, "above", 2)) == 2 and ids(again, "above", 2)[1] == ids(DRAWN, "above", 2)[1]
    assert line(after(AsText((2, 0), "above")), "above", 2) == []
    assert "填报单位" in "".join(printed.text for printed in after(AsText((2, 0), "above")).printed)


def test_words_with_room_behind_them_become_fields_one_by_one_or_all():
    assert line(DRAWN, "above", 3) == []
    found = after(AsField((3, 0), "", "above", ABOVE[3].index("电话")))
    assert [one[:3] for one in line(found, "above", 3)] == [("extra:电话", "经办人　　　　　电话", "　　　　　")]
    assert ids(after(AsField((3, 0), "", "above")), "above", 3) == ["extra:经办人", "extra:电话"]
    named = after(AsField((3, 0), "contact_phone", "above", 99), of=found)
    assert ids(named, "above", 3) == ["contact_phone"]


def test_a_sentence_takes_a_value_behind_it():
    found = after(AsField((2, 0), "extra:核对人", "below"))
    assert [one[:3] for one in line(found, "below", 2)] == [("extra:核对人", BELOW[2], "")]
    blank = after(AsField((0, 0), "", "below"))
    assert line(blank, "below", 0) == [("extra:表后第1段", "", "", "")]


def test_year_and_region_fill_themselves_in():
    assert line(DRAWN, "above", 1) == []
    found = after(AsField((1, 0), YEAR, "above", 2))
    assert line(found, "above", 1) == [(YEAR, "（", "    ", "年度）")]
    region = after(AsField((2, 0), REGION, "above", 2))
    assert ids(region, "above", 2)[0] == REGION
    with pytest.raises(UserError, match="没有留出年度"):
        after(AsField((2, 0), YEAR, "below"))


def test_what_a_paragraph_field_is_called_and_allows():
    found = after(Redefine((2, 0), "送出日期", "text", required=True, number=1, within="above"))
    definition = next(
        m.definition for m in found.fields if m.spot.within == "above" and m.definition.label == "送出日期"
    )
    assert (definition.type, definition.required) == ("text", True)
    chosen = after(Redefine((2, 0), type="choice", options=("甲", "乙"), number=0, within="above"))
    mark = next(mark for mark in chosen.fields if mark.spot.row == 2 and mark.spot.within == "above")
    assert (mark.definition.type, mark.definition.options) == ("choice", ("甲", "乙"))
    with pytest.raises(UserError, match="不是要填写的内容"):
        after(Redefine((2, 0), required=True, number=7, within="above"))


def test_a_line_to_sign_on():
    (review,) = (mark for mark in DRAWN.reviews if mark.spot.within == "below")
    without = after(AsText((1, 0), "below"))
    assert [mark for mark in without.reviews if mark.spot.within == "below"] == []
    again = after(AsReview((1, 0), "below"), Redefine((1, 0), "负责人", within="below"), of=without)
    (back,) = (mark for mark in again.reviews if mark.spot.within == "below")
    assert (back.prefix, back.step.title, back.step.seal) == (review.prefix, "负责人", False)
    filled = after(AsField((1, 0), "", "below"), of=again)
    assert ids(filled, "below", 1) == ["extra:负责人"] and not filled.reviews


def test_one_place_of_a_cell():
    cell = next(mark.spot for mark in DRAWN.fields if mark.spot.row == 1)
    text = "财政拨款：______ 其他资金：______"
    place = (cell.row, cell.col)
    own = [mark.definition.id for mark in DRAWN.fields if mark.spot == cell]
    found = after(AsField(place, "funding_other", at=text.index("其他")))
    assert [mark.definition.id for mark in found.fields if mark.spot == cell] == [own[0], "funding_other"]
    first = after(AsText(place, at=len(text) - 1), of=found)
    assert [mark.definition.id for mark in first.fields if mark.spot == cell] == own[:1]


def test_each_of_several_boxes_in_a_cell_has_its_name():
    spot = Spot(1, 0)
    boxes = [ReviewMark(spot, ReviewStep(f"review{n}", name), name) for n, name in enumerate(("经办", "负责"), 7)]
    found = changed(replace(DRAWN, reviews=tuple(boxes)), GRID, LOOKS, Redefine((1, 0), "负责人", number=1))
    assert [mark.step.title for mark in found.reviews] == ["经办", "负责人"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (AsText((2, 0), "below"), "本来就不填写"),
        (AsField((9, 0), "", "above"), "没有这一段"),
        (AsReview((1, 0), "below"), "已经是审核栏"),
    ],
)
def test_what_makes_no_sense_is_said(step: Change, words: str):
    with pytest.raises(UserError) as told:
        changed(DRAWN, GRID, LOOKS, step)
    assert words in str(told.value) and told.value.mend


def test_words_that_are_only_suggested_stay_when_something_else_changes():
    grid, looks = sheet("项目名称 |\n备注 |")
    cells = {**looks.cells, (1, 1): CellLook(border=15, options=("无", "有"), suggested=True)}
    looks = SheetLooks(looks.columns_mm, looks.rows_mm, cells)
    (found,) = draw(*document((grid, looks)), known())
    found = changed(found, grid, looks, Redefine((1, 1), required=True))
    definition = next(mark.definition for mark in found.fields if mark.spot.row == 1)
    assert (definition.type, definition.options, definition.required) == ("text", ("无", "有"), True)


_NUMBER = st.integers(0, 3)
_WITHIN = st.sampled_from(["above", "below"])
_AT = st.integers(-1, 30)
_STEPS = st.one_of(
    st.builds(AsField, st.tuples(_NUMBER, st.just(0)), st.sampled_from(["", "filler", YEAR, REGION]), _WITHIN, _AT),
    st.builds(AsText, st.tuples(_NUMBER, st.just(0)), _WITHIN, _AT), st.builds(AsReview, st.tuples(_NUMBER, st.just(0)), _WITHIN),
    st.builds(AsField, st.tuples(st.integers(0, 1), st.integers(0, 2)), st.sampled_from(["", "filler"]), at=_AT),
    st.builds(AsText, st.tuples(st.integers(0, 1), st.integers(0, 2)), at=_AT),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_STEPS, min_size=1, max_size=6))
def test_whatever_is_clicked_the_map_holds_together(steps: list[Change]):
    found = DRAWN
    for step in steps:
        try:
            found = changed(found, GRID, LOOKS, step)
        except UserError as error:
            assert error.mend
            continue
        assert faults(found, GRID) == [], step
