"""Filings back into the workbooks they are forms of: only what was filled in and what follows from it differs."""

import io
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from medaid_desktop.core.filing import Filing, clean_text
from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
)
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from tests.formats.excel.filling.filled_forms import (
    FORMS,
    VALUES,
    a_filing,
    export,
    exported,
    figures,
    same,
    shown,
)
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, GROUPS, MAIN, SHEET, TOP
from tests.formats.excel.patching.comparing import differences, parts_of


@pytest.mark.parametrize("name", FORMS)
def test_nothing_changes_but_what_is_filled_in_and_what_follows(name):
    blank, _, out, filled = exported(name)
    assert sum(filled.inserted.values()) > 2
    assert differences(blank, out.content, filled) == []
    last = f"F{filled.bodies[0].rows[-1].row}"
    told = (f"单元格 C29（=SUM($F$11:{last})*2+F12）的公式不一定算进了新插入的行，请打开文件核对",)
    assert (filled.notices, out.notices) == ((), told if name == "formulas" else ())


@pytest.mark.parametrize("name", FORMS)
def test_every_text_stands_in_its_cell(name):
    _, filing, out, filled = exported(name)
    at = shown(out.content)
    for cell in filled.cells:
        assert same(cell.text, at(cell.spot.row, cell.spot.col)), cell
    for body in filled.bodies:
        for row, column in product(body.rows, body.columns):
            if row.kind == "row" and not column.computed:
                assert same(row.texts.get(column.definition.id, ""), at(row.row, column.col)), (row, column)
        rows = [row for row in body.rows if row.content >= 0]
        assert [row.content for row in rows] == list(range(len(filing.tables[body.table])))


@pytest.mark.parametrize("name", FORMS)
def test_sums_hold_and_the_rest_is_as_it_opens(name):
    blank, filing, out, filled = exported(name)
    book, stored = load_workbook(io.BytesIO(out.content)), load_workbook(io.BytesIO(out.content), data_only=True)
    assert stored[SHEET]["E5"].value == pytest.approx(360.5)
    last = filled.bodies[0].rows[-1].row
    money = [row.get("extra:金额", "") for row in filing.tables["indicators"]]
    assert stored[SHEET].cell(last + 1, 6).value == pytest.approx(sum(float(text) for text in money if text))
    assert book[SHEET].cell(last + 1, 6).value == f"=SUM(F{TOP + 1}:F{last})"
    assert book.active.title == load_workbook(io.BytesIO(blank.data)).active.title
    if name in ("protected", "locked"):
        assert book[SHEET].protection.sheet


def test_an_unfilled_form_comes_back_to_the_byte():
    for make in BLANK_FORMS.values():
        blank = make()
        filling = TemplateFiller(blank.data, blank.map).filled(Filled())
        assert parts_of(filling.content) == parts_of(blank.data)


def test_a_formula_of_each_row_is_there_in_rows_put_in():
    blank = BLANK_FORMS["formulas"]()
    out, filled = export(blank, a_filing(blank))
    book = load_workbook(io.BytesIO(out.content))
    for row in filled.bodies[0].rows[:-1]:
        assert book[SHEET].cell(row.row + 1, 8).value == f"=F{row.row + 1}/$E$5"
    last = filled.bodies[0].rows[-1].row
    assert book[SHEET][f"C{last + 5}"].value == f"=SUM($F${TOP + 1}:F{last})*2+F{TOP + 2}"
    assert book["汇总"]["A2"].value == f"=SUM('{SHEET}'!F{TOP + 1}:F{last})"
    assert book.defined_names["指标金额"].attr_text == f"'{SHEET}'!$F${TOP + 1}:$F${last}"
    assert book[SHEET]["A9"].value == "填报说明：金额以万元为单位"


def test_charts_and_sparklines_follow_their_rows():
    blank = BLANK_FORMS["charted"]()
    out, filled = export(blank, a_filing(blank))
    last = filled.bodies[0].rows[-1].row
    for chart in ("xl/charts/chart1.xml", "xl/charts/chart2.xml"):
        assert f"'{SHEET}'!$F${TOP + 1}:$F${last}" in parts_of(out.content)[chart].decode()
    part = parts_of(out.content)[MAIN].decode()
    assert f"<xm:f>'{SHEET}'!F{TOP + 1}:F{last}</xm:f><xm:sqref>H{TOP + 2}</xm:sqref>" in part
    assert f"<xm:sqref>H{last + 1}</xm:sqref>" in part


def test_what_hangs_on_cells_moves_with_them():
    blank, moved = BLANK_FORMS["macros"](), 5
    out, filled = export(blank, a_filing(blank))
    assert sum(filled.inserted.values()) == moved
    parts = parts_of(out.content)
    assert f'fmlaLink="$D${TOP + 12 + moved}"'.encode() in parts["xl/ctrlProps/ctrlProp1.xml"]
    assert (
        f"<x:Anchor>3, 0, {TOP + 11 + moved}, 0, 4, 0, {TOP + 12 + moved}, 0</x:Anchor>".encode()
        in parts["xl/drawings/vmlDrawing9.vml"]
    )
    assert f"<xdr:row>{TOP + 11 + moved}</xdr:row>".encode() in parts[MAIN]
    blank = BLANK_FORMS["shapes"]()
    drawing = parts_of(export(blank, a_filing(blank))[0].content)["xl/drawings/drawing1.xml"].decode()
    assert f'textlink="$F${TOP + 10 + moved}"' in drawing
    assert f"<xdr:row>{TOP + 13}</xdr:row>" in drawing, "what is fixed to the page stays"


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=12).map(
    clean_text
)
rows = st.lists(
    st.tuples(
        st.sampled_from([group[:2] for group in GROUPS] + [("产出指标", "新设指标"), ("其他", "别的")]),
        texts,
        texts | figures,
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(FORMS),
    values=st.dictionaries(
        st.sampled_from(sorted(set(VALUES) - {"funding_total", "project_category"})), texts | figures
    ),
    lines=rows,
)
def test_any_filing_stands_in_the_workbook(name, values, lines):
    blank = BLANK_FORMS[name]()
    filing = Filing(
        blank.form.id, 2025, values={key: text for key, text in values.items() if key in blank.form.fields_by_id}
    )
    filing.tables["indicators"] = [
        {"level1": one, "level2": two, "level3": three or "指标", "target": four, "extra:金额": four}
        for (one, two), three, four in lines
    ]
    out, filled = export(blank, filing)
    assert differences(blank, out.content, filled) == []
    at = shown(out.content)
    for cell in filled.cells:
        assert same(cell.text, at(cell.spot.row, cell.spot.col)), cell
    for mark in blank.map.fields:
        if mark.definition.id not in (YEAR, REGION, "project_category") and not mark.computed:
            text = at(filled.moved(mark.spot.row), mark.spot.col)
            assert filing.values.get(mark.definition.id, "") in text or same(filing.values[mark.definition.id], text)
