"""What the program has to say: one line in the notice bar instead of a dialog."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError

Severity = Literal["hint", "done", "warning", "error"]


class Notice(NamedTuple):
    """A line, and what the button beside it says and does ("" for none)."""

    severity: Severity
    text: str
    button: str = ""
    act: Callable[[], None] | None = None
    second: str = ""
    second_act: Callable[[], None] | None = None
    """A second button, for taking back what the first leads on from."""


class Notices(QObject):
    """Where everybody leaves a notice; the bar shows the last one."""

    posted = Signal(object)
    withdrawn = Signal()
    work_went_on = Signal()
    """The clerk has done something since: what was merely good to know has been read or is of no use."""

    def hint(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Something to know."""
        self.posted.emit(Notice("hint", text, button, act))

    def done(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Something was done; the button undoes it or leads on."""
        self.posted.emit(Notice("done", text, button, act))

    def warn(
        self, text: str, button: str = "", act: Callable[[], None] | None = None,
        second: str = "", second_act: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Something needs attention."""
        self.posted.emit(Notice("warning", text, button, act, second, second_act))

    def fail(self, error: UserError | str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Something did not work: what, where, how to mend."""
        self.posted.emit(Notice("error", str(error), button, act))

    def move_on(self) -> None:
        """Says that work went on."""
        self.work_went_on.emit()

    def withdraw(self) -> None:
        """Takes the present notice away; what it offered holds no longer."""
        self.withdrawn.emit()
