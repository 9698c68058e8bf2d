"""A fourth level on a blank form without a column for it: the third level's cell is parted on the rows that have one."""

import io
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.making.form_making import form_data, form_json
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from medaid_desktop.formats.looks import looks_of
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller as LetterFiller
from medaid_desktop.operations.reading import knowledge
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions
from tests.core.templates.books import Setup, workbook
from tests.formats.word.letters import blank_letter, cell, paragraph, row, table
from tests.recognition.templates.blank_forms import PROJECT

GROUPS = ("农村特困人员", "重点优抚对象", "低保对象", "边境人员")


def letter(is_old: bool = False) -> bytes:
    """The table of indicators of a letter; the third level reaches over two columns of the grid, the old way or the new."""

    def line(one: str, two: str, *down: str) -> str:
        wide = cell(cols=2, width=4000)
        if is_old:
            wide = cell(look='<w:hMerge w:val="restart"/>') + cell(look="<w:hMerge/>")
        return row(cell(one, down=down[0] if down else ""), cell(two, down=down[1] if down else ""), wide, cell())

    head = row(cell("一级指标"), cell("二级指标"), cell("三级指标", cols=2, width=4000), cell("指标值"))
    lines = (
        line("产出指标", "数量指标", "restart", "restart"), line("", "", "continue", "continue"),
        line("", "质量指标", "continue", ""), line("效益指标", "社会效益指标"),
    )  # fmt: skip
    named = row(cell("项目名称"), cell(cols=2, width=4000), cell("实施单位"), cell())
    return blank_letter(paragraph("绩效目标表") + table(named, head, *lines, columns=(2000,) * 5))


@cache
def drawn(kind: str):
    data = workbook(PROJECT, Setup(widths=(7, 13, 14, 22, 24, 18))) if kind == "xlsx" else letter(kind == "old.docx")
    document = document_of(data, f"样表.{kind}")
    looks = looks_of(data, document)
    forms = {form.id: form for form in FormLibrary()}
    (found,) = draw(document, looks, knowledge(forms, load_regions()))
    base = forms[found.base]
    text = form_json(form_data(found, document.grids[0], looks[0], "custom:表", "1", base))
    return data, found, read_form_json(text, "表"), StoredTemplate("custom:表", "1", text, found, "样表", kind, "0")


def filled(kind: str, rows):
    content, notices = written(kind, rows)
    assert not notices
    return content


def written(kind: str, rows):
    data, found, form, _ = drawn(kind)
    filing = Filing(form.id, 2020, tables={"indicators": rows})
    filler = TemplateFiller(data, found) if kind == "xlsx" else LetterFiller(data, found)
    return filler.filled(fill(found, form, filing))


def read(kind: str, content: bytes, by_map: bool):
    """The rows read, by the map of the form or as any workbook is."""
    stored = [drawn(kind)[3]] if by_map else []
    known = knowledge({form.id: form for form in FormLibrary()}, load_regions(), None, None, stored)
    (one,) = recognise(document_of(content, f"填好.{kind}"), known)
    assert one.form == ("custom:表" if by_map else "project-target")
    return [{name: text for name, text in row.items() if text} for row in one.filing.tables["indicators"]]


def indicator(name: str, target: str, four: str = "", group: tuple[str, str] = ("产出指标", "数量指标")):
    found = {"level1": group[0], "level2": group[1], "level3": name, "level4": four, "target": target}
    return {key: text for key, text in found.items() if text}


ROWS = [
    *(indicator("资助参保人次数", f"{number}5人", one) for number, one in enumerate(GROUPS, 1)),
    indicator("住院救助人次数", "1596"),
    indicator("住院救助比例", "75%", "低保对象", ("产出指标", "质量指标")),
    indicator("困难群众就医方便程度", "明显提高", "", ("效益指标", "社会效益指标")),
]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_form_has_a_fourth_level_that_shows_where_it_is_used(kind):
    _, found, form, _ = drawn(kind)
    columns = {column.definition.id: column for column in found.tables[0].columns}
    assert (columns["level3"].cols, columns["level4"].cols, columns["level4"].join) == (1, 1, "level3")
    section = next(one for one in form.layouts[0].sections if getattr(one, "table", "") == "indicators")
    body = {one.column: one for one in section.body}
    assert (body["level3"].merge, body["level4"].join) == ("with-next", "level3")


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("by_map", [True, False])
def test_groups_of_people_come_home(kind, by_map):
    assert read(kind, filled(kind, ROWS), by_map) == ROWS


def test_the_indicator_stands_once_beside_its_groups():
    sheet = load_workbook(io.BytesIO(filled("xlsx", ROWS))).worksheets[0]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    top = next(one.row for line in sheet.iter_rows() for one in line if one.value == "资助参保人次数")
    assert f"D{top}:D{top + 3}" in merged
    assert f"D{top + 4}:E{top + 4}" in merged and not any(area.startswith(f"E{top}") for area in merged)
    assert [sheet.cell(top + number, 5).value for number in range(4)] == list(GROUPS)
    one, other = sheet.cell(top, 4), sheet.cell(top, 5)
    assert (one.border.right.style or other.border.left.style) == "thin"
    assert (other.font.name, other.alignment.wrap_text) == (one.font.name, one.alignment.wrap_text)


def test_without_a_fourth_level_the_cells_stay_one():
    before = load_workbook(io.BytesIO(drawn("xlsx")[0])).worksheets[0].merged_cells.ranges
    rows = [indicator("救助人次", "5人"), indicator("救助人次", "6人")]
    content = filled("xlsx", rows)
    assert {str(area) for area in load_workbook(io.BytesIO(content)).worksheets[0].merged_cells.ranges} == set(
        map(str, before)
    )
    assert read("xlsx", content, True) == rows


def test_a_name_alone_is_not_merged_away():
    rows = [indicator("参保", "5人", "低保"), {"level1": "产出指标", "level2": "数量指标", "level3": "参保"}]
    assert read("xlsx", filled("xlsx", rows), True) == rows


def test_a_cell_that_cannot_be_parted_keeps_the_indicator_and_names_what_is_left_out():
    content, notices = written("old.docx", ROWS[:2])
    assert [one for one in notices if GROUPS[0] in one] and [one for one in notices if GROUPS[1] in one]
    assert [(row["level3"], row["target"]) for row in read("old.docx", content, True)] == [
        (row["level3"], row["target"]) for row in ROWS[:2]
    ]


CLASSES = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")]


@settings(max_examples=20, deadline=None)
@given(
    kind=st.sampled_from(["xlsx", "docx"]),
    lines=st.lists(
        st.tuples(st.sampled_from(CLASSES), st.sampled_from("甲乙丙"), st.sampled_from(["", *GROUPS])),
        min_size=1,
        max_size=12,
    ),
)
def test_any_levels_are_read_back(kind, lines):
    lines.sort(key=lambda line: CLASSES.index(line[0]))
    rows = [indicator(f"指标{name}", f"≥{at}%", four, group) for at, (group, name, four) in enumerate(lines)]
    assert read(kind, filled(kind, rows), True) == rows
