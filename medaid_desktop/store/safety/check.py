"""Is the ledger sound? The quick look while opening, and the full one in the background."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medaid_desktop.store.forms.faults import missing_forms, template_fault
from medaid_desktop.store.forms.templates import KEEPS_TEMPLATES, name_of
from medaid_desktop.store.ground import content, problems
from medaid_desktop.store.ground import migrations as schema
from medaid_desktop.store.ground.checksums import COLUMNS, KEEPS_SUMS, row_sum
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.header import APPLICATION_ID
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ground.progress import Cancelled, Progress, check_cancelled
from medaid_desktop.store.records.sources import KEEPS_SOURCES, unpacked
from medaid_desktop.store.trust.bound import trigger_faults
from medaid_desktop.store.trust.log import log_faults
from medaid_desktop.store.trust.witness import witness_faults

SMALL = 8 * 1024 * 1024
"""Bytes up to which a file is checked page by page while opening: 10 ms from a disk, half a second from a stick."""

_COLUMNS = "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'"
_SUMMED = COLUMNS.split(", ")
_AT_ONCE = 200
_LISTED = 20


def check_opened(connection: Connection, path: Path) -> None:
    """Refuses what is not a sound ledger; of a file over `SMALL`, only head, length and tables are looked at.

    Raises DamagedLedgerError, or UserError for other programs' databases and later versions.
    """
    if connection.pragma("application_id") != APPLICATION_ID:
        raise problems.foreign(path)
    version: int = connection.pragma("user_version")
    if version > schema.newest():
        raise problems.too_new(path, version, schema.newest())
    pages: int = connection.pragma("page_count")
    size = path.stat().st_size
    if size < pages * connection.pragma("page_size") or connection.pragma("freelist_count") >= pages:
        raise problems.damaged("台账文件不完整", path)
    if not set(connection.rows(_COLUMNS)) >= _columns_of(version):
        raise problems.damaged("台账里缺少应有的表或列", path)
    if size <= SMALL and quick_faults(connection):
        raise problems.damaged("台账文件已损坏", path)


def _columns_of(version: int) -> set[tuple[str, str]]:
    """The tables and columns that a ledger of this version has, as its migrations make them."""
    with closing(sqlite3.connect(":memory:")) as empty:
        for migration in schema.MIGRATIONS:
            if migration.number <= version:
                migration.apply(empty.execute)
        return set(empty.execute(_COLUMNS))


def quick_faults(connection: Connection) -> list[str]:
    """What SQLite's quick check finds, in its own words; [] where the file's structure is sound."""
    return _faults(connection, "quick_check")


def check_all(connection: Connection, progress: Progress | None, cancelled: Cancelled | None) -> list[str]:
    """Reads everything and returns what is wrong in Chinese sentences, [] where all is sound.

    First every filing and step is read in small lots, so that a writer never waits long, progress can be shown and
    the work be cancelled; then SQLite checks the structure with the indexes, by now out of the system's cache. The
    connection should be its own. Raises CancelledError.
    """
    walk = _Walk(connection, progress, cancelled)
    try:
        walk.count()
        version = connection.pragma("user_version")
        sums = ("sum", *_SUMMED) if version >= KEEPS_SUMS else ()
        walk.table("filings", f"rowid, {_bytes('id', 'title', 'content', *sums)}", _filing_fault)
        walk.found += log_faults(connection, cancelled)
        walk.found += witness_faults(connection) + trigger_faults(connection, version)
        walk.table("steps", f"number, {_bytes('label', 'edits', 'undo')}", _step_fault)
        if version >= KEEPS_TEMPLATES:
            walk.table("templates", f"rowid, {_bytes('form', 'version', 'definition', 'map')}", _template_fault)
            walk.found += missing_forms(connection)
        if version >= KEEPS_SOURCES:
            walk.table("sources", f"rowid, {_bytes('digest')}, size, data", _source_fault(connection, version), 1)
        walk.found += [f"台账文件结构有错：{line}" for line in _faults(connection, "integrity_check")]
        orphans = connection.rows("PRAGMA foreign_key_check")
        walk.found += [f"{row[0]} 第 {row[1]} 行所属的填报件已不存在" for row in orphans]
    except DamagedLedgerError as error:
        walk.found.append(str(error))
    return walk.found


@dataclass(slots=True)
class _Walk:
    """Reads tables in lots of rows, gathering what is wrong."""

    connection: Connection
    progress: Progress | None
    cancelled: Cancelled | None
    done: int = 0
    total: int = 0
    found: list[str] = field(default_factory=list[str])

    def count(self) -> None:
        version = self.connection.pragma("user_version")
        since = {"filings": 1, "steps": 1, "sources": KEEPS_SOURCES, "templates": KEEPS_TEMPLATES}
        for table in (table for table, first in since.items() if version >= first):
            self.total += self.connection.rows(f"SELECT count(*) FROM {table}")[0][0]

    def table(self, table: str, columns: str, fault: Callable[[Sequence[Any]], str], at_once: int = _AT_ONCE) -> None:
        """Reads a table by its row numbers; the first of `columns` is the row number."""
        number = columns.split(",", 1)[0]
        last = -1
        while rows := self.connection.rows(
            f"SELECT {columns} FROM {table} WHERE {number} > ? ORDER BY {number} LIMIT ?", (last, at_once)
        ):
            check_cancelled(self.cancelled)
            last = rows[-1][0]
            self.found += [sentence for row in rows if (sentence := fault(row))]
            self.done += len(rows)
            if self.progress:
                self.progress(min(self.done, self.total), self.total)


def _bytes(*columns: str) -> str:
    """Columns read undecoded, so that flipped bits spoil one row and not the whole lot."""
    return ", ".join(f"CAST({column} AS BLOB)" for column in columns)


def _filing_fault(row: Sequence[Any]) -> str:
    name = f"填报件“{row[2].decode(errors='replace')}”（{row[1].decode(errors='replace')}）"
    try:
        row[1].decode()
        row[2].decode()
        content.decode(row[3].decode())
        sound = not row[4:] or not row[4] or row_sum(_as_kept(row[5:])) == row[4].decode()
    except ValueError:
        return f"{name}的内容读不出来"
    return "" if sound else f"{name}被本程序以外的手段改动过，或文件损坏；请与备份或纸质表核对"


def _as_kept(row: Sequence[bytes | None]) -> list[str | int | None]:
    """The cells of `COLUMNS` as they are kept, out of undecoded ones."""
    texts = [None if cell is None else cell.decode() for cell in row]
    return [
        int(text) if text is not None and name == "year" else text for name, text in zip(_SUMMED, texts, strict=True)
    ]


def _step_fault(row: Sequence[Any]) -> str:
    try:
        row[1].decode()
        for text in row[2:]:
            json.loads(text.decode())
    except ValueError:
        return f"历史记录第 {row[0]} 步读不出来"
    return ""


def _template_fault(row: Sequence[Any]) -> str:
    form, version, definition, map_text = row[1:]
    return template_fault(form.decode(errors="replace"), version.decode(errors="replace"), definition, map_text)


def _source_fault(connection: Connection, version: int) -> Callable[[Sequence[Any]], str]:
    """Tells of a damaged source what it is the source of."""
    forms: dict[str, str] = {}
    if version >= KEEPS_TEMPLATES:
        rows = connection.rows("SELECT digest, form FROM templates WHERE digest IS NOT NULL")
        forms = {digest: name_of(form) for digest, form in rows}

    def fault(row: Sequence[Any]) -> str:
        digest = row[1].decode(errors="replace")
        if unpacked(row[3], row[2], digest) is not None:
            return ""
        if digest in forms:
            return f"表种“{forms[digest]}”的空白原表读不出来，导出时填不回原表；填报件的内容不受影响"
        return f"随填报件保存的一个原件（{digest[:8]}）读不出来；填报件的内容不受影响"

    return fault


def _faults(connection: Connection, pragma: str) -> list[str]:
    rows = connection.rows(f"PRAGMA {pragma}({_LISTED})")
    return [row[0] for row in rows if row[0] != "ok"]
