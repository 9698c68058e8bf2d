"""The tables of a blank form as marks: what each column is, what each row prints."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.forms import EXTRA, FieldDef
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark
from medaid_desktop.recognition.rows.indicator_rows import Rows, read_indicators
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.fourth_level import with_fourth
from medaid_desktop.recognition.templates.board.kinds import as_allowed, kind_of, printed_label, says_words, unit_of
from medaid_desktop.recognition.templates.board.leaves import Leaf, Shape
from medaid_desktop.recognition.templates.board.naming import Names, defined
from medaid_desktop.recognition.templates.board.pieces import of_value
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.row_marks import (
    first_words,
    is_serial,
    is_total_row,
    is_total_text,
    row_mark,
    total_fields,
    with_dots,
    with_parts_of_total,
)
from medaid_desktop.recognition.templates.drawing.shapes_of_tables import known_shape, strange_shape
from medaid_desktop.recognition.templates.drawing.surveys import mark_questions, questions_in
from medaid_desktop.recognition.wording.folding import label_key

TABLES = {
    "indicators": "indicators",
    "funding": "funding",
    "schedule": "schedule",
    "usage": "rows",
    "allocation": "rows",
}
_VAGUE = (
    "小计",
    "合计",
    "金额",
    "资金",
    "人数",
    "人次",
    "数量",
    "其他",
    "其中",
    "标准",
    "比例",
    "总额",
    "户数",
    "名称",
    "时间",
    "文号",
)

_LEVELS = ("中央", "省级", "市级", "县级", "市县", "区县", "地方")
"""Levels of money: alone they do not say which figure of theirs is meant."""


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
    columns = _columns(stage, shape, rows)
    if not any(not column.serial for column in columns):
        return
    marks: list[RowMark] = []
    every = [row_mark(board, columns, row, stage.base != "allocation") for row in rows]
    for mark in with_parts_of_total(board, columns, every) if not shape.kind else every:
        row = mark.row
        marks.append(mark)
        if mark.kind == "total":
            scored = shape.kind != "funding" and "total_score" in stage.form.fields_by_id
            given = stage.base == "allocation"
            stage.fields += total_fields(board, columns, row, stage.names, scored, given)
    if shape.kind == "indicators":
        marks = with_dots(marks)
    if not any(mark.kind == "row" for mark in marks):
        below = shape.bottom + 1
        if marks or (below <= board.bottom and any(not tile.is_blank for tile in board.across(below))):
            return
        marks.append(RowMark(below))
    side = Spot(shape.side.row, shape.side.col, shape.side.rows, shape.side.cols) if shape.side else None
    label = printed_label(shape.side.text) if shape.side else ""
    stage.tables.append(
        TableMark(
            table, label or _label(stage, table), (shape.top, shape.bottom + 1), tuple(columns), tuple(marks), side
        )
    )


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


def _columns(stage: Stage, shape: Shape, rows: Sequence[int]) -> list[ColumnMark]:
    board, names = stage.board, Names()
    found: list[ColumnMark] = []
    cols = [leaf.first for leaf in shape.leaves]
    plain = [row for row in rows if not is_total_row(board, cols, row)] or list(rows)
    for leaf in shape.leaves:
        tiles = [board.at(row, leaf.first) for row in plain]
        own = [tile for tile in tiles if leaf.first <= tile.col <= leaf.last]
        serial = leaf.id in ("", "serial") and is_serial(leaf.label, [tile.text for tile in own])
        formula = bool(own) and all(board.look(tile).formula for tile in own)
        hidden = all(col in board.grid.hidden_cols for col in range(leaf.first, leaf.last + 1))
        if hidden or (not leaf.label and not own):
            continue
        shut = own and not formula and not serial and all(tile.is_blank and not board.may_fill(tile) for tile in own)
        if shut:
            continue
        definition = _definition(stage, shape, leaf, names, own, serial)
        if _says_little(definition, leaf) and leaf.over and not serial and definition.id.startswith(EXTRA):
            definition = _as_over(definition, leaf, found, stage.unit)
        found.append(ColumnMark(leaf.first, leaf.last - leaf.first + 1, definition, serial, formula))
    found = [_summed(stage, shape, column, found) for column in found]
    if shape.kind != "indicators":
        return found
    table = TABLES[shape.kind]
    known = stage.form.tables_by_id.get(table) or stage.everything.tables_by_id.get(table)
    return with_fourth(found, board, plain, known)


def _summed(stage: Stage, shape: Shape, column: ColumnMark, columns: Sequence[ColumnMark]) -> ColumnMark:
    """A column that the document adds up, in a line or in a column of totals, holds figures although its label does not say so."""
    own, board = column.definition, stage.board
    if own.type != "text" or own.group or own.options or column.serial or says_words(own.label):
        return column
    cols = [one.col for one in columns]
    if column is next(one for one in columns if not one.serial) or _is_named_by(board, cols, shape.rows, column.col):
        return column
    rows = [(row, is_total_row(board, cols, row), board.at(row, column.col)) for row in shape.rows]
    below = any(total and board.look(tile).formula for _, total, tile in rows)
    beside = any(one.computed and is_total_text(one.definition.label) for one in columns)
    words = any(
        not total and not board.look(tile).formula and not of_value(tile.text).is_open for _, total, tile in rows
    )
    if not (below or beside) or words:
        return column
    unit = stage.unit
    return replace(column, definition=replace(own, type="amount" if unit else "number", unit=unit))


def _is_named_by(board: Board, cols: Sequence[int], rows: Sequence[int], col: int) -> bool:
    """Whether a column holds what the rows are called: the words of the lines of totals stand in it."""
    totals = [first_words(board, cols, row) for row in rows if is_total_row(board, cols, row)]
    return any(words is not None and words.col == col for words in totals)


def _says_little(definition: FieldDef, leaf: Leaf) -> bool:
    """Whether neither the label nor the cells of a column say what it counts; a format of figures alone does not."""
    figure = definition.type == "number" and not definition.unit and printed_label(leaf.label) in _LEVELS
    return definition.type == "text" or figure


def _as_over(definition: FieldDef, leaf: Leaf, before: Sequence[ColumnMark], around: str) -> FieldDef:
    """A column whose own words do not say what it counts, as the label over it says; 其中 goes by the column before it."""
    unit = _unit_over(leaf)
    if label_key(leaf.over) in ("", "其中"):
        last = next((one.definition for one in reversed(before) if one.definition.type in ("amount", "number")), None)
        return replace(definition, type=last.type, unit=last.unit) if last else definition
    kind = kind_of(leaf.over, unit)
    if kind == "amount" and not unit:
        unit = around
    return replace(definition, type=kind, unit=unit) if kind in ("amount", "number") else definition


def _definition(stage: Stage, shape: Shape, leaf: Leaf, names: Names, own: Sequence[Tile], serial: bool) -> FieldDef:
    board = stage.board
    if serial:
        return FieldDef(names.take("serial", "序号"), printed_label(leaf.label) or "序号")
    text = leaf.label or ("项目" if leaf.id == "item" else "栏目")
    over = printed_label(leaf.group) if leaf.group else ""
    label = printed_label(text)
    if over and label in _LEVELS and leaf.over and label_key(leaf.over):
        text, label = f"{over}·{text}", f"{over}·{label}"
    elif over and label in _VAGUE:
        text, label = over + text, over + label
    elif over and sum(printed_label(one.label) == label for one in shape.leaves) > 1:
        text, label = f"{over}·{text}", f"{over}·{label}"
    name = _column_id(stage, shape, leaf)
    around = _unit_over(leaf) or stage.unit
    definition = defined(name, text, stage.form, stage.everything, around, TABLES.get(shape.kind, "") if name else "")
    definition = replace(definition, id=names.take(name, label, over), label=label)
    example = next((tile for tile in own if tile.is_blank), own[0] if own else None)
    if example is not None:
        pieces = [of_value(tile.text) for tile in own if not tile.is_blank]
        boxes = next((piece for piece in pieces if piece.options), None)
        definition = as_allowed(definition, board.look(example), boxes.options if boxes else ())
        definition = replace(definition, multiple=boxes.multiple if boxes else definition.multiple)
        if not name and any(tile.rows > 1 and not tile.is_blank for tile in own) and definition.type == "text":
            definition = replace(definition, group=True)
    return definition


def _unit_over(leaf: Leaf) -> str:
    return next((unit for tile in reversed(leaf.chain) if (unit := unit_of(tile.text))), "")


def _column_id(stage: Stage, shape: Shape, leaf: Leaf) -> str:
    """The contract's id of a column, "" where its label has none in this form."""
    table = TABLES.get(shape.kind, "")
    if table:
        own, other = stage.form.tables_by_id.get(table), stage.everything.tables_by_id.get(table)
        known = (own, other) if table == "indicators" else (own or other,)
        return leaf.id if leaf.id and any(one and one.column(leaf.id) for one in known) else ""
    meanings = stage.board.page.vocabulary.sense(leaf.label).columns.values()
    ids = {meaning.id for meaning in meanings if meaning.how == "exact"}
    return ids.pop() if printed_label(leaf.label) in ("金额", "备注") and len(ids) == 1 else ""
