"""A filing's rows go into a blank form, each in its group, with a word for whatever has no place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.templates.filling.filled import Moves
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import RowMark, TableMark, TemplateMap
from tests.core.templates.filling.maps import (
    COLUMNS,
    OUTPUT,
    body,
    column,
    form_of,
    mark,
    put,
    row,
    shown,
    table,
    texts,
)


def test_rows_stand_in_their_groups_and_blank_ones_stay():
    filled = put(table(*body(*OUTPUT)), [row("产出", "质量指标", "合格率"), row("效益", "社会效益指标", "满意")])
    assert filled.inserted == {}
    assert shown(filled.bodies[0], "level3") == ["", "", "合格率", "", "满意"]
    assert texts(filled) == {(7, 2): "合格率", (7, 3): "1", (9, 2): "满意", (9, 3): "1"}


def test_more_rows_come_in_inside_their_group():
    rows = [row("产出", "数量指标", str(number)) for number in range(5)] + [row("效益", "社会效益指标", "x")]
    filled = put(table(*body(*OUTPUT)), rows)
    assert filled.inserted == {5: 3}
    found = filled.bodies[0]
    assert shown(found, "level3") == ["0", "1", "2", "3", "4", "", "", "x"]
    assert (5, 1, 5, 1) in found.runs and (5, 0, 7, 1) in found.runs


def test_a_group_the_form_lacks_comes_in_where_the_content_has_it():
    rows = [
        row("产出", "数量指标", "a"),
        row("产出", "质量指标", "q"),
        row("产出", "成本指标", "b"),
        row("产出", "成本指标", "c"),
    ]
    filled = put(table(*body(*OUTPUT)), rows)
    names = ["数量指标", "数量指标", "质量指标", "质量指标", "成本指标", "成本指标", "社会效益指标"]
    assert shown(filled.bodies[0], "level2") == names
    assert filled.inserted == {8: 2}
    assert texts(filled)[9, 1] == "成本指标" and (10, 1) not in texts(filled)
    assert (9, 1, 2, 1) in filled.bodies[0].runs and (5, 0, 6, 1) in filled.bodies[0].runs


def test_a_class_that_a_county_lists_under_another_group_stands_in_that_group():
    form = table(*body(("产出指标", "数量指标", 1), ("产出指标", "时效指标", 2), ("效益指标", "社会效益指标", 1)))
    content = [
        row("产出指标", "数量指标", "人数"),
        row("效益指标", "时效指标", "结算"),
        row("效益指标", "社会效益指标", "满意"),
    ]
    found = put(form, content).bodies[0]
    assert list(zip(shown(found, "level1"), shown(found, "level2"), shown(found, "level3"), strict=True)) == [
        ("产出指标", "数量指标", "人数"),
        ("产出指标", "时效指标", ""),
        ("产出指标", "时效指标", ""),
        ("效益指标", "时效指标", "结算"),
        ("效益指标", "社会效益指标", "满意"),
    ]


def test_blank_rows_of_a_group_take_the_wording_of_its_content():
    form = table(*body(("满意度", "服务对象满意度指标", 2)))
    found = put(form, [row("满意度指标", "服务对象满意度", "参保人员")]).bodies[0]
    assert shown(found, "level1") == ["满意度指标", "满意度指标"]
    assert shown(found, "level2") == ["服务对象满意度", "服务对象满意度"]


def test_a_printed_name_that_was_changed_is_written_anew():
    given = {"数量指标": ["救助人次", "参保人数"]}
    filled = put(
        table(*body(*OUTPUT, given=given)),
        [row("产出", "数量指标", "救助人次（直接）"), row("产出", "数量指标", "参保人数")],
    )
    assert texts(filled) == {(5, 2): "救助人次（直接）", (5, 3): "1", (6, 3): "1"}


def test_a_printed_row_the_filing_has_deleted_is_emptied_and_told():
    given = {"数量指标": ["救助人次", "参保人数"]}
    filled = put(table(*body(*OUTPUT, given=given)), [row("产出", "数量指标", "参保人数")])
    assert texts(filled) == {(5, 2): "", (6, 3): "1"}
    assert filled.notices == ("样表“绩效指标”第 6 行印有“救助人次”，填报件中没有，导出时该行留空",)


def test_a_printed_row_that_the_filing_has_elsewhere_is_told_so():
    names = ["救助人次", "参保人数", "住院人次", "门诊人次"]
    given = {"数量指标": names}
    content = [row("产出", "数量指标", name) for name in (names[-1], *names[:-1])]
    (notice,) = put(table(*body(("产出", "数量指标", 4), given=given)), content).notices
    assert "填报件把它排在第" in notice and "填报件中没有" not in notice


def test_a_group_renamed_in_the_filing_is_renamed_on_all_its_rows():
    given = {"数量指标": ["救助人次"]}
    filled = put(table(*body(*OUTPUT, given=given)), [row("产出", "数量类指标", "救助人次")])
    assert texts(filled)[5, 1] == "数量类指标"
    assert shown(filled.bodies[0], "level2")[:2] == ["数量类指标", "数量类指标"]


def test_totals_and_dots_stay_and_hold_no_content():
    marks = (
        *body(("产出", "数量指标", 1)),
        RowMark(6, "paper", {"level1": "产出", "level2": "……"}),
        RowMark(7, "total", {"level1": "合计"}),
    )
    filled = put(
        table(*marks), [row("产出", "数量指标", "a"), row("产出", "数量指标", "b"), row("产出", "质量指标", "c")]
    )
    assert filled.inserted == {5: 2}
    assert shown(filled.bodies[0], "level2") == ["数量指标", "数量指标", "质量指标", "……", ""]
    assert (5, 0, 4, 1) in filled.bodies[0].runs


def test_a_table_without_any_row_gets_them_below_its_head():
    filled = put(
        table(RowMark(5, "total", {"level1": "合计"})), [row("产出", "数量指标", "a"), row("产出", "数量指标", "b")]
    )
    assert filled.inserted == {4: 2}
    assert shown(filled.bodies[0], "level3") == ["", "a", "b", ""]


def test_rows_put_into_the_first_table_move_the_second():
    first = TableMark("indicators", "绩效指标", (4, 5), COLUMNS, body(*OUTPUT))
    second = TableMark("schedule", "进度", (12, 13), (column(0, "activity"),), (RowMark(13, "row"),))
    found = TemplateMap("表", 0, "", fields=(mark("filler", 15, prefix="填报人："),), tables=(first, second))
    filing = Filing("custom:x", 2025, values={"filler": "张某"}, tables={
        "indicators": [row("产出", "数量指标", str(number)) for number in range(4)], "schedule": [{"activity": "甲"}, {"activity": "乙"}],
    })  # fmt: skip
    filled = fill(found, form_of(found), filing, "")
    assert filled.inserted == {5: 2, 13: 1}
    assert texts(filled)[15, 0] == "甲" and texts(filled)[16, 0] == "乙" and texts(filled)[18, 0] == "填报人：张某"


def test_a_blank_name_is_not_taken_for_the_group_above():
    filled = put(table(*body(("", "", 3))), [row("产出", "数量指标", "a"), row("产出", "", "b"), row("", "", "c")])
    assert texts(filled)[6, 1] == "\u200b" and texts(filled)[7, 0] == "\u200b"
    assert shown(filled.bodies[0], "level2") == ["数量指标", "", ""]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (["1", "2"], ["1", "2", "3"]), (["（1）", "（2）"], ["（1）", "（2）", "（3）"]), (["一、", "二、"], ["一、", "二、", "三、"]),
        (["①", "②"], ["①", "②", "③"]), (["01", "02"], ["01", "02", "03"]), (["", ""], ["1", "2", "3"]), (["5", "6"], ["5", "6", "7"]),
    ],
)  # fmt: skip
def test_rows_are_numbered_as_the_form_numbers_them(printed, wanted):
    marks = [RowMark(5 + number, "row", {"serial": text} if text else {}) for number, text in enumerate(printed)]
    found = table(*marks, columns=(column(0, "serial", serial=True), column(1, "activity")), name="schedule")
    filled = put(found, [{"activity": text} for text in "甲乙丙"], name="schedule")
    assert shown(filled.bodies[0], "serial") == wanted


def test_what_the_document_works_out_is_never_written():
    columns = (*COLUMNS[:3], column(3, "target", computed=True))
    filled = put(table(*body(*OUTPUT), columns=columns), [row("产出", "数量指标", "a", "3")])
    assert texts(filled) == {(5, 2): "a"}
    assert [(cell.spot.row, cell.spot.col, cell.text) for cell in filled.computed] == [(5, 3, "3")]


def test_content_without_a_place_is_told_and_written_nowhere():
    rows = [row("产出", "数量指标", "a") | {"level4": "低保对象"}]
    filing = Filing(
        "custom:x", 2025, values={"extra:备注": "其他"}, tables={"indicators": rows, "funding": [{"item": "x"}]}
    )
    found = table(*body(*OUTPUT))
    assert fill(found, form_of(found), filing, "").notices == (
        "“备注”在样表里没有位置，没有写入：“其他”",
        "“绩效指标”第 1 行的“level4”在样表里没有对应的列，没有写入：“低保对象”",
        "“funding”在样表里没有对应的表格，1 行没有写入",
    )


def test_boxes_and_prompts_of_rows_stay_where_nothing_is_filled_in():
    columns = (*COLUMNS[:3], column(3, "target", kind="choice", options=("是", "否")))
    marks = [
        RowMark(5, "row", {"target": "□是 □否"}),
        RowMark(6, "row", {"target": "□是 □否", "level3": "（请填写指标）"}),
    ]
    filled = put(table(*marks, columns=columns), [row("", "", "a", "否")])
    assert shown(filled.bodies[0], "target") == ["□是 ☑否", "□是 □否"]
    assert shown(filled.bodies[0], "level3") == ["a", "（请填写指标）"] and not filled.notices


names = st.sampled_from(["数量指标", "质量指标", "社会效益指标", "成本指标", ""])


contents = st.lists(st.tuples(st.sampled_from(["产出", "效益", ""]), names, st.sampled_from("abc")), max_size=14)


forms = st.lists(st.tuples(st.sampled_from(["产出", "效益", ""]), names, st.integers(1, 3)), min_size=1, max_size=5)


@settings(max_examples=150)
@given(groups=forms, content=contents, given_=st.booleans())
def test_every_row_stands_once_in_its_order_under_its_own_names(groups, content, given_):
    found = table(*body(*groups, given={"数量指标": ["a", "b"]} if given_ else None))
    rows = [row(one, two, three) for one, two, three in content]
    filled = put(found, rows)
    lines = filled.bodies[0].rows
    assert [line.content for line in lines if line.content >= 0] == list(range(len(rows)))
    for line in lines:
        if line.content >= 0:
            assert {name: line.texts[name] for name in rows[line.content]} == rows[line.content]
        else:
            assert not line.texts["level3"] and not line.texts["target"]
    moves = Moves(filled.inserted)
    kept = [(line.source, line.row) for line in lines if not line.copy]
    assert kept == [(mark.row, moves.row(mark.row)) for mark in found.tables[0].rows]
    assert [line.row for line in lines] == list(range(5, 5 + len(lines)))
    assert len(lines) == len(found.tables[0].rows) + sum(filled.inserted.values())


def test_a_large_table_is_filled_in_no_time():
    found = table(*body(*((str(one), f"{one}-{two}", 5) for one in range(10) for two in range(4))))
    rows = [row(str(one), f"{one}-{two}", str(three)) for one in range(10) for two in range(4) for three in range(300)]
    filled = put(found, rows)
    assert sum(filled.inserted.values()) == len(rows) - 200
