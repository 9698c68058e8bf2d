"""A line in the list of options: what is said of one of them, 其他：低收入."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_LEAST = 120
_PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason,
)  # fmt: skip
"""Another program, or an input method, has the focus for a moment."""
_WAYS = {
    Qt.Key.Key_Return: "next", Qt.Key.Key_Enter: "next", Qt.Key.Key_Tab: "tab", Qt.Key.Key_Backtab: "previous",
    Qt.Key.Key_F8: "missing", Qt.Key.Key_Escape: "escape", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
}  # fmt: skip


class RemarkLine(QLineEdit):
    """Every key is its own; those that lead out of it are told."""

    left = Signal(str)
    """next, tab, previous, missing, escape, up, down; or stay, where the focus has gone elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("optionRemark")
        self.option = ""
        """The option that is being explained, "" while the line is hidden."""
        self.setPlaceholderText(self.tr("注明…"))
        self.hide()

    def open(self, option: str, remark: str, row: QRect, begin: int) -> None:
        """Stands in the row of an option, from `begin` on where there is room enough, and has the focus."""
        self.option = option
        self.setAccessibleName(self.tr("%1，注明").replace("%1", option))
        self.setText(remark)
        begin = min(begin, max(0, row.width() - _LEAST))
        self.setGeometry(row.adjusted(begin, 1, -1, -1))
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def close_up(self) -> None:
        """Goes away and gives the focus back to the list, and so to the paper when that closes."""
        self.option = ""
        home = self.parentWidget()
        if self.hasFocus() and home is not None:
            home.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _WAYS:
            self.left.emit(_WAYS[Qt.Key(event.key())])
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.option and event.reason() not in _PASSING:
            self.left.emit("stay")
