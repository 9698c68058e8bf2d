"""What the history page shows of one entry, read off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from medaid_desktop.core.changes.differences import Difference, compare
from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.filings.history import Entry, Past, state_at
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from medaid_desktop.errors import UserError
    from medaid_desktop.operations.desk import Desk

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Detail:
    """An entry: the content after it and the present one, what it changed, and what has changed since."""

    entry: Entry
    then: Filing
    now: Filing
    changes: list[Difference]
    since: list[Difference]


class Reading:
    """Reads one thing after another; what comes back after something else was asked for is dropped."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        self._workspace = workspace
        self._tasks = tasks
        self._task: Task | None = None
        self._turn = 0

    def forget(self) -> None:
        """Wants nothing any more."""
        self._turn += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def entry(
        self, past: Past, entry: Entry, read: Callable[[Detail], None], failed: "Callable[[UserError], None]"
    ) -> None:
        """Reads what an entry did."""
        self._start(lambda desk, _: read_detail(desk, past, entry), read, failed)

    def comparison(
        self, one: str, other: str, read: Callable[[list[Difference]], None], failed: "Callable[[UserError], None]"
    ) -> None:
        """Compares two filings."""
        from medaid_desktop.operations.filings.history import compare_filings

        self._start(lambda desk, _: compare_filings(desk, one, other), read, failed)

    def _start(
        self, work: "Callable[[Desk, Task], Result]", read: Callable[[Result], None],
        failed: "Callable[[UserError], None]",
    ) -> None:  # fmt: skip
        self.forget()
        turn = self._turn

        def take(result: Result) -> None:
            if turn == self._turn:
                self._task = None
                read(result)

        def fail(error: "UserError") -> None:
            if turn == self._turn:
                self._task = None
                failed(error)

        self._task = self._tasks.run("", self._workspace.at_own_desk(work), take, fail)


def read_detail(desk: "Desk", past: Past, entry: Entry) -> Detail:
    """What an entry changed. The first of all entries changed a blank filing into what came into the ledger."""
    now = desk.ledger.filings.get(past.filing_id)
    then = state_at(desk, past.filing_id, entry.last, past)
    form = desk.form_of(now)
    before = state_at(desk, past.filing_id, entry.first - 1, past) if entry.last else Filing(then.form)
    return Detail(entry, then, now, compare(form, before, then), compare(form, then, now))
