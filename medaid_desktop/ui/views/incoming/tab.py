"""The import as a tab of the window, and the sources of filings as others."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import Guest
from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.page import IncomingPage
from medaid_desktop.ui.views.incoming.source_page import SourcePage


class ImportTab(Guest):
    """Holds the batch: it is there as long as the tab, whatever is in front."""

    wants_room = True
    leave_asked = Signal(int)
    """The tab is to be closed while files wait: how many."""
    closed = Signal()

    def __init__(self, context: Context, chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.batch = Batch(context, chosen.region, chosen.year, self)
        self.page = IncomingPage(context, self.batch, self)
        self.page.state_changed.connect(self._on_state)
        self.page.close_requested.connect(self._on_close_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)
        self._may_leave = False
        self._on_state()

    def add(self, paths: list[Path]) -> None:
        """Takes more files in."""
        self._may_leave = False
        self.batch.add(paths)

    def left(self) -> None:
        """Remembers for the next time what was not imported, unless the clerk has said that it need not be."""
        waiting = [] if self._may_leave else [str(entry.file) for entry in self.batch.waiting()]
        self._context.settings.put(waiting_key(self._context.workspace.desk.ledger.ledger_id), waiting)
        self.page.panel.existing.forget()
        self.page.pane.leave()
        self.batch.leave()

    def leave(self) -> None:
        """Closes without asking again."""
        self._may_leave = True
        self.closed.emit()

    def may_close(self) -> bool:
        waiting = len(self.batch.waiting())
        if waiting and not self._may_leave:
            self.leave_asked.emit(waiting)
            return False
        return not self.batch.is_storing

    def _on_close_requested(self) -> None:
        if self.may_close():
            self.closed.emit()

    def _on_state(self) -> None:
        count = len(self.batch.waiting())
        words = self.tr("导入（%1）") if count else self.tr("导入")
        label = words.replace("%1", str(count))
        if label != self.label:
            self.label, self.tip = label, self.tr("等待导入的文件")
            self.named.emit()


class SourceTab(Guest):
    """The file a filing was read from."""

    def __init__(self, context: Context, filing_id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filing_id = filing_id
        self.page = SourcePage(context, filing_id, name, self)
        self.label, self.tip = (
            self.tr("原件：%1").replace("%1", name),
            self.tr("导入时存下的原件：%1").replace("%1", name),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)

    def left(self) -> None:
        self.page.leave()


def waiting_key(ledger_id: str) -> str:
    """Under which name the files are remembered that wait to be imported into a ledger."""
    return f"place-{ledger_id}/incoming"
