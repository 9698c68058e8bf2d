"""What goes into a workbook: a sheet of paper with its texts set in lines, and the heights its rows need there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from medaid_desktop.core.sheet import Cell, PageSetup, Sheet

Place = tuple[int, int]

POINTS_PER_MM = 72 / 25.4
TALLEST_PT = 400.0
"""Office shows no row taller than 409 points; a taller one of ours becomes several, merged."""

_PRINT_LEADING, _PRINT_BOX, _PRINT_PADDING_PT = 1.3, 1.2, 2 * 1.2 * POINTS_PER_MM
"""Line pitch and height of one line in em, and what stands above and below a text, as the PDF has them."""
_OFFICE_LEADING, _OFFICE_PADDING_PT = 1.45, 3.0
"""The same for the fonts of other machines at their tallest: 宋体 takes 1.3 em a line, the free CJK fonts 1.44 em."""
_WIDE_MM = 40.0
_SEAL_GAP_MM = 1.0
"""Between a seal's square and the sides of its cell."""


class SetText(NamedTuple):
    """A text set into its cell: how many lines, and in what size (points), which may be less than the style asks."""

    lines: int
    size_pt: float


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet as it goes into a workbook.

    `name` is the wish for its tab. `texts` runs parallel to the sheet's cells; left out, no text is broken but where it
    breaks itself. `starts` are the rows that begin a page in print, after the first; `numbers` the cells whose digits become
    numbers. `draft`: the foot says so. `carried` is kept in hidden names of the workbook, letters and digits that nobody sees.
    """

    name: str
    sheet: Sheet
    texts: Sequence[SetText] = ()
    starts: Sequence[int] = ()
    numbers: frozenset[Place] = field(default_factory=frozenset[Place])
    draft: bool = False
    carried: str = ""

    @cached_property
    def set_texts(self) -> Sequence[SetText]:
        """The text of each cell as set."""
        return self.texts or [
            SetText(cell.text.count("\n") + 1 if cell.text else 0, cell.style.size_pt) for cell in self.sheet.cells
        ]

    @cached_property
    def heights(self) -> list[float]:
        """The heights of the rows in points, none less than the print has."""
        heights = [row.least_mm * POINTS_PER_MM for row in self.sheet.rows]
        tall: list[tuple[Cell, float]] = []
        for cell, text in zip(self.sheet.cells, self.set_texts, strict=True):
            need = needed(cell, text)
            if cell.rows > 1:
                tall.append((cell, need))
            elif need > heights[cell.row]:
                heights[cell.row] = need
        for cell, need in sorted(tall, key=lambda one: one[0].rows):
            lacking = need - sum(heights[cell.row : cell.row + cell.rows])
            if lacking > 0:
                for row in range(cell.row, cell.row + cell.rows):
                    heights[row] += lacking / cell.rows
        return heights


def room_pt(page: PageSetup) -> float:
    """The height in points that rows have on a page."""
    return (page.height_mm - page.top_mm - page.bottom_mm) * POINTS_PER_MM


def is_indented(cell: Cell, columns_mm: Sequence[float]) -> bool:
    """Whether a cell is wide enough for the gap beside prose that the PDF has too."""
    style = cell.style
    if style.align != "left" or not style.border or style.tight:
        return False
    return sum(columns_mm[cell.col : cell.col + cell.cols]) >= _WIDE_MM


def text_height(text: SetText) -> float:
    """The height in points that a text takes in its cell, in the PDF or in the fonts of another machine."""
    if not text.lines:
        return 0.0
    printed = ((text.lines - 1) * _PRINT_LEADING + _PRINT_BOX) * text.size_pt + _PRINT_PADDING_PT
    return max(printed, text.lines * _OFFICE_LEADING * text.size_pt + _OFFICE_PADDING_PT)


def needed(cell: Cell, text: SetText) -> float:
    """The height in points that a cell takes, its place for a seal included."""
    height = text_height(text)
    if cell.seal is None:
        return height
    return height + (cell.seal.diameter_mm + 2 * _SEAL_GAP_MM) * POINTS_PER_MM
