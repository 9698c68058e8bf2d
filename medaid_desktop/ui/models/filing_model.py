"""The list of filings: of a region and all below it, of one year or all, narrowed down and sorted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.words import open_word, status_mark, status_word

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.records.listing import FilingSummary, Order

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

FORM, TITLE, REGION, YEAR, STATUS, OPEN, CHANGED = range(7)
ID_ROLE = Role.UserRole
_CHUNK = 200
_ROOT = QModelIndex()
_ORDERS: "dict[int, Order]" = {
    FORM: "form", TITLE: "title", REGION: "region", YEAR: "year", STATUS: "status", OPEN: "open_errors",
    CHANGED: "changed_at",
}  # fmt: skip
STATUSES = ("draft", "returned", "in-review", "reviewed")
"""The states in the order of the work."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list is narrowed down to: a form, a state ("" for all), filings with open errors, words."""

    form: str = ""
    status: str = ""
    open_only: bool = False
    text: str = ""

    @property
    def is_active(self) -> bool:
        return bool(self.form or self.status or self.open_only or self.text.strip())


class FilingModel(QAbstractTableModel):
    """Knows the ids of all that is listed, in order; the lines are read a chunk at a time as the view asks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._region: str | None = None
        self._year: int | None = None
        self._deleted = False
        self._filter = ListFilter()
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._rows: list[FilingSummary] = []
        self._heads = [
            self.tr("表种"), self.tr("名称"), self.tr("区划"), self.tr("年度"), self.tr("状态"), self.tr("错误"),
            self.tr("修改时间"),
        ]  # fmt: skip

    def show_filings(self, desk: "Desk | None", region: str | None, year: int | None, deleted: bool = False) -> None:
        """Lists the filings of a region ("" those without one, None all) and year (None all), or of the bin."""
        self._desk, self._region, self._year, self._deleted = desk, region, year, deleted
        self.reload()

    def narrow(self, wanted: ListFilter) -> None:
        """Shows only what a filter lets through."""
        if wanted != self._filter:
            self._filter = wanted
            self.reload()

    def reload(self) -> None:
        """Reads everything again."""
        self.beginResetModel()
        self._ids = self._listed()
        self._places = {}
        self._rows = self._read(0, _CHUNK)
        self.endResetModel()

    def refresh(self, filing_id: str) -> None:
        """Shows the new title and state of a filing whose content changed; it keeps its place in the list."""
        row = self.row_of(filing_id, only_read=True)
        if row < 0 or self._desk is None:
            return
        read = [self._as_counted(self._rows[row], now) for now in self._desk.ledger.overview.summaries([filing_id])]
        if read and read[0] != self._rows[row]:
            self._rows[row] = read[0]
            self.dataChanged.emit(self.index(row, 0), self.index(row, CHANGED))

    def refresh_read(self) -> None:
        """Reads the lines that were read again, after something has changed in the background."""
        if self._desk is not None and self._rows:
            fresh = self._desk.ledger.overview.summaries([summary.id for summary in self._rows])
            fresh = [self._as_counted(*pair) for pair in zip(self._rows, fresh, strict=False)]
            if len(fresh) == len(self._rows) and fresh != self._rows:
                self._rows = fresh
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, CHANGED))

    @property
    def total(self) -> int:
        """How many filings there are, those not read yet included."""
        return len(self._ids)

    def listed_ids(self) -> list[str]:
        """The ids of all filings in the list, read or not."""
        return list(self._ids)

    def filing_id(self, row: int) -> str:
        """The id of the filing in a row."""
        return self._rows[row].id

    def row_of(self, filing_id: str, only_read: bool = False) -> int:
        """The row of a filing, which is read if it was not yet (unless `only_read`); -1 where it is not listed."""
        if not self._places:
            self._places = {listed: row for row, listed in enumerate(self._ids)}
        row = self._places.get(filing_id, -1)
        if row >= len(self._rows) and not only_read:
            self.read_to(row + 1)
        return row if row < len(self._rows) else -1

    def read_to(self, count: int | None = None) -> None:
        """Reads the lines up to a number, or all of them."""
        self._append(self._read(len(self._rows), (self.total if count is None else count) - len(self._rows)))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._rows) < self.total

    def fetchMore(self, parent: Index) -> None:
        if not parent.isValid():
            self._append(self._read(len(self._rows), _CHUNK))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.ToolTipRole and section == OPEN:
            return self.tr("检查出的错误：改好才能送审")
        return self._heads[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        summary, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._text(summary, column)
        if role == Role.ToolTipRole:
            parts = [summary.title, self._form_title(summary.form)]
            parts += [self._text(summary, column) for column in (REGION, YEAR)]
            parts += [status_word(summary.status), open_word(summary.open_errors)]
            return "\n".join(part for part in parts if part)
        if role == Role.AccessibleTextRole and column in (FORM, STATUS, OPEN):
            return self._spoken(summary, column)
        if role == Role.ForegroundRole and column == OPEN:
            return QBrush(QColor(colours(QGuiApplication.palette()).error))
        return summary.id if role == ID_ROLE else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; -1 goes back to region, year and form."""
        wanted = (column, order) if column >= 0 else None
        if wanted != self._sorted:
            self._sorted = wanted
            self.reload()

    # -- how it is done ------------------------------------------------------------------------------------------

    def _listed(self) -> list[str]:
        if self._desk is None:
            return []
        from medaid_desktop.operations.filings.listing import wanted_filings

        column, order = self._sorted or (-1, Qt.SortOrder.AscendingOrder)
        wanted = wanted_filings(
            self._desk, self._region, self._year, self._filter.form, self._filter.status, self._filter.open_only,
            self._filter.text, _ORDERS.get(column, "place"), order == Qt.SortOrder.DescendingOrder, STATUSES,
            self._deleted,
        )  # fmt: skip
        return self._desk.ledger.overview.ids(wanted)

    def _read(self, start: int, count: int) -> "list[FilingSummary]":
        """Lines of the list. One that has gone since means that the list is old: it is then cut short."""
        if self._desk is None or count <= 0:
            return []
        ids = self._ids[start : start + count]
        read = self._desk.ledger.overview.summaries(ids)
        if len(read) < len(ids):
            gone = set(ids) - {summary.id for summary in read}
            self._ids = [listed for listed in self._ids if listed not in gone]
            self._places = {}
        return read

    def _as_counted(self, before: "FilingSummary", now: "FilingSummary") -> "FilingSummary":
        """A line with the count it had, where the filing has been edited and is not checked again yet."""
        if now.open_errors is None and before.id == now.id and before.open_errors is not None:
            return replace(now, open_errors=before.open_errors)
        return now

    def _append(self, more: "Sequence[FilingSummary]") -> None:
        if more:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(more) - 1)
            self._rows += more
            self.endInsertRows()

    def _text(self, summary: "FilingSummary", column: int) -> str:
        if column == FORM:
            return self._form_title(summary.form, short=True)
        if column == REGION:
            return self._desk.names(summary.region, summary.year).short if self._desk else ""
        if column == YEAR:
            return str(summary.year or "")
        if column == STATUS:
            return status_mark(summary.status)
        if column == OPEN:
            return f"● {summary.open_errors}" if summary.open_errors else ""
        if column == CHANGED:
            return summary.changed_at[:16].replace("T", " ")
        return summary.title

    def _spoken(self, summary: "FilingSummary", column: int) -> str:
        if column == FORM:
            return self._form_title(summary.form)
        return status_word(summary.status) if column == STATUS else open_word(summary.open_errors)

    def _form_title(self, form_id: str, short: bool = False) -> str:
        if self._desk is None:
            return form_id
        return self._desk.forms.short(form_id) if short else self._desk.forms.title(form_id)
