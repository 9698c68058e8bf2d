"""Cover sheets of workbooks with forms: those with several places to fill in are forms of their own."""

import re

from medaid_desktop.core.grid import Grid
from medaid_desktop.recognition.templates.board.kinds import printed_label
from medaid_desktop.recognition.templates.board.pieces import labelled
from medaid_desktop.recognition.wording.folding import squeezed

_COVER = re.compile(r"封面|封皮|首页")
_MOST_TEXTS = 60
_LEAST_PLACES = 2
COVER = "封面"


def is_cover(sheet: str) -> bool:
    """Whether a sheet is a cover by its name."""
    return bool(_COVER.fullmatch(squeezed(sheet)))


def is_form_cover(grid: Grid) -> bool:
    """Whether a cover has as many places to fill in as make it a form."""
    return len(places_on_cover(grid)) >= _LEAST_PLACES


def places_on_cover(grid: Grid) -> tuple[str, ...]:
    """The labels of the places that a shown cover leaves open, in reading order; () for any other sheet."""
    if grid.shown != "shown" or not is_cover(grid.name) or len(grid.cells) > _MOST_TEXTS:
        return ()
    filled = {(cell.row, cell.col) for cell in grid.cells}
    labels = [
        printed_label(piece.label)
        for cell in grid.cells
        for piece in labelled(cell.text)
        if piece.is_open and (piece.blank.strip() or (cell.row, cell.col + cell.cols) not in filled)
    ]
    return tuple(dict.fromkeys(labels))
