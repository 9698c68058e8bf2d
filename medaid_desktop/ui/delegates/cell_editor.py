"""The editor of a text cell: it lies exactly over the cell, and what is print in the cell cannot be edited."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from medaid_desktop.core.sheet import Cell
from medaid_desktop.ui.delegates.cell_layout import CellDocumentLayout
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.look import PaperLook

Way = Literal["stay", "next", "tab", "previous", "up", "down", "left", "right", "line_below", "missing", "escape"]
"""Where the clerk wants to go from an editor; only `escape` drops what was typed."""

OUTLINE = 2
_OWN_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_F4)
"""Keys that are the editor's own though the window has an action for them too."""

_ARROWS: dict[Qt.Key, tuple[Way, QTextCursor.MoveOperation]] = {
    Qt.Key.Key_Up: ("up", QTextCursor.MoveOperation.Up),
    Qt.Key.Key_Down: ("down", QTextCursor.MoveOperation.Down),
    Qt.Key.Key_Left: ("left", QTextCursor.MoveOperation.Left),
    Qt.Key.Key_Right: ("right", QTextCursor.MoveOperation.Right),
}
_REMOVING = (
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)


class CellEditor(QPlainTextEdit):
    """Edits the value between a cell's prefix and suffix."""

    left = Signal(object, str)
    """(this editor, Way)."""
    text_shown = Signal(object, str)
    """(this editor, the text of the whole cell, what an input method is composing included)."""

    def __init__(self, cell: Cell, look: PaperLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.anchor: Anchor = (cell.row, cell.col)
        self.replaces = False
        """Opened by typing: the arrow keys lead out of the cell. F2 changes it, as in a spreadsheet."""
        self.helper: Callable[[QKeyEvent], bool] | None = None
        """Is shown every key first, and takes those that are for a list or calendar at the cell."""
        self.is_composing = False
        """An input method is composing: what it shows is not typed yet."""
        self._cell = cell
        self._look = look
        self._prefix = self._suffix = self._loaded = ""
        self._is_loaded = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        self._layout = CellDocumentLayout(document, look.setter, cell.style)
        document.setDocumentLayout(self._layout)
        self.setDocument(document)
        self._layout.text_changed.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._keep_cursor_inside)
        self.selectionChanged.connect(self._keep_cursor_inside)
        self.dress()

    def dress(self) -> None:
        """Takes the colours of the paper."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._look.shades.fill))
        palette.setColor(QPalette.ColorRole.Text, QColor(self._look.shades.ink))
        self.setPalette(palette)

    # -- the value -----------------------------------------------------------------------------------------------

    def load(self, prefix: str, value: str, suffix: str) -> None:
        """Takes the cell's text. What has been typed since is not overwritten."""
        if self._is_loaded and self.value():
            return
        self._prefix, self._suffix, self._loaded = prefix, suffix, value
        self._is_loaded = True
        self.setPlainText(f"{prefix}{value}{suffix}")
        self.document().clearUndoRedoStacks()
        self.select(self.replaces)

    def value(self) -> str:
        """The text between prefix and suffix."""
        text = self.toPlainText()
        return text[len(self._prefix) : len(text) - len(self._suffix)]

    @property
    def is_changed(self) -> bool:
        return self.value() != self._loaded

    def take(self, text: str) -> None:
        """Puts a text in the place of the whole value; it can be undone like typing."""
        self.select(True)
        self.insertPlainText(text)

    def select(self, everything: bool) -> None:
        """Puts the cursor behind the value, or selects the value."""
        cursor = self.textCursor()
        cursor.setPosition(self._first if everything else self._last)
        cursor.setPosition(self._last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    @property
    def _first(self) -> int:
        return len(self._prefix)

    @property
    def _last(self) -> int:
        return max(self._first, self.document().characterCount() - 1 - len(self._suffix))

    # -- keys ----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        """Whether a key is the editor's even where the window has an action for it."""
        return self._way(event) is not None or event.key() in _OWN_KEYS

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.helper and self.helper(event):
            event.accept()
            return
        way = self._way(event)
        if way:
            self.left.emit(self, way)
        elif event.key() == Qt.Key.Key_F2:
            self.replaces = not self.replaces
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.insertPlainText("\n")
        elif not self._would_hurt_print(event):
            super().keyPressEvent(event)
        event.accept()  # a key that edits nothing here does nothing to the cells either

    def _way(self, event: QKeyEvent) -> Way | None:
        """Where a key leads out of the editor, None for keys that edit."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key(), modifiers:
            case (Qt.Key.Key_Return | Qt.Key.Key_Enter, Qt.KeyboardModifier.NoModifier):
                return "next"
            case (Qt.Key.Key_Return | Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier):
                return "previous"
            case (Qt.Key.Key_Return | Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier):
                return "line_below"
            case (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier):
                return "tab"
            case (Qt.Key.Key_Backtab, _) | (Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier):
                return "previous"
            case (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier):
                return "missing"
            case (Qt.Key.Key_Escape, _):
                return "escape"
            case (Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Left | Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier):
                return self._way_by_arrow(Qt.Key(event.key())) if self.replaces else None
        return None

    def _way_by_arrow(self, key: Qt.Key) -> Way | None:
        """Where an arrow leads out of a cell opened by typing. In a text of several lines it first goes through these."""
        way, move = _ARROWS[key]
        at_edge = not self.textCursor().movePosition(move)
        if way in ("left", "right"):
            return way if at_edge or self._is_one_line() else None
        return way if at_edge else None

    def _is_one_line(self) -> bool:
        return self.document().blockCount() == 1 and self.document().firstBlock().layout().lineCount() <= 1

    def _would_hurt_print(self, event: QKeyEvent) -> bool:
        """Whether a key would delete prefix or suffix."""
        if not self._prefix and not self._suffix:
            return False
        cursor = self.textCursor()
        if any(event.matches(key) for key in _REMOVING):
            return True
        if cursor.hasSelection():
            return False
        if event.key() == Qt.Key.Key_Backspace:
            return cursor.position() <= self._first
        return event.key() == Qt.Key.Key_Delete and cursor.position() >= self._last

    def _keep_cursor_inside(self) -> None:
        cursor = self.textCursor()
        if self.document().characterCount() - 1 < len(self._prefix) + len(self._suffix):
            return  # the text is just being set
        anchor = min(max(cursor.anchor(), self._first), self._last)
        position = min(max(cursor.position(), self._first), self._last)
        if (anchor, position) != (cursor.anchor(), cursor.position()):
            cursor.setPosition(anchor)
            cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    # -- Qt ------------------------------------------------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text only; a cell copied in a spreadsheet brings a line end that is not part of it."""
        if source.hasText():
            self.insertPlainText(source.text().rstrip("\r\n"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Lays the text out for the present size and scale."""
        look = self._look
        self._layout.fit(look.geometry.width_mm(self._cell), look.per_mm, self.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ensureCursorVisible()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._look.shades.accent), OUTLINE))
        half = OUTLINE / 2
        painter.drawRect(QRectF(self.viewport().rect()).adjusted(half, half, -half, -half))
        painter.end()

    def _on_text_changed(self) -> None:
        if self._is_loaded:
            self.text_shown.emit(self, self._layout.shown_text())
