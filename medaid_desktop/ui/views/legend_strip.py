"""A strip that says what signs mean: each a small picture with its words."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

_EDGE, _ABOVE, _BETWEEN = 8, 4, 4


class LegendStrip(QWidget):
    """Entries side by side, `gap` pixels apart; what has no room in a line goes on in the next."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QWidget] = []
        self._gap = gap
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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
        self._entries.append(entry)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for place in self._places(width)), default=0) + _ABOVE

    def sizeHint(self) -> QSize:
        width = 2 * _EDGE + sum(entry.sizeHint().width() + self._gap for entry in self._entries)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for entry, place in zip(self._entries, self._places(event.size().width()), strict=True):
            entry.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        """Where each entry lies in a strip of a width."""
        found: list[QRect] = []
        at, below = QPoint(_EDGE, _ABOVE), _ABOVE
        for entry in self._entries:
            size = entry.sizeHint()
            if at.x() > _EDGE and at.x() + size.width() > width - _EDGE:
                at = QPoint(_EDGE, below + _BETWEEN)
            found.append(QRect(at, size))
            at.setX(at.x() + size.width() + self._gap)
            below = max(below, found[-1].bottom() + 1)
        return found
