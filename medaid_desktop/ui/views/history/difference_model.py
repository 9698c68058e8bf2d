"""Differences as the lines of a list: what each is about, and both sides in words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medaid_desktop.core.changes.differences import Difference

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

DIFFERENCE_ROLE = Role.UserRole
_ROOT = QModelIndex()


class DifferenceModel(QAbstractListModel):
    """Differences, and what the two sides are called (原 and 改为, 当时 and 现在)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.differences: list[Difference] = []
        self.sides = ("", "")

    def show(self, differences: Sequence[Difference], sides: tuple[str, str]) -> None:
        """Shows other differences."""
        self.beginResetModel()
        self.differences, self.sides = list(differences), sides
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.differences)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        difference = self.differences[index.row()]
        if role == DIFFERENCE_ROLE:
            return difference
        if role in (Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole):
            apart = "，" if role == Role.AccessibleTextRole else "\n"
            return apart.join([self.heading(difference), *self.lines(difference)])
        return None

    def heading(self, difference: Difference) -> str:
        """What it is about: 指标值　绩效指标第 2 行“住院救助人次”."""
        kinds = {"added": self.tr("多出一行"), "removed": self.tr("少了一行"), "moved": self.tr("移动一行")}
        return "　".join(part for part in (difference.field or kinds.get(difference.kind, ""), difference.row) if part)

    def lines(self, difference: Difference) -> list[str]:
        """Both sides, each with what it is called; only one where a row came or went."""
        blank = self.tr("（空）")
        texts = (difference.before, difference.after)
        wanted = {"added": (1,), "removed": (0,)}.get(difference.kind, (0, 1))
        return [f"{self.sides[side]}：{texts[side] or blank}" for side in wanted]
