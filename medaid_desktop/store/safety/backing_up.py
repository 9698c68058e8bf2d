"""Making backups by SQLite's own backup, also while the ledger is being edited."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import files, problems
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.progress import Cancelled, CancelledError, Progress, check_cancelled
from medaid_desktop.store.safety.backup import (
    Backup,
    BackupKind,
    clear_old,
    folder_beside,
    folder_of_user,
    free_name,
    in_folder,
)
from medaid_desktop.store.safety.check import quick_faults

# A step holds the ledger for as long as it takes to read a quarter of a megabyte.
_PAGES_A_STEP = 64
# Unsynced megabytes would make the next edit wait, as its own sync has to queue behind them on the same stick.
_PAGES_A_SYNC = 512
_SPARE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupOutcome:
    """What became of the daily backup: the backup if one was made, and a Chinese sentence if there is one to say."""

    backup: Backup | None
    message: str


def make(
    connection: Connection, kind: BackupKind, folder: Path, progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Backup:  # fmt: skip
    """Copies a ledger into the folder, checks the copy, names it, and clears away backups that are too old.

    May run in another thread while the ledger is being edited; the copy is the ledger at the moment of its end.
    Raises UserError where it cannot be made, DamagedLedgerError where the copy, and so the ledger, is not sound.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.clear_temporary(folder)
        _require_room(connection, folder)
        target = free_name(folder, kind)
        copy(connection, target, progress, cancelled)
        with suppress(OSError):
            target.chmod(0o444)  # a backup opened by a double click is to stay what it is
        made = next(backup for backup in in_folder(folder) if backup.path == target)
    except OSError as error:
        raise problems.from_os(error, "备份", folder) from error
    clear_old(folder, target)
    return made


def copy(connection: Connection, target: Path, progress: Progress | None, cancelled: Cancelled | None) -> None:
    """Writes a checked copy of a ledger to a new file. Raises as `make` does, and OSError."""
    temporary = files.beside(target)
    try:
        _copy_pages(connection, temporary, progress, cancelled)
        files.sync(temporary)
        _require_sound(temporary, connection.path)
        files.put_in_place(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _copy_pages(source: Connection, temporary: Path, progress: Progress | None, cancelled: Cancelled | None) -> None:
    def on_step(_status: int, remaining: int, total: int) -> None:
        check_cancelled(cancelled)
        done = total - remaining
        if done % _PAGES_A_SYNC < _PAGES_A_STEP:
            os.fsync(written.fileno())
        if progress:
            progress(done, total)

    copied = Connection(temporary, "rwc")
    try:
        # If this fails half way the file is thrown away, so it needs no journal, nor syncs by SQLite.
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            copied.rows(f"PRAGMA {pragma}")
        with temporary.open("rb+") as written:
            source.copy_pages(copied, _PAGES_A_STEP, on_step)
    finally:
        copied.close()


def _require_sound(copy_path: Path, ledger: Path) -> None:
    connection = Connection(copy_path, "ro")
    try:
        faults = quick_faults(connection)
    finally:
        connection.close()
    if faults:
        raise problems.damaged("备份没有通过检查，台账可能已损坏", ledger)


def _require_room(connection: Connection, folder: Path) -> None:
    """A backup that fills the last of a stick would stop the clerk's own work."""
    size = connection.pragma("page_count") * connection.pragma("page_size")
    if shutil.disk_usage(folder).free < size + min(_SPARE, size):
        raise UserError("磁盘快满了，没有做备份", str(folder), "请腾出空间")


def daily(
    connection: Connection, ledger_id: str, progress: Progress | None, cancelled: Cancelled | None
) -> BackupOutcome:
    """The backup of the day, unless there is one or nothing changed since; never raises for its surroundings."""
    ledger = connection.path
    try:
        if _is_up_to_date(ledger, ledger_id):
            return BackupOutcome(None, "")
        return make_somewhere(connection, "daily", ledger_id, progress, cancelled)
    except CancelledError:
        return BackupOutcome(None, "")
    except problems.DamagedLedgerError as error:
        return BackupOutcome(None, str(error))
    except UserError as error:
        return BackupOutcome(None, f"今天的备份没有做成：{error}")


def make_somewhere(
    connection: Connection, kind: BackupKind, ledger_id: str, progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BackupOutcome:  # fmt: skip
    """Makes a backup beside the ledger, or in the user's own folder and then says so. Raises as `make` does."""
    beside = folder_beside(connection.path)
    try:
        return BackupOutcome(make(connection, kind, beside, progress, cancelled), "")
    except problems.DamagedLedgerError:
        raise
    except UserError as error:
        made = make(connection, kind, folder_of_user(connection.path, ledger_id), progress, cancelled)
        return BackupOutcome(made, f"备份没能放在台账旁边（{error.what}），已放到 {made.path.parent}")


def _is_up_to_date(ledger: Path, ledger_id: str) -> bool:
    places = (folder_beside(ledger), folder_of_user(ledger, ledger_id))
    made = [backup.made_at for place in places for backup in in_folder(place) if backup.kind == "daily"]
    try:
        changed = datetime.fromtimestamp(ledger.stat().st_mtime)
    except OSError as error:
        raise problems.from_os(error, "备份", ledger) from error
    return bool(made) and (max(made).date() == datetime.now().date() or max(made) > changed)
