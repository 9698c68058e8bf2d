"""A paper changed in a few cells is the paper composed anew."""

import random

import pytest

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.ui.views.paper_grid import PaperGrid, changed_anchors
from medaid_desktop.ui.views.paper_patch import patched, plain_columns

FORMS = FormLibrary()
TEXTS = ["", "1", "2.50", "≥95%", "产出指标", "数量指标", "救助人数", "合计", "total", "其中", "很长的文字" * 9]


def filled(form_id: str, chance: random.Random) -> Filing:
    """A filing with some rows of random texts in each table, roles and depths as allocations have them."""
    form = FORMS.get(form_id)
    filing = Filing(form=form_id, year=2020, values={form.title_field: "名称"})
    for table in form.tables:
        rows = [
            {column.id: text for column in table.columns if (text := chance.choice(TEXTS))}
            for _ in range(chance.randint(1, 6))
        ]
        for row in rows:
            row.update({"role": "unit", "depth": "2"} if any(c.id == "role" for c in table.columns) else {})
        filing.tables[table.id] = rows
    return filing


@pytest.mark.parametrize("form_id", FORMS.ids())
def test_patched_is_composed(form_id: str) -> None:
    chance, form = random.Random(form_id), FORMS.get(form_id)
    plain = plain_columns(form)
    for _ in range(60):
        filing = filled(form_id, chance)
        grid = PaperGrid(compose(form, filing))
        paths = [path for path in grid.paper.places if path.startswith("tables.") and "[+" not in path]
        edits = [(path, chance.choice(TEXTS)) for path in chance.sample(paths, min(chance.randint(1, 2), len(paths)))]
        patch = patched(grid, plain, edits)
        if patch is None:
            continue
        filing.apply(edits)
        anew = PaperGrid(compose(form, filing))
        assert patch[0].paper == anew.paper
        assert patch[0].cells == anew.cells
        assert set(changed_anchors(grid, anew) or []) <= set(patch[1])


def test_amounts_of_allocations_are_plain_and_groups_are_not() -> None:
    assert ("rows", "total") in plain_columns(FORMS.get("allocation"))
    assert not {("indicators", "level1"), ("indicators", "level3")} & plain_columns(FORMS.get("declaration"))


def test_an_amount_of_an_allocation_is_patched() -> None:
    form = FORMS.get("allocation")
    filing = Filing(form="allocation", tables={"rows": [{"name": "甲", "total": "1"}, {"name": "乙", "total": "2"}]})
    grid = PaperGrid(compose(form, filing))
    edits = [("tables.rows[1].total", " 3.50 ")]
    patch = patched(grid, plain_columns(form), edits)
    filing.apply(edits)
    assert patch is not None
    assert patch[0].paper == compose(form, filing)
    assert patch[1] == [grid.paper.places["tables.rows[1].total"]]


@pytest.mark.parametrize("edit", [("tables.rows[+0]", "{}"), ("tables.rows[0]", ""), ("values.title", "x")])
def test_other_edits_are_composed_anew(edit: tuple[str, str]) -> None:
    form = FORMS.get("allocation")
    filing = Filing(form="allocation", values={"title": "表"}, tables={"rows": [{"name": "甲", "total": "1"}]})
    assert patched(PaperGrid(compose(form, filing)), plain_columns(form), [edit]) is None
