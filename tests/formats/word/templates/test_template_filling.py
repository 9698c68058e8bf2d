"""Filings written into letters: what is filled in is there, all else is as it was."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.filling.filled import BodyRow, Filled, FilledBody, FilledCell, FilledPart
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
    FieldMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
    Within,
)
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller, Written
from tests.formats.packages import zipped
from tests.formats.word import letter_templates
from tests.formats.word.letter_templates import ALL
from tests.formats.word.letters import (
    blank_letter,
    cell,
    formula,
    main_part,
    paragraph,
    parts,
    picked,
    prompt,
    row,
    run,
    table,
    untouched,
)

FIELD = FieldDef("x", "某项")
Texts = Mapping[tuple[int, int], str]


def grid_of(content: bytes, number: int = 0) -> Grid:
    return document_of(content, "表.docx").grids[number]


def texts_of(content: bytes, number: int = 0) -> dict[tuple[int, int], str]:
    return {(found.row, found.col): found.text for found in grid_of(content, number).cells}


def written(content: bytes, cells: Texts, number: int = 0, **more: object) -> Written:
    """A letter with these cells filled in as wholes."""
    before = texts_of(content, number)
    changed = tuple(FilledCell(Spot(*at), text, before.get(at, ""), FIELD) for at, text in cells.items())
    return TemplateFiller(content, TemplateMap("", number, "")).filled(replace(Filled(cells=changed), **more))  # type: ignore[arg-type]


def filled(content: bytes, cells: Texts, number: int = 0, **more: object) -> bytes:
    return written(content, cells, number, **more).content


def by_parts(content: bytes, spot: Spot, *marks: tuple[str, str, str, str]) -> bytes:
    """A letter with one spot filled in by (prefix, blank, suffix, value) of each of its marks."""
    made = tuple(
        FilledPart(FieldMark(spot, FIELD, before, blank, behind), text) for before, blank, behind, text in marks
    )
    whole = "".join(before + text + behind for before, _, behind, text in marks)
    printed = "".join(before + blank + behind for before, blank, behind, _ in marks)
    return (
        TemplateFiller(content, TemplateMap("", 0, ""))
        .filled(Filled(cells=(FilledCell(spot, whole, printed, None, made),)))
        .content
    )


def inside(content: bytes, start: str, end: str = "</w:tc>") -> str:
    """The main part from a text on, up to another one."""
    return main_part(content).partition(start)[2].partition(end)[0]


# -- what stays ------------------------------------------------------------------------------------------------------

_CASES: dict[str, dict[tuple[int, int], tuple[int, str]]] = {
    "boxes": {(0, 1): (1, "☑ 上年原有　□ 新增固定"), (3, 1): (1, "☑ 投资类 ☐ 发展类")},
    "controls": {(0, 1): (1, "城乡医疗救助"), (1, 3): (2, "医疗保障局"), (2, 1): (1, "一、应助尽助\n二、及时"), (3, 1): (1, "市级"), (3, 3): (3, "无"), (4, 1): (1, "一行\n二行")},
    "groups": {(1, 2): (2, "资助参保人数"), (1, 3): (3, "≥50000人次"), (6, 1): (1, "无")},
    "lines": {(0, 1): (1, "名称：医疗救助（全称）")},
    "irregular": {(0, 1): (1, "甲"), (1, 2): (1, "乙"), (3, 1): (1, "目标：一\n二\n三\n四\n五")},
    "changed": {(1, 2): (2, "350"), (3, 1): (1, "新名称"), (4, 1): (1, "3. 甲\n4. 乙")},
    "boxed": {(0, 1): (1, "甲"), (1, 1): (1, "12.5")},
    "protected": {(0, 1): (1, "甲县医疗救助"), (0, 3): (3, "350"), (1, 1): (1, "2020年6月1日")},
    "sums": {(2, 0): (0, "乙县")},
    "repeated": {(1, 0): (0, "甲"), (1, 3): (3, "注")},
}  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_only_the_cells_written_change(name: str):
    content = ALL[name]()
    case = _CASES[name]
    after = filled(content, {at: text for at, (_, text) in case.items()})
    assert texts_of(after).items() >= {at: text for at, (_, text) in case.items()}.items()
    kept, new = parts(content), parts(after)
    assert list(kept) == list(new)
    assert [part for part in kept if kept[part] != new[part]] == ["word/document.xml"]
    places = {(at[0], place) for at, (place, _) in case.items()}
    if name == "sums":  # its formulas follow
        places |= {(row, place) for row in (1, 2, 3) for place in (1, 2, 3)}
    if name not in ("boxed", "repeated"):
        assert untouched(content, places) == untouched(after, places) != untouched(after, ())


@pytest.mark.parametrize("name", ALL)
def test_a_letter_with_nothing_to_fill_in_stays_to_the_byte(name: str):
    content = ALL[name]()
    assert parts(filled(content, {})) == parts(content)


def test_a_table_that_is_not_there_is_told():
    with pytest.raises(UserError, match="没有第 5 张表格"):
        TemplateFiller(letter_templates.boxes(), TemplateMap("", 4, ""))
    broken = zipped({**parts(letter_templates.boxes()), "word/document.xml": b"<w:document"})
    with pytest.raises(UserError, match="已损坏"):
        TemplateFiller(broken, TemplateMap("", 0, ""))


def test_a_cell_that_is_not_there_is_a_notice():
    notices = written(letter_templates.boxes(), {(40, 1): "甲", (40, 2): ""}).notices
    assert len(notices) == 1 and "第 41 行第 2 列" in notices[0]


# -- texts -----------------------------------------------------------------------------------------------------------


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


# -- places within texts ---------------------------------------------------------------------------------------------


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


# -- boxes, controls, fields -----------------------------------------------------------------------------------------


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


# -- rows ------------------------------------------------------------------------------------------------------------


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


def _body(groups: list[str], copies: dict[int, int], runs: tuple[tuple[int, int, int, int], ...]) -> FilledBody:
    """A body from row 1 on with one column of groups; `copies` says how many copies lie below a row of the blank form."""
    columns = (ColumnMark(0, 1, FieldDef("level1", "一级", group=True)), ColumnMark(1, 1, FieldDef("target", "值")))
    sources = [(row, copy) for row in range(1, 4) for copy in range(copies.get(row, 0) + 1)]
    rows = tuple(
        BodyRow(number, *source, "row", {"level1": group})
        for number, (source, group) in enumerate(zip(sources, groups, strict=True), 1)
    )
    return FilledBody("indicators", columns, rows, runs)


def _grouped(*names: tuple[str, str]) -> bytes:
    return blank_letter(
        table(row(cell("指标"), cell("值")), *[row(cell(text, down=down), cell(down=down)) for text, down in names])
    )


def _regrouped(
    content: bytes, given: list[str], body: FilledBody, cells: Texts | None = None, copies: dict[int, int] | None = None
) -> bytes:
    """A letter with a body filled in; `given` are the names that the blank form gives its three rows."""
    marks = tuple(RowMark(number, "row", {"level1": name} if name else {}) for number, name in enumerate(given, 1))
    map = TemplateMap("", 0, "", tables=(TableMark("indicators", "指标", (0, 1), body.columns, marks),))
    changed = tuple(FilledCell(Spot(*at), text) for at, text in (cells or {}).items())
    return TemplateFiller(content, map).filled(Filled(copies or {}, changed, (body,))).content


def _placed(content: bytes, col: int = 0) -> list[tuple[int, int, str]]:
    return [(found.row, found.rows, found.text) for found in grid_of(content).cells if found.col == col and found.row]


def test_groups_grow_shrink_and_begin_anew():
    content, given = _grouped(("产出", "restart"), ("", "continue"), ("效益", "")), ["产出", "产出", "效益"]
    grown = _body(["产出", "产出", "产出", "效益", "效益"], {2: 1, 3: 1}, ((1, 0, 3, 1), (4, 0, 2, 1)))
    assert _placed(_regrouped(content, given, grown, copies={2: 1, 3: 1})) == [(1, 3, "产出"), (4, 2, "效益")]
    split = _body(["产出", "成本", "效益"], {}, ())
    apart = [(1, 1, "产出"), (2, 1, "成本"), (3, 1, "效益")]
    assert (
        _placed(_regrouped(content, given, split, {(2, 0): "成本"}))
        == _placed(_regrouped(content, given, split))
        == apart
    )
    moved = _body(["产出", "效益", "效益"], {}, ((2, 0, 2, 1),))
    after = _regrouped(content, given, moved, {(2, 0): "效益", (3, 0): ""})
    assert _placed(after) == [(1, 1, "产出"), (2, 2, "效益")]


def test_a_form_with_one_row_a_group_merges_what_comes_in():
    content = _grouped(("产出", ""), ("成本", ""), ("效益", ""))
    body = _body(["产出", "产出", "成本", "效益"], {1: 1}, ((1, 0, 2, 1),))
    after = _regrouped(content, ["产出", "成本", "效益"], body, copies={1: 1})
    assert _placed(after) == [(1, 2, "产出"), (3, 1, "成本"), (4, 1, "效益")]


def test_a_form_that_says_names_on_each_row_goes_on_so():
    content = _grouped(("产出", ""), ("产出", ""), ("效益", ""))
    body = _body(["产出", "产出", "产出", "效益"], {2: 1}, ((1, 0, 3, 1),))
    after = _regrouped(content, ["产出", "产出", "效益"], body, copies={2: 1})
    assert _placed(after) == [(1, 1, "产出"), (2, 1, "产出"), (3, 1, "产出"), (4, 1, "效益")]


def test_a_form_that_says_a_name_once_goes_on_so():
    content = _grouped(("产出", ""), ("", ""), ("效益", ""))
    body = _body(["产出", "产出", "产出", "效益"], {2: 1}, ((1, 0, 3, 1),))
    after = _regrouped(content, ["产出", "产出", "效益"], body, copies={2: 1})
    assert _placed(after) == [(1, 1, "产出"), (4, 1, "效益")]


def test_a_value_cell_over_several_rows_is_parted_for_several_values():
    content = _grouped(("产出", "restart"), ("", "continue"), ("效益", ""))
    body = _body(["产出", "产出", "效益"], {}, ((1, 0, 2, 1),))
    same = replace(body, rows=tuple(replace(each, texts={**each.texts, "target": "1"}) for each in body.rows))
    other = replace(
        body, rows=tuple(replace(each, texts={**each.texts, "target": str(each.row)}) for each in body.rows)
    )
    given, cells = ["产出", "产出", "效益"], {(1, 1): "1", (2, 1): "2", (3, 1): "3"}
    assert _placed(_regrouped(content, given, same, {(1, 1): "1"}), 1) == [(1, 2, "1")]
    assert _placed(_regrouped(content, given, other, cells), 1) == [(1, 1, "1"), (2, 1, "2"), (3, 1, "3")]


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


def test_a_filler_takes_one_filing_after_the_other():
    filler = TemplateFiller(letter_templates.groups(), TemplateMap("", 0, ""))
    one = Filled({1: 1}, (FilledCell(Spot(2, 3), "1"),))
    other = Filled({}, (FilledCell(Spot(2, 3), "2"),))
    first, second = filler.filled(one).content, filler.filled(other).content
    for more in range(20):
        filler.filled(Filled({1: more}))
    assert filler.filled(one).content == first and grid_of(first).rows == grid_of(second).rows + 1
    assert texts_of(first)[2, 3] == "1" and texts_of(second)[2, 3] == "2"


def test_rows_too_low_for_their_text_may_grow():
    content = letter_templates.irregular()
    after = filled(content, {(4, 1): "很长的概况" * 40, (5, 1): "短"})
    assert main_part(after).count('w:hRule="exact"') == 1 and main_part(after).count('w:hRule="atLeast"') == 1


# -- other parts of letters ------------------------------------------------------------------------------------------


def test_tables_in_cells_are_filled_without_the_outer_one():
    content = letter_templates.irregular()
    after = filled(content, {(1, 1): "丙"}, number=1)
    assert texts_of(after, 1) == {(0, 0): "内甲", (1, 0): "内乙", (1, 1): "丙"}
    assert texts_of(after) == texts_of(content)


def test_a_text_box_is_filled_for_old_programs_too():
    after = filled(letter_templates.boxed(), {(0, 1): "甲"}, inserted={1: 1})
    xml = main_part(after)
    assert xml.count("<w:t>甲</w:t>") == 2
    boxes = re.findall(r"<w:txbxContent>.*?</w:txbxContent>", xml)
    assert boxes[0] == boxes[1] and boxes[0].count("<w:tr>") == 3


def test_sums_follow_what_is_filled_in():
    content = letter_templates.sums()
    computed = (FilledCell(Spot(3, 1), "12", "", FIELD), FilledCell(Spot(3, 2), "8.00", "", FIELD))
    result = written(content, {(1, 1): "1,000.5", (1, 2): "3", (2, 1): "2", (2, 2): "5"}, computed=computed)
    after = texts_of(result.content)
    assert (after[1, 3], after[2, 3], after[3, 1], after[3, 2]) == ("1003.5", "7", "1,002.50", "8.00")
    assert len(result.notices) == 1 and "1,002.50" in result.notices[0] and "12" in result.notices[0]
    assert main_part(result.content).count('w:dirty="true"') == 5


def test_other_prefixes_and_encodings():
    content = letter_templates.groups()
    xml = re.sub(r"\bw:", "ns0:", main_part(content)).replace("xmlns:w=", "xmlns:ns0=").replace('"UTF-8"', '"UTF-16"')
    other = zipped({**parts(content), "word/document.xml": xml.encode("utf-16")})
    after = filled(other, {(1, 2): "一\n二", (3, 3): "丙"}, inserted={2: 1})
    assert texts_of(after).items() >= {(1, 2): "一\n二", (3, 3): "丙"}.items()
    assert "<w:" not in main_part(after)


_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn"))
_TEXTS = st.one_of(st.text(_SIGNS, max_size=30), st.text("一二 \n\t3.%（）≥□☑&<>\"'　", max_size=20)).map(clean_text)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXTS, min_size=4, max_size=4), st.integers(0, 3))
def test_any_text_comes_back(texts: list[str], more: int):
    content = _ANY
    places = [(0, 1), (1, 1), (2, 1), (2 + more, 1)]
    wanted = dict(zip(places, texts, strict=True))
    after = texts_of(filled(content, wanted, inserted={2: more}))
    assert {at: clean_text(after.get(at, "")) for at in wanted} == {
        at: clean_text(_shown(text)) for at, text in wanted.items()
    }


def _shown(text: str) -> str:
    return re.sub("[\ufffe\uffff]", "", text)


_ANY = blank_letter(
    table(
        row(cell("甲"), cell(paragraph(run("旧", "<w:b/>"), run("文")))),
        row(cell("乙"), cell("", "", "")),
        row(cell("丙"), cell(paragraph(prompt(properties="")))),
    )
)
