"""Lines of search results: filings in bold, places under them with what was found marked."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from medaid_desktop.ui.models.search_model import IS_HEAD_ROLE, LABEL_ROLE, MARKS_ROLE
from medaid_desktop.ui.palette import Colours, colours

Index = QModelIndex | QPersistentModelIndex

_EDGE, _INDENT, _PAD = 8, 20, 4
_AFTER = "某某…"
"""Room kept behind what was found."""


class SearchLines(QStyledItemDelegate):
    """Two text lines a row: title and place of a filing, or label and snippet of a cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 2 if index.data(LABEL_ROLE) else 1
        above = _PAD if index.data(IS_HEAD_ROLE) else 0
        return QSize(120, lines * option.fontMetrics.height() + 2 * _PAD + above)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shades = colours(option.palette)
        is_head = bool(index.data(IS_HEAD_ROLE))
        selected = bool(option.state & option.state.State_Selected)
        painter.save()
        if selected:
            active = bool(option.state & option.state.State_Active)
            group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
            painter.fillRect(option.rect, option.palette.color(group, QPalette.ColorRole.Highlight))
        elif is_head and index.row():
            painter.fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)), QColor(shades.line))
        left = option.rect.left() + (_EDGE if is_head else _INDENT)
        room = QRect(left, option.rect.top() + _PAD * (2 if is_head else 1), option.rect.right() - left - _EDGE, 0)
        room.setHeight(option.fontMetrics.height())
        label = index.data(LABEL_ROLE) or ""
        ink = shades.accent_text if selected else shades.text
        quiet = shades.accent_text if selected else shades.muted
        if is_head:
            self._line(painter, option, room, index.data(), ink, bold=True)
            self._line(painter, option, room.translated(0, room.height()), label, quiet)
        elif label:
            self._line(painter, option, room, label, quiet)
            self._marked(painter, option, room.translated(0, room.height()), index, ink, shades)
        else:
            self._line(painter, option, room, index.data(), quiet)
        painter.restore()

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, text: str, ink: str, bold: bool = False
    ) -> None:
        font = QFont(option.font)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _marked(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, index: Index, ink: str, shades: Colours
    ) -> None:
        """The snippet, what was found on a ground of its own and underlined: colour is never alone."""
        metrics = option.fontMetrics
        text, marks = _shifted(metrics, index.data(), index.data(MARKS_ROLE), room.width())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(option.font)
        selected = ink == shades.accent_text
        for start, end in marks:
            before = metrics.horizontalAdvance(text[:start])
            spot = QRect(
                room.left() + before, room.top(), metrics.horizontalAdvance(text[:end]) - before, room.height()
            )
            if spot.width() <= 0:
                continue
            if not selected:
                painter.fillRect(spot, QColor(shades.warning_ground))
            painter.setPen(QColor(ink if selected else shades.warning))
            painter.drawLine(spot.bottomLeft() - QPoint(0, 1), spot.bottomRight() - QPoint(0, 1))
        painter.setPen(QColor(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def _shifted(
    metrics: QFontMetrics, text: str, marks: Sequence[tuple[int, int]], width: int
) -> tuple[str, list[tuple[int, int]]]:
    """The text begun so late that what was found first is seen in a narrow line, and its marks."""
    if not marks or metrics.horizontalAdvance(text[: marks[0][1]] + _AFTER) <= width:
        return text, list(marks)
    first, last = marks[0]
    start = next(
        (at for at in range(1, first) if metrics.horizontalAdvance(f"…{text[at:last]}{_AFTER}") <= width), first
    )
    return f"…{text[start:]}", [(begin - start + 1, end - start + 1) for begin, end in marks]
