"""Making, opening and deleting filings; the bin and the office's own units."""

from PySide6.QtCore import QObject

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.commands.carried_figures import CarriedFigureCommands
from medaid_desktop.ui.commands.new_filings import NewFilingCommands
from medaid_desktop.ui.commands.taking_back import take_back
from medaid_desktop.ui.context import Context


class FilingCommands(QObject):
    """Deleting asks nothing: it only moves to the bin, and the notice bar takes it back."""

    def __init__(
        self, context: Context, chosen: Chosen, figures: CarriedFigureCommands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        actions = context.actions
        actions.open_filing.triggered.connect(self._on_open)
        actions.delete.triggered.connect(lambda: self.delete(chosen.filings()))
        actions.bin.triggered.connect(self._on_bin)
        actions.local_units.triggered.connect(self._on_local_units)
        self._new = NewFilingCommands(context, chosen, figures, self)

    def ask_new(self, form: str) -> None:
        """Asks for a new filing, with a form chosen."""
        self._new.ask("", form)

    def delete(self, ids: list[str]) -> None:
        """Moves filings to the bin and offers to take that back."""
        if not ids or not self._chosen.settle():
            return
        workspace = self._context.workspace
        try:
            title = workspace.desk.ledger.filings.title(ids[0])
            count = workspace.desk.ledger.filings.delete(ids)
        except UserError as error:
            self._context.notices.fail(error)
            return
        workspace.filings_changed.emit()
        words = self.tr("已把“%1”移到回收站。") if count == 1 else self.tr("已把 %2 份填报件移到回收站。")
        words = words.replace("%1", title).replace("%2", str(count))
        self._context.notices.done(words, self.tr("撤销"), lambda: self._restore(ids))

    def _restore(self, ids: list[str]) -> None:
        take_back(self._context, lambda filings: filings.restore(ids), self.tr("已还原 %1 份填报件。"))

    def _on_open(self) -> None:
        for filing_id in self._chosen.filings():
            self._chosen.show(filing_id)

    def _on_bin(self) -> None:
        from medaid_desktop.ui.dialogs.bin import BinDialog

        BinDialog(self._context.workspace, self._context.window).exec()

    def _on_local_units(self) -> None:
        from medaid_desktop.ui.dialogs.local_units import LocalUnitsDialog

        workspace = self._context.workspace
        region = self._chosen.region() or workspace.desk.ledger.office_region
        LocalUnitsDialog(workspace, region, self._context.window).exec()
