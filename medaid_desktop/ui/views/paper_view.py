"""The table editor: the clerk works on the very sheet that will be printed."""

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QWidget

from medaid_desktop.ui.editing_session import EditingSession
from medaid_desktop.ui.views.paper_actions import PaperActions
from medaid_desktop.ui.views.paper_grid import DOWN, LEFT, RIGHT, UP, Anchor, Step
from medaid_desktop.ui.views.paper_typing_view import Editor, TypingView

_Cursor = QAbstractItemView.CursorAction
_STEPS: dict[_Cursor, Step] = {
    _Cursor.MoveLeft: LEFT,
    _Cursor.MoveRight: RIGHT,
    _Cursor.MoveUp: UP,
    _Cursor.MoveDown: DOWN,
}


class PaperView(TypingView):
    """Turns keys and clicks into what the clerk wants done; `commands` names it all for menus."""

    def __init__(self, session: EditingSession, parent: QWidget | None = None) -> None:
        self._before: tuple[Anchor, list[Anchor], list[tuple[QScrollBar, int]]] | None = None
        super().__init__(session, parent)
        self.commands = PaperActions(self)
        self._pressed_option: str | None = None
        self._passing = False
        self.setTabKeyNavigation(True)
        self.paper.modelAboutToBeReset.connect(self._remember)
        self.paper.place_found.connect(lambda row, col: self.go_to((row, col)))
        if self.paper.grid.fields:
            self.go_to(self.paper.grid.fields[0])

    # -- keys ----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.commands.knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editor = self.editor
        if editor:
            self._pass_on(event, editor)
        elif self.commands.act(event):
            event.accept()
        elif _types(event) and not self.session.is_editable(self.anchor):
            self.session.refuse(self.anchor)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _pass_on(self, event: QKeyEvent, editor: Editor) -> None:
        """Keys that come here while an editor is open are meant for it: an input method has begun to compose, and the
        focus is still here."""
        if not self._passing:
            self._passing = True
            QCoreApplication.sendEvent(editor, event)
            self._passing = False

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        grid = self.paper.grid
        if action in (_Cursor.MoveNext, _Cursor.MovePrevious):
            place = grid.field_beside(self.anchor, action == _Cursor.MoveNext) or self.anchor
            self._lane = place
            return self.paper.anchor_index(place)
        if action in _STEPS:
            return self._beside(_STEPS[action])
        found = super().moveCursor(action, modifiers)
        self._lane = grid.anchor(found.row(), found.column())
        return self.paper.anchor_index(self._lane)

    def press_space(self) -> None:
        """Ticks a box; in any other field, opens the editor without touching the text."""
        option = self.session.next_option(self.anchor)
        definition = self.session.definition(self.anchor)
        if option is None or (definition and definition.multiple):
            self.open_editor()
        else:
            self.session.toggle(*self.anchor, option)

    # -- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish_editing()
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._lane = self.paper.grid.anchor(index.row(), index.column())
        self._pressed_option = self._option_at(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        option, self._pressed_option = self._pressed_option, None
        if option and option == self._option_at(event) and not self.session.refuse(self.anchor):
            self.session.toggle(*self.anchor, option)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._option_at(event) is None:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid() and (index.row(), index.column()) not in self.selected():
                self.go_to((index.row(), index.column()))
        at = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            at = self.viewport().mapToGlobal(self.cell_rect(self.anchor).bottomLeft())
        self.commands.menu().popup(at)

    def _option_at(self, event: QMouseEvent) -> str | None:
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return None
        point = event.position()
        index = self.indexAt(point.toPoint())
        rect = self.cell_rect((index.row(), index.column()))
        return self.cell_delegate.option_at(index, rect, point) if index.isValid() else None

    # -- Qt ------------------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        self._before = (self.anchor, self.selected(), [(bar, bar.value()) for bar in bars])

    def reset(self) -> None:
        """Another paper: cursor, selection and place stay as far as they still exist."""
        super().reset()
        if not self._before:
            return
        (row, col), selected, bars = self._before
        self._before = None
        grid = self.paper.grid
        for bar, value in bars:
            bar.setValue(value)
        self.go_to(grid.anchor(min(row, grid.row_count - 1), min(col, grid.column_count - 1)))
        for place in selected:
            if place in grid.cells:
                self.selectionModel().select(self.paper.anchor_index(place), QItemSelectionModel.SelectionFlag.Select)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _types(event: QKeyEvent) -> bool:
    """Whether a key writes something."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
    return bool(event.text()) and event.text().isprintable() and not held
