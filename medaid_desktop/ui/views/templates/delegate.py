"""Draws the cells of a blank form: its own text in its own type, over what the cell was understood as."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from medaid_desktop.core.sheet import Align, VAlign
from medaid_desktop.ui.palette import Colours, colours
from medaid_desktop.ui.views.incoming.document_delegate import DocumentDelegate, Index
from medaid_desktop.ui.views.paper.fonts import screen_font
from medaid_desktop.ui.views.templates.layout import PAD_MM
from medaid_desktop.ui.views.templates.model import TemplateModel
from medaid_desktop.ui.views.templates.roles import Role
from medaid_desktop.ui.views.templates.shown_text import ShownText
from medaid_desktop.ui.views.templates.signs import BAR, draw_role
from medaid_desktop.ui.views.templates.words import auto_words

_ACROSS: dict[Align, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft, "center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight,
}  # fmt: skip
_DOWN: dict[VAlign, Qt.AlignmentFlag] = {
    "top": Qt.AlignmentFlag.AlignTop, "middle": Qt.AlignmentFlag.AlignVCenter, "bottom": Qt.AlignmentFlag.AlignBottom,
}  # fmt: skip
_CAPTION_PT = 9.0
_MM_PER_POINT = 25.4 / 72


class TemplateDelegate(DocumentDelegate):
    """`per_mm` is how many pixels a millimetre is at the present zoom."""

    per_mm = 3.78
    at = -1
    """The character of the current cell's text that the clerk means, -1 for none."""

    def __init__(self, model: TemplateModel, view: QTableView) -> None:
        super().__init__(model, view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shades, model = colours(option.palette), self._model
        assert isinstance(model, TemplateModel)
        row, col, rect = index.row(), index.column(), option.rect
        where = model.sheet.where(row, col)
        painter.save()
        painter.setClipRect(rect)
        if where is None:
            painter.fillRect(rect, QColor(shades.desk))
            painter.setPen(QColor(shades.muted))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), model.sheet.text(row, col))
        else:
            role = model.role(where)
            draw_role(painter, rect, role.kind, shades, bool(role.doubts))
            painter.setPen(QColor(shades.line))
            painter.drawLine(rect.topRight(), rect.bottomRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            text = model.sheet.text(row, col)
            if text.strip():
                is_current = self._view.currentIndex() == index
                self._draw_shown(painter, option.rect, index, role, is_current, shades)
            else:
                self._draw_caption(painter, option, role, shades)
        if option.state & QStyle.StateFlag.State_Selected:
            tint = QColor(shades.accent)
            tint.setAlpha(36)
            painter.fillRect(rect, tint)
        painter.restore()

    def character_at(self, index: Index, rect: QRect, point: QPointF) -> int:
        """The character of a cell's text that lies at a point, both in the view; -1 where the cell has no text."""
        model = self._model
        assert isinstance(model, TemplateModel)
        text = model.sheet.text(index.row(), index.column())
        return ShownText(text, *self._setting(index, rect)).character_at(point) if text else -1

    def _draw_shown(
        self, painter: QPainter, rect: QRect, index: Index, role: Role, is_current: bool, shades: Colours
    ) -> None:
        """The text as the document has it, the places to fill in it underlined."""
        model = self._model
        assert isinstance(model, TemplateModel)
        text = model.sheet.text(index.row(), index.column())
        parts = [place for place in role.places if place != (0, len(text))]  # a whole cell needs no line
        font, room, align = self._setting(index, rect)
        painter.setPen(QColor(shades.ink))
        if not parts:
            painter.setFont(font)
            painter.drawText(room, int(align | Qt.TextFlag.TextWordWrap), text)
            return
        current = role.place_at(self.at) if is_current and len(parts) > 1 else -1
        ShownText(text, font, room, align).draw(painter, parts, current, shades, bool(role.marks))

    def _setting(self, index: Index, rect: QRect) -> tuple[QFont, QRectF, Qt.AlignmentFlag]:
        """How the text of a cell is set in its rectangle: in which type, where, and how it stands there."""
        model = self._model
        assert isinstance(model, TemplateModel)
        row, col = index.row(), index.column()
        look, cell = model.sheet.look(row, col), model.sheet.cell(row, col)
        font = screen_font(look.font, look.size_pt * _MM_PER_POINT * self.per_mm, look.bold)
        pad = PAD_MM * self.per_mm
        indent = (cell.indent if cell else 0) * 3 * self.per_mm
        room = QRectF(rect).adjusted(pad + indent, 0, -pad, 0)
        return font, room, _ACROSS[model.sheet.align(row, col)] | _DOWN[look.valign]

    def _draw_caption(self, painter: QPainter, option: QStyleOptionViewItem, role: Role, shades: Colours) -> None:
        """In a blank cell: what will be filled in there."""
        words = _caption(role)
        if not words:
            return
        font = QFont(option.font)
        font.setPointSizeF(_CAPTION_PT)
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(QColor(shades.hint))
        room = option.rect.adjusted(2 * BAR + 2, 0, -16, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _caption(role: Role) -> str:
    if role.kind == "field":
        return "、".join(mark.definition.label for mark in role.marks)
    if role.kind == "auto":
        return "、".join(auto_words(mark.definition.id) for mark in role.marks)
    return "、".join(one.step.title for one in role.reviews)
