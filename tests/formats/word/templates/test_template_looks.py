"""How tables of blank letters look, and what their cells allow."""

import docx
import pytest

from medaid_desktop.core.sheet import BOTTOM, BOX, LEFT, RIGHT, TOP
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.looks import looks_of
from tests.formats.word import letter_templates
from tests.formats.word.letter_templates import ALL
from tests.formats.word.letters import blank_letter, cell, control, form_field, paragraph, row, run, table


def all_looks(content: bytes) -> list[SheetLooks]:
    return looks_of(content, document_of(content, "表.docx"))


def looks(content: bytes) -> SheetLooks:
    return all_looks(content)[0]


def one(inner: str, **more: str) -> CellLook:
    """The look of a table's only cell with a text."""
    return looks(blank_letter(table(row(cell(inner, "文字"), cell())), **more)).at(0, 0)


@pytest.mark.parametrize("name", ALL)
def test_every_cell_of_every_grid_has_a_look(name: str):
    content = ALL[name]()
    document = document_of(content, name)
    found = looks_of(content, document)
    assert len(found) == len(document.grids)
    for grid, look in zip(document.grids, found, strict=True):
        assert (len(look.columns_mm), len(look.rows_mm)) == (grid.cols, grid.rows)
        assert {(each.row, each.col) for each in grid.cells} <= set(look.cells)
        assert all(width > 0 for width in look.columns_mm) and all(height > 0 for height in look.rows_mm)


def test_fonts_sizes_and_alignment_of_the_run_its_styles_and_the_defaults():
    styles = (
        '<w:style w:type="paragraph" w:styleId="head"><w:pPr><w:jc w:val="right"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="head"/><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:style>'
    )
    assert one(paragraph("文")) == CellLook(align="left", valign="top")
    styled = one(paragraph("文", look='<w:pStyle w:val="own"/>'), styles=styles)
    assert (styled.font, styled.size_pt, styled.bold, styled.align) == ("fangsong", 16, True, "right")
    light = one(
        paragraph(run("文", '<w:b w:val="0"/><w:sz w:val="21"/>'), look='<w:pStyle w:val="own"/>'), styles=styles
    )
    assert (light.size_pt, light.bold) == (10.5, False)
    assert one(paragraph(run("文", '<w:rFonts w:ascii="Arial" w:eastAsia="黑体"/>'))).font == "hei"


def test_a_blank_cell_looks_like_what_will_be_typed_into_it():
    marked = cell(paragraph("", mark='<w:sz w:val="28"/>'))
    content = blank_letter(
        table(
            row(cell(paragraph(run("名称", '<w:rFonts w:eastAsia="楷体"/><w:b/><w:sz w:val="30"/>'))), cell(), marked)
        )
    )
    found = looks(content)
    assert (found.at(0, 1).font, found.at(0, 1).size_pt, found.at(0, 1).bold) == ("kai", 15, False)
    assert found.at(0, 2).size_pt == 14


def test_borders_of_the_cell_the_table_and_its_style():
    found = looks(letter_templates.sums())
    assert [found.at(row, 0).border for row in range(4)] == [TOP | BOTTOM, 0, 0, BOTTOM]
    assert (found.at(0, 0).font, found.at(0, 0).bold, found.at(1, 0).font, found.at(1, 0).size_pt) == (
        "hei",
        True,
        "kai",
        14,
    )
    own = '<w:tcBorders><w:left w:val="single"/><w:top w:val="nil"/></w:tcBorders>'
    outer = '<w:tblBorders><w:top w:val="single"/><w:bottom w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'
    content = blank_letter(table(row(cell("甲", look=own), cell("乙")), row(cell("丙"), cell("丁")), look=outer))
    found = looks(content)
    assert found.at(0, 0).border == LEFT | RIGHT and found.at(0, 1).border == LEFT | TOP
    assert found.at(1, 0).border == RIGHT | BOTTOM and found.at(1, 1).border == LEFT | BOTTOM
    merged = blank_letter(
        table(row(cell("上", down="restart"), cell()), row(cell(down="continue"), cell()), look=outer)
    )
    assert looks(merged).at(0, 0).border == TOP | BOTTOM | RIGHT


def test_widths_heights_and_page():
    found = looks(letter_templates.groups())
    assert found.columns_mm == (26.46, 26.46, 52.92, 35.28)
    assert (found.width_mm, found.height_mm, found.margins_mm) == (297.0, 210.0, (25.4, 20.0, 25.4, 20.0))
    assert found.rows_mm[1] == pytest.approx(11.0, abs=0.1)  # two lines of the grid of the page
    assert looks(letter_templates.irregular()).rows_mm[4] == pytest.approx(7.06, abs=0.01)
    hidden = blank_letter(table(row(cell("甲")), row(cell("乙"), look="<w:hidden/>")))
    assert looks(hidden).rows_mm[1] == 0


def test_widths_that_the_grid_does_not_have():
    stale = table(row(cell("甲", width=1000), cell("乙", width=5000)), columns=(3000, 3000))
    assert looks(blank_letter(stale)).columns_mm == (17.64, 88.19)
    unsaid = '<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    assert looks(blank_letter(table(row(unsaid, unsaid), columns=(3000, 1500)))).columns_mm == (52.92, 26.46)
    assert looks(blank_letter(table(row(unsaid, unsaid), columns=()))).columns_mm == (17.64, 17.64)
    wide = table(
        row(cell("甲", cols=2, width=4000), cell("乙", width=1000)),
        row(cell("丙", width=1500), cell("丁", width=0), cell()),
        columns=(),
    )
    assert looks(blank_letter(wide)).columns_mm == (26.46, 44.1, 17.64)


def test_the_page_is_that_of_the_section_of_the_table():
    landscape = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>'
    content = blank_letter(table(row(cell("甲"))) + paragraph("", look=landscape) + table(row(cell("乙"))))
    assert [each.width_mm for each in all_looks(content)] == [297.0, 210.0]


def test_what_cells_allow():
    found = looks(letter_templates.controls())
    assert found.at(1, 1).options == ("特困人员", "低保对象") and found.at(3, 1).options == ("请选", "省级", "市级")
    assert found.at(0, 3).check == "date" and found.at(0, 1).check == ""
    fields = looks(letter_templates.protected())
    assert (fields.at(0, 3).check, fields.at(1, 1).check) == ("number", "date")
    assert fields.protected and fields.at(0, 1).open and not fields.at(0, 0).open
    combo = '<w:comboBox><w:listItem w:displayText="甲" w:value="1"/></w:comboBox>'
    assert one(paragraph(control(run("甲"), combo), form_field("<w:textInput/>", "FORMTEXT", "值"))).options == ("甲",)


def test_a_letter_that_is_read_only_as_a_whole_says_nothing_of_its_cells():
    settings = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    content = blank_letter(table(row(cell("甲"), cell())), settings=settings)
    assert looks(content).protected and looks(content).at(0, 0).open
    somebody = paragraph('<w:permStart w:id="1" w:edGrp="everyone"/><w:permEnd w:id="1"/>')
    content = blank_letter(table(row(cell("甲"), cell(somebody))), settings=settings)
    assert [looks(content).at(0, col).open for col in (0, 1)] == [False, True]
    first, last = '<w:permStart w:id="2" w:edGrp="everyone"/>', '<w:permEnd w:id="2"/>'
    two = row(cell("甲"), cell(paragraph(first, "乙")), cell("丙"), cell(paragraph("丁", last)))
    content = blank_letter(table(two, row(cell("戊"))), settings=settings)
    assert [looks(content).at(0, col).open for col in range(4)] == [False, True, True, True]
    assert not looks(content).at(1, 0).open
    off = blank_letter(table(row(cell("甲"))), settings='<w:documentProtection w:edit="forms" w:enforcement="0"/>')
    assert not looks(off).protected


def test_formulas_are_known():
    found = looks(letter_templates.sums())
    assert [[found.at(row, col).formula for col in range(4)] for row in (1, 3)] == [
        [False] * 3 + [True],
        [False, True, True, True],
    ]
    simple = '<w:p><w:fldSimple w:instr=" =SUM(ABOVE) "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    assert one(simple).formula


def test_a_letter_of_another_program(tmp_path):
    letter = docx.Document()
    made = letter.add_table(2, 3)
    made.style = "Table Grid"
    made.cell(0, 0).text = "名称"
    letter.save(tmp_path / "a.docx")
    found = looks((tmp_path / "a.docx").read_bytes())
    assert found.at(0, 0).border == found.at(1, 2).border == BOX
    assert sum(found.columns_mm) == pytest.approx(152.4, abs=0.5)


def test_a_letter_without_tables_has_no_looks():
    assert all_looks(blank_letter(paragraph("通知"))) == []
