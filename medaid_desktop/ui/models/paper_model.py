"""The paper of an open filing as a table model."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPalette

from medaid_desktop.core.sheet import Align, Cell, Slot
from medaid_desktop.ui.delegates.cell_marks import CellMark, CellRemark
from medaid_desktop.ui.palette import Colours, colours
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.fonts import paper_font
from medaid_desktop.ui.views.paper.grid import Anchor, PaperChange, PaperGrid
from medaid_desktop.ui.views.paper.words import (
    accessible_text,
    definition_of,
    is_missing,
    tool_tip,
    with_findings,
    with_findings_spoken,
)

Index = QModelIndex | QPersistentModelIndex

_MANY_ROWS = 8
_TOP = QModelIndex()
_ALIGN: dict[Align, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class PaperModel(QAbstractTableModel):
    """A row for each row of the paper, a column for each column; places covered by a wider cell are empty."""

    cells_changed = Signal(object)
    """The anchors of cells that look different, to be measured again; dataChanged follows for each of them."""
    spans_changed = Signal(object)
    """The PaperChange, where merged cells are others now; `cells_changed` follows."""
    rows_shifted = Signal(int, int)
    """Rows came before a row (row, count) or went from it on (row, -count); views have been told in Qt's way too."""
    place_found = Signal(int, int)
    """Where the cell that was worked on stands now."""
    marks_changed = Signal(object)
    """The anchors of the cells whose sign of what was found in them came, went or changed."""

    def __init__(self, session: EditingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.grid: PaperGrid = session.grid
        self._pending = dict(session.pending)
        self._required: dict[tuple[str, str], bool] = {}
        self.marks: Mapping[str, CellMark] = {}
        """What was found in cells, by path."""
        self.remarks: Mapping[str, tuple[CellRemark, ...]] = {}
        """What was said of cells when the filing was sent back, by path."""
        self._not_yet: dict[Anchor, str] = {}
        """While rows come or go: what stayed cells show until their own change is told."""
        self._colours = colours(QPalette())
        session.paper_changed.connect(self._on_paper_changed)

    # -- cells, for view and delegate ----------------------------------------------------------------------------

    def cell(self, index: Index) -> Cell | None:
        """The cell with its anchor at an index."""
        return self.grid.cell((index.row(), index.column()))

    def slot(self, index: Index) -> Slot | None:
        """What the cell at an index shows of the filing, None for paper."""
        return self.grid.slot((index.row(), index.column()))

    def text(self, anchor: Anchor) -> str:
        """The text of a cell as it is shown; while rows come or go, as it was before."""
        if anchor in self._not_yet:
            return self._not_yet[anchor]
        if anchor in self._pending and (slot := self.grid.slot(anchor)):
            return f"{slot.prefix}{self._pending[anchor]}{slot.suffix}"
        cell = self.grid.cell(anchor)
        return cell.text if cell else ""

    def is_missing(self, anchor: Anchor) -> bool:
        """Whether the cell is a required field and blank."""
        slot, form = self.grid.slot(anchor), self.session.form
        if slot is None:
            return False
        key = slot.table, slot.field
        if key not in self._required:  # kept, for this is asked of every cell that is painted
            self._required[key] = definition_of(form, slot).required
        return self._required[key] and is_missing(form, slot, self.session.value(anchor))

    def mark(self, anchor: Anchor) -> CellMark | None:
        """What was found in a cell; in one that shows several rows, what was found in the first that has a finding."""
        slot = self.grid.slot(anchor) if self.marks else None
        if slot is None or slot.new_row is not None:
            return None
        return next((self.marks[path] for path in slot.paths if path in self.marks), None)

    def show_marks(self, marks: Mapping[str, CellMark]) -> None:
        """Takes what was found in cells, by path."""
        before, self.marks = self.marks, marks
        self._tell_marks(path for path in {*before, *marks} if before.get(path) != marks.get(path))

    def remark(self, anchor: Anchor) -> tuple[CellRemark, ...]:
        """What was said of a cell when the filing was sent back, () for nothing."""
        slot = self.grid.slot(anchor) if self.remarks else None
        if slot is None or slot.new_row is not None:
            return ()
        return tuple(one for path in slot.paths for one in self.remarks.get(path, ()))

    def show_remarks(self, remarks: Mapping[str, tuple[CellRemark, ...]]) -> None:
        """Takes what was said of cells, by path."""
        before, self.remarks = self.remarks, remarks
        self._tell_marks(path for path in {*before, *remarks} if before.get(path) != remarks.get(path))

    def _tell_marks(self, changed: Iterable[str]) -> None:
        places = {place for path in changed if (place := self.grid.paper.place_of(path))}
        if places:
            self.marks_changed.emit(sorted(places))

    def open_beside(self, anchor: Anchor, forward: bool) -> Anchor | None:
        """The cell with something to do that comes next on the paper, or came last; behind the last one, the first."""
        paths = (path for path, mark in self.marks.items() if mark.is_open)
        places = {place for path in paths if (place := self.grid.paper.place_of(path))} - {anchor}
        if forward:
            return min(places, key=lambda place: (place < anchor, place), default=None)
        return max(places, key=lambda place: (place < anchor, place), default=None)

    def anchor_index(self, anchor: Anchor) -> QModelIndex:
        """The index of a cell."""
        return self.index(*anchor)

    def show_colours(self, shades: Colours) -> None:
        """Takes the colours of the window."""
        self._colours = shades
        if self.grid.row_count:
            bottom_right = self.index(self.grid.row_count - 1, self.grid.column_count - 1)
            self.dataChanged.emit(self.index(0, 0), bottom_right, [Qt.ItemDataRole.BackgroundRole])

    # -- QAbstractTableModel -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self.grid.row_count

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self.grid.column_count

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.session.is_editable((index.row(), index.column())):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cell(index) if index.isValid() else None
        if cell is None:
            return None
        anchor = (cell.row, cell.col)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(anchor)
            case Qt.ItemDataRole.EditRole:
                return self.session.value(anchor) if self.grid.slot(anchor) else cell.text
            case Qt.ItemDataRole.FontRole:
                return paper_font(cell.style.font, cell.style.size_pt, cell.style.bold)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[cell.style.align] | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.BackgroundRole:
                is_open = cell.role == "field" and not self.session.read_only_reason
                return QBrush(QColor(self._colours.fill)) if is_open else None
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(QColor(self._colours.error if anchor in self.session.pending else self._colours.ink))
            case _:
                return self._said(anchor, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        return self.session.type_into(index.row(), index.column(), str(value))

    # -- changes -------------------------------------------------------------------------------------------------

    def _said(self, anchor: Anchor, role: int) -> str | None:
        slot, form = self.grid.slot(anchor), self.session.form
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if slot is None:
                return self.session.shown(anchor)
            said = accessible_text(form, self.session.filing, slot, self.session.value(anchor))
            return with_findings_spoken(said, self.mark(anchor), self.remark(anchor))
        if role == Qt.ItemDataRole.ToolTipRole and slot:
            if anchor in self.session.pending:
                return self.tr("这一格填的内容还没有存入台账")
            return with_findings(
                tool_tip(form, slot, self.session.value(anchor)), self.mark(anchor), self.remark(anchor)
            )
        return None

    def _on_paper_changed(self, change: PaperChange) -> None:
        if change.changed is None:
            self.beginResetModel()
            self._take_paper()
            self.endResetModel()
        else:
            if change.shift:
                self._shift_rows(*change.shift, change.changed)
            self._take_paper()
            if change.unspanned or change.spans:
                self.spans_changed.emit(change)
            self.cells_changed.emit(change.changed)
            self._tell(change.changed)
        if change.place:
            self.place_found.emit(*change.place)

    def _tell(self, changed: Sequence[Anchor]) -> None:
        """Says row by row which cells changed; of many rows at once, for each answer to it takes its time."""
        rows = [(row, [col for _, col in cells]) for row, cells in groupby(changed, lambda anchor: anchor[0])]
        if len(rows) > _MANY_ROWS:
            columns = [col for _, cols in rows for col in cols]
            self.dataChanged.emit(self.index(rows[0][0], min(columns)), self.index(rows[-1][0], max(columns)))
            return
        for row, columns in rows:
            self.dataChanged.emit(self.index(row, columns[0]), self.index(row, columns[-1]))

    def _shift_rows(self, row: int, by: int, changed: Sequence[Anchor]) -> None:
        stayed = {
            (at, col): self.text((at if at < row else at - by, col)) for at, col in changed if not row <= at < row + by
        }
        if by > 0:
            self.beginInsertRows(_TOP, row, row + by - 1)
        else:
            self.beginRemoveRows(_TOP, row, row - by - 1)
        self._take_paper()
        self._not_yet = stayed
        if by > 0:
            self.endInsertRows()
        else:
            self.endRemoveRows()
        self._not_yet = {}
        self.rows_shifted.emit(row, by)

    def _take_paper(self) -> None:
        self.grid, self._pending = self.session.grid, dict(self.session.pending)
