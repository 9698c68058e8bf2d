"""Filings written into letters: what is filled in is there, all else is as it was."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.template_map import Spot, TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller
from tests.formats.packages import zipped
from tests.formats.word import letter_templates
from tests.formats.word.letter_templates import ALL
from tests.formats.word.letters import (
    blank_letter,
    cell,
    main_part,
    paragraph,
    parts,
    prompt,
    row,
    run,
    table,
    untouched,
)
from tests.formats.word.templates.filled_letters import FIELD, filled, grid_of, texts_of, written

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
