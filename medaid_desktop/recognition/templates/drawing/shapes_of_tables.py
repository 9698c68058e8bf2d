"""Where the tables of a blank form are: their heads, their columns, the rows below that wait for content."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.recognition.columns.head import LEVELS, Column, Head
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.boxes import has_boxes
from medaid_desktop.recognition.templates.board.heading import is_note
from medaid_desktop.recognition.templates.board.labels import is_seal
from medaid_desktop.recognition.templates.board.leaves import Leaf, Shape, leaves_of
from medaid_desktop.recognition.templates.board.pieces import labelled, of_value
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.body_rows import body_rows
from medaid_desktop.recognition.templates.drawing.reviews import names_review
from medaid_desktop.recognition.templates.drawing.row_marks import is_total_text
from medaid_desktop.recognition.wording.folding import squeezed

_SIGN = re.compile(r"签名|签字|盖章|签章")
_LONGEST_HEAD = 40
_DEEPEST = 4
_LEAST_SIDE = 2
_OF_INDICATORS = (*LEVELS, "target", "operator", "value", "measure")
_LEAST_PAIR, _LEAST_COLUMNS, _TALL_MM = 2, 4, 22.0
_NUMBER_ROW = re.compile(
    r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[甲乙丙丁戊]|[A-Z]|栏次|行次)(?:\s*[=＝].*)?[)）]?"
)


def known_shape(stage: Stage, head: Head) -> Shape | None:
    """The table under a head that recognition knows."""
    board = stage.board
    columns = list(head.columns)
    first = board.at(head.top, columns[0].first)
    if len(columns) > 1 and first.below > head.bottom + 1 and first.row <= head.top and not first.is_blank:
        columns = columns[1:]
    side = _side(board, head.top, head.bottom, columns[0].first)
    own = {leaf.first: leaf for leaf in leaves_of(board, head.top, head.bottom, columns[0].first, columns[-1].last)}
    leaves = [_leaf(board, head, column.first, column.last) for column in columns]
    for leaf, column in zip(leaves, columns, strict=True):
        leaf.id, leaf.label, leaf.over = column.id, column.label, column.over
        lowest = own.get(column.first)
        below = head.kind in ("allocation", "usage", "funding") and column.below
        if lowest and lowest.label and (below or (head.kind == "indicators" and _is_under(lowest, column, columns))):
            leaf.id, leaf.label, leaf.over = "", lowest.label, lowest.over
    begin = side.right if side else board.left
    leaves = [leaf for leaf in leaves if leaf.first >= begin]
    if not leaves:
        return None
    leaves += _beyond(board, head, leaves, begin)
    leaves.sort(key=lambda leaf: leaf.first)
    if side is None and head.kind == "indicators" and (side := _side_below(board, head, leaves[0])) is not None:
        stage.use(*leaves[0].chain)
        del leaves[0]
    shape = Shape(head.kind, head.top, head.bottom, leaves, side)
    shape.body = list(body_rows(stage, shape, head))
    if head.kind == "funding":
        _settle_items(board, shape)
    return shape


def _is_under(leaf: Leaf, column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column is one of several called by the label over all of them: 经费保障, 制度保障 under 偏差原因分析."""
    shared = sum(squeezed(other.label) == squeezed(column.label) for other in columns) > 1
    return shared and column.id not in _OF_INDICATORS and squeezed(leaf.label) != squeezed(column.label)


def _settle_items(board: Board, shape: Shape) -> None:
    """The items of a funding table stand in the column behind its name where that has nothing below it: 项目资金 | 年度资金总额."""
    first, second = shape.leaves[0], shape.leaves[1] if len(shape.leaves) > 1 else shape.leaves[0]
    if not any(leaf.id == "item" for leaf in shape.leaves) and first.id in ("", "project"):
        first.id = "item"
    blank = all(board.at(row, first.first).is_blank for row in shape.rows)
    named = any(not board.at(row, second.first).is_blank for row in shape.rows)
    if shape.rows and first.id == "item" and blank and not second.label and named:
        second.id, second.label = "item", first.label
        del shape.leaves[0]


def _beyond(board: Board, head: Head, leaves: Sequence[Leaf], begin: int) -> Iterator[Leaf]:
    """Columns inside the lines that the head does not name for recognition: items without a label, remarks at the edge."""
    covered = {col for leaf in leaves for col in range(leaf.first, leaf.last + 1)}
    for leaf in leaves_of(board, head.top, head.bottom, begin, board.edge):
        if not covered & set(range(leaf.first, leaf.last + 1)):
            inside = (
                leaf.first < max(one.last for one in leaves)
                or bool(leaf.label)
                or _ruled_below(board, head.bottom + 1, leaf.first)
            )
            if inside:
                leaf.id = (
                    "item"
                    if head.kind == "funding" and not leaf.label and not any(one.id == "item" for one in leaves)
                    else ""
                )
                yield leaf


def _ruled_below(board: Board, row: int, col: int) -> bool:
    return board.has_looks and row <= board.bottom and bool(board.looks.at(row, col).border)


def _leaf(board: Board, head: Head, first: int, last: int) -> Leaf:
    chain: tuple[Tile, ...] = ()
    for row in range(head.top, head.bottom + 1):
        tile = board.at(row, first)
        if tile not in chain:
            chain = (*chain, tile)
    return Leaf(first, last, chain)


def _side(board: Board, top: int, bottom: int, first: int) -> Tile | None:
    """The cell that runs down the left of a table over head and body."""
    col = first - 1
    while col >= board.left:
        tile = board.at(top, col)
        if not tile.is_blank:
            return tile if tile.row <= top and tile.below > bottom + 1 else None
        col = tile.col - 1
    return None


def _side_below(board: Board, head: Head, leaf: Leaf) -> Tile | None:
    """The cell down the left of the rows alone, which repeats what the head says over it: 绩效指标 over 绩效指标."""
    tile = board.at(head.bottom + 1, leaf.first) if head.bottom < board.bottom else None
    if leaf.id or tile is None or tile.row != head.bottom + 1 or tile.rows < _LEAST_SIDE:
        return None
    words = squeezed(tile.text)
    return tile if words and words == squeezed(leaf.label) and tile.right == leaf.last + 1 else None


# -- heads that no list knows ------------------------------------------------------------------------------------


def strange_shape(stage: Stage, row: int) -> Shape | None:
    """The table whose head begins in a row, by its build alone: a row of labels over rows that wait, None where none does."""
    check()
    board = stage.board
    begins = [tile for tile in board.begins(row) if stage.is_free(tile)]
    if len(begins) < 2 or len(begins) != len(board.begins(row)):
        return None
    depth = _depth(board, begins)
    side = begins[0] if begins[0].below > row + depth and not begins[0].is_blank else None
    if side is None and begins[0].col > board.left:
        before = board.at(row, begins[0].col - 1)
        side = before if before.below > row + depth and not before.is_blank else None
    labels = begins[1:] if side is begins[0] else begins
    while labels and labels[-1].is_blank and not board.is_ruled(labels[-1]):
        labels = labels[:-1]
    if len(labels) < 2 or not all(_is_head_label(stage, tile) for tile in labels):
        return None
    if sum(names_review(stage, tile) for tile in labels) * 3 > len(labels):
        return None
    bottom = row + depth - 1
    if not all(
        not tile.is_blank
        for below in range(row + 1, bottom + 1)
        for tile in board.begins(below)
        if labels[0].col <= tile.col < labels[-1].right
    ):
        return None
    leaves = leaves_of(board, row, bottom, labels[0].col, labels[-1].right - 1)
    shape = Shape("", row, bottom + _is_number_row(board, bottom + 1, labels), leaves, side)
    shape.body = list(body_rows(stage, shape, None))
    return shape if len(leaves) > 1 and _is_table(stage, shape) else None


def _depth(board: Board, begins: Sequence[Tile]) -> int:
    """How many rows a head has that begins with these tiles: the least span of those that run down further than others."""
    spans = sorted({tile.rows for tile in begins[1:] or begins})
    depth = spans[-1] if spans[-1] <= _DEEPEST else spans[0]
    row = begins[0].row
    if depth == 1:
        while depth < _DEEPEST and _goes_on(board, row + depth, begins):
            depth += 1
    return depth


def _goes_on(board: Board, row: int, over: Sequence[Tile]) -> bool:
    """Whether the next row still belongs to a head: all its tiles are labels under wider ones."""
    below = (
        [tile for tile in board.begins(row) if over[0].col <= tile.col < over[-1].right] if row <= board.bottom else []
    )
    if len(below) < 2 or any(tile.is_blank for tile in below):
        return False
    above = [next((tile for tile in over if tile.col <= one.col < tile.right), None) for one in below]
    return all(tile is not None and tile.cols > one.cols for tile, one in zip(above, below, strict=True))


def _is_head_label(stage: Stage, tile: Tile) -> bool:
    text = tile.text
    if tile.is_blank or len(squeezed(text)) > _LONGEST_HEAD or text.rstrip().endswith((":", "：")):
        return False
    sense = stage.board.sense(tile)
    if sense.number or sense.paper or has_boxes(text) or (sense.box and is_seal(text)) or is_note(text):
        return False
    return not any(piece.is_open for piece in labelled(text)) and not (
        of_value(text).is_open and not _SIGN.search(text)
    )


def _is_number_row(board: Board, row: int, labels: Sequence[Tile]) -> bool:
    """Whether a row only numbers the columns: 1 2 3, 甲 乙 1 2, 栏次."""
    if row > board.bottom:
        return False
    inside = [tile for tile in board.begins(row) if labels[0].col <= tile.col < labels[-1].right]
    texts = [squeezed(tile.text) for tile in inside]
    numbered = sum(bool(_NUMBER_ROW.fullmatch(text)) for text in texts)
    figures = [text.strip("()") for text in texts if text.strip("()").isdigit()]
    return len(texts) > 1 and numbered == len(texts) and len(figures) > 1 and sorted(figures, key=int) == figures


def _is_table(stage: Stage, shape: Shape) -> bool:
    """Whether rows below a row of labels repeat; one row below a few labels is a place for each of them."""
    board, rows = stage.board, shape.rows
    if not rows:
        return shape.bottom == board.bottom and len(shape.leaves) >= _LEAST_COLUMNS
    waiting = [row for row in rows if _waiting_in(board, shape, row)]
    if not waiting or _pairs_labels(stage, shape):
        return False
    if len(rows) > 1:
        return len(shape.leaves) > 2 or len(waiting) > 1
    behind = board.begins(rows[-1] + 1) if rows[-1] < board.bottom else []
    again = len(behind) > 1 and all(_is_head_label(stage, tile) for tile in behind)
    tall = board.height_mm(board.at(rows[0], shape.first)) > _TALL_MM
    return len(shape.leaves) >= _LEAST_COLUMNS and not again and not tall


def _pairs_labels(stage: Stage, shape: Shape) -> bool:
    """Whether what looks like a table are labels with their values beside them: 专项名称 | 某资金 over 省份 | 某省."""
    board = stage.board
    blank = all(_waiting_in(board, shape, row) == len(shape.leaves) for row in shape.rows)
    if len(shape.leaves) == _LEAST_PAIR and not blank and not is_total_text(board.at(shape.rows[-1], shape.first).text):
        return True
    firsts = [board.at(row, shape.first) for row in (shape.top, *shape.rows)]
    named = sum(1 for tile in firsts if (field := board.sense(tile).field) and field.how == "exact")
    return named * 2 > len(firsts)


def _waiting_in(board: Board, shape: Shape, row: int) -> int:
    tiles = [board.at(row, leaf.first) for leaf in shape.leaves]
    return sum(of_value(tile.text).is_open for tile in tiles)
