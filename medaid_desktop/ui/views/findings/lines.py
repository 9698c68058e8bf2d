"""Draws the list of findings: heads of groups, and under them title, sentence, and the changes that one click makes."""

from functools import lru_cache
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from medaid_desktop.core.checks.finding import Mend
from medaid_desktop.operations.checking import Checked
from medaid_desktop.ui.delegates.cell_marks import draw_sign
from medaid_desktop.ui.models.finding_model import CHECKED_ROLE, KIND_ROLE, TITLE_ROLE
from medaid_desktop.ui.palette import Colours, colours
from medaid_desktop.ui.views.findings.words import COLOURS, Kind

Index = QModelIndex | QPersistentModelIndex

_EDGE, _GAP, _PAD, _SIGN = 8, 8, 6, 10
_LINES = 3
"""Lines of a sentence that are shown of findings that are not the current one."""
_MOST_LINES = 40
_BUTTON_PAD = 8
_LEAST = 48


class FindingLines(QStyledItemDelegate):
    """The current finding is shown whole; its place and figures stand in the sentence."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    # -- measuring -----------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        height = QFontMetrics(self._view.font()).height()
        checked = index.data(CHECKED_ROLE)
        if checked is None:
            return QSize(0, height + 2 * _PAD)
        width = self._room(self._view.viewport().width())
        lines = len(self._said(index, width)) + len(self._remark(checked, width)) + bool(index.data(TITLE_ROLE))
        buttons = height + _PAD + 4 if checked.finding.mends else 0
        return QSize(0, lines * height + buttons + 2 * _PAD)

    def _room(self, width: int) -> int:
        return max(_LEAST, width - 2 * _EDGE - _SIGN - _GAP)

    def _said(self, index: Index, width: int) -> tuple[str, ...]:
        whole = self._view.currentIndex() == index
        return set_lines(index.data(), self._view.font(), width, _MOST_LINES if whole else _LINES)

    def _remark(self, checked: Checked, width: int) -> tuple[str, ...]:
        """The explanation, or that there was one."""
        words = ""
        if checked.explanation:
            words = self.tr("说明：%1").replace("%1", checked.explanation.text)
        elif checked.lapsed and checked.is_open:
            words = self.tr("内容改了，原来的说明已失效")
        return set_lines(words, self._view.font(), width, 2) if words else ()

    def mend_places(self, index: Index) -> list[tuple[QRect, Mend]]:
        """The painted buttons of a finding, in the viewport; those for which there is no room are in the menu."""
        checked = index.data(CHECKED_ROLE)
        if checked is None or not checked.finding.mends:
            return []
        rect, metrics = self._view.visualRect(cast("QModelIndex", index)), QFontMetrics(self._view.font())
        left, right = rect.left() + _EDGE + _SIGN + _GAP, rect.right() - _EDGE
        height = metrics.height() + 4
        top = rect.bottom() - _PAD - height
        found: list[tuple[QRect, Mend]] = []
        for mend in checked.finding.mends:
            width = min(metrics.horizontalAdvance(mend.title) + 2 * _BUTTON_PAD, right - left)
            if found and metrics.horizontalAdvance(mend.title) + 2 * _BUTTON_PAD > right - left:
                break
            found.append((QRect(left, top, width, height), mend))
            left += width + _GAP
            if right - left < _LEAST:
                break
        return found

    # -- drawing -------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shades = colours(option.palette)
        painter.save()
        painter.setFont(self._view.font())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(shades.hover))
            bar = QRect(option.rect.left(), option.rect.top(), 4, option.rect.height())
            painter.fillRect(bar, QColor(shades.accent if self._view.hasFocus() else shades.muted))
        if index.data(CHECKED_ROLE) is None:
            self._paint_head(painter, option.rect, index, shades)
        else:
            self._paint_finding(painter, option.rect, index, shades)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, index: Index, shades: Colours) -> None:
        kind: Kind = index.data(KIND_ROLE)
        painter.setPen(QColor(shades.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._sign(painter, rect.left() + _EDGE, rect.center().y() + 1, kind, shades)
        font = QFont(self._view.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(shades.text))
        room = rect.adjusted(_EDGE + _SIGN + _GAP, 0, -_EDGE - _SIGN - _GAP, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), index.data())
        is_open = self._view.isExpanded(cast("QModelIndex", index))
        middle = QPoint(rect.right() - _EDGE - _SIGN // 2, rect.center().y())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(shades.muted), 1.5))
        bend = 2 if is_open else -2
        painter.drawPolyline([middle + QPoint(-4, -bend), middle + QPoint(0, bend), middle + QPoint(4, -bend)])

    def _paint_finding(self, painter: QPainter, rect: QRect, index: Index, shades: Colours) -> None:
        checked: Checked = index.data(CHECKED_ROLE)
        height = painter.fontMetrics().height()
        left, top = rect.left() + _EDGE, rect.top() + _PAD
        painter.setPen(QColor(shades.line))
        painter.drawLine(rect.bottomLeft() + QPoint(_EDGE, 0), rect.bottomRight())
        self._sign(painter, left, top + height // 2 + 1, index.data(KIND_ROLE), shades)
        left += _SIGN + _GAP
        width = self._room(self._view.viewport().width())
        title = index.data(TITLE_ROLE)
        parts = [(title, shades.muted)] if title else []
        parts += [(line, shades.text) for line in self._said(index, width)]
        parts += [(line, shades.muted) for line in self._remark(checked, width)]
        for line, ink in parts:
            painter.setPen(QColor(ink))
            painter.drawText(QRect(left, top, width + _EDGE, height), int(Qt.AlignmentFlag.AlignVCenter), line)
            top += height
        for place, mend in self.mend_places(index):
            self._button(painter, place, mend.title, shades)

    def _button(self, painter: QPainter, place: QRect, words: str, shades: Colours) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(shades.outline))
        painter.setBrush(QColor(shades.raised))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(shades.text))
        room = place.adjusted(_BUTTON_PAD // 2, 0, -_BUTTON_PAD // 2, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)

    def _sign(self, painter: QPainter, left: int, middle: int, kind: Kind, shades: Colours) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(left, middle - _SIGN / 2, _SIGN, _SIGN)
        draw_sign(painter, place, kind, QColor(shades._asdict()[COLOURS[kind]]))
        painter.restore()


def set_lines(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """A text broken into lines of a width, no more than `most`; the last one ends with … where there are others."""
    return _set_lines(text, font.toString(), width, most)


@lru_cache(maxsize=4000)
def _set_lines(text: str, font_name: str, width: int, most: int) -> tuple[str, ...]:
    font = QFont()
    font.fromString(font_name)
    found: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        units = paragraph.encode("utf-16-le")
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            if len(found) == most:
                whole = found[-1] + units[2 * start :].decode("utf-16-le")
                found[-1] = QFontMetrics(font).elidedText(whole, Qt.TextElideMode.ElideRight, width)
                layout.endLayout()
                return tuple(found)
            found.append(units[2 * start : 2 * (start + line.textLength())].decode("utf-16-le"))
        layout.endLayout()
    return tuple(found)
