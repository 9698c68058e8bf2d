"""Cursor and editors of the paper: where the clerk stands, and what is being typed there."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from medaid_desktop.core.changes.amount_beside import amount_beside
from medaid_desktop.ui.delegates.cell_choice import ChoiceList
from medaid_desktop.ui.delegates.cell_editor import CellEditor
from medaid_desktop.ui.models.paper_model import Index, PaperModel
from medaid_desktop.ui.views.paper.amount_tag import AmountTag
from medaid_desktop.ui.views.paper.cell_help import CellHelp
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.grid import DOWN, LEFT, RIGHT, UP, Anchor, Step
from medaid_desktop.ui.views.paper.sheet_view import SheetView

_CARET_ROOM = 8
_Trigger = QAbstractItemView.EditTrigger
_ARROWS: dict[str, Step] = {"up": UP, "down": DOWN, "left": LEFT, "right": RIGHT}
Editor = CellEditor | ChoiceList


class TypingView(SheetView):
    """Opens editors over cells and hands what was typed to the session, once the editor is closed."""

    current_changed = Signal(int, int)
    """The cell the cursor stands in."""
    findings_wanted = Signal()
    """What was found in the cells is about to be asked for: the last moment to bring it up to date."""
    finding_reached = Signal(str)
    """The path of a cell with a finding to which a key has led."""
    check_trouble = ""
    """Why the filing cannot be checked, "" where it can."""

    def __init__(self, session: EditingSession, parent: QWidget | None = None) -> None:
        super().__init__(PaperModel(session), parent)
        self.paper.setParent(self)
        self.session = session
        self._lane: Anchor = (0, 0)
        self._jumps = False
        self._typed: tuple[Anchor, str] | None = None
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setAccessibleName(session.form.title)
        self.cell_delegate.left.connect(self._on_left)
        self.cell_delegate.text_shown.connect(self._on_text_shown)
        self.help = CellHelp(self)
        self._tag = AmountTag(self)
        self.paper.dataChanged.connect(self._show_tag)
        self.paper.modelReset.connect(self._show_tag)
        self.zoom_changed.connect(self._show_tag)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._show_tag)

    # -- where the cursor stands ---------------------------------------------------------------------------------

    @property
    def anchor(self) -> Anchor:
        """The cell the cursor stands in."""
        current = self.currentIndex()
        return self.paper.grid.anchor(max(0, current.row()), max(0, current.column()))

    def selected(self) -> list[Anchor]:
        """The selected cells, the one with the cursor included."""
        return self.paper.grid.anchors_within(self._selected_block() | {self.anchor})

    def go_to(self, anchor: Anchor) -> None:
        """Puts the cursor into a cell and selects it alone, whatever keys are held down (Ctrl+Enter)."""
        self._lane = anchor
        self._jumps = True
        self.setCurrentIndex(self.paper.anchor_index(anchor))
        self._jumps = False

    def go_to_path(self, path: str) -> bool:
        """Jumps to the cell that shows a path of the filing; False where the paper has none."""
        place = self.paper.grid.paper.place_of(path)
        if place is None:
            return False
        self.finish_editing()
        self.go_to(place)
        self.show_found(place)
        return True

    def shows(self, path: str) -> bool:
        """Whether the cursor stands in the cell that shows a path of the filing."""
        return self.paper.grid.paper.place_of(path) == self.anchor

    def walk(self, forward: bool, tabs: bool = False) -> bool:  # noqa: ARG002  # the heir tells Tab from Enter
        """Goes to the next or previous field in reading order; False at the end. `tabs`: by Tab, not by Enter."""
        place = self.paper.grid.field_beside(self.anchor, forward)
        if place:
            self.go_to(place)
        return place is not None

    def walk_to_finding(self, forward: bool) -> bool:
        """Goes to the next or previous cell with something to do, at the end on from the beginning; says so where there is
        none."""
        self.findings_wanted.emit()
        place = self.paper.open_beside(self.anchor, forward)
        if place:
            self.go_to(place)
            slot = self.paper.grid.slot(place)
            self.finding_reached.emit(slot.path if slot else "")
            return True
        mark, slot = self.paper.mark(self.anchor), self.paper.grid.slot(self.anchor)
        if mark and mark.is_open and slot:  # the only one: it is said again
            self.finding_reached.emit(slot.path)
        else:
            self.session.say(self.check_trouble or self.tr("没有要处理的问题了。"))
        return False

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        if self._jumps:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    # -- typing --------------------------------------------------------------------------------------------------

    @property
    def editor(self) -> Editor | None:
        """The editor that is open, None where none is."""
        editor = self.indexWidget(self.currentIndex()) if self.state() == self.State.EditingState else None
        return editor if isinstance(editor, CellEditor | ChoiceList) else None

    def finish_editing(self) -> None:
        """Commits what is being typed and closes the editor."""
        editor = self.editor
        if editor:
            self._leave(editor)

    def open_editor(self) -> None:
        """Edits the current cell, keeping its text, or says why that cannot be."""
        if not self.session.refuse(self.anchor):
            self.edit(self.currentIndex())

    def edit(  # type: ignore[override]  # Qt has it twice: a slot without and a virtual with trigger and event
        self, index: Index, trigger: _Trigger = _Trigger.AllEditTriggers, event: QEvent | None = None
    ) -> bool:
        self.cell_delegate.replaces = trigger == _Trigger.AnyKeyPressed
        opened = super().edit(index, trigger, event)  # type: ignore[arg-type]
        editor = self.editor
        if opened and trigger == _Trigger.DoubleClicked and isinstance(editor, CellEditor):
            editor.setTextCursor(editor.cursorForPosition(editor.mapFromGlobal(self.cursor().pos())))
        return opened

    def commitData(self, editor: QWidget) -> None:
        """Takes the text; it is stored once the editor is closed, for that may change the whole paper."""
        if isinstance(editor, CellEditor | ChoiceList) and editor.is_changed:
            self._typed = (editor.anchor, editor.value())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: ARG002
        self.help.dismiss()
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        typed, self._typed = self._typed, None
        if isinstance(editor, CellEditor):
            self.look.geometry.type(editor.anchor, None)
        if typed:
            self.session.type_into(*typed[0], typed[1])
        self._apply_sizes()
        self._show_tag()

    def _leave(self, editor: Editor, keep: bool = True) -> None:
        if keep:
            self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _on_left(self, editor: Editor, way: str) -> None:
        self._leave(editor, way != "escape")
        match way:
            case "next" | "tab" | "previous":
                self.walk(way != "previous", way == "tab")
            case "up" | "down" | "left" | "right":
                self.setCurrentIndex(self._beside(_ARROWS[way]))
            case "missing":
                self.walk_to_finding(True)
            case "line_below":
                self.session.insert_line(self.anchor, True)

    def _on_text_shown(self, editor: CellEditor, text: str) -> None:
        """The rows grow with what is typed, and the sheet follows the caret."""
        self.look.geometry.type(editor.anchor, text)
        self._apply_sizes()
        caret = editor.cursorRect().translated(editor.pos())
        bar = self.verticalScrollBar()
        below = caret.bottom() + _CARET_ROOM - self.viewport().height()
        if below > 0:
            bar.setValue(bar.value() + below)
        elif caret.top() < 0:
            bar.setValue(bar.value() + caret.top() - _CARET_ROOM)
        self._show_tag()

    # -- the other unit of an amount -----------------------------------------------------------------------------

    def _show_tag(self, *_: object) -> None:
        """Shows the other unit beside the amount in the current cell, as it is being typed or as it stands."""
        definition, cell = self.session.definition(self.anchor), self.paper.grid.cell(self.anchor)
        if definition is None or cell is None or definition.type != "amount":
            self._tag.tell("", QRect(), QRect(), QRect())
            return
        editor = self.editor if isinstance(self.editor, CellEditor) else None
        value = editor.value() if editor else self.session.value(self.anchor)
        shown = editor.toPlainText() if editor else self.paper.text(self.anchor)
        rect = self.cell_rect(self.anchor)
        text = self.look.set_text(cell, shown).extent(rect)
        amount = amount_beside(definition, self.session.filing, value)
        self._tag.tell(amount, rect, text, self.viewport().rect())

    def updateGeometries(self) -> None:
        """What floats at a cell goes where the cell goes."""
        super().updateGeometries()
        if hasattr(self, "_tag"):
            self.help.follow()
            self._show_tag()

    def _beside(self, step: Step) -> QModelIndex:
        place, self._lane = self.paper.grid.beside(self.anchor, step, self._lane)
        return self.paper.anchor_index(place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        editor = self.editor if hasattr(self, "session") else None
        if isinstance(editor, CellEditor):
            editor.dress()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if hasattr(self, "_tag"):
            self._show_tag()
        if current.isValid():
            self.current_changed.emit(current.row(), current.column())
