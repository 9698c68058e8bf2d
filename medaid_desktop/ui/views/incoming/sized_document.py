"""A document as a grid with the letters and numbers of a spreadsheet, as large as the zoom and the room say."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from medaid_desktop.ui.views.incoming.document_delegate import PAD, DocumentDelegate
from medaid_desktop.ui.views.incoming.document_model import DocumentModel
from medaid_desktop.ui.views.incoming.layout import GridLayout
from medaid_desktop.ui.views.zoom import LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP

_LINE_PAD = 6
_FIT_AFTER_MS = 30
"""While the window is being drawn larger, only the last of its widths counts."""


class Measures(NamedTuple):
    """The width of the view and of half a character, in pixels."""

    width: int
    half: float

    def room(self, columns: int) -> int:
        """How many half letters have room beside each other in so many columns."""
        return int((self.width - columns * (2 * PAD + 4)) / self.half)


class SizedDocument(QTableView):
    """Columns share the width of the view, rows are as high as their texts; Ctrl+wheel zooms."""

    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = DocumentModel(self)
        self._delegate = self._make_delegate()
        self._fitting = QTimer(self, singleShot=True, interval=_FIT_AFTER_MS)
        self._fitting.timeout.connect(self._fit)
        self.setModel(self.document)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(4)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def _make_delegate(self) -> DocumentDelegate:
        """What draws the cells; heirs may have another."""
        return DocumentDelegate(self.document, self)

    @property
    def zoom(self) -> int:
        """Percent."""
        return self._delegate.zoom

    def set_zoom(self, percent: int) -> None:
        """Zooms; the cell at the top stays there."""
        percent = max(LEAST_ZOOM, min(MOST_ZOOM, percent))
        if percent == self.zoom:
            return
        top = self.rowAt(0)
        self._delegate.zoom = percent
        self._fit_to_room(self.document.layout_)
        self._apply_sizes()
        if top > 0:
            self.scrollTo(self.document.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.zoom_changed.emit(percent)

    def _metrics(self) -> tuple[float, float]:
        """The width of half a character and the height of a line, in pixels at the present zoom."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * self.zoom / 100)
        metrics = QFontMetricsF(font)
        return metrics.horizontalAdvance("国") / 2, metrics.height()

    def _fit(self) -> None:
        """Gives the columns the room there is."""
        layout = self.document.layout_
        if layout.rows and self._fit_to_room(layout):
            self._apply_sizes()

    def _fit_to_room(self, layout: GridLayout) -> bool:
        """Fits the sizes to the room there is; False where they are as they were."""
        return layout.fit(self.room(layout))

    def room(self, layout: GridLayout) -> int:
        """How many half letters have room beside each other."""
        return self.measures().room(len(layout.cols))

    def measures(self) -> "Measures":
        """What a layout is fitted to, for a thread that must not ask the view."""
        return Measures(self.viewport().width(), self._metrics()[0])

    def _apply_sizes(self) -> None:
        layout = self.document.layout_
        half, line = self._metrics()
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        single = round(line + _LINE_PAD)
        for header in (columns, rows):
            header.blockSignals(True)
        if self.document.rowCount():
            for at, width in enumerate(layout.widths):
                columns.resizeSection(at, round(width * half) + 2 * PAD + 4)
            rows.setDefaultSectionSize(single)
            for at, lines in enumerate(layout.lines):
                if lines > 1 or rows.sectionSize(at) != single:
                    rows.resizeSection(at, round(lines * line + _LINE_PAD))
        for header in (columns, rows):
            header.blockSignals(False)
        rows.updateGeometry()
        self.updateGeometries()
        self.viewport().update()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom + round(ZOOM_STEP * event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fitting.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._apply_sizes()
