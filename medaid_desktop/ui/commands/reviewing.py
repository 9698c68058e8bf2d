"""The sign-off of the filing in front: the page beside the paper, completing a step, sending back, taking back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.commands.live_checks import LiveFindings
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.right_column import RightColumn

if TYPE_CHECKING:
    from medaid_desktop.core.filing import Filing
    from medaid_desktop.core.review.chain import Chain
    from medaid_desktop.operations.reviewing import RemarkNow
    from medaid_desktop.ui.views.editor_page import EditorPage
    from medaid_desktop.ui.views.review.abilities import Abilities
    from medaid_desktop.ui.views.review.panel import ReviewPanel

PAGE = "review"
_SOON_MS = 20
"""What is edited in a row is looked at once."""


class ReviewCommands(QObject):
    """Follows the tab in front; the page is made when it is first opened."""

    def __init__(
        self, context: Context, tabs: EditorTabs, right: RightColumn, live: LiveFindings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._tabs = tabs
        self._right = right
        self._live = live
        self._page: ReviewPanel | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._follow)
        actions, workspace = context.actions, context.workspace
        right.add_page(PAGE, actions.review, self._make_page, self.tr("环节"))
        right.page_shown.connect(self._on_page_shown)
        actions.sign.triggered.connect(self._sign)
        actions.send_back.triggered.connect(self._send_back)
        actions.withdraw.triggered.connect(self._withdraw)
        for changed in (
            tabs.front_changed, workspace.filing_changed, workspace.filings_changed, workspace.access_changed, live.changed,
        ):  # fmt: skip
            changed.connect(lambda *_: self._soon.start())
        workspace.ledger_closing.connect(self._soon.stop)
        tabs.way_out_asked.connect(lambda way: self._send_back() if way == "return" else self._withdraw())

    def _make_page(self, parent: QWidget) -> QWidget:
        from medaid_desktop.ui.views.review.panel import ReviewPanel

        self._page = page = ReviewPanel(parent)
        page.sign_asked.connect(self._sign)
        page.return_asked.connect(self._send_back)
        page.withdraw_asked.connect(self._withdraw)
        page.findings_asked.connect(self._context.actions.check.trigger)
        page.jumped.connect(self._jump)
        page.left.connect(self._to_paper)
        self._follow()
        return page

    def _on_page_shown(self, name: str) -> None:
        """Opened by its key, the page takes the focus."""
        if name == PAGE and self._page:
            self._follow()
            self._page.enter()

    # -- what is shown -------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Shows where the filing in front stands, marks what was said of its cells, and offers what can be done."""
        front = self._tabs.front() if self._context.workspace.is_open else None
        chain, remarks, trouble, doubt = None, [], "", ""
        own = front.own_session() if front else None
        if front and own:
            from medaid_desktop.operations.reviewing import remarks_now

            try:
                chain = self._chain_now(own.filing)
                doubt = self._context.workspace.desk.ledger.reviews.doubt(own.filing.id)
                remarks = remarks_now(self._context.workspace.desk, own.filing, chain)
            except UserError as error:
                chain, trouble = None, str(error)
            self._mark(front, remarks, chain)
        abilities = self._abilities(chain, doubt) if chain else None
        actions = self._context.actions
        actions.sign.setEnabled(abilities is not None and abilities.sign)
        actions.send_back.setEnabled(abilities is not None and abilities.send_back)
        actions.withdraw.setEnabled(abilities is not None and abilities.withdraw)
        if front and self._page is None:
            self._right.widget_of(PAGE)  # there from the first filing on, for whoever looks for it by its name
            return
        page = self._page
        if page is None:
            return
        if trouble:
            page.show_words(trouble, front.long_label if front else "")
        elif front is None or chain is None or abilities is None:
            page.show_words(self.tr("打开一份填报件，这里列出审核环节。"))
        else:
            page.show_chain(front.long_label, chain, remarks, abilities)

    def _abilities(self, chain: "Chain", doubt: str) -> "Abilities":
        """What can be done with the filing in front."""
        from medaid_desktop.ui.views.review.abilities import abilities_in

        return abilities_in(self._context.workspace, chain, self._live.front(), doubt)

    def _chain_now(self, filing: "Filing") -> "Chain":
        """Where a filing stands; what it holds is only looked at where somebody has signed it, for this follows each edit."""
        from medaid_desktop.core.digest import digest
        from medaid_desktop.core.review.chain import Chain

        desk = self._context.workspace.desk
        reviews = desk.ledger.reviews
        events = reviews.events(filing.id)
        content = digest(filing) if events else ""
        return Chain(desk.form_of(filing).steps, events, content, reviews.trouble(filing.id))

    def _chain(self, front: "EditorPage") -> "Chain":
        from medaid_desktop.operations.reviewing import chain_of

        desk = self._context.workspace.desk
        return chain_of(desk, desk.ledger.filings.get(front.filing_id))

    def _mark(self, front: "EditorPage", remarks: "list[RemarkNow]", chain: "Chain | None") -> None:
        from medaid_desktop.ui.delegates.cell_marks import CellRemark
        from medaid_desktop.ui.views.review.words import remark_words

        by = chain.last_return.by if chain and chain.last_return else ""
        said: dict[str, tuple[CellRemark, ...]] = {}
        for remark in remarks:
            if remark.path:
                words = remark_words(by, remark.text, remark.is_mended)
                said[remark.path] = (*said.get(remark.path, ()), CellRemark(words, remark.is_mended))
        front.show_remarks(said)

    def _jump(self, path: str) -> None:
        front = self._tabs.front()
        if front is None:
            return
        front.look_at(None)
        if not front.settle() or not front.show_place(path, True):
            self._context.notices.hint(self.tr("这份表的版面上没有这一格，内容在台账里。"))

    def _to_paper(self) -> None:
        front = self._tabs.front()
        if front:
            front.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is done --------------------------------------------------------------------------------------------

    def _ready(self) -> "tuple[EditorPage, Chain] | None":
        """The filing in front as it is stored, with its present paper, and where it stands; None where that cannot be."""
        front = self._tabs.front()
        if front is None or not self._context.workspace.can_write:
            return None
        front.look_at(None)
        if not front.settle():
            return None
        try:
            return front, self._chain(front)
        except UserError as error:
            self._context.notices.fail(error)
            return None

    def _show_anew(self, front: "EditorPage") -> None:
        """Others stand by the content now: the checks must not go by those who did before."""
        if front.checks:
            front.checks.age()
        front.changed_elsewhere()

    def _sign(self) -> None:
        from medaid_desktop.operations.reviewing import step_name
        from medaid_desktop.ui.dialogs.reviewing.sign import SignDialog

        ready = self._ready()
        if ready is None or (step := ready[1].next_step) is None:
            return
        front, chain = ready
        filing = self._context.workspace.desk.ledger.filings.get(front.filing_id)
        if SignDialog(self._context, filing, chain, step, self._context.window).exec() == QDialog.DialogCode.Accepted:
            self._show_anew(front)
            words = self.tr("“%1”已审核通过，内容已锁定。").replace("%1", step_name(step.title))
            self._context.notices.done(words)

    def _send_back(self) -> None:
        from medaid_desktop.ui.dialogs.reviewing.send_back import ReturnDialog

        ready = self._ready()
        if ready is None:
            return
        front, chain = ready
        desk = self._context.workspace.desk
        filing = desk.ledger.filings.get(front.filing_id)
        places = front.content_places()
        dialog = ReturnDialog(self._context, filing, chain, places, front.selected_paths(), self._context.window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._show_anew(front)
            self._context.notices.done(self.tr("已退回修改，内容可以改了；改好后重新审核。"))

    def _withdraw(self) -> None:
        from medaid_desktop.ui.dialogs.reviewing.send_back import WithdrawDialog

        ready = self._ready()
        if ready is None:
            return
        front = ready[0]
        filing = self._context.workspace.desk.ledger.filings.get(front.filing_id)
        if WithdrawDialog(self._context, filing, self._context.window).exec() == QDialog.DialogCode.Accepted:
            self._show_anew(front)
            self._context.notices.done(self.tr("已撤回送审，内容可以改了；改好后重新审核。"))
