"""What stands around a form: its title, the lines above it, a letter's paragraphs before and behind its table."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.template_map import FieldMark, Spot, Within
from medaid_desktop.recognition.templates.board.heading import (
    ends_like_title,
    heading_marks,
    is_heading,
    title_paragraph,
    title_text,
    title_tile,
)
from medaid_desktop.recognition.templates.board.pieces import between
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.field_definitions import named
from medaid_desktop.recognition.templates.drawing.fields import FieldReader
from medaid_desktop.recognition.templates.drawing.reviews import reviews_of_line
from medaid_desktop.recognition.wording.folding import tidy

_MOST_HEADING_ROWS, _SEVERAL = 8, 2
_MOST_LINES, _LONGEST_LINE = 12, 160


def find_title(stage: Stage) -> str:
    """Finds the title and the year and region in it and in the lines around it; returns the title, "" where there is none."""
    board, known = stage.board, stage.segment.title
    tile = title_tile(board)
    if known is not None and known.place is not None:
        tile = board.at(*known.place)
    if tile is not None:
        _mark(stage, tile)
    for row in range(board.top, min(board.top + _MOST_HEADING_ROWS, board.bottom + 1)):
        texts = board.texts(row)
        if (
            len(texts) == 1
            and stage.is_free(texts[0])
            and is_heading(board, texts[0])
            and not _has_colon(texts[0].text)
            and len(between(texts[0].text)) < _SEVERAL
        ):
            _mark(stage, texts[0], needed=False)
    if known is not None and known.place is None:
        return known.text
    return title_text(tile.text) if tile is not None else ""


def _mark(stage: Stage, tile: Tile, needed: bool = True) -> None:
    marks = list(named(stage, heading_marks(tile.text, Spot(*tile[:4]))))
    stage.fields += marks
    if marks or needed:
        stage.use(tile)


def _has_colon(text: str) -> bool:
    return ":" in text or "：" in text


def find_lines(stage: Stage, title: str, is_first: bool, is_last: bool) -> str:
    """Finds the places in the paragraphs around the table of a letter; returns the title, which may be one of them."""
    grid = stage.board.grid
    if is_first:
        begin, title = _title_line(grid, title)
        _read_lines(stage, grid.above, begin, "above")
    if is_last:
        _read_lines(stage, grid.below[:_MOST_LINES], 0, "below")
    return title


def _title_line(grid: Grid, title: str) -> tuple[int, str]:
    """From which paragraph on the lines before the table are about it, and the title."""
    for number in range(len(grid.above) - 1, max(-1, len(grid.above) - 1 - _MOST_LINES), -1):
        if title and tidy(grid.above[number]) == title:
            return number, title
    number = title_paragraph(grid.above) if not title else None
    if number is not None:
        return number, title_text(grid.above[number])
    return max(0, len(grid.above) - 2), title


def _read_lines(stage: Stage, lines: Sequence[str], begin: int, within: Within) -> None:
    for number in range(begin, len(lines)):
        text = lines[number]
        if not text.strip() or len(text) > _LONGEST_LINE or text.rstrip().endswith("。"):
            continue
        spot = Spot(number, within=within)
        marks = list(_marks(stage, text, spot, within))
        stage.fields += marks
        if not marks:
            reviews_of_line(stage, text, spot)


def _marks(stage: Stage, text: str, spot: Spot, within: Within) -> Iterator[FieldMark]:
    if _has_colon(text):
        yield from FieldReader(stage).of_line(text, spot)
    elif within == "above" or ends_like_title(text):
        yield from named(stage, heading_marks(text, spot))
