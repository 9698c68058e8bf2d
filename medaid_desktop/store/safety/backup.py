"""The shelf of backups: where they lie, what they are called, which are kept."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from medaid_desktop import paths
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import files, problems
from medaid_desktop.store.ground.database import Connection

BackupKind = Literal["daily", "migration", "import", "restore"]

_WORDS: dict[BackupKind, str] = {"daily": "每日", "migration": "升级前", "import": "导入前", "restore": "恢复前"}
_KINDS: dict[str, BackupKind] = {word: kind for kind, word in _WORDS.items()}
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\d \d{{6}}) ({'|'.join(_KINDS)})(?: (\d+))?\.medaid")
_KEPT_EVENTS, _KEPT_DAYS, _KEPT_WEEKS = 3, 7, 4


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file. `made_at` is local time, `size` in bytes."""

    path: Path
    made_at: datetime
    kind: BackupKind
    size: int


def folder_beside(ledger: Path) -> Path:
    """Where backups of a ledger belong: 阳谷县.medaid.备份 next to 阳谷县.medaid."""
    return ledger.with_name(f"{ledger.name}.备份")


def folder_of_user(ledger: Path, ledger_id: str) -> Path:
    """Where they go when the ledger's own disk is full or write-protected; namesakes are told apart by their ids.

    Raises UserError where there is no such place.
    """
    try:
        return paths.user_data_folder() / "备份" / f"{ledger.name}.备份-{ledger_id}"
    except OSError as error:
        raise problems.from_os(error, "备份", ledger) from error


def list_backups(path: Path) -> list[Backup]:
    """The backups of a ledger, newest first, found without opening it: a damaged or lost one has them too.

    In the user's own folder, namesakes of a ledger whose id cannot be read are listed with it.
    """
    places = [folder_beside(path)]
    with suppress(UserError):
        own = folder_of_user(path, read_ledger_id(path) or "")
        places += [own] if own.is_dir() else [f for f in _children(own.parent) if f.name.startswith(own.name)]
    return _newest_first(backup for place in places for backup in in_folder(place))


def in_folder(folder: Path) -> list[Backup]:
    """The backups in one folder, newest first; whatever else lies there is left alone."""
    found: list[Backup] = []
    for entry in _children(folder):
        match = _NAME.fullmatch(entry.name)
        with suppress(OSError, ValueError):
            if match:
                made_at = datetime.strptime(match[1], "%Y-%m-%d %H%M%S")
                found.append(Backup(entry, made_at, _KINDS[match[2]], entry.stat().st_size))
    return _newest_first(found)


def _newest_first(backups: Iterable[Backup]) -> list[Backup]:
    return sorted(backups, key=lambda backup: (backup.made_at, _number(backup.path), backup.path.name), reverse=True)


def _number(path: Path) -> int:
    """Which of the backups of the same kind and second one is: the second has a 2 behind its name."""
    match = _NAME.fullmatch(path.name)
    return int(match[3] or 1) if match else 1


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def read_ledger_id(path: Path) -> str | None:
    """The id of a ledger file, None where it cannot be read."""
    if not path.is_file():
        return None
    try:
        connection = Connection(path, "ro")
        try:
            row = connection.row("SELECT value FROM meta WHERE key = 'ledger_id'")
        finally:
            connection.close()
    except (UserError, sqlite3.Error):
        return None
    return row[0] if row else None


def free_name(folder: Path, kind: BackupKind) -> Path:
    """A name for a backup made now that no file in the folder bears."""
    return files.free_path(folder / f"{files.stamp()} {_WORDS[kind]}.medaid")


def clear_old(folder: Path, made: Path) -> None:
    """Keeps of each kind the last 3, of the daily ones those of the last 7 days with one and of the last 4 weeks; and the one just
    `made`, which bears an early date where the PC's clock was set back."""
    kept = {made}
    days: dict[object, Path] = {}
    weeks: dict[object, Path] = {}
    found = in_folder(folder)
    for backup in found:
        if backup.kind == "daily":
            days.setdefault(backup.made_at.date(), backup.path)
            weeks.setdefault(backup.made_at.isocalendar()[:2], backup.path)
    kept.update(list(days.values())[:_KEPT_DAYS], list(weeks.values())[:_KEPT_WEEKS])
    for kind in _WORDS:
        if kind != "daily":
            kept.update([backup.path for backup in found if backup.kind == kind][:_KEPT_EVENTS])
    for backup in found:
        if backup.path not in kept:
            with suppress(OSError):  # in use or write-protected: it will be cleared another day
                backup.path.chmod(0o666)
                backup.path.unlink()
