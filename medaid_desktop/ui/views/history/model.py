"""The history of a filing as a tree: an entry a line, its single steps below it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medaid_desktop.operations.filings.history import Entry, entries, moment_words
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_CHUNK = 100
_ROOT = QModelIndex()


class HistoryModel(QAbstractItemModel):
    """Entries newest first, read from the ledger a chunk at a time as the view asks for more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._filing = ""
        self._entries: list[Entry] = []
        self._below: int | None = None

    def show_filing(self, desk: "Desk | None", filing_id: str, least: int = 0) -> None:
        """Shows the history of a filing, at least `least` entries of it at once. Raises UserError where it is gone."""
        self.beginResetModel()
        try:
            self._desk, self._filing, self._entries, self._below = desk, filing_id, [], None
            if desk is not None and filing_id:
                found = entries(desk, filing_id, None, max(_CHUNK, least))
                self._entries, self._below = found.entries, found.below
        finally:
            self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """The entry or single step at an index."""
        if not index.isValid():
            return None
        above = index.internalId()
        return self._entries[above - 1].parts[index.row()] if above else self._entries[index.row()]

    def place_of(self, entry: Entry) -> QModelIndex:
        """Where an entry is now that it may have grown, or one of its steps; an invalid index where it is not read."""
        for row, known in enumerate(self._entries):
            if known.first <= entry.first <= known.last:
                whole = self.index(row, 0)
                if known.first == entry.first and (not known.parts or entry.parts):
                    return whole
                steps = [at for at, part in enumerate(known.parts) if part.last == entry.last]
                return self.index(steps[0], 0, whole) if steps else whole
        return QModelIndex()

    @property
    def is_untouched(self) -> bool:
        """Whether the filing has never been changed."""
        return len(self._entries) == 1 and not self._entries[0].last

    # -- QAbstractItemModel --------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _ROOT) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride] (QObject's too)
        above = index.internalId() if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._entries)
        return 0 if parent.internalId() else len(self._entries[parent.row()].parts)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: ARG002
        return 1

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._below is not None

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or self._desk is None or self._below is None:
            return
        found = entries(self._desk, self._filing, self._below, _CHUNK)
        self.beginInsertRows(QModelIndex(), len(self._entries), len(self._entries) + len(found.entries) - 1)
        self._entries += found.entries
        self._below = found.below
        self.endInsertRows()

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        match role:
            case Role.DisplayRole:
                return entry.label
            case _ if role == SECOND_LINE_ROLE:
                return self.circumstances(entry)
            case Role.ToolTipRole | Role.AccessibleTextRole:
                return f"{entry.label}\n{self.circumstances(entry)}"
            case _:
                return None

    def circumstances(self, entry: Entry) -> str:
        """Who, when, how much, and whether it still holds: 今天 14:03–14:20　张某　23 格."""
        parts = [self._span(entry), entry.operator]
        if entry.kind == "edit" and entry.last and entry.cells > 1:
            parts.append(self.tr("%1 处").replace("%1", str(entry.cells)))
        if entry.state != "done":
            parts.append(self.tr("已撤销"))
        return "　".join(part for part in parts if part)

    def _span(self, entry: Entry) -> str:
        ended, today = datetime.fromisoformat(entry.at), datetime.now()
        words = moment_words(entry.began)
        if ended.date() == today.date():
            words = self.tr("今天 %1").replace("%1", entry.began[11:16])
        return words if entry.began[11:16] == entry.at[11:16] else f"{words}–{entry.at[11:16]}"
