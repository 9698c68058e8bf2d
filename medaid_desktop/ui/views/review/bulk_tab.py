"""The review of many filings as a tab of the window: looking at them, signing them, sending them back, each in another thread."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from medaid_desktop.errors import UserError
from medaid_desktop.operations.reviewing import Words
from medaid_desktop.operations.reviewing.bulk import Outcome, Prospect, prospects, send_back_many, sign_many
from medaid_desktop.store.ground.progress import check_cancelled
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.models.bulk_review_model import BulkReviewModel
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import Guest
from medaid_desktop.ui.views.review.bulk_page import BulkReviewPage

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.records.listing import FilingSummary


class BulkReviewTab(Guest):
    """Looks when it is made and when it is asked again."""

    wants_room = True
    reviewed = Signal()
    """Filings were signed or sent back: lists and open tabs have to be read again."""
    return_requested = Signal()
    """Those chosen are to be sent back: what that means has to be told first."""

    def __init__(self, context: Context, ids: Sequence[str], where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ids = list(ids)
        self._task: Task | None = None
        self._at_work = (
            threading.Lock()
        )  # held while the ledger is read or written in another thread: it must not close then
        self._stale: set[str] = set()
        self._is_looked_at = False
        self.label = self.tr("批量审核·%1").replace("%1", where)
        self.tip = self.tr("批量审核 %1：%2 份").replace("%1", where).replace("%2", str(len(ids)))
        desk = context.workspace.desk

        def region_name(summary: "FilingSummary") -> str:
            return desk.names(summary.region, summary.year).short

        model = BulkReviewModel(lambda form: desk.forms.short(form), region_name, self)
        self.page = BulkReviewPage(desk, context.settings, model, self)
        self.page.show_heading(self.tr("%1：批量审核 %2 份填报件").replace("%1", where).replace("%2", str(len(ids))))
        self.page.stop_requested.connect(self._stop)
        self.page.again_requested.connect(self.begin)
        self.page.sign_requested.connect(self._sign)
        self.page.return_requested.connect(self._ask_return)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)
        context.workspace.filing_changed.connect(self._on_filing_changed)
        context.workspace.access_changed.connect(self.page.follow_person)

    @property
    def is_busy(self) -> bool:
        """Whether filings are being looked at, signed or sent back."""
        return self._task is not None

    def begin(self) -> None:
        """Looks at all of them, as they are now."""
        if self._task is not None or not self._context.workspace.is_open:
            return
        ids, workspace = self._ids, self._context.workspace
        ledger = workspace.desk.ledger

        def work(desk: "Desk", task: Task) -> list[Prospect]:
            with self._at_work:
                check_cancelled(task.is_cancelled)
                known = {summary.id for summary in desk.ledger.overview.summaries(ids)}
                here = [filing_id for filing_id in ids if filing_id in known]
                return prospects(desk, here, task.progress, task.is_cancelled, ledger)

        self._stale.clear()
        self._is_looked_at = False
        self.page.show_busy(self.tr("正在查看 %1 份…").replace("%1", str(len(ids))), len(ids))
        self._task = self._context.tasks.run(
            "", workspace.at_own_desk(work), self._on_looked, self._on_failed, self._on_stopped
        )
        self._task.progressed.connect(self.page.show_progress)

    def send_back(self, chosen: Sequence[Prospect], step_id: str, words: Words) -> None:
        """A step sends filings back, each as it was looked at."""
        desk = self._context.workspace.desk

        def work(task: Task) -> list[Outcome]:
            with self._at_work:
                return send_back_many(desk, chosen, step_id, words, task.progress, task.is_cancelled)

        self.page.side.remember_step()
        self._act(work, self.tr("正在退回 %1 份…"), len(chosen), self.tr("已退回 %1 份。"))

    def left(self) -> None:
        """Closes: what is under way comes to its end first, at most the filing at hand."""
        self.page.side.fields.forget_passphrase()
        if self._task is not None:
            self._task.cancel()
            with self._at_work:
                pass

    # -- how it is done ------------------------------------------------------------------------------------------

    def _sign(self) -> None:
        page, fields, step = self.page, self.page.side.fields, self.page.side.step
        chosen = page.model.to_sign()
        if self._task is not None or not chosen or step is None or not fields.is_complete:
            return
        words, seal, secret = fields.words(), fields.seal(), fields.passphrase.text()
        desk, step_id = self._context.workspace.desk, step.id

        def work(task: Task) -> list[Outcome]:
            with self._at_work:
                return sign_many(desk, chosen, step_id, words, seal, secret, task.progress, task.is_cancelled)

        page.side.remember()
        self._act(work, self.tr("正在审核 %1 份…"), len(chosen), self.tr("已审核通过 %1 份。"))

    def _ask_return(self) -> None:
        if self._task is None and self.page.model.to_return():
            self.return_requested.emit()

    def _act(self, work: Callable[[Task], list[Outcome]], doing: str, count: int, done: str) -> None:
        """Does it in another thread; `doing` and `done` say of how many."""
        self.page.side.fields.forget_passphrase()
        self.page.show_busy(doing.replace("%1", str(count)), count)
        self._task = self._context.tasks.run(
            "", work, lambda outcomes: self._on_acted(outcomes, done), self._on_failed, writes=True
        )
        self._task.progressed.connect(self.page.show_progress)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_looked(self, looked: list[Prospect]) -> None:
        if isValid(self):
            self._task, self._is_looked_at = None, True
            self.page.show_prospects(looked)

    def _on_acted(self, outcomes: list[Outcome], told: str) -> None:
        if not isValid(self):
            return
        self._task = None
        done = sum(one.chain is not None for one in outcomes)
        words = told.replace("%1", str(done))
        if done < len(outcomes):
            words += self.tr("%1 份没有办理，原因见各行。").replace("%1", str(len(outcomes) - done))
        self.page.show_outcomes(outcomes, words)
        if done:
            self._is_looked_at = False  # what it has just changed itself is not told as changed elsewhere
            self.reviewed.emit()
            self._is_looked_at = True

    def _on_failed(self, error: UserError) -> None:
        if isValid(self):
            self._task = None
            self.page.show_stopped(str(error))

    def _on_stopped(self) -> None:
        if isValid(self):
            self._task = None
            self.page.show_stopped(self.tr("已停止。"))

    def _on_filing_changed(self, filing_id: str) -> None:
        if self._is_looked_at and filing_id in self._ids:
            self._stale.add(filing_id)
            self.page.show_stale(self._stale)
