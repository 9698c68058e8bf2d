"""The small tag at a cell with an amount: the same money in its other unit. It is not part of the paper."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from medaid_desktop.ui.palette import colours

_SIDE, _GAP = 4, 4
_HEIGHT = 20


class AmountTag(QWidget):
    """Shows ＝1 541 800 元 beside the text where the cell has room, else just outside of the cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self.setObjectName("amountTag")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def tell(self, amount: str, cell: QRect, text: QRect, room: QRect) -> None:
        """Shows an amount at a cell whose text fills the rectangle `text`; "" hides the tag. All in the parent's pixels."""
        self.words = f"＝{amount}" if amount else ""
        place = self._place(cell, text, room) if amount and cell.intersects(room) else QRect()
        self.setVisible(place.isValid())
        if place.isValid():
            self.setAccessibleName(self.words)
            self.setGeometry(place)
            self.raise_()
            self.update()

    def _place(self, cell: QRect, text: QRect, room: QRect) -> QRect:
        """Inside the cell on the wider side of the text, else over the cell, else under it."""
        width = self.fontMetrics().horizontalAdvance(self.words) + 2 * _SIDE
        height = max(_HEIGHT, self.fontMetrics().height())
        right, left = cell.right() - text.right(), text.left() - cell.left()
        if max(right, left) >= width + 2 * _GAP and cell.height() >= height:
            x = cell.right() - _GAP - width if right >= left else cell.left() + _GAP
            return QRect(x, cell.center().y() - height // 2, width, height)
        x = max(room.left(), cell.right() + 1 - width)
        above = cell.top() - height
        return QRect(x, above if above >= room.top() else cell.bottom() + 1, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shades = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shades.hint_ground))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setPen(QColor(shades.muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)
        painter.end()
