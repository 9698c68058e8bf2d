"""Draws the cells of a document: its text, and by ground and shape what was made of it."""

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from medaid_desktop.ui.palette import Colours, colours
from medaid_desktop.ui.views.incoming.document_model import DocumentModel
from medaid_desktop.ui.views.incoming.marks import Mark

Index = QModelIndex | QPersistentModelIndex

PAD = 4
_BAR, _SIGN = 3, 9
_HATCH_ALPHA = 90
_LONG_WORD = re.compile(r"[!-~]{16}")
"""Letters and figures that no line breaks within."""


class DocumentDelegate(QStyledItemDelegate):
    """Content has a bar at its left, a name its ground, a doubt a triangle in the corner; what was not read is hatched."""

    def __init__(self, model: DocumentModel, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self.zoom = 100
        """Percent."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shades = colours(option.palette)
        row, col, rect = index.row(), index.column(), option.rect
        model = self._model
        line = model.layout_.rows[row]
        text = model.layout_.text(row, col)
        mark = model.mark(row, col)
        is_cell = line.row >= 0
        painter.save()
        painter.setClipRect(rect)
        ink = draw_ground(painter, rect, mark, bool(text) and is_cell, shades)
        if not is_cell:
            painter.fillRect(rect, QColor(shades.desk if line.kind == "gap" else shades.paper))
            ink = shades.muted if line.kind == "gap" else shades.ink
        elif model.is_hidden(row, col):
            ink = shades.muted
        painter.setPen(QColor(shades.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if text:
            self._draw_text(painter, option, index, text, ink)
        if option.state & QStyle.StateFlag.State_Selected:
            tint = QColor(shades.accent)
            tint.setAlpha(36)
            painter.fillRect(rect, tint)
        painter.restore()

    def _draw_text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, text: str, ink: str) -> None:
        cell = self._model.layout_.cell(index.row(), index.column())
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * self.zoom / 100)
        if cell is not None:
            font.setBold(cell.bold)
            font.setStrikeOut(cell.struck)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        indent = cell.indent * 12 if cell else 0
        room = option.rect.adjusted(PAD + _BAR + indent, 1, -PAD, -2)
        across = Qt.AlignmentFlag.AlignLeft
        if cell is None and self._model.layout_.rows[index.row()].kind == "gap":
            across = Qt.AlignmentFlag.AlignHCenter
        elif cell is not None and cell.kind in ("number", "date"):
            across = Qt.AlignmentFlag.AlignRight
        elif cell is not None and cell.cols > 1 and _is_heading(self._model.mark(index.row(), index.column())):
            across = Qt.AlignmentFlag.AlignHCenter
        wrap = Qt.TextFlag.TextWrapAnywhere if _LONG_WORD.search(text) else Qt.TextFlag.TextWordWrap
        flags = across | Qt.AlignmentFlag.AlignVCenter | wrap
        painter.drawText(room, int(flags), text)


def _is_heading(mark: Mark | None) -> bool:
    return mark is None or not mark.is_value


def draw_ground(painter: QPainter, rect: QRect, mark: Mark | None, has_text: bool, shades: Colours) -> str:
    """Draws what a cell was taken for; returns the colour of its text. Also the legend is drawn so."""
    if mark is None:
        painter.fillRect(rect, QColor(shades.paper))
        if has_text:
            hatch = QColor(shades.handle)
            hatch.setAlpha(_HATCH_ALPHA)
            painter.fillRect(rect, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        return shades.muted
    if mark.doubts:
        ground = shades.warning_ground
    elif mark.is_value:
        ground = shades.hint_ground
    else:
        ground = shades.hover
    painter.fillRect(rect, QColor(ground))
    if mark.is_value:
        painter.fillRect(rect.left(), rect.top(), _BAR, rect.height() - 1, QColor(shades.hint))
    if mark.doubts:
        _draw_sign(painter, rect, shades)
    return shades.ink


def _draw_sign(painter: QPainter, rect: QRect, shades: Colours) -> None:
    """The triangle of a warning, in the upper right corner."""
    right, top = rect.right() - 2.0, rect.top() + 2.0
    triangle = QPolygonF(
        [QPointF(right - _SIGN, top + _SIGN), QPointF(right, top + _SIGN), QPointF(right - _SIGN / 2, top)]
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(shades.warning_ground), 1))
    painter.setBrush(QColor(shades.warning))
    painter.drawPolygon(triangle)
    painter.restore()
