"""Corrections that make a table: its head, the rows below it, its columns."""

from collections.abc import Sequence

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.template_map import ColumnMark, Spot, TableMark
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.kinds import as_allowed, kind_of, printed_label, unit_of, with_unit
from medaid_desktop.recognition.templates.board.leaves import Leaf, leaves_of
from medaid_desktop.recognition.templates.board.naming import Names
from medaid_desktop.recognition.templates.board.pieces import of_value
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.changing.change_guards import (
    MOST_ROWS,
    check_rows,
    drop,
    meets,
    refuse_others,
    scored,
)
from medaid_desktop.recognition.templates.drawing.row_marks import (
    is_serial,
    is_total_row,
    is_worked_out,
    row_mark,
    total_fields,
)


def make_head(sheet: SheetMap, first: int, last: int) -> None:
    """Makes rows the head of a table; the rows below that fit its columns, up to the next text across, repeat."""
    check_rows(sheet, first, last)
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
    for own in [one for one in sheet.tables if meets(one, first, body[-1])]:
        drop(sheet, own)
    new_table(sheet, (first, last + 1), body, leaves, side)


def _fitting(sheet: SheetMap, leaves: Sequence[Leaf], start: int, side: Tile | None) -> Sequence[int]:
    tiles, rows = sheet.tiles, list[int]()
    limit = side.below - 1 if side else min(tiles.bottom, start + MOST_ROWS)
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


def head_above(sheet: SheetMap, first: int) -> tuple[int, int]:
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


def new_table(
    sheet: SheetMap, head: tuple[int, int], body: Sequence[int], leaves: Sequence[Leaf] = (), side: Tile | None = None
) -> None:
    """Makes a table of a head and the rows below it. Raises UserError where others lie there or nothing is left to fill."""
    refuse_others(sheet, None, min(head[0], body[0]), body[-1])
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
            sheet.fields += total_fields(tiles, columns, mark.row, sheet.names(), scored(sheet))
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
    computed = is_worked_out(sheet.tiles, tiles, range(sheet.left, sheet.edge + 1))
    if tiles:
        boxes = next((piece for tile in tiles if (piece := of_value(tile.text)).options), None)
        definition = as_allowed(definition, sheet.tiles.look(tiles[0]), boxes.options if boxes else ())
    return ColumnMark(leaf.first, cols, definition, computed=computed)
