"""The check of many filings as a tab of the window: what is checked, the work under way, and its result."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.batch import Batch, check_batch
from medaid_desktop.store.ground.progress import check_cancelled
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.models.batch_model import BatchModel
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import Guest
from medaid_desktop.ui.views.findings.batch_page import BatchPage

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.records.listing import FilingSummary


class BatchTab(Guest):
    """Checks when it is made and when it is asked again; the counts are kept for the lists."""

    checked = Signal()
    """The check has come to its end: lists have new counts."""

    def __init__(
        self, context: Context, ids: Sequence[str], where: str, region: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ids = list(ids)
        self.where, self.region = where, region
        """What is checked, in words, and the code of its region, "" for all."""
        self._task: Task | None = None
        self._at_work = threading.Lock()  # held while the ledger is written in the other thread: it must not close then
        self._stale: set[str] = set()
        self.batch: Batch | None = None
        """What the last check came to, None while there is none."""
        self.label = self.tr("检查·%1").replace("%1", where)
        self.tip = self.tr("检查 %1：%2 份").replace("%1", where).replace("%2", str(len(ids)))
        desk = context.workspace.desk

        def region_name(summary: "FilingSummary") -> str:
            return desk.names(summary.region, summary.year).short

        self.page = BatchPage(BatchModel(lambda form: desk.forms.short(form), region_name, self), self)
        self.page.show_heading(self.tr("%1：检查 %2 份填报件").replace("%1", where).replace("%2", str(len(ids))))
        self.page.stop_requested.connect(self._stop)
        self.page.again_requested.connect(self.begin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)
        context.workspace.filing_changed.connect(self._on_filing_changed)

    def begin(self) -> None:
        """Checks all of them, as they are now."""
        if self._task is not None or not self._context.workspace.is_open:
            return
        ids, workspace = self._ids, self._context.workspace
        ledger = workspace.desk.ledger

        def work(desk: "Desk", task: Task) -> Batch:
            with self._at_work:
                check_cancelled(task.is_cancelled)
                known = {summary.id for summary in desk.ledger.overview.summaries(ids)}
                here = [filing_id for filing_id in ids if filing_id in known]
                return check_batch(desk, here, task.progress, task.is_cancelled, ledger)

        self._stale.clear()
        self.page.show_busy(len(ids))
        self._task = self._context.tasks.run(
            "", workspace.at_own_desk(work), self._on_checked, self._on_failed, self._on_stopped
        )
        self._task.progressed.connect(self.page.show_progress)

    def left(self) -> None:
        """Closes: what is under way comes to its end first, at most the filing at hand."""
        if self._task is not None:
            self._task.cancel()
            with self._at_work:
                pass

    # -- how it is done ------------------------------------------------------------------------------------------

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_checked(self, batch: Batch) -> None:
        if isValid(self):
            self._task, self.batch = None, batch
            self.page.show_batch(batch)
            self.checked.emit()

    def _on_failed(self, error: UserError) -> None:
        if isValid(self):
            self._task = self.batch = None
            self.page.show_stopped(str(error))

    def _on_stopped(self) -> None:
        if isValid(self):
            self._task = self.batch = None
            self.page.show_stopped(self.tr("已停止检查。"))

    def _on_filing_changed(self, filing_id: str) -> None:
        if self.batch is not None and filing_id in self._ids:
            self._stale.add(filing_id)
            self.page.show_stale(len(self._stale))
