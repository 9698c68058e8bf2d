"""What is worth a second look, worked out of a map made by hand; roles and sizes of a sheet."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from medaid_desktop.core.forms import FieldDef, ReviewStep
from medaid_desktop.core.grid import Grid, GridCell
from medaid_desktop.core.sheet import BOX
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.core.templates.template_map import (
    ColumnMark,
    FieldMark,
    ReviewMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)
from medaid_desktop.ui.views.templates.doubts import cells_of, template_doubts, where_of
from medaid_desktop.ui.views.templates.layout import TemplateLayout
from medaid_desktop.ui.views.templates.roles import CellRoles, Where
from medaid_desktop.ui.views.templates.words import role_words

GRID = Grid(
    "表", (GridCell(0, 0, "单位"), GridCell(1, 0, "方式"), GridCell(2, 0, "问题"), GridCell(3, 0, "合计")), 4, 3, origin=(1, 1),
    above=("附件", "填报单位："), below=("填表人：",), blank_spans=((0, 1, 1, 2),),
)  # fmt: skip
LOOKS = SheetLooks(
    (20.0, 30.0, 0.0), (8.0, 8.0, 8.0, 8.0), {(row, col): CellLook(border=BOX) for row in range(4) for col in range(3)}
)
TABLE = TableMark(
    "rows", "问题", (3, 3), (ColumnMark(2, 1, FieldDef("extra:问题", "问题")),), (RowMark(3), RowMark(4, "total"))
)


def _map(*fields: FieldMark, tables: tuple[TableMark, ...] = ()) -> TemplateMap:
    return TemplateMap("表", 0, "表", fields=fields, tables=tables)


def test_places_of_the_map_are_those_of_the_sheet():
    field = FieldMark(Spot(1, 2, 1, 2), FieldDef("extra:单位", "单位"))
    line = FieldMark(Spot(1, within="above"), FieldDef("extra:填报单位", "填报单位"))
    roles = CellRoles(_map(field, line, tables=(TABLE,)), GRID, LOOKS)
    assert roles.at(Where("cell", 0, 1)).marks == (field,)
    assert roles.at(Where("cell", 0, 2)).marks == (field,), "the merged cell is one"
    assert roles.at(Where("above", 1)).kind == "field" and roles.at(Where("above", 0)).kind == "text"
    assert roles.at(Where("cell", 2, 1)).kind == "column" and roles.at(Where("cell", 3, 1)).kind == "total"
    assert roles.at(Where("cell", 1, 1)).kind == "blank" and roles.at(Where("cell", 0, 0)).kind == "text"
    assert roles.repeating == [(2, 2, 1)]


def test_a_cell_may_be_the_box_of_several_steps():
    spot = Spot(1, 1)
    reviews = (
        ReviewMark(spot, ReviewStep("review1", "经办人"), "经办人（签字）："),
        ReviewMark(spot, ReviewStep("review2", "负责人"), "　负责人（签字）："),
    )
    role = CellRoles(TemplateMap("表", 0, "表", reviews=reviews), GRID, LOOKS).at(Where("cell", 0, 0))
    assert role.kind == "review" and role_words(role) == "审核栏：经办人、负责人"
    assert role.place_at(2) == 0 and role.place_at(12) == 1 and role.places == [(0, 8), (8, 17)]


def test_a_column_may_show_a_part_of_another():
    whole = ColumnMark(2, 1, FieldDef("target", "指标值", "target"))
    sign = ColumnMark(1, 1, FieldDef("extra:符号", "符号"), part="operator", of="target")
    table = replace(TABLE, columns=(sign, whole))
    role = CellRoles(_map(tables=(table,)), GRID, LOOKS).at(Where("cell", 2, 0))
    assert role_words(role) == "表格列：指标值的符号（自动分出，不另填）" and role.definition is None


def test_blank_cells_equal_labels_and_bare_choices_are_doubtful():
    fields = (
        FieldMark(Spot(1, 2), FieldDef("extra:单位", "单位")), FieldMark(Spot(4, 2), FieldDef("extra:单位2", "单位")),
        FieldMark(Spot(2, 2), FieldDef("extra:方式", "方式", "choice")),
    )  # fmt: skip
    lines, places = template_doubts(_map(*fields), GRID, LOOKS, lambda where: f"{where.row},{where.col}", ("旧格式",))
    assert lines[0].message == "旧格式" and where_of(lines[0]) is None
    said = {(line.where, line.message[:6]) for line in lines[1:]}
    assert {("1,1", "“方式”是选"), ("3,1", "有几格都叫“"), ("2,1 至 2,2", "2 个空格没")} <= said
    assert {Where("cell", 1, 1), Where("cell", 3, 1)} <= set(places)
    fewer, _ = template_doubts(_map(*fields), GRID, LOOKS, lambda _: "", (), (Where("cell", 2, 1),))
    assert where_of(fewer[0]) is not None and Where("cell", 2, 1) not in [where_of(line) for line in fewer]


def test_what_the_document_does_not_show_is_no_doubt():
    hidden = replace(GRID, hidden_rows=frozenset({2}), hidden_cols=frozenset({2}))
    shown = {where_of(line) for line in template_doubts(_map(), hidden, LOOKS, lambda _: "", ())[0]}
    assert Where("cell", 1, 1) in shown and not [
        where for where in shown if where and (where.row == 2 or where.col == 2)
    ]


def test_blank_cells_side_by_side_are_one_doubt():
    lines, places = template_doubts(_map(), GRID, LOOKS, lambda where: f"{where.row},{where.col}", ())
    [line] = [line for line in lines if line.where.startswith("2,1")]
    assert cells_of(line) == (Where("cell", 2, 1), Where("cell", 2, 2))
    assert places[Where("cell", 2, 1)] == places[Where("cell", 2, 2)] != places[Where("cell", 3, 1)]


def test_a_sheet_is_as_wide_and_high_as_printed(qtbot: QtBot):
    layout = TemplateLayout(GRID, LOOKS)
    assert layout.columns_mm[:2] == [20.0, 30.0] and layout.columns_mm[2] < 1, "hidden, but to be seen that it is"
    assert layout.rows_mm[2] == pytest.approx(8.0, abs=2.5) and len(layout.rows_mm) == 2 + 4 + 1
    assert layout.where(0, 0) == Where("above", 0) and layout.where(6, 0) == Where("below", 0)
    assert layout.screen_of(Where("below", 0)) == (6, 0) and layout.screen_of(Where("cell", 3, 1)) == (5, 1)
    wide = next(span for span in layout.ruled if span[:2] == (2, 1))
    assert wide[2:4] == (1, 2), "a merged blank cell has one frame"
    assert (2, 2) not in [span[:2] for span in layout.ruled]
    assert qtbot is not None


@pytest.mark.parametrize(("label", "is_told"), [("职务（2）", True), ("职务", True), ("经办人·职务", False)])
def test_only_equal_labels_that_nothing_but_a_number_tells_apart_are_doubted(label: str, is_told: bool):
    marks = [
        FieldMark(Spot(1, 2), FieldDef("extra:职务", "职务")),
        FieldMark(Spot(2, 2), FieldDef("extra:职务2", label)),
    ]
    mapped = _map(*marks)
    lines, _ = template_doubts(mapped, GRID, LOOKS, str, ())
    assert any("有几格都叫“职务”" in line.message for line in lines) == is_told
