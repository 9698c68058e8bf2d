"""Where: the search over the tree of regions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from medaid_desktop.ui.models.region_model import RegionModel
from medaid_desktop.ui.views.place.region_search import RegionSearch
from medaid_desktop.ui.views.place.region_tree import RegionTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from medaid_desktop.core.places.regions import RegionTable


class RegionPanel(QWidget):
    """What the search finds stands in the place of the tree until a region is chosen or the search given up."""

    missing_region_found = Signal(str)
    """A region was chosen that the tree does not show: one that no longer stands."""

    def __init__(self, regions: "Callable[[], RegionTable | None]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RegionModel(self)
        self.tree = RegionTree(self.model, self)
        self.search = RegionSearch(regions, self)
        self._nothing = QLabel(self)
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(16)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._stack = QStackedWidget(self)
        for widget in (self.tree, self.search.view, self._nothing):
            self._stack.addWidget(widget)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.search.searching_changed.connect(self._on_searching_changed)
        self.search.found.connect(self._on_found)

    def _on_searching_changed(self, searching: bool) -> None:
        if not searching:
            self._stack.setCurrentWidget(self.tree)
        elif self.search.hits.rowCount():
            self._stack.setCurrentWidget(self.search.view)
        else:
            words = self.tr("没有找到“%1”。可以输入名称的一部分、六位代码、拼音或首字母。")
            self._nothing.setText(words.replace("%1", self.search.text().strip()))
            self._stack.setCurrentWidget(self._nothing)

    def _on_found(self, code: str) -> None:
        if not self.tree.choose(code):
            self.missing_region_found.emit(code)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
