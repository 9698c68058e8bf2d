"""A document as a table model: rows and columns as laid out, with what was made of each cell."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.ui.views.incoming.layout import GridLayout, column_name
from medaid_desktop.ui.views.incoming.marks import DocumentMarks, Mark

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_ROOT = QModelIndex()


def _no_words(_: Place) -> str:
    return ""


class DocumentModel(QAbstractTableModel):
    """Shows one grid. What is said of a cell comes from `words`, for it takes the forms to know."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        empty = Grid("", (), 0, 0)
        self.layout_ = GridLayout(empty)
        self.marks = DocumentMarks(empty)
        self.words: Callable[[Place], str] = _no_words
        """What a cell was taken for, as a sentence."""

    @property
    def grid(self) -> Grid:
        return self.layout_.grid

    def show_grid(self, layout: GridLayout, marks: DocumentMarks) -> None:
        """Shows another grid."""
        self.beginResetModel()
        self.layout_, self.marks = layout, marks
        self.endResetModel()

    def show_marks(self, marks: DocumentMarks) -> None:
        """Shows the same grid as it is understood now."""
        self.marks = marks
        if self.rowCount():
            bottom = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), bottom, [])

    def mark(self, row: int, col: int) -> Mark | None:
        """The mark of the cell at a place of the screen."""
        return self.marks.at(self.layout_.place(row, col))

    def is_hidden(self, row: int, col: int) -> bool:
        """Whether the document itself does not show this row or column."""
        line, grid = self.layout_.rows[row], self.grid
        return line.row in grid.hidden_rows or self.layout_.cols[col] in grid.hidden_cols

    def cell_name(self, place: Place) -> str:
        """What spreadsheets call a cell: C7."""
        row, col = self.grid.origin
        return f"{column_name(place[1] + col)}{place[0] + row + 1}"

    # -- QAbstractTableModel -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.layout_.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or not self.layout_.rows else len(self.layout_.cols)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, col = index.row(), index.column()
        if role == Role.DisplayRole:
            return self.layout_.text(row, col)
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            place = self.layout_.place(row, col)
            return (self.words(place) if place else "") or None
        if role == Role.AccessibleTextRole:
            place = self.layout_.place(row, col)
            said = [self.layout_.text(row, col) or self.tr("空白"), self.words(place) if place else ""]
            if place:
                said.insert(0, self.cell_name(place))
            return "，".join(part for part in said if part)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            col = self.layout_.cols[section]
            hidden = col in self.grid.hidden_cols
            name = column_name(col + self.grid.origin[1])
        else:
            line = self.layout_.rows[section]
            hidden = line.row in self.grid.hidden_rows
            name = str(line.row + self.grid.origin[0] + 1) if line.row >= 0 else ""
        if role == Role.DisplayRole:
            return name
        if role == Role.ToolTipRole and hidden:
            return self.tr("文件里隐藏了这里，没有读入")
        return None
