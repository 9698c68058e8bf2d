"""Reviewing many filings at once: those selected in the list, else all that it shows; sending back asks first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.place.panel import PlacePanel
from medaid_desktop.ui.words import where_word

if TYPE_CHECKING:
    from medaid_desktop.ui.views.review.bulk_tab import BulkReviewTab


class BulkReviewCommands(QObject):
    """One tab at a time: asked for again, it looks at what is chosen then."""

    def __init__(
        self, context: Context, chosen: Chosen, place: PlacePanel, tabs: EditorTabs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._place = place
        self._tabs = tabs
        context.actions.review_many.triggered.connect(self._begin)

    def _begin(self) -> None:
        from medaid_desktop.ui.views.review.bulk_tab import BulkReviewTab

        if not self._context.workspace.can_write or not self._chosen.settle():
            return
        selected = self._place.filings.selected_ids()
        ids = selected if len(selected) > 1 else self._chosen.listed()
        if not ids:
            self._context.notices.hint(self.tr("列表里没有填报件，请先选区划和年度。"))
            return
        same = [guest for guest in self._tabs.guests() if isinstance(guest, BulkReviewTab)]
        if any(guest.is_busy for guest in same):
            self._tabs.host(same[0])
            self._context.notices.hint(self.tr("批量审核正在进行，请等它完成或先停止。"))
            return
        for guest in same:
            self._tabs.dismiss(guest)
        where = where_word(self._context.workspace.desk, self._chosen.region(), self._chosen.year())
        tab = BulkReviewTab(self._context, ids, where, self._tabs)
        tab.page.open_requested.connect(self._open)
        tab.return_requested.connect(lambda: self._send_back(tab))
        tab.reviewed.connect(self._context.workspace.filings_changed)
        self._tabs.host(tab)
        tab.begin()

    def _send_back(self, tab: "BulkReviewTab") -> None:
        """Tells what sending back would mean, asks for the opinion, and does it."""
        from medaid_desktop.ui.dialogs.reviewing.send_back_many import ReturnManyDialog

        side, chosen = tab.page.side, tab.page.model.to_return()
        if side.step is None or not self._context.workspace.can_write:
            return
        dialog = ReturnManyDialog(self._context, side.step, chosen, side.fields.name.text(), self._context.window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            tab.send_back(chosen, side.step.id, dialog.words())

    def _open(self, filing_id: str) -> None:
        try:
            self._chosen.show(filing_id)
        except UserError as error:
            self._context.notices.fail(error)
