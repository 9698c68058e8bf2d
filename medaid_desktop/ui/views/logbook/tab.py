"""The log as a tab of the window: shown at once, its chain read in the background."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from medaid_desktop.errors import UserError
from medaid_desktop.operations.logbook import ChainState, Line, Logbook, chain_state
from medaid_desktop.operations.logbook.book import query
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.models.log_model import LogModel
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import Guest
from medaid_desktop.ui.views.logbook.page import LogPage

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk

_AT_ONCE = 500


class LogTab(Guest):
    """Tells of edits first, so that the newest are seen too."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._book = Logbook(context.workspace.desk)
        self._state: ChainState | None = None
        self._asked = 0
        self._examining: Task | None = None
        self.label = self.tr("操作日志")
        self.tip = self.tr("台账里做过的事，按时间倒序")
        self.page = LogPage(lambda page: LogModel(self._read, page), self)
        self.page.looked_for.connect(self._look)
        self.page.check_requested.connect(self.begin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)

    def begin(self) -> None:
        """Shows the log as it is now, and reads its chain."""
        ledger = self._context.workspace.desk.ledger
        if not ledger.read_only:
            try:
                ledger.log.settle()
            except UserError as error:
                self._context.notices.fail(error)
        self._look()
        self.page.show_checking()
        self.left()
        self._examining = self._context.tasks.run(
            "", self._context.workspace.at_own_desk(_examined), self._on_examined, self._on_failed
        )

    def left(self) -> None:
        """Nobody waits for the chain any more."""
        if self._examining is not None and isValid(self._examining):
            self._examining.cancel()

    def write(self, desk: "Desk", out: Path, numbers: Sequence[int]) -> None:
        """Writes the entries of these numbers to a workbook; for a background task."""
        from medaid_desktop.operations.logbook.report import MOST_LINES, write_log

        entries = [
            entry
            for start in range(0, min(len(numbers), MOST_LINES + 1), _AT_ONCE)
            for entry in desk.ledger.log.some(numbers[start : start + _AT_ONCE])
        ]
        write_log(desk, entries, self._state or chain_state(desk.ledger), out)

    def _read(self, numbers: Sequence[int]) -> "Sequence[Line | None]":
        if not self._context.workspace.is_open:
            return [None] * len(numbers)
        found = {one.number: one for one in self._book.lines(self._context.workspace.desk.ledger.log.some(numbers))}
        return [found.get(number) for number in numbers]

    def _look(self) -> None:
        """Looks for what is asked for: all of it at once, a choice in the background."""
        wanted = query(self.page.text(), self.page.person(), self.page.action())
        self._asked += 1
        asked = self._asked
        if wanted == query():
            self.page.show_found(self._context.workspace.desk.ledger.log.numbers(wanted))
            return

        def found(numbers: Sequence[int]) -> None:
            if isValid(self) and asked == self._asked:
                self.page.show_found(numbers)

        self._context.tasks.run(
            "", self._context.workspace.at_own_desk(lambda desk, _: desk.ledger.log.numbers(wanted)), found,
            self._context.notices.fail,
        )  # fmt: skip

    def _on_examined(self, found: "tuple[ChainState, list[str], list[str]]") -> None:
        if isValid(self):
            self._state, people, actions = found
            self.page.offer(people, actions)
            self.page.show_chain(self._state)

    def _on_failed(self, error: UserError) -> None:
        if isValid(self):
            self.page.show_trouble(str(error))


def _examined(desk: "Desk", task: Task) -> tuple[ChainState, list[str], list[str]]:
    return chain_state(desk.ledger, task.is_cancelled), *desk.ledger.log.known()
