"""A batch of files into the ledger: one backup before, each file whole or not at all, a report at the end."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import ReadCancelled
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.exchange import within
from medaid_desktop.operations.incoming.items import Choice, ImportReport, IncomingFile, Outcome
from medaid_desktop.operations.incoming.reading import Cancelled, known_for, read_incoming
from medaid_desktop.operations.incoming.storing import before_import, rehearse, store_incoming, will_write
from medaid_desktop.operations.incoming.there import Shelf, proposal

Progress = Callable[[int, int], None]

_LOT_FILES, _LOT_BYTES, _LOT_SECONDS = 50, 4_000_000, 2.0
"""How much is read before it is stored. One commit syncs the disk several times, which costs as much as storing many
files; and nothing has been reported yet that a crash could make untrue."""
_GIVE_UP = 3
"""So many files in a row that could be read and not be stored mean that the ledger itself cannot be written."""


def import_files(
    desk: Desk, files: Sequence[Path], region: str | None = None, year: int | None = None, same: Choice | None = None,
    progress: Progress | None = None, is_cancelled: Cancelled | None = None, dry_run: bool = False,
) -> ImportReport:  # fmt: skip
    """Reads files and stores them one after the other; one that fails does not stop the others.

    `region` and `year` stand in where a file does not say its own; `same` says what becomes of a table whose form,
    region, year and project are there with another content (None: both are kept). With `dry_run` nothing is written,
    and the report says what would be. Raises UserError for an unknown region, or where no backup can be made: then
    nothing has been stored. Memory does not grow with the number of files.
    """
    if region:
        desk.regions.get(region)
    known = known_for(desk)

    def read(number: int) -> IncomingFile:
        incoming = read_incoming(desk, files[number], known, region, year, is_cancelled)
        incoming.drop_document()
        return incoming

    return _run(_Batch(desk, same, dry_run), files, read, progress, is_cancelled)


def store_files(
    desk: Desk, files: Sequence[IncomingFile], progress: Progress | None = None, is_cancelled: Cancelled | None = None
) -> ImportReport:
    """Stores files that were read and looked at before, each table as chosen; otherwise as `import_files`."""
    paths = [incoming.file for incoming in files]
    return _run(_Batch(desk, None, dry_run=False), paths, lambda number: files[number], progress, is_cancelled)


def _run(
    batch: "_Batch", files: Sequence[Path], get: Callable[[int], IncomingFile], progress: Progress | None,
    is_cancelled: Cancelled | None,
) -> ImportReport:  # fmt: skip
    for number in range(len(files)):
        if batch.has_given_up:
            batch.refuse(files[number:])
            break
        try:
            if is_cancelled and is_cancelled():
                raise ReadCancelled
            batch.take(get(number))
        except ReadCancelled:
            batch.report.cancelled = True
            batch.report.untouched = list(files[number:])
            break
        if progress:
            progress(number + 1, len(files))
    batch.flush()
    return batch.report


class _Batch:
    """The files read and not stored yet, and what has become of those before."""

    def __init__(self, desk: Desk, same: Choice | None, dry_run: bool) -> None:
        self.report = ImportReport()
        self._desk = desk
        self._same = same
        self._rehearsal = Shelf(desk) if dry_run else None
        self._lot: list[IncomingFile] = []
        self._since = 0.0
        self._has_backup = False
        self._failed_in_a_row = 0

    @property
    def has_given_up(self) -> bool:
        """Whether the ledger cannot be written, so that the rest need not be tried."""
        return self._failed_in_a_row >= _GIVE_UP

    def take(self, incoming: IncomingFile) -> None:
        """Takes in a file that has been read; stores the lot where it is full."""
        if self._same:
            for item in incoming.takeable:
                item.choice, item.target = proposal(item.existing, item.identical, self._same)
        if not self._lot:
            self._since = time.monotonic()
        self._lot.append(incoming)
        held = sum(len(one.content) for one in self._lot)
        is_late = time.monotonic() - self._since > _LOT_SECONDS
        if len(self._lot) >= _LOT_FILES or held > _LOT_BYTES or is_late:
            self.flush()

    def flush(self) -> None:
        """Stores what has been read, in one transaction, or file by file where one of them fails."""
        lot, self._lot = self._lot, []
        if self._rehearsal is None and not self._has_backup and any(map(will_write, lot)):
            self.report.notices += before_import(self._desk)
            self._has_backup = True
        stored = self._stored_at_once([one for one in lot if one.takeable and not one.error])
        for incoming in lot:
            if not stored and self.has_given_up and will_write(incoming):
                self.refuse([incoming.file])
            else:
                self.report.outcomes.append(stored.get(id(incoming)) or self._alone(incoming))

    def refuse(self, files: Sequence[Path]) -> None:
        """Names the files that were not tried any more."""
        error = UserError("台账写不进去，这个文件没有再试", "", "请按前面几个文件的说明解决后，再导入这些文件")
        self.report.outcomes += [Outcome(file, error=within(file.name, error)) for file in files]

    def _stored_at_once(self, lot: Sequence[IncomingFile]) -> dict[int, Outcome]:
        """What became of the files of a lot by their identity, {} where one could not be stored and so none was."""
        if self._rehearsal or len(lot) < 2:
            return {}
        stored: dict[int, Outcome] = {}
        with suppress(UserError):
            with self._desk.ledger.transaction():
                found = {id(one): store_incoming(self._desk, one, self._same) for one in lot}
            stored, self._failed_in_a_row = found, 0
        return stored

    def _alone(self, incoming: IncomingFile) -> Outcome:
        try:
            if self._rehearsal:
                return rehearse(self._desk, incoming, self._rehearsal, self._same)
            outcome = store_incoming(self._desk, incoming, self._same)
        except UserError as error:
            self._failed_in_a_row += bool(incoming.takeable and not incoming.error)
            return Outcome(incoming.file, error=within(incoming.file.name, error))
        self._failed_in_a_row = 0
        return outcome
