"""What a search through the ledger found: filings, and under each the places in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from medaid_desktop.operations.filings.search import FoundFiling, Place

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

LABEL_ROLE, MARKS_ROLE, IS_HEAD_ROLE = Role.UserRole, Role.UserRole + 1, Role.UserRole + 2
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Line:
    """`place` is None for the head of a filing and for the line that counts what is not listed."""

    found: "FoundFiling"
    place: "Place | None" = None
    rest: bool = False


class SearchModel(QAbstractListModel):
    """A line a filing and a line a place; only places can be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []

    def show_found(self, filings: "Sequence[FoundFiling]") -> None:
        """Shows these filings; where they only follow those already shown, nothing of these is disturbed."""
        lines: list[_Line] = []
        for found in filings:
            lines.append(_Line(found))
            lines += [_Line(found, place) for place in found.places]
            if found.more:
                lines.append(_Line(found, rest=True))
        have = len(self._lines)
        if have and lines[:have] == self._lines:
            if len(lines) > have:
                self.beginInsertRows(QModelIndex(), have, len(lines) - 1)
                self._lines = lines
                self.endInsertRows()
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def target(self, row: int) -> tuple[str, str] | None:
        """(filing, path) of a place, None for other lines."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return (line.found.id, line.place.path) if line and line.place else None

    def row_of(self, target: tuple[str, str] | None) -> int:
        """The row of a place, -1 where it is not shown."""
        return next((row for row in range(len(self._lines)) if target and self.target(row) == target), -1)

    def next_place(self, row: int, forwards: bool) -> int:
        """The row of the next or previous place, beginning anew at the end; -1 where there is none."""
        count = len(self._lines)
        steps = (row + by for by in range(1, count + 1)) if forwards else (row - by for by in range(1, count + 1))
        return next((at % count for at in steps if self.target(at % count)), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.target(index.row()):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == IS_HEAD_ROLE:
            return line.place is None and not line.rest
        if line.place:
            return self._place_data(line.place, role)
        if line.rest:
            words = self.tr("另有 %1 处，打开后可用 Ctrl+F 查找").replace("%1", str(line.found.more))
            return words if role in (Role.DisplayRole, Role.AccessibleTextRole) else None
        return self._head_data(line.found, role)

    def _place_data(self, place: "Place", role: int) -> Any:
        if role == Role.DisplayRole:
            return place.snippet.text
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return f"{place.label}：{place.snippet.text}"
        if role == LABEL_ROLE:
            return place.label
        return place.snippet.marks if role == MARKS_ROLE else None

    def _head_data(self, found: "FoundFiling", role: int) -> Any:
        year = self.tr("%1 年度").replace("%1", str(found.year)) if found.year else ""
        below = " · ".join(part for part in (found.form_title, found.region_name, year) if part)
        if role == Role.DisplayRole:
            return found.title
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return f"{found.title}，{below}"
        return below if role == LABEL_ROLE else None
