"""A grid of a document as it is laid out on the screen: which rows and columns show, how wide and how high they are.

Measured in half letters (a Chinese character is two) and lines of text, so that zooming is a multiplication.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from medaid_desktop.core.grid import Grid, GridCell, Place

Kind = Literal["row", "paragraph", "gap"]

_LEAST_WIDTH, _MOST_WIDTH, _BLANK_WIDTH = 5, 34, 6
_LEAST_PAGE = 56
_ROW_GAP, _COL_GAP = 12, 3
"""So many blank rows or columns in a run are still shown; of longer runs it is said how long they are."""
_LEAST_CAP = 12
"""Columns are narrowed down to this, not more."""
_MOST_LINES = 14
_WIDE_FROM = 0x2E80


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row on the screen: `row` of the grid, or a text across the whole width (`row` is then -1)."""

    kind: Kind
    row: int = -1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Rows and columns of the screen that a cell takes; `cell` is None for a merged area without a text."""

    row: int
    col: int
    rows: int
    cols: int
    cell: GridCell | None


class GridLayout:
    """What of a grid is shown where. Places are those of the grid, rows and columns those of the screen."""

    def __init__(
        self, grid: Grid, gap_words: str = "……", rows: Iterable[int] = (), cols: Iterable[int] = ()
    ) -> None:  # fmt: skip
        """`gap_words` says with %1 and %2 which rows are blank; `rows` and `cols` are shown whether or not they hold texts."""
        self.grid = grid
        blank = {row + at for row, _, height, _ in grid.blank_spans for at in range(min(height, _ROW_GAP))}
        shown = _with_gaps(sorted({*grid.used_rows, *blank, *rows}), _ROW_GAP)
        self.rows: list[ShownRow] = [ShownRow("paragraph", text=text) for text in grid.above]
        first = grid.origin[0] + 1
        for before, row in pairwise([-1, *shown]):
            if row - before - 1 > 0 and (before >= 0 or row > _ROW_GAP):
                words = gap_words.replace("%1", str(before + 1 + first)).replace("%2", str(row - 1 + first))
                self.rows.append(ShownRow("gap", text=words))
            elif before < 0:
                self.rows += [ShownRow("row", at) for at in range(row)]
            self.rows.append(ShownRow("row", row))
        self.rows += [ShownRow("paragraph", text=text) for text in grid.below]
        taken = {col for cell in grid.cells for col in range(cell.col, cell.col + cell.cols)} | set(cols)
        first_used = min(taken, default=0)
        leading = range(first_used) if first_used <= _COL_GAP else ()
        self.cols: list[int] = [*leading, *_with_gaps(sorted(taken), _COL_GAP)] or [0]
        self._measures: dict[str, int] = {}
        self._widths: list[int] = []
        self._lines: list[int] | None = None
        self._row_at = {line.row: at for at, line in enumerate(self.rows) if line.row >= 0}
        self._col_at = {col: at for at, col in enumerate(self.cols)}

    # -- places --------------------------------------------------------------------------------------------------

    def place(self, row: int, col: int) -> Place | None:
        """The place of the grid at a place of the screen: the corner of the cell that covers it. None for paragraphs."""
        if not (0 <= row < len(self.rows) and 0 <= col < len(self.cols)) or self.rows[row].row < 0:
            return None
        place = self.rows[row].row, self.cols[col]
        cell = self.grid.at(*place)
        return (cell.row, cell.col) if cell else place

    def screen(self, place: Place) -> tuple[int, int] | None:
        """(row, column) of the screen where the cell that covers a place begins; None where it is not shown."""
        cell = self.grid.at(*place)
        row, col = (cell.row, cell.col) if cell else place
        if row not in self._row_at or col not in self._col_at:
            return None
        return self._row_at[row], self._col_at[col]

    def cell(self, row: int, col: int) -> GridCell | None:
        """The cell that begins at a place of the screen."""
        return self._cells.get((row, col))

    def text(self, row: int, col: int) -> str:
        """What is shown at a place of the screen; a paragraph stands in the first column."""
        line = self.rows[row]
        if line.row < 0:
            return line.text if col == 0 else ""
        cell = self._cells.get((row, col))
        return cell.text if cell else ""

    @cached_property
    def _cells(self) -> dict[tuple[int, int], GridCell]:
        return {(self._row_at[cell.row], self._col_at[cell.col]): cell for cell in self.grid.cells}

    @cached_property
    def spans(self) -> list[Span]:
        """Everything that takes more than one place."""
        wide = len(self.cols)
        found = [Span(at, 0, 1, wide, None) for at, line in enumerate(self.rows) if line.row < 0 and wide > 1]
        for cell in self.grid.cells:
            if cell.rows > 1 or cell.cols > 1:
                found.append(self._span((cell.row, cell.col, cell.rows, cell.cols), cell))
        for area in self.grid.blank_spans:
            if area[0] in self._row_at and area[1] in self._col_at:
                found.append(self._span(area, None))
        return found

    def _span(self, area: tuple[int, int, int, int], cell: GridCell | None) -> Span:
        row, col, rows, cols = area
        top, left = self._row_at[row], self._col_at[col]
        bottom = next(self._row_at[at] for at in range(row + rows - 1, row - 1, -1) if at in self._row_at)
        right = next(self._col_at[at] for at in range(col + cols - 1, col - 1, -1) if at in self._col_at)
        return Span(top, left, bottom - top + 1, right - left + 1, cell)

    # -- sizes ---------------------------------------------------------------------------------------------------

    def fit(self, room: int) -> bool:
        """Narrows the widest columns so that all of them have room, as far as that leaves them readable.

        `room` is in half letters. Returns whether widths and heights are other ones now.
        """
        before = self._widths
        widths = self._natural
        cap = max(widths, default=0)
        while cap > _LEAST_CAP and sum(min(width, cap) for width in widths) > room:
            cap -= 1
        self._widths = [min(width, cap) for width in widths]
        if self._widths == before:
            return False
        self._lines = None
        return True

    def measure(self) -> None:
        """Works out now what is otherwise worked out when asked for: places, spans and sizes."""
        self.grid.at(0, 0)
        _ = self.spans, self.lines

    @property
    def widths(self) -> list[int]:
        """The width of each column in half letters."""
        return self._widths or self._natural

    @property
    def lines(self) -> list[int]:
        """The height of each row in lines of text."""
        if self._lines is None:
            self._lines = self._measured()
        return self._lines

    @cached_property
    def _natural(self) -> list[int]:
        """The width of each column in half letters: what most of its texts need, within bounds."""
        needs: list[list[int]] = [[] for _ in self.cols]
        for cell in self.grid.cells:
            if cell.cols == 1:
                needs[self._col_at[cell.col]].append(self._width_of(cell.text))
        widths = [_usual(need) for need in needs]
        for span in self.spans:  # a merged label over narrow columns may ask them for a little more
            if span.cell is not None and span.cols > 1 and span.rows == 1:
                need = min(half_letters(span.cell.text), _LEAST_WIDTH * span.cols * 2, _MOST_WIDTH)
                lacking = need - sum(widths[span.col : span.col + span.cols])
                if lacking > 0:
                    widths[span.col + span.cols - 1] += lacking
        total = sum(widths)
        if total < _LEAST_PAGE:  # a narrow table still has titles and paragraphs above it
            widths = [width * _LEAST_PAGE // total for width in widths]
        return widths

    def _width_of(self, text: str) -> int:
        """How wide the widest line of a text is, in half letters; measured once."""
        width = self._measures.get(text)
        if width is None:
            width = half_letters(text) if "\n" not in text else max(map(half_letters, text.split("\n")))
            self._measures[text] = width
        return width

    def _measured(self) -> list[int]:
        widths, ends = self.widths, [0]
        for width in widths:
            ends.append(ends[-1] + width)
        lines = [1] * len(self.rows)
        tall: list[tuple[int, int, int]] = []
        for (row, col), cell in self._cells.items():
            text = cell.text
            last = self._col_at.get(cell.col + cell.cols - 1, col)
            room = ends[last + 1] - ends[col]
            if "\n" not in text and (2 * len(text) <= room or self._width_of(text) < room):
                continue
            need = min(_MOST_LINES, wrapped_lines(text, room))
            if cell.rows == 1:
                lines[row] = max(lines[row], need)
            else:
                bottom = self._row_at.get(cell.row + cell.rows - 1, row)
                tall.append((row, bottom + 1, need))
        for at, line in enumerate(self.rows):
            if line.row < 0:
                lines[at] = wrapped_lines(line.text, ends[-1])
        for top, behind, need in sorted(tall, key=lambda item: item[1] - item[0]):
            lacking = need - sum(lines[top:behind])
            if lacking > 0:
                lines[behind - 1] += lacking
        return lines


def half_letters(text: str) -> int:
    """How wide a text is, in half Chinese characters."""
    if text.isascii():
        return len(text)
    return sum(2 if ord(letter) >= _WIDE_FROM or letter in "“”‘’…—·≥≤☑☐□√×○●" else 1 for letter in text)


def wrapped_lines(text: str, room: int) -> int:
    """How many lines a text takes in a width of so many half letters."""
    room = max(2, room - 1)
    return sum(max(1, -(-half_letters(part) // room)) for part in text.split("\n"))


def column_name(col: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    name = ""
    col += 1
    while col:
        col, letter = divmod(col - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _with_gaps(used: Sequence[int], most: int) -> list[int]:
    """Used numbers and those of short runs between them."""
    shown: list[int] = []
    for number in used:
        if shown and number - shown[-1] - 1 <= most:
            shown += range(shown[-1] + 1, number)
        shown.append(number)
    return shown


def _usual(needs: Iterable[int]) -> int:
    """What nine of ten texts need."""
    ordered = sorted(needs)
    if not ordered:
        return _BLANK_WIDTH
    usual = ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
    return max(_LEAST_WIDTH, min(_MOST_WIDTH, usual + 2))
