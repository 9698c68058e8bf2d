"""The files of a batch as a list: a line a file, and under a file of several tables a line a table."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.entries import NEED_CLERK, Entry, State
from medaid_desktop.ui.views.incoming.naming import state_words, table_title

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Line = tuple[Entry, int]
"""An entry and the number of one of its tables, -1 for the file."""

STATE_ROLE, STATE_WORDS_ROLE, IS_TABLE_ROLE = Role.UserRole, Role.UserRole + 1, Role.UserRole + 2
_ROOT = QModelIndex()


class IncomingListModel(QAbstractListModel):
    """Follows the batch. What a file needs of lines is known once it has been read; others then move down."""

    def __init__(self, batch: Batch, place_words: Callable[[Entry, int], str], parent: QObject | None = None) -> None:
        """`place_words` says region and year of a table."""
        super().__init__(parent)
        self._batch = batch
        self._place_words = place_words
        self._lines: list[Line] = []
        self._rows: dict[int, int] = {}
        self._only_questions = False
        batch.added.connect(self._on_added)
        batch.changed.connect(self._on_changed)
        batch.settled.connect(self._on_settled)

    def show_only_questions(self, only: bool) -> None:
        """Narrows the list to the files that need the clerk, as they are now, or lists all."""
        self._only_questions = only
        self.read_again()

    def read_again(self) -> None:
        """Lists the batch as it is now."""
        self.beginResetModel()
        self._lines = [line for entry in self._batch.entries if self._is_listed(entry) for line in _lines_of(entry)]
        self._number()
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """The entry and table of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, entry: Entry, number: int = -1) -> int:
        """The row of a file or of one of its tables; the file's where the table has no line; -1 where not listed."""
        first = self._rows.get(id(entry), -1)
        if first < 0 or number < 0:
            return first
        return first + 1 + number if len(_lines_of(entry)) > 1 else first

    # -- QAbstractListModel --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        entry, number = line
        match role:
            case Role.DisplayRole:
                return entry.file.name if number < 0 else table_title(entry.items[number], number)
            case _ if role == STATE_ROLE:
                return entry.state() if number < 0 else entry.table_state(number)
            case _ if role == STATE_WORDS_ROLE:
                return self._words(entry, number)
            case _ if role == IS_TABLE_ROLE:
                return number >= 0
            case Role.AccessibleTextRole:
                return f"{self.data(index)}，{self._words(entry, number)}"
            case Role.ToolTipRole:
                return self._tip(entry, number)
            case _:
                return None

    def _words(self, entry: Entry, number: int) -> str:
        """The state, and for whom it is."""
        words = state_words(entry, number)
        single = number if number >= 0 else 0 if len(entry.items) == 1 else -1
        place = self._place_words(entry, single) if single >= 0 and entry.state() is not State.UNREADABLE else ""
        if number < 0 and len(entry.items) > 1:
            place = self.tr("%1 张表").replace("%1", str(len(entry.items)))
        return "　".join(part for part in (words, place) if part)

    def _tip(self, entry: Entry, number: int) -> str:
        error = entry.error()
        if error is not None:
            return f"{entry.file}\n{error}"
        problem = entry.items[number].problem if number >= 0 else None
        return f"{entry.file}\n{problem}" if problem else str(entry.file)

    # -- changes -------------------------------------------------------------------------------------------------

    def _is_listed(self, entry: Entry) -> bool:
        return not self._only_questions or entry.state() in NEED_CLERK

    def _number(self) -> None:
        self._rows = {id(entry): row for row, (entry, number) in enumerate(self._lines) if number < 0}

    def _on_added(self, first: int, count: int) -> None:
        new = [
            line
            for entry in self._batch.entries[first : first + count]
            if self._is_listed(entry)
            for line in _lines_of(entry)
        ]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(new) - 1)
            self._lines += new
            self._number()
            self.endInsertRows()

    def _on_changed(self, entry: Entry) -> None:
        row = self._rows.get(id(entry), -1)
        if row < 0:
            if self._is_listed(entry):
                self.read_again()
            return
        have, wanted = self._have(row), _lines_of(entry)
        if len(wanted) > have:
            self.beginInsertRows(QModelIndex(), row + have, row + len(wanted) - 1)
            self._lines[row : row + have] = wanted
            self._number()
            self.endInsertRows()
        elif len(wanted) < have:
            self.beginRemoveRows(QModelIndex(), row + len(wanted), row + have - 1)
            self._lines[row : row + have] = wanted
            self._number()
            self.endRemoveRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row + len(wanted) - 1, 0))

    def _have(self, row: int) -> int:
        entry = self._lines[row][0]
        behind = row + 1
        while behind < len(self._lines) and self._lines[behind][0] is entry:
            behind += 1
        return behind - row

    def _on_settled(self) -> None:
        if len(self._rows) != len(self._batch.entries) and not self._only_questions:
            self.read_again()
        elif self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0))


def _lines_of(entry: Entry) -> list[Line]:
    tables = range(len(entry.items)) if len(entry.items) > 1 else ()
    return [(entry, -1), *((entry, number) for number in tables)]
