"""What the print dialog has to ask in the background: the printers, the pages, the picture of the first one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.render import PdfPages
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.preview import preview_stored
from medaid_desktop.operations.paper.printing import Measured
from medaid_desktop.operations.paper.runs import SealWanted, seals_wanted
from medaid_desktop.operations.paper.sheets import USUAL, Edition
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.printing.job import measure_in_task
from medaid_desktop.ui.printing.printers import Printers
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.preview.pages import draw_pages

Result = TypeVar("Result")

_PICTURE_PER_MM = 2.0


class PrintQuestions(QObject):
    """Asks, and tells the answers by signals until it is closed."""

    measured = Signal(list)
    """The filings, each a Measured."""
    refused = Signal(object)
    """A UserError: something among the filings cannot be printed."""
    drawn = Signal(object)
    """The first page, a QImage."""
    named = Signal(list)
    """The names of all printers."""
    described = Signal(str, object)
    """A printer and its PrinterFacts."""
    paper_found = Signal(str, str, object)
    """A printer, a paper, and ((width, height), Margins) of it."""
    lost = Signal(str, object)
    """A printer that does not answer, and the UserError."""
    sealing = Signal(list, list)
    """The seals (SealWanted) that belong on what is reviewed to the end, and those that would be set so far."""

    def __init__(self, context: Context, printers: Printers, ids: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = context.tasks
        self._workspace = context.workspace
        self._printers = printers
        self._ids = list(ids)
        self._measuring: Task | None = None
        self._is_open = True

    def start(self) -> None:
        """Asks about the filings, then for the names of the printers, which a network can make slow."""
        ids = self._ids
        self._tasks.run(
            "", self._workspace.at_own_desk(lambda desk, _: _seals(desk, ids)),
            self._then(lambda found: self.sealing.emit(*found)), self._then(self.refused.emit),
        )  # fmt: skip
        self.ask_pages(USUAL)
        self._tasks.run("", lambda _: self._printers.names(), self._then(self.named.emit))

    def ask_pages(self, edition: Edition) -> None:
        """Counts the pages of an edition and draws the first one; an earlier count that is under way stops."""
        ids = self._ids
        if self._measuring is not None:
            self._measuring.cancel()
        self._measuring = self._tasks.run(
            "", self._workspace.at_own_desk(lambda desk, task: measure_in_task(desk, ids, task, edition)),
            self._then(self._on_measured), self._then(self._on_refused),
        )  # fmt: skip
        self._tasks.run(
            "", self._workspace.at_own_desk(lambda desk, _: _first_page(desk, ids[0], edition)),
            self._then(self.drawn.emit), lambda _: None,
        )  # fmt: skip

    def ask_printer(self, name: str) -> None:
        """Asks what a printer is and offers."""
        self._tasks.run(
            "", lambda _: self._printers.facts(name), self._then(lambda facts: self.described.emit(name, facts)),
            self._then(lambda error: self.lost.emit(name, error)),
        )  # fmt: skip

    def ask_paper(self, name: str, paper: str) -> None:
        """Asks for the size of a paper and the border a printer leaves on it."""
        self._tasks.run(
            "", lambda _: self._printers.paper(name, paper),
            self._then(lambda found: self.paper_found.emit(name, paper, found)),
            self._then(lambda error: self.lost.emit(name, error)),
        )  # fmt: skip

    def close(self) -> None:
        """No answer is told any more; counting pages stops."""
        self._is_open = False
        if self._measuring is not None:
            self._measuring.cancel()

    def _then(self, take: Callable[[Result], None]) -> Callable[[Result], None]:
        return lambda result: take(result) if self._is_open else None

    def _on_measured(self, measured: list[Measured]) -> None:
        self._measuring = None
        self.measured.emit(measured)

    def _on_refused(self, error: UserError) -> None:
        self._measuring = None
        self.refused.emit(error)


def _seals(desk: Desk, ids: Sequence[str]) -> tuple[list[SealWanted], list[SealWanted]]:
    return seals_wanted(desk, ids), seals_wanted(desk, ids, Edition(so_far=True))


def _first_page(desk: Desk, filing_id: str, edition: Edition) -> QImage:
    preview = preview_stored(desk, filing_id, edition)
    document = PdfPages(preview.pdf)
    width, height = preview.sizes[0]
    try:
        return draw_pages(document, 0, {0: (round(width * _PICTURE_PER_MM), round(height * _PICTURE_PER_MM))})[0]
    finally:
        document.close()
