"""A table view that paints only what looks different."""

from PySide6.QtCore import QItemSelection, QRect, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea, QTableView

from medaid_desktop.ui.models.paper_model import Index


class SparingView(QTableView):
    """A table view paints all of itself again for each step of the cursor and each change of focus. On paper that takes
    longer than storing what was typed, and only the outline of a cell looks different."""

    _was_block = False

    def outlined(self, index: Index) -> QRect:
        """Where the outline of the cell at an index lies in the viewport."""
        return self.visualRect(index)

    def is_block(self) -> bool:
        """Whether more than one cell is selected."""
        return len(self.selectedIndexes()) > 1

    def focusInEvent(self, event: QFocusEvent) -> None:
        current = self.currentIndex()
        if not current.isValid():
            super().focusInEvent(event)
            return
        QAbstractScrollArea.focusInEvent(self, event)
        typable = bool(current.flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, typable)
        self._update_outline(current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusOutEvent(self, event)
        self._update_outline(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (previous, current):
            self._update_outline(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        was_block, self._was_block = self._was_block, self.is_block()
        if was_block or self._was_block:  # then the first cell of a block has its tint too, or has it no longer
            self.viewport().update()

    def _update_outline(self, index: Index) -> None:
        if index.isValid():
            self.viewport().update(self.outlined(index).adjusted(-1, -1, 2, 2))
