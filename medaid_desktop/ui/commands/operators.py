"""Working under names: signing in when a ledger opens, locking the window, switching person, keeping operators."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from medaid_desktop.ui.chosen import Chosen
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.idle import IdleClock
from medaid_desktop.ui.views.person_button import PersonButton
from medaid_desktop.ui.views.status_strip import StatusStrip

if TYPE_CHECKING:
    from medaid_desktop.ui.views.lock_page import LockPage


class OperatorCommands(QObject):
    """Where a ledger has no operators all of it is asleep.

    While locked nobody is signed in: what cannot be seen cannot be changed either, below the window too.
    """

    def __init__(
        self, context: Context, chosen: Chosen, pages: QStackedWidget, bench: QWidget, status: StatusStrip
    ) -> None:
        super().__init__(bench)
        self._context = context
        self._chosen = chosen
        self._pages = pages
        self._bench = bench
        self._page: LockPage | None = None
        self._hidden: list[QWidget] = []
        self._idle = IdleClock(self)
        self._idle.passed.connect(self.lock)
        self._person = PersonButton(context.actions, status)
        status.add_fact(self._person)
        actions, workspace = context.actions, context.workspace
        actions.sign_in.triggered.connect(self.ask)
        actions.lock.triggered.connect(self.lock)
        actions.operators.triggered.connect(self._on_operators)
        actions.seals.triggered.connect(self._on_seals)
        workspace.ledger_opened.connect(self._on_ledger_opened)
        workspace.ledger_closing.connect(self._on_ledger_closing)
        workspace.access_changed.connect(self._follow)

    def ask(self) -> None:
        """Asks who works from now on."""
        from medaid_desktop.ui.dialogs.people.sign_in import SignInDialog

        workspace = self._context.workspace
        if not workspace.is_open or not workspace.desk.ledger.access.is_kept or not self._chosen.settle():
            return
        dialog = SignInDialog(self._context, self._context.window)
        dialog.accepted.connect(self._on_signed_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def lock(self) -> None:
        """Hides everything until somebody signs in; waits while something is being written, or cannot be stored."""
        from medaid_desktop.ui.views.lock_page import LockPage

        workspace = self._context.workspace
        if not workspace.is_open or workspace.is_locked or self._context.tasks.is_writing():
            return
        access = workspace.desk.ledger.access
        person = access.person
        if person is None:
            return
        self._chosen.settle()  # what the disk refuses stays in its cell, and in the drafts
        _leave_dialogs()
        self._hidden = _hide_windows(self._context.window)
        self._context.notices.withdraw()
        access.sign_out()
        workspace.is_locked = True
        if self._page is None:
            self._page = LockPage(self._context, self._pages)
            self._page.unlocked.connect(self._on_signed_in)
            self._pages.addWidget(self._page)
        self._page.show_locked(person.name)
        self._pages.setCurrentWidget(self._page)
        workspace.access_changed.emit()
        self._page.setFocus()

    def _on_signed_in(self) -> None:
        from medaid_desktop.ui.dialogs.people.sign_in import name_key

        workspace = self._context.workspace
        workspace.is_locked = False
        self._context.settings.put(name_key(self._context), workspace.desk.ledger.access.name)
        if self._pages.currentWidget() is self._page:
            self._pages.setCurrentWidget(self._bench)
        for window in self._hidden:
            window.show()
        self._hidden = []
        workspace.access_changed.emit()
        workspace.filings_changed.emit()  # what may be edited is another matter for another person

    def _follow(self) -> None:
        """Shows who works and watches the clock for that person."""
        from medaid_desktop.operations.ledgers.operators import lock_minutes

        workspace = self._context.workspace
        access = workspace.desk.ledger.access if workspace.is_open else None
        person = access.person if access and access.is_kept else None
        is_kept = access is not None and access.is_kept and not workspace.is_locked
        self._person.show_person(person, is_kept and not workspace.desk.ledger.read_only)
        if person is not None and not workspace.is_locked:
            self._idle.start(lock_minutes(workspace.desk.ledger) * 60.0)
        else:
            self._idle.stop()

    def _on_ledger_opened(self) -> None:
        self._follow()
        ledger = self._context.workspace.desk.ledger
        if ledger.access.is_kept and not ledger.read_only and ledger.access.person is None:
            QTimer.singleShot(0, self, self._ask_at_opening)

    def _ask_at_opening(self) -> None:
        workspace = self._context.workspace
        if workspace.is_open and workspace.desk.ledger.access.person is None and self._context.window.isVisible():
            self.ask()

    def _on_ledger_closing(self) -> None:
        self._idle.stop()
        self._hidden = []
        self._person.show_person(None, False)

    def _on_operators(self) -> None:
        from medaid_desktop.ui.dialogs.people.operators import OperatorsDialog

        OperatorsDialog(self._context, self._context.window).exec()
        self._context.workspace.access_changed.emit()
        self._context.workspace.filings_changed.emit()

    def _on_seals(self) -> None:
        from medaid_desktop.ui.dialogs.people.seals import SealsDialog

        SealsDialog(self._context, self._context.window).exec()


def _leave_dialogs() -> None:
    """Leaves dialogs as Esc does, the uppermost first: nothing in them is stored before their button is pressed."""
    while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
        dialog.reject()
        if QApplication.activeModalWidget() is dialog:
            return


def _hide_windows(main: QWidget) -> list[QWidget]:
    """Hides the windows beside the main one, such as previews; returns those to be shown again."""
    beside = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top.isWindow() and top is not main]
    beside = [top for top in beside if top.parentWidget() is not None and top.parentWidget().window() is main]
    for window in beside:
        window.hide()
    return beside
