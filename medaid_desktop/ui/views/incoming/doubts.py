"""The doubts about a table: each a line that leads to its cell, with the regions to choose from where a name has several."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Place
from medaid_desktop.operations.incoming.items import Incoming
from medaid_desktop.recognition.understood import Notice
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.entries import is_answered
from medaid_desktop.ui.views.incoming.marks import CORRECTED_RULE
from medaid_desktop.ui.views.incoming.naming import cell_label

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_ROOT = QModelIndex()
_EDGE, _GAP, _ICON, _PAD = 8, 8, 16, 6
_SPARE = 2
"""Pixels: where the screen's scale is broken, a line drawn is a little longer than measured."""
_OPTION_PAD = 2
_QUOTED = re.compile("“[^”]*”")
_DIGITS = tuple("123456789")


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """`where` names cell and field for people; `place` and `path` lead there, None and "" where it is about the whole
    table. `corrected` says that it is none any more, but what the clerk has set right. `options` are regions to choose
    from: code and full name."""

    message: str
    where: str = ""
    place: Place | None = None
    path: str = ""
    corrected: bool = False
    options: tuple[tuple[str, str], ...] = ()


def doubt_lines(item: Incoming, form: Form | None, cell_name: Callable[[Place], str] | None) -> list[DoubtLine]:
    """The doubts about a table: those about all of it, then down the document, at last what has been corrected.

    `cell_name` calls a cell as spreadsheets do; None where its sheet is not seen.
    """
    lines = [DoubtLine(words) for words in item.notices]
    sources = item.understood.sources if item.understood else {}
    read = {place: path for path, place in reversed(list(sources.items()))}  # of several paths the first
    for notice in item.understood.notices if item.understood else ():
        place = notice.place or sources.get(notice.where)
        path = notice.where or (read.get(place, "") if place else "")
        parts = [cell_name(place) if place and cell_name else "", cell_label(form, path) if form and path else ""]
        where = "　".join(part for part in parts if part)
        answered = is_answered(item, notice)
        message = _answer(item, notice) if answered else _question(notice)
        options = () if answered else notice.options
        lines.append(DoubtLine(message, where, place, path, answered or notice.rule == CORRECTED_RULE, options))
    return sorted(lines, key=lambda line: (line.corrected, line.place is not None, line.place or (0, 0)))


def _question(notice: Notice) -> str:
    """A doubt as a sentence; the regions that stand below it are not listed twice."""
    name = _QUOTED.match(notice.message)
    if name is None or len(notice.options) < 2:
        return notice.message
    return f"{name[0]}可能是下面 {len(notice.options)} 个地方，请选定（点一下，或按它的数字）"


def _answer(item: Incoming, notice: Notice) -> str:
    """A doubt that has been answered, with what was chosen."""
    row = notice.where.rpartition(".")[0]
    code = next((place.code for place in item.settled.places if place.row == row), item.filing.region)
    said, _, _ = notice.message.partition("，")
    return f"{said}，已选定{dict(notice.options).get(code or '', code or '')}"


class DoubtModel(QAbstractListModel):
    """The doubts of one table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[DoubtLine] = ()

    def show(self, lines: Sequence[DoubtLine]) -> None:
        """Shows other doubts."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Role.DisplayRole:
            return line.message
        if role == Role.AccessibleTextRole:
            names = (f"{number} {name}" for number, (_, name) in enumerate(line.options, 1))
            return "，".join(part for part in (line.where, line.message, *names) if part)
        return None


class DoubtLines(QStyledItemDelegate):
    """The sign, where it is, and under that the sentence, wrapped; then a line for each region to choose from."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(0, self._height(option, index, width) + 2 * _PAD)

    def _height(self, option: QStyleOptionViewItem, index: Index, width: int) -> int:
        options = len(self._line(index).options) * option_height(option.fontMetrics)
        return self._said_height(option.fontMetrics, index, width) + options

    def _said_height(self, metrics: QFontMetrics, index: Index, width: int) -> int:
        """How high the sentence is, with where it is."""
        room = QRect(0, 0, max(48, width - 2 * _EDGE - _ICON - _GAP - _SPARE), 10_000)
        said = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), index.data())
        return said.height() + (metrics.height() if self._line(index).where else 0)

    def option_places(self, rect: QRect, metrics: QFontMetrics, index: Index) -> list[QRect]:
        """Where the regions to choose from stand in a line that fills a rectangle."""
        left, height = rect.left() + _EDGE + _ICON + _GAP, option_height(metrics)
        top = rect.top() + _PAD + self._said_height(metrics, index, rect.width())
        width = rect.right() - left - _EDGE
        return [QRect(left, top + at * height, width, height) for at in range(len(self._line(index).options))]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shades, line = colours(option.palette), self._line(index)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(shades.hover))
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            bar = QRect(option.rect.left(), option.rect.top(), 4, option.rect.height())
            painter.fillRect(bar, QColor(shades.accent if focused else shades.muted))
        painter.save()
        painter.setPen(QColor(shades.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        left, top = option.rect.left() + _EDGE, option.rect.top() + _PAD
        sign = icon("done", "good") if line.corrected else icon("warning", "warning")
        painter.drawPixmap(left, top, sign.pixmap(QSize(_ICON, _ICON), painter.device().devicePixelRatioF()))
        left += _ICON + _GAP
        room = QRect(left, top, option.rect.right() - left - _EDGE, option.rect.height())
        if line.where:
            height = option.fontMetrics.height()
            painter.setPen(QColor(shades.muted))
            shown = option.fontMetrics.elidedText(line.where, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), shown)
            room.setTop(room.top() + height)
        painter.setPen(QColor(shades.text))
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), line.message)
        self._paint_options(painter, option, index)
        painter.restore()

    def _paint_options(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shades, places = colours(option.palette), self.option_places(option.rect, option.fontMetrics, index)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        for number, (place, (_, name)) in enumerate(zip(places, self._line(index).options, strict=True), 1):
            digit = str(number) if number <= len(_DIGITS) else ""
            painter.setPen(QColor(shades.muted))
            painter.drawText(place, middle, digit)
            room = place.adjusted(option.fontMetrics.horizontalAdvance("0") + _GAP, 0, 0, 0)
            painter.setPen(QColor(shades.accent))
            painter.drawText(
                room, middle, option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room.width())
            )

    def _line(self, index: Index) -> DoubtLine:
        model = index.model()
        assert isinstance(model, DoubtModel)
        return model.lines[index.row()]


def option_height(metrics: QFontMetrics) -> int:
    """How high the line of a region to choose is."""
    return metrics.height() + 2 * _OPTION_PAD


class DoubtList(QListView):
    """Click and Enter lead to the cell; F8 and Shift+F8 step through from anywhere on the page. A click on a region, or its
    number on the keyboard, chooses it."""

    jumped = Signal(object, bool)
    """A DoubtLine, and whether the keyboard asked for it."""
    option_chosen = Signal(object, str)
    """A DoubtLine, and the code of the region chosen for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doubts = DoubtModel(self)
        self.setModel(self.doubts)
        self._delegate = DoubtLines(self)
        self.setItemDelegate(self._delegate)
        self._pressed_at = QPoint(-1, -1)
        self.setObjectName("incomingDoubts")
        self.setAccessibleName(self.tr("疑问"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._on_clicked)

    def show_doubts(self, lines: Sequence[DoubtLine]) -> None:
        """Shows the doubts of another table, or those that are left of this one."""
        row = self.currentIndex().row()
        self.doubts.show(lines)
        if 0 <= row < len(lines):
            self.setCurrentIndex(self.doubts.index(row, 0))

    def step(self, forwards: bool) -> bool:
        """Goes on to the next or previous doubt and leads there; False past the last one."""
        here = self.currentIndex().row()
        row = here + 1 if forwards else (here if here >= 0 else self.doubts.rowCount()) - 1
        return self.go_to(row)

    def go_to(self, row: int) -> bool:
        """Goes to one of the doubts and leads there; False where there is none."""
        if not 0 <= row < self.doubts.rowCount():
            return False
        self.setCurrentIndex(self.doubts.index(row, 0))
        self._jump(row, True)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._jump(self.currentIndex().row(), True)
            return
        number = ord(event.text()) - ord("1") if event.text() in _DIGITS else -1
        if number >= 0 and self.currentIndex().isValid():
            self._choose(self.currentIndex().row(), number)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def option_place(self, row: int, number: int) -> QRect:
        """Where a region to choose from is seen."""
        index = self.doubts.index(row, 0)
        return self._delegate.option_places(self.visualRect(index), self.fontMetrics(), index)[number]

    def _on_clicked(self, index: QModelIndex) -> None:
        places = self._delegate.option_places(self.visualRect(index), self.fontMetrics(), index)
        number = next((number for number, place in enumerate(places) if place.contains(self._pressed_at)), -1)
        if number < 0:
            self._jump(index.row(), False)
        else:
            self._choose(index.row(), number)

    def _choose(self, row: int, number: int) -> None:
        line = self.doubts.lines[row]
        if number < len(line.options):
            self.option_chosen.emit(line, line.options[number][0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 3 * self.fontMetrics().height())

    def _jump(self, row: int, by_key: bool) -> None:
        self.jumped.emit(self.doubts.lines[row], by_key)
