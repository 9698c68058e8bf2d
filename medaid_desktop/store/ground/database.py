"""A connection to a ledger file: pragmas, transactions, and SQLite's errors in a clerk's words."""

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote_from_bytes

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import problems

if TYPE_CHECKING:
    from sqlite_utils import Database

Parameters = Sequence[str | int | float | bytes | None]
Mode = Literal["ro", "rw", "rwc"]

_BUSY_SECONDS = 10.0


class Connection:
    """One SQLite connection through sqlite-utils; threads take turns.

    Mode "ro" reads only, "rw" wants an existing file, "rwc" makes one. Every method raises UserError for what the
    surroundings caused (full disk, pulled stick, damage); other errors are bugs.
    """

    def __init__(self, path: Path, mode: Mode) -> None:
        self.path = path
        self.refusal = "" if mode != "ro" else "台账以只读方式打开"
        self._mutex = threading.RLock()
        self._rollbacks = 0
        self._writer = 0
        with self._translated():
            self._db = _open(path, mode)
        try:
            with self._translated():
                self._configure(mode)
            self._file = path.stat()
        except BaseException:
            self._db.close()
            raise

    def _configure(self, mode: Mode) -> None:
        # Changing the journal mode touches the file, so it is left to connections that may write it.
        pragmas: dict[str, object] = {"foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1, "temp_store": 2}
        if mode != "ro":
            pragmas |= {"journal_mode": "delete", "synchronous": 3}
        for name, wanted in pragmas.items():
            self._run(f"PRAGMA {name} = {wanted}").fetchall()
            got = self._run(f"PRAGMA {name}").fetchone()[0]
            if got != wanted:
                what = f"台账不能按安全的方式打开（{name} 为 {got}）"
                raise UserError(what, str(self.path), "请把台账复制到本机硬盘后再打开")

    def _run(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        return self._db.execute(sql, parameters)  # pyright: ignore[reportUnknownMemberType] (a bare Sequence there)

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Runs a statement and returns how many rows it changed."""
        with self._mutex, self._translated():
            return self._run(sql, parameters).rowcount

    def insert(self, sql: str, parameters: Parameters) -> int:
        """Runs an INSERT and returns the new row's number."""
        with self._mutex, self._translated():
            return self._run(sql, parameters).lastrowid or 0

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """All rows of a query at once, so that no read lock outlives the call and holds up a writer."""
        with self._mutex, self._translated():
            return self._run(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        """The first row of a query, None where there is none."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def pragma(self, name: str) -> Any:
        """The value of a pragma."""
        found = self.row(f"PRAGMA {name}")
        return found[0] if found else None

    def alone(self) -> AbstractContextManager[object]:
        """Keeps the other threads waiting for the length of a with block."""
        return self._mutex

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing; when the block is left, the changes are on the disk. Inner transactions join the outer one.

        Raises UserError where the ledger is read-only, or where its file is no longer in its place.
        """
        with self._mutex:
            if self._db.conn.in_transaction:
                yield
                return
            if self.refusal:
                raise UserError("台账不能修改，这一步没有保存", str(self.path), self.refusal)
            self._require_file()
            self._writer = threading.get_ident()
            try:
                with self._translated():
                    self._run("BEGIN IMMEDIATE")
                yield
                with self._translated():
                    self._run("COMMIT")
            except BaseException:
                self._rollbacks += 1
                with suppress(sqlite3.Error):  # SQLite may have rolled back itself; the first error is what counts
                    self._db.rollback()
                raise
            finally:
                self._writer = 0
            self._require_file()

    def stamp(self) -> object:
        """A value that stays equal as long as what this connection has read or written is what the file holds.

        It changes when another connection commits and when a transaction of this one is rolled back.
        """
        return self.pragma("data_version"), self._rollbacks

    def stamp_unless_busy(self) -> object | None:
        """The stamp, None while another thread is at work with this connection: for those who must not wait."""
        if not self._mutex.acquire(blocking=False):
            return None
        try:
            return self.stamp()
        finally:
            self._mutex.release()

    def can_write(self) -> bool:
        """Whether the system lets this connection write; tried without changing a byte."""
        try:
            self._run("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                return False
            raise problems.from_sqlite(error, self.path) or error from error
        self._db.rollback()
        return True

    def copy_pages(self, target: "Connection", pages: int, on_step: Callable[[int, int, int], object]) -> None:
        """Copies the whole database, some pages at a time, to another connection; between steps threads take turns.

        Edits made meanwhile through this very connection reach the copy; through another they would make it begin
        anew, for ever on a slow stick. `on_step(status, remaining, total)` may raise to stop.
        """
        if self._writer == threading.get_ident():
            raise RuntimeError("a backup would wait for ever for the transaction around it")
        try:
            self._db.conn.backup(target._db.conn, pages=pages, progress=on_step, sleep=0.01)
        except sqlite3.Error as error:
            raise problems.from_sqlite(error, target.path) or error from error

    def close(self) -> None:
        """Closes the connection; closing twice does no harm."""
        with self._mutex, self._translated():
            self._db.close()

    def _require_file(self) -> None:
        """A file that was deleted or replaced while open would take our writes with it into nowhere."""
        try:
            present = self.path.stat()
        except OSError as error:
            raise problems.moved(self.path) from error
        # Windows forbids replacing an open file, and its file numbers on FAT sticks are not stable.
        if sys.platform != "win32" and not os.path.samestat(present, self._file):
            raise problems.moved(self.path)

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except UnicodeDecodeError as error:  # a damaged schema, quoted in SQLite's message
            raise problems.damaged("台账文件已损坏", self.path) from error
        except sqlite3.Error as error:
            meaning = problems.from_sqlite(error, self.path, saving=bool(self._writer))
            if meaning is None and problems.may_come_of_damage(error) and self._is_damaged():
                meaning = problems.damaged("台账文件已损坏", self.path)
            if meaning is None:
                raise
            raise meaning from error

    def _is_damaged(self) -> bool:
        from medaid_desktop.store.ground.damage import is_damaged  # builds on this module

        return is_damaged(self._db.conn)


def _open(path: Path, mode: Mode) -> "Database":
    # A tenth of a second to import: far too long for program start, so it waits for the first ledger.
    from sqlite_utils import Database

    raw = sqlite3.connect(
        f"{_uri(path)}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    return Database(raw, execute_plugins=False)


def _uri(path: Path) -> str:
    """A file URI in SQLite's spelling, in which a share \\\\server\\x stands after an empty host."""
    text = path.absolute().as_posix()
    return f"file://{'' if text.startswith('/') else '/'}{quote_from_bytes(os.fsencode(text), safe='/:')}"
