"""A list of differences: field, text before, text after; the current one is shown whole."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from medaid_desktop.core.changes.differences import Difference
from medaid_desktop.ui.views.history.delegate import DifferenceDelegate, is_long
from medaid_desktop.ui.views.history.difference_model import DIFFERENCE_ROLE, DifferenceModel, Index

_BATCH = 60
_Mode = QListView.LayoutMode


class DifferenceList(QListView):
    """Enter and click lead to the cell; the arrows only walk through the list."""

    jumped = Signal(object, bool)
    """A Difference, and whether the keyboard asked for it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.differences = DifferenceModel(self)
        self.setModel(self.differences)
        self._delegate = DifferenceDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setObjectName("differenceList")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setBatchSize(_BATCH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(lambda index: self._jump(index, False))

    def show_differences(self, differences: Sequence[Difference], sides: tuple[str, str]) -> None:
        """Shows other differences, from the top."""
        self._delegate.forget()
        self.setLayoutMode(_Mode.SinglePass if len(differences) <= _BATCH else _Mode.Batched)
        self.differences.show(differences, sides)
        self.scrollToTop()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The one left shrinks again, the one entered shows all of its text."""
        super().currentChanged(current, previous)
        model = self.differences
        changed = [index for index in (previous, current) if index.isValid() and is_long(model, index.row())]
        if changed:
            done = self._delegate.measured + len(changed) >= model.rowCount()
            self.setLayoutMode(_Mode.SinglePass if done else _Mode.Batched)  # batches leave the list blank meanwhile
            self._delegate.sizeHintChanged.emit(changed[0])
        if current.isValid():
            self.scrollTo(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._jump(self.currentIndex(), True)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 3 * self.fontMetrics().height() + 16)

    def _jump(self, index: Index, by_key: bool) -> None:
        self.jumped.emit(index.data(DIFFERENCE_ROLE), by_key)
