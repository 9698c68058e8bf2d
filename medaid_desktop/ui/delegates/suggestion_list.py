"""The light list of suggestions at a cell: it never takes the focus, and nothing of it is chosen unless one goes in."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from medaid_desktop.operations.suggesting.suggestions import Source, Suggestion
from medaid_desktop.ui.palette import Colours, colours

ROWS_SHOWN = 8
ROW_HEIGHT = 24
_SIDE, _GAP = 8, 16
_LEAST_WIDTH, _MOST_WIDTH = 200, 520
_NOTE_SHARE = 0.5
_NOTE_ROLE = Qt.ItemDataRole.UserRole


class SuggestionList(QListWidget):
    """Up to eight rows at once, the rest by scrolling; the text left, where it is from right and muted."""

    taken = Signal(object)
    """A Suggestion that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self._suggestions: Sequence[Suggestion] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("suggestionList")
        self.setAccessibleName(self.tr("填写建议"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_RowDelegate(self))
        self.hide()

    @property
    def suggestions(self) -> Sequence[Suggestion]:
        """What is shown, [] while the list is hidden."""
        return self._suggestions if self.isVisible() else ()

    @property
    def chosen(self) -> Suggestion | None:
        """The suggestion that the clerk has gone to, None while he is still typing."""
        row = self.currentRow()
        return self._suggestions[row] if self.isVisible() and 0 <= row < len(self._suggestions) else None

    @property
    def shades(self) -> Colours:
        """The colours it is drawn in."""
        return colours(self._home.palette())  # the list's own is changed by the style sheet

    def offer(self, suggestions: Sequence[Suggestion]) -> None:
        """Takes other suggestions, none of them chosen; the caller shows the list."""
        self._suggestions = suggestions
        self.clear()
        for suggestion in suggestions:
            item = QListWidgetItem(" ".join(suggestion.text.split()), self)
            note = source_word(suggestion.source, suggestion.note)
            item.setData(_NOTE_ROLE, note)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{suggestion.text}，{note}")
        self.setCurrentRow(-1)

    def step(self, rows: int) -> None:
        """Goes up or down; up from the first row leads back to what is being typed."""
        row = max(-1, min(self.currentRow() + rows, self.count() - 1))
        self.setCurrentRow(row)
        if row < 0:
            self.clearSelection()
        else:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Selection))

    def sizeHint(self) -> QSize:
        """Wide enough for the texts, within bounds; as high as its rows, at most eight."""
        metrics = self.fontMetrics()
        widths = [
            metrics.horizontalAdvance(self.item(row).text())
            + metrics.horizontalAdvance(self.item(row).data(_NOTE_ROLE))
            for row in range(min(self.count(), ROWS_SHOWN))
        ]
        frame = 2 * self.frameWidth()
        scroll = self.verticalScrollBar().sizeHint().width() if self.count() > ROWS_SHOWN else 0
        width = max(widths, default=0) + _GAP + 2 * _SIDE + frame + scroll
        return QSize(
            max(_LEAST_WIDTH, min(_MOST_WIDTH, width)), min(self.count(), ROWS_SHOWN) * self.row_height() + frame
        )

    def row_height(self) -> int:
        """The height of a row: more where the system's font is large."""
        return max(ROW_HEIGHT, self.fontMetrics().height() + 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # choosing is for the release; a press would move the choice before it

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(self._suggestions[self.row(item)])
        event.accept()


class _RowDelegate(QStyledItemDelegate):
    """Draws a row: the text, elided in its middle where it must be, and its note."""

    def __init__(self, shown_in: SuggestionList) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(0, self._list.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shades, rect, metrics = self._list.shades, option.rect, option.fontMetrics
        is_chosen = index.row() == self._list.currentRow()
        if is_chosen:
            painter.fillRect(rect, QColor(shades.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(shades.hover))
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        note = metrics.elidedText(
            index.data(_NOTE_ROLE), Qt.TextElideMode.ElideLeft, round(inner.width() * _NOTE_SHARE)
        )
        painter.setFont(option.font)
        painter.setPen(QColor(shades.accent_text if is_chosen else shades.muted))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, note)
        room = inner.width() - metrics.horizontalAdvance(note) - _GAP
        text = metrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, room)
        painter.setPen(QColor(shades.accent_text if is_chosen else shades.text))
        painter.drawText(QRect(inner.left(), inner.top(), room, inner.height()), middle, text)


def source_word(source: Source, note: str = "") -> str:
    """Where a suggestion comes from, in a word; of a region the path, of an older filing its year."""
    if source in ("region", "period") and note:
        return note
    if source == "earlier" and note:
        return _tr("%1年").replace("%1", note)
    words: dict[Source, str] = {
        "date": _tr("日期"),
        "today": _tr("今天"),
        "region": _tr("区划"),
        "period": _tr("期限"),
        "sign": _tr("指标值"),
        "earlier": _tr("去年"),
        "allotted": _tr("分配表"),
        "class": _tr("本类常用"),
        "office": _tr("单位"),
        "table": _tr("本表已填"),
        "ledger": _tr("台账已填"),
        "list": _tr("表样选项"),
    }
    return f"{words[source]} · {note}" if note else words[source]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Suggestions", text)
