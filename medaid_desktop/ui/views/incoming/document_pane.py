"""The middle of the page: the document with its sheets, what the colours mean, or why there is nothing to show."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from medaid_desktop.core.grid import Document, Grid, Place
from medaid_desktop.recognition.understood import Understood
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.incoming.document_view import DocumentView
from medaid_desktop.ui.views.incoming.layout import GridLayout
from medaid_desktop.ui.views.incoming.legend import Legend
from medaid_desktop.ui.views.incoming.marks import DocumentMarks
from medaid_desktop.ui.views.incoming.paper_words import form_words
from medaid_desktop.ui.views.labels import ElidedLabel

_EDGE, _GAP = 8, 8
_MANY_CELLS = 6000
"""So many are laid out in less than a twentieth of a second."""


class DocumentPane(QWidget):
    """Shows one document, or words in its stead."""

    sheet_changed = Signal(int)
    """The clerk has turned to another sheet."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._title = ElidedLabel(self)
        self._title.setProperty("part", "heading")
        self._title.setContentsMargins(_EDGE, 4, _EDGE, 4)
        self.view = DocumentView(self)
        self.sheets = QTabBar(self)
        self.sheets.setObjectName("incomingSheets")
        self.sheets.setAccessibleName(self.tr("工作表"))
        self.sheets.setExpanding(False)
        self.sheets.setDrawBase(False)
        self.sheets.setUsesScrollButtons(True)
        self.sheets.setElideMode(Qt.TextElideMode.ElideRight)
        self.sheets.currentChanged.connect(self._on_sheet)
        self._legend = Legend(self)
        self._words = QLabel(self)
        self._words.setObjectName("incomingWords")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._words.setMargin(24)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._stack = QStackedWidget(self)
        for widget in (self.view, self._words):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._title)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.sheets)
        layout.addWidget(self._legend)
        self._document: Document | None = None
        self._tables: Sequence[tuple[int, Understood]] = ()
        self._layouts: dict[int, GridLayout] = {}
        self._grid = -1
        self._wanted: Place | None = None
        """Where to lead as soon as the sheet has been laid out."""
        self._is_left = False

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def grid(self) -> int:
        """The number of the grid that is shown."""
        return self._grid

    @property
    def marks(self) -> DocumentMarks:
        """What was made of the cells that are shown."""
        return self.view.document.marks

    def show_words(self, title: str, words: str) -> None:
        """Shows a sentence in the place of a document."""
        self._title.set_whole(title)
        self._words.setText(words)
        self._document, self._grid = None, -1
        self._stack.setCurrentWidget(self._words)
        self.sheets.hide()
        self._legend.hide()

    def show_document(
        self, title: str, document: Document, tables: Sequence[tuple[int, Understood]], grid: int
    ) -> None:
        """Shows a document at one of its grids; `tables` are what was understood of it, each with its number.

        The same document understood anew keeps cursor and place.
        """
        self._title.set_whole(title)
        self._tables = tables
        self._legend.show()
        if document is self._document:
            if grid == self._grid and grid in self._layouts:
                self._stack.setCurrentWidget(self.view)
                self.view.show_marks(self._marks_of(grid))
            else:
                self.turn_to(grid)
            return
        self._document = document if document.grids else _as_letter(document)
        self._layouts = {}
        self._grid = -1
        self._name_sheets()
        self._document = document if document.grids else self._document
        self.turn_to(max(0, min(grid, len(self._document.grids) - 1)))

    def turn_to(self, grid: int) -> None:
        """Shows another sheet."""
        if self._document is None or grid == self._grid or not 0 <= grid < len(self._document.grids):
            return
        self._grid = grid
        self.sheets.blockSignals(True)
        self.sheets.setCurrentIndex(grid)
        self.sheets.blockSignals(False)
        self._wanted = None
        layout = self._layouts.get(grid)
        if layout is not None:
            self._show_layout(grid, layout)
            return
        shown, words = self._document.grids[grid], self.tr("第 %1 到 %2 行是空白的")
        if len(shown.cells) < _MANY_CELLS:
            self._show_layout(grid, GridLayout(shown, words))
        else:
            self._lay_out(grid, shown, words)

    def _lay_out(self, number: int, grid: Grid, words: str) -> None:
        """Lays out a large sheet where nobody waits for it."""
        document, measures = self._document, self.view.measures()
        self._words.setText(self.tr("正在排版…"))
        self._stack.setCurrentWidget(self._words)

        def work(_: Task) -> GridLayout:
            layout = GridLayout(grid, words)
            layout.fit(measures.room(len(layout.cols)))
            layout.measure()
            return layout

        def done(layout: GridLayout) -> None:
            if not self._is_left and document is self._document and number == self._grid:
                self._show_layout(number, layout)

        self._tasks.run("", work, done)

    def _show_layout(self, grid: int, layout: GridLayout) -> None:
        self._layouts[grid] = layout
        self._stack.setCurrentWidget(self.view)
        self.view.show_grid(layout, self._marks_of(grid))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.view.go_to(wanted)

    def leave(self) -> None:
        """What is being laid out is not wanted any more."""
        self._is_left = True

    def go_to(self, grid: int, place: Place) -> bool:
        """Leads to a cell of a sheet and lights it up."""
        self.turn_to(grid)
        if grid == self._grid and grid not in self._layouts:
            self._wanted = place
            return True
        return self.view.go_to(place)

    def _marks_of(self, grid: int) -> DocumentMarks:
        assert self._document is not None
        tables = [one for one in self._tables if one[1].grid == grid]
        return DocumentMarks(self._document.grids[grid], tables, form_words)

    def _name_sheets(self) -> None:
        assert self._document is not None
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.removeTab(0)
        for number, grid in enumerate(self._document.grids):
            self.sheets.addTab(self._sheet_name(grid, number).replace("&", "&&"))
        self.sheets.blockSignals(False)
        self.sheets.setVisible(len(self._document.grids) > 1)

    def _sheet_name(self, grid: Grid, number: int) -> str:
        name = grid.name or self.tr("第 %1 张表").replace("%1", str(number + 1))
        return name if grid.shown == "shown" else self.tr("%1（隐藏）").replace("%1", name)

    def _on_sheet(self, grid: int) -> None:
        self.turn_to(grid)
        self.sheet_changed.emit(grid)


def _as_letter(document: Document) -> Document:
    """A letter without any table, as a grid of nothing but paragraphs."""
    return Document(document.name, document.kind, (Grid("", (), 0, 0, above=document.paragraphs),))
