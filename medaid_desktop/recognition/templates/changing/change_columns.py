"""Corrections of a table's columns, and of what a table is called."""

from collections.abc import Callable
from dataclasses import replace

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.template_map import ColumnMark, TableMark
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.fourth_level import THIRD, kept_joined, with_fourth
from medaid_desktop.recognition.templates.board.naming import Names, extra_id
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap, column_of
from medaid_desktop.recognition.templates.board.target_columns import PARTS, with_target_parts
from medaid_desktop.recognition.templates.changing.change_cells import checked_label
from medaid_desktop.recognition.templates.drawing.row_marks import row_mark


def make_column(sheet: SheetMap, place: Place, name: str) -> None:
    """Gives the column of a table another id; the column that had it goes by its own label.

    "operator" and "measure" make it the signs or the units of the target beside it.
    """
    table, column = _column_at(sheet, place)
    label = column.definition.label
    if name in PARTS:
        _make_part(sheet, place, table, column, name)
        return
    if name and any(one.join == column.definition.id and one.definition.id == name for one in table.columns):
        mend = "不用再设：哪一行写了四级指标，哪一行就自动分成两格"
        raise UserError(f"“{label}”列已经可以分出四级指标", sheet.name(place), mend)
    if name == "serial":
        definition, serial = FieldDef("serial", label), True
    else:
        known = _known_column(sheet, table, name)
        kept = replace(column.definition, group=False) if column.serial else column.definition
        definition = replace(known, label=label) if known else replace(kept, id=name or extra_id(label), carry=None)
        serial = False
    names = Names({definition.id})
    columns: list[ColumnMark] = []
    for one in table.columns:
        if one is column:
            join = column.join if definition.id == column.definition.id else ""
            columns.append(replace(column, definition=definition, serial=serial, join=join, part="", of=""))
        elif one.definition.id == definition.id and name:
            own = one.definition
            columns.append(replace(one, definition=replace(own, id=names.take("", own.label)), serial=False))
        else:
            columns.append(one)
    if not name:
        others = Names({one.definition.id for one in table.columns if one is not column})
        unique = others.take("", label)
        columns = [
            replace(one, definition=replace(one.definition, id=unique)) if one.definition is definition else one
            for one in columns
        ]
    if all(one.serial for one in columns):
        raise UserError("这是表格里唯一要填写的列", sheet.name(place), "请先设置别的列")
    if name == THIRD:
        rows = [row.row for row in table.rows if row.kind == "row"]
        known = sheet.form.tables_by_id.get(table.id) if sheet.form else None
        columns = with_fourth(columns, sheet.tiles, rows, known)
    _renamed(sheet, kept_joined(replace(table, columns=tuple(columns))))


def _make_part(sheet: SheetMap, place: Place, table: TableMark, column: ColumnMark, part: str) -> None:
    """Makes a column the one of signs or units of the target next to it."""
    roles = {one.col: one.part or ("target" if one.definition.type == "target" else "") for one in table.columns}
    columns = [replace(one, part="", of="") if one is column else one for one in table.columns]
    found = with_target_parts(columns, roles | {column.col: part})
    at = columns.index(next(one for one in columns if one.col == column.col))
    if not found[at].part:
        what = "符号" if part == "operator" else "计量单位"
        mend = "请先把指标值那一列设为指标值；它要和这一列相邻，并且还没有这样的列"
        raise UserError(f"这一列旁边没有指标值，不能作它的{what}", sheet.name(place), mend)
    _renamed(sheet, replace(table, columns=tuple(found)))


def redefine_column(sheet: SheetMap, place: Place, wanted: Callable[[FieldDef], FieldDef]) -> bool:
    """Changes what a column is called and allows; False where the place is in no table, or a field of its line of totals."""
    if sheet.fields_at(sheet.tile(place)) or (sheet.head_at(place) is None and sheet.body_at(place) is None):
        return False
    table, column = _column_at(sheet, place)
    definition = wanted(column.definition)
    if definition.id.startswith("extra:") and definition.label != column.definition.label:
        names = Names({one.definition.id for one in table.columns if one is not column})
        definition = replace(definition, id=names.take("", definition.label))
    columns = tuple(replace(one, definition=definition) if one is column else one for one in table.columns)
    _renamed(sheet, replace(table, columns=columns))
    return True


def name_table(sheet: SheetMap, place: Place, label: str | None) -> bool:
    """Changes what a table is called by a click on its side cell; False where none is there."""
    table = sheet.side_at(place)
    if table is None or label is None:
        return False
    sheet.put_table(replace(table, label=checked_label(label)))
    return True


def _renamed(sheet: SheetMap, table: TableMark) -> None:
    """Stores a table whose columns have other names: its rows say anew what they print."""
    rows = tuple(replace(row_mark(sheet.tiles, table.columns, row.row), kind=row.kind) for row in table.rows)
    sheet.put_table(replace(table, rows=rows))


def _known_column(sheet: SheetMap, table: TableMark, name: str) -> FieldDef | None:
    known = sheet.form.tables_by_id.get(table.id) if sheet.form and name else None
    return known.column(name) if known else None


def _column_at(sheet: SheetMap, place: Place) -> tuple[TableMark, ColumnMark]:
    body = sheet.body_at(place)
    table = body[0] if body else sheet.head_at(place)
    column = column_of(table, place[1]) if table else None
    if table is None or column is None:
        raise UserError("这一格不在表格的列里", sheet.name(place), "请点选表格的表头，或表头下面的单元格")
    return table, column
