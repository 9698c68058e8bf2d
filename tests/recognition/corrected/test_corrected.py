"""Corrections that no longer fit are told; any at all end with a result; whole layouts are clicked right."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.grid import Grid
from medaid_desktop.recognition.corrected.anchors import correction
from medaid_desktop.recognition.corrections import Correction
from medaid_desktop.recognition.recognise import recognise, unread
from tests.recognition.contents import filing
from tests.recognition.corrected.clicking import FORM, MONEY, NEXT, Click, click, doc, learned, said
from tests.recognition.drawing import document, drawn
from tests.recognition.layouts import TITLES, lay_form
from tests.recognition.next_file import more_rows
from tests.recognition.reading_back import judged, known, read


@pytest.mark.parametrize("one", [
    Correction("field", (500, 1), "values.project_leader"),
    Correction("field", (4, 1), "values.project_leader", "别的标签"),
    Correction("column", (5, 4), "target", "别的列名"),
    Correction("row", (8, 0), "", "别的文字"),
    Correction("form", None, "custom:已删除的表"),
    Correction("field", (4, 1), "values.no_such_field"),
])  # fmt: skip
def test_a_correction_without_its_place_changes_nothing_and_is_told(one: Correction):
    plain = read(doc())[0]
    found = recognise(doc(), learned(plain, one))[0]
    assert found.filing == plain.filing
    assert len(said(found, "read.correction")) == 1
    assert not said(found, "read.corrected")


def test_corrections_cost_no_confidence_and_leave_no_doubt_at_their_place():
    found, _ = click(
        FORM.replace("甲", "指标值"), ("column", (5, 4), "note"), ("field", (4, 1), "values.project_leader")
    )
    assert found.confidence > read(doc(FORM.replace("甲", "指标值")))[0].confidence


@given(st.data())
def test_any_corrections_at_all_end_with_a_result(data: st.DataObject):
    places = st.tuples(st.integers(0, 14), st.integers(0, 6))
    columns = [
        "",
        "level1",
        "level2",
        "level3",
        "target",
        "value",
        "operator",
        "name",
        "amount",
        "extra:丙",
        "executed",
    ]
    fields = ["", "values.project_name", "values.extra:丁", "values.unknown"]
    one = st.one_of(
        st.builds(Correction, st.just("column"), places, st.sampled_from(columns)),
        st.builds(Correction, st.just("field"), places, st.sampled_from(fields)),
        st.builds(Correction, st.just("row"), places, st.sampled_from(["", "row"])),
        st.builds(Correction, st.just("form"), st.none(), st.sampled_from(["", *known().forms])),
    )
    text = data.draw(st.sampled_from([FORM, NEXT, MONEY.format("一 | 凯里市 | 10\n二 | 黄平县 | 20")]))
    shown = doc(text)
    found = (read(shown) or unread(shown, known()))[0]
    for table in recognise(shown, learned(found, *data.draw(st.lists(one, max_size=5)))):
        named = known().forms.get(table.form or "")
        for path in table.sources:
            assert table.filing.get(path) or path.startswith("values."), path
        if named is None:
            continue
        for name in table.filing.values:
            named.check_name("", name, "values")
        for kind, rows in table.filing.tables.items():
            for name in {name for row in rows for name in row}:
                named.check_name(kind, name, kind)


_STRANGE = ["甲项", "乙栏", "丙列", "丁格", "戊目", "己行"]


@pytest.mark.parametrize("form", TITLES)
def test_strange_words_for_columns_are_clicked_right_for_this_file_and_the_next(form: str):
    for seed in range(6):
        rng = Random(f"clicked{form}{seed}")
        laid = lay_form(filing(rng, form), known().forms[form], rng)
        (plain,) = read(laid.canvas.document())
        heads = [place for place, path in plain.labels.items() if path.startswith("tables.indicators.")]
        heads = rng.sample(heads, min(len(heads), 3))
        for place, word in zip(heads, _STRANGE, strict=False):
            laid.canvas.cells[place] = (word, *laid.canvas.cells[place][1:])
        shown = laid.canvas.document()
        found = (read(shown) or unread(shown, known()))[0]
        clicks: list[Click] = [("form", None, form)]
        for place in heads:
            clicks.append(("column", place, plain.labels[place].split(".", 2)[2]))
        taught = learned(found, *(correction(shown.grids[0], found, *one) for one in clicks))
        corrected = recognise(shown, taught)
        assert judged(laid.entry(), corrected)[2] == [], seed
        last = laid.tables["indicators"][-1]
        laid.tables["indicators"] += [last] * more_rows(laid.canvas, corrected[0], 3)
        assert judged(laid.entry(), recognise(laid.canvas.document(), taught))[2] == [], seed


def test_a_place_is_found_again_whatever_the_sheet_has_above_it():
    found, taught = click(FORM, ("field", (4, 1), "values.project_leader"))
    grid = drawn(NEXT)
    moved = Grid(
        grid.name,
        tuple(cell._replace(row=cell.row + 7, col=cell.col + 2) for cell in grid.cells),
        grid.rows + 7,
        grid.cols + 2,
    )
    (again,) = recognise(document(moved), taught)
    assert again.layout == found.layout
    assert again.filing.values["project_leader"] == "基金科"
    assert again.sources["values.project_leader"] == (12, 3)
