"""What the grounds and shapes of the cells of a document mean."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.document_delegate import draw_ground
from medaid_desktop.ui.views.incoming.marks import Mark
from medaid_desktop.ui.views.legend_strip import LegendStrip

_GAP = 16


class Legend(LegendStrip):
    """What the grounds and shapes of the cells mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_GAP, parent)
        for mark, words in (
            (Mark(0, ["values.x"]), self.tr("内容")), (Mark(0, meaning="x"), self.tr("名称")),
            (Mark(0, ["values.x"], doubts=[0]), self.tr("有疑问")), (None, self.tr("没有读入")),
        ):  # fmt: skip
            self.add(_Swatch(mark, self), words)


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
