"""The blank form as it looks, with the letters and numbers of a spreadsheet: every cell says what it was understood as."""

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QLine, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.document_delegate import DocumentDelegate, Index
from medaid_desktop.ui.views.incoming.document_view import DocumentView
from medaid_desktop.ui.views.incoming.layout import GridLayout
from medaid_desktop.ui.views.paper.page import Ends, ruled_sides
from medaid_desktop.ui.views.templates.delegate import TemplateDelegate
from medaid_desktop.ui.views.templates.layout import TemplateLayout
from medaid_desktop.ui.views.templates.model import TemplateModel
from medaid_desktop.ui.views.templates.roles import CellRoles, Where
from medaid_desktop.ui.views.templates.signs import draw_bracket
from medaid_desktop.ui.views.zoom import LEAST_ZOOM, USUAL_ZOOM

_MM_PER_INCH = 25.4
_BRACKET_FROM = 2
_CTRL = Qt.KeyboardModifier.ControlModifier
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_WISHES: dict[tuple[int, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_F2, _NONE): "field",
    (Qt.Key.Key_Return, _NONE): "field",
    (Qt.Key.Key_Enter, _NONE): "field",
    (Qt.Key.Key_Delete, _NONE): "text",
    (Qt.Key.Key_Z, _CTRL): "undo",
    (Qt.Key.Key_Y, _CTRL): "redo",
    (Qt.Key.Key_Z, _CTRL | _SHIFT): "redo",
    (Qt.Key.Key_F4, _NONE): "rows",
    (Qt.Key.Key_F4, _SHIFT): "head",
    (Qt.Key.Key_F7, _NONE): "review",
    (Qt.Key.Key_F7, _SHIFT): "total",
}
"""What the keys of the sheet ask for."""
_ALONG: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""In a paragraph, which has the whole width, these lead from place to place."""
_TYPING = _SHIFT | Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


class TemplateView(DocumentView):
    """Arrows walk; with Shift they select; Enter, or typing its name, says which field a cell is; `asked` has field, pick
    (a field for the cell at the cursor alone), text, rows, head, review, total, undo or redo."""

    where_chosen = Signal(object)
    """The Where the cursor has come to, by key or click."""
    at_chosen = Signal()
    """Another place of the text in the cell at the cursor is meant now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templateSheet")
        self.setAccessibleName(self.tr("空白表"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._zoom_is_own = False
        self._at = -1
        self._edges: tuple[list[int], list[int]] = ([0], [0])
        """Pixels from the corner of the sheet to the edges of columns and rows."""

    def _make_delegate(self) -> DocumentDelegate:
        self.template = TemplateModel(self)
        self.document = self.template
        return TemplateDelegate(self.template, self)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_sheet(self, layout: TemplateLayout, roles: CellRoles) -> None:
        """Shows another sheet from its top."""
        self.template.roles = roles
        self.template.sheet = layout
        self.show_grid(layout, self.template.marks)

    def show_roles(self, roles: CellRoles) -> None:
        """Shows the same sheet as it is understood now; cursor and selection stay."""
        self.template.show_roles(roles)
        self.viewport().update()

    @property
    def at(self) -> int:
        """The character of the text at the cursor that is meant, where its cell or paragraph has several places; else -1."""
        role = self.template.role(self.where)
        if self._at < 0 and len(role.places) > 1:
            return role.places[0][0]
        return self._at

    def choose_place(self, number: int) -> None:
        """Means one of the places of the text at the cursor."""
        places = self.template.role(self.where).places
        if 0 <= number < len(places):
            self._mean(places[number][0])

    def _mean(self, at: int) -> None:
        self._at = at
        self._tell_delegate()
        self.viewport().update()
        self.at_chosen.emit()

    def _tell_delegate(self) -> None:
        if isinstance(self._delegate, TemplateDelegate):
            self._delegate.at = self.at

    @property
    def where(self) -> Where | None:
        """The cell or paragraph at the cursor."""
        current = self.currentIndex()
        found = self.template.sheet.where(current.row(), current.column()) if current.isValid() else None
        return self.template.roles.corner(found) if found is not None else None

    def go_to_where(self, where: Where) -> bool:
        """Leads to a cell or paragraph and lights it up; False where it is not shown."""
        if where.place is not None:
            return self.go_to(where.place)
        spot = self.template.sheet.screen_of(where)
        if spot is None:
            return False
        index = self.template.index(*spot)
        self._lead_to(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def rows_selected(self) -> list[int]:
        """The rows of the grid that the selection touches, from the top; the cursor's where nothing is selected."""
        sheet = self.template.sheet
        chosen: QItemSelection = self.selectionModel().selection()
        rows: set[int] = set()
        for number in range(chosen.count()):
            part = chosen.at(number)
            rows.update(range(part.top(), part.bottom() + 1))
        if self.currentIndex().isValid():
            rows.add(self.currentIndex().row())
        return sorted({sheet.rows[row].row for row in rows if sheet.rows[row].row >= 0})

    def cells_selected(self) -> list[Where]:
        """The cells and paragraphs of the selection, each once, in reading order; the cursor's where nothing is selected."""
        found: dict[Where, None] = {}
        for index in sorted(self.selectedIndexes(), key=lambda one: (one.row(), one.column())):
            where = self.template.sheet.where(index.row(), index.column())
            if where is not None:
                found[self.template.roles.corner(where)] = None
        return list(found) or ([self.where] if self.where else [])

    def select_cells(self, first: Where, last: Where) -> None:
        """Selects from one cell, at which the cursor stands, to another one of its row."""
        ends = [self.template.sheet.screen_of(where) for where in (first, last)]
        if ends[0] is not None and ends[1] is not None:
            model = self.template
            stretch = QItemSelection(model.index(*ends[0]), model.index(*ends[1]))
            self.selectionModel().select(stretch, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _first_cell(self, layout: GridLayout) -> tuple[int, int]:
        """The first cell that takes something."""
        first = self.template.roles.first_field()
        spot = self.template.sheet.screen_of(first) if first is not None else None
        return spot or super()._first_cell(layout)

    # -- sizes ---------------------------------------------------------------------------------------------------

    def set_zoom(self, percent: int) -> None:
        self._zoom_is_own = True
        super().set_zoom(percent)

    def _fit_to_room(self, layout: GridLayout) -> bool:
        """Until the clerk zooms, a sheet that is too wide is shown smaller, as far as it can be read."""
        if self._zoom_is_own or not isinstance(layout, TemplateLayout) or not layout.width_mm:
            return True
        room = self.viewport().width() - 2
        fitting = int(room / (layout.width_mm * self._per_mm(USUAL_ZOOM)) * 100)
        self._delegate.zoom = max(LEAST_ZOOM + 15, min(USUAL_ZOOM + 10, fitting))
        return True

    def _per_mm(self, zoom: int) -> float:
        return self.logicalDpiX() / _MM_PER_INCH * zoom / 100

    def _apply_sizes(self) -> None:
        layout = self.template.sheet
        per_mm = self._per_mm(self.zoom)
        if isinstance(self._delegate, TemplateDelegate):
            self._delegate.per_mm = per_mm
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        wide = [max(3, round(width * per_mm)) for width in layout.columns_mm]
        high = [max(3, round(height * per_mm)) for height in layout.rows_mm]
        self._edges = list(accumulate(wide, initial=0)), list(accumulate(high, initial=0))
        for header, sizes in ((columns, wide), (rows, high)):
            header.blockSignals(True)
            if self.template.rowCount():
                for at, size in enumerate(sizes):
                    header.resizeSection(at, size)
            header.blockSignals(False)
        rows.updateGeometry()
        self.updateGeometries()
        self.viewport().update()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def _wish_of(self, event: QKeyEvent) -> str:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return _WISHES.get((event.key(), modifiers), "")

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        where = self.where
        if where is not None and hasattr(self, "_at"):
            self._at = -1
            self._tell_delegate()
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # Qt takes it from cells that cannot be edited
            self.where_chosen.emit(where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        where, step = self.where, _ALONG.get(event.key(), 0)
        if step and event.modifiers() in (_NONE, Qt.KeyboardModifier.KeypadModifier) and where and where.place is None:
            role = self.template.role(where)
            self.choose_place(role.place_at(self.at) + step)
            return
        typed = event.text()
        if typed.isprintable() and typed.strip() and not event.modifiers() & ~_TYPING:
            self._pick_with(event)
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._pick_with(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        return True if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def _pick_with(self, event: QEvent) -> None:
        """What is typed on the sheet begins to name the field of the cell."""
        self.asked.emit("pick")
        taker = QApplication.focusWidget()
        if taker is not None and taker is not self:
            QApplication.sendEvent(taker, event)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if isinstance(self._delegate, TemplateDelegate) and index.isValid() and index == self.currentIndex():
            self._mean(self._delegate.character_at(index, self.visualRect(index), event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.asked.emit("field")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        shades = colours(self.palette())
        corner = QPoint(-self.horizontalHeader().offset(), -self.verticalHeader().offset())
        room = event.rect()
        painter.setPen(QPen(QColor(shades.paper_line), 1))
        painter.drawLines(self._rules(corner, room))
        xs, ys = self._edges
        sheet = self.template.sheet
        for first, last, col in self.template.roles.repeating:
            top, bottom, left = sheet.row_at(first), sheet.row_at(last), sheet.col_at(col)
            if top is not None and bottom is not None and left is not None:
                side = xs[left] + corner.x() + _BRACKET_FROM
                draw_bracket(painter, side, ys[top] + corner.y(), ys[bottom + 1] + corner.y(), shades)
        painter.end()
        self._draw_cursor()

    def _rules(self, corner: QPoint, room: QRect) -> list[QLine]:
        xs, ys = self._edges
        lines: set[Ends] = set()
        first = max(0, bisect_right(ys, room.top() - corner.y() - 1) - 1)
        last = bisect_right(ys, room.bottom() - corner.y() + 1)
        for row, col, rows, cols, border in self.template.sheet.ruled_within(first, last):
            top, bottom = ys[row] + corner.y() - 1, ys[row + rows] + corner.y() - 1
            left, right = xs[col] + corner.x() - 1, xs[col + cols] + corner.x() - 1
            lines.update(ruled_sides(border, left, top, right, bottom))
        return [QLine(*line) for line in lines]

    def _draw_cursor(self) -> None:
        """The outline of the cell at the cursor, over the rules."""
        current: QModelIndex = self.currentIndex()
        if not current.isValid():
            return
        painter = QPainter(self.viewport())
        shades = colours(self.palette())
        painter.setPen(QPen(QColor(shades.accent if self.hasFocus() else shades.muted), 2))
        painter.drawRect(self.visualRect(current).adjusted(1, 1, -1, -1))
        painter.end()
