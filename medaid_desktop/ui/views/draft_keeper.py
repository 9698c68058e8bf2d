"""Keeps what one filing's paper shows and the ledger does not have, should the program come to an end before it has."""

from PySide6.QtCore import QObject, QTimer

from medaid_desktop.core.filing import Edit
from medaid_desktop.operations.filings.editing import assigned
from medaid_desktop.ui import drafts
from medaid_desktop.ui.delegates.cell_editor import CellEditor
from medaid_desktop.ui.views.paper.desk import PaperDesk

EVERY_MS = 2000
"""No more than this of a long text is lost with the power."""


class DraftKeeper(QObject):
    """Texts that the ledger refused are kept at once, the one being typed every other second."""

    def __init__(self, ledger_id: str, filing_id: str, desk: PaperDesk) -> None:
        super().__init__(desk)
        self._ledger_id = ledger_id
        self._filing_id = filing_id
        self._desk = desk
        self._kept: list[Edit] = []
        self._clock = QTimer(self, interval=EVERY_MS)
        self._clock.timeout.connect(self.keep)
        desk.session.pending_changed.connect(lambda _: self.keep())
        desk.session.content_committed.connect(lambda _: self.keep())

    def watch(self, wanted: bool) -> None:
        """Looks now and then at what is being typed, while the paper is in front."""
        if wanted:
            self._clock.start()
        else:
            self._clock.stop()

    def keep(self) -> None:
        """Writes what is not stored now, and forgets what is."""
        session, view = self._desk.session, self._desk.view
        texts, editor = dict(session.pending), view.editor
        if isinstance(editor, CellEditor) and editor.value() != session.value(view.anchor):
            texts[view.anchor] = editor.value()
        edits = assigned(session.paper, session.filing, texts) if texts else []
        if edits != self._kept:
            self._kept = edits
            drafts.keep(self._ledger_id, self._filing_id, edits)
