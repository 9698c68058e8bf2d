"""Corrections of tables: heads, rows that repeat, totals, columns."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.fourth_level import kept_joined
from medaid_desktop.recognition.templates.board.kinds import as_allowed, kind_of, printed_label, unit_of, with_unit
from medaid_desktop.recognition.templates.board.leaves import Leaf, leaves_of
from medaid_desktop.recognition.templates.board.naming import Names
from medaid_desktop.recognition.templates.board.pieces import of_value
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap, column_of
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.row_marks import is_serial, is_total_row, row_mark, total_fields

_MOST_ROWS = 2000


def leave_out(sheet: SheetMap, place: Place) -> bool:
    """Leaves a column (a click in the head) or a row (in the body) of a table unfilled; False where no table is there."""
    table = sheet.head_at(place)
    if table is not None:
        column = column_of(table, place[1])
        columns = tuple(one for one in table.columns if one is not column)
        columns = kept_joined(replace(table, columns=columns)).columns
        if all(one.serial for one in columns):
            _drop(sheet, table)
            return True
        sheet.put_table(replace(table, columns=columns, rows=tuple(_without(row, column) for row in table.rows)))
        return True
    side = sheet.side_at(place)
    if side is not None:
        _drop(sheet, side)
        return True
    body = sheet.body_at(place)
    if body is None or sheet.fields_at(sheet.tile(place)):
        return False
    table, number = body
    rows = list(table.rows)
    if rows[number].kind == "paper":
        raise UserError("这一行本来就不填写", sheet.name(place), "要填写它，请设为重复行")
    _clear_row(sheet, table, rows[number].row)
    rows[number] = replace(rows[number], kind="paper")
    if all(row.kind != "row" for row in rows):
        _drop(sheet, table)
        return True
    sheet.put_table(replace(table, rows=tuple(rows)))
    return True


def _without(row: RowMark, column: ColumnMark | None) -> RowMark:
    name = column.definition.id if column else ""
    return replace(row, given={key: text for key, text in row.given.items() if key != name})


def _drop(sheet: SheetMap, table: TableMark) -> None:
    for row in table.rows:
        _clear_row(sheet, table, row.row)
    sheet.tables = [one for one in sheet.tables if one.id != table.id]


def _clear_row(sheet: SheetMap, table: TableMark, row: int) -> None:
    sheet.clear_rows(row, row, (table.columns[0].col, table.columns[-1].col + table.columns[-1].cols - 1))


def make_rows(sheet: SheetMap, table: str, first: int, last: int) -> None:
    """Makes rows those of a table that repeat."""
    _check_rows(sheet, first, last)
    if not table:
        head = _head_above(sheet, first)
        _new_table(sheet, head, range(first, last + 1))
        return
    own = next((one for one in sheet.tables if one.id == table), None)
    if own is None:
        raise UserError("没有这张表格", table, "请重新点选")
    if first < own.head[1] and last >= own.head[0] and own.head[0] < own.head[1]:
        raise UserError("重复行和表头重叠", sheet.name((first, own.columns[0].col)), "请选择表头下面的行")
    _refuse_others(sheet, own, first, last)
    totals = {row.row for row in own.rows if row.kind == "total"}
    for row in own.rows:
        if not first <= row.row <= last:
            _clear_row(sheet, own, row.row)
    known = {row.row for row in own.rows}
    for row in range(first, last + 1):
        if row not in known or row not in totals:
            _clear_row(sheet, own, row)
    rows = tuple(_remade(sheet, own, row) for row in range(first, last + 1))
    sheet.put_table(replace(own, rows=rows, side=_side_of(own, first, last)))


def _remade(sheet: SheetMap, table: TableMark, row: int) -> RowMark:
    """A row as it was, paper made a row again; else as the sheet prints it."""
    known = next((one for one in table.rows if one.row == row and one.kind != "paper"), None)
    made = known or row_mark(sheet.tiles, table.columns, row)
    if known is None and made.kind == "total":
        sheet.fields += total_fields(sheet.tiles, table.columns, row, sheet.names(), _scored(sheet))
    return replace(made, kind="row") if made.kind == "paper" else made


def _scored(sheet: SheetMap) -> bool:
    return sheet.form is not None and "total_score" in sheet.form.fields_by_id


def _side_of(table: TableMark, first: int, last: int) -> Spot | None:
    side = table.side
    return side if side and side.row <= first and last < side.row + side.rows else None


def make_head(sheet: SheetMap, first: int, last: int) -> None:
    """Makes rows the head of a table; the rows below that fit its columns, up to the next text across, repeat."""
    _check_rows(sheet, first, last)
    tiles = sheet.tiles
    tile = next((tile for row in range(first, last + 1) for tile in tiles.texts(row) if tile.below > last + 1), None)
    begin = tile.right if tile is not None and tile.col <= sheet.left else sheet.left
    side = tile if begin > sheet.left else None
    leaves = _trimmed(leaves_of(tiles, first, last, begin, sheet.edge))
    if len(leaves) < 2:
        raise UserError(
            "这一行不像表头：写有文字的格不到两个", sheet.name((first, sheet.left)), "请点选写有各列名称的行"
        )
    body = list(_fitting(sheet, leaves, last + 1, side))
    if not body:
        raise UserError("表头下面没有可以重复的行", sheet.name((last, begin)), "请选择下面有空白行的表头")
    for own in [one for one in sheet.tables if _meets(one, first, body[-1])]:
        _drop(sheet, own)
    _new_table(sheet, (first, last + 1), body, leaves, side)


def _meets(table: TableMark, first: int, last: int) -> bool:
    rows = [*range(*table.head), *(row.row for row in table.rows)]
    return any(first <= row <= last for row in rows)


def _fitting(sheet: SheetMap, leaves: Sequence[Leaf], start: int, side: Tile | None) -> Sequence[int]:
    tiles, rows = sheet.tiles, list[int]()
    limit = side.below - 1 if side else min(tiles.bottom, start + _MOST_ROWS)
    starts = {leaf.first for leaf in leaves}
    for row in range(start, limit + 1):
        inside = [tile for tile in tiles.across(row) if leaves[0].first <= tile.col <= leaves[-1].last]
        fits = all(tile.col in starts for tile in inside if not tile.is_blank or tile.cols > 1)
        whole = any(
            tile.right > leaves[-1].last and tile.col == leaves[0].first and not tile.is_blank for tile in inside
        )
        outside = tiles.has_looks and not any(tiles.look(tile).border for tile in inside)
        if side is None and (not fits or whole or outside):
            break
        rows.append(row)
    return rows


def _head_above(sheet: SheetMap, first: int) -> tuple[int, int]:
    """The head straight above some rows: the row of texts there, none where it has not several."""
    if first == 0:
        return first, first
    above = sheet.tiles.at(first - 1, sheet.left + (sheet.edge - sheet.left) // 2)
    top = min(above.row, first - 1)
    texts = [tile for tile in sheet.tiles.across(first - 1) if not tile.is_blank]
    taken = any(
        table.head[0] <= first - 1 < table.head[1] or any(row.row == first - 1 for row in table.rows)
        for table in sheet.tables
    )
    return (top, first) if len(texts) > 1 and not taken else (first, first)


def _new_table(
    sheet: SheetMap, head: tuple[int, int], body: Sequence[int], leaves: Sequence[Leaf] = (), side: Tile | None = None
) -> None:
    _refuse_others(sheet, None, min(head[0], body[0]), body[-1])
    tiles = sheet.tiles
    if not leaves:
        over = tiles.at(body[0], sheet.left)
        side = over if not over.is_blank and over.rows > len(body) else side
        begin = side.right if side else sheet.left
        rows = (head[0], head[1] - 1) if head[0] < head[1] else (body[0], body[0])
        leaves = leaves_of(tiles, *rows, begin, sheet.edge)
        leaves = leaves if head[0] == head[1] else _trimmed(leaves)
    names = Names()
    columns = tuple(_column(sheet, leaf, body, names, head[0] < head[1]) for leaf in leaves)
    if not any(not column.serial for column in columns):
        raise UserError("这几行没有可以填写的列", sheet.name((body[0], sheet.left)), "请换一行")
    sheet.clear_rows(head[0], max(body), (columns[0].col, columns[-1].col + columns[-1].cols - 1))
    number, taken = 1, {table.id for table in sheet.tables}
    while (f"rows{number}" if number > 1 else "rows") in taken:
        number += 1
    marks = [row_mark(tiles, columns, row) for row in body]
    spot = Spot(side.row, side.col, side.rows, side.cols) if side else None
    label = printed_label(side.text) if side else "明细"
    table = TableMark(f"rows{number}" if number > 1 else "rows", label, head, columns, tuple(marks), spot)
    if side is not None:
        sheet.clear(side)
    for mark in marks:
        if mark.kind == "total":
            sheet.fields += total_fields(tiles, columns, mark.row, sheet.names(), _scored(sheet))
    sheet.put_table(table)


def _trimmed(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Leaves without those at both ends that bear no label."""
    named = [number for number, leaf in enumerate(leaves) if leaf.label]
    return list(leaves[named[0] : named[-1] + 1]) if named else []


def _column(sheet: SheetMap, leaf: Leaf, body: Sequence[int], names: Names, headed: bool) -> ColumnMark:
    tiles = [sheet.tiles.at(row, leaf.first) for row in body if not is_total_row(sheet.tiles, [leaf.first], row)]
    serial = headed and is_serial(leaf.label, [tile.text for tile in tiles])
    cols = leaf.last - leaf.first + 1
    if serial:
        return ColumnMark(
            leaf.first, cols, FieldDef(names.take("serial", "序号"), printed_label(leaf.label) or "序号"), True
        )
    text = leaf.label if headed and leaf.label else f"第{leaf.first - sheet.left + 1}列"
    label, unit = printed_label(text), unit_of(text)
    definition = with_unit(
        FieldDef(names.take("", label, printed_label(leaf.over) if leaf.over else ""), label, kind_of(text, unit)),
        unit,
        "",
    )
    computed = bool(tiles) and all(sheet.tiles.look(tile).formula for tile in tiles)
    if tiles:
        boxes = next((piece for tile in tiles if (piece := of_value(tile.text)).options), None)
        definition = as_allowed(definition, sheet.tiles.look(tiles[0]), boxes.options if boxes else ())
    return ColumnMark(leaf.first, cols, definition, computed=computed)


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
        _clear_row(sheet, table, row)
        kind = "row" if mark.kind == "total" else "total"
        rows.append(replace(mark, kind=kind))
        if kind == "total":
            sheet.fields += total_fields(sheet.tiles, table.columns, row, sheet.names(), _scored(sheet))
    if all(mark.kind != "row" for mark in rows):
        raise UserError(
            "这是表格里唯一的重复行，不能都作合计", f"第 {row + sheet.grid.origin[0] + 1} 行", "请先把别的行设为重复行"
        )
    sheet.put_table(replace(table, rows=tuple(rows)))


def _check_rows(sheet: SheetMap, first: int, last: int) -> None:
    where = f"第 {first + sheet.grid.origin[0] + 1} 至 {last + sheet.grid.origin[0] + 1} 行"
    if first > last or first < 0 or last > sheet.tiles.bottom + 1:
        raise UserError("选的行不在表里", where, "请重新选择")
    if last - first >= _MOST_ROWS:
        raise UserError(f"选的行超过 {_MOST_ROWS} 行", where, "请只选几行：不够时导出会自动插入")


def _refuse_others(sheet: SheetMap, own: TableMark | None, first: int, last: int) -> None:
    """Raises UserError where rows meet those of another table."""
    for table in sheet.tables:
        if table is own or (own is not None and table.id == own.id):
            continue
        if _meets(table, first, last) and _shares_columns(table, own):
            raise UserError(
                f"和表格“{table.label}”重叠",
                f"第 {first + sheet.grid.origin[0] + 1} 行起",
                "请先缩小那张表格的重复行，或把它设为不填写",
            )


def _shares_columns(table: TableMark, own: TableMark | None) -> bool:
    if own is None:
        return True
    mine = {col for column in own.columns for col in range(column.col, column.col + column.cols)}
    return any(col in mine for column in table.columns for col in range(column.col, column.col + column.cols))
