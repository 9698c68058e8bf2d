"""What stands at a place of a table, so that a correction made there is found again in another file of the layout."""

from collections.abc import Callable, Iterator

from medaid_desktop.core.grid import Area, Grid, GridCell, Place
from medaid_desktop.recognition.corrections import Correction, Kind
from medaid_desktop.recognition.understood import Understood
from medaid_desktop.recognition.wording.folding import generic, label_key, squeezed

At = Callable[[int, int], GridCell | None]

NOTHING = "—"
"""The anchor of a place with no words at it or beside it: only the place itself is asked for."""
_LONGEST = 40
_LONGEST_ROW = 160
_MOST_ABOVE = 3


def correction(grid: Grid, understood: Understood, kind: Kind, place: Place | None, meaning: str) -> Correction:
    """The correction that a click on a cell of the grid means; the one way to make one that other files understand.

    `grid` is the one that `understood` was read from, `place` a cell of it (None for kind "form"). The meanings are
    those of `Correction`.
    """
    if place is None or kind == "form":
        return Correction("form", None, meaning)
    cell = grid.at(*place)
    row, col = (cell.row, cell.col) if cell else place
    if kind == "row":
        row = place[0]
    elif kind == "column":
        row = _head_row(grid, understood, (row, col))
    top, left, _, _ = understood.area
    in_body = kind == "column" and (row, col) in understood.sources.values()
    words = "" if in_body else anchor(grid.at, kind, (row, col), understood.area)
    return Correction(kind, (max(0, row - top), max(0, col - left)), meaning, words)


def _head_row(grid: Grid, understood: Understood, place: Place) -> int:
    """The row of the head over a cell of a table's body: where its column has a blank head, or the click went below it."""
    row, col = place
    if place in understood.labels:
        return row
    tables = {path.split("[")[0] for path, source in understood.sources.items() if source == place}
    heads = [
        at[0]
        for at, name in understood.labels.items()
        if name.startswith("tables.") and at[0] < row and (not tables or name.rpartition(".")[0] in tables)
    ]
    head = max(heads, default=row)
    return head if tables or grid.at(head, col) is None else row


def _left_of(at: At, row: int, col: int, area: Area) -> str:
    """What stands left of a blank head, marked as such."""
    left = (cell for before in range(col - 1, area[1] - 1, -1) if (cell := at(row, before)))
    key = _key(next(left, None))
    return f"{key}|" if key else ""


def anchor(at: At, kind: Kind, place: Place, area: Area) -> str:
    """What tells a place of a kind apart: the head of a column, the label of a value, the words of a row; else NOTHING."""
    row, col = place
    match kind:
        case "column":
            found = _key(at(row, col)) or _left_of(at, row, col, area)
        case "row":
            found = "|".join(_words_of(at, row, area))[:_LONGEST_ROW]
        case _:
            found = _label_of(at, row, col, area)
    return found or NOTHING


def _words_of(at: At, row: int, area: Area) -> Iterator[str]:
    """The words of the cells that begin in a row, figures left out."""
    before: GridCell | None = None
    for col in range(area[1], area[1] + area[3]):
        cell = at(row, col)
        if cell is not None and cell is not before and cell.row == row:
            key = squeezed(cell.text)[:_LONGEST]
            if any(letter.isalpha() for letter in key):
                yield key
        before = cell


def _label_of(at: At, row: int, col: int, area: Area) -> str:
    """The label that a value stands beside or under, or that stands in one cell with it."""
    own = at(row, col)
    if own is not None:
        head, colon, _ = own.text[:_LONGEST].replace("：", ":").partition(":")
        if colon and head.strip() and "\n" not in head.strip():
            return _folded(head)
    for left in range(col - 1, area[1] - 1, -1):
        cell = at(row, left)
        if cell is not None and cell is not own:
            return _key(cell)
    for above in range(row - 1, max(area[0], row - _MOST_ABOVE) - 1, -1):
        cell = at(above, col)
        if cell is not None and cell is not own:
            return _key(cell)
    return ""


def _key(cell: GridCell | None) -> str:
    return _folded(cell.text) if cell else ""


def _folded(text: str) -> str:
    return generic(label_key(text))[:_LONGEST]
