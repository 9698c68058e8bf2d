"""Checks in the background filings that came unchecked, so that lists can say how many errors they have."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.place.panel import PlacePanel

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk

_SOON_MS = 300


class OpenErrorCounting(QObject):
    """Begins shortly after a ledger was opened or filings came; one run at a time."""

    def __init__(self, context: Context, place: PlacePanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._place = place
        self._task: Task | None = None
        self._at_work = threading.Lock()  # held while the ledger is used in the other thread: it must not close then
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.begin)
        workspace = context.workspace
        workspace.ledger_opened.connect(self._soon.start)
        workspace.filings_changed.connect(self._soon.start)
        workspace.ledger_closing.connect(self._on_closing)

    def begin_soon(self) -> None:
        """Counts in a moment: a filing has been changed that nobody else checks."""
        self._soon.start()

    def begin(self) -> None:
        """Counts now, if there is anything to count."""
        from medaid_desktop.operations.checking.counting import count_open_errors, needs_counting
        from medaid_desktop.store.ground.progress import check_cancelled

        workspace = self._context.workspace
        if self._task is not None or not workspace.is_open or not needs_counting(workspace.desk.ledger):
            return
        ledger = workspace.desk.ledger

        def count(desk: "Desk", task: Task) -> int:
            with self._at_work:
                check_cancelled(task.is_cancelled)
                return count_open_errors(ledger, desk, cancelled=task.is_cancelled)

        self._task = self._context.tasks.run("", workspace.at_own_desk(count), self._on_counted, self._on_failed)
        self._task.ended.connect(self._on_ended)

    def _on_counted(self, news: int) -> None:
        if news:
            self._place.show_counts()

    def _on_failed(self, error: object) -> None:
        """A full or pulled disk is told at the next edit; counts can wait for the next time."""

    def _on_ended(self) -> None:
        self._task = None

    def _on_closing(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            with self._at_work:  # at most the lot at hand
                pass
