"""The region tree: provinces, prefectures, counties, units, each with the number of filings in it and below."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication

from medaid_desktop.ui.palette import colours

if TYPE_CHECKING:
    from medaid_desktop.core.places.regions import Region, RegionTable
    from medaid_desktop.store.records.listing import RegionCount

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

NAME, OPEN, COUNT = range(3)
CODE_ROLE = Role.UserRole
EVERYWHERE, NOWHERE = None, ""
"""Codes of the two rows that are no regions: all filings, and those that name no region."""
_TOTAL = "*"
_ROOT = QModelIndex()


@dataclass(eq=False, slots=True)
class _Node:
    """`children` is None until somebody looks."""

    code: str | None
    name: str
    tip: str = ""
    parent: "_Node | None" = None
    row: int = 0
    children: "list[_Node] | None" = field(default=None)


class RegionModel(QAbstractItemModel):
    """Reads a region's children when they are first looked at: a tree that shows provinces has read provinces."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._regions: RegionTable | None = None
        self._year: int | None = None
        self._exact: dict[str, RegionCount] = {}
        self._counts: dict[str, RegionCount] = {}
        self._wanted: dict[str | None, set[str]] = defaultdict(set)
        self._top = _Node(EVERYWHERE, "", children=[])
        self._nodes: dict[str | None, _Node] = {}
        self._known: dict[str, bool] = {}

    def show_regions(
        self,
        regions: "RegionTable | None",
        year: int | None,
        counts: "Mapping[str, RegionCount]",
        also: Iterable[str] = (),
    ) -> None:
        """Shows the regions of a year (None: today's); `counts` are of each region exactly, "" for none.

        Regions that no longer stand are shown all the same where they have filings, or are named in `also`.
        """
        self.beginResetModel()
        self._regions = regions
        self._year = year
        self._known = {}
        self._nodes = {}
        self._take({code: self._path(code) for code in {*counts, *also} - {NOWHERE}}, counts)
        self._top = _Node(EVERYWHERE, "", children=[])
        if regions is not None:
            self._top.children = self._rows_of(self._top, self._top_rows(counts))
        self.endResetModel()

    def change_count(self, code: str, count: "RegionCount") -> None:
        """Shows a new count of one region and of all above it, and leaves the rows alone."""
        before = self._exact.get(code)
        if before is None or before == count:
            return
        self._exact[code] = count
        steps = [_TOTAL, code] if code == NOWHERE else [_TOTAL, *self._path(code)]
        for step in steps:
            self._counts[step] = self._counts[step] - before + count
            node = self._nodes.get(EVERYWHERE if step == _TOTAL else step)
            if node is not None:
                self.dataChanged.emit(self.createIndex(node.row, OPEN, node), self.createIndex(node.row, COUNT, node))

    def code(self, index: Index) -> str | None:
        """The code of a row: EVERYWHERE, NOWHERE or a region's; EVERYWHERE for no row."""
        return self._node(index).code if index.isValid() else EVERYWHERE

    def index_of(self, code: str | None) -> QModelIndex:
        """The row of a region, reading what lies above it; none where the tree does not show it."""
        if self._regions is None:
            return QModelIndex()
        if code:
            for above in self._path(code)[:-1]:
                if above in self._nodes:
                    self._children(self._nodes[above])
        node = self._nodes.get(code)
        return self.createIndex(node.row, NAME, node) if node else QModelIndex()

    # -- QAbstractItemModel --------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if parent.isValid() and parent.column() != NAME:
            return QModelIndex()
        children = self._children(self._node(parent))
        inside = 0 <= row < len(children) and 0 <= column < self.columnCount()
        return self.createIndex(row, column, children[row]) if inside else QModelIndex()

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._top else self.createIndex(above.row, NAME, above)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return len(self._children(self._node(parent))) if parent.column() <= NAME else 0

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: ARG002
        return 3

    def hasChildren(self, parent: Index = _ROOT) -> bool:
        if not parent.isValid():
            return bool(self._top.children)
        code = self._node(parent).code
        if parent.column() != NAME or not code or self._regions is None:
            return False
        return bool(self._wanted.get(code)) or bool(self._regions.children(code, self._year))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == CODE_ROLE:
            return node.code
        if index.column() != NAME:
            return self._count_data(node, index.column(), role)
        if role == Role.DisplayRole:
            return node.name
        if role == Role.AccessibleTextRole:
            return "，".join(part for part in (node.name, self._words(node)) if part)
        return node.tip or node.name if role == Role.ToolTipRole else None

    def _count_data(self, node: _Node, column: int, role: int) -> Any:
        count = self._counts.get(_TOTAL if node.code is None else node.code)
        if count is None or not count.filings:
            return None
        if role == Role.DisplayRole:
            if column == OPEN:
                return f"● {count.open_errors}" if count.open_errors else ""
            return f"{count.reviewed}/{count.filings}" if count.reviewed else str(count.filings)
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ForegroundRole:
            shades = colours(QGuiApplication.palette())
            return QBrush(QColor(shades.error if column == OPEN else shades.muted))
        return self._words(node) if role in (Role.ToolTipRole, Role.AccessibleTextRole) else None

    def _words(self, node: _Node) -> str:
        """5 份填报件（草稿 2，已退回 1，审核中 1，已审核 1），12 处错误."""
        count = self._counts.get(_TOTAL if node.code is None else node.code)
        if count is None or not count.filings:
            return ""
        states = (
            (self.tr("草稿"), count.drafts),
            (self.tr("已退回"), count.returned),
            (self.tr("审核中"), count.filings - count.drafts - count.returned - count.reviewed),
            (self.tr("已审核"), count.reviewed),
        )
        told = "，".join(f"{word} {number}" for word, number in states if number)
        words = self.tr("%1 份填报件（%2）").replace("%1", str(count.filings)).replace("%2", told)
        if count.open_errors:
            words += self.tr("，%1 处错误").replace("%1", str(count.open_errors))
        return words

    # -- how it is done ------------------------------------------------------------------------------------------

    def _node(self, index: Index) -> _Node:
        return index.internalPointer() if index.isValid() else self._top

    def _children(self, node: _Node) -> list[_Node]:
        if node.children is None:
            node.children = []
            if node.code and self._regions is not None:
                node.children = self._rows_of(node, self._regions_under(node.code))
        return node.children

    def _rows_of(self, above: _Node, rows: "Iterable[Region | _Node]") -> list[_Node]:
        made: list[_Node] = []
        for row, entry in enumerate(rows):
            node = entry if isinstance(entry, _Node) else _Node(entry.code, self._name(entry), self._tip(entry))
            node.parent, node.row = above, row
            self._nodes[node.code] = node
            made.append(node)
        return made

    def _top_rows(self, counts: "Mapping[str, RegionCount]") -> "list[Region | _Node]":
        rows: list[Region | _Node] = [_Node(EVERYWHERE, self.tr("全部区划"), children=[])]
        if NOWHERE in counts:
            rows.append(_Node(NOWHERE, self.tr("未写明区划"), children=[]))
        return [*rows, *self._regions_under(None)]

    def _regions_under(self, code: str | None) -> "list[Region]":
        assert self._regions is not None
        found = list(self._regions.children(code, self._year))
        known = {region.code for region in found}
        wanted = (self._regions.find(other, self._year) for other in sorted(self._wanted.get(code, ())))
        return found + [region for region in wanted if region is not None and region.code not in known]

    def _name(self, region: "Region") -> str:
        if region.valid_in(self._year) or region.until is None:
            return region.name
        return self.tr("%1（至 %2 年）").replace("%1", region.name).replace("%2", str(region.until))

    def _tip(self, region: "Region") -> str:
        return f"{self._regions.full_name(region.code, self._year)}　{region.code}" if self._regions else ""

    def _take(self, paths: Mapping[str, Sequence[str]], counts: "Mapping[str, RegionCount]") -> None:
        """Notes for each region what is wanted under it, and the sum of its counts and those below."""
        self._wanted = defaultdict(set)
        from medaid_desktop.store.records.listing import sum_counts

        self._exact = dict(counts)
        parts: dict[str, list[RegionCount]] = defaultdict(list)
        for code, path in paths.items():
            above = None
            for step in path:
                self._wanted[above].add(step)
                if code in counts:
                    parts[step].append(counts[code])
                above = step
        self._counts = {step: sum_counts(listed) for step, listed in parts.items()}
        self._counts[_TOTAL] = sum_counts(counts.values())
        if NOWHERE in counts:
            self._counts[NOWHERE] = counts[NOWHERE]

    def _path(self, code: str) -> list[str]:
        """The codes from the province down, by their digits: a whole country's counts need no region but prefectures."""
        division = code.partition("+")[0]
        above = [f"{division[:2]}0000", f"{division[:4]}00", division, code]
        return [step for step in dict.fromkeys(above) if step in (division, code) or self._exists(step)]

    def _exists(self, code: str) -> bool:
        known = self._known.get(code)
        if known is None:
            known = self._known[code] = self._regions is not None and self._regions.find(code) is not None
        return known
