"""Content a layout has no cell for."""

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.layout import Layout
from medaid_desktop.core.paper.leftovers import leftovers
from tests.core.papers import built_in

ALLOCATION = built_in("allocation")


def sources() -> Layout:
    layout = ALLOCATION.layout("sources")
    assert layout is not None
    return layout


def test_nothing_is_left_of_what_has_a_cell() -> None:
    filing = Filing("allocation", values={"title": "表", "unit": ""}, tables={"rows": [{"name": "甲", "role": "unit"}]})
    assert leftovers(ALLOCATION, sources(), filing) == []


def test_fields_columns_and_unknown_labels_are_named() -> None:
    filing = Filing(
        "allocation",
        values={"economic_code": "30399", "extra:经办科室": "待遇科"},
        tables={"rows": [{"name": "甲"}, {"name": "乙", "headcount": "12", "extra:备注": "补"}], "old": [{"x": "1"}]},
    )
    found = dict(leftovers(ALLOCATION, sources(), filing))
    assert {label: slot.paths for label, slot in found.items()} == {
        "支出经济分类": ("values.economic_code",),
        "经办科室": ("values.extra:经办科室",),
        "分配明细第2行救助人数": ("tables.rows[1].headcount",),
        "分配明细第2行备注": ("tables.rows[1].extra:备注",),
        "old第1行x": ("tables.old[0].x",),
    }
    assert (found["分配明细第2行救助人数"].field, found["分配明细第2行救助人数"].table) == ("headcount", "rows")
