"""The page of a form made of a template: A4 as the blank form prints, its columns in millimetres, what all is scaled by."""

from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.sheet import A4_MM
from medaid_desktop.core.templates.looks import SheetLooks

LEAST_COLUMN_MM = 4.0
"""A narrower column would hold no character."""

_WIDEST_STRETCH = 1.35
"""Columns that nearly fill the page are made to fill it; forms that are narrow on purpose stay narrow, in its middle."""

_VISIBLE_MM = 1.0
"""Columns that are not hidden stay apart."""

_NARROWEST_MM = 110.0
"""The foot of the page needs so much."""

_LEAST_MARGINS_MM = (8.0, 8.0, 8.0, 12.0)
_LARGEST_MARGIN_MM = 32.0
"""Printers leave some five millimetres blank; the foot of the page needs room below."""

_LEAST_PT, _LARGEST_PT = 8.0, 36.0
_ROUNDED_UP = 0.3
"""Sizes go down to the half point below: cells of ours leave a little more room beside their texts than Excel's."""

_LEAST_ROW_MM, _LARGEST_ROW_MM = 4.5, 180.0
_USUAL_COLUMN_MM, _USUAL_ROW_MM = 20.0, 7.0


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A page and its scale. `margins_mm` left, top, right, bottom; `edges` are the x of the columns' edges from the left
    margin on, in the scale of the paper, by the column of the grid: one more than there are columns, from `first` on."""

    landscape: bool
    margins_mm: tuple[float, float, float, float]
    edges: tuple[float, ...]
    first: int
    scale: float
    rows_mm: Sequence[float]

    @property
    def printable_mm(self) -> float:
        return A4_MM[1 if self.landscape else 0] - self.margins_mm[0] - self.margins_mm[2]

    def x(self, col: int) -> float:
        """The left edge of a column; columns beyond the form lie at its edges."""
        return self.edges[min(max(col - self.first, 0), len(self.edges) - 1)]

    def points(self, size_pt: float) -> float:
        """A size of type as it is printed: smaller with the page, but legible."""
        least = min(size_pt, _LEAST_PT)
        return int(min(max(size_pt * self.scale, least), _LARGEST_PT) * 2 + _ROUNDED_UP) / 2

    def row_mm(self, row: int) -> float:
        """The height of a row, 0 where it is hidden."""
        height = self.rows_mm[row] if 0 <= row < len(self.rows_mm) else _USUAL_ROW_MM
        return 0.0 if height <= 0 else min(max(height * self.scale, _LEAST_ROW_MM), _LARGEST_ROW_MM)


def page_of(looks: SheetLooks, first: int, cols: int) -> TemplatePage:
    """The page for `cols` columns of a grid from `first` on. All sizes become what the blank form prints on A4; what is
    printed on larger paper is made as small as need be."""
    landscape = looks.width_mm > looks.height_mm
    to_a4 = min(1.0, max(A4_MM) / max(looks.width_mm, looks.height_mm, 1.0))
    margins = tuple(
        round(min(max(margin * to_a4, least), _LARGEST_MARGIN_MM), 1)
        for margin, least in zip(looks.margins_mm, _LEAST_MARGINS_MM, strict=True)
    )
    left, top, right, bottom = margins
    printable = A4_MM[1 if landscape else 0] - left - right
    widths = [width * looks.scale for width in _widths(looks, first, cols)]
    shrunk = max(to_a4, min(1.0, printable / sum(widths)))
    widths = [max(width * shrunk, _VISIBLE_MM) if width else 0.0 for width in widths]
    total, wanted = sum(widths), looks.scale * shrunk
    stretch = printable / total
    scale = wanted * min(1.0, stretch)
    if stretch > _WIDEST_STRETCH:
        used = min(max(total, _NARROWEST_MM), printable)
        spare = (printable - used) / 2
        left, right, stretch = round(left + spare, 1), round(right + spare, 1), used / total
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width * stretch)
    return TemplatePage(landscape, (left, top, right, bottom), tuple(edges), first, scale, looks.rows_mm)


def _widths(looks: SheetLooks, first: int, cols: int) -> list[float]:
    known = looks.columns_mm
    widths = [known[col] if 0 <= col < len(known) else _USUAL_COLUMN_MM for col in range(first, first + max(cols, 1))]
    return widths if sum(widths) > LEAST_COLUMN_MM else [_USUAL_COLUMN_MM] * len(widths)
