"""Corrections of tables that are there: rows that repeat, totals, what is not to be filled."""

from dataclasses import replace

from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.fourth_level import kept_joined
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap, column_of
from medaid_desktop.recognition.templates.changing.change_guards import (
    check_rows,
    clear_row,
    drop,
    refuse_others,
    scored,
)
from medaid_desktop.recognition.templates.changing.change_heads import head_above, new_table
from medaid_desktop.recognition.templates.drawing.row_marks import row_mark, total_fields


def leave_out(sheet: SheetMap, place: Place) -> bool:
    """Leaves a column (a click in the head) or a row (in the body) of a table unfilled; False where no table is there."""
    table = sheet.head_at(place)
    if table is not None:
        column = column_of(table, place[1])
        columns = tuple(one for one in table.columns if one is not column)
        columns = kept_joined(replace(table, columns=columns)).columns
        if all(one.serial for one in columns):
            drop(sheet, table)
            return True
        sheet.put_table(replace(table, columns=columns, rows=tuple(_without(row, column) for row in table.rows)))
        return True
    side = sheet.side_at(place)
    if side is not None:
        drop(sheet, side)
        return True
    body = sheet.body_at(place)
    if body is None or sheet.fields_at(sheet.tile(place)):
        return False
    table, number = body
    rows = list(table.rows)
    if rows[number].kind == "paper":
        raise UserError("这一行本来就不填写", sheet.name(place), "要填写它，请设为重复行")
    clear_row(sheet, table, rows[number].row)
    rows[number] = replace(rows[number], kind="paper")
    if all(row.kind != "row" for row in rows):
        drop(sheet, table)
        return True
    sheet.put_table(replace(table, rows=tuple(rows)))
    return True


def _without(row: RowMark, column: ColumnMark | None) -> RowMark:
    name = column.definition.id if column else ""
    return replace(row, given={key: text for key, text in row.given.items() if key != name})


def make_rows(sheet: SheetMap, table: str, first: int, last: int) -> None:
    """Makes rows those of a table that repeat."""
    check_rows(sheet, first, last)
    if not table:
        head = head_above(sheet, first)
        new_table(sheet, head, range(first, last + 1))
        return
    own = next((one for one in sheet.tables if one.id == table), None)
    if own is None:
        raise UserError("没有这张表格", table, "请重新点选")
    is_headed = own.head[0] < own.head[1]
    if is_headed and first < own.head[1]:
        what = "重复行和表头重叠" if last >= own.head[0] else "重复行在表头上面"
        raise UserError(what, sheet.name((first, own.columns[0].col)), "请选择表头下面的行")
    refuse_others(sheet, own, first, last)
    totals = {row.row for row in own.rows if row.kind == "total"}
    for row in own.rows:
        if not first <= row.row <= last:
            clear_row(sheet, own, row.row)
    known = {row.row for row in own.rows}
    for row in range(first, last + 1):
        if row not in known or row not in totals:
            clear_row(sheet, own, row)
    rows = tuple(_remade(sheet, own, row) for row in range(first, last + 1))
    head = own.head if is_headed else (first, first)
    sheet.put_table(replace(own, head=head, rows=rows, side=_side_of(own, first, last)))


def _remade(sheet: SheetMap, table: TableMark, row: int) -> RowMark:
    """A row as it was, paper made a row again; else as the sheet prints it."""
    known = next((one for one in table.rows if one.row == row and one.kind != "paper"), None)
    made = known or row_mark(sheet.tiles, table.columns, row)
    if known is None and made.kind == "total":
        sheet.fields += total_fields(sheet.tiles, table.columns, row, sheet.names(), scored(sheet))
    return replace(made, kind="row") if made.kind == "paper" else made


def _side_of(table: TableMark, first: int, last: int) -> Spot | None:
    side = table.side
    return side if side and side.row <= first and last < side.row + side.rows else None


def make_total(sheet: SheetMap, row: int) -> None:
    """Makes a body row one of totals, or one of totals a row like others."""
    table = next((one for one in sheet.tables if any(mark.row == row for mark in one.rows)), None)
    if table is None:
        raise UserError(
            "这一行不在表格的重复行里", f"第 {row + sheet.grid.origin[0] + 1} 行", "请先把它和上面的行设为重复行"
        )
    rows: list[RowMark] = []
    for mark in table.rows:
        if mark.row != row:
            rows.append(mark)
            continue
        clear_row(sheet, table, row)
        kind = "row" if mark.kind == "total" else "total"
        rows.append(replace(mark, kind=kind))
        if kind == "total":
            sheet.fields += total_fields(sheet.tiles, table.columns, row, sheet.names(), scored(sheet))
    if all(mark.kind != "row" for mark in rows):
        raise UserError(
            "这是表格里唯一的重复行，不能都作合计", f"第 {row + sheet.grid.origin[0] + 1} 行", "请先把别的行设为重复行"
        )
    sheet.put_table(replace(table, rows=tuple(rows)))
