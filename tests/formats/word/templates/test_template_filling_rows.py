"""Rows put into the table of a letter are like the one above them, but blank."""

import re

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark, TemplateMap
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller
from tests.formats.word import letter_templates
from tests.formats.word.letters import blank_letter, cell, main_part, paragraph, row, run, table, untouched
from tests.formats.word.templates.filled_letters import filled, grid_of, texts_of


def _names_of_paragraphs(content: bytes) -> list[str]:
    return re.findall(r'w14:paraId="(\w+)"', main_part(content))


def test_rows_put_in_are_like_the_one_above_but_blank():
    content = letter_templates.groups()
    after = filled(content, {(1, 2): "甲", (2, 2): "乙", (3, 2): "丙"}, inserted={1: 2})
    grid, old = grid_of(after), grid_of(content)
    assert grid.rows == old.rows + 2
    placed = {(found.row, found.col): (found.rows, found.text) for found in grid.cells}
    assert placed[1, 0] == (5, "产出指标") and placed[1, 1] == (4, "数量指标") and placed[5, 1] == (1, "质量指标")
    assert [placed[row, 2][1] for row in (1, 2, 3)] == ["甲", "乙", "丙"]
    xml, before = main_part(after), main_part(content)
    for once in ("w:bookmarkStart", "w:commentReference", "w:footnoteReference", "<w:drawing>", "w:tblHeader"):
        assert xml.count(once) == before.count(once)
    assert _names_of_paragraphs(after) == _names_of_paragraphs(content)
    assert xml.count('<w:cantSplit/><w:trHeight w:val="454"/>') == 7
    assert untouched(content, [(1, 2)]) == untouched(after, [(1, 2)], rows=[2, 3])


def test_what_a_row_prints_is_not_in_its_copies():
    content = letter_templates.sums()
    after = texts_of(filled(content, {}, inserted={1: 1}))
    assert (2, 0) not in after and after[1, 0] == "甲县"


def test_controls_of_rows_put_in_have_ids_of_their_own():
    content = letter_templates.repeated()
    after = filled(content, {(1, 0): "甲", (2, 0): "乙", (2, 1): "乙类", (3, 2): "☑是"}, inserted={1: 2})
    ids = re.findall(r'<w:sdtPr><w:id w:val="(\d+)"/>', main_part(after))
    assert len(ids) == len(set(ids)) == 13
    assert main_part(after).count("<w15:repeatingSectionItem/>") == 3
    assert main_part(after).count("w:permStart") == 1
    assert texts_of(after).items() >= {(1, 0): "甲", (2, 0): "乙", (2, 1): "乙类", (2, 2): "☐是", (3, 2): "☑是"}.items()


def test_rows_of_lists_go_on_counting():
    after = filled(letter_templates.changed(), {(1, 0): "1", (2, 0): "2", (3, 0): "3", (2, 1): "乙"}, inserted={1: 1})
    assert [texts_of(after)[row, 0] for row in (1, 2, 3)] == ["1.", "2.", "3."]


def test_boxes_in_rows_put_in_are_blank():
    content = blank_letter(table(row(cell("项目"), cell("类别")), row(cell(""), cell("☑新建 □续建"))))
    after = filled(content, {(2, 1): "□新建 ☑续建"}, inserted={1: 2})
    assert {at: text for at, text in texts_of(after).items() if at[0]} == {
        (1, 1): "☑新建 □续建",
        (2, 1): "□新建 ☑续建",
        (3, 1): "□新建 □续建",
    }


def test_rows_put_in_below_a_sum_over_two_columns_have_cells_of_their_own():
    total = row(cell(paragraph(run("合计", "<w:b/>"), look='<w:jc w:val="center"/>'), cols=2, width=4000), cell())
    head = row(cell("序号", width=1000), cell("单位", width=3000), cell("金额"))
    content = blank_letter(table(head, total, columns=(1000, 3000, 2000)))
    columns = tuple(ColumnMark(col, 1, FieldDef(f"c{col}", "列")) for col in range(3))
    map = TemplateMap("", 0, "", tables=(TableMark("rows", "表", (0, 1), columns, (RowMark(1, "row", {}),)),))
    cells = tuple(FilledCell(Spot(2, col), text) for col, text in enumerate(("1", "甲县", "350")))
    after = TemplateFiller(content, map).filled(Filled({1: 1}, cells)).content
    assert [texts_of(after).get((2, col)) for col in range(3)] == ["1", "甲县", "350"]
    assert (
        '<w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>1<'
        in main_part(after)
    )
    assert texts_of(after)[1, 0] == "合计"


def test_rows_put_in_below_a_head_do_not_look_like_it():
    head = row(cell(paragraph(run("项目", "<w:b/>")), look='<w:shd w:val="clear" w:fill="DDDDDD"/>'), cell("金额"))
    columns = tuple(ColumnMark(col, 1, FieldDef(f"c{col}", "列")) for col in range(2))
    map = TemplateMap("", 0, "", tables=(TableMark("rows", "表", (0, 1), columns, (RowMark(0, "paper"),)),))
    content = blank_letter(table(head))
    after = TemplateFiller(content, map).filled(Filled({0: 1}, (FilledCell(Spot(1, 0), "甲"),))).content
    assert texts_of(after) == {(0, 0): "项目", (0, 1): "金额", (1, 0): "甲"}
    assert main_part(after).count("<w:b/>") == main_part(after).count("<w:shd") == 1


def test_tables_in_cells_are_not_in_the_copies_of_their_row():
    content = letter_templates.irregular()
    after = document_of(filled(content, {}, inserted={2: 1}), "表.docx")
    assert len(after.grids) == 2 and after.grids[0].rows == 7
