"""Labels outside the lines of a form: which are answered behind themselves, and which lines are no labels at all."""

from dataclasses import replace

from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.reading_back import known
from tests.recognition.templates.paper import document, fields, maps, sheet

LIST = """
~医疗救助花名册 | < | < | < | < | <
~填报单位： | < | < | < | | 单位：元
姓名 | 性别 | 年龄 | 住址 | 金额 | 备注
 | | | | |
 | | | | |
~单位负责人： | < | 经办人： | < | 报出日期： | <
"""


def test_a_label_in_merged_cells_is_answered_behind_it():
    (found,) = maps(LIST)
    places = fields(found)
    assert places["filling_unit"] == (1, 0)
    assert next(mark.prefix for mark in found.fields if mark.definition.id == "filling_unit") == "填报单位："
    assert [place for place in places.values() if place[0] == 5] == [(5, 0), (5, 2), (5, 4)]


def test_a_label_in_one_cell_is_answered_beside_it():
    (found,) = maps(LIST.replace("~填报单位： | < | < | < | |", "~填报单位： | | < | < | |"))
    assert fields(found)["filling_unit"] == (1, 1)


def test_locked_labels_outside_the_lines_ask_all_the_same():
    grid, looks = sheet(LIST.replace(" | | | | |", "{open} | {open} | {open} | {open} | {open} | {open}"))
    outside = {place: replace(look, open=False) for place, look in looks.cells.items() if not look.border}
    more = {(row, col): replace(looks.at(row, col), open=False, border=0) for row in (1, 5) for col in range(6)}
    read, every = document((grid, replace(looks, cells={**looks.cells, **outside, **more})))
    (found,) = draw(read, every, known())
    assert [place for place in fields(found).values() if place[0] == 5] == [(5, 0), (5, 2), (5, 4)]


def test_what_is_numbered_by_hand_has_its_place_between_the_words():
    (found,) = maps(LIST.replace("单位：元", "发放批次：2024年第␣␣␣批"))
    marks = [mark for mark in found.fields if mark.spot.row == 1 and mark.spot.col == 5]
    assert [(mark.definition.id, mark.prefix, mark.blank, mark.suffix) for mark in marks] == [
        ("{year}", "发放批次：", "2024", ""), ("extra:发放批次", "年第", "   ", "批")
    ]  # fmt: skip


def test_a_note_that_refers_elsewhere_is_no_label():
    (found,) = maps(LIST + "~填报说明见省局网站 | | | | |\n")
    assert not any(place[0] == 6 for place in fields(found).values())


def test_without_any_lines_only_a_numbered_text_heads_the_table_below():
    table = "乡镇 | 金额 | 人数\n甲乡 | |\n乙乡 | |\n"
    for text, places in (("统计口径", {"extra:统计口径": (1, 1)}), ("一、支出情况", {})):
        (found,) = maps(f"支出统计表 | < | <\n{text} | |\n{table}", with_looks=False)
        assert fields(found) == places


def test_a_cell_that_says_when_to_write_what_waits():
    (found,) = maps("~专户备案表 | < | <\n开户名称 | | <\n备注 | （无变更的填“无”） | <")
    assert fields(found)["extra:备注"] == (2, 1)
