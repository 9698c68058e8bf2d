"""The open ledger, and the signals by which models learn what changed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # the store takes its time to import and is not needed before a ledger is opened
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.ledger import Ledger
    from medaid_desktop.ui.tasks import Task

Result = TypeVar("Result")


class Workspace(QObject):
    """Holds the desk, which is the open ledger with forms and regions, or none."""

    ledger_opening = Signal()
    """A ledger is about to be the one at work."""
    ledger_opened = Signal()
    ledger_closing = Signal()
    """The ledger is still open: last chance to commit what is being typed."""
    ledger_closed = Signal()
    filings_changed = Signal()
    """Filings came, went, or were revised: lists and counts are to be read again."""
    filing_changed = Signal(str)
    """The content of one filing, and so perhaps its title, changed."""
    access_changed = Signal()
    """Somebody else works in the ledger, or nobody; or what they may do has changed; or the window was locked, or unlocked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self.is_locked = False
        """Whether nothing is to be seen until somebody signs in: see `ui/commands/operators.py`."""
        self._guards: list[Callable[[], bool]] = []

    @property
    def is_open(self) -> bool:
        return self._desk is not None

    @property
    def can_write(self) -> bool:
        """Whether a ledger is open that can be changed by who is signed in, where people do."""
        if self._desk is None or self._desk.ledger.read_only or self.is_locked:
            return False
        access = self._desk.ledger.access
        return not access.is_kept or access.person is not None

    @property
    def can_edit(self) -> bool:
        """Whether the person at work may make, change and delete filings."""
        return self.can_write and self.desk.ledger.access.allows("edit")

    def why_not(self, action: str) -> str:
        """Why the person at work may not do something, an action of core.review.roles; "" where nothing forbids it."""
        return self._desk.ledger.access.why_not(action) if self._desk else ""

    @property
    def desk(self) -> "Desk":
        """The desk. Asking while no ledger is open is a bug."""
        if self._desk is None:
            raise RuntimeError("no ledger is open")
        return self._desk

    def add_guard(self, may_close: Callable[[], bool]) -> None:
        """Has somebody asked before the ledger is closed: who holds texts that could not be stored says no."""
        self._guards.append(may_close)

    def may_close(self) -> bool:
        """Whether the ledger can be closed without losing anything."""
        return all(guard() for guard in self._guards)

    def take(self, ledger: "Ledger") -> None:
        """Makes an opened ledger the one at work; the one before is closed."""
        from medaid_desktop.operations.desk import Desk
        from medaid_desktop.store.forms.form_library import FormLibrary

        self.close()
        self.ledger_opening.emit()
        self._desk = Desk(ledger, FormLibrary())
        self.ledger_opened.emit()

    def open(self, path: Path) -> None:
        """Opens a ledger in this thread. Raises UserError; the ledger open before is then still open."""
        from medaid_desktop.store.ledger import Ledger

        self.take(Ledger.open(path))

    def close(self) -> None:
        """Closes the ledger, if one is open."""
        if self._desk is None:
            return
        self.ledger_closing.emit()
        desk, self._desk = self._desk, None
        self.is_locked = False
        desk.ledger.close()
        self.ledger_closed.emit()

    def at_own_desk(self, work: "Callable[[Desk, Task], Result]") -> "Callable[[Task], Result]":
        """Work for a background task, done at a desk with its own reader of the ledger that is open now."""
        from medaid_desktop.operations.desk import Desk

        desk = self.desk

        def run(task: "Task") -> Result:
            with desk.ledger.reader() as reader:
                return work(Desk(reader, desk.forms), task)

        return run
