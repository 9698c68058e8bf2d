"""Flat buttons of which one stays pressed: they say which of several things is shown in one place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget


class Switches(QButtonGroup):
    """Makes the buttons; where they stand is the page's matter."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    def add(self, words: str, tip: str, name: str = "") -> QToolButton:
        """One more button, not pressed yet; `name` is its object name."""
        button = QToolButton(self._page)
        button.setObjectName(name)
        button.setText(words)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addButton(button)
        return button
