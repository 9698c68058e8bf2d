"""The tree of regions, which keeps what is open and chosen when its model begins anew."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeView, QWidget

from medaid_desktop.ui.models.region_model import COUNT, EVERYWHERE, NAME, OPEN, RegionModel
from medaid_desktop.ui.views.rows import RoomyRows

Index = QModelIndex | QPersistentModelIndex

_EDGE = 8


class RegionTree(QTreeView):
    """`regionTree` of the contract."""

    region_selected = Signal(object)
    """A code, "" for filings without a region, None for all."""

    def __init__(self, model: RegionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("regionTree")
        self.setAccessibleName(self.tr("区划树"))
        self._regions = model
        self._chosen: str | None = EVERYWHERE
        self._opened: set[str] = set()
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(RoomyRows(self))
        self.setIconSize(QSize(16, 16))
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        head = self.header()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(24)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, widest in ((OPEN, "● 0000"), (COUNT, "000/000")):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, self.fontMetrics().horizontalAdvance(widest) + _EDGE)
        self.expanded.connect(lambda index: self._opened.add(str(model.code(index))))
        self.collapsed.connect(lambda index: self._opened.discard(str(model.code(index))))
        model.modelReset.connect(self._on_reset)

    @property
    def chosen(self) -> str | None:
        """The code of the chosen region."""
        return self._chosen

    def choose(self, code: str | None) -> bool:
        """Selects a region, opening what lies above it; says so. False where the tree does not show it."""
        index = self._regions.index_of(code)
        if not index.isValid():
            return False
        self._open_above(index)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        code = self._regions.code(current)
        if current.isValid() and code != self._chosen:
            self._chosen = code
            self.region_selected.emit(code)

    def _open_above(self, index: QModelIndex) -> None:
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()

    def _on_reset(self) -> None:
        for code in sorted(self._opened):
            index = self._regions.index_of(code)
            if index.isValid():
                self.expand(index)
        index = self._regions.index_of(self._chosen)
        if not index.isValid():
            index = self._regions.index_of(EVERYWHERE)
        self.setCurrentIndex(index)
