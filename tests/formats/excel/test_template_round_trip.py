"""Template → map → form → filing → workbook → filing: what was written is what is read."""

from functools import cache
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.filing import Filing, clean_text
from medaid_desktop.core.forms import Form
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.making.form_making import form_data, form_json
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.core.templates.template_map import REGION, YEAR, TemplateMap
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from medaid_desktop.formats.excel.filling.template_filling_sheets import sheets_filled
from medaid_desktop.formats.looks import looks_of
from medaid_desktop.operations.reading import knowledge
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions
from tests.formats.excel.patching.blank_forms import BLANK_FORMS

FORMS = [name for name in BLANK_FORMS if name != "not_merged"]
Drawn = tuple[bytes, TemplateMap, Form, StoredTemplate]


@cache
def built_in():
    return {form.id: form for form in FormLibrary()}


@cache
def drawn(name: str) -> Drawn:
    """A blank form as the program understands it by itself."""
    data = BLANK_FORMS[name]().data
    document = document_of(data, "样表.xlsx")
    looks = looks_of(data, document)
    found = draw(document, looks, knowledge(built_in(), load_regions()))[0]
    text = form_json(
        form_data(found, document.grids[found.grid], looks[found.grid], "custom:表", "1", built_in().get(found.base))
    )
    return (
        data,
        found,
        read_form_json(text, "表"),
        StoredTemplate("custom:表", "1", text, found, "样表.xlsx", "xlsx", "0"),
    )


def read_back(content: bytes, stored: StoredTemplate) -> list[Filing]:
    known = knowledge(built_in(), load_regions(), None, None, [stored])
    return [one.filing for one in recognise(document_of(content, "填好.xlsx"), known) if one.filing.form == stored.form]


def plain(filing: Filing, found: TemplateMap) -> dict:
    """What of a filing can be told by its texts: not what the workbook works out itself; a figure is as its cell shows it."""
    computed = {mark.definition.id for mark in found.fields if mark.computed}
    computed |= {column.definition.id for table in found.tables for column in table.columns if column.computed}
    values = {name: figure(text) for name, text in filing.values.items() if text and name not in computed}
    tables = {
        name: [{key: figure(text) for key, text in row.items() if text and key not in computed} for row in rows]
        for name, rows in filing.tables.items()
    }
    return {"year": filing.year, "values": values, "tables": {name: rows for name, rows in tables.items() if rows}}


def figure(text: str) -> str:
    value = value_of(text)
    return text if value is None else f"{value.normalize():f}"


def filing_of(found: TemplateMap, form: Form, text, counts) -> Filing:
    """A filing with a text in every place; `counts` rows in the groups of its tables, beside those the form prints."""
    filing = Filing(form.id, 2025, form_version="1")
    for mark in found.fields:
        if mark.definition.id not in (YEAR, REGION) and not mark.computed:
            filing.values[mark.definition.id] = text(mark.definition)
    for table in found.tables:
        columns = [mark.definition for mark in table.columns if not (mark.serial or mark.computed)]
        groups = [one.id for one in columns if one.group]
        others = [one for one in columns if not one.group]
        names = dict.fromkeys(
            tuple(mark.given.get(name, "") for name in groups) for mark in table.rows if mark.kind == "row"
        )
        rows = [dict(row) for row in form.start.tables.get(table.id, ())]
        for number, group in enumerate(names):
            own = [row for row in rows if tuple(row.get(name, "") for name in groups) == group]
            at = rows.index(own[-1]) + 1 if own else len(rows)
            for _ in range(counts[number % len(counts)]):
                rows.insert(at, dict(zip(groups, group, strict=True)))
        for row in rows:
            row |= {one.id: text(one) for one in others if not row.get(one.id)}
        filing.tables[table.id] = rows
    return filing


TEXTS = {
    "amount": ["350", "10.50", "1234.5"], "number": ["12"], "date": ["2025年6月1日", "2025年6月", "2024-01-10", "2024.1.10"], "period": ["2025年1月至2025年12月"],
    "phone": ["0635-2210000"], "code": ["000123"], "target": ["≥95%", "1340人", "明显提高"], "region": ["某单位"], "unit": ["阳谷县医疗保障局"],
}  # fmt: skip


def usual():
    """A usual text for each field, another one each time."""
    count = iter(range(10_000))

    def text(definition) -> str:
        number = next(count)
        if definition.type == "choice":
            return definition.options[number % len(definition.options)]
        texts = TEXTS.get(definition.type)
        return texts[number % len(texts)] if texts else f"内容{number}"

    return text


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("counts", [(1, 0), (5, 2, 0, 3), (0,)])
def test_what_is_exported_is_read_back(name, counts):
    data, found, form, stored = drawn(name)
    filing = filing_of(found, form, usual(), counts)
    out = TemplateFiller(data, found).filled(fill(found, form, filing, "阳谷县"))
    assert [plain(one, found) for one in read_back(out.content, stored)] == [plain(filing, found)]


def test_several_on_a_sheet_each_are_read_back():
    data, found, form, stored = drawn("portrait")
    filings = [filing_of(found, form, usual(), (number, 4)) for number in range(3)]
    out = sheets_filled(data, found, (fill(found, form, one, "阳谷县") for one in filings), ["甲", "乙", "丙"])
    assert [plain(one, found) for one in read_back(out.content, stored)] == [plain(one, found) for one in filings]


letters = st.characters(
    codec="utf-8", categories=["Lo", "Lu", "Nd"], include_characters="，。、；：（）《》“”%≥≤=+-@*#&<>'\"\n "
)
words = st.text(letters, min_size=1, max_size=30).map(lambda text: clean_text(f"文{text}字"))


@settings(max_examples=25, deadline=None)
@given(
    name=st.sampled_from(FORMS),
    counts=st.lists(st.integers(0, 4), min_size=1, max_size=6),
    texts=st.lists(words, min_size=1, max_size=40),
)
def test_any_texts_are_read_back(name, counts, texts):
    data, found, form, stored = drawn(name)
    waiting = cycle(texts)
    known = usual()

    def text(definition) -> str:
        return next(waiting) if definition.type in ("text", "long-text", "unit") else known(definition)

    filing = filing_of(found, form, text, counts)
    out = TemplateFiller(data, found).filled(fill(found, form, filing, "阳谷县"))
    assert [plain(one, found) for one in read_back(out.content, stored)] == [plain(filing, found)]
