"""A small panel at a cell: type a few letters of a field's name, choose it, done.

It lies within the page, no window of its own: input methods write into it as into any other field.
"""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.core.texts.initials import fold_typed
from medaid_desktop.store.shipped.vocabulary import load_vocabulary
from medaid_desktop.ui.views.incoming.naming import Meaning
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE, TwoLines

_WIDTH, _HEIGHT, _EDGE, _GAP = 280, 320, 8, 4
_LEAST_LIST = 48
_ID = Qt.ItemDataRole.UserRole
_PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason,
)  # fmt: skip
"""Another program, or an input method, has the focus for a moment."""
_WALK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FieldPicker(QFrame):
    """Finds by name, part of it or the initials of its pinyin (ndje for 年度金额). Arrows walk, Enter takes, Esc leaves."""

    picked = Signal(str)
    """The id of a Meaning."""
    left = Signal()
    """It has been closed, whatever for."""

    def __init__(
        self, title: str, meanings: Sequence[Meaning], current: str, parent: QWidget,
        own: Callable[[str], Meaning] | None = None,
    ) -> None:  # fmt: skip
        """`own` makes a meaning out of a name that is typed and is none of these; None where only these will do."""
        super().__init__(parent)
        self._own = own
        self.setObjectName("fieldPicker")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self._meanings = meanings
        self._within = parent
        self._spot = QPoint()
        self._above = 0
        heading = QLabel(title, self)
        heading.setWordWrap(True)
        self._field = QLineEdit(self)
        self._field.setAccessibleName(title)
        self._field.setPlaceholderText(
            self.tr("名称或拼音首字母") if own is None else self.tr("名称、首字母，或写一个新名称")
        )
        self._list = QListWidget(self)
        self._list.setObjectName("fieldPickerList")
        self._list.setAccessibleName(title)
        self._list.setItemDelegate(TwoLines(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        for widget in (heading, self._field, self._list):
            layout.addWidget(widget)
        self.setFocusProxy(self._field)
        self._field.textChanged.connect(self._search)
        self._list.itemClicked.connect(self._take)
        self._search("")
        self._go_to(current)

    def open_at(self, spot: QPoint, above: int = 0) -> None:
        """Shows it at a point of the screen, within its parent; over what reaches `above` pixels up where below is no room."""
        self._spot, self._above = self._within.mapFromGlobal(spot), above
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.installEventFilter(self)
        self._within.installEventFilter(self)

    def _place(self) -> None:
        """At the cell, as far as there is room for it within the page, no higher than what it has to show."""
        room, at = self._within.rect(), self._spot
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count()))
        needed = self.sizeHint().height() - self._list.sizeHint().height() + max(rows, _LEAST_LIST) + 2 * _GAP
        width, height = min(_WIDTH, room.width()), min(_HEIGHT, needed, room.height())
        left = max(0, min(at.x(), room.width() - width))
        over = at.y() - self._above - height
        top = at.y() if at.y() + height <= room.height() else over
        self.setGeometry(left, top if top >= 0 else max(0, room.height() - height), width, height)

    def leave(self) -> None:
        """Goes away."""
        if self.isVisible():
            for watched in (self._field, self._within):
                watched.removeEventFilter(self)
            self.hide()
            self.left.emit()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._within:
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif event.type() == QEvent.Type.FocusOut and cast("QFocusEvent", event).reason() not in _PASSING:
            self.leave()
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        typed, initials = fold_typed(text), load_vocabulary().initials
        found: list[tuple[int, int, Meaning]] = []
        for number, meaning in enumerate(self._meanings):
            grade = initials.fit(typed, meaning.label) if typed else 0
            if grade is not None:
                found.append((grade, number, meaning))
        self._list.clear()
        shown = [meaning for _, _, meaning in sorted(found, key=lambda item: item[:2])]
        name = " ".join(text.split())
        if self._own is not None and name and name not in [meaning.label for meaning in shown]:
            shown.append(self._own(name))
        for meaning in shown:
            item = QListWidgetItem(meaning.label, self._list)
            item.setData(_ID, meaning.id)
            item.setData(SECOND_LINE_ROLE, meaning.group or None)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, "，".join(filter(None, (meaning.label, meaning.group))))
        self._list.setCurrentRow(0)
        if self.isVisible():
            self._place()

    def _go_to(self, current: str) -> None:
        for row in range(self._list.count()):
            if self._list.item(row).data(_ID) == current:
                self._list.setCurrentRow(row)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            meaning = item.data(_ID)
            self.leave()
            self.picked.emit(meaning)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WALK:
            QApplication.sendEvent(self._list, event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
