"""A table view that looks like a sheet of paper on a desk: real margins, spans, rules, zoom."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from medaid_desktop.core.sheet import Cell
from medaid_desktop.ui.delegates.cell_delegate import CellDelegate
from medaid_desktop.ui.models.paper_model import Index, PaperModel
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.paper import page as paper_page
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.pages import PaperPages
from medaid_desktop.ui.views.paper.sized_view import SizedView

_FOUND_MS = 900
_MANY_CELLS = 60


class SheetView(SizedView):
    """Shows the paper of a model. Scrolling, selection and accessibility are the table view's; the drawing is its own."""

    def __init__(self, model: PaperModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.pages = PaperPages(model, self)
        self.pages.found.connect(self.viewport().update)
        self._found: Anchor | None = None
        self.cell_delegate = CellDelegate(model, self.look, self)
        self.setItemDelegate(self.cell_delegate)
        model.show_colours(self.look.shades)
        model.cells_changed.connect(self._repaint)
        model.marks_changed.connect(self._repaint)

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

    def _repaint(self, changed: Sequence[Anchor]) -> None:
        if len(changed) > _MANY_CELLS:
            self.viewport().update()
            return
        for anchor in changed:
            self.viewport().update(self.cell_rect(anchor).adjusted(-1, -1, 2, 2))

    def _forget_found(self) -> None:
        self._found = None
        self.viewport().update()

    # -- Qt ------------------------------------------------------------------------------------------------------

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
