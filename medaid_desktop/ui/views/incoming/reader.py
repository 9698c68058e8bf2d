"""Reads the files of a batch in the background, those first that somebody looks at."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import ReadCancelled
from medaid_desktop.operations import incoming as operations
from medaid_desktop.operations.incoming.items import IncomingFile
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.incoming.entries import Entry

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk

_DOCUMENTS_KEPT = 16
"""A read file is small, its document is not: of the others it is read again when somebody looks at them."""
_TOGETHER = 8
"""So many read files are handed over at a time: each costs the window a moment."""
_FEW = 3
"""More than this are worth a word in the status line, where they can be stopped."""


class Reader(QObject):
    """One file after the other, in one task; what was read before something was corrected is dropped."""

    read = Signal(object)
    """An Entry, whose `incoming` is there now."""
    seen = Signal(object)
    """An Entry, whose document is at hand again."""
    count_changed = Signal(int)
    """How many files are still to be read."""
    finished = Signal()
    """All have been read, and at least one was not known so before."""
    stopped = Signal(object)
    """The clerk has stopped it: the entries that were not read."""
    failed = Signal(object)
    """A UserError."""
    _came = Signal(int, object)

    def __init__(
        self, context: Context, region: Callable[[], str | None], year: Callable[[], int | None], parent: QObject
    ) -> None:
        """`region` and `year` stand in where a file does not say its own."""
        super().__init__(parent)
        self._context = context
        self._region, self._year = region, year
        self._queue: list[Entry] = []
        self._kept: list[Entry] = []
        self._for_document: set[int] = set()
        """Files known already, of which only the document is wanted again."""
        self._task: Task | None = None
        self._turn = 0
        self._has_news = False
        self._came.connect(self._on_came)

    @property
    def unread(self) -> int:
        """How many files have not been read yet."""
        return len(self._queue)

    def add(self, entries: Iterable[Entry]) -> None:
        """Reads these after the others."""
        self._queue += [entry for entry in entries if entry not in self._queue]
        self._read_on()

    def look_at(self, entry: Entry) -> None:
        """Sees to it that the document of an entry is at hand, before those of others."""
        if entry in self._kept:
            self._kept.remove(entry)
            self._kept.append(entry)
        read = entry.incoming
        lacks = read is None or (read.document is None and any(item.understood for item in read.items))
        if lacks and entry.outcome is None:
            if read is not None and entry not in self._queue:
                self._for_document.add(id(entry))
            self._queue = [entry, *(other for other in self._queue if other is not entry)]
            self._read_on()

    def read_again(self, first: Entry, others: Iterable[Entry]) -> None:
        """Understands files anew, as something was learned; the first from its document, which is at hand."""
        self._for_document.clear()
        alike = [first, *(entry for entry in others if entry is not first)]
        self._queue = [*alike, *(entry for entry in self._queue if entry not in alike)]
        self._stop()
        read, region, year, turn = first.incoming, self._region(), self._year(), self._turn
        if read is None or read.document is None:
            self._read_on()
            return

        def work(desk: "Desk", _: Task) -> IncomingFile:
            return operations.reread(desk, read, operations.known_for(desk), region, year)

        def done(incoming: IncomingFile) -> None:
            self._on_came(turn, [(first, incoming)])
            self._read_on()

        self._context.tasks.run("", self._context.workspace.at_own_desk(work), done, self._on_failed)

    def forget_all(self) -> None:
        """Reads nothing more."""
        self._queue, self._kept = [], []
        self._stop()
        self.count_changed.emit(0)

    def _stop(self) -> None:
        self._turn += 1
        if self._task is not None:
            self._task.cancel()

    def _read_on(self) -> None:
        self.count_changed.emit(len(self._queue))
        if self._task is not None or not self._queue or not self._context.workspace.is_open:
            return
        region, year, turn = self._region(), self._year(), self._turn

        def work(desk: "Desk", task: Task) -> None:
            known = operations.known_for(desk)
            done: set[int] = set()
            read: list[tuple[Entry, IncomingFile]] = []
            while not task.is_cancelled() and (entry := self._next(done)) is not None:
                done.add(id(entry))
                try:
                    incoming = operations.read_incoming(desk, entry.file, known, region, year, task.is_cancelled)
                except ReadCancelled:
                    break
                read.append((entry, incoming))
                if len(read) >= _TOGETHER or len(done) <= _TOGETHER:
                    self._came.emit(turn, read)
                    read = []
                task.progress(len(done), len(done) + len(self._queue))
            self._came.emit(turn, read)
            if task.is_cancelled():
                raise CancelledError

        count = len(self._queue)
        words = self.tr("正在读取 %1 个文件").replace("%1", str(count)) if count > _FEW else ""
        self._task = self._context.tasks.run(
            words, self._context.workspace.at_own_desk(work), lambda _: self._on_end(turn), self._on_failed,
            lambda: self._on_end(turn),
        )  # fmt: skip

    def _next(self, done: set[int]) -> Entry | None:
        """The first file of the queue that has not been read; asked by the reading thread, as the queue is now."""
        return next((entry for entry in list(self._queue) if id(entry) not in done), None)

    def _on_came(self, turn: int, read: list[tuple[Entry, IncomingFile]]) -> None:
        if turn != self._turn or not self._context.workspace.is_open:
            return
        waiting = set(map(id, self._queue))
        for entry, incoming in read:
            if id(entry) in waiting:
                self._queue.remove(entry)
                self._put(entry, incoming)
        if read:
            self.count_changed.emit(len(self._queue))

    def _put(self, entry: Entry, incoming: IncomingFile) -> None:
        known = entry.incoming
        is_same = known is not None and known.digest == incoming.digest and id(entry) in self._for_document
        self._for_document.discard(id(entry))
        if known is not None and is_same:
            known.document = incoming.document
        else:
            entry.incoming = incoming
            self._has_news = True
        self._keep(entry)
        (self.seen if is_same else self.read).emit(entry)

    def _keep(self, entry: Entry) -> None:
        """Keeps the documents that were looked at or read last."""
        self._kept = [*(kept for kept in self._kept if kept is not entry), entry]
        while len(self._kept) > _DOCUMENTS_KEPT:
            dropped = self._kept.pop(0)
            if dropped.incoming is not None:
                dropped.incoming.document = None

    def _on_end(self, turn: int) -> None:
        task, self._task = self._task, None
        if task is not None and task.is_cancelled() and turn == self._turn and self._queue:
            unread, self._queue = self._queue, []
            self.count_changed.emit(0)
            self.stopped.emit(unread)
        elif self._queue:
            self._read_on()
        elif self._has_news:
            self._has_news = False
            self.finished.emit()

    def _on_failed(self, error: UserError) -> None:
        self._task = None
        self._queue.clear()
        self.count_changed.emit(0)
        self.failed.emit(error)
