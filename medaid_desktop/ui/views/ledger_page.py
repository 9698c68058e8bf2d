"""What stands in the middle while a ledger is open but no filing: one sentence, one button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.ui.look import title_font


class LedgerPage(QWidget):
    """The name of the ledger, and how to begin."""

    def __init__(self, new: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerPage")
        self._title = QLabel(self)
        self._title.setFont(title_font(self))
        words = QLabel(self.tr("在左边双击一份填报件打开，或者新建一份。"), self)
        button = QPushButton(new.icon(), self.tr("新建填报件…"), self)
        button.clicked.connect(new.trigger)
        button.setEnabled(new.isEnabled())
        new.changed.connect(lambda: button.setEnabled(new.isEnabled()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (self._title, words, button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_ledger(self, name: str) -> None:
        """Names the ledger."""
        self._title.setText(name)
