"""The filings that were checked together, a line each with how much was found in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication

from medaid_desktop.operations.checking import Counts
from medaid_desktop.operations.checking.batch import Batch
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.findings.words import COLOURS, KINDS, SIGNS, Kind, kind_tip, kind_word
from medaid_desktop.ui.words import status_mark, status_word

if TYPE_CHECKING:
    from medaid_desktop.store.records.listing import FilingSummary

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

FORM, TITLE, REGION, YEAR, STATUS = range(5)
FIRST_KIND = 5
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class BatchLine:
    """`trouble` says why the filing could not be checked, "" where it was."""

    summary: "FilingSummary"
    counts: Counts
    trouble: str = ""

    def number(self, kind: Kind) -> int:
        """How many findings of a kind there are."""
        counts = self.counts
        return {
            "error": counts.errors, "warning": counts.warnings, "hint": counts.hints, "explained": counts.explained,
        }[kind]  # fmt: skip


class BatchModel(QAbstractTableModel):
    """Sorted by a click on a head; at first what could not be read and the gravest come first."""

    def __init__(
        self, form_name: Callable[[str], str], region_name: "Callable[[FilingSummary], str]", parent: QObject
    ) -> None:
        super().__init__(parent)
        self._form_name = form_name
        self._region_name = region_name
        self._batch = Batch()
        self._only_found = True
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self.lines: list[BatchLine] = []
        self._heads = [
            self.tr("表种"), self.tr("名称"), self.tr("区划"), self.tr("年度"), self.tr("状态"),
            *(f"{SIGNS[kind]} {kind_word(kind)}" for kind in KINDS),
        ]  # fmt: skip

    def show(self, batch: Batch, only_found: bool) -> None:
        """Shows what a check came to: all filings, or those in which something was found."""
        self._batch, self._only_found = batch, only_found
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = column, order
        self._arrange()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.ToolTipRole and section >= FIRST_KIND:
            return kind_tip(KINDS[section - FIRST_KIND])
        return self._heads[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                return self._text(line, column)
            case Role.AccessibleTextRole:
                return self._spoken(line, column)
            case Role.ToolTipRole:
                return line.trouble or "\n".join([line.summary.title, self._spoken_counts(line)])
            case Role.ForegroundRole if column >= FIRST_KIND or line.trouble:
                name = "error" if line.trouble else COLOURS[KINDS[column - FIRST_KIND]]
                return QBrush(QColor(colours(QGuiApplication.palette())._asdict()[name]))
            case _:
                return None

    # -- how it is done ------------------------------------------------------------------------------------------

    def _text(self, line: BatchLine, column: int) -> str:
        if column >= FIRST_KIND:
            kind = KINDS[column - FIRST_KIND]
            number = line.number(kind)
            return f"{SIGNS[kind]} {number}" if number else ""
        if column == STATUS and line.trouble:
            return self.tr("读不出")
        return self._told(line, column)

    def _told(self, line: BatchLine, column: int) -> str:
        summary = line.summary
        match column:
            case 0:
                return self._form_name(summary.form)
            case 1:
                return summary.title
            case 2:
                return self._region_name(summary)
            case 3:
                return str(summary.year or "")
            case _:
                return status_mark(summary.status)

    def _spoken(self, line: BatchLine, column: int) -> str:
        if column == TITLE:
            return "，".join([line.summary.title, line.trouble or self._spoken_counts(line)])
        if column >= FIRST_KIND:
            return f"{kind_word(KINDS[column - FIRST_KIND])} {line.number(KINDS[column - FIRST_KIND])}"
        return status_word(line.summary.status) if column == STATUS else self._told(line, column)

    def _spoken_counts(self, line: BatchLine) -> str:
        told = [f"{kind_word(kind)} {line.number(kind)}" for kind in KINDS if line.number(kind)]
        return "、".join(told) or self.tr("没有发现问题")

    def _arrange(self) -> None:
        self.beginResetModel()
        found = {one.summary.id: one.counts for one in self._batch.filings}
        lines = [BatchLine(summary, Counts(), str(error)) for summary, error in self._batch.failed]
        lines += [BatchLine(one, found.get(one.id, Counts())) for one in self._batch.summaries]
        if self._only_found:
            lines = [line for line in lines if line.trouble or line.summary.id in found]
        column, order = self._sorted
        lines.sort(key=lambda line: (not line.trouble, *(-line.number(kind) for kind in KINDS)))
        if column >= FIRST_KIND:
            lines.sort(key=lambda line: line.number(KINDS[column - FIRST_KIND]))
        elif column >= 0:
            lines.sort(key=lambda line: self._told(line, column))
        if column >= 0 and order == Qt.SortOrder.DescendingOrder:
            lines.reverse()
        self.lines = lines
        self.endResetModel()
