"""A remark on a cell: where, and what is to be changed there; a click leads to the cell."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from medaid_desktop.operations.reviewing import RemarkNow
from medaid_desktop.ui.delegates.cell_marks import draw_sign
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.review.words import bare_place

_SIGN, _GAP, _PAD, _HIGH = 9, 6, 4, 10_000
_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)


class RemarkButton(QAbstractButton):
    """Both texts are broken over as many lines as they need. Where the cell was changed since, they are muted."""

    def __init__(self, remark: RemarkNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = remark.path
        place = bare_place(remark.place)
        self._is_mended = remark.is_mended
        about = self.tr("（已改过）") if remark.is_mended else ""
        self._place = place + (about if remark.path else self.tr("（这一行已删除）"))
        self._words = remark.text
        self.setText(f"{self._place}：{self._words}")
        self.setAccessibleName(self.tr("转到%1").replace("%1", self.text()) if remark.path else self.text())
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if remark.path else Qt.FocusPolicy.NoFocus)
        self.setEnabled(bool(remark.path))
        if remark.path:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def heightForWidth(self, width: int) -> int:
        return sum(rect.height() for rect in self._rects(width)) + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height that it asks for follows its width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shades, painter = colours(self.palette()), QPainter(self)
        if self.path and (self.underMouse() or self.isDown()):
            painter.fillRect(self.rect(), QColor(shades.hover))
        if self.hasFocus():
            painter.setPen(QColor(shades.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        place, words = self._rects(self.width())
        line = self.fontMetrics().height()
        sign = QRectF(_PAD, _PAD + (line - _SIGN) / 2, _SIGN, _SIGN)
        if self._is_mended:
            icon("done", "muted").paint(painter, sign.adjusted(-1, -1, 1, 1).toAlignedRect())
        else:
            draw_sign(painter, sign, "remark", QColor(shades.warning))
        painter.setPen(QColor(shades.accent if self.path and not self._is_mended else shades.muted))
        painter.drawText(place, _WRAP, self._place)
        painter.setPen(QColor(shades.muted if self._is_mended else shades.text))
        painter.drawText(words, _WRAP, self._words)
        painter.end()

    def _rects(self, width: int) -> tuple[QRect, QRect]:
        """Where the place and the words below it stand."""
        left = _PAD + _SIGN + _GAP
        room = QRect(left, _PAD, max(40, width - left - _PAD), _HIGH)
        place = self.fontMetrics().boundingRect(room, _WRAP, self._place)
        room.moveTop(place.bottom() + 1)
        words = self.fontMetrics().boundingRect(room, _WRAP, self._words)
        for rect in (place, words):
            rect.setLeft(room.left())
            rect.setRight(room.right())
        return place, words
