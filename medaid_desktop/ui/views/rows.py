"""Rows of lists, tables and trees: with room to breathe, or with a second line in quieter ink."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from medaid_desktop.ui.palette import colours

Index = QModelIndex | QPersistentModelIndex

SECOND_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The text of the second line."""

ROW_HEIGHT = 24
_EDGE, _PAD = 8, 4
"""Before the text of the first column, and around all others; style.qss has the same for the heads."""


class RoomyRows(QStyledItemDelegate):
    """Every row at least 24 px high."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(ROW_HEIGHT, size.height()))


class FittingRows(RoomyRows):
    """Rows that elide what is too long for the list, so that it never has to be scrolled sideways."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class Cells(RoomyRows):
    """Cells of a table: texts begin at the edge that the fields above have.

    Those of the column `middle` give way in the middle, as names do that differ at their ends; others at the end.
    """

    def __init__(self, head: QHeaderView, middle: int = -1) -> None:
        super().__init__(head.parent())
        self._head = head
        self._middle = middle

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(self._before(index), 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""  # pyright: ignore[reportAttributeAccessIssue]
        style = cell.widget.style() if cell.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        room = cell.rect.adjusted(self._before(index), 0, -_PAD, 0)
        way = Qt.TextElideMode.ElideMiddle if index.column() == self._middle else Qt.TextElideMode.ElideRight
        shown = cell.fontMetrics.elidedText(text, way, room.width())
        selected = bool(cell.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(cell.palette.color(cell.palette.currentColorGroup(), role))
        painter.setFont(cell.font)
        painter.drawText(room, cell.displayAlignment | Qt.AlignmentFlag.AlignVCenter, shown)  # pyright: ignore[reportAttributeAccessIssue]
        painter.restore()

    def _before(self, index: Index) -> int:
        return _EDGE if self._head.logicalIndexAt(-self._head.offset()) == index.column() else _PAD


def make_lines(view: QTableView, widths: Mapping[int, int], title: int, middle: int | None = None) -> None:
    """Makes a table that has its model look and act like a list of lines: without a grid, chosen as wholes, read only.

    `widths` are those of columns in pixels; the column `title` takes what is over. Texts of the column `middle`, the title where none
    is named, give way in the middle.
    """
    view.setShowGrid(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setItemDelegate(Cells(view.horizontalHeader(), title if middle is None else middle))
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in widths.items():
        view.setColumnWidth(column, width)
    head.setSectionResizeMode(title, QHeaderView.ResizeMode.Stretch)


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
