"""Verifying printed sheets: one dialog beside the window, and the ways from it to the cells that differ."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs

if TYPE_CHECKING:
    from medaid_desktop.ui.dialogs.verifying.dialog import VerifyDialog


class VerifyCommands(QObject):
    """Keeps the dialog as long as it is open."""

    def __init__(self, context: Context, chosen: Chosen, tabs: EditorTabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        self._dialog: VerifyDialog | None = None
        context.actions.verify.triggered.connect(self._show)
        context.workspace.ledger_closing.connect(self._close)
        context.workspace.access_changed.connect(self._on_access_changed)

    def _show(self) -> None:
        from medaid_desktop.ui.dialogs.verifying.dialog import VerifyDialog

        if not self._context.workspace.is_open or not self._chosen.settle():
            return
        if self._dialog is None:
            self._dialog = dialog = VerifyDialog(self._context, self._context.window)
            dialog.jumped.connect(self._jump)
            dialog.finished.connect(self._on_finished)
            dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_access_changed(self) -> None:
        if self._context.workspace.is_locked:
            self._close()

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    def _jump(self, filing_id: str, path: str) -> None:
        if not self._chosen.settle():
            return
        try:
            self._chosen.show(filing_id)
        except UserError as error:
            self._context.notices.fail(error)
            return
        self._context.window.activateWindow()
        front = self._tabs.front()
        if front is None or not path:
            return
        front.look_at(None)
        if not front.settle() or not front.show_place(path, True):
            self._context.notices.hint(self.tr("这份表的版面上没有这一格，内容在台账里。"))
