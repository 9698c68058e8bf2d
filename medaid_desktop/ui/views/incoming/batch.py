"""The files that a clerk is importing: read one after the other in the background, settled, corrected, taken in."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medaid_desktop.errors import UserError
from medaid_desktop.operations import incoming as operations
from medaid_desktop.operations.incoming.items import KEEP, Choice, ImportReport, RowPlace
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.incoming.entries import IMPORTABLE, Entry, State
from medaid_desktop.ui.views.incoming.learning import Learning
from medaid_desktop.ui.views.incoming.reader import Reader


class Batch(QObject):
    """Entries in the order in which they came. The ledger is written to by `store` and what a clerk corrects only."""

    added = Signal(int, int)
    """The first new entry, and how many there are."""
    changed = Signal(object)
    """An Entry that stands otherwise, or has been read."""
    settled = Signal()
    """Several entries stand otherwise."""
    left_out = Signal(object)
    """What could not be taken: a list of (Path, reason)."""
    stored = Signal(object)
    """An ImportReport."""
    failed = Signal(object)
    """A UserError."""

    def __init__(
        self, context: Context, region: Callable[[], str | None], year: Callable[[], int | None], parent: QObject
    ) -> None:
        """`region` and `year` are those chosen in the window: they stand in where a file does not say its own."""
        super().__init__(parent)
        self._context = context
        self.entries: list[Entry] = []
        self.is_storing = False
        self._is_left = False
        self.reader = Reader(context, region, year, self)
        self.learning = Learning(context.workspace, self._read_layout_again, lambda: self.is_storing, self)
        self.reader.read.connect(self._on_read)
        self.reader.seen.connect(self.changed)
        self.reader.finished.connect(self._on_all_read)
        self.reader.stopped.connect(self.skip)
        for part in (self.reader, self.learning):
            part.failed.connect(self.failed)

    # -- what there is -------------------------------------------------------------------------------------------

    def waiting(self) -> list[Entry]:
        """The files that are neither imported, nor skipped, nor to be skipped as the same."""
        return [entry for entry in self.entries if entry.state() not in (State.DONE, State.SKIPPED, State.SAME)]

    def importable(self) -> list[Entry]:
        """The files that can be imported as they are now."""
        return [entry for entry in self.entries if entry.state() in IMPORTABLE]

    # -- adding --------------------------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path]) -> None:
        """Adds files and folders; what is there already is read again."""
        words = self.tr("正在查看要导入的文件")
        self._context.tasks.run(words, lambda _: operations.expand(paths), self._take, self.failed.emit)

    def _take(self, expanded: tuple[list[Path], list[tuple[Path, str]]]) -> None:
        if self._is_left:
            return
        files, left_out = expanded
        known = {entry.file: entry for entry in self.entries if entry.outcome is None}
        again = [known[file] for file in files if file in known]
        for entry in again:
            entry.incoming, entry.failure, entry.is_skipped = None, None, False
            self.changed.emit(entry)
        new = [Entry(file) for file in files if file not in known]
        first = len(self.entries)
        self.entries += new
        self.reader.add([*again, *new])
        if new:
            self.added.emit(first, len(new))
        if left_out:
            self.left_out.emit(left_out)

    def _on_read(self, entry: Entry) -> None:
        """What the clerk has said of the tables holds also for how they were read now."""
        for number, item in enumerate(entry.items):
            wish = entry.wishes.get(entry.key(number))
            if wish is None:
                continue
            if wish.region is not None or wish.year is not None or wish.places:
                region = KEEP if wish.region is None else wish.region or None
                year = KEEP if wish.year is None else wish.year or None
                with suppress(UserError):  # it has become a table of no known form
                    operations.settle(self._context.workspace.desk, item, None, region, year, wish.places)
            if wish.choice is not None:
                item.choice, item.target = wish.choice, wish.target
        self.changed.emit(entry)

    def _on_all_read(self) -> None:
        self._find_rivals()
        self.settled.emit()

    def _read_layout_again(self, layout: str, first: Entry) -> None:
        alike = [entry for entry in self.entries if entry.outcome is None and _has_layout(entry, layout)]
        self.reader.read_again(first, alike)

    # -- what the clerk says -------------------------------------------------------------------------------------

    def settle(
        self, entry: Entry, number: int, region: str | None = None, year: int | None = None,
        place: RowPlace | None = None,
    ) -> None:  # fmt: skip
        """Says region ("" for none) or year (0 for none) of a table, or the region of one of its rows; None leaves each as
        it is."""
        if self.is_storing:
            return
        wish, item = entry.wish(number), entry.items[number]
        wish.region = wish.region if region is None else region
        wish.year = wish.year if year is None else year
        wish.choice, wish.target = None, ""
        places = [place] if place else []
        wish.places = (*(one for one in wish.places if place is None or one.row != place.row), *places)
        try:
            operations.settle(
                self._context.workspace.desk, item, None, KEEP if region is None else region or None,
                KEEP if year is None else year or None, places,
            )  # fmt: skip
        except UserError as error:
            self.failed.emit(error)
        self._find_rivals()
        self.changed.emit(entry)

    def confirm(self, entry: Entry, number: int, alike: bool = False) -> int:
        """Says that form and region of a table are right as read; with `alike` also of all others that only wait for
        that. Returns of how many."""
        entry.wish(number).confirmed = True
        count = 1
        self.changed.emit(entry)
        if alike:
            for other, at in self.unconfirmed():
                other.wish(at).confirmed = True
                count += 1
            self.settled.emit()
        return count

    def unconfirmed(self) -> list[tuple[Entry, int]]:
        """The tables that wait for nothing but to be confirmed."""
        return [
            (entry, number)
            for entry in self.entries
            if entry.state() is State.NEEDED
            for number in range(len(entry.items))
            if (needs := entry.needs(number)) and all(need.endswith("?") for need in needs)
        ]

    def choose(self, entry: Entry, number: int, choice: Choice, target: str, alike: bool = False) -> None:
        """Says what becomes of a table of which the ledger has one already; with `alike` of all others like it."""
        if self.is_storing:
            return
        others = [
            (other, at)
            for other in self.entries
            for at in range(len(other.items))
            if alike and other.outcome is None and other.table_state(at) is State.ASKED
        ]
        for each, at in [(entry, number), *others]:
            item, wish = each.items[at], each.wish(at)
            wanted = target if (each, at) == (entry, number) else item.target
            decided = Choice.KEEP_BOTH if choice is Choice.REVISE and not wanted else choice
            wish.choice, wish.target = decided, wanted
            item.choice, item.target = decided, wanted
        self.changed.emit(entry)
        if others:
            self.settled.emit()

    def skip(self, entries: Iterable[Entry], skipped: bool = True) -> None:
        """Leaves files out, or takes them back."""
        if self.is_storing:
            return
        entries = [entry for entry in entries if entry.outcome is None]
        for entry in entries:
            entry.is_skipped = skipped
        if not skipped:
            self.reader.add(entry for entry in entries if entry.incoming is None)
        self._find_rivals()
        self.settled.emit()

    # -- into the ledger -----------------------------------------------------------------------------------------

    def store(self, entries: Sequence[Entry]) -> None:
        """Imports files, each all or nothing; a backup stands before the first is written."""
        workspace = self._context.workspace
        wanted = [entry for entry in entries if entry.incoming is not None]
        if not wanted or self.is_storing or not workspace.can_edit:
            return
        self.is_storing = True
        self.settled.emit()
        desk = workspace.desk
        files = [entry.incoming for entry in wanted if entry.incoming]

        def work(task: Task) -> ImportReport:
            return operations.store_files(desk, files, task.progress, task.is_cancelled)

        words = self.tr("正在导入 %1 个文件").replace("%1", str(len(files)))
        self._context.tasks.run(
            words, work, lambda report: self._on_stored(wanted, report), self._on_storing_failed, writes=True
        )

    def _on_stored(self, entries: Sequence[Entry], report: ImportReport) -> None:
        self.is_storing = False
        for entry, outcome in zip(entries, report.outcomes, strict=False):
            entry.failure = outcome.error
            entry.outcome = None if outcome.error else outcome
        if any(outcome.error is None for outcome in report.outcomes):
            self._look_up_again()
        self.stored.emit(report)
        self.settled.emit()

    def _on_storing_failed(self, error: UserError) -> None:
        self.is_storing = False
        self.failed.emit(error)
        self.settled.emit()

    def _look_up_again(self) -> None:
        """What was imported is there now: files for the same filing must know."""
        rest = [entry for entry in self.waiting() if entry.incoming]
        for entry in rest:
            for item in entry.items:
                if item.rivals and not item.problem:
                    operations.settle(self._context.workspace.desk, item)
        self._find_rivals()

    def _find_rivals(self) -> None:
        operations.find_rivals([entry.incoming for entry in self.waiting() if entry.incoming])

    def take_back(self, files: Iterable[Path]) -> None:
        """What was imported of these files is in the bin: they wait again."""
        gone = set(files)
        for entry in self.entries:
            if entry.outcome is not None and entry.file in gone:
                entry.outcome = None
                for item in entry.items:
                    if not item.problem:
                        operations.settle(self._context.workspace.desk, item)
        self._find_rivals()
        self.settled.emit()

    def leave(self) -> None:
        """Ends what is under way; nothing is told any more."""
        self._is_left = True
        self.reader.forget_all()
        self.setParent(self._context.window)  # a thread may still be at work for it


def _has_layout(entry: Entry, layout: str) -> bool:
    return any(item.understood is not None and item.understood.layout == layout for item in entry.items)
