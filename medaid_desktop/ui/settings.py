"""What this PC remembers of the window: places, sizes, recent ledgers. What belongs to the office is in the ledger."""

import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from medaid_desktop import paths

FILE_NAME = "window.ini"
RECENT_KEPT = 8


class WindowSettings:
    """Named values in an INI file of the user's folder.

    Whatever cannot be read or has another shape counts as not set, so that a spoilt file costs places and sizes only.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._values = QSettings(str(file or _file()), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        value = self._values.value(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        try:
            return int(self.text(key, str(default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool) -> bool:
        return {"true": True, "false": False}.get(self.text(key), default)

    def texts(self, key: str) -> list[str]:
        """A list; the INI format cannot tell a list of one from a text."""
        value = self._values.value(key)
        if isinstance(value, str):
            return [value] if value else []
        return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []

    def state(self, key: str) -> QByteArray:
        """A place or size as Qt saved it; Qt itself refuses one that is no good."""
        value = self._values.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, key: str, value: str | int | list[str] | QByteArray) -> None:
        """Remembers a value."""
        if isinstance(value, bool):
            value = "true" if value else "false"
        self._values.setValue(key, str(value) if isinstance(value, int) else value)

    def flush(self) -> None:
        """Writes what was remembered to the disk; a disk that refuses costs places and sizes only."""
        self._values.sync()


class RecentLedgers(QObject):
    """The ledgers that were open last, newest first. Files are not looked at: a lost share would hold up the start."""

    changed = Signal()

    def __init__(self, settings: WindowSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def entries(self) -> list[tuple[Path, str]]:
        """(path, when it was opened as 2026-11-22 14:03)."""
        found: list[tuple[Path, str]] = []
        for line in self._settings.texts("recent"):
            moment, _, path = line.partition("|")
            if path:
                found.append((Path(path), moment))
        return found

    def note(self, path: Path) -> None:
        """Puts a ledger first."""
        moment = time.strftime("%Y-%m-%d %H:%M")
        self._store([(path, moment), *self._without(path)])

    def drop(self, path: Path) -> None:
        """Takes a ledger off the list."""
        self._store(self._without(path))

    def clear(self) -> None:
        self._store([])

    def _without(self, path: Path) -> list[tuple[Path, str]]:
        return [entry for entry in self.entries() if entry[0] != path]

    def _store(self, entries: list[tuple[Path, str]]) -> None:
        self._settings.put("recent", [f"{moment}|{path}" for path, moment in entries[:RECENT_KEPT]])
        self.changed.emit()


def _file() -> Path:
    try:
        return paths.user_data_folder() / FILE_NAME
    except OSError:  # no user folder to be had: this run remembers nothing that the next would read
        return Path(tempfile.gettempdir()) / f"medaid-{FILE_NAME}"
