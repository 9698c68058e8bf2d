"""A table of lines, each of which can be opened."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView


class LineTable(QTableView):
    """Enter opens a line."""

    opened = Signal(int)
    """The row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def columns_with_room(widths: Mapping[int, int], give_way: Sequence[int], room: int) -> set[int]:
    """Of columns with their widths those to be shown in a room (both px): as many of `give_way` as must be are left out, the first
    one first."""
    shown = set(widths)
    for column in give_way:
        if sum(widths[one] for one in shown) > room:
            shown.discard(column)
    return shown
