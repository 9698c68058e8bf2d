"""The list of filings: of a region and all below it, of one year or all."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medaid_desktop.errors import UserError
from medaid_desktop.ui.words import status_word

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.filings import FilingSummary

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

FORM, TITLE, REGION, YEAR, STATUS, CHANGED = range(6)
ID_ROLE = Role.UserRole
_CHUNK = 200
_ROOT = QModelIndex()


class FilingModel(QAbstractTableModel):
    """Rows are read from the ledger a chunk at a time as the view asks, all at once where they are to be sorted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._region: str | None = None
        self._year: int | None = None
        self._deleted = False
        self._rows: list[FilingSummary] = []
        self._total = 0
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._heads = [
            self.tr("表种"), self.tr("名称"), self.tr("区划"), self.tr("年度"), self.tr("状态"), self.tr("修改时间"),
        ]  # fmt: skip

    def show_filings(self, desk: "Desk | None", region: str | None, year: int | None, deleted: bool = False) -> None:
        """Lists the filings of a region ("" those without one, None all) and year (None all), or of the bin."""
        self._desk, self._region, self._year, self._deleted = desk, region, year, deleted
        self.reload()

    def reload(self) -> None:
        """Reads everything again."""
        self.beginResetModel()
        self._rows = []
        self._total = 0
        if self._desk is not None:
            self._total = self._desk.ledger.filings.count(self._region, None, self._year, self._deleted)
            self._rows = self._read(self._total if self._sorted else _CHUNK)
            self._sort_rows()
        self.endResetModel()

    def refresh(self, filing_id: str) -> None:
        """Shows the new title of a filing whose content changed."""
        row = self.row_of(filing_id)
        if row < 0 or self._desk is None:
            return
        title = self._desk.ledger.filings.title(filing_id)
        if title != self._rows[row].title:
            self._rows[row] = replace(self._rows[row], title=title)
            self.dataChanged.emit(self.index(row, 0), self.index(row, CHANGED))

    @property
    def total(self) -> int:
        """How many filings there are, those not read yet included."""
        return self._total

    def filing_id(self, row: int) -> str:
        """The id of the filing in a row."""
        return self._rows[row].id

    def row_of(self, filing_id: str) -> int:
        """The row of a filing that has been read, -1 where there is none."""
        return next((row for row, summary in enumerate(self._rows) if summary.id == filing_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid():
            return
        more = self._read(_CHUNK, len(self._rows))
        if not more:
            self._total = len(self._rows)
            return
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(more) - 1)
        self._rows += more
        self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        summary = self._rows[index.row()]
        if role == Role.DisplayRole:
            return self._text(summary, index.column())
        if role == Role.ToolTipRole:
            parts = [self._text(summary, column) for column in (TITLE, FORM, REGION, YEAR, STATUS)]
            return "\n".join(part for part in parts if part)
        return summary.id if role == ID_ROLE else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; -1 goes back to region, year and form."""
        self._sorted = (column, order) if column >= 0 else None
        self.reload()

    def _read(self, limit: int, offset: int = 0) -> "list[FilingSummary]":
        if self._desk is None:
            return []
        return self._desk.ledger.filings.list(self._region, None, self._year, self._deleted, limit=limit, offset=offset)

    def _sort_rows(self) -> None:
        if not self._sorted:
            return
        column, order = self._sorted
        keys: dict[int, Callable[[FilingSummary], Any]] = {
            REGION: lambda summary: summary.region or "",
            YEAR: lambda summary: summary.year or 0,
            CHANGED: lambda summary: summary.changed_at,
        }
        key = keys.get(column, lambda summary: self._text(summary, column))
        self._rows.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)

    def _text(self, summary: "FilingSummary", column: int) -> str:
        if column == FORM:
            return self._form_title(summary.form)
        if column == REGION:
            return self._desk.names(summary.region).short if self._desk else ""
        if column == YEAR:
            return str(summary.year or "")
        if column == STATUS:
            return status_word(summary.status)
        if column == CHANGED:
            return summary.changed_at[:16].replace("T", " ")
        return summary.title

    def _form_title(self, form_id: str) -> str:
        try:
            return self._desk.forms.get(form_id).title if self._desk else form_id
        except UserError:  # a form of another program version: the list still shows that there is something
            return form_id
