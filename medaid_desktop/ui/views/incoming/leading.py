"""The way between the parts of the page: doubt → document and paper, cell of the document ↔ field on paper."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.understood import Understood
from medaid_desktop.ui.notices import Notices
from medaid_desktop.ui.views.incoming.document_pane import DocumentPane
from medaid_desktop.ui.views.incoming.doubts import DoubtLine
from medaid_desktop.ui.views.incoming.entries import Entry, State
from medaid_desktop.ui.views.incoming.file_list import IncomingList
from medaid_desktop.ui.views.incoming.understood_panel import UnderstoodPanel

Shown = tuple[Entry, int]
"""A file and the table of it that is looked at, -1 where it has none."""


class Leading(QObject):
    """Moves cursors; what is looked at is the page's to know."""

    def __init__(
        self, files: IncomingList, pane: DocumentPane, panel: UnderstoodPanel, shown: Callable[[], Shown | None],
        show: Callable[[Entry, int], None], notices: Notices, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._files, self._pane, self._panel = files, pane, panel
        self._shown, self._show = shown, show
        self._notices = notices
        pane.sheet_changed.connect(self._on_sheet)
        pane.view.place_chosen.connect(self._on_place)
        panel.path_chosen.connect(self._on_path)
        panel.doubt_jumped.connect(self._on_doubt)

    def step(self, forwards: bool) -> None:
        """Goes to the next doubt of this table, else to those of the next table that has any."""
        doubts = self._panel.doubts
        if doubts.step(forwards):
            return
        model, here = self._files.lines, self._files.currentIndex().row()
        rows = range(here + 1, model.rowCount()) if forwards else range(here - 1, -1, -1)
        for row in rows:
            line = model.line(row)
            if line is None or (line[1] < 0 and len(line[0].items) != 1):
                continue
            if line[0].state() not in (State.DONE, State.SKIPPED) and line[0].doubts(max(0, line[1])):
                self._files.go_to(*line)
                doubts.go_to(0 if forwards else doubts.doubts.rowCount() - 1)
                return
        self._notices.hint(self.tr("后面没有疑问了。") if forwards else self.tr("前面没有疑问了。"))

    def turn_to(self, number: int) -> None:
        """Looks at another table of the same file."""
        shown = self._shown()
        if shown is not None and shown[1] != number and not self._files.go_to(shown[0], number):
            self._show(shown[0], number)

    def _understood(self) -> Understood | None:
        shown = self._shown()
        known = shown is not None and 0 <= shown[1] < len(shown[0].items)
        return shown[0].items[shown[1]].understood if shown and known else None

    def _on_doubt(self, line: DoubtLine, by_key: bool) -> None:  # noqa: ARG002
        understood = self._understood()
        if understood is not None and line.place is not None:
            self._pane.go_to(understood.grid, line.place)
        if line.path:
            self._panel.show_path(line.path)

    def _on_path(self, path: str) -> None:
        """From a cell of the paper to the cell of the document; of a whole row to the first of its cells."""
        understood = self._understood()
        if understood is None:
            return
        place = understood.sources.get(path)
        if place is None and path.endswith("]"):
            place = next((at for known, at in understood.sources.items() if known.startswith(f"{path}.")), None)
        if place is not None:
            self._pane.go_to(understood.grid, place)

    def _on_place(self, place: Place) -> None:
        """From a cell of the document to the field on paper, and to the table it belongs to."""
        mark = self._pane.marks.at(place)
        if mark is None:
            return
        self.turn_to(mark.table)
        if mark.paths:
            self._panel.show_path(mark.paths[0])
        self._panel.mark_doubt(place)

    def _on_sheet(self, grid: int) -> None:
        """Another sheet by the clerk: its first table is looked at."""
        shown = self._shown()
        tables = enumerate(shown[0].items) if shown else ()
        number = next((at for at, item in tables if item.understood and item.understood.grid == grid), None)
        if number is not None:
            self.turn_to(number)
