"""A table view with the sizes, spans and margins of a sheet of paper, at any zoom."""

from collections.abc import Sequence
from itertools import pairwise
from operator import sub

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QScrollBar, QWidget

from medaid_desktop.ui.models.paper_model import PaperModel
from medaid_desktop.ui.views.paper import page as paper_page
from medaid_desktop.ui.views.paper.grid import Anchor, PaperChange
from medaid_desktop.ui.views.paper.look import PaperLook
from medaid_desktop.ui.views.paper.sparing_view import SparingView
from medaid_desktop.ui.views.zoom import USUAL_ZOOM

_SCROLL_STEP = 24


class SizedView(SparingView):
    """Follows the paper of a model: only what changed is measured again and told to Qt."""

    zoom_changed = Signal(int)
    """Percent."""

    def __init__(self, model: PaperModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = model
        self.look = PaperLook(self.logicalDpiX(), self.palette())
        self._is_fresh = True
        self._heights: list[int] = []
        """The row heights that the header knows, 0 for those it has to be told."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setModel(model)
        model.spans_changed.connect(self._on_spans_changed)
        model.rows_shifted.connect(self._on_rows_shifted)
        model.cells_changed.connect(self._on_cells_changed)
        self._lay_out()

    # -- zoom ----------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> int:
        """Percent, 50 to 200; at 100 a millimetre of paper is one of the screen as the system knows it."""
        return self.look.zoom

    def set_zoom(self, percent: int, at: QPoint | None = None) -> None:
        """Zooms; what lies at a point of the viewport (by default its middle) stays there."""
        point = at or self.viewport().rect().center()
        place = point + self._offset()
        before = self.look.per_mm
        if not self.look.set_zoom(percent):
            return
        self._apply_sizes()
        scale = self.look.per_mm / before
        self.horizontalScrollBar().setValue(round(place.x() * scale) - point.x())
        self.verticalScrollBar().setValue(round(place.y() * scale) - point.y())
        self.zoom_changed.emit(self.zoom)

    def reset_zoom(self) -> None:
        """Back to 100 %."""
        self.set_zoom(USUAL_ZOOM)

    # -- sizes ---------------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """The model has another paper: all is measured again; cursor and place are the heirs' matter."""
        super().reset()
        if not self._is_fresh:
            self._lay_out()

    def _lay_out(self) -> None:
        self.look.geometry.show(self.paper.grid)
        self.clearSpans()
        for cell in self.paper.grid.spanning:
            self.setSpan(cell.row, cell.col, cell.rows, cell.cols)
        self._heights = [0] * self.paper.grid.row_count
        self._apply_sizes(anew=True)

    def _on_rows_shifted(self, row: int, by: int) -> None:
        """Rows came or went: Qt has moved sizes and spans of the others, so that only the new rows need theirs."""
        self.look.geometry.shift(self.paper.grid, row, by)
        self._heights[row : row + max(0, -by)] = [0] * max(0, by)
        self._apply_sizes(anew=True)

    def _on_spans_changed(self, change: PaperChange) -> None:
        for place in change.unspanned:
            if (self.rowSpan(*place), self.columnSpan(*place)) != (1, 1):
                self.setSpan(*place, 1, 1)
        for place, rows, columns in change.spans:
            if (self.rowSpan(*place), self.columnSpan(*place)) != (rows, columns):
                self.setSpan(*place, rows, columns)

    def _on_cells_changed(self, changed: Sequence[Anchor]) -> None:
        pending = {anchor: self.paper.text(anchor) for anchor in self.paper.session.pending}
        self.look.geometry.update(self.paper.grid, changed, pending)
        self._apply_sizes()

    def _apply_sizes(self, anew: bool = False) -> None:
        """Gives rows and columns their pixels where they changed; `anew` after the headers have forgotten them."""
        if not self.look.measure() and not anew:
            return
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        heights = list(map(sub, self.look.ys[1:], self.look.ys))
        for header in (columns, rows):
            header.blockSignals(True)
        for column, (start, end) in enumerate(pairwise(self.look.xs)):
            columns.resizeSection(column, end - start)
        for row, (height, known) in enumerate(zip(heights, self._heights, strict=True)):
            if height != known:
                rows.resizeSection(row, height)
        self._heights = heights
        for header in (columns, rows):
            header.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """The scroll bars reach beyond the cells, over the sheet's margins and a strip of desk."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        values = [bar.value() for bar in bars]
        for bar in bars:
            bar.blockSignals(True)
        super().updateGeometries()
        for bar in bars:
            bar.blockSignals(False)
        if not hasattr(self, "look"):  # Qt asks before there is anything to show
            return
        sheet = self.look.page_rect(self.paper.grid.paper.sheet.page)
        room, margin = self.viewport().size(), paper_page.DESK_MARGIN
        spare = room.width() - sheet.width() - 2 * margin
        side = margin + max(0, spare // 2)
        left, top = sheet.left() - side, sheet.top() - margin
        if self._is_fresh:
            values = [left, top]
        self._set_range(bars[0], values[0], left, sheet.right() + 1 + margin - room.width())
        self._set_range(bars[1], values[1], top, sheet.bottom() + 1 + margin - room.height())
        # the table view has put its headers to where its own, shorter range ends
        self.horizontalHeader().setOffset(bars[0].value())
        self.verticalHeader().setOffset(bars[1].value())
        if self.state() == self.State.EditingState:
            self.updateEditorGeometries()

    def _set_range(self, bar: QScrollBar, value: int, least: int, most: int) -> None:
        bar.setRange(least, max(least, most))
        bar.setSingleStep(_SCROLL_STEP)
        bar.setValue(value)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_fresh:
            self.updateGeometries()
            self._is_fresh = False

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalOffset(), self.verticalOffset())
