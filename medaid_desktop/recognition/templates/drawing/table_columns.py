"""The columns of a table of a blank form: what each is called, what may be written in it, what it counts."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.forms import EXTRA, FieldDef
from medaid_desktop.core.templates.template_map import ColumnMark
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.fourth_level import with_fourth
from medaid_desktop.recognition.templates.board.kinds import (
    as_allowed,
    count_unit,
    is_money,
    kind_of,
    may_count,
    printed_label,
    says_words,
    unit_of,
    with_unit,
)
from medaid_desktop.recognition.templates.board.leaves import Leaf, Shape
from medaid_desktop.recognition.templates.board.naming import Names, defined
from medaid_desktop.recognition.templates.board.pieces import of_value
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.target_columns import with_target_parts
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.row_marks import (
    is_serial,
    is_total_row,
    is_total_text,
    is_worked_out,
    parts_of_total,
    total_words,
)
from medaid_desktop.recognition.templates.drawing.target_leaves import annual_first, is_value, target_roles
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


def columns_of(stage: Stage, shape: Shape, rows: Sequence[int]) -> list[ColumnMark]:
    """The columns of a table from left to right; `rows` are the body rows that are shown."""
    board, names = stage.board, Names()
    found: list[ColumnMark] = []
    cols = [leaf.first for leaf in shape.leaves]
    totals = [row for row in rows if is_total_row(board, cols, row)]
    aside = {*totals, *parts_of_total(board, cols, rows, totals)}
    plain = [row for row in rows if row not in aside] or list(rows)
    for leaf in annual_first(board, shape):
        tiles = [board.at(row, leaf.first) for row in plain]
        own = [tile for tile in tiles if leaf.first <= tile.col <= leaf.last]
        serial = leaf.id in ("", "serial") and is_serial(leaf.label, [tile.text for tile in own])
        formula = is_worked_out(board, own, [] if serial else cols)
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
    found.sort(key=lambda column: column.col)
    found = [_counted(stage, _summed(stage, shape, column, found)) for column in found]
    found = [_total_of(column, found[:at]) for at, column in enumerate(found)]
    if shape.kind != "indicators":
        return found
    table = TABLES[shape.kind]
    known = stage.form.tables_by_id.get(table) or stage.everything.tables_by_id.get(table)
    roles = target_roles(shape, {column.col: column.definition.options for column in found})
    return with_fourth(with_target_parts(found, roles), board, plain, known)


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
    waits = any(total and tile.is_blank and tile.place == (row, column.col) for row, total, tile in rows)
    totals = waits or any(is_total_text(one.definition.label) for one in columns)
    words = any(
        not total and not board.look(tile).formula and not of_value(tile.text).is_open for _, total, tile in rows
    )
    if words or not (below or beside or (totals and may_count(own.label))):
        return column
    counted = count_unit(own.label, stage.counts)
    unit = counted or ("" if stage.counts else stage.unit)
    return replace(column, definition=replace(own, type="amount" if is_money(unit) else "number", unit=unit))


def _total_of(column: ColumnMark, before: Sequence[ColumnMark]) -> ColumnMark:
    """A column of sums, in the unit of the figures before it: 合计 of amounts is one, whether the document works it out or not."""
    own = column.definition
    last = next((one.definition for one in reversed(before) if one.definition.type in ("amount", "number")), None)
    bare = own.type == "text" and not (own.group or own.options)
    summed = (column.computed and own.type == "number" and not own.unit) or (bare and not column.serial)
    if not (summed and is_total_text(own.label) and last):
        return column
    return replace(column, definition=replace(own, type=last.type, unit=last.unit))


def _counted(stage: Stage, column: ColumnMark) -> ColumnMark:
    """A column of figures with the unit that a line about the table notes for it."""
    own = column.definition
    unit = count_unit(own.label, stage.counts) if own.type == "number" and not own.unit else ""
    return replace(column, definition=replace(own, unit=unit)) if unit else column


def _is_named_by(board: Board, cols: Sequence[int], rows: Sequence[int], col: int) -> bool:
    """Whether a column holds what the rows are called: the words of the lines of totals stand in it."""
    totals = [total_words(board, cols, row) for row in rows if is_total_row(board, cols, row)]
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
    name = "target" if is_value(shape, leaf) else _column_id(stage, shape, leaf)
    if is_value(shape, leaf) and over:
        text, label = leaf.group, over
    around = _unit_over(leaf) or stage.unit
    like = name or ("target" if shape.kind == "indicators" and label.endswith("指标值") else "")
    definition = defined(like, text, stage.form, stage.everything, around, TABLES.get(shape.kind, "") if like else "")
    definition = replace(definition, id=names.take(name, label, over), label=label)
    example = next((tile for tile in own if tile.is_blank), own[0] if own else None)
    if example is not None:
        pieces = [of_value(tile.text) for tile in own if not tile.is_blank]
        boxes = next((piece for piece in pieces if piece.options), None)
        definition = as_allowed(definition, board.look(example), boxes.options if boxes else ())
        if definition.type == "amount":
            definition = with_unit(definition, definition.unit, around)
        definition = replace(definition, multiple=boxes.multiple if boxes else definition.multiple)
        naming = definition.type == "text" and (not name or shape.kind != "indicators")
        if naming and any(tile.rows > 1 and not tile.is_blank for tile in own):
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
        if leaf.id == "note":
            return leaf.id
        return leaf.id if leaf.id and any(one and one.column(leaf.id) for one in known) else ""
    meanings = stage.board.page.vocabulary.sense(leaf.label).columns.values()
    ids = {meaning.id for meaning in meanings if meaning.how == "exact"}
    return ids.pop() if printed_label(leaf.label) in ("金额", "备注") and len(ids) == 1 else ""
