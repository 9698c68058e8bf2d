"""Changing region, year and layout of the chosen filings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context

if TYPE_CHECKING:
    from medaid_desktop.operations.filings.revise import Head


class ReviseCommands(QObject):
    """Asks in a dialog what to change; the notice bar takes it back."""

    def __init__(self, context: Context, chosen: Chosen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        context.actions.revise.triggered.connect(self._on_revise)

    def _on_revise(self) -> None:
        from medaid_desktop.operations.filings.revise import revise
        from medaid_desktop.ui.dialogs.revise import ReviseDialog

        ids, workspace = self._chosen.filings(), self._context.workspace
        if not ids or not workspace.can_edit or not self._chosen.settle():
            return
        try:
            dialog = ReviseDialog(workspace.desk, ids, self._context.window)
            heads = revise(workspace.desk, ids, dialog.wish()) if dialog.exec() else []
        except UserError as error:
            self._context.notices.fail(error)
            return
        if not heads:
            return
        changed = [head.id for head in heads]
        self._tell_all(changed)
        words = self.tr("已更改“%1”。") if len(heads) == 1 else self.tr("已更改 %2 份填报件。")
        title = workspace.desk.ledger.filings.title(changed[0])
        words = words.replace("%1", title).replace("%2", str(len(heads)))
        self._context.notices.done(words, self.tr("撤销"), lambda: self._put_back(heads))

    def _put_back(self, heads: "list[Head]") -> None:
        from medaid_desktop.operations.filings.revise import put_back

        workspace = self._context.workspace
        if not workspace.can_edit or not self._chosen.settle():
            return
        try:
            put_back(workspace.desk, heads)
        except UserError as error:
            self._context.notices.fail(error)
            return
        self._tell_all([head.id for head in heads])
        self._context.notices.done(self.tr("已改回原来的区划、年度和版式。"))

    def _tell_all(self, ids: list[str]) -> None:
        """Lists, tree and tabs are read again; a single filing stays the one in view wherever it has moved."""
        self._context.workspace.filings_changed.emit()
        if len(ids) == 1:
            self._chosen.show(ids[0])
