"""Why a ledger could not be opened, and the ways out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.notices import Notice
from medaid_desktop.ui.views.labels import IconLabel


class TroublePanel(QFrame):
    """What, where, how to mend; with a button where something can be offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("troublePanel")
        self._notice: Notice | None = None
        self._icon = IconLabel(20, self)
        self._icon.set_icon(icon("error", "error"))
        self._what = QLabel(self)
        self._where = QLabel(self)
        self._mend = QLabel(self)
        self._button = QPushButton(self)
        self._button.setObjectName("troubleButton")
        self._button.clicked.connect(self._on_button)
        font = self._what.font()
        font.setBold(True)
        self._what.setFont(font)
        layout = QGridLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        for row, label in enumerate((self._what, self._where, self._mend)):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label, row, 1)
        layout.addWidget(self._button, 0, 2, 3, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_trouble(self, notice: Notice, error: UserError) -> None:
        """Shows an error; button and what it does are the notice's."""
        self._notice = notice
        self._what.setText(error.what)
        self._where.setText(error.where)
        self._where.setVisible(bool(error.where))
        self._mend.setText(error.mend)
        self._mend.setVisible(bool(error.mend))
        self._button.setText(notice.button)
        self._button.setVisible(bool(notice.button))
        self.setAccessibleName(notice.text)
        self.show()

    def _on_button(self) -> None:
        if self._notice and self._notice.act:
            self.hide()
            self._notice.act()
