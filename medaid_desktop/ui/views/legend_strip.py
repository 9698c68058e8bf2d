"""A strip that says what signs mean: each a small picture with its words."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

_EDGE = 8


class LegendStrip(QWidget):
    """Entries side by side, `gap` pixels apart; where there is too little room, the last ones are left out."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QWidget] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(_EDGE, 4, _EDGE, 4)
        self._layout.setSpacing(gap)
        self._layout.addStretch(1)

    def add(self, picture: QWidget, words: str) -> None:
        """Adds an entry behind the others."""
        entry = QWidget(self)
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        label = QLabel(words, entry)
        label.setProperty("part", "muted")
        row.addWidget(picture)
        row.addWidget(label)
        self._layout.insertWidget(len(self._entries), entry)
        self._entries.append(entry)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - 2 * _EDGE
        for entry in self._entries:
            room -= entry.sizeHint().width()
            entry.setVisible(room >= 0)
            room -= self._layout.spacing()
