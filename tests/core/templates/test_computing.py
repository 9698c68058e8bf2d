"""What a workbook works out, by its map: which fields and columns, and where their cells lie after filling."""

from dataclasses import replace

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form, TableDef, holds_only
from medaid_desktop.core.layout import Layout, TableSection
from medaid_desktop.core.templates.computing import computed_places, with_computed
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import ColumnMark, FieldMark, RowMark, Spot, TableMark, TemplateMap

TOTAL, PART = FieldDef("total", "合计", "amount", required=True), FieldDef("part", "其中", "amount", required=True)
NAME, MONEY, SHARE = FieldDef("name", "名称"), FieldDef("money", "金额", "amount"), FieldDef("share", "占比", "number")
TABLE = TableMark(
    "rows", "明细", (3, 4),
    (ColumnMark(0, 1, NAME), ColumnMark(1, 1, MONEY), ColumnMark(2, 1, SHARE, computed=True)),
    (RowMark(4), RowMark(5), RowMark(6, "total", {"name": "合计"})),
)  # fmt: skip
MAP = TemplateMap(
    "表", 0, "表",
    fields=(
        FieldMark(Spot(1, 1), TOTAL, computed=True), FieldMark(Spot(2, 1), PART),
        FieldMark(Spot(8, 1), FieldDef("sum", "总额"), computed=True),
        FieldMark(Spot(9, 1), FieldDef("said", "说明"), "共", "", "元", computed=True),
    ),
    tables=(TABLE,),
)  # fmt: skip
SECTION = TableSection("rows", ())
FORM = Form(
    "custom:表", "表", "1", (TOTAL, PART), (TableDef("rows", "明细", (NAME, MONEY, SHARE)),),
    (Layout("", "", False, (0, 0, 0, 0), (100,), (SECTION,)),),
)  # fmt: skip


def test_a_form_knows_what_is_worked_out_and_asks_nobody_for_it():
    form = with_computed(FORM, MAP)
    assert [(one.id, one.computed, one.required) for one in form.fields] == [
        ("total", True, False),
        ("part", False, True),
    ]
    assert form.computed_columns("rows") == {"share"} and not form.computed_columns("other")
    assert holds_only(form.paper_columns("rows"), {"share": "5%"})
    assert with_computed(FORM, TemplateMap("表", 0, "表", fields=MAP.fields[1:2])) is FORM


def test_a_column_that_is_typed_in_some_lines_makes_a_row_content():
    rows = (RowMark(4, typed=("share",)), *TABLE.rows[1:])
    form = with_computed(FORM, replace(MAP, tables=(replace(TABLE, rows=rows),)))
    column = form.tables_by_id["rows"].column("share")
    assert column is not None and column.computed and column.typed_lines == (0,) and not column.is_worked_out
    assert not form.computed_columns("rows") and not holds_only(form.paper_columns("rows"), {"share": "5%"})


def test_the_cells_lie_where_filling_puts_them():
    rows = [{"name": f"甲{number}", "money": "1"} for number in range(4)]
    filled = fill(MAP, FORM, Filing("custom:表", tables={"rows": rows}))
    assert computed_places(MAP, filled) == {
        "values.total": (1, 1), "values.sum": (10, 1),
        **{f"tables.rows[{number}].share": (4 + number, 2) for number in range(4)},
    }  # fmt: skip
