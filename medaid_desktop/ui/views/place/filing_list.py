"""The list of filings itself: a table of lines, sorted by its heads."""

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from medaid_desktop.ui.models.filing_model import CHANGED, FORM, OPEN, REGION, STATUS, TITLE, YEAR, FilingModel
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.line_table import columns_with_room
from medaid_desktop.ui.views.rows import make_lines

_KEY = "filings/widths"
_WIDTHS = {FORM: 60, TITLE: 120, REGION: 52, YEAR: 40, STATUS: 60, OPEN: 40, CHANGED: 120}
_LEAST_TITLE = 80
_GIVE_WAY = (YEAR, FORM, REGION)
"""The columns that a narrow list does without, in this order."""
_LEAST_WIDTH = 36


class FilingList(QTableView):
    """`filingList` of the contract. Enter and double click open; several lines can be selected."""

    opened = Signal(str)
    width_changed = Signal()

    def __init__(self, model: FilingModel, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filingList")
        self.setAccessibleName(self.tr("填报件列表"))
        self._filings = model
        self._settings = settings
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._set_up_head()
        self.doubleClicked.connect(self._on_opened)

    def _set_up_head(self) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(_LEAST_WIDTH)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        make_lines(self, self._kept_widths(), TITLE)
        self.setColumnHidden(CHANGED, True)
        head.sectionResized.connect(self._on_resized)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def show_columns(self, wanted: Collection[int]) -> None:
        """Shows these columns besides the title as far as there is room; what has none is in the tooltip of the line."""
        kept, room = self._kept_widths(), self.viewport().width() - _LEAST_TITLE
        widths = {column: kept[column] for column in wanted if column != TITLE}
        shown = columns_with_room(widths, _GIVE_WAY, room) if room > 0 else set(widths)
        for column in range(CHANGED):
            self.setColumnHidden(column, column != TITLE and column not in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.width_changed.emit()

    def selectAll(self) -> None:
        """All that is listed, not only the lines read so far."""
        self._filings.read_to()
        super().selectAll()

    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self._filings.filing_id(index.row()))

    def _on_resized(self, column: int, before: int, after: int) -> None:  # noqa: ARG002
        if after >= _LEAST_WIDTH and column != TITLE:
            widths = {**self._kept_widths(), column: after}
            self._settings.put(_KEY, [str(widths[known]) for known in sorted(widths)])

    def _kept_widths(self) -> dict[int, int]:
        kept = [int(text) for text in self._settings.texts(_KEY) if text.isdecimal()]
        if len(kept) != len(_WIDTHS):
            return dict(_WIDTHS)
        return {column: max(_LEAST_WIDTH, min(600, width)) for column, width in enumerate(kept)}
