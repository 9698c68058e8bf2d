"""The way into a ledger file: making one, the checks and the upgrade at opening, and why one can only be looked at."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import checksums, files, header, problems
from medaid_desktop.store.ground import migrations as schema
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.ground.lock import WriterLock, acquire, user_name
from medaid_desktop.store.records.explanations import tell_of_earlier
from medaid_desktop.store.safety.backing_up import make_somewhere
from medaid_desktop.store.safety.check import check_opened
from medaid_desktop.store.trust.log import Log

_ON_REQUEST = "台账以只读方式打开，不能修改。"
_FILE_PROTECTED = "台账文件是只读的，所以只能查看；请在文件属性里去掉“只读”，或把台账复制到可写的地方。"


@dataclass(slots=True)
class Opened:
    """An open file. `recovered` tells that the last writer was stopped in the midst, `is_copy` that it is one of a ledger, about to
    take the place of one."""

    connection: Connection
    lock: WriterLock | None = None
    read_only_reason: str = ""
    recovered: bool = False
    notices: list[str] = field(default_factory=list[str])
    is_copy: bool = False

    def close(self) -> None:
        """Closes the file and gives the lock back; twice does no harm."""
        try:
            self.connection.close()
        finally:
            if self.lock:
                self.lock.release()


def create(path: Path, region: str) -> None:
    """Writes an empty ledger. Raises UserError where the name is taken or the folder cannot be written."""
    files.check_length(path)
    if path.exists():
        raise UserError("同名文件已存在，没有新建台账", str(path), "请换一个名字，或打开已有的台账")
    if not path.parent.is_dir():
        raise UserError("没有这个文件夹，没有新建台账", str(path.parent), "请先建好文件夹")
    temporary = files.beside(path)
    try:
        _write_empty(temporary, region)
        files.put_in_place(temporary, path)
    except OSError as error:
        raise problems.from_os(error, "新建台账", path) from error
    finally:
        for leftover in (temporary, header.journal_of(temporary)):
            leftover.unlink(missing_ok=True)


def _write_empty(path: Path, region: str) -> None:
    connection = Connection(path, "rwc")
    try:
        with connection.transaction():
            connection.execute(f"PRAGMA application_id = {header.APPLICATION_ID:d}")
            schema.migrate(connection)
            facts = {"ledger_id": os.urandom(8).hex(), "region": region, "created_at": now()}
            for fact in facts.items():
                connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", fact)
    finally:
        connection.close()


def open_file(path: Path, read_only: bool) -> Opened:
    """Opens a ledger for writing, or where that is not asked for or not possible, for reading.

    Raises UserError (missing, foreign, too new) and DamagedLedgerError; the file is then as it was.
    """
    path = path.resolve() if path.is_symlink() else path.absolute()  # two names of a file must meet in one lock
    files.check_length(path)
    if not path.is_file():
        raise problems.missing(path)
    try:
        if read_only:
            return _open_reading(path, _ON_REQUEST)
        lock = acquire(path)
        if isinstance(lock, str):
            return _open_reading(path, lock)
        try:
            return _open_locked(path, lock)
        except BaseException:
            lock.release()
            raise
    except OSError as error:
        raise problems.from_os(error, "打开台账", path) from error


def open_copy(path: Path) -> Opened:
    """Opens a copy of a ledger under its temporary name (see store.ground.files), before it takes a ledger's place; one of an earlier
    version is brought up to date, what it was copied from being its backup. Raises UserError."""
    if not files.is_temporary(path):
        raise ValueError(f"{path.name} is no copy")
    lock = acquire(path)
    if isinstance(lock, str):
        raise UserError("台账的副本不能写入", str(path), lock)
    try:
        connection = Connection(path, "rw")
        try:
            check_opened(connection, path)
            _bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        lock.release()
        raise
    return Opened(connection, lock, is_copy=True)


def _open_locked(path: Path, lock: WriterLock) -> Opened:
    header.check_file(path)
    recovered = lock.stale or header.has_journal(path)
    connection = Connection(path, "rw")
    try:
        if not (os.access(path, os.W_OK) and connection.can_write()):
            connection.close()
            lock.release()
            return _open_reading(path, _FILE_PROTECTED)
        opened = Opened(connection, lock, "", recovered)
        check_opened(connection, path)
        opened.notices += _upgrade(connection)
        if recovered:
            files.clear_temporary(path.parent, path.name)
    except BaseException:
        connection.close()
        raise
    return opened


def _upgrade(connection: Connection) -> list[str]:
    """Brings an older ledger up to date, a backup standing before; returns what there is to say."""
    if connection.pragma("user_version") == schema.newest():
        return []
    row = connection.row("SELECT value FROM meta WHERE key = 'ledger_id'")
    try:
        outcome = make_somewhere(connection, "migration", row[0] if row else "")
    except UserError as error:
        where = f"{connection.path}，{error.what}"
        raise UserError("台账要先升级才能打开，但升级前的备份没有做成", where, f"{error.mend}，再打开台账") from error
    _bring_up_to_date(connection)
    kept = outcome.backup.path if outcome.backup else ""
    return [f"台账已升级到本程序的格式；升级前的备份在 {kept}。"]


def _bring_up_to_date(connection: Connection) -> None:
    if connection.pragma("user_version") == schema.newest():
        return
    schema.migrate(connection)
    checksums.stamp_all(connection)
    tell_of_earlier(connection, Log(connection, user_name, _unread).add)


def _unread(_: str) -> Filing:
    raise UserError("升级时不读填报件")


def _open_reading(path: Path, reason: str) -> Opened:
    _roll_back(path)
    connection = Connection(path, "ro")
    connection.refusal = reason
    try:
        check_opened(connection, path)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, None, reason)


def _roll_back(path: Path) -> None:
    """Undoes what a crashed writer left half done, which a connection that only reads may not.

    Where a writer is at work the journal is his; where nothing can be written, opening says so.
    """
    if not header.has_journal(path):
        return
    lock = acquire(path)
    if isinstance(lock, str):
        return
    try:
        header.check_file(path)
        Connection(path, "rw").close()
    finally:
        lock.release()


def open_reader(path: Path, reason: str) -> Opened:
    """Another connection to a ledger that is open and has been checked."""
    connection = Connection(path, "ro")
    connection.refusal = reason or _ON_REQUEST
    return Opened(connection, None, connection.refusal)
