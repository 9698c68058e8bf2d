"""What completed steps print in their boxes: opinion under the title, name and day where the lines leave a place for them."""

import pytest

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.signed import Signed, box_title, printed_day, signed_lines
from medaid_desktop.core.sheet import Cell
from medaid_desktop.store.forms.form_library import FormLibrary

FORMS = FormLibrary()
SIGNED = Signed("审核人甲", "2020-06-01", "同意上报。")


def seals_of(form: str, **signed: Signed) -> dict[str, Cell]:
    sheet = compose(FORMS.get(form), Filing(form), signed=signed).sheet
    return {cell.seal.step: cell for cell in sheet.cells if cell.seal}


def test_a_day_is_written_without_leading_noughts():
    assert printed_day("2020-06-01") == "2020年6月1日"
    assert printed_day("六月初") == "六月初"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("（签章）", "　　年　　月　　日"), ("审核人甲", "2020年6月1日")),
        (("", "", "　　年　　月　　日"), ("审核人甲", "", "2020年6月1日")),
        (("单位负责人（签字）：", "日期："), ("单位负责人（签字）：审核人甲", "日期：2020年6月1日")),
        (("（公章）　　年　　月　　日",), ("审核人甲", "（公章）　2020年6月1日")),
        (("经办人：　　　　", "20  年  月  日"), ("经办人：审核人甲", "2020年6月1日")),
        (("（盖章处）",), ("审核人甲", "2020年6月1日")),
        ((), ("审核人甲", "2020年6月1日")),
    ],
)  # fmt: skip
def test_name_and_day_take_the_places_of_blanks(lines: tuple[str, ...], expected: tuple[str, ...]):
    assert signed_lines(lines, SIGNED) == expected
    assert signed_lines(lines, None) == lines


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("（签章）", "　　年　　月　　日"), ("审核人甲", "某县财政局", "2020年6月1日")),
        (("（盖章）", "　　年　　月　　日"), ("审核人甲", "某县财政局", "2020年6月1日")),
        (("", "", "　　年　　月　　日"), ("审核人甲", "某县财政局", "2020年6月1日")),
        (("", "　　年　　月　　日"), ("审核人甲", "某县财政局", "2020年6月1日")),
        (
            ("单位负责人（签字）：", "（单位盖章）", "日期："),
            ("单位负责人（签字）：审核人甲", "某县财政局", "日期：2020年6月1日"),
        ),
        (("（公章）　　年　　月　　日",), ("审核人甲", "某县财政局", "（公章）　2020年6月1日")),
        (("单位负责人（签字）：",), ("单位负责人（签字）：审核人甲", "某县财政局", "2020年6月1日")),
        (("（盖章处）",), ("审核人甲", "某县财政局", "2020年6月1日")),
        ((), ("审核人甲", "某县财政局", "2020年6月1日")),
    ],
)  # fmt: skip
def test_the_office_stands_above_the_day_or_where_its_seal_is_asked_for(
    lines: tuple[str, ...], expected: tuple[str, ...]
):
    assert signed_lines(lines, Signed("审核人甲", "2020-06-01", office="某县财政局")) == expected


def test_the_opinion_stands_under_the_title():
    assert box_title("财政局", SIGNED) == "财政局\n同意上报。"
    assert box_title("", SIGNED) == "同意上报。"
    assert box_title("财政局", Signed("甲", "2020-06-01")) == box_title("财政局", None) == "财政局"


def test_only_the_box_of_the_step_changes():
    blank, signed = seals_of("declaration"), seals_of("declaration", competent=SIGNED)
    assert [step for step in blank if blank[step] != signed[step]] == ["competent"]
    box = signed["competent"]
    assert box.text == "同意上报。"
    assert box.seal and box.seal.lines == ("审核人甲", "2020年6月1日") and box.seal.diameter_mm == 42


def test_a_long_opinion_is_set_smaller_and_name_and_day_are_not():
    sizes: list[float] = []
    for length in (10, 100, 300):
        box = seals_of("declaration", competent=Signed("甲", "2020-06-01", "审" * length))["competent"]
        assert box.seal and box.seal.size_pt == 10.5
        sizes.append(box.style.size_pt)
    assert sizes == [10.5, 9.0, 8.0]


def test_a_seal_has_its_own_size_where_the_box_has_room():
    assert seals_of("declaration", competent=Signed("甲", "2020-06-01", size_mm=45))["competent"].seal.diameter_mm == 45  # type: ignore[union-attr]
    rows = compose(FORMS.get("declaration"), Filing("declaration"), signed={"competent": SIGNED}).sheet.rows
    larger = compose(
        FORMS.get("declaration"), Filing("declaration"), signed={"competent": Signed("甲", "2020-06-01", size_mm=45)}
    ).sheet.rows
    assert max(row.least_mm for row in larger) == max(row.least_mm for row in rows) + 3


def test_where_a_person_signs_the_name_stands_in_the_box_itself():
    sheet = compose(FORMS.get("fund-usage"), Filing("fund-usage"), signed={"handler": SIGNED}).sheet
    assert "单位经办人签章：\n同意上报。\n审核人甲\n\n2020年6月1日" in [cell.text for cell in sheet.cells]
