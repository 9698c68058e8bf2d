"""The document as it came, walked through cell by cell: the cursor, its keys, and the menus of corrections."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QWidget

from medaid_desktop.core.grid import Place
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.document_keys import wish_of, zoom_of
from medaid_desktop.ui.views.incoming.layout import GridLayout
from medaid_desktop.ui.views.incoming.marks import DocumentMarks
from medaid_desktop.ui.views.incoming.sized_document import SizedDocument
from medaid_desktop.ui.views.zoom import USUAL_ZOOM

Index = QModelIndex | QPersistentModelIndex

_FOUND_MS = 900


class DocumentView(SizedDocument):
    """Arrows walk from cell to cell; Enter and the menu key ask what a cell is."""

    place_chosen = Signal(object)
    """The Place the cursor has come to, by key or click."""
    menu_requested = Signal(object, QPoint)
    """A Place, and the point of the screen where its menu belongs."""
    asked = Signal(str)
    """A key asked for a correction of the cell at the cursor: cell, column, row, form, leave-out or undo."""
    left = Signal()
    """Esc leads away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incomingDocument")
        self.setAccessibleName(self.tr("来文"))
        self._found: Place | None = None
        self._is_led = False
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(True)
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.horizontalHeader().customContextMenuRequested.connect(self._on_column_menu)
        self.verticalHeader().customContextMenuRequested.connect(self._on_row_menu)

    # -- for heirs -----------------------------------------------------------------------------------------------

    def _wish_of(self, event: QKeyEvent) -> str:
        """Which correction a key asks for, "" for none."""
        return wish_of(event)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_grid(self, layout: GridLayout, marks: DocumentMarks) -> None:
        """Shows another grid from its top."""
        self.clearSpans()
        self._found = None
        self.document.show_grid(layout, marks)
        for span in layout.spans:
            if span.rows > 1 or span.cols > 1:
                self.setSpan(span.row, span.col, span.rows, span.cols)
        self._fit_to_room(layout)
        self._apply_sizes()
        self.scrollToTop()
        if self.document.rowCount():
            self._lead_to(self.document.index(*self._first_cell(layout)))

    def show_marks(self, marks: DocumentMarks) -> None:
        """Shows the same grid as it is understood now; the cursor stays."""
        self.document.show_marks(marks)
        self.viewport().update()

    @property
    def place(self) -> Place | None:
        """The place of the grid at the cursor, None on a paragraph."""
        current = self.currentIndex()
        return self.document.layout_.place(current.row(), current.column()) if current.isValid() else None

    def go_to(self, place: Place, light_up: bool = True) -> bool:
        """Leads to a cell and lights it up for a moment; False where it is not shown."""
        spot = self.document.layout_.screen(place)
        if spot is None:
            return False
        index = self.document.index(*spot)
        self._lead_to(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        if light_up:
            self._found = place
            self.viewport().update()
            QTimer.singleShot(_FOUND_MS, self, self._forget_found)
        return True

    @property
    def lit(self) -> Place | None:
        """The cell that is lit up just now."""
        return self._found

    def _lead_to(self, index: QModelIndex) -> None:
        """Moves the cursor without saying so: who leads it here knows."""
        self._is_led = True
        self.setCurrentIndex(index)
        self._is_led = False

    def _first_cell(self, layout: GridLayout) -> tuple[int, int]:
        return next(((at, 0) for at, line in enumerate(layout.rows) if line.row >= 0), (0, 0))

    def _forget_found(self) -> None:
        self._found = None
        self.viewport().update()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_led:
            place = self.document.layout_.place(current.row(), current.column())
            if place is not None:
                self.place_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = zoom_of(event)
        if step is not None:
            self.set_zoom(self.zoom + step if step else USUAL_ZOOM)
            return
        wish = self._wish_of(event)
        if wish:
            self.asked.emit(wish)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_menu()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.setCurrentIndex(index)
                self._ask(event.globalPos())
        else:
            self._open_menu()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        shades = colours(self.palette())
        current = self.currentIndex()
        if current.isValid():
            ink = shades.accent if self.hasFocus() else shades.muted
            painter.setPen(QPen(QColor(ink), 2))
            painter.drawRect(self.visualRect(current).adjusted(1, 1, -1, -1))
        spot = self.document.layout_.screen(self._found) if self._found else None
        if spot:
            painter.setPen(QPen(QColor(shades.found), 3))
            painter.drawRect(self.visualRect(self.document.index(*spot)).adjusted(0, 0, -1, -1))
        painter.end()

    # -- menus ---------------------------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        rect = self.visualRect(self.currentIndex())
        self._ask(self.viewport().mapToGlobal(rect.bottomLeft()))

    def _ask(self, spot: QPoint) -> None:
        if self.place is not None:
            self.menu_requested.emit(self.place, spot)

    def _on_column_menu(self, spot: QPoint) -> None:
        column = self.horizontalHeader().logicalIndexAt(spot)
        row = self.rowAt(0) if not self.currentIndex().isValid() else self.currentIndex().row()
        self._at_head(row, column, self.horizontalHeader().mapToGlobal(spot))

    def _on_row_menu(self, spot: QPoint) -> None:
        row = self.verticalHeader().logicalIndexAt(spot)
        self._at_head(row, max(0, self.currentIndex().column()), self.verticalHeader().mapToGlobal(spot))

    def _at_head(self, row: int, column: int, spot: QPoint) -> None:
        if row >= 0 and column >= 0:
            self.setCurrentIndex(self.document.index(row, column))
            self._ask(spot)
