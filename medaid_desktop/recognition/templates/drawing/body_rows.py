"""Which rows below the head of a table are its body."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.templates.prompts import asks_for_items
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.segments.table_end import is_behind, table_ends
from medaid_desktop.recognition.templates.board.board import MOST_ROWS_BELOW, Board
from medaid_desktop.recognition.templates.board.heading import is_note
from medaid_desktop.recognition.templates.board.leaves import Shape
from medaid_desktop.recognition.templates.board.pieces import labelled
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.reviews import names_review
from medaid_desktop.recognition.templates.drawing.row_marks import is_total_row, is_total_text
from medaid_desktop.recognition.wording.folding import is_dots, label_key, without_note

_LEAST_JOINED = 2
_REMARKS = ("说明", "备注", "附注", "情况说明", "补充说明", "备注说明", "其他说明")


def body_rows(stage: Stage, shape: Shape, head: Head | None) -> Iterator[int]:
    """The rows below a head that are of its table."""
    board = stage.board
    limit = min(shape.side.below - 1, board.bottom) if shape.side else board.bottom
    given: set[int] = set()
    row, blank = shape.bottom + 1, 0
    others = {other.top for other in stage.heads if other is not head}
    while row <= limit:
        tiles = [tile for tile in board.across(row) if shape.first <= tile.col <= shape.last]
        if (
            not tiles
            or row in others
            or not all(map(stage.is_free, tiles))
            or _ends(stage, shape, head, row, tiles, given)
        ):
            return
        blank = 0 if any(not tile.is_blank for tile in tiles) else blank + 1
        if blank > MOST_ROWS_BELOW:
            return
        yield row
        given.update(tile.col for tile in tiles if not tile.is_blank)
        row += 1
    if shape.side is not None and row == limit + 1 and _is_total_behind(board, shape, row):
        yield row


def _is_total_behind(board: Board, shape: Shape, row: int) -> bool:
    """Whether the row behind a table's side cell is its line of totals: 总分 over all that is left of the figures."""
    tiles = board.across(row) if row <= board.bottom else ()
    if not tiles or tiles[0].row != row or not is_total_text(tiles[0].text) or tiles[0].right < shape.first:
        return False
    starts = {leaf.first for leaf in shape.leaves}
    return all(tile.col in starts for tile in tiles[1:] if tile.col <= shape.last)


def _ends(stage: Stage, shape: Shape, head: Head | None, row: int, tiles: Sequence[Tile], given: set[int]) -> bool:
    """Whether a row is no row of a table any more."""
    board = stage.board
    texts = [tile for tile in tiles if tile.row == row and not tile.is_blank]
    if any(
        tile.col < shape.first < tile.right or tile.col <= shape.last < tile.right - 1 for tile in board.across(row)
    ):
        return True
    if not texts:
        return not shape.side and all(not board.is_ruled(tile) for tile in tiles if tile.row == row)
    first = texts[0]
    if shape.side is None and _leaves_lines(board, shape, tiles):
        return True
    if shape.side is None and (is_behind(first.text) or is_note(first.text) or names_review(stage, first)):
        return True
    whole = first.col <= shape.first and first.right > shape.last and len(shape.leaves) > 1
    if whole and not is_dots(first.text):
        return True
    if (
        any(any(p.is_open for p in labelled(tile.text)) and not asks_for_items(tile.text) for tile in texts)
        and shape.side is None
    ):
        return True
    if shape.side is not None or is_total_row(board, [leaf.first for leaf in shape.leaves], row):
        return False
    if (
        head is not None
        and head.kind == "indicators"
        and _is_on_page(board.page, row)
        and table_ends(stage.segment, head, row)
    ):
        return True
    if row > shape.bottom + 1 and not board.sense(first).level and _is_label_with_room(shape, tiles, first):
        return True
    starts = {leaf.first for leaf in shape.leaves}
    ends = {leaf.last + 1 for leaf in shape.leaves}
    if any(tile.col not in starts or tile.right not in ends for tile in texts):
        return True
    if head is None and any(
        tile.col in starts and tile.right not in {leaf.last + 1 for leaf in shape.leaves if leaf.first == tile.col}
        for tile in tiles
    ):
        return True
    return _is_label_row(stage, shape, row, texts, given)


def _leaves_lines(board: Board, shape: Shape, tiles: Sequence[Tile]) -> bool:
    """Whether a row lies outside the lines although the head of its table stands in them: the heading of another table."""
    ruled = board.has_looks and bool(board.look(board.at(shape.bottom, shape.first)).border)
    return ruled and not any(board.look(tile).border for tile in tiles)


def _is_label_with_room(shape: Shape, tiles: Sequence[Tile], label: Tile) -> bool:
    """Whether a row is one label and one blank cell for all that is left of the columns, or a word for remarks and nothing
    else: 说明 below the totals."""
    blank = all(tile == label or tile.is_blank for tile in tiles)
    if tiles[0] != label or label.rows > 1 or not blank or is_dots(label.text):
        return False
    if without_note(label_key(label.text)) in _REMARKS:
        return True
    return len(tiles) == 2 and sum(leaf.first >= tiles[1].col for leaf in shape.leaves) >= _LEAST_JOINED


def _is_on_page(page: Page, row: int) -> bool:
    return bool(page.begins(row))


def _is_label_row(stage: Stage, shape: Shape, row: int, texts: Sequence[Tile], given: set[int]) -> bool:
    """Whether a row holds labels with places beside them and is none of a table: its texts stand where the rows above have none,
    or name fields."""
    board = stage.board
    columns = [tile.col for tile in texts]
    if row == shape.bottom + 1:
        return False
    if all(col in given for col in columns):
        return False
    fields = [tile for tile in texts if (field := board.sense(tile).field) and field.how == "exact"]
    if shape.first in columns and shape.first not in given and len(columns) == 1:
        return bool(fields) or board.sense(texts[0]).group or not shape.kind
    return bool(fields) and len(texts) < len(shape.leaves)
