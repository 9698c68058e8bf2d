"""A clerk's corrections by click: each gives a map that holds together, or says why not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.templates.template_map import YEAR, TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.changing.changes import (
    AsColumn,
    AsField,
    AsHead,
    AsReview,
    AsRows,
    AsText,
    AsTotal,
    Change,
    Redefine,
    changed,
)
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.reading_back import known
from tests.recognition.templates.consistency import faults
from tests.recognition.templates.county_forms import FORMS
from tests.recognition.templates.paper import columns, document, fields, rows, sheet

GRID, LOOKS = sheet(FORMS["SPENDING"], origin=(1, 1))
DOCUMENT, ALL_LOOKS = document((GRID, LOOKS))
(DRAWN,) = draw(DOCUMENT, ALL_LOOKS, known())


def after(*steps: Change, of: TemplateMap = DRAWN) -> TemplateMap:
    for step in steps:
        of = changed(of, GRID, LOOKS, step)
        assert faults(of, GRID) == []
    return of


def marks(found: TemplateMap, place: tuple[int, int]) -> list[str]:
    return [mark.definition.id for mark in found.fields if (mark.spot.row, mark.spot.col) == place]


def test_a_field_becomes_print_and_a_field_again():
    place = fields(DRAWN)["filler"]
    without = after(AsText(place))
    assert "filler" not in fields(without)
    assert any(printed.text.startswith("填表人") for printed in without.printed)
    again = after(AsField(place), of=without)
    (mark,) = (mark for mark in again.fields if (mark.spot.row, mark.spot.col) == place)
    assert (mark.definition.id, mark.prefix) == ("extra:填表人", "填表人：")


def test_a_cell_is_the_field_that_the_clerk_names():
    place = fields(DRAWN)["filler"]
    other = fields(DRAWN)["filled_on"]
    found = after(AsField(other, "filler"))
    assert marks(found, other) == ["filler"]
    assert marks(found, place) == ["extra:填表人"]


def test_a_base_form_tells_what_its_fields_are():
    grid, looks = sheet(FORMS["MONITORING"])
    (found,) = draw(*document((grid, looks)), known())
    form = known().forms["monitoring"]
    step = changed(found, grid, looks, AsField(fields(found)["project_leader"], "funding_total"), form)
    definition = next(mark.definition for mark in step.fields if mark.definition.id == "funding_total")
    assert (definition.type, definition.unit, definition.required) == ("amount", "万元", True)


def test_rows_that_repeat():
    found = after(AsRows("rows", 6, 7))
    assert rows(found) == [(6, "row"), (7, "row")]
    assert not [name for name in fields(found) if name.startswith("extra:合计")]
    longer = after(AsRows("rows", 6, 10), of=found)
    assert rows(longer) == [(6, "row"), (7, "row"), (8, "row"), (9, "row"), (10, "total")]
    assert "extra:合计·中央资金" in fields(longer)
    upwards = after(AsRows("", 3, 3), AsRows("rows2", 2, 3))  # one without a head
    assert [row.row for row in upwards.tables[0].rows] == [2, 3]


def test_what_reaches_into_a_new_head_from_beside_it_is_filled_no_more():
    assert (2, 1) in fields(DRAWN).values()
    assert (
        fields(after(AsHead(1, 4))).keys().isdisjoint(name for name, (row, _) in fields(DRAWN).items() if 0 < row < 5)
    )


def test_a_total_and_a_row_not_to_be_filled():
    found = after(AsTotal(8))
    assert rows(found)[2] == (8, "total")
    assert rows(after(AsTotal(8), of=found)) == rows(DRAWN)
    assert rows(after(AsText((6, 2))))[0] == (6, "paper")


def test_a_table_goes_and_comes_back():
    table = DRAWN.tables[0]
    found = DRAWN
    for row in table.rows:
        if row.kind == "row" and found.tables:
            found = after(AsText((row.row, table.columns[1].col)), of=found)
    assert found.tables == ()
    again = after(AsHead(*[table.head[0], table.head[1] - 1]), of=found)
    assert columns(again)[:3] == ["serial", "extra:支出日期", "extra:支出内容"]
    assert [row for row, _ in rows(again)] == [row.row for row in table.rows]
    rows_only = after(AsRows("", 6, 8), of=found)
    assert rows(rows_only) == [(6, "row"), (7, "row"), (8, "row")]


def test_columns():
    table = DRAWN.tables[0]
    date, content = table.columns[1].col, table.columns[2].col
    found = after(AsColumn((4, date), "issued_on"), AsText((4, content)))
    assert columns(found)[:3] == ["serial", "issued_on", "extra:收款单位"]
    numbered = after(AsColumn((4, date), "serial"))
    assert columns(numbered)[:2] == ["extra:序号", "serial"]
    assert [column.serial for column in numbered.tables[0].columns[:2]] == [False, True]
    assert columns(after(AsColumn((6, date)), of=numbered))[:2] == ["extra:序号", "extra:支出日期"]


def test_what_a_field_allows():
    place = fields(DRAWN)["filler_phone"]
    found = after(Redefine(place, "手机", "choice", required=True, options=("甲", "乙"), multiple=True))
    (definition,) = (mark.definition for mark in found.fields if (mark.spot.row, mark.spot.col) == place)
    assert (definition.id, definition.label, definition.options, definition.multiple, definition.required) == (
        "filler_phone",
        "手机",
        ("甲", "乙"),
        True,
        True,
    )
    back = after(Redefine(place, type="text"), of=found)
    (definition,) = (mark.definition for mark in back.fields if (mark.spot.row, mark.spot.col) == place)
    assert (definition.type, definition.options, definition.multiple) == ("text", (), False)


def test_what_a_column_allows():
    table = DRAWN.tables[0]
    found = after(Redefine((6, table.columns[4].col), "中央补助", unit="万元"))
    definition = found.tables[0].columns[4].definition
    assert (definition.id, definition.label, definition.unit) == ("extra:中央补助", "中央补助", "万元")


def test_a_review_box():
    place = fields(DRAWN)["extra:审核人"]
    found = after(AsReview(place), Redefine(place, "审核意见"))
    assert "审核意见" in [mark.step.title for mark in found.reviews]
    assert len({mark.step.id for mark in found.reviews}) == len(found.reviews) == 2
    assert len(after(AsText(place), of=found).reviews) == 1


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (AsField((6, 2)), "在表格“明细”里"),
        (AsField((4, 2)), "表头"),
        (AsField((1, 1), "{year}"), "没有留出年度"),
        (AsField((99, 99)), "在表格之外"),
        (AsText((1, 1)), "本来就不填写"),
        (AsRows("rows", 4, 6), "表头重叠"),
        (AsRows("rows", 1, 1), "在表头上面"),
        (AsRows("rows9", 6, 7), "没有这张表格"),
        (AsRows("", 6, 7), "重叠"),
        (AsRows("rows", 8, 6), "不在表里"),
        (AsHead(1, 1), "不像表头"),
        (AsTotal(2), "不在表格的重复行里"),
        (AsColumn((2, 2), "amount"), "不在表格的列里"),
        (Redefine((2, 2), label="甲"), "不是要填写的内容"),
        (Redefine((11, 4), label=" "), "名称是空的"),
        (Redefine((11, 4), type="colour"), "没有“colour”这种类型"),
        (Redefine((11, 4), type="choice"), "还没有可选的词"),
    ],
)
def test_what_makes_no_sense_is_said(step: Change, words: str):
    with pytest.raises(UserError) as told:
        changed(DRAWN, GRID, LOOKS, step)
    assert words in str(told.value)
    assert told.value.mend


PLACE = st.tuples(st.integers(0, 13), st.integers(0, 9))
LINE = st.integers(0, 13)
STEPS = st.one_of(
    st.builds(AsField, PLACE, st.sampled_from(["", "filler", "{year}"])), st.builds(AsText, PLACE), st.builds(AsReview, PLACE),
    st.builds(AsRows, st.sampled_from(["", "rows"]), LINE, LINE), st.builds(AsHead, LINE, LINE), st.builds(AsTotal, LINE),
    st.builds(AsColumn, PLACE, st.sampled_from(["", "serial", "amount"])),
    st.builds(Redefine, PLACE, st.sampled_from([None, "甲"]), st.sampled_from([None, "date"]), options=st.sampled_from([None, ("a", "b")])),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=6))
def test_whatever_is_clicked_the_map_holds_together(steps: list[Change]):
    found = DRAWN
    for step in steps:
        try:
            found = changed(found, GRID, LOOKS, step)
        except UserError:
            continue
        assert faults(found, GRID) == []


def _clicks(row: int, col: int):
    """Everything that can be asked of a cell, sensible or not."""
    place = (row, col)
    yield from (AsField(place), AsField(place, "project_name"), AsField(place, YEAR), AsText(place), AsReview(place))
    yield from (AsTotal(row), AsHead(row, row), AsColumn(place), AsColumn(place, "serial"), AsRows("", row, row))
    for table in DRAWN.tables:
        yield from (AsRows(table.id, table.rows[0].row, row), AsRows(table.id, row, table.rows[-1].row))


def test_each_click_is_done_or_refused_with_a_way_out():
    done = 0
    for click in (click for row in range(14) for col in range(10) for click in _clicks(row, col)):
        try:
            found = changed(DRAWN, GRID, LOOKS, click)
        except UserError as error:
            assert error.mend, click
        else:
            done += 1
            assert faults(found, GRID) == [], click
    assert done > 100
