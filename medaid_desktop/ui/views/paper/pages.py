"""Where the printed pages end, worked out a moment after the last change by the very layout that prints."""

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from medaid_desktop.core.sheet import Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.layout import PageLayout
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.ui.models.paper_model import PaperModel

_WAIT_MS = 200
_MOST_CELLS = 4000
"""Beyond it the layout would take longer than a clerk at the keyboard should notice: 50 ms."""


class PageStart(NamedTuple):
    """A page begins at this row of the paper, so many millimetres below its top where a page end cuts the row."""

    row: int
    offset_mm: float


class PaperPages(QObject):
    """Keeps the starts of the second and all later pages of a model's paper."""

    found = Signal()

    def __init__(self, model: PaperModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._setter = TextSetter(default_fonts())
        self.starts: list[PageStart] = []
        self.are_known = True
        """False for a sheet too long to be laid out while the clerk works, or one that cannot be printed."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.look)
        model.cells_changed.connect(self._timer.start)
        model.modelReset.connect(self._timer.start)
        self._timer.start()

    @property
    def count(self) -> int:
        """How many pages the sheet takes."""
        return len(self.starts) + 1

    def page_of(self, row: int) -> int:
        """The page, from 1 on, on which a row of the paper begins."""
        return bisect_right(self.starts, (row, 0.0)) + 1

    def look(self) -> None:
        """Works the page ends out now. A sheet that cannot be printed or is too long has none to show."""
        sheet, before = self._model.grid.paper.sheet, self.starts
        self.starts, were_known = [], self.are_known
        self.are_known = False
        if self._cell_count() <= _MOST_CELLS:
            with suppress(UserError):
                self.starts = page_starts(sheet, lay_out(sheet, self._setter).pages)
                self.are_known = True
        if (self.starts, self.are_known) != (before, were_known):
            self.found.emit()

    def _cell_count(self) -> int:
        """About how many cells there are, without making those of tables."""
        rows = self._model.grid.rows
        lines = sum(band.part.line_count * len(band.part.body) for band in rows.bands)
        return lines + sum(map(len, rows.fixed.values()))


def page_starts(sheet: Sheet, pages: Sequence[PageLayout]) -> list[PageStart]:
    """Where all pages but the first begin."""
    heads = {row for line in sheet.rows if line.heads for row in range(*line.heads)}
    shown_mm: dict[int, float] = {}
    starts: list[PageStart] = []
    for number, page in enumerate(pages):
        cut = [piece for piece in page.pieces if piece.cell in shown_mm and sheet.cells[piece.cell].rows == 1]
        cut = [piece for piece in cut if sheet.cells[piece.cell].row not in heads]
        if number and cut:
            starts.append(PageStart(sheet.cells[cut[0].cell].row, shown_mm[cut[0].cell]))
        elif number:
            new = (sheet.cells[piece.cell].row for piece in page.pieces if piece.cell not in shown_mm)
            starts.append(PageStart(min(new, default=len(sheet.rows)), 0.0))
        for piece in page.pieces:
            shown_mm[piece.cell] = shown_mm.get(piece.cell, 0.0) + piece.height
    return starts
