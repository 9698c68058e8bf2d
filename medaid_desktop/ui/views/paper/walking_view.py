"""Where keys lead on the paper: fields one after the other, the keys of a spreadsheet, whole rows and columns."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from medaid_desktop.ui.views.paper.drag_view import DragView
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.grid import DOWN, LEFT, RIGHT, UP, Anchor, Step
from medaid_desktop.ui.views.paper.typing_view import Index
from medaid_desktop.ui.views.paper.walking import (
    blocks_of,
    column_places,
    far_along,
    line_after_tabs,
    row_end,
    row_places,
)

_Cursor = QAbstractItemView.CursorAction
_STEPS: dict[_Cursor, Step] = {
    _Cursor.MoveLeft: LEFT,
    _Cursor.MoveRight: RIGHT,
    _Cursor.MoveUp: UP,
    _Cursor.MoveDown: DOWN,
}


class WalkingView(DragView):
    """Moves the cursor and what is selected with it."""

    def __init__(self, session: EditingSession, parent: QWidget | None = None) -> None:
        self._tabbed_from: Anchor | None = None
        """Where a walk along a line by Tab began; Enter then leads below that cell."""
        super().__init__(session, parent)
        self.setTabKeyNavigation(True)

    def walk(self, forward: bool, tabs: bool = False) -> bool:
        """Goes to the next or previous field in reading order; False at the end.

        `tabs` says that it was by Tab: the next Enter then goes below where that walk along a table's line began.
        """
        begun, here = self._tabbed_from, self.anchor
        below = None if tabs or not forward else line_after_tabs(self.paper.grid, begun, here)
        if below:
            self.go_to(below)
            return True
        walked = super().walk(forward)
        if tabs and forward:
            self._tabbed_from = begun if begun and begun[0] == here[0] else here
        return walked

    def currentChanged(self, current: Index, previous: Index) -> None:
        self._tabbed_from = None
        super().currentChanged(current, previous)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Ctrl with a key that moves goes there, as in a spreadsheet; Qt would leave the selection behind."""
        held = event.modifiers() if isinstance(event, QKeyEvent) else Qt.KeyboardModifier.NoModifier
        if held & Qt.KeyboardModifier.ControlModifier and not held & Qt.KeyboardModifier.ShiftModifier:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        grid, far = self.paper.grid, bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if action in _STEPS and far:
            place, self._lane = far_along(
                grid, self.anchor, _STEPS[action], self._lane, lambda place: bool(self.session.shown(place).strip())
            )
            return self.paper.anchor_index(place)
        if action in _STEPS:
            return self._beside(_STEPS[action])
        if action in (_Cursor.MoveHome, _Cursor.MoveEnd):
            last = action == _Cursor.MoveEnd
            self._lane = (grid.edge_field(last) or self.anchor) if far else row_end(grid, self.anchor, last)
            return self.paper.anchor_index(self._lane)
        found = super().moveCursor(action, modifiers)
        self._lane = grid.anchor(found.row(), found.column())
        return self.paper.anchor_index(self._lane)

    def select_stretch(self, event: QKeyEvent) -> bool:
        """Ctrl+Space selects the column, Shift+Space the row."""
        if event.key() != Qt.Key.Key_Space:
            return False
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            places = column_places(self.paper.grid, self.anchor)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            places = row_places(self.paper.grid, self.anchor)
        else:
            return False
        chosen = self.selection_of(places)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return True

    def selection_of(self, places: Iterable[Anchor]) -> QItemSelection:
        """Some cells as a selection of few ranges."""
        chosen, paper = QItemSelection(), self.paper
        for top, left, bottom, right in blocks_of(paper.grid, places):
            chosen.select(paper.index(top, left), paper.index(bottom, right))
        return chosen
