"""The list of a bulk review: Space chooses a filing or no longer, Enter and a double-click open it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from medaid_desktop.ui.models.bulk_review_model import (
    ERRORS,
    FORM,
    REGION,
    STANCE,
    TICK,
    TITLE,
    TOTAL,
    WARNINGS,
    YEAR,
    BulkReviewModel,
)
from medaid_desktop.ui.views.line_table import LineTable, columns_with_room
from medaid_desktop.ui.views.rows import make_lines

_WIDTHS = {
    TICK: 28, FORM: 88, TITLE: 160, REGION: 96, YEAR: 56, TOTAL: 96, ERRORS: 72, WARNINGS: 72, STANCE: 160,
}  # fmt: skip
_LEAST_TITLE = 140
_GIVE_WAY = (YEAR, FORM, WARNINGS, ERRORS)
"""The columns that a narrow page does without, in this order; what stands against a filing is told in the last one too."""


class BulkList(LineTable):
    """Double-clicks on the tick are ticks."""

    def __init__(self, model: BulkReviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("bulkList")
        self.setAccessibleName(self.tr("批量审核的填报件"))
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setMinimumSectionSize(28)
        make_lines(self, _WIDTHS, TITLE)
        self.doubleClicked.connect(lambda index: index.column() != TICK and self.opened.emit(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - _LEAST_TITLE
        widths = {column: width for column, width in _WIDTHS.items() if column != TITLE}
        shown = columns_with_room(widths, _GIVE_WAY, room)
        for column in _GIVE_WAY:
            self.setColumnHidden(column, column not in shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self._model.toggle(row)
        else:
            super().keyPressEvent(event)
