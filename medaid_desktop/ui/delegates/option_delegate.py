"""Draws the options of a choice list: a box that is seen in every scheme, the option's number, its words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medaid_desktop.ui.palette import colours

BOX, SIDE, GAP = 14, 8, 8
_TICK = ((0.2, 0.52), (0.43, 0.75), (0.82, 0.27))
"""The corners of a tick, as shares of its box."""


class OptionDelegate(QStyledItemDelegate):
    """Ticked or not by the item's check state; the words are the item's text."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shades, rect = colours(self._home.palette()), option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(shades.accent if is_current else shades.raised))
        ink = QColor(shades.accent_text if is_current else shades.text)
        box = QRect(rect.left() + SIDE, rect.center().y() - BOX // 2, BOX, BOX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1))
        painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value:
            painter.setPen(QPen(ink, 2))
            painter.drawPolyline(QPolygonF([QPointF(box.left() + x * BOX, box.top() + y * BOX) for x, y in _TICK]))
        painter.restore()
        painter.setFont(option.font)
        painter.setPen(ink)
        words = rect.adjusted(2 * SIDE + BOX, 0, -GAP, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
