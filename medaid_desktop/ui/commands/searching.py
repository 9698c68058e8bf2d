"""Looking for words in the whole ledger: the page beside the paper, its background search, and the way to a cell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.place.find_field import FindField
from medaid_desktop.ui.views.place.panel import PlacePanel
from medaid_desktop.ui.views.right_column import RightColumn

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.filings.search import Findings
    from medaid_desktop.ui.views.search.page import SearchPage

PAGE = "search"


class SearchCommands(QObject):
    """One search at a time; another one takes its place."""

    _told = Signal(int, object)

    def __init__(
        self, context: Context, place: PlacePanel, tabs: EditorTabs, right: RightColumn, find: FindField,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self._place = place
        self._tabs = tabs
        self._right = right
        self._find = find
        self._page: SearchPage | None = None
        self._task: Task | None = None
        self._number = 0
        right.add_page(PAGE, context.actions.find_all, self._make_page, self.tr("查找"))
        context.actions.find_all.triggered.connect(self._on_find_all)
        find.everywhere_requested.connect(self._seek)
        find.set_elsewhere(self._step)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        workspace = context.workspace
        workspace.ledger_opened.connect(self._on_ledger_opened)
        workspace.ledger_closing.connect(self._stop)
        workspace.filings_changed.connect(self._offer_choices)
        place.selection_changed.connect(self._offer_choices)

    def _make_page(self, parent: QWidget) -> QWidget:
        from medaid_desktop.ui.views.search.page import SearchPage

        self._page = page = SearchPage(parent)
        page.search_requested.connect(self._search)
        page.stop_requested.connect(self._stop)
        page.jump_requested.connect(lambda filing_id, path: self._jump(filing_id, path, False))
        page.enter_requested.connect(lambda filing_id, path: self._jump(filing_id, path, True))
        self._offer_choices()
        return page

    def _on_find_all(self) -> None:
        """Opens the page; pressed again elsewhere than in it, comes back to it."""
        was_inside = self._page is not None and self._page.isVisible() and self._page.focusWidget() is not None
        if not self._context.actions.find_all.isChecked() and was_inside:
            return
        front = self._tabs.front()
        self._seek(front.selected_text() if front else "")

    def _seek(self, text: str) -> None:
        self._right.show_page(PAGE)
        if self._page:
            self._page.seek(text)

    def _on_ledger_opened(self) -> None:
        if self._page:
            self._page.field.clear()
            self._page.show_idle()
        self._offer_choices()

    def _offer_choices(self) -> None:
        workspace = self._context.workspace
        if self._page is None or not workspace.is_open:
            return
        desk, region = workspace.desk, self._place.region()
        forms = [(info.id, info.title) for info in desk.forms.infos()]
        self._page.filters.set_choices(desk.names(region).short if region else "", desk.ledger.filings.years(), forms)

    def _search(self) -> None:
        from medaid_desktop.operations.filings.search import Findings, Scope, search

        page, workspace = self._page, self._context.workspace
        self._cancel()
        if page is None or not workspace.is_open:
            return
        text = page.text()
        if not text:
            page.show_idle()
            return
        if not self._tabs.settle():
            return
        region = self._place.region() if page.filters.only_here() else None
        scope = Scope(region, page.filters.form(), page.filters.year())
        number = self._number

        def look(desk: "Desk", task: Task) -> Findings:
            return search(
                desk, text, scope, tell=lambda found: self._told.emit(number, found), progress=task.progress,
                cancelled=task.is_cancelled,
            )  # fmt: skip

        page.show_busy()
        self._task = self._context.tasks.run(
            "", workspace.at_own_desk(look), lambda found: self._on_ended(number, found), self._on_failed
        )
        self._task.progressed.connect(page.show_progress)

    def _cancel(self) -> None:
        self._number += 1
        if self._task is not None:
            if self._page:
                self._task.progressed.disconnect(self._page.show_progress)
            self._task.cancel()
            self._task = None

    def _stop(self) -> None:
        if self._task is not None and self._page:
            self._cancel()
            self._page.show_stopped(self.tr("已停止查找。"))

    def _on_told(self, number: int, found: "Findings") -> None:
        if number == self._number and self._page and self._task is not None:
            self._page.show_found(found.filings, self.tr("正在查找…"), busy=True)

    def _on_ended(self, number: int, found: "Findings") -> None:
        if number != self._number or self._page is None:
            return
        self._task = None
        self._page.show_found(found.filings, self._words(found), busy=False)

    def _on_failed(self, error: UserError) -> None:
        self._task = None
        if self._page:
            self._page.show_stopped(str(error))

    def _words(self, found: "Findings") -> str:
        if not found.filings:
            return ""
        if not found.is_all:
            words = self.tr("只列出前 %1 份填报件，请多写几个字，或缩小范围。")
            return words.replace("%1", str(len(found.filings)))
        words = self.tr("在 %1 份填报件里找到 %2 处。")
        return words.replace("%1", str(len(found.filings))).replace("%2", str(found.place_count()))

    def _jump(self, filing_id: str, path: str, enter: bool) -> None:
        """Opens the filing and puts the cursor into the cell, which lights up for a moment.

        Who looks through the results keeps the keys there, unless he wants to `enter` the cell.
        """
        focused = QApplication.focusWidget()
        before = focused if focused and self._page and self._page.isAncestorOf(focused) else None
        self._show_cell(filing_id, path)
        if before and not enter:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cell(self, filing_id: str, path: str) -> None:
        self._find.give_way()
        self._tabs.open(filing_id)
        front = self._tabs.front()
        if front is None or front.filing_id != filing_id:
            return
        if not front.show_path(path):
            self._context.notices.hint(self.tr("这一处已经改动，请重新查找。"))

    def _step(self, forwards: bool) -> bool:
        """F3 while results of the ledger are shown: on to the next of them."""
        return self._right.shown == PAGE and self._page is not None and self._page.step(forwards)
