"""What the history page asks for: the paper as it was, back to it, a jump to a cell, two filings compared."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.place.panel import PlacePanel
from medaid_desktop.ui.views.right_column import RightColumn

if TYPE_CHECKING:
    from medaid_desktop.core.changes.differences import Difference
    from medaid_desktop.ui.views.editor_page import EditorPage
    from medaid_desktop.ui.views.history.page import HistoryPage
    from medaid_desktop.ui.views.history.reading import Detail

_NAME = "history"


class HistoryCommands(QObject):
    """Brings the history page and the papers together; the page is made when it is first opened."""

    def __init__(
        self, context: Context, chosen: Chosen, tabs: EditorTabs, place: PlacePanel, right: RightColumn,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self._chosen = chosen
        self._tabs = tabs
        self._place = place
        self._right = right
        self._page: HistoryPage | None = None
        right.add_page(_NAME, context.actions.history, self._make, self.tr("记录"))
        right.page_shown.connect(self._on_page_shown)
        context.actions.compare.triggered.connect(self._on_compare)
        tabs.front_changed.connect(self._follow)
        context.workspace.filings_changed.connect(self._follow)

    def _make(self, parent: QWidget) -> QWidget:
        from medaid_desktop.ui.views.history.page import HistoryPage

        page = self._page = HistoryPage(self._context, parent)
        page.look_requested.connect(self._on_look)
        page.restore_requested.connect(lambda detail: self.restore(detail))
        page.jump_requested.connect(self._on_jump)
        page.filing_jump_requested.connect(self._on_filing_jump)
        self._follow()
        return page

    def _follow(self) -> None:
        if self._page is None:
            return
        front = self._tabs.front() if self._context.workspace.is_open else None
        self._page.follow(front.filing_id if front else "", front.long_label if front else "")

    def _on_page_shown(self, name: str) -> None:
        """Opened by its key, the page takes the focus: the arrows walk through the entries at once."""
        if name == _NAME and self._page:
            self._page.setFocus()

    # -- how it was ----------------------------------------------------------------------------------------------

    def _front_of(self, detail: "Detail") -> "EditorPage | None":
        """The page of the filing that a detail is about; None where it is not in front or holds unstored texts."""
        front = self._tabs.front()
        return front if front and front.filing_id == detail.then.id and front.settle() else None

    def _on_look(self, detail: "Detail") -> None:
        from medaid_desktop.operations.filings.history import moment_words
        from medaid_desktop.ui.views.history.paper import PastDesk

        front = self._front_of(detail)
        if front is None:
            return
        moment = moment_words(detail.entry.at)
        past = PastDesk(self._context.workspace.desk, detail.then.copy(), moment, detail.since, front)
        past.back_requested.connect(lambda: self._back(front))
        past.restore_requested.connect(lambda: self.restore(detail))
        past.session.refused.connect(self._context.notices.hint)
        front.look_at(past)
        past.show_first()
        front.setFocus()

    def _back(self, front: "EditorPage") -> None:
        front.look_at(None)
        front.setFocus()

    def restore(self, detail: "Detail") -> None:
        """Brings back the content as it was after an entry, and offers to undo that."""
        from medaid_desktop.operations.filings import history

        front, notices, workspace = self._front_of(detail), self._context.notices, self._context.workspace
        if front is None or front.refuses():
            return
        filing_id, past = detail.then.id, self._page.past if self._page else None
        try:
            applied = history.restore(workspace.desk, filing_id, detail.entry.last, past)
        except UserError as error:
            notices.fail(error)
            return
        front.look_at(None)
        if applied.step is None:
            notices.hint(self.tr("现在的内容和那时一样，没有改动。"))
            return
        front.changed_elsewhere()
        words = self.tr("已恢复到 %1 的内容。").replace("%1", history.moment_words(detail.entry.at))
        notices.done(words, self.tr("撤销"), lambda: self._take_back(filing_id, applied.label))

    def _take_back(self, filing_id: str, label: str) -> None:
        """Undoes the restoring, unless something else was done after it: that would be undone first."""
        from medaid_desktop.operations.filings import editing

        workspace = self._context.workspace
        if not workspace.can_edit or not self._chosen.settle():
            return
        if workspace.desk.ledger.undo_label(filing_id) != label:
            self._context.notices.hint(self.tr("恢复之后又有修改，请按 Ctrl+Z 逐步撤销。"))
            return
        try:
            editing.undo(workspace.desk, filing_id)
        except UserError as error:
            self._context.notices.fail(error)
            return
        page = next((page for page in self._tabs.pages() if page.filing_id == filing_id), None)
        if page:
            page.look_at(None)
            page.changed_elsewhere()
        else:
            workspace.filing_changed.emit(filing_id)
        self._context.notices.done(self.tr("已撤销恢复。"))

    # -- jumps ---------------------------------------------------------------------------------------------------

    def _on_jump(self, detail: "Detail", difference: "Difference", since: bool, by_key: bool) -> None:
        """To the cell on the paper that is seen: the one of then where that is looked at, else the present one."""
        from medaid_desktop.core.changes.differences import path_on
        from medaid_desktop.ui.views.history.paper import PastDesk

        front = self._tabs.front()
        if front is None or front.desk is None:
            return
        form, then, now = front.desk.session.form, detail.then, detail.now
        path = difference.after_path
        if isinstance(front.desk, PastDesk) and front.desk.session.filing == then:
            path = difference.before_path if since else path
        elif not since:
            path = path_on(form, then, now, path) if path else ""
        self._go(front, path, by_key)

    def _on_filing_jump(self, filing_id: str, path: str, by_key: bool) -> None:
        self._tabs.open(filing_id)
        front = self._tabs.front()
        if front and front.filing_id == filing_id:
            if front.desk and not by_key and self._page:
                self._page.comparison.differences.setFocus()
            self._go(front, path, by_key)

    def _go(self, front: "EditorPage", path: str, by_key: bool) -> None:
        if not path:
            self._context.notices.hint(self.tr("这一行在打开的表里已经没有了。"))
        elif not front.show_place(path, by_key):
            self._context.notices.hint(self.tr("这一处内容在打开的表上没有格子。"))

    # -- two filings ---------------------------------------------------------------------------------------------

    def _on_compare(self) -> None:
        """The two selected filings, the one of the earlier year first."""
        ids = self._place.filings.selected_ids()
        if len(ids) != 2 or not self._chosen.settle():
            self._context.notices.hint(self.tr("请先在填报件列表里选两份（按住 Ctrl 点选）。"))
            return
        desk = self._context.workspace.desk
        try:
            filings = sorted((desk.ledger.filings.get(one) for one in ids), key=lambda one: (one.year or 0, one.id))
            titles = [self._title(filing.id, filing.region, filing.year) for filing in filings]
        except UserError as error:
            self._context.notices.fail(error)
            return
        page = self._right.show_page(_NAME)
        assert page is self._page and self._page is not None
        self._page.compare(filings[0].id, filings[1].id, (titles[0], titles[1]))

    def _title(self, filing_id: str, region: str | None, year: int | None) -> str:
        desk = self._context.workspace.desk
        parts = [desk.ledger.filings.title(filing_id), desk.names(region, year).short, str(year or "")]
        return "·".join(part for part in parts if part)
