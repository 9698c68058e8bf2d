"""The findings of the filing on a paper, kept fresh while it is edited: the editor never waits for them."""

import threading
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking import Checked, LiveChecks
from medaid_desktop.ui.delegates.cell_marks import CellMark
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.findings.marks import cell_marks, cell_of
from medaid_desktop.ui.views.paper.view import PaperView

_SOON_MS = 1
_QUICK, _PATIENCE = 0.008, 0.05
"""Seconds: what took no longer the last time is done at once, in the GUI thread, or when a key asks for it; the rest in
another one. What lies around is read before that, and not counted."""
_SHORT = 200
"""Rows of a filing that is taken to be quick until it has been measured."""


class PaperChecks(QObject):
    """Checks after each step, and shows what is found in the cells of the paper.

    The first time what lies around the filing is read, in another thread; so is a filing as long as a province's table.
    """

    changed = Signal()
    """`findings` are others, or the checks have begun, ended or failed."""
    reached = Signal(str)
    """A key has led to a cell with a finding: its path."""
    menu_opening = Signal(object, str)
    """The QMenu of a cell, about to be seen, and the path of the cell."""

    def __init__(self, view: PaperView, tasks: Tasks) -> None:
        super().__init__(view)
        self._view = view
        self.session = session = view.session
        self._tasks = tasks
        self._live = LiveChecks(session.desk, session.filing_id)
        self._at_work = threading.Lock()  # held while the ledger is read in the other thread: it must not close then
        self._task: Task | None = None
        self._took = float("inf")
        self._stopped = False
        self.checked: Filing | None = None
        """The content in which `findings` were found, None before the first check."""
        self._wants_anew = False
        self.findings: Sequence[Checked] = ()
        self.trouble = ""
        """Why the filing cannot be checked, "" where it can."""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        session.content_committed.connect(lambda _: self._soon.start())
        session.paper_changed.connect(lambda _: self._on_paper())
        view.findings_wanted.connect(self.look_now)
        view.finding_reached.connect(self.reached)
        view.menu_opening.connect(self.menu_opening)

    @property
    def is_known(self) -> bool:
        """Whether the filing has been checked at all."""
        return self.checked is not None

    @property
    def is_fresh(self) -> bool:
        """Whether what was found is about the filing as it stands."""
        return self.checked is self.session.filing and not self._wants_anew and not self.is_busy

    @property
    def is_locked(self) -> bool:
        """Whether the content is locked by its review."""
        return self.session.lock is not None

    @property
    def is_busy(self) -> bool:
        """Whether the checks are under way in another thread."""
        return self._task is not None

    def begin(self) -> None:
        """Checks soon, unless what is known still holds."""
        if not self.is_fresh and not self._stopped:
            self._soon.start()

    def age(self) -> None:
        """Something else in the ledger has changed: with the next check all that lies around is read again."""
        self._wants_anew = True

    def look_now(self) -> None:
        """Has findings about the content as it stands when it comes back, where that takes no longer than a key may; what
        has changed elsewhere can wait."""
        is_soon = not self.is_known or self._took <= _PATIENCE
        if is_soon and not self._stopped and self.checked is not self.session.filing:
            self._check_here()

    def mark(self, path: str) -> CellMark | None:
        """What the cell that shows a path is marked with."""
        return self._view.paper.marks.get(path)

    def cell_of(self, where: str) -> str:
        """The path of the cell of the paper that stands for a place, "" for none."""
        return cell_of(self.session.form, self.session.paper, where)

    def found_at(self, path: str) -> Sequence[Checked]:
        """What was found in the cell that shows a path, or about its whole row; nothing for "", which is no cell."""
        if not path:
            return []
        found = [(one, one.finding.where) for one in self.findings]
        return [one for one, where in found if self.cell_of(where) == path or path.startswith(f"{where}.")]

    def stop(self) -> None:
        """The ledger is closing: waits for the checks under way, and begins no others."""
        self._stopped = True
        self._soon.stop()
        with self._at_work:
            pass

    # -- how it is done ------------------------------------------------------------------------------------------

    @property
    def _is_quick(self) -> bool:
        return self._took <= _QUICK

    def _on_paper(self) -> None:
        """The paper was composed anew: where the content is another one too, it was read again."""
        if self.checked is not None and self.checked is not self.session.filing:
            self._soon.start()

    def _look(self) -> None:
        if self._stopped or self._task is not None or self.is_fresh:
            return
        if self._is_quick and not self._wants_anew:
            self._check_here()
        else:
            self._check_there()

    def _check_here(self) -> None:
        filing = self.session.filing
        try:
            found = self._run(filing, anew=False)
        except UserError as error:
            self._fail(error)
            return
        self._take(filing, found)

    def _check_there(self) -> None:
        filing, anew = self.session.filing, self._wants_anew
        self._wants_anew = False
        self._task = self._tasks.run(
            "", lambda _: self._run(filing, anew), lambda found: self._on_found(filing, found), self._on_failed
        )
        self._task.ended.connect(self._on_ended)
        self.changed.emit()

    def _run(self, filing: Filing, anew: bool) -> list[Checked]:
        with self._at_work:
            if self._stopped:
                return []
            begun = time.perf_counter()
            if anew:
                self._live.forget()
            found = self._live.fresh(filing)
            if self.is_known and not anew:
                self._took = time.perf_counter() - begun
        return found

    def _on_ended(self) -> None:
        if isValid(self):
            self._task = None

    def _on_found(self, filing: Filing, found: Sequence[Checked]) -> None:
        if isValid(self) and not self._stopped:
            if filing is self.session.filing or not self.is_known:
                self._take(filing, found)
            self.begin()

    def _on_failed(self, error: UserError) -> None:
        if isValid(self):
            self._fail(error)

    def _fail(self, error: UserError) -> None:
        self.checked, self.findings, self.trouble = self.session.filing, (), str(error)
        self._show()

    def _take(self, filing: Filing, found: Sequence[Checked]) -> None:
        if not self.is_known and sum(map(len, filing.tables.values())) <= _SHORT:
            self._took = 0.0
        self.checked, self.findings, self.trouble = filing, found, ""
        self._show()

    def _show(self) -> None:
        session = self.session
        self._view.check_trouble = self.trouble
        self._view.paper.show_marks(cell_marks(session.form, session.paper, self.findings))
        self.changed.emit()
