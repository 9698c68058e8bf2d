"""Keeps what is found in the open filings fresh, and tells lists, tabs and the foot of the window."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon

from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.editor_tabs import EditorTabs

if TYPE_CHECKING:
    from medaid_desktop.ui.views.editor_page import EditorPage
    from medaid_desktop.ui.views.findings.live import PaperChecks

_REST_MS = 1500
"""How long nothing is edited before the counts are kept for lists: each time waits for the disk."""


class LiveFindings(QObject):
    """Only the filing in front is checked; the others when they come to the front."""

    changed = Signal()
    """Another filing is in front, or what is found in it is other than before."""
    noted = Signal()
    """The counts that lists show are others now."""
    left_unchecked = Signal()
    """A filing was changed that is not open, or no longer: somebody else has to check it."""
    reached = Signal(str)
    """A key has led to a finding on the paper in front: the path of its cell."""
    menu_opening = Signal(object, str)
    """The QMenu of a cell of the paper in front, and the path of the cell."""

    def __init__(self, context: Context, tabs: EditorTabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tabs = tabs
        self._to_note: set[str] = set()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.note)
        workspace = context.workspace
        tabs.front_changed.connect(self._on_front_changed)
        workspace.filing_changed.connect(self._on_filing_changed)
        workspace.filings_changed.connect(lambda: self._age(""))
        workspace.ledger_closing.connect(self._on_closing)

    def front(self) -> "PaperChecks | None":
        """The checks of the filing in front, None where none is."""
        front = self._tabs.front()
        return front.checks if front else None

    def note(self) -> None:
        """Keeps how many findings the filings have that were checked since, as lists show it."""
        self._rest.stop()
        workspace, waiting, self._to_note = self._context.workspace, self._to_note, set()
        if not workspace.can_write:
            return
        pages = {page.filing_id: page for page in self._tabs.pages() if page.filing_id in waiting}
        try:
            noted = [self._note(page) for page in pages.values()]
        except UserError:  # a full or pulled disk is told at the next edit
            return
        if any(noted):
            self.noted.emit()
        if waiting - {*pages}:
            self.left_unchecked.emit()

    def _note(self, page: "EditorPage") -> bool:
        """Keeps the counts of a filing; False where they are known already, or not fresh."""
        from medaid_desktop.operations.checking import RULES_VERSION, counts_of, note

        checks, desk = page.checks, self._context.workspace.desk
        if checks is None or not checks.is_fresh or checks.trouble:
            return False
        known = desk.ledger.check_results.counts([page.filing_id], RULES_VERSION)
        if known.get(page.filing_id) == counts_of(checks.findings):
            return False
        note(desk, page.filing_id, checks.findings)
        return True

    def _on_front_changed(self) -> None:
        front = self._tabs.front()
        if self._to_note:
            self.note()
        if front:
            is_new = front.checks is None
            checks = front.follow_checks(self._context.tasks)
            if checks and is_new:
                checks.changed.connect(lambda: self._on_checked(front, checks))
                checks.reached.connect(self.reached)
                checks.menu_opening.connect(self.menu_opening)
            if checks:
                checks.begin()
        self.changed.emit()

    def _on_checked(self, page: "EditorPage", checks: "PaperChecks") -> None:
        from medaid_desktop.ui.views.findings.words import count, count_words, kind_icon

        if checks.is_fresh:
            counts = count(checks.findings) if not checks.trouble else Counter()
            kind = "error" if counts["error"] else "warning" if counts["warning"] else None
            sign = kind_icon(kind) if kind else icon("lock", "muted") if checks.is_locked else QIcon()
            self._tabs.show_sign(page, sign, count_words(counts) if counts else "")
            self._to_note.add(page.filing_id)
            self._rest.start()
        if page is self._tabs.front():
            self.changed.emit()

    def _on_filing_changed(self, filing_id: str) -> None:
        self._age(filing_id)
        if all(page.filing_id != filing_id for page in self._tabs.pages()):
            self.left_unchecked.emit()

    def _age(self, but: str) -> None:
        """What is found in the filings may depend on what has changed elsewhere."""
        for page in self._tabs.pages():
            if page.checks and page.filing_id != but:
                page.checks.age()
        front = self.front()
        if front:
            front.begin()

    def _on_closing(self) -> None:
        """What has not been noted is checked again with the next start."""
        self._rest.stop()
        self._to_note.clear()
