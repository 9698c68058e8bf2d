"""A fourth level that shares the cells of the third: where a blank form has room for it, and what clicks make of it."""

from dataclasses import replace

import pytest

from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.map_json import map_from_json, map_to_json
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.changing.changes import AsColumn, AsText, Change, Redefine, changed
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.drawing import document
from tests.recognition.reading_back import known
from tests.recognition.templates.blank_forms import PROJECT, blank_grid
from tests.recognition.templates.consistency import faults
from tests.recognition.templates.paper import columns

GRID = blank_grid(PROJECT, "绩效目标表")
BASE = known().forms["project-target"]
HEAD, TARGET = (10, 3), (10, 5)


def drawn(text: str = PROJECT, widths: tuple[float, ...] = ()) -> TemplateMap:
    (found,) = draw(document(blank_grid(text, "绩效目标表")), [SheetLooks(columns_mm=widths)], known())
    return found


def after(*steps: Change) -> TemplateMap:
    found = drawn()
    for step in steps:
        found = changed(found, GRID, SheetLooks(), step, BASE)
        assert faults(found, GRID) == []
    assert map_from_json(map_to_json(found)) == found
    return found


def places(found: TemplateMap) -> dict[str, tuple[int, int, str]]:
    return {one.definition.id: (one.col, one.cols, one.join) for one in found.tables[0].columns}


def test_a_wide_third_level_has_room_for_a_fourth() -> None:
    found = drawn()
    assert places(found)["level3"] == (3, 1, "")
    assert places(found)["level4"] == (4, 1, "level3")
    assert not next(one for one in found.tables[0].columns if one.join).definition.required
    assert faults(found, GRID) == []


def test_the_cell_is_parted_near_its_middle_and_nowhere_too_narrow() -> None:
    text = PROJECT.replace("三级指标 | <", "三级指标 | < | <").replace("|  | < |\n", "|  | < | < |\n")
    assert places(drawn(text, (10, 20, 20, 10, 20, 30, 20)))["level4"] == (5, 1, "level3")
    assert places(drawn(text, (10, 20, 20, 40, 15, 15, 20)))["level4"] == (4, 2, "level3")
    assert "level4" not in places(drawn(PROJECT, (10, 20, 20, 40, 5, 20)))


def test_a_third_level_of_one_column_or_with_other_cells_below_stays_whole() -> None:
    narrow = "\n".join(line.replace("三级指标 | <", "三级指标 | 备注") for line in PROJECT.splitlines())
    assert "level4" not in places(drawn(narrow))
    other = PROJECT.replace("^ | ^ | 质量指标 |  | < |", "^ | ^ | 质量指标 | < | < |", 1)
    assert "level4" not in places(drawn(other))


def test_the_fourth_level_goes_with_the_third_and_comes_back_with_it() -> None:
    other = after(AsColumn(HEAD))
    assert columns(other) == ["level1", "level2", "extra:三级指标", "target"]
    assert places(other)["extra:三级指标"] == (3, 2, "")
    assert places(after(AsColumn(HEAD), AsColumn(HEAD, "level3"))) == places(drawn())
    assert columns(after(AsText(HEAD))) == ["level1", "level2", "target"]
    assert columns(after(Redefine(HEAD, type="number"))) == ["level1", "level2", "level3", "target"]
    assert places(after(Redefine(HEAD, label="指标内容"))) == places(drawn())
    moved = after(AsColumn(TARGET, "level3"))
    assert columns(moved) == ["level1", "level2", "extra:三级指标", "level3"]


def test_what_is_shared_already_cannot_be_asked_for_again() -> None:
    with pytest.raises(UserError, match="已经可以分出四级指标"):
        after(AsColumn(HEAD, "level4"))


def test_a_map_with_a_column_that_shares_a_cell_beyond_its_neighbour_is_refused() -> None:
    found = drawn()
    own = found.tables[0]
    for wrong in ("level2", "target"):
        marks = tuple(replace(one, join=wrong) if one.join else one for one in own.columns)
        with pytest.raises(UserError, match="level4"):
            map_from_json(map_to_json(replace(found, tables=(replace(own, columns=marks),))))
