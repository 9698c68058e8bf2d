"""Rows of lists and trees: with room to breathe, or with a second line in quieter ink."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from medaid_desktop.ui.palette import colours

Index = QModelIndex | QPersistentModelIndex

SECOND_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The text of the second line."""

_HEIGHT = 24
_EDGE = 8


class RoomyRows(QStyledItemDelegate):
    """Every row at least 24 px high."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(_HEIGHT, size.height()))


class FittingRows(RoomyRows):
    """Rows that elide what is too long for the list, so that it never has to be scrolled sideways."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class TwoLines(QStyledItemDelegate):
    """A title and, below it, the text of SECOND_LINE_ROLE."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 2 if index.data(SECOND_LINE_ROLE) else 1
        return QSize(super().sizeHint(option, index).width(), lines * option.fontMetrics.height() + _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        shades = colours(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        inks = (shades.accent_text, shades.accent_text) if selected else (shades.text, shades.muted)
        lines = [text for text in (index.data(), index.data(SECOND_LINE_ROLE)) if text]
        height = option.fontMetrics.height()
        left, top = option.rect.left() + _EDGE, option.rect.top() + (option.rect.height() - len(lines) * height) // 2
        painter.save()
        for number, text in enumerate(lines):
            painter.setPen(QColor(inks[number]))
            line = QRect(left, top + number * height, option.rect.width() - 2 * _EDGE, height)
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
