"""The tables of a blank form as marks: what each column is, what each row prints."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.templates.filling.filling_blocks import Blocks, as_groups, blocks_of
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark
from medaid_desktop.recognition.rows.indicator_rows import Rows, read_indicators
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.kinds import printed_label
from medaid_desktop.recognition.templates.board.leaves import Shape
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.drawing.row_marks import (
    row_mark,
    total_fields,
    with_dots,
    with_parts_of_total,
)
from medaid_desktop.recognition.templates.drawing.shapes_of_tables import known_shape, strange_shape
from medaid_desktop.recognition.templates.drawing.surveys import mark_questions, questions_in
from medaid_desktop.recognition.templates.drawing.table_columns import TABLES, columns_of


def find_tables(stage: Stage) -> None:
    """Notes all tables of a form: first those whose heads recognition knows, then any row of labels over rows that wait."""
    shapes: list[Shape] = []
    for number, head in enumerate(stage.heads):
        if head.made_up or head.across:
            continue
        if head.kind == "indicators":
            head = stage.heads[number] = read_indicators(stage.segment, head, Rows())
        shape = known_shape(stage, head)
        if shape is not None:
            shape.kind = shape.kind if _fits_form(stage, shape.kind) else ""
            shapes.append(shape)
            _use(stage, shape)
    behind = stage.board.top
    for row in stage.board.rows:
        shown = row >= behind and row not in stage.board.grid.hidden_rows
        shape = strange_shape(stage, row) if shown else None
        if shape is not None:
            shapes.append(shape)
            _use(stage, shape)
            behind = max(shape.rows, default=shape.bottom) + 1
    for shape in sorted(shapes, key=lambda one: one.top):
        asked = questions_in(stage, shape)
        if asked is not None:
            mark_questions(stage, shape, *asked)
        else:
            _mark(stage, shape)


def _fits_form(stage: Stage, kind: str) -> bool:
    """Whether a kind of table is one of the form; indicators and schedules are so wherever they stand."""
    if kind in ("allocation", "usage"):
        return stage.base == {"allocation": "allocation", "usage": "fund-usage"}[kind]
    return kind in ("indicators", "schedule") or (bool(stage.base) and TABLES[kind] in stage.form.tables_by_id)


def _use(stage: Stage, shape: Shape) -> None:
    board = stage.board
    if shape.side is not None:
        stage.use(shape.side)
    for row in (*range(shape.top, shape.bottom + 1), *shape.rows):
        stage.use(*(tile for tile in board.across(row) if tile.right > shape.first and tile.col <= shape.last))


def _mark(stage: Stage, shape: Shape) -> None:
    board = stage.board
    rows = [row for row in shape.rows if row not in board.grid.hidden_rows]
    table = _table_id(stage, shape)
    columns = columns_of(stage, shape, rows)
    if not any(not column.serial for column in columns):
        return
    every = [row_mark(board, columns, row, stage.base != "allocation") for row in rows]
    marks = list(with_parts_of_total(board, columns, every) if not shape.kind else every)
    if shape.kind == "indicators":
        marks = with_dots(marks)
    if not any(mark.kind == "row" for mark in marks):
        below = shape.bottom + 1
        if marks or (below <= board.bottom and any(not tile.is_blank for tile in board.across(below))):
            _mark_totals(stage, shape, columns, marks, None)
            return
        marks.append(RowMark(below))
    side = Spot(shape.side.row, shape.side.col, shape.side.rows, shape.side.cols) if shape.side else None
    label = printed_label(shape.side.text) if shape.side else ""
    head = shape.top, shape.bottom + 1
    found = TableMark(table, label or _label(stage, table), head, tuple(columns), tuple(marks), side)
    blocks = _blocks(board, found)
    _mark_totals(stage, shape, columns, marks, blocks)
    stage.tables.append(as_groups(found, blocks))


def _mark_totals(
    stage: Stage, shape: Shape, columns: Sequence[ColumnMark], marks: Sequence[RowMark], blocks: Blocks | None
) -> None:
    """Notes the places in the lines of totals of a table."""
    scored = shape.kind != "funding" and "total_score" in stage.form.fields_by_id
    for at, mark in enumerate(marks):
        if mark.kind == "total":
            name = _block_name(blocks, marks, at) if blocks else ""
            given = stage.base == "allocation"
            stage.fields += total_fields(stage.board, columns, mark.row, stage.names, scored, given, name)


def _block_name(blocks: Blocks, marks: Sequence[RowMark], at: int) -> str:
    """What the rows are called that a line of totals sums up: by the name over it, where any such line has one, else by the
    rows above it; "" for the sum of all."""
    names = {part.name for part in blocks.parts if part.name}
    own = {
        number: mark.given.get(blocks.column, "").strip() for number, mark in enumerate(marks) if mark.kind == "total"
    }
    if names & set(own.values()):
        return own[at] if own[at] in names else ""
    return next((part.name for part in blocks.parts if part.first <= at < part.behind), "")


def _blocks(board: Board, table: TableMark) -> Blocks | None:
    """The blocks of a table that end with totals. A word of totals that reaches over the column beside the names does not stand
    among them: rows have names of their own in that other column."""
    blocks = blocks_of(table)
    if blocks is None or not blocks.are_headed:
        return blocks
    column = next(one for one in table.columns if one.definition.id == blocks.column)
    totals = [board.at(mark.row, column.col) for mark in table.rows if mark.kind == "total"]
    over = any(tile.right > column.col + column.cols for tile in totals)
    return replace(blocks, are_headed=not over)


def _label(stage: Stage, table: str) -> str:
    known = stage.form.tables_by_id.get(table)
    return known.label if known and known.label else "明细"


def _table_id(stage: Stage, shape: Shape) -> str:
    """The id of a table: the contract's for a kind that is known, else rows, rows2 …"""
    wanted = TABLES.get(shape.kind, "rows")
    number = 1
    taken = {table.id for table in stage.tables}
    name = wanted
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name
