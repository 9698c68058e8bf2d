"""The empty place of a seal inside its cell, and the lines that the seal will stand over."""

from typing import NamedTuple

from medaid_desktop.core.sheet import Cell, CellStyle, SealPlace
from medaid_desktop.formats.pdf.textblock import MM_PER_PT, TextBlock, TextSetter

GAP_MM = 1.0
"""Between the seal's square and the sides of the cell: a stamp is never set down exactly."""

LINES_BELOW_CENTRE = 0.1
"""The middle of the lines lies so much of the diameter below the seal's centre: the seal stands upright over name and
date, both a little below its middle (国发〔1999〕25号; GB/T 9704-2012, 7.3.5.1)."""


class SealSet(NamedTuple):
    """A seal's place, measured from its cell: square at `square_x`, lines at `lines_x` in a box `lines_width` wide."""

    place: SealPlace
    lines: TextBlock
    square_x: float
    lines_x: float
    lines_width: float

    def need(self, text: TextBlock, first: int = 0) -> float:
        """The height of a cell that holds the lines of a text from `first` on and below them the seal."""
        above = (
            0.0 if text.is_blank or first >= len(text.lines) else text.height(first, len(text.lines)) - text.padding_mm
        )
        return above + self.place.diameter_mm + 2 * GAP_MM

    def lines_y(self, square_y: float) -> float:
        """The top of the first line's box in a square that begins at square_y."""
        inner = self.lines.height(0, len(self.lines.lines)) - 2 * self.lines.padding_mm
        middle = square_y + self.place.diameter_mm * (0.5 + LINES_BELOW_CENTRE)
        return min(middle - inner / 2, square_y + self.place.diameter_mm - inner)


def fits(place: SealPlace, width_mm: float) -> bool:
    """Whether a cell is wide enough for the seal."""
    return place.diameter_mm + 2 * GAP_MM <= width_mm + 1e-6


def set_seal(setter: TextSetter, cell: Cell, place: SealPlace, width_mm: float) -> SealSet:
    """Places seal and lines in a cell: in its middle where it is centred, else at its right, as letters have it.

    Raises MissingGlyph or TooNarrow for the lines.
    """
    style = CellStyle(font=cell.style.font, size_pt=place.size_pt or cell.style.size_pt, align="center", border=0)
    text = "\n".join(place.lines)
    lines = setter.set(text, style, width_mm)
    centre = width_mm / 2
    if cell.style.align != "center":
        longest = max((width for _, width in lines.lines), default=0) * lines.size_pt * MM_PER_PT / 1000
        half = max(place.diameter_mm / 2 + GAP_MM, longest / 2 + lines.padding_mm + GAP_MM)
        centre = max(centre, width_mm - half)
        lines = setter.set(text, style, 2 * (width_mm - centre))
    lines_width = 2 * (width_mm - centre)
    return SealSet(place, lines, centre - place.diameter_mm / 2, centre - lines_width / 2, lines_width)
