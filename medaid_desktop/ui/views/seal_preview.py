"""A seal before it is kept: on a chequered ground, where its clear parts show, and on paper over name and date at real size."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from medaid_desktop.ui.palette import LIGHT

_SQUARE = 8
_LIGHT, _DARK = QColor("#ffffff"), QColor("#d0d0d0")
_PAPER_MM = 56.0
_MM_PER_INCH = 25.4
_BELOW_CENTRE_MM, _LINE_MM = 2.0, 7.0
"""Name and date lie a little below the middle of a seal."""


class _Ground(QWidget):
    """A square place, as large as the paper round a seal at real size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._size_mm = 42.0
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = round(_PAPER_MM * self._per_mm())
        return QSize(side, side)

    def show_seal(self, image: QImage, size_mm: float) -> None:
        """Shows a seal with this diameter; a null image none."""
        self._image = image
        self._size_mm = size_mm
        self.update()

    def _per_mm(self) -> float:
        return self.logicalDpiX() / _MM_PER_INCH

    def _seal_place(self) -> QRectF:
        side = self._size_mm * self._per_mm()
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _draw_seal(self, painter: QPainter) -> None:
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = self._seal_place()
            ratio = self.devicePixelRatioF()
            scaled = self._image.scaled(
                round(place.width() * ratio), round(place.height() * ratio),
                Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            painter.drawImage(place, scaled)


class CheckeredSeal(_Ground):
    """What is transparent shows the squares."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), _LIGHT)
        for row in range(0, self.height(), _SQUARE):
            for col in range((row // _SQUARE % 2) * _SQUARE, self.width(), 2 * _SQUARE):
                painter.fillRect(col, row, _SQUARE, _SQUARE, _DARK)
        self._draw_seal(painter)
        painter.end()


class SealOnPaper(_Ground):
    """As it will lie over the office's name and the date."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = ""

    def show_office(self, office: str) -> None:
        """The name that is printed under the seal."""
        self._office = office
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.base))  # paper is white, whatever the window is
        painter.setPen(QPen(QColor(LIGHT.line)))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(QColor(LIGHT.ink))
        font = QFont(self.font())
        font.setPointSizeF(12)
        painter.setFont(font)
        line = _LINE_MM * self._per_mm()
        top = self.height() / 2 + _BELOW_CENTRE_MM * self._per_mm() - line / 2
        for number, words in enumerate((self._office or self.tr("（单位名称）"), self.tr("2020年6月1日"))):
            place = QRectF(4, top + number * line, self.width() - 8, line)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, int(place.width()))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        self._draw_seal(painter)
        painter.end()
