"""A table view that looks like a sheet of paper on a desk: real margins, spans, rules, zoom."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import sub

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QScrollBar, QWidget

from medaid_desktop.core.sheet import Cell
from medaid_desktop.ui.delegates.cell_delegate import CellDelegate
from medaid_desktop.ui.models.paper_model import Index, PaperModel
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.paper import page as paper_page
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.look import USUAL_ZOOM, PaperLook
from medaid_desktop.ui.views.paper.pages import PaperPages
from medaid_desktop.ui.views.paper.sparing_view import SparingView

_SCROLL_STEP = 24
_FOUND_MS = 900


class SheetView(SparingView):
    """Shows the paper of a model. Scrolling, selection and accessibility are the table view's; the drawing is its own."""

    zoom_changed = Signal(int)
    """Percent."""

    def __init__(self, model: PaperModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = model
        self.look = PaperLook(self.logicalDpiX(), self.palette())
        self.pages = PaperPages(model, self)
        self.pages.found.connect(self.viewport().update)
        self._found: Anchor | None = None
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
        self.cell_delegate = CellDelegate(model, self.look, self)
        self.setItemDelegate(self.cell_delegate)
        model.show_colours(self.look.shades)
        model.cells_changed.connect(self._on_cells_changed)
        model.rows_shifted.connect(self._on_rows_shifted)
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

    # -- places --------------------------------------------------------------------------------------------------

    def cell_rect(self, anchor: Anchor) -> QRect:
        """Where a cell lies in the viewport; an empty rectangle where there is none."""
        cell = self.paper.grid.cell(anchor)
        return self.look.cell_rect(cell).translated(-self._offset()) if cell else QRect()

    def outlined(self, index: Index) -> QRect:
        return self.cell_rect(self.paper.grid.anchor(index.row(), index.column()))

    def show_found(self, anchor: Anchor) -> None:
        """Scrolls to a cell and highlights it for a moment."""
        across = self.horizontalScrollBar().value()
        self.scrollTo(self.paper.anchor_index(anchor), QAbstractItemView.ScrollHint.PositionAtCenter)
        before = self.cell_rect(anchor).translated(self.horizontalScrollBar().value() - across, 0)
        if before.left() >= 0 and before.right() <= self.viewport().width():
            self.horizontalScrollBar().setValue(across)  # it was in sight, and so may be the labels beside it
        self._found = anchor
        self.viewport().update()
        QTimer.singleShot(_FOUND_MS, self, self._forget_found)

    def show_all_found(self, anchors: Iterable[Anchor]) -> None:
        """Marks every cell that shows what is being looked for, the one at the cursor stronger; none takes it back."""
        found = frozenset(anchors)
        if found != self.look.found:
            self.look.found = found
            self.viewport().update()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalOffset(), self.verticalOffset())

    def _forget_found(self) -> None:
        self._found = None
        self.viewport().update()

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
        grid = self.paper.grid
        self.look.geometry.shift(grid, row, by)
        self._heights[row : row + max(0, -by)] = [0] * max(0, by)
        for cell in [*grid.rows.tall, *grid.spanning_in(range(row, row + max(0, by)))]:
            place = cell.row, cell.col
            if (self.rowSpan(*place), self.columnSpan(*place)) != (cell.rows, cell.cols):
                self.setSpan(*place, cell.rows, cell.cols)
        self._apply_sizes(anew=True)

    def _on_cells_changed(self, changed: Sequence[Anchor]) -> None:
        pending = {anchor: self.paper.text(anchor) for anchor in self.paper.session.pending}
        self.look.geometry.update(self.paper.grid, changed, pending)
        self._apply_sizes()
        for anchor in changed:
            self.viewport().update(self.cell_rect(anchor).adjusted(-1, -1, 2, 2))

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

    # -- Qt ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_fresh:
            self.updateGeometries()
            self._is_fresh = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_zoom(self.zoom + round(10 * steps), event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "look"):
            self.look.shades = colours(self.palette())
            self.paper.show_colours(self.look.shades)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        corner = -self._offset()
        page = self.paper.grid.paper.sheet.page
        sheet = self.look.page_rect(page).translated(corner)
        paper_page.draw_desk(painter, event.rect(), sheet, self.look.shades)
        cells = self._cells_within(event.rect().adjusted(-2, -2, 2, 2))
        rows = [cell.row for cell in cells]
        selected = self._selected_block(min(rows, default=0), max(rows, default=-1) + 1)
        for cell in cells:
            anchor = (cell.row, cell.col)
            rect = self.look.cell_rect(cell).translated(corner)
            self.cell_delegate.draw(painter, rect, anchor, anchor in selected)
        paper_page.draw_rules(painter, cells, self.look, corner)
        paper_page.draw_page_ends(painter, self._page_ends(corner.y()), sheet, self.look.shades)
        self._draw_marks(painter)
        painter.end()

    def _draw_marks(self, painter: QPainter) -> None:
        current = self.currentIndex()
        if current.isValid():
            rect = self.cell_rect(self.paper.grid.anchor(current.row(), current.column()))
            works = self.hasFocus() or self.state() == self.State.EditingState
            paper_page.draw_outline(painter, rect, self.look.shades, works)
        if self._found and self._found not in self.look.found:  # which is marked, and stays so
            paper_page.draw_found(painter, self.cell_rect(self._found), self.look.shades)

    def _page_ends(self, top: int) -> list[tuple[int, str]]:
        """(y in the viewport, name of the page that begins there)."""
        look, words = self.look, self.tr("第 %1 页")
        return [
            (top + look.ys[start.row] + round(start.offset_mm * look.per_mm), words.replace("%1", str(number)))
            for number, start in enumerate(self.pages.starts, 2)
            if start.row < len(look.ys)
        ]

    def is_block(self) -> bool:
        """Whether more than one cell is selected; a merged one is one, however many places it takes."""
        selection, anchor = self.selectionModel().selection(), self.paper.grid.anchor
        ranges = [selection.at(number) for number in range(selection.count())]
        places = (
            anchor(row, col)
            for part in ranges
            for row in range(part.top(), part.bottom() + 1)
            for col in range(part.left(), part.right() + 1)
        )
        first = next(places, None)
        return any(place != first for place in places)

    def _selected_block(self, first: int = 0, behind: int | None = None) -> set[Anchor]:
        """The selected places in some rows; a single cell has its outline and needs no tint."""
        behind = self.paper.grid.row_count if behind is None else behind
        if not self.is_block():
            return set()
        selection = self.selectionModel().selection()
        return {
            (row, col)
            for part in (selection.at(number) for number in range(selection.count()))
            for row in range(max(first, part.top()), min(behind, part.bottom() + 1))
            for col in range(part.left(), part.right() + 1)
        }

    def _cells_within(self, rect: QRect) -> list[Cell]:
        """The cells that show in a part of the viewport."""
        grid, look, offset = self.paper.grid, self.look, self._offset()
        first = max(0, bisect_right(look.ys, rect.top() + offset.y()) - 1)
        behind = min(grid.row_count, bisect_left(look.ys, rect.bottom() + offset.y() + 1))
        shown = (cell for row in range(first, behind) for cell in grid.rows.showing(row))
        return list({(cell.row, cell.col): cell for cell in shown}.values())
