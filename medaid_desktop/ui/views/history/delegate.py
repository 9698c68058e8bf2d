"""Draws a difference: what it is about, then the text before and the text after with what changed marked in them."""

from typing import cast

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from medaid_desktop.ui.palette import Colours, colours
from medaid_desktop.ui.views.history.difference_model import DifferenceModel, Index
from medaid_desktop.ui.views.history.texts import Span, changed_spans

_EDGE, _PAD = 12, 8
_SHORT = 120
"""Characters of a text shown while it is not the current one."""
_AROUND = 24
"""Characters before the first change that are still shown of a long text."""
_BREAK = "\u2028"


class DifferenceDelegate(QStyledItemDelegate):
    """Texts wrap; long ones are cut around their first change until they are the current ones."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[int, bool], int] = {}
        self._measured_for: tuple[int, str] = (0, "")

    def forget(self) -> None:
        """The texts are other ones now."""
        self._heights.clear()

    @property
    def measured(self) -> int:
        """How many items have been measured at the present width."""
        return sum(1 for _, whole in self._heights if not whole)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        circumstances = (width, option.font.key())
        if circumstances != self._measured_for:
            self._measured_for = circumstances
            self._heights.clear()
        key = (index.row(), self._is_whole(index))
        height = self._heights.get(key)
        if height is None:
            layout = self._set(option.font, option.palette, index, width)
            height = self._heights[key] = int(layout.boundingRect().height()) + 2 * _PAD
        return QSize(width, height)

    def _is_whole(self, index: Index) -> bool:
        """Whether the item is the current one and has more to show for it."""
        return index.row() == self._view.currentIndex().row() and is_long(
            cast("DifferenceModel", index.model()), index.row()
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = cast("QListView", option.widget or self._view).style()
        shades = colours(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, QColor(shades.hover))
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            bar = option.rect.adjusted(0, 0, 4 - option.rect.width(), 0)
            painter.fillRect(bar, QColor(shades.accent if focused else shades.muted))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        painter.setPen(QColor(shades.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.setPen(QColor(shades.text))
        layout = self._set(option.font, option.palette, index, option.rect.width())
        layout.draw(painter, QPointF(option.rect.left() + _EDGE, option.rect.top() + _PAD))

    def _set(self, font: QFont, palette: QPalette, index: Index, width: int) -> QTextLayout:
        whole = self._is_whole(index)
        text, formats = _composed(cast("DifferenceModel", index.model()), index.row(), colours(palette), whole)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(48, width - 2 * _EDGE))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout


def is_long(model: DifferenceModel, row: int) -> bool:
    """Whether an item is cut unless it is the current one."""
    difference = model.differences[row]
    return max(len(difference.before), len(difference.after)) > _SHORT


def _composed(
    model: DifferenceModel, row: int, shades: Colours, whole: bool
) -> tuple[str, list[QTextLayout.FormatRange]]:
    """The text of an item and how its parts are written."""
    difference = model.differences[row]
    heading = model.heading(difference)
    what = len(heading) - len(difference.row)
    formats = [_format(0, what, bold=True), _format(what, len(heading), ink=shades.muted)]
    text = heading
    spans = changed_spans(difference.before, difference.after) if difference.kind == "changed" else ([], [])
    grounds = (shades.error_ground, shades.hint_ground)
    for line in model.lines(difference):
        side = 1 if line.startswith(f"{model.sides[1]}：") else 0
        lead = len(model.sides[side]) + 1
        shown, marks = _cut(line[lead:], spans[side], whole)
        start = len(text) + 1
        text += _BREAK + line[:lead] + shown.replace("\n", _BREAK)
        formats.append(_format(start, start + lead, ink=shades.muted))
        for first, length in marks:
            begin = start + lead + first
            formats.append(_format(begin, begin + length, ground=grounds[side], struck=side == 0, under=side == 1))
    return text, formats


def _cut(text: str, spans: list[Span], whole: bool) -> tuple[str, list[Span]]:
    """As much of a text as is shown, from a little before its first change on, and the changes within that."""
    if whole or len(text) <= _SHORT:
        return text, spans
    first = min((start for start, _ in spans), default=0)
    begin = max(0, min(first - _AROUND, len(text) - _SHORT))
    end = min(len(text), begin + _SHORT)
    lead = "…" if begin else ""
    shown = lead + text[begin:end] + ("…" if end < len(text) else "")
    shift = len(lead) - begin
    within = [(max(start, begin), min(start + length, end)) for start, length in spans]
    return shown, [(start + shift, stop - start) for start, stop in within if stop > start]


def _format(
    start: int, end: int, ink: str = "", ground: str = "", bold: bool = False, struck: bool = False, under: bool = False
) -> QTextLayout.FormatRange:
    written = QTextCharFormat()
    if ink:
        written.setForeground(QColor(ink))
    if ground:
        written.setBackground(QColor(ground))
    if bold:
        written.setFontWeight(QFont.Weight.Bold)
    written.setFontStrikeOut(struck)
    written.setFontUnderline(under)
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, written  # pyright: ignore[reportAttributeAccessIssue]
    return made
