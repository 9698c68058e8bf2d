"""Texts written into cells of a letter look as what stood there, and break into lines as it did."""

from tests.formats.word import letter_templates
from tests.formats.word.letters import blank_letter, cell, main_part, paragraph, row, run, table
from tests.formats.word.templates.filled_letters import filled, inside, texts_of


def test_a_text_gets_the_look_of_the_run_it_replaces():
    content = blank_letter(table(row(cell("名称"), cell(paragraph(run("请填", "<w:i/>"), run("写", "<w:b/>"))))))
    after = filled(content, {(0, 1): "甲 & 乙 <丙>"})
    assert "<w:r><w:rPr><w:i/></w:rPr><w:t>甲 &amp; 乙 &lt;丙&gt;</w:t></w:r>" in main_part(after)


def test_a_blank_cell_gives_the_look_of_its_mark_else_that_of_the_cells_beside():
    marked = cell(paragraph("", mark='<w:color w:val="FF0000"/><w:ins w:id="1" w:author="甲"/>'))
    content = blank_letter(table(row(cell(paragraph(run("名称", '<w:b/><w:sz w:val="30"/>'))), cell(), marked)))
    after = main_part(filled(content, {(0, 1): "旁", (0, 2): "标"}))
    assert '<w:p><w:r><w:rPr><w:sz w:val="30"/></w:rPr><w:t>旁</w:t></w:r></w:p>' in after
    assert '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>标</w:t></w:r>' in after


def test_lines_become_paragraphs_like_the_one_there_is():
    content = blank_letter(table(row(cell(paragraph(run("旧", "<w:b/>"), look='<w:ind w:firstLineChars="200"/>')))))
    line = '<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>'
    after = filled(content, {(0, 0): "一\n\n三"})
    assert main_part(after).count('<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr>') == 3
    assert f"{line}一</w:t>" in main_part(after) and f"{line}三</w:t>" in main_part(after)
    assert texts_of(after) == {(0, 0): "一\n\n三"}


def test_lines_are_broken_where_the_cell_breaks_lines():
    content = blank_letter(table(row(cell("<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>"))))
    after = filled(content, {(0, 0): "甲\n乙\n丙"})
    assert inside(after, "<w:tc>").count("<w:p>") == 1 and inside(after, "<w:tc>").count("<w:br/>") == 2
    assert texts_of(after) == {(0, 0): "甲\n乙\n丙"}


def test_lines_go_to_the_paragraphs_of_a_tall_cell():
    content = letter_templates.irregular()
    before = inside(content, "目标：").count("<w:p>")
    assert inside(filled(content, {(3, 1): "目标：子"}), "目标：子").count("<w:p>") == before
    after = filled(content, {(3, 1): "子\n丑\n寅"})
    assert inside(after, "子</w:t>").count("<w:p>") == before
    assert texts_of(after)[3, 1] == "子\n丑\n寅"


def test_prompts_of_several_paragraphs_make_room():
    content = blank_letter(table(row(cell("（一）……", "（二）……", "（三）……"), cell("旁"))))
    after = filled(content, {(0, 0): "只有一条"})
    assert inside(after, "<w:tc>").count("<w:p>") == 1
    assert texts_of(after) == {(0, 0): "只有一条", (0, 1): "旁"}
    assert texts_of(filled(content, {(0, 0): ""})) == {(0, 1): "旁"}


def test_texts_in_symbol_fonts_are_written_in_letters():
    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    content = blank_letter(table(row(cell(paragraph(run("o", wingdings))))))
    assert texts_of(filled(content, {(0, 0): "ABC 350"})) == {(0, 0): "ABC 350"}


def test_numbers_of_lists_are_not_written_twice():
    content = letter_templates.changed()
    assert texts_of(filled(content, {(4, 1): "3.甲\n4.乙"}))[4, 1] == "3. 甲\n4. 乙"
    assert texts_of(filled(content, {(4, 1): "甲\n乙"}))[4, 1] == "甲\n乙"
    assert texts_of(filled(content, {(1, 0): "1"}))[1, 0] == "1."


def test_what_is_deleted_or_hidden_stays_so():
    after = filled(letter_templates.changed(), {(3, 1): "新名称"})
    assert texts_of(after)[3, 1] == "新名称"
    assert "<w:delText" in main_part(after) and "藏" in main_part(after)
