"""The printed pages of the filing that is edited, made anew after each step."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from medaid_desktop.formats.pdf.render import PdfPages
from medaid_desktop.operations.paper.preview import Anchor, Preview, Spot, preview
from medaid_desktop.operations.paper.runs import next_parts
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.preview.pages import Drawn, PreviewPages, Size, draw_pages

_PAUSE_MS = 30
"""After an edit: first the cell is painted, then the background may take its share of the processor."""


@dataclass(slots=True)
class _Printed(Drawn):
    """Pages made anew: of which session, and the document to draw further pages from."""

    session: EditingSession | None = None
    preview: Preview | None = None
    document: PdfPages | None = None


class FrontPages(PreviewPages):
    """Follows one session at a time; the work is done with a copy of its content, away from the ledger."""

    remade = Signal()
    """The pages have been made anew."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(tasks, self._draw, parent)
        self._session: EditingSession | None = None
        self._dirty = False
        self._document: PdfPages | None = None
        self._shown: EditingSession | None = None
        self.preview: Preview | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.look)

    def follow(self, session: EditingSession | None) -> None:
        """Shows another filing, or none; the pages of the one before stay until the new ones are there."""
        if self._session is session:
            return
        if self._session is not None:
            self._session.paper_changed.disconnect(self._pause.start)
        self._session = session
        if session is None:
            self._pause.stop()
            self._dirty = False
            self._drop()
            return
        session.paper_changed.connect(self._pause.start)
        self.look()

    def look(self) -> None:
        """Makes the pages anew; called while that is under way, once more after it."""
        self._dirty = self._session is not None
        self._go_on()

    # -- between the editor and the pages ------------------------------------------------------------------------

    def spots(self, anchor: Anchor) -> tuple[Spot, ...]:
        """Where a cell of the editor is printed."""
        session, preview = self._session, self.preview
        if session is None or preview is None or self._shown is not session:
            return ()
        slot = session.grid.slot(anchor)
        same = self._same_grid(session, preview)
        return preview.spots_of(slot.path if slot and slot.new_row is None else "", anchor if same else (-1, -1))

    def cell_at(self, page: int, x: float, y: float) -> Anchor | None:
        """The cell of the editor that is printed at a place (millimetres) of a page."""
        session, preview = self._session, self.preview
        if session is None or preview is None or self._shown is not session:
            return None
        anchor = preview.cell_at(page, x, y)
        if anchor is None:
            return None
        path = preview.path_of(anchor)
        place = session.paper.place_of(path) if path else None
        if place is None and self._same_grid(session, preview):
            place = anchor
        return place

    @staticmethod
    def _same_grid(session: EditingSession, preview: Preview) -> bool:
        """Whether rows count alike on both: lines that only the editor holds open are not printed."""
        return session.grid.row_count == len(preview.paper.sheet.rows)

    # -- how it is done ------------------------------------------------------------------------------------------

    def _is_dirty(self) -> bool:
        return self._dirty

    def _draw(self, missing: dict[int, Size]) -> Callable[[Task], Drawn]:
        session, document = self._session, self._document
        if not self._dirty or session is None:
            return lambda _: Drawn(draw_pages(document, 0, missing) if document else {})
        self._dirty = False
        parts = next_parts(session.desk, session.filing)
        wanted = dict(self._wanted) if self._shown is session else {}

        def work(_: Task) -> Drawn:
            made = preview(parts)
            opened = PdfPages(made.pdf)
            pages = {page: size for page, size in list(wanted.items())[:1] if page < opened.count}
            return _Printed(draw_pages(opened, 0, pages), session, made, opened)

        return work

    def _take(self, drawn: Drawn) -> None:
        if isinstance(drawn, _Printed) and drawn.preview and drawn.document:
            if drawn.session is not self._session:
                drawn.document.close()
                return
            is_new = self._shown is not drawn.session
            if is_new:
                self._forget()
            self._close_document()
            sizes = self.sizes
            self._shown, self.preview, self._document = drawn.session, drawn.preview, drawn.document
            self.sizes = drawn.preview.sizes
            self._stale = set(self._pictures)
            if sizes != self.sizes or is_new:
                self.pages_changed.emit()
            super()._take(drawn)
            self.remade.emit()
            return
        super()._take(drawn)

    def _drop(self) -> None:
        self._close_document()
        self._shown = self.preview = None
        self._forget()
        self.pages_changed.emit()

    def _close_document(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None
