"""Corrections by click: the menu at a cell of the document, and what its keys do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.corrected.anchors import correction
from medaid_desktop.recognition.corrections import CONTENT, Kind
from medaid_desktop.recognition.recognise import any_form
from medaid_desktop.ui.views.correction_menu import correction_menu
from medaid_desktop.ui.views.incoming.document_pane import DocumentPane
from medaid_desktop.ui.views.incoming.entries import Entry
from medaid_desktop.ui.views.incoming.field_picker import FieldPicker
from medaid_desktop.ui.views.incoming.learning import Learning
from medaid_desktop.ui.views.incoming.naming import Meaning, column_meanings, field_meanings

if TYPE_CHECKING:
    from medaid_desktop.core.forms import Form
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.recognition.understood import Understood

NOT_CONTENT = "-"
"""What the picker calls “leave it out”."""


class Corrections(QObject):
    """Everything a clerk can say of a cell, column, row or table; said once, it holds for the layout."""

    def __init__(
        self, desk: "Callable[[], Desk]", learning: Learning, pane: DocumentPane, current: "Callable[[], tuple[Entry, int] | None]",
        say: Callable[[str], None], parent: QWidget,
    ) -> None:  # fmt: skip
        """`current` is the table shown; `say` tells why something cannot be done."""
        super().__init__(parent)
        self._desk = desk
        self._learning = learning
        self._pane = pane
        self._view = pane.view
        self._current = current
        self._say = say
        self._parent = parent
        self._view.menu_requested.connect(self._on_menu)
        self._view.asked.connect(self.ask)

    def menu(self) -> QMenu:
        """What can be said of the cell at the cursor, with the keys."""
        table = self._table()
        is_content = self._row_is_content()
        row = self.tr("这一行不是内容(&N)") if is_content else self.tr("这一行是内容(&N)")
        lines = (
            (self.tr("这一格是…(&C)"), "F2", "cell", table is not None),
            (self.tr("这一列是…(&L)"), "Shift+F2", "column", table is not None),
            (row, "Delete", "row", table is not None),
            ("", "", "", False),
            (self.tr("这张表是…(&T)"), "F4", "form", table is not None),
            (self.tr("不导入这张表(&X)"), "Ctrl+Delete", "leave-out", table is not None),
            ("", "", "", False),
            (self.tr("撤销更正(&U)"), "Ctrl+Z", "undo", self._learning.can_undo),
            (self.tr("忘记这种格式的更正(&F)"), "", "forget", self._is_learned()),
        )  # fmt: skip
        return correction_menu(self._parent, "incoming", lines, self.ask)

    def ask(self, wish: str) -> None:
        """Does what a key or menu entry stands for, or asks what is meant."""
        table = self._table()
        if wish == "undo":
            current = self._current()
            if current is not None and self._learning.can_undo:
                self._learning.undo(current[0])
            else:
                self._say(self.tr("没有可以撤销的更正。"))
        elif table is None:
            self._say(self.tr("这里没有读出表来，不能更正。"))
        elif wish == "forget":
            self._learning.forget(*table)
        elif wish == "form":
            self._pick_form()
        elif wish == "leave-out":
            self._correct("form", None, "")
        elif wish == "row":
            self._correct("row", self._view.place, "" if self._row_is_content() else CONTENT)
        else:
            self._pick(wish)

    def choose_form(self, form: str) -> None:
        """The table is of this form, "" for none to be read."""
        if self._table() is not None:
            self._correct("form", None, form)

    # -- asking --------------------------------------------------------------------------------------------------

    def _on_menu(self, place: Place, spot: QPoint) -> None:  # noqa: ARG002
        menu = self.menu()
        menu.exec(spot)
        menu.deleteLater()

    def _pick(self, wish: str) -> None:
        place, form = self._view.place, self._form()
        if place is None or form is None:
            return
        name = self._view.document.cell_name(place)
        out = self.tr("不是内容，不读")
        mark = self._pane.marks.at(place)
        if wish == "cell":
            title = self.tr("%1 这一格是：").replace("%1", name)
            meanings = [*field_meanings(form), Meaning(NOT_CONTENT, out)]
            current = next(iter(mark.paths), "") if mark else ""
            self._open(title, meanings, current, lambda meaning: self._correct("field", place, meaning))
            return
        head = self._head_of(place)
        letters = name.rstrip("0123456789")
        title = self.tr("%1 列是：").replace("%1", letters)
        meanings = [*column_meanings(form, self._tables_of(place)), Meaning(NOT_CONTENT, out)]
        head_mark = self._pane.marks.at(head)
        current = head_mark.meaning.rpartition(".")[2] if head_mark else ""
        self._open(title, meanings, current, lambda meaning: self._correct("column", head, meaning))

    def _pick_form(self) -> None:
        forms = [Meaning(info.id, info.title) for info in self._desk().forms.infos()]
        understood = self._understood()
        current = (understood.form or "") if understood else ""
        self._open(self.tr("这张表是："), forms, current, self.choose_form)

    def _open(self, title: str, meanings: list[Meaning], current: str, taken: Callable[[str], None]) -> None:
        picker = FieldPicker(title, meanings, current, self._parent)
        picker.picked.connect(lambda meaning: taken("" if meaning == NOT_CONTENT else meaning))
        picker.left.connect(lambda: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        rect = self._view.visualRect(self._view.currentIndex())
        picker.open_at(self._view.viewport().mapToGlobal(rect.bottomLeft()), rect.height())

    # -- saying --------------------------------------------------------------------------------------------------

    def _correct(self, kind: Kind, place: Place | None, meaning: str) -> None:
        table, understood = self._table(), self._understood()
        if table is None or understood is None:
            return
        self._learning.correct(*table, [correction(self._view.document.grid, understood, kind, place, meaning)])

    def _table(self) -> tuple[Entry, int] | None:
        """The table that the cell at the cursor belongs to, None where none was understood there."""
        current, place = self._current(), self._view.place
        if current is None:
            return None
        entry, number = current
        found = self._pane.marks.table_at(place) if place else None
        number = number if found is None else found
        known = 0 <= number < len(entry.items) and entry.items[number].understood is not None
        return (entry, number) if known and entry.outcome is None else None

    def _understood(self) -> "Understood | None":
        table = self._table()
        return table[0].items[table[1]].understood if table else None

    def _form(self) -> "Form | None":
        understood, desk = self._understood(), self._desk()
        if understood is None:
            return None
        return desk.forms.get(understood.form) if understood.form else any_form({form.id: form for form in desk.forms})

    def _is_learned(self) -> bool:
        table = self._table()
        return table is not None and self._learning.is_learned(*table)

    def _row_is_content(self) -> bool:
        """Whether something of the cursor's row was read into a row of a table, or into fields."""
        place, marks = self._view.place, self._pane.marks
        if place is None:
            return False
        return any(at[0] == place[0] and mark.is_value for at, mark in marks.all.items())

    def _head_of(self, place: Place) -> Place:
        """The head over a cell: the nearest one above it in its column that was taken for one; else the cell itself."""
        heads = [
            at
            for at, mark in self._pane.marks.all.items()
            if mark.meaning.startswith("tables.") and self._covers(at, place[1]) and at[0] <= place[0]
        ]
        return max(heads, default=self._top_of_column(place))

    def _covers(self, corner: Place, col: int) -> bool:
        cell = self._view.document.grid.at(*corner)
        return corner[1] <= col < corner[1] + (cell.cols if cell else 1)

    def _top_of_column(self, place: Place) -> Place:
        """In a column whose head was not understood: the cell in the row of the other heads, else the cell itself."""
        rows = [
            at[0]
            for at, mark in self._pane.marks.all.items()
            if mark.meaning.startswith("tables.") and at[0] <= place[0]
        ]
        if not rows:
            return place
        cell = self._view.document.grid.at(max(rows), place[1])
        return (cell.row, cell.col) if cell else place

    def _tables_of(self, place: Place) -> list[str]:
        """The tables of the filing whose heads stand in the row of the head over a cell, all where there is none."""
        row = self._head_of(place)[0]
        marks = self._pane.marks.all.items()
        return sorted(
            {mark.meaning.split(".")[1] for at, mark in marks if at[0] == row and mark.meaning.startswith("tables.")}
        )
