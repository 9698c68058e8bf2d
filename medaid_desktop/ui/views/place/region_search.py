"""The search for regions: a line to type in, and what it found in the place of the tree."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTreeView, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.models.region_hits_model import ABOVE, NAME, RegionHitsModel
from medaid_desktop.ui.views.rows import Cells

if TYPE_CHECKING:
    from medaid_desktop.core.places.regions import Home, RegionTable

_PAUSE_MS = 60
_INTO_RESULTS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class RegionHits(QTreeView):
    """The list of regions found."""

    def __init__(self, model: RegionHitsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("regionHits")
        self.setAccessibleName(self.tr("查到的区划"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(Cells(self.header()))
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(ABOVE, QHeaderView.ResizeMode.Stretch)


class RegionSearch(QLineEdit):
    """Arrow keys move in the results while the line keeps the focus; Enter chooses, Esc gives up."""

    found = Signal(str)
    """The code of the region chosen."""
    searching_changed = Signal(bool)

    def __init__(self, regions: "Callable[[], RegionTable | None]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("regionSearch")
        self.setAccessibleName(self.tr("查找区划"))
        self.setPlaceholderText(self.tr("区划名称、代码或拼音"))
        self.setToolTip(self.tr("输入名称、代码、拼音或首字母（Ctrl+G）；↓ 选择，回车确定"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self._regions = regions
        self.year: int | None = None
        self.near: Home | None = None
        """Where the office works; what lies near is found first."""
        self.hits = RegionHitsModel(self)
        self.view = RegionHits(self.hits, parent)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._on_text_changed)
        self.view.clicked.connect(lambda index: self._choose(index.row()))
        self.view.activated.connect(lambda index: self._choose(index.row()))
        self.view.installEventFilter(self)

    @property
    def is_searching(self) -> bool:
        """Whether results stand in the place of the tree."""
        return bool(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO_RESULTS and self.is_searching:
            self._finish_search()
            self.view.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish_search()
            self._choose(max(0, self.view.currentIndex().row()))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _on_text_changed(self) -> None:
        self._pause.start()

    def _finish_search(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()

    def _search(self) -> None:
        regions = self._regions()
        if regions is not None and self.is_searching:
            self.hits.search(regions, self.text(), self.year, self.near)
            if self.hits.rowCount():
                self.view.setCurrentIndex(self.hits.index(0, NAME))
        self.searching_changed.emit(self.is_searching)

    def _choose(self, row: int) -> None:
        if self.is_searching and row < self.hits.rowCount():
            code = self.hits.code(row)
            self.clear()
            self._finish_search()
            self.found.emit(code)
