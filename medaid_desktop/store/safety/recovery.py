"""A damaged ledger is put aside, never overwritten; a backup takes its place. The ledger must be closed."""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import files, header, problems
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.lock import acquire
from medaid_desktop.store.safety import backing_up, backup
from medaid_desktop.store.safety.check import check_opened, quick_faults


def restore(source: Path, path: Path, settle: Callable[[Path], object] | None = None) -> Path | None:
    """Puts a copy of a backup in the place of a ledger; returns where the present file went, None if there was none.

    A sound present file becomes a backup of kind "restore", a damaged one is put aside. Nothing changes until the copy
    has been written and checked, and `settle` has done with the copy what is to be done: so nobody ever meets a ledger that
    was restored by halves. Raises UserError where the backup is unfit, the disk full or the ledger open.
    """
    files.check_length(path)
    with _locked(path):
        temporary = files.beside(path)
        try:
            _copy_backup(source, temporary)
            if settle:
                settle(temporary)
            aside = _make_way(path) if path.exists() else None
            try:
                files.put_in_place(temporary, path)
            except OSError:
                if aside:
                    aside.rename(path)
                raise
        except OSError as error:
            raise problems.from_os(error, "恢复备份", path) from error
        finally:
            for leftover in (temporary, header.journal_of(temporary)):
                leftover.unlink(missing_ok=True)
    return aside


def _copy_backup(source: Path, temporary: Path) -> None:
    if not source.is_file():
        raise problems.missing(source)
    header.check_file(source)
    connection = Connection(source, "ro")
    try:
        check_opened(connection, source)
        backing_up.copy(connection, temporary, None, None)
    finally:
        connection.close()


def _make_way(path: Path) -> Path:
    if not _is_sound(path):
        return _rename_aside(path)
    folder = backup.folder_beside(path)
    try:
        folder.mkdir(exist_ok=True)
        target = backup.free_name(folder, "restore")
        path.rename(target)
    except OSError:
        return _rename_aside(path)
    backup.clear_old(folder, target)
    return target


def _is_sound(path: Path) -> bool:
    try:
        header.check_file(path)
        connection = Connection(path, "rw")  # rolls back what a crash left unfinished, so that one file is all there is
        try:
            return not quick_faults(connection)
        finally:
            connection.close()
    except (UserError, OSError, sqlite3.Error):
        return False


def _rename_aside(path: Path) -> Path:
    """Renames a ledger to a free name beside it, 阳谷县 损坏 2026-11-22 140305.medaid, and returns that.

    Its journal goes with it: left behind, SQLite would roll it back into the next file of that name.
    """
    target = files.free_path(path.with_name(f"{path.stem} 损坏 {files.stamp()}{path.suffix}"))
    journal = header.journal_of(path)
    try:
        if journal.exists():
            journal.rename(header.journal_of(target))
        path.rename(target)
    except OSError as error:
        raise problems.from_os(error, "把台账放到一边", path) from error
    with suppress(OSError):
        files.sync_folder(path.parent)
    return target


@contextmanager
def _locked(path: Path) -> Generator[None]:
    lock = acquire(path)
    if isinstance(lock, str):
        raise UserError("台账没有关闭，或所在的文件夹不能写入", str(path), lock)
    try:
        yield
    finally:
        lock.release()
