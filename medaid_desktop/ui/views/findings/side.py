"""One side of a comparison: whose it is and what stands there; a click leads to the cell."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from medaid_desktop.ui.palette import colours

_EDGE, _GAP, _PAD = 8, 12, 3


class SideButton(QAbstractButton):
    """A line of two texts; the one that has too little room gives way and is in the tooltip."""

    def __init__(self, label: str, text: str, leads: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._figure, self._leads = label, " ".join(text.split()) or self.tr("空白"), leads
        said = f"{label}：{self._figure}"
        self.setText(said)
        self.setAccessibleName(self.tr("转到%1").replace("%1", said) if leads else said)
        self.setToolTip(f"{label}\n{text.strip() or self.tr('空白')}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if leads:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shades, metrics = colours(self.palette()), self.fontMetrics()
        painter = QPainter(self)
        if self._leads and (self.underMouse() or self.isDown()):
            painter.fillRect(self.rect(), QColor(shades.hover))
        if self.hasFocus():
            painter.setPen(QColor(shades.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        room = self.rect().adjusted(_EDGE, 0, -_EDGE, 0)
        wide = metrics.horizontalAdvance(self._figure)
        least = min(metrics.horizontalAdvance(self._label), room.width() // 2)
        figure = QRect(room)
        figure.setLeft(room.right() + 1 - min(wide + 1, room.width() - least - _GAP))
        label = QRect(room)
        label.setRight(figure.left() - _GAP)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(shades.muted))
        shown = metrics.elidedText(self._label, Qt.TextElideMode.ElideMiddle, label.width())
        painter.drawText(label, int(middle | Qt.AlignmentFlag.AlignLeft), shown)
        painter.setPen(QColor(shades.accent if self._leads else shades.text))
        shown = metrics.elidedText(self._figure, Qt.TextElideMode.ElideRight, figure.width())
        painter.drawText(figure, int(middle | Qt.AlignmentFlag.AlignRight), shown)
        painter.end()
