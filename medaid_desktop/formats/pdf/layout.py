"""Where everything of a sheet stands, free of any drawing: the editor and the preview use it like the PDF.

All places are millimetres from the top left corner of the page.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from medaid_desktop.core.sheet import Sheet
from medaid_desktop.formats.pdf.textblock import TextBlock

FOOT = -1
"""The cell index of texts in the foot."""


class Rule(NamedTuple):
    """A ruled line from (x1, y1) to (x2, y2), horizontal or vertical."""

    x1: float
    y1: float
    x2: float
    y2: float


class Piece(NamedTuple):
    """A cell, or the part of it that one page shows, with its lines first … behind - 1.

    `cell` is the index in the sheet's cells, or FOOT. The box of the first line begins at `text_y`.
    """

    cell: int
    x: float
    y: float
    width: float
    height: float
    block: TextBlock
    first: int
    behind: int
    text_y: float


class SealSpot(NamedTuple):
    """The empty square kept for a seal: its top left corner and its side; `page` counts from 0.

    Nothing but the seal's own lines (office, name, date) stands inside.
    """

    cell: int
    step: str
    page: int
    x: float
    y: float
    diameter: float


class Square(NamedTuple):
    """A square code: its top left corner, its side without the blank border around it, and what it says."""

    x: float
    y: float
    side: float
    text: str


class ShrunkCell(NamedTuple):
    """A cell whose text had to be printed smaller than its style asks."""

    row: int
    col: int
    text: str
    size_pt: float


@dataclass(slots=True)
class PageLayout:
    """One page: cells with their seal lines in reading order, merged rules, the foot and the square code in it."""

    pieces: list[Piece]
    rules: list[Rule]
    foot: list[Piece] = field(default_factory=list[Piece])
    square: Square | None = None


@dataclass(slots=True)
class SheetLayout:
    """A sheet laid out. `starts` are the rows of the sheet that begin the pages after the first, or go on there."""

    sheet: Sheet
    pages: list[PageLayout]
    seals: list[SealSpot]
    shrunk: list[ShrunkCell]
    starts: list[int] = field(default_factory=list[int])
