"""The filings of the chosen region: year chooser and list."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from medaid_desktop.ui.models.filing_model import REGION, YEAR, FilingModel
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.filing_list import FilingList
from medaid_desktop.ui.words import year_word


class FilingPanel(QWidget):
    """Asks for filings to be opened and for a year to be shown; who listens decides."""

    open_requested = Signal(str)
    selection_changed = Signal()
    year_chosen = Signal()

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FilingModel(self)
        self.view = FilingList(self.model, settings, self)
        self.view.opened.connect(self.open_requested)
        self.view.selectionModel().selectionChanged.connect(self.selection_changed)
        self._count = QLabel(self)
        self.year_chooser = QComboBox(self)
        self.year_chooser.setObjectName("yearChooser")
        self.year_chooser.setAccessibleName(self.tr("年度"))
        self.year_chooser.setToolTip(self.tr("只看这一年度的填报件"))
        self.year_chooser.currentIndexChanged.connect(self.year_chosen)
        self._new = QPushButton(self.tr("新建填报件…"), self)
        self._lay_out()

    def _lay_out(self) -> None:
        title = QLabel(self.tr("填报件(&L)"), self)
        title.setBuddy(self.view)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self._count, 1)
        head.addWidget(self.year_chooser)
        empty = QWidget(self)
        inner = QVBoxLayout(empty)
        inner.setContentsMargins(16, 24, 16, 16)
        inner.setSpacing(8)
        inner.addWidget(QLabel(self.tr("这里还没有填报件。"), self), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._new, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)

    def set_actions(self, menu: Sequence[QAction], new: QAction) -> None:
        """The actions of the context menu, and the one that an empty list offers."""
        self.view.addActions(list(menu))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._new.clicked.connect(new.trigger)
        new.changed.connect(lambda: self._new.setEnabled(new.isEnabled()))
        self._new.setEnabled(new.isEnabled())

    def year(self) -> int | None:
        """The chosen year, None for all."""
        return self.year_chooser.currentData()

    def set_years(self, years: Sequence[int], chosen: int | None) -> None:
        """Fills the year chooser, newest first; says nothing about it."""
        self.year_chooser.blockSignals(True)
        self.year_chooser.clear()
        self.year_chooser.addItem(self.tr("全部年度"), None)
        for year in years:
            self.year_chooser.addItem(year_word(year), year)
        self.year_chooser.setCurrentIndex(max(0, self.year_chooser.findData(chosen)))
        self.year_chooser.blockSignals(False)

    def after_reload(self, one_region: bool) -> None:
        """Brings the list in line with its model; what is the same in every row has no column."""
        self.view.setColumnHidden(REGION, one_region)
        self.view.setColumnHidden(YEAR, self.year() is not None)
        self._count.setText(self.tr("%1 份").replace("%1", str(self.model.total)) if self.model.total else "")
        self._stack.setCurrentIndex(0 if self.model.total else 1)

    def selected_ids(self) -> list[str]:
        """The ids of the selected filings in the order of the list."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.filing_id(row) for row in rows]

    def select(self, ids: Sequence[str]) -> None:
        """Selects filings that are listed; the first becomes the current one."""
        selection = self.view.selectionModel()
        selection.clear()
        rows = [row for row in map(self.model.row_of, ids) if row >= 0]
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            selection.select(self.model.index(row, 0), flags)
        if rows:
            first: QModelIndex = self.model.index(rows[0], 0)
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(first)
