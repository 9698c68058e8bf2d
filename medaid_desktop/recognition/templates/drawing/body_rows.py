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
from medaid_desktop.recognition.templates.drawing.row_marks import is_total_text
from medaid_desktop.recognition.wording.folding import is_dots


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
    if shape.side is not None or is_total_text(first.text):
        return False
    if (
        head is not None
        and head.kind == "indicators"
        and _is_on_page(board.page, row)
        and table_ends(stage.segment, head, row)
    ):
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
