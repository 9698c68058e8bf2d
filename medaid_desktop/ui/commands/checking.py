"""Checks of the filing in front: the page that lists what was found, the way to the cells, mends and explanations."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.commands.live_checks import LiveFindings
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.notices import Notice, Severity
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.findings.counts import CountsButton
from medaid_desktop.ui.views.right_column import RightColumn
from medaid_desktop.ui.views.status_strip import StatusStrip

if TYPE_CHECKING:
    from medaid_desktop.core.checks.finding import Mend
    from medaid_desktop.operations.checking import Checked
    from medaid_desktop.ui.views.editor_page import EditorPage
    from medaid_desktop.ui.views.findings.page import FindingsPage

PAGE = "findings"
_GRAVITY: dict[str, Severity] = {"error": "error", "warning": "warning", "hint": "hint", "explained": "hint"}


class CheckingCommands(QObject):
    """F9 checks and lists; the page follows the tab in front. It never opens by itself: the foot of the window counts."""

    rule_asked = Signal(str)
    """The rule to be read about."""

    def __init__(
        self, context: Context, tabs: EditorTabs, right: RightColumn, status: StatusStrip, live: LiveFindings,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self._tabs = tabs
        self._right = right
        self._live = live
        self._page: FindingsPage | None = None
        self._awaited = ""
        """The filing whose fresh findings the clerk waits for, "" for none."""
        self._counts = CountsButton(status)
        self._counts.clicked.connect(self._list)
        status.add_fact(self._counts)
        right.add_page(PAGE, context.actions.findings, self._make_page, self.tr("发现"))
        right.page_shown.connect(lambda name: self._follow() if name == PAGE else None)
        context.actions.check.triggered.connect(self._check)
        live.changed.connect(self._follow)
        live.reached.connect(self._on_reached)
        live.menu_opening.connect(self._on_menu)
        tabs.view_changed.connect(self._follow_cursor)
        context.workspace.access_changed.connect(self._follow)

    def _make_page(self, parent: QWidget) -> QWidget:
        from medaid_desktop.ui.views.findings.page import FindingsPage

        self._page = page = FindingsPage(parent)
        page.list.shown.connect(lambda checked: self._show(checked, False))
        page.list.entered.connect(lambda checked: self._show(checked, True))
        page.list.mend_asked.connect(self._mend)
        page.detail.jumped.connect(self._jump)
        page.detail.explained.connect(self._explain)
        page.detail.rule_asked.connect(self.rule_asked)
        page.whole_asked.connect(self._context.actions.check_listed.trigger)
        page.paper_asked.connect(self._to_paper)
        self._follow()
        return page

    # -- what is shown -------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Shows what is found in the filing in front."""
        from medaid_desktop.ui.views.findings.words import count

        front, checks = self._tabs.front(), self._live.front()
        known = checks is not None and checks.is_known and not checks.trouble
        is_seen = known and not self._context.workspace.is_locked
        self._counts.show_counts(count(checks.findings) if checks and is_seen else None)
        page = self._page
        if page is None or self._right.shown != PAGE:
            return
        if front is None or checks is None:
            page.show_nothing()
        elif checks.trouble:
            page.show_trouble(checks.trouble)
        elif not checks.is_known:
            page.show_busy()
        elif checks.checked is not None:
            page.show_findings(checks.findings, checks.checked, not checks.session.read_only_reason)
        if front and checks and checks.is_fresh and self._awaited == front.filing_id:
            self._awaited = ""
            self._enter_list()
            if not checks.findings and not checks.trouble:
                self._context.notices.done(self.tr("检查完了，没有发现问题。"))

    def _list(self) -> None:
        self._right.show_page(PAGE)
        self._enter_list()

    def _check(self) -> None:
        """Checks anew with all that lies around, and lists what is found; the keys go into the list."""
        front, checks = self._tabs.front(), self._live.front()
        if front is None or checks is None or not front.settle():
            return
        front.look_at(None)
        self._awaited = front.filing_id
        self._right.show_page(PAGE)
        checks.age()
        checks.begin()

    def _enter_list(self) -> None:
        page = self._page
        if page and page.list.findings.rowCount():
            page.list.choose_first()
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)
            checked = page.list.current()
            if checked:
                self._show(checked, False)

    def _to_paper(self) -> None:
        front = self._tabs.front()
        if front:
            front.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the way to a cell ---------------------------------------------------------------------------------------

    def _show(self, checked: "Checked", enter: bool) -> None:
        self._lead(checked.finding.where, enter)

    def _lead(self, path: str, enter: bool) -> None:
        """Scrolls to a cell of the filing in front and lights it up; `enter` gives it the keys."""
        front = self._tabs.front()
        if front is None:
            return
        if front.desk is not None and front.checks is not None and front.desk.session is not front.checks.session:
            front.look_at(None)
        if not front.settle():
            return
        cell = front.checks.cell_of(path) if front.checks else ""
        if not front.show_place(cell or path, enter) and enter:
            self._context.notices.hint(self.tr("这份表的版面上没有这一格，内容在台账里。"))

    def _jump(self, filing_id: str, path: str) -> None:
        """To a side of a comparison, in the filing in front or in another one."""
        front = self._tabs.front()
        if filing_id and (front is None or front.filing_id != filing_id):
            self._tabs.open(filing_id)
            front = self._tabs.front()
            if front is None or front.filing_id != filing_id:
                return
        self._lead(path, True)

    def _on_reached(self, path: str) -> None:
        """F8 has led to a cell: what is found there stands in the list, or where that is not seen in the notice bar."""
        checks = self._live.front()
        if checks is None:
            return
        mark = checks.mark(path)
        is_listed = self._page is not None and self._right.shown == PAGE and self._choose(path)
        if mark and not is_listed:
            self._context.notices.posted.emit(Notice(_GRAVITY[mark.kind], mark.words[0][2:]))

    def _follow_cursor(self) -> None:
        """The list shows what is found in the cell in which the cursor stands, while the keys are on the paper."""
        front, page = self._tabs.front(), self._page
        if front and page and self._right.shown == PAGE and not page.list.hasFocus():
            self._choose(front.path(), unfold=False)

    def _choose(self, path: str, unfold: bool = True) -> bool:
        """Chooses the first finding that stands in a cell, which may be about another cell of its row or about rows merged
        into it; False where there is none to be seen."""
        checks = self._live.front()
        places = [one.finding.where for one in checks.found_at(path)] if checks else []
        return self._page is not None and any(self._page.list.choose_path(one, unfold) for one in places)

    def _on_menu(self, menu: QMenu, path: str) -> None:
        """What was found in the cell stands in its own menu too: one click mends it."""
        checks = self._live.front()
        found = checks.found_at(path) if checks else []
        if not found:
            return
        first = menu.actions()[0]
        entries = [(mend.title, one, mend) for one in found for mend in one.finding.mends]
        for title, one, mend in entries:
            action = QAction(title, menu)
            action.triggered.connect(lambda _=False, one=one, mend=mend: self._mend(one, mend))
            menu.insertAction(first, action)
        action = QAction(self.tr("看审核发现(&I)"), menu)
        action.triggered.connect(lambda: self._list_at(path))
        menu.insertAction(first, action)
        menu.insertSeparator(first)

    def _list_at(self, path: str) -> None:
        self._right.show_page(PAGE)
        if self._page:
            self._choose(path)
            self._page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- mends and explanations ----------------------------------------------------------------------------------

    def _ready(self) -> "EditorPage | None":
        """The page in front, to be changed; says so where it cannot be."""
        front = self._tabs.front()
        return front if front and front.settle() and not front.refuses() else None

    def _mend(self, checked: "Checked", mend: "Mend") -> None:
        """Makes a change that was offered, as one step; the notice bar takes it back."""
        from medaid_desktop.operations import checking

        front, notices = self._ready(), self._context.notices
        if front is None:
            return
        try:
            applied = checking.mend(self._context.workspace.desk, front.filing_id, mend)
        except UserError as error:
            notices.fail(error)
            self._refresh(front)
            return
        front.look_at(None)
        keeper = QApplication.focusWidget()
        front.changed_elsewhere()
        self._lead(checked.finding.where, False)
        if keeper and self._page and self._page.isAncestorOf(keeper):
            keeper.setFocus(Qt.FocusReason.OtherFocusReason)
        words = self.tr("%1，已存。").replace("%1", mend.title)
        notices.done(words, self.tr("撤销"), lambda: self._take_back(front.filing_id, applied.label))

    def _take_back(self, filing_id: str, label: str) -> None:
        """Undoes a mend, unless something else was done after it: that would be undone first."""
        front, notices = self._tabs.front(), self._context.notices
        if front is None or front.filing_id != filing_id or front.desk is None or not front.settle():
            return
        session = front.desk.session
        if session.undo_text != label:
            notices.hint(self.tr("之后又有修改，请按 Ctrl+Z 逐步撤销。"))
        elif session.undo():
            notices.done(self.tr("已撤销。"))

    def _explain(self, checked: "Checked", text: str) -> None:
        """Keeps what the clerk has written about a warning; a blank text takes it back."""
        from medaid_desktop.operations import checking

        front, notices = self._ready(), self._context.notices
        if front is None:
            return
        try:
            checking.explain(self._context.workspace.desk, front.filing_id, checked.finding, text)
        except UserError as error:
            notices.fail(error)
            return
        self._refresh(front)
        if self._page:
            self._page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            notices.done(self.tr("说明已存下，这条警告不再算作待处理。"))
        else:
            notices.done(self.tr("说明已撤回。"))

    def _refresh(self, front: "EditorPage") -> None:
        if front.checks:
            front.checks.age()
            front.checks.begin()
