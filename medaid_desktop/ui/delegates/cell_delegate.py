"""Draws the cells of the paper and opens their editors."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medaid_desktop.core.sheet import Cell
from medaid_desktop.core.texts.choices import option_near
from medaid_desktop.ui.delegates.cell_choice import ChoiceList
from medaid_desktop.ui.delegates.cell_editor import CellEditor
from medaid_desktop.ui.delegates.cell_marks import draw_cell_mark, draw_remark
from medaid_desktop.ui.delegates.cell_text import draw_seal_place
from medaid_desktop.ui.delegates.floating import beside
from medaid_desktop.ui.models.paper_model import PaperModel
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.look import PaperLook
from medaid_desktop.ui.views.paper.page import draw_hit

Index = QModelIndex | QPersistentModelIndex

REQUIRED_BAR = 2
_SELECTED_ALPHA = 48
_SEAL_ALPHA = 150


class CellDelegate(QStyledItemDelegate):
    """Everything inside a cell; rules and the outline of the current cell are drawn by the view over all cells."""

    left = Signal(object, str)
    """(editor, Way): the clerk leaves an editor."""
    text_shown = Signal(object, str)
    """(editor, text of the whole cell): something is being typed."""
    opened = Signal(object)
    """The editor of a text cell, before the key that opened it comes in."""

    def __init__(self, model: PaperModel, look: PaperLook, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._look = look
        self.replaces = False
        """The next editor is opened by typing."""

    # -- drawing -------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.draw(painter, option.rect, (index.row(), index.column()), selected)

    def draw(self, painter: QPainter, rect: QRect, anchor: Anchor, selected: bool) -> None:
        """Draws a cell into its rectangle in the viewport."""
        cell = self._model.grid.cell(anchor)
        if cell is None:
            return
        shades = self._look.shades
        to_fill = cell.role == "field" and not self._model.session.read_only_reason
        missing = to_fill and self._model.is_missing(anchor)
        if to_fill:
            painter.fillRect(rect, QColor(shades.fill))
            if missing:
                bar = max(REQUIRED_BAR, round(REQUIRED_BAR * self._look.zoom / 100))
                painter.fillRect(rect.left() + 1, rect.top() + 1, bar, rect.height() - 1, QColor(shades.required))
        pending = anchor in self._model.session.pending
        if pending:
            painter.fillRect(rect, QColor(shades.error_ground))
        if anchor in self._look.found:
            current = self._view.currentIndex()
            here = self._model.grid.anchor(current.row(), current.column()) if current.isValid() else None
            draw_hit(painter, rect, shades, anchor == here)
        painter.setPen(QColor(shades.error if pending else shades.ink))
        self._draw_text(painter, cell, QRectF(rect))
        mark = self._model.mark(anchor)
        if mark and not (missing and mark.only_blank):
            text = self._look.set_text(cell, self._model.text(anchor))
            draw_cell_mark(painter, rect, text, mark, shades, self._look.zoom)
        remark = self._model.remark(anchor)
        if remark:
            text, is_mended = self._look.set_text(cell, self._model.text(anchor)), all(one.is_mended for one in remark)
            draw_remark(painter, rect, text, mark, shades, self._look.zoom, is_mended)
        if selected:
            tint = QColor(shades.accent)
            tint.setAlpha(_SELECTED_ALPHA)
            painter.fillRect(rect, tint)

    def _draw_text(self, painter: QPainter, cell: Cell, box: QRectF) -> None:
        text = self._look.set_text(cell, self._model.text((cell.row, cell.col)))
        seal = self._look.seal(cell) if cell.seal else None
        if seal is None:
            text.draw(painter, box)
            return
        square = draw_seal_place(painter, seal[0], text, seal[1], box)
        ring = QColor(self._look.shades.seal)
        ring.setAlpha(_SEAL_ALPHA)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ring, 1, Qt.PenStyle.DashLine))
        painter.drawEllipse(square)
        painter.restore()

    # -- choices -------------------------------------------------------------------------------------------------

    def option_at(self, index: Index, rect: QRect, point: QPointF) -> str | None:
        """The option whose word or box lies at a point of a choice cell's rectangle in the viewport."""
        cell = self._model.cell(index)
        definition = self._model.session.definition((index.row(), index.column()))
        if cell is None or definition is None or definition.type != "choice" or not definition.options:
            return None
        shown = self._model.text((cell.row, cell.col))
        text = self._look.set_text(cell, shown)
        place = text.character_at(point - QPointF(rect.topLeft()), rect.height())
        if place is None:
            return None
        return option_near(shown.replace("\n", ""), definition.options, place)

    # -- editors -------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell, session = self._model.cell(index), self._model.session
        if cell is None:
            return super().createEditor(parent, option, index)
        definition = session.definition((cell.row, cell.col))
        if definition and definition.type == "choice" and definition.options:
            choices = ChoiceList((cell.row, cell.col), definition, parent)
            choices.left.connect(self.left)
            return choices
        editor = CellEditor(cell, self._look, parent)
        editor.replaces = self.replaces
        editor.setAccessibleName(definition.label if definition else "")
        editor.left.connect(self.left)
        editor.text_shown.connect(self.text_shown)
        self.opened.emit(editor)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        slot, session = self._model.slot(index), self._model.session
        if slot is None:
            return
        value = session.value((index.row(), index.column()))
        if isinstance(editor, ChoiceList):
            editor.load(value)
        elif isinstance(editor, CellEditor):
            editor.load(slot.prefix, value, slot.suffix)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        rect = option.rect
        if not isinstance(editor, ChoiceList):
            editor.setGeometry(rect)
            return
        size = editor.sizeHint().expandedTo(QSize(rect.width(), 0))
        editor.setGeometry(beside(rect, size, self._view.viewport().rect()))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys are the editors' own business; the rest (losing the focus) is as usual."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(editor, event)
