"""What is done for a ledger unasked after it was opened: a full check, and the backup of the day."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from medaid_desktop.store.ledger import Ledger

_AFTER_MS = 1500


class Upkeep(QObject):
    """Waits until the clerk has begun to work, then works quietly; speaks only where something is wrong."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._delay = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._delay.timeout.connect(self._on_time)
        self._task: Task | None = None
        context.workspace.ledger_opened.connect(self._delay.start)
        context.workspace.ledger_closing.connect(self._on_closing)

    def _on_time(self) -> None:
        if not self._context.workspace.is_open:
            return
        ledger = self._context.workspace.desk.ledger
        unclean = ledger.recovered
        checked = f"checked/{ledger.ledger_id}"
        today = f"{date.today()}"
        due = ledger.check_advised or self._context.settings.text(checked) != today

        def work(task: Task) -> tuple[list[str], str]:
            problems = ledger.check(task.progress, task.is_cancelled) if due else []
            if problems:
                return problems, ""
            return [], ledger.daily_backup(task.progress, task.is_cancelled).message

        def ended(result: tuple[list[str], str]) -> None:
            self._task = None
            if due and not result[0]:
                self._context.settings.put(checked, today)
            self._report(ledger, unclean and ledger.check_advised, *result)

        self._task = self._context.tasks.run("", work, ended, self._context.notices.fail)

    def _on_closing(self) -> None:
        self._delay.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _report(self, ledger: "Ledger", unclean: bool, problems: list[str], message: str) -> None:
        workspace, notices = self._context.workspace, self._context.notices
        if not workspace.is_open or workspace.desk.ledger is not ledger:
            return
        if problems:
            words = self.tr("台账检查发现问题：%1").replace("%1", problems[0])
            notices.fail(words, self.tr("用备份恢复…"), self._context.actions.restore.trigger)
        elif message:
            notices.warn(message)
        elif unclean:
            from medaid_desktop.ui.commands.recovery import words_after_crash

            notices.hint(words_after_crash(ledger))
