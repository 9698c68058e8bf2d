"""What the grounds and shapes of the cells of a document mean."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.document_delegate import draw_ground
from medaid_desktop.ui.views.incoming.marks import Mark

_EDGE, _GAP = 8, 8


class Legend(QWidget):
    """What the grounds and shapes of the cells mean; where there is too little room, the last ones are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QWidget] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(_EDGE, 4, _EDGE, 4)
        self._layout.setSpacing(2 * _GAP)
        for mark, words in (
            (Mark(0, ["values.x"]), self.tr("内容")), (Mark(0, meaning="x"), self.tr("名称")),
            (Mark(0, ["values.x"], doubts=[0]), self.tr("有疑问")), (None, self.tr("没有读入")),
        ):  # fmt: skip
            entry = QWidget(self)
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            label = QLabel(words, entry)
            label.setProperty("part", "muted")
            row.addWidget(_Swatch(mark, entry))
            row.addWidget(label)
            self._layout.addWidget(entry)
            self._entries.append(entry)
        self._layout.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - 2 * _EDGE
        for entry in self._entries:
            room -= entry.sizeHint().width()
            entry.setVisible(room >= 0)
            room -= self._layout.spacing()


class _Swatch(QWidget):
    """A small cell as the document draws it."""

    def __init__(self, mark: Mark | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setFixedSize(QSize(20, 16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        shades = colours(self.palette())
        rect = QRect(0, 0, self.width() - 1, self.height() - 1)
        draw_ground(painter, rect, self._mark, True, shades)
        painter.setPen(shades.line)
        painter.drawRect(rect)
        painter.end()
