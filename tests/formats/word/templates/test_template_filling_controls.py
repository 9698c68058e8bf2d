"""Boxes, content controls and fields of a letter take what is filled in."""

from medaid_desktop.core.templates.template_map import Spot
from tests.formats.word import letter_templates
from tests.formats.word.letters import blank_letter, cell, formula, main_part, paragraph, picked, row, run, table
from tests.formats.word.templates.filled_letters import by_parts, filled, inside, texts_of


def test_boxes_are_ticked_in_their_places():
    content = letter_templates.boxes()
    cells = {
        (0, 1): "□ 上年原有　☑ 新增固定", (1, 1): "☑ 是 ☐ 否", (2, 1): "☐ 直达 ☑ 非直达", (3, 1): "☑ 投资类 ☐ 发展类",
        (4, 1): "☑有 ☐无", (5, 1): "（√）专项 （ ）一般",
    }  # fmt: skip
    after = filled(content, cells)
    assert texts_of(after).items() >= cells.items()
    xml = main_part(after)
    assert '<w:sym w:font="Wingdings 2" w:char="F052"/>' in xml and '<w:sym w:font="Wingdings" w:char="F0A8"/>' in xml
    assert ">o</w:t>" in xml and ">\uf0fe</w:t>" in xml
    assert xml.count('<w14:checked w14:val="1"/>') == 1 and xml.count('<w14:checked w14:val="0"/>') == 1
    assert xml.count('<w:checked w:val="1"/></w:checkBox>') == 1
    again = filled(after, {(4, 1): "☐有 ☑无", (2, 1): "☑ 直达 ☐ 非直达"})
    assert texts_of(again)[4, 1] == "☐有 ☑无" and texts_of(again)[2, 1] == "☑ 直达 ☐ 非直达"


def test_signs_out_of_the_emoji_picker_are_ticked_for_all_programs():
    content = blank_letter(
        table(row(cell(paragraph(picked("2610", "☐"), run("是 "), picked("1F5F9", "x"), run("否")))))
    )
    assert texts_of(content) == {(0, 0): "☐是 🗹否"}
    after = filled(content, {(0, 0): "☑是 ☐否"})
    assert texts_of(after) == {(0, 0): "☑是 ☐否"} and "symEx" not in main_part(after)
    assert "AlternateContent" not in main_part(filled(content, {(0, 0): "甲"}))


def test_controls_are_filled_and_their_prompts_gone():
    content = letter_templates.controls()
    cells = {
        (0, 1): "城乡医疗救助",
        (1, 1): "低保对象",
        (1, 3): "医保局",
        (2, 1): "一\n二",
        (3, 3): "无",
        (4, 1): "一\n二",
    }
    after = filled(content, cells)
    xml = main_part(after)
    assert texts_of(after).items() >= cells.items()
    assert xml.count("<w:showingPlcHdr/>") == 1  # the date
    assert xml.count('w:val="Prompt"') == 1
    assert '<w:dropDownList w:lastValue="2">' in xml
    assert "dataBinding" not in xml
    assert f"<w:r><w:rPr>{_in(content, 24)}</w:rPr><w:t>一</w:t></w:r>" in xml
    assert inside(after, 'w:multiLine="1"').count("<w:br/>") == 1


def _in(content: bytes, number: int) -> str:
    return inside(content, f'<w:id w:val="{number}"/><w:rPr>', "</w:rPr>")


def test_a_date_control_keeps_the_date():
    content = letter_templates.controls()
    after = by_parts(content, Spot(0, 3), ("日期：", "", "", "2021年6月1日"))
    assert texts_of(after)[0, 3] == "日期：2021年6月1日"
    assert '<w:date w:fullDate="2021-06-01T00:00:00Z">' in main_part(after)
    other = by_parts(content, Spot(0, 3), ("日期：", "", "", "2021年6月底"))
    assert texts_of(other)[0, 3] == "日期：2021年6月底" and "fullDate" not in main_part(other)
    corrected = by_parts(after, Spot(0, 3), ("日期：", "2021年6月1日", "", "2021年7月"))
    assert texts_of(corrected)[0, 3] == "日期：2021年7月" and "fullDate" not in main_part(corrected)


def test_lists_of_the_old_kind():
    content = letter_templates.controls()
    assert texts_of(filled(content, {(3, 1): "市级"}))[3, 1] == "市级"
    other = filled(content, {(3, 1): "县级"})
    assert texts_of(other)[3, 1] == "县级" and main_part(other).count("<w:listEntry") == 4


def test_fields_that_work_themselves_out_become_what_is_filled_in():
    simple = (
        '<w:p><w:fldSimple w:instr=" DATE "><w:r><w:rPr><w:b/></w:rPr><w:t>2020年1月1日</w:t></w:r></w:fldSimple></w:p>'
    )
    whole = paragraph(run("日期："), formula(' DATE \\@ "yyyy年M月d日" ', "2020年1月1日"), run("止"))
    content = blank_letter(table(row(cell(simple), cell(whole), cell(paragraph(formula(" PAGE ", "1"))))))
    assert texts_of(content) == {(0, 0): "2020年1月1日", (0, 1): "日期：2020年1月1日止", (0, 2): "1"}
    after = filled(content, {(0, 0): "2021年6月1日"})
    assert "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>2021年6月1日</w:t></w:r></w:p>" in main_part(after)
    after = by_parts(after, Spot(0, 1), ("日期：", "2020年1月1日", "止", "2021年6月1日"))
    assert texts_of(after) == {(0, 0): "2021年6月1日", (0, 1): "日期：2021年6月1日止", (0, 2): "1"}
    assert "DATE" not in main_part(after) and main_part(after).count("<w:fldChar ") == 3


def test_form_fields_of_a_protected_letter():
    content = letter_templates.protected()
    cells = {(0, 1): "甲县\n医疗救助", (0, 3): "350", (1, 1): "2020年6月1日", (1, 3): "☑甲类"}
    after = filled(content, cells)
    assert texts_of(after).items() >= cells.items()
    assert main_part(after).count('w:fldCharType="separate"') == main_part(content).count('w:fldCharType="separate"')
    assert "\u2002" not in main_part(after)
