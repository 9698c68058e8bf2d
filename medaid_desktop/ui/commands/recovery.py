"""After a crash: what the next start says, and putting back what could not be stored before it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from medaid_desktop.errors import UserError
from medaid_desktop.ui import drafts
from medaid_desktop.ui.context import Context

if TYPE_CHECKING:
    from medaid_desktop.store.ledger import Ledger


class RecoveryCommands(QObject):
    """Speaks only after a ledger was not closed cleanly."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        context.workspace.ledger_closing.connect(self._on_closing)

    def after_opening(self, ledger: "Ledger") -> bool:
        """Offers what was typed last and never stored; False where there is no such thing."""
        left = drafts.kept(ledger.ledger_id) if not ledger.read_only else {}
        count = sum(len(edits) for edits in left.values())
        if not count:
            return False
        words = self.tr("上次没有正常关闭，有 %1 处填写没来得及存入台账，已另外保管。其余内容都在。")
        self._context.notices.warn(words.replace("%1", str(count)), self.tr("填回去"), lambda: self._put_back(left))
        return True

    def _put_back(self, left: drafts.Drafts) -> None:
        from medaid_desktop.operations.filings import editing

        workspace, refused = self._context.workspace, list[str]()
        if not workspace.can_edit:
            return
        for filing_id, edits in left.items():
            try:
                editing.commit(workspace.desk, filing_id, edits, self.tr("填回 %1 处").replace("%1", str(len(edits))))
            except UserError as error:
                refused.append(str(error))
            else:
                drafts.keep(workspace.desk.ledger.ledger_id, filing_id, [])
        workspace.filings_changed.emit()
        if refused:
            self._context.notices.fail(self.tr("没有全部填回：%1").replace("%1", refused[0]))
        else:
            self._context.notices.done(self.tr("已填回并存入台账，可以按 Ctrl+Z 撤销。"))

    def _on_closing(self) -> None:
        drafts.forget(self._context.workspace.desk.ledger.ledger_id)


def words_after_crash(ledger: "Ledger") -> str:
    """上次没有正常关闭……最后一次保存于 14:03。With the day where that was not today."""
    tr = QCoreApplication.translate
    words = tr("RecoveryCommands", "上次没有正常关闭。台账已检查过，完好；每一格录入都在")
    last = ledger.overview.recent(1)
    if not last:
        return f"{words}。"
    moment = datetime.fromisoformat(last[0].changed_at).astimezone()
    today = moment.date() == date.today()
    shown = f"{moment:%H:%M}" if today else f"{moment.month} 月 {moment.day} 日 {moment:%H:%M}"
    return words + tr("RecoveryCommands", "，最后一次保存于 %1。").replace("%1", shown)
