"""How a paper is shown just now: its scale, its colours, and how its texts are set. View and delegate share one."""

from itertools import accumulate
from operator import is_

from PySide6.QtCore import QRect
from PySide6.QtGui import QPalette

from medaid_desktop.core.sheet import Cell, CellStyle, PageSetup
from medaid_desktop.formats.pdf.seal import SealSet
from medaid_desktop.ui.delegates.cell_text import SetText
from medaid_desktop.ui.palette import Colours, colours
from medaid_desktop.ui.views.paper.geometry import PaperGeometry
from medaid_desktop.ui.views.paper.setter import PaperSetter
from medaid_desktop.ui.views.zoom import LEAST_ZOOM, MOST_ZOOM, USUAL_ZOOM

MM_PER_INCH = 25.4
_KEPT = 3000


class PaperLook:
    """`per_mm` is pixels a millimetre at the present zoom; `zoom` is in percent."""

    def __init__(self, dots_per_inch: float, palette: QPalette) -> None:
        self.setter = PaperSetter()
        self.geometry = PaperGeometry(self.setter)
        self.shades: Colours = colours(palette)
        self._dots_per_inch = dots_per_inch
        self._shown: dict[tuple[str, int, int, int], tuple[CellStyle, SetText]] = {}
        """The texts shown last by text, identity of the style, and columns; the styles are kept with them."""
        self.zoom = USUAL_ZOOM
        self.found: frozenset[tuple[int, int]] = frozenset()
        """The anchors of the cells that show what is being looked for."""
        self._measured: tuple[float, list[float], list[float]] = (0.0, [], [])
        """What was turned into pixels last; the geometry makes new lists where lengths change."""
        self.xs: list[int] = [0]
        """Pixels from the left of the grid to each column's edge, the last one's end included."""
        self.ys: list[int] = [0]
        """Likewise from the top of the grid to each row's edge."""

    @property
    def per_mm(self) -> float:
        return self._dots_per_inch / MM_PER_INCH * self.zoom / 100

    @property
    def _lengths(self) -> tuple[list[float], list[float]]:
        return self.geometry.edges_mm, self.geometry.heights_mm

    def set_zoom(self, percent: int) -> bool:
        """Takes a zoom between the least and the most; False where nothing changes."""
        percent = max(LEAST_ZOOM, min(MOST_ZOOM, percent))
        changed = percent != self.zoom
        self.zoom = percent
        self._shown.clear()
        return changed

    def measure(self) -> bool:
        """Turns the millimetres measured last into pixels; False where all stays as it was."""
        per_mm, before = self.per_mm, (self.xs, self.ys)
        if self._measured[0] == per_mm and all(map(is_, self._measured[1:], self._lengths)):
            return False
        if self._measured[1] is not self.geometry.edges_mm:
            self._shown.clear()
        self._measured = per_mm, *self._lengths
        self.xs = [round(edge * per_mm) for edge in self.geometry.edges_mm]
        # each row is rounded by itself, so that a change of one leaves the others as they are
        self.ys = list(accumulate((round(height * per_mm) for height in self.geometry.heights_mm), initial=0))
        return (self.xs, self.ys) != before

    def cell_rect(self, cell: Cell) -> QRect:
        """Where a cell lies, in pixels from the grid's corner."""
        left, top = self.xs[cell.col], self.ys[cell.row]
        return QRect(left, top, self.xs[cell.col + cell.cols] - left, self.ys[cell.row + cell.rows] - top)

    def page_rect(self, page: PageSetup) -> QRect:
        """Where the sheet lies, in pixels from the grid's corner; it is as long as the form needs it."""
        per_mm = self.per_mm
        left, top = round(page.left_mm * per_mm), round(page.top_mm * per_mm)
        height = max(round(page.height_mm * per_mm), top + self.ys[-1] + round(page.bottom_mm * per_mm))
        return QRect(-left, -top, round(page.width_mm * per_mm), height)

    def set_text(self, cell: Cell, text: str) -> SetText:
        """A cell's text, set and scaled."""
        key = text, id(cell.style), cell.col, cell.cols
        style, known = self._shown.get(key, (None, None))
        if known is None or style is not cell.style:
            if len(self._shown) > _KEPT:
                self._shown.clear()
            known = SetText(self.setter.set(text, cell.style, self.geometry.width_mm(cell)), self.per_mm)
            self._shown[key] = cell.style, known
        return known

    def seal(self, cell: Cell) -> tuple[SealSet, SetText] | None:
        """The place of a cell's seal and its signature lines."""
        seal = self.setter.seal(cell, self.geometry.width_mm(cell))
        return (seal, SetText(seal.lines, self.per_mm)) if seal else None
