"""A verification under way: how far it is, and the button that stops it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.verifying import Verified


class WorkLine(QWidget):
    """Verifies one thing at a time, in the background; seen while it does. Exactly one signal follows each beginning."""

    found = Signal(object)
    """What it came to, a Verified."""
    failed = Signal(object)
    """The UserError."""
    stopped = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("进度"))
        self._stop = QPushButton(self.tr("停止(&S)"), self)
        self._stop.setObjectName("verifyStop")
        self._stop.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self._stop.clicked.connect(self._on_stop)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something is being verified."""
        return self._task is not None

    def verify_file(self, path: Path) -> None:
        """Begins to verify a PDF or an archive."""
        self._begin(lambda desk, task: _verified_file(desk, path, task))

    def verify_code(self, text: str) -> None:
        """Begins to look up a code."""
        self._begin(lambda desk, _: _verified_code(desk, text))

    def cancel(self) -> None:
        """Stops what is under way."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self, work: "Callable[[Desk, Task], Verified]") -> None:
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self.show()
        self._task = self._context.tasks.run(
            "", self._context.workspace.at_own_desk(work), self._on_found, self._on_failed, self._on_stopped
        )
        self._task.progressed.connect(self._on_progressed)

    def _end(self) -> None:
        self._task = None
        self.hide()

    def _on_progressed(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def _on_stop(self) -> None:
        self.cancel()
        self._stop.setEnabled(False)

    def _on_found(self, found: "Verified") -> None:
        self._end()
        self.found.emit(found)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _on_stopped(self) -> None:
        self._end()
        self.stopped.emit()


def _verified_file(desk: "Desk", path: Path, task: Task) -> "Verified":
    from medaid_desktop.operations.verifying import verify_file

    return verify_file(desk, path, task.progress, task.is_cancelled)


def _verified_code(desk: "Desk", text: str) -> "Verified":
    from medaid_desktop.operations.verifying import Verified, verify_code

    return Verified([verify_code(desk, text)])
