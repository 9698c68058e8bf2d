"""A list of differences: field, text before, text after; the current one is shown whole."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from medaid_desktop.core.changes.differences import Difference
from medaid_desktop.ui.views.history.delegate import DifferenceDelegate, is_long

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

DIFFERENCE_ROLE = Role.UserRole
_BATCH = 60
_ROOT = QModelIndex()
_Mode = QListView.LayoutMode


class DifferenceModel(QAbstractListModel):
    """Differences, and what the two sides are called (原 and 改为, 当时 and 现在)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.differences: list[Difference] = []
        self.sides = ("", "")

    def show(self, differences: Sequence[Difference], sides: tuple[str, str]) -> None:
        """Shows other differences."""
        self.beginResetModel()
        self.differences, self.sides = list(differences), sides
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.differences)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        difference = self.differences[index.row()]
        if role == DIFFERENCE_ROLE:
            return difference
        if role in (Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole):
            apart = "，" if role == Role.AccessibleTextRole else "\n"
            return apart.join([self.heading(difference), *self.lines(difference)])
        return None

    def heading(self, difference: Difference) -> str:
        """What it is about: 指标值　绩效指标第 2 行「住院救助人次」."""
        kinds = {"added": self.tr("多出一行"), "removed": self.tr("少了一行"), "moved": self.tr("移动一行")}
        return "　".join(part for part in (difference.field or kinds.get(difference.kind, ""), difference.row) if part)

    def lines(self, difference: Difference) -> list[str]:
        """Both sides, each with what it is called; only one where a row came or went."""
        blank = self.tr("（空）")
        texts = (difference.before, difference.after)
        wanted = {"added": (1,), "removed": (0,)}.get(difference.kind, (0, 1))
        return [f"{self.sides[side]}：{texts[side] or blank}" for side in wanted]


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
