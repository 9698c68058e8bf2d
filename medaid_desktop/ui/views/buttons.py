"""The buttons of a page."""

from PySide6.QtWidgets import QPushButton, QWidget


def page_button(name: str, words: str, page: QWidget) -> QPushButton:
    """A button with an object name, which Enter presses as Space does."""
    button = QPushButton(words, page)
    button.setObjectName(name)
    button.setAutoDefault(True)
    return button
