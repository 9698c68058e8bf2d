"""The filings of the chosen region: year chooser, filter and list."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from medaid_desktop.ui.models.filing_model import FORM, OPEN, REGION, STATUS, YEAR, FilingModel
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.nothing_here import NothingHere
from medaid_desktop.ui.views.place.filing_filter import FilingFilter
from medaid_desktop.ui.views.place.filing_list import FilingList
from medaid_desktop.ui.words import year_word


class FilingPanel(QWidget):
    """Asks for filings to be opened and for a year to be shown; who listens decides."""

    open_requested = Signal(str)
    selection_changed = Signal()
    year_chosen = Signal()
    filter_changed = Signal()

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FilingModel(self)
        self.view = FilingList(self.model, settings, self)
        self.view.opened.connect(self.open_requested)
        self.view.selectionModel().selectionChanged.connect(self.selection_changed)
        self.view.width_changed.connect(self._show_columns)
        self._count = ElidedLabel(self)
        self.year_chooser = QComboBox(self)
        self.year_chooser.setObjectName("yearChooser")
        self.year_chooser.setAccessibleName(self.tr("年度"))
        self.year_chooser.setToolTip(self.tr("只看这一年度的填报件"))
        self.year_chooser.currentIndexChanged.connect(self.year_chosen)
        self.filter = FilingFilter(self)
        self.filter.changed.connect(self._on_filter_changed)
        self.filter.left_down.connect(self._on_left_down)
        self._menu_actions: Sequence[QAction] = ()
        self._one_region = False
        self._new = QPushButton(self.tr("新建填报件…"), self)
        self._unfilter = QPushButton(self.tr("清除筛选"), self)
        self._unfilter.clicked.connect(self.filter.clear)
        self._nothing = NothingHere([self._new, self._unfilter], self)
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
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.filter)
        layout.addLayout(self._stack, 1)

    def set_actions(self, menu: Sequence[QAction], new: QAction) -> None:
        """The actions of the context menu, and the one that an empty list offers."""
        self._menu_actions = menu
        self.view.addActions(list(menu))  # for their keys
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_context_menu)
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
        self._one_region = one_region
        self._show_state()

    def _show_state(self) -> None:
        total, wanted = self.model.total, self.filter.wanted()
        self._show_columns()
        count = self.tr("%1 份").replace("%1", str(total)) if total else ""
        self._count.set_whole("，".join(words for words in (count, self.filter.words()) if words))
        none = self.tr("没有符合筛选条件的填报件。") if wanted.is_active else self.tr("这里还没有填报件。")
        self._nothing.words.setText(none)
        self._new.setVisible(not wanted.is_active)
        self._unfilter.setVisible(wanted.is_active)
        self._stack.setCurrentIndex(0 if total else 1)

    def _show_columns(self) -> None:
        """All but those that would say the same in every row."""
        wanted = self.filter.wanted()
        same = (
            (REGION, self._one_region), (YEAR, self.year() is not None), (FORM, bool(wanted.form)),
            (STATUS, bool(wanted.status)),
        )  # fmt: skip
        self.view.show_columns({OPEN, *(column for column, is_same in same if not is_same)})

    def _on_filter_changed(self) -> None:
        selected = self.selected_ids()
        self.model.narrow(self.filter.wanted())
        self._show_state()
        self.select(selected)
        self.filter_changed.emit()
        self.selection_changed.emit()

    def _on_left_down(self) -> None:
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.currentIndex().isValid() or not self.view.selectionModel().hasSelection():
                self.view.selectRow(0)

    def _on_context_menu(self, spot: QPoint) -> None:
        menu = self.context_menu()
        menu.exec(self.view.viewport().mapToGlobal(spot))
        menu.deleteLater()

    def context_menu(self) -> QMenu:
        """What can be done with the selected filings; of several it says how many."""
        count = len(self.view.selectionModel().selectedRows())
        words = {
            "actionPrint": self.tr("打印 %1 份(&P)…"),
            "actionExport": self.tr("导出 %1 份(&E)…"),
            "actionDelete": self.tr("删除 %1 份(&D)"),
            "actionOpenFiling": self.tr("打开 %1 份(&O)"),
        }
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for action in self._menu_actions:
            if count < 2:
                menu.addAction(action)
            elif action.objectName() in words:
                counted = menu.addAction(action.icon(), words[action.objectName()].replace("%1", str(count)))
                counted.setObjectName(f"{action.objectName()}Several")
                counted.setEnabled(action.isEnabled())
                counted.setShortcut(action.shortcut())
                counted.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, heard elsewhere
                counted.triggered.connect(action.trigger)
        return menu

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
