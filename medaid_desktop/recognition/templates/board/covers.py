"""Cover sheets of blank forms: no form is made of them, yet they may have places to fill in."""

import re

from medaid_desktop.core.grid import Grid
from medaid_desktop.recognition.templates.board.kinds import printed_label
from medaid_desktop.recognition.templates.board.pieces import labelled
from medaid_desktop.recognition.wording.folding import squeezed

_COVER = re.compile(r"封面|封皮|首页")
_MOST_TEXTS = 60


def places_on_cover(grid: Grid) -> tuple[str, ...]:
    """The labels of the places that a shown cover leaves open, in reading order; () for any other sheet."""
    if grid.shown != "shown" or not _COVER.fullmatch(squeezed(grid.name)) or len(grid.cells) > _MOST_TEXTS:
        return ()
    filled = {(cell.row, cell.col) for cell in grid.cells}
    labels = [
        printed_label(piece.label)
        for cell in grid.cells
        for piece in labelled(cell.text)
        if piece.is_open and (piece.blank.strip() or (cell.row, cell.col + cell.cols) not in filled)
    ]
    return tuple(dict.fromkeys(labels))
