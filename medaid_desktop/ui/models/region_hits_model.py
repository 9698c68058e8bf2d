"""What a search for a region found: the name, and where it lies."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication

from medaid_desktop.ui.palette import colours

if TYPE_CHECKING:
    from medaid_desktop.core.places.regions import Hit, Home, Region, RegionTable

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

NAME, ABOVE = range(2)
CODE_ROLE = Role.UserRole
_MOST = 60
_ROOT = QModelIndex()


class RegionHitsModel(QAbstractTableModel):
    """One row a region found, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[tuple[str, str, str]] = []

    def search(self, regions: "RegionTable", text: str, year: int | None = None, home: "Home | None" = None) -> None:
        """Finds by name, part of it, code, pinyin and initials, the near ones first; where the year knows none, among
        those of other years."""
        hits = regions.search(text, year, _MOST, home) or (regions.search(text, None, _MOST, home) if year else [])
        self.beginResetModel()
        self._hits = [
            (hit.region.code, self._name(hit.region), _above(regions, hit.region, year) + self._how(hit))
            for hit in hits
        ]
        self.endResetModel()

    def code(self, row: int) -> str:
        """The code of the region in a row."""
        return self._hits[row][0]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        code, name, above = self._hits[index.row()]
        if role in (Role.DisplayRole, Role.EditRole):
            return above if index.column() == ABOVE else name
        if role == Role.ToolTipRole:
            return f"{above}{name}　{code}"
        if role == Role.ForegroundRole and index.column() == ABOVE:
            return QBrush(QColor(colours(QGuiApplication.palette()).muted))
        if role == Role.AccessibleTextRole:
            return f"{name} {above}"
        return code if role == CODE_ROLE else None

    def _how(self, hit: "Hit") -> str:
        return self.tr("（名称相近）") if hit.found_by == "look-alike" else ""

    def _name(self, region: "Region") -> str:
        if region.until is None:
            return region.name
        return self.tr("%1（至 %2 年）").replace("%1", region.name).replace("%2", str(region.until))


def _above(regions: "RegionTable", region: "Region", year: int | None) -> str:
    names: Sequence[str] = [above.name for above in regions.path(region.code, year)[:-1]]
    return "".join(names)
