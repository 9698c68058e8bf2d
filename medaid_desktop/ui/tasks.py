"""Work off the GUI thread: the one entry for whatever may take longer than a tenth of a second."""

import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, QThreadPool, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.progress import CancelledError

Result = TypeVar("Result")

_REPORTS_APART = 0.05
_THREADS = 3
_PATIENCE_MS = 30_000


class Task(QObject):
    """A piece of work under way. `progress` and `is_cancelled` are for the worker's thread, the rest for the GUI's.

    `ended` is emitted, then exactly one of `succeeded`, `failed` (with the exception) and `stopped`. By then the worker holds
    nothing any more of the work, of what came of it and of this object: what is let go goes in the GUI's thread, as widgets must.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    ended = Signal()
    _came_back = Signal()

    def __init__(
        self, label: str, work: "Callable[[Task], object]", cancellable: bool, writes: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work: Callable[[Task], object] | None = work
        self._result: object = None
        self._error: Exception | None = None
        self._left = threading.Event()
        self.label = label
        self.cancellable = cancellable
        self.writes = writes
        self._cancel = threading.Event()
        self._reported_at = 0.0
        self._came_back.connect(self._on_came_back)  # queued, as it comes from another thread

    def progress(self, done: int, total: int) -> None:
        """Reports how far the work is; total 0 means unknown. Called often, it passes on twenty reports a second."""
        now = time.monotonic()
        if done == total or now - self._reported_at >= _REPORTS_APART:
            self._reported_at = now
            self.progressed.emit(done, total)

    def is_cancelled(self) -> bool:
        """Whether the work is to stop; it does so by raising CancelledError."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Asks the work to stop."""
        self._cancel.set()

    def work_on(self) -> None:
        """Does the work in the calling thread and hands its result, or its error, to the GUI thread."""
        assert self._work is not None
        try:
            self._result = self._work(self)
        except Exception as raised:
            self._error = raised
        self._came_back.emit()
        self._left.set()

    def _on_came_back(self) -> None:
        self._left.wait()  # a moment: this object must not go while the other thread is in its signal
        result, error = self._result, self._error
        self._work = self._result = self._error = None
        self.ended.emit()
        if error is None:
            self.succeeded.emit(result)
        elif isinstance(error, CancelledError):
            self.stopped.emit()
        else:
            self.failed.emit(error)
        self.deleteLater()


class Tasks(QObject):
    """Starts tasks and keeps them until they have ended."""

    started = Signal(object)
    """A task that people should see: one with a label."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._running: list[Task] = []
        self._finished = False

    def run(
        self,
        label: str,
        work: Callable[[Task], Result],
        succeeded: Callable[[Result], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        cancellable: bool = True,
        writes: bool = False,
    ) -> Task:
        """Runs `work(task)` in another thread; the callbacks are called in this one.

        `label` is shown beside the progress, "" keeps the work to itself. An error that is no UserError, or that
        nobody takes, goes to the crash handler. `work` must not touch widgets, nor the ledger but through a reader,
        unless `writes` says that the ledger must stay open until it is done.
        """
        task = Task(label, work, cancellable, writes, self)
        self._running.append(task)
        if succeeded:
            take = cast("Callable[[Any], None]", succeeded)
            task.succeeded.connect(lambda result: take(result))
        task.failed.connect(lambda error: _deliver(error, failed))
        if stopped:
            task.stopped.connect(stopped)
        task.ended.connect(lambda: self._running.remove(task))
        if self._finished:  # a thread that still runs when the window goes would wait for Python for ever
            return task
        if label:
            self.started.emit(task)
        self._pool.start(task.work_on)
        return task

    def is_writing(self) -> bool:
        """Whether a task needs the ledger that is open."""
        return any(task.writes for task in self._running)

    def cancel_all(self) -> None:
        """Asks all tasks to stop, without waiting."""
        for task in self._running:
            task.cancel()

    def finish(self) -> None:
        """Stops all tasks and waits for their threads, before the program closes; later ones are not begun."""
        self._finished = True
        self.cancel_all()
        self._pool.waitForDone(_PATIENCE_MS)


def _deliver(error: Exception, failed: Callable[[UserError], None] | None) -> None:
    if failed and isinstance(error, UserError):
        failed(error)
    else:
        sys.excepthook(type(error), error, error.__traceback__)
