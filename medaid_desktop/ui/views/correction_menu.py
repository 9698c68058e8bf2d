"""The menu of corrections at a cell: what can be said of it, each line with the key that says the same."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

Line = tuple[str, str, str, bool]
"""The words of a line, its keys, the wish it stands for, and whether it can be had; without words it parts two groups."""


def correction_menu(parent: QWidget, name: str, lines: Iterable[Line], ask: Callable[[str], object]) -> QMenu:
    """A menu whose actions are called `name`-wish and hand their wishes to `ask`."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for words, keys, wish, enabled in lines:
        if not words:
            menu.addSeparator()
            continue
        action = menu.addAction(words)
        action.setObjectName(f"{name}-{wish}")
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, heard by the sheet or document
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False, wish=wish: ask(wish))
    return menu
