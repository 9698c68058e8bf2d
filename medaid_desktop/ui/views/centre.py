"""The middle of the window: the bar that says why nothing can be changed, over the tabs or an invitation."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.read_only_bar import ReadOnlyBar
from medaid_desktop.ui.views.start.ledger_page import LedgerPage


class Centre(QWidget):
    """Shows the tabs while there are some."""

    reopen_requested = Signal()
    sign_in_requested = Signal()

    def __init__(self, context: Context, tabs: EditorTabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace = context.workspace
        self._tabs = tabs
        actions = context.actions
        self._page = LedgerPage(workspace, context.tasks, actions.new, actions.take, actions.take_template, self)
        self._page.open_requested.connect(tabs.open)
        self._bar = ReadOnlyBar(self)
        self._bar.reopen_requested.connect(self.reopen_requested)
        self._bar.sign_in_requested.connect(self.sign_in_requested)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        tabs.front_changed.connect(self._on_front_changed)
        workspace.ledger_opened.connect(self._on_ledger_opened)
        workspace.access_changed.connect(self._explain)

    def front(self) -> QWidget | None:
        """The page of the tab in front, None where none is open."""
        return self._tabs.currentWidget() if self._tabs.count() else None

    def _on_front_changed(self) -> None:
        self._stack.setCurrentWidget(self._tabs if self._tabs.count() else self._page)

    def _on_ledger_opened(self) -> None:
        ledger = self._workspace.desk.ledger
        self._page.show_ledger(ledger.path.stem)
        self._explain()
        self._on_front_changed()

    def _explain(self) -> None:
        """Says why nothing can be changed by anybody, or that nobody is signed in; what is not a person's to change is told
        above the paper."""
        if not self._workspace.is_open:
            return
        ledger = self._workspace.desk.ledger
        if ledger.read_only_reason:
            self._bar.explain(ledger.read_only_reason)
        else:
            reason = "" if ledger.access.person else self._workspace.why_not("edit")
            self._bar.explain(reason, by_signing_in=True)
