"""The log as a table; its lines are read when they are looked at, some at a time."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from medaid_desktop.operations.logbook import Line

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

NUMBER, AT, WHO, ACTION, FILING, DETAILS, CODE = range(7)
_AT_ONCE = 100
_KEPT = 60
"""Lots that are kept in memory."""
_ROOT = QModelIndex()


class LogModel(QAbstractTableModel):
    """`read` gives the lines of entries by their numbers, an empty one for each that is gone."""

    def __init__(self, read: "Callable[[Sequence[int]], Sequence[Line | None]]", parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self.numbers: Sequence[int] = ()
        self._lots: dict[int, Sequence[Line | None]] = {}
        self._heads = (
            self.tr("序号"), self.tr("时间"), self.tr("操作员"), self.tr("操作"), self.tr("填报件"), self.tr("详情"), self.tr("校验码"),
        )  # fmt: skip

    def show(self, numbers: Sequence[int]) -> None:
        """Shows the entries of these numbers, in this order."""
        self.beginResetModel()
        self.numbers = numbers
        self._lots.clear()
        self.endResetModel()

    def line(self, row: int) -> "Line | None":
        """The line of a row, None where there is none."""
        if not 0 <= row < len(self.numbers):
            return None
        lot = row // _AT_ONCE
        if lot not in self._lots:
            while len(self._lots) >= _KEPT:
                del self._lots[next(iter(self._lots))]
            self._lots[lot] = self._read(self.numbers[lot * _AT_ONCE : (lot + 1) * _AT_ONCE])
        return self._lots[lot][row % _AT_ONCE]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return self._heads[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return None
        line = self.line(index.row())
        if line is None:
            return str(self.numbers[index.row()]) if index.column() == NUMBER and role != Role.ToolTipRole else None
        texts = (str(line.number), line.at, line.who, line.action, line.subject, line.details, line.code)
        if role == Role.ToolTipRole:
            return texts[index.column()] if index.column() in (FILING, DETAILS) else None
        if role == Role.AccessibleTextRole and index.column() == NUMBER:
            return "，".join(text for text in texts if text)
        return texts[index.column()]
