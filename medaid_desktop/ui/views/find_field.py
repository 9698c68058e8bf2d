"""The field in the toolbar that finds text in the paper in front."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from medaid_desktop.ui.icons import icon

_WIDTH = 200


class FindField(QLineEdit):
    """Enter asks for the next place, Shift+Enter for the one before; Esc goes back to the paper."""

    find_requested = Signal(str, bool)
    """The text, and whether forwards."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findField")
        self.setAccessibleName(self.tr("在表内查找"))
        self.setPlaceholderText(self.tr("在表内查找"))
        self.setToolTip(self.tr("查找表里的文字（Ctrl+F）；回车找下一处，Shift+回车找上一处"))
        self.setClearButtonEnabled(True)
        self.setFixedWidth(_WIDTH)
        self.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)

    def begin(self) -> None:
        """Takes the focus, with what was sought before selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def seek(self, forwards: bool) -> None:
        """Asks for the next or previous place of the text."""
        if self.text().strip():
            self.find_requested.emit(self.text().strip(), forwards)
        else:
            self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.seek(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
