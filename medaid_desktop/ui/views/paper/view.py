"""The table editor: the clerk works on the very sheet that will be printed."""

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from medaid_desktop.core.texts.choices import asks_remark, parted
from medaid_desktop.ui.delegates.cell_choice import ChoiceList
from medaid_desktop.ui.views.paper.actions import PaperActions
from medaid_desktop.ui.views.paper.cell_help import is_call
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.typing_view import Editor
from medaid_desktop.ui.views.paper.walking_view import WalkingView


class PaperView(WalkingView):
    """Turns keys and clicks into what the clerk wants done; `commands` names it all for menus."""

    menu_opening = Signal(object, str)
    """The QMenu of a cell, about to be seen, and the path that the cell shows ("" for paper): others may add to it."""

    def __init__(self, session: EditingSession, parent: QWidget | None = None) -> None:
        self._before: tuple[Anchor, list[Anchor], list[tuple[QScrollBar, int]]] | None = None
        super().__init__(session, parent)
        self.commands = PaperActions(self)
        self._pressed_option: str | None = None
        self._passing = False
        self.paper.modelAboutToBeReset.connect(self._remember)
        self.paper.modelReset.connect(self._put_back)  # behind the selection model, which forgets all
        self.paper.spans_changed.connect(self._stand_on_a_cell)
        self.paper.place_found.connect(lambda row, col: self.go_to((row, col)))
        first = self.paper.grid.edge_field(last=False)
        if first:
            self.go_to(first)

    # -- keys ----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        """Whether a key is the paper's even where the window has an action for it."""
        return self.commands.knows(event) or self._answers_call(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editor = self.editor
        if editor:
            self._pass_on(event, editor)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.walk(event.key() == Qt.Key.Key_Tab, tabs=True)
            event.accept()
        elif self._answers_call(event):
            self.open_editor()
            self.help.call()
            event.accept()
        elif self.select_stretch(event) or self.commands.act(event):
            event.accept()
        elif _types(event) and not self.session.is_editable(self.anchor):
            self.session.refuse(self.anchor)
            event.accept()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Opens an editor for what an input method writes at once (，《 and full-width digits): Qt would drop that."""
        at_once = bool(event.commitString()) and not event.preeditString()
        if self.editor or not at_once:
            super().inputMethodEvent(event)
            return
        event.accept()
        if self.session.refuse(self.anchor):
            return
        self.edit(self.currentIndex(), self.EditTrigger.AnyKeyPressed)
        if self.editor:
            QCoreApplication.sendEvent(self.editor, event)

    def _pass_on(self, event: QKeyEvent, editor: Editor) -> None:
        """Keys that come here while an editor is open are meant for it: an input method has begun to compose, and the
        focus is still here."""
        if not self._passing:
            self._passing = True
            QCoreApplication.sendEvent(editor, event)
            self._passing = False

    def _answers_call(self, event: QKeyEvent) -> bool:
        """Whether Alt+Down or F4 opens a calendar or a list here.

        F4 opens whatever the cell has, and is nothing where it has none. Alt+Down does so too, but moves the line of
        a table where a cell is filled that is neither date nor period.
        """
        definition = self.session.definition(self.anchor)
        if not is_call(event) or definition is None or not self.session.is_editable(self.anchor):
            return False
        if definition.type in ("date", "period"):
            return True
        is_f4 = event.key() == Qt.Key.Key_F4
        if definition.type == "choice" and definition.options:
            return is_f4
        moves_line = not is_f4 and self.paper.grid.is_table_line(self.anchor[0]) and self.session.value(self.anchor)
        return not moves_line and self.help.offers()

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
            self._ask_about(option)

    def _ask_about(self, option: str) -> None:
        """An option that says too little by itself (其他) is explained as soon as it is ticked."""
        definition = self.session.definition(self.anchor)
        said = parted(self.session.value(self.anchor), definition.options) if definition else []
        if asks_remark(option) and option in [one.word for one in said]:
            self.open_editor()
            if isinstance(self.editor, ChoiceList):
                self.editor.explain(option)

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
        menu, slot = self.commands.menu(), self.paper.grid.slot(self.anchor)
        self.menu_opening.emit(menu, slot.path if slot else "")
        menu.popup(at)

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

    def _put_back(self) -> None:
        """Another paper: cursor, selection and place stay as far as they still exist."""
        if not self._before:
            return
        (row, col), selected, bars = self._before
        self._before = None
        grid = self.paper.grid
        for bar, value in bars:
            bar.setValue(value)
        self.go_to(grid.anchor(min(row, grid.row_count - 1), min(col, grid.column_count - 1)))
        chosen = self.selection_of([place for place in selected if place in grid.cells])
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _stand_on_a_cell(self) -> None:
        """A merged cell has taken the place where the cursor stands: then it stands in that one."""
        current = self.currentIndex()
        if current.isValid() and (current.row(), current.column()) != self.anchor:
            self.go_to(self.anchor)


def _types(event: QKeyEvent) -> bool:
    """Whether a key writes something."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
    return bool(event.text()) and event.text().isprintable() and not held
