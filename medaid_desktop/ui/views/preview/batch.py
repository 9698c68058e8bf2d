"""The printed pages of many filings: counted from front to back, drawn only where they are looked at."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import accumulate

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.render import PdfPages
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.preview import preview_stored
from medaid_desktop.operations.paper.printing import Measured, measure
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.preview.pages import Drawn, PreviewPages, Size, draw_pages
from medaid_desktop.ui.workspace import Workspace

_KEPT_DOCUMENTS = 3
_AT_ONCE = 10


class BatchPages(PreviewPages):
    """Measures filings some at a time, so that the first can be read while the last are still being counted."""

    counted = Signal(int, int)
    """How many filings have been measured, of how many."""
    skipped = Signal(object)
    """A UserError: a filing that cannot be printed; the others are shown."""

    def __init__(self, workspace: Workspace, tasks: Tasks, ids: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(tasks, self._draw, parent)
        self._workspace = workspace
        self._ids = list(ids)
        self._next = 0
        self._ends: list[int] = []
        self._documents: OrderedDict[int, PdfPages] = OrderedDict()
        self._counting: Task | None = None
        self._is_closed = False
        self.measured: list[Measured] = []

    def start(self) -> None:
        """Begins to count."""
        self._count()

    def close(self) -> None:
        """Stops, and gives everything back."""
        self._is_closed = True
        if self._counting is not None:
            self._counting.cancel()
        self._forget()
        while self._documents:
            self._documents.popitem()[1].close()

    def filing_of(self, page: int) -> int:
        """The index of the filing to which a page belongs."""
        return bisect_right(self._ends, page)

    def first_page(self, filing: int) -> int:
        """The first page of a filing."""
        return self._ends[filing - 1] if filing else 0

    # -- counting ------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        ids = self._ids[self._next : self._next + _AT_ONCE]
        if not ids or self._is_closed or not self._workspace.is_open:
            return
        self._next += len(ids)
        work = self._workspace.at_own_desk(lambda desk, task: _measure(desk, ids, task))
        self._counting = self._tasks.run("", work, self._on_counted)

    def _on_counted(self, found: tuple[list[Measured], list[UserError]]) -> None:
        self._counting = None
        if self._is_closed:
            return
        measured, errors = found
        for error in errors:
            self.skipped.emit(error)
        self.measured += measured
        self._ends = list(accumulate(item.pages for item in self.measured))
        self.sizes = tuple(item.size for item in self.measured for _ in range(item.pages))
        self.pages_changed.emit()
        self.counted.emit(self._next, len(self._ids))
        self._count()

    # -- drawing -------------------------------------------------------------------------------------------------

    def _draw(self, missing: dict[int, Size]) -> Callable[[Task], Drawn]:
        filing = self.filing_of(next(iter(missing)))
        first = self.first_page(filing)
        pages = {page: size for page, size in missing.items() if self.filing_of(page) == filing}
        filing_id = self.measured[filing].filing

        def work(desk: Desk, _: Task) -> Drawn:
            document = self._documents.get(filing)
            if document is None:
                document = PdfPages(preview_stored(desk, filing_id).pdf)
                self._keep(filing, document)
            return Drawn(draw_pages(document, first, {p: s for p, s in pages.items() if p - first < document.count}))

        return self._workspace.at_own_desk(work)

    def _keep(self, filing: int, document: PdfPages) -> None:
        """Called by the one task that draws; the filings looked at last stay open."""
        self._documents[filing] = document
        if len(self._documents) > _KEPT_DOCUMENTS or self._is_closed:
            self._documents.popitem(last=False)[1].close()

    def _on_failed(self, error: UserError) -> None:
        if not self._is_closed:
            super()._on_failed(error)

    def _go_on(self) -> None:
        if not self._is_closed and self._workspace.is_open:
            super()._go_on()


def _measure(desk: Desk, ids: Sequence[str], task: Task) -> tuple[list[Measured], list[UserError]]:
    found: list[Measured] = []
    errors: list[UserError] = []
    for filing_id in ids:
        if task.is_cancelled():
            raise CancelledError
        try:
            found += measure(desk, [filing_id])
        except UserError as error:
            errors.append(error)
    return found, errors
