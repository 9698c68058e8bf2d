"""Places within the texts of a letter: underscores, prompts, paragraphs around the table."""

import pytest

from medaid_desktop.core.templates.filling.filled import Filled, FilledCell, FilledPart
from medaid_desktop.core.templates.template_map import FieldMark, Spot, TemplateMap, Within
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller
from tests.formats.word import letter_templates
from tests.formats.word.letters import blank_letter, cell, main_part, paragraph, row, table, untouched
from tests.formats.word.templates.filled_letters import FIELD, by_parts, grid_of, texts_of


def test_a_line_of_underscores_becomes_an_underlined_text_as_long():
    content = letter_templates.lines()
    after = by_parts(content, Spot(0, 1), ("名称：", "__________", "（全称）", "医疗救助"))
    assert texts_of(after)[0, 1] == "名称：  医疗救助（全称）"
    assert '<w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">  医疗救助</w:t>' in main_part(after)


def test_several_places_of_a_cell():
    after = by_parts(
        letter_templates.lines(),
        Spot(1, 1),
        ("1.中央资金", "____", "万元，", "350"),
        ("省级资金", "____", "万元；", "12345.67"),
    )
    assert texts_of(after)[1, 1] == "1.中央资金 350万元，省级资金12345.67万元；"


def test_a_unit_that_the_value_has_is_not_said_again():
    content = letter_templates.lines()
    marks = [("1.中央资金", "____", "万元，", "350万元，"), ("省级资金", "____", "万元；", "1")]
    made = tuple(FilledPart(FieldMark(Spot(1, 1), FIELD, *mark[:3]), mark[3]) for mark in marks)
    cells = (FilledCell(Spot(1, 1), "1.中央资金350万元，省级资金1万元；", "", None, made),)
    after = TemplateFiller(content, TemplateMap("", 0, "")).filled(Filled(cells=cells)).content
    assert texts_of(after)[1, 1] == "1.中央资金350万元，省级资金   1万元；"


def test_a_place_before_print_of_other_paragraphs():
    after = by_parts(letter_templates.lines(), Spot(2, 1), ("负责人（签字）：", "", "\n\n　　年　　月　　日", "张三"))
    assert texts_of(after)[2, 1] == "负责人（签字）：张三\n\n　　年　　月　　日"


@pytest.mark.parametrize(
    ("within", "line", "marks", "text"),
    [
        ("above", 0, [("专项资金", "　　", "年度绩效目标表", "2021")], "专项资金2021年度绩效目标表"),
        ("above", 1, [("填报单位：", " " * 16, "  单位：万元", "医疗保障局")], "填报单位：医疗保障局        单位：万元"),
        ("below", 0, [("填报人：", "\t", "", "张三"), ("联系电话：", "\t", "", "0990-1")], "填报人：张三\t联系电话：0990-1\t"),
        ("below", 1, [("填报日期：", "____年__月__日", "", "2021年6月1日")], "填报日期：2021年6月1日  "),
    ],
)  # fmt: skip
def test_paragraphs_around_the_table(within: Within, line: int, marks: list[tuple[str, str, str, str]], text: str):
    content = letter_templates.lines()
    after = by_parts(content, Spot(line, within=within), *marks)
    grid = grid_of(after)
    assert (grid.above if within == "above" else grid.below)[line].rstrip() == text.rstrip()
    number = line if within == "above" else line + 2
    assert untouched(content, (), lines=[number]) == untouched(after, (), lines=[number])


def test_a_paragraph_between_two_tables_is_below_the_first():
    tables = table(row(cell("甲"))) + paragraph("填报人：") + table(row(cell("乙")))
    after = by_parts(blank_letter(tables), Spot(0, within="below"), ("填报人：", "", "", "张三"))
    assert grid_of(after, 1).above == ("填报人：张三",)


def test_an_underlined_blank_stays_a_line():
    after = by_parts(
        letter_templates.lines(), Spot(1, within="above"), ("填报单位：", " " * 16, "  单位：万元", "某局")
    )
    assert f'<w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">某局{" " * 12}</w:t>' in main_part(after)
