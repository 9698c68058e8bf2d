"""The doubts about a table: each a line that leads to its cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
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
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.marks import CORRECTED_RULE
from medaid_desktop.ui.views.incoming.naming import cell_label

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_ROOT = QModelIndex()
_EDGE, _GAP, _ICON, _PAD = 8, 8, 16, 6


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """`where` names cell and field for people; `place` and `path` lead there, None and "" where it is about the whole
    table. `corrected` says that it is none any more, but what the clerk has set right."""

    message: str
    where: str = ""
    place: Place | None = None
    path: str = ""
    corrected: bool = False


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
        lines.append(DoubtLine(notice.message, where, place, path, notice.rule == CORRECTED_RULE))
    return sorted(lines, key=lambda line: (line.corrected, line.place is not None, line.place or (0, 0)))


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
            return "，".join(part for part in (line.where, line.message) if part)
        return None


class DoubtLines(QStyledItemDelegate):
    """The sign, where it is, and under that the sentence, wrapped."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(0, self._height(option, index, width) + 2 * _PAD)

    def _height(self, option: QStyleOptionViewItem, index: Index, width: int) -> int:
        room = QRect(0, 0, max(48, width - 2 * _EDGE - _ICON - _GAP), 10_000)
        said = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), index.data())
        return said.height() + (option.fontMetrics.height() if self._line(index).where else 0)

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
        painter.restore()

    def _line(self, index: Index) -> DoubtLine:
        model = index.model()
        assert isinstance(model, DoubtModel)
        return model.lines[index.row()]


class DoubtList(QListView):
    """Click and Enter lead to the cell; F8 and Shift+F8 step through from anywhere on the page."""

    jumped = Signal(object, bool)
    """A DoubtLine, and whether the keyboard asked for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doubts = DoubtModel(self)
        self.setModel(self.doubts)
        self.setItemDelegate(DoubtLines(self))
        self.setObjectName("incomingDoubts")
        self.setAccessibleName(self.tr("疑问"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(lambda index: self._jump(index.row(), False))

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
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 3 * self.fontMetrics().height())

    def _jump(self, row: int, by_key: bool) -> None:
        self.jumped.emit(self.doubts.lines[row], by_key)
