"""What stands by while a cell is typed in: suggestions and the calendar. The cell keeps the focus and the last word."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.sheet import Slot
from medaid_desktop.core.texts.dates import PartialDate
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.suggesting.recall import Memory, recall
from medaid_desktop.operations.suggesting.suggestions import Suggester, Suggestion, warm_up
from medaid_desktop.store.shipped.vocabulary import load_vocabulary
from medaid_desktop.ui.delegates.cell_editor import CellEditor
from medaid_desktop.ui.delegates.day_picker import DayPicker
from medaid_desktop.ui.delegates.floating import beside
from medaid_desktop.ui.delegates.suggestion_list import SuggestionList

if TYPE_CHECKING:
    from medaid_desktop.ui.views.paper.typing_view import TypingView

_PLAIN = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAVING = (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}


class CellHelp(QObject):
    """Offers what fits the open editor of a view. Made with the view, filled when the first cell is typed in."""

    def __init__(self, view: "TypingView") -> None:
        super().__init__(view)
        self._view = view
        self._editor: CellEditor | None = None
        self._closed = False
        """The clerk closed the list with Esc: in this cell it comes again only when called."""
        self._suggester: Suggester | None = None
        self._memory: Memory | None = None
        self.list = SuggestionList(view)
        self.days = DayPicker(view)
        self.list.taken.connect(self._on_taken)
        self.days.picked.connect(self._on_picked)
        view.cell_delegate.opened.connect(self._attend)
        view.cell_delegate.text_shown.connect(self._on_text_shown)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.follow)

    # -- what is known -------------------------------------------------------------------------------------------

    def preparing(self) -> Callable[[Desk], Memory]:
        """Work for a background thread that reads what may be offered; its result is for `take`."""
        regions, filing = self._view.session.desk.regions, self._filing().copy()

        def read(desk: Desk) -> Memory:
            load_vocabulary()
            warm_up(regions)
            return recall(desk, filing)

        return read

    def take(self, memory: Memory) -> None:
        """Takes what was read of the ledger."""
        self._memory = memory
        self._ready().memory = memory

    def take_if_alive(self, memory: Memory) -> None:
        """As `take`, for work that may end after the tab was closed."""
        if isValid(self):
            self.take(memory)

    def offers(self) -> bool:
        """Whether anything is known for the current cell while it is blank."""
        slot = self._view.session.grid.slot(self._view.anchor)
        return slot is not None and bool(self._ask(slot, "", 1))

    @property
    def is_ready(self) -> bool:
        """Whether what the ledger holds has been read."""
        return self._memory is not None

    @property
    def is_open(self) -> bool:
        """Whether a list or the calendar stands at the cell."""
        return self.list.isVisible() or self.days.isVisible()

    def _ready(self) -> Suggester:
        if self._suggester is None:
            session = self._view.session
            self._suggester = Suggester(session.form, session.desk.regions, load_vocabulary())
        return self._suggester

    def _ask(self, slot: Slot, typed: str, limit: int = 0) -> list[Suggestion]:
        suggester, filing = self._ready(), self._filing()
        if self._memory is None:  # nobody has prepared it: on a ledger of usual size that is a matter of milliseconds
            self.take(recall(self._view.session.desk, filing))
        return suggester.suggest(filing, slot, typed, limit) if limit else suggester.suggest(filing, slot, typed)

    def _filing(self) -> Filing:
        return self._view.session.filing

    # -- when it stands there ------------------------------------------------------------------------------------

    def call(self) -> None:
        """Opens what fits the open editor: the calendar for a date, else the list with its first row chosen."""
        editor = self._editor
        definition = self._view.session.definition(editor.anchor) if editor else None
        if editor is None or definition is None:
            return
        self._closed = False
        if definition.type == "date":
            self._open_days(editor)
            return
        if not self.list.isVisible():
            self._offer(editor, editor.value().strip() if editor.is_changed else "")
        if self.list.isVisible():
            self.list.step(1)

    def dismiss(self) -> None:
        """Takes list and calendar away; the editor is about to close."""
        self._editor = None
        self._hide()

    def _hide(self) -> None:
        self.list.hide()
        self.days.hide()
        if self._editor:
            self._editor.setAccessibleDescription("")

    def _attend(self, editor: CellEditor) -> None:
        self._editor = editor
        self._closed = False
        editor.helper = self._on_key
        for panel in (self.list, self.days):
            panel.setFocusProxy(editor)  # else a click on it would go on to the view and close the editor

    def _on_text_shown(self, editor: CellEditor) -> None:
        if editor is not self._editor:
            return
        if editor.is_composing:  # not typed yet: what stands there stays, only the cell may have grown
            self.follow()
            return
        self.days.hide()
        if self._closed or not editor.is_changed or not editor.value().strip():
            self._hide()
        else:
            self._offer(editor, editor.value().strip())

    def _offer(self, editor: CellEditor, typed: str) -> None:
        slot = self._view.session.grid.slot(editor.anchor)
        suggestions = self._ask(slot, typed) if slot else []
        if not suggestions:
            self._hide()
            return
        self.list.offer(suggestions)
        words = self.tr("%1 条建议，按向下键选取").replace("%1", str(len(suggestions)))
        editor.setAccessibleDescription(words)
        self._show(self.list, self.list.sizeHint())

    def _show(self, panel: QWidget, size: QSize) -> None:
        view = self._view
        panel.setGeometry(beside(view.cell_rect(self._anchor()), size, view.viewport().rect()))
        panel.show()
        panel.raise_()

    def follow(self) -> None:
        """Goes where the cell goes when it grows or the sheet is scrolled."""
        for panel in (self.list, self.days):
            if panel.isVisible():
                self._show(panel, panel.sizeHint())

    def _anchor(self) -> tuple[int, int]:
        return self._editor.anchor if self._editor else self._view.anchor

    # -- keys and clicks -----------------------------------------------------------------------------------------

    def _on_key(self, event: QKeyEvent) -> bool:
        """Takes the keys that are for list or calendar; all others stay the editor's."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if is_call(event):
            self.call()
            return True
        if self.days.isVisible():
            return self._on_days_key(event)
        if not self.list.isVisible():
            if key == Qt.Key.Key_Down and modifiers == _PLAIN and self._opens_downwards():
                self.call()
            return self.list.isVisible()
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and modifiers == Qt.KeyboardModifier.AltModifier):
            self._closed = True
            self._hide()
            return True
        if key in _STEPS and modifiers == _PLAIN:
            inside = self.list.currentRow() >= 0
            if inside or key == Qt.Key.Key_Down:
                self.list.step(_STEPS[key])
                return True
            return False
        chosen = self.list.chosen
        if chosen and key in _LEAVING and not modifiers & Qt.KeyboardModifier.AltModifier:
            return self._take(chosen)
        return False

    def _opens_downwards(self) -> bool:
        """Whether the key that goes down opens the list: the form offers words here, and no line of the text is below."""
        editor = self._editor
        definition = self._view.session.definition(editor.anchor) if editor else None
        if editor is None or editor.replaces or definition is None or not definition.options:
            return False
        return not editor.textCursor().movePosition(QTextCursor.MoveOperation.Down)

    def _on_days_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._hide()
            return True
        if key in _LEAVING:
            if self._editor:
                self._editor.take(self._in_style(self.days.day))
            return False  # the editor goes on as after typing: Enter to the next field
        return self.days.walk(event)

    def _take(self, suggestion: Suggestion) -> bool:
        """Puts a suggestion into the cell; True where the key has done its work with that."""
        if self._editor is None:
            return False
        self._editor.take(suggestion.text)
        if suggestion.complete:
            self._hide()
        return not suggestion.complete

    def _on_taken(self, suggestion: Suggestion) -> None:
        self._take(suggestion)

    def _on_picked(self, day: date) -> None:
        if self._editor:
            self._editor.take(self._in_style(day))
            self._hide()

    # -- the calendar --------------------------------------------------------------------------------------------

    def _open_days(self, editor: CellEditor) -> None:
        self.list.hide()
        self.days.choose(self._first_day(editor.value()))
        self._show(self.days, self.days.sizeHint())

    def _first_day(self, typed: str) -> date:
        """The day the calendar opens at: what is typed, else today, else the first of the form's year."""
        today = date.today()
        year = self._filing().year or today.year
        if typed.strip():
            meant = self._ready().dates(self._filing(), typed)
            if meant:
                return meant[0].first_day()
        return today if today.year == year else date(year, 1, 1)

    def _in_style(self, day: date) -> str:
        slot = self._view.session.grid.slot(self._anchor())
        written = PartialDate(day.year, day.month, day.day)
        return self._ready().date_text(slot, written) if slot else str(written)


def is_call(event: QKeyEvent) -> bool:
    """Whether a key calls for the list or calendar of a cell: Alt+Down, F4."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_F4:
        return modifiers == _PLAIN
    return event.key() == Qt.Key.Key_Down and modifiers == Qt.KeyboardModifier.AltModifier
