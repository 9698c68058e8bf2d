"""Lines of the list of files: an icon for the state, the name, and under it the state in words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.entries import State
from medaid_desktop.ui.views.incoming.list_model import IS_TABLE_ROLE, STATE_ROLE, STATE_WORDS_ROLE

Index = QModelIndex | QPersistentModelIndex

_EDGE, _GAP, _INDENT, _ICON, _PAD = 8, 8, 16, 16, 4
SIGNS: dict[State, tuple[str, str]] = {
    State.READING: ("refresh", "muted"),
    State.UNREADABLE: ("error", "error"),
    State.NEEDED: ("warning", "warning"),
    State.ASKED: ("compare", "warning"),
    State.DOUBTFUL: ("info", "hint"),
    State.READY: ("import", "good"),
    State.SAME: ("duplicate", "muted"),
    State.SKIPPED: ("forward", "muted"),
    State.DONE: ("done", "good"),
}
"""Icon and colour of each state; the words stand beside."""


class IncomingLines(QStyledItemDelegate):
    """Every line as high as the others, so that a thousand of them need no measuring."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, 2 * option.fontMetrics.height() + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        shades = colours(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        state: State = index.data(STATE_ROLE)
        left = option.rect.left() + _EDGE + (_INDENT if index.data(IS_TABLE_ROLE) else 0)
        height = option.fontMetrics.height()
        top = option.rect.top() + (option.rect.height() - 2 * height) // 2
        picture, meaning = SIGNS[state]
        ratio = painter.device().devicePixelRatioF()
        sign = icon(picture, "accent_text" if selected else meaning).pixmap(QSize(_ICON, _ICON), ratio)  # drawn once
        painter.drawPixmap(left, option.rect.center().y() - _ICON // 2, sign)
        left += _ICON + _GAP
        width = option.rect.right() - left - _EDGE
        inks = (shades.accent_text, shades.accent_text) if selected else (shades.text, getattr(shades, meaning))
        painter.save()
        for number, text in enumerate((index.data(), index.data(STATE_WORDS_ROLE))):
            painter.setPen(QColor(inks[number]))
            line = QRect(left, top + number * height, width, height)
            way = Qt.TextElideMode.ElideMiddle if number == 0 else Qt.TextElideMode.ElideRight
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, option.fontMetrics.elidedText(text, way, width))
        painter.restore()
