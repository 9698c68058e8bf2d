"""The field in the toolbar that finds text in the paper in front."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from medaid_desktop.ui.icons import icon

_WIDTH = 216
_GAP = 8
_CLEAR_BUTTON = 24


class FindField(QLineEdit):
    """Enter and F3 ask for the next place, with Shift for the one before; Ctrl+Enter looks in the whole ledger.

    Esc goes back to the paper.
    """

    find_requested = Signal(str, bool)
    """The text, and whether forwards."""
    count_requested = Signal(str)
    """The text changed: how often does it stand there?"""
    everywhere_requested = Signal(str)
    """The text is to be looked for in the whole ledger."""
    left = Signal()
    """Esc: the clerk wants to be back on the paper."""
    unfocused = Signal()
    """The keys go elsewhere; a menu or another program in front does not count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findField")
        self.setAccessibleName(self.tr("在表内查找"))
        self.setPlaceholderText(self.tr("在表内查找"))
        self.setToolTip(
            self.tr("查找表里的文字（Ctrl+F）；回车或 F3 找下一处，加 Shift 找上一处；Ctrl+回车在整个台账中查找")
        )
        self.setClearButtonEnabled(True)
        self.setFixedWidth(_WIDTH)
        self.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self._elsewhere: Callable[[bool], bool] | None = None
        self._gives_way = False
        self._said = QLabel(self)
        self._said.setProperty("part", "muted")
        self._said.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)

    def set_elsewhere(self, step: Callable[[bool], bool]) -> None:
        """Who goes on from result to result of the whole ledger, once `give_way` was called; says whether it did."""
        self._elsewhere = step

    def give_way(self) -> None:
        """The next F3 belongs to the results of the whole ledger, until something is looked for here again."""
        self._gives_way = True

    def begin(self) -> None:
        """Takes the focus, with what was sought before selected."""
        self._gives_way = False
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def seek(self, forwards: bool) -> None:
        """Asks for the next or previous place of the text."""
        if self._gives_way and self._elsewhere and self._elsewhere(forwards):
            return
        if self.text().strip():
            self.find_requested.emit(self.text().strip(), forwards)
        else:
            self.begin()

    def show_count(self, place: int, count: int) -> None:
        """Says inside the field which place of how many the cursor is at; 0 of some while at none of them."""
        if not self.text().strip():
            words = ""
        elif not count:
            words = self.tr("无")
        else:
            words = f"{place}/{count}" if place else self.tr("%1 处").replace("%1", str(count))
        self._said.setText(words)
        self._said.adjustSize()
        self.setTextMargins(0, 0, self._said.width() + _GAP if words else 0, 0)
        self.setAccessibleDescription(words)
        self._put_count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._gives_way = False
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.everywhere_requested.emit(self.text().strip())
            else:
                self.seek(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.count_requested.emit(self.text().strip())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.unfocused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_count()

    def _put_count(self) -> None:
        right = self.width() - _CLEAR_BUTTON - _GAP
        self._said.move(right - self._said.width(), (self.height() - self._said.height()) // 2)

    def _on_edited(self) -> None:
        self._gives_way = False

    def _on_changed(self, text: str) -> None:
        self.show_count(0, 0)
        self._said.clear()
        self.count_requested.emit(text.strip())
