"""Which ledgers of a list can be reached: files move, sticks are pulled, shares are offline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

State = Literal["present", "missing", "folder-missing", "empty"]


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger's file: whether it is there, and its size in bytes."""

    path: Path
    state: State
    size: int = 0


def look_at_files(paths: Sequence[Path], cancelled: Callable[[], bool]) -> list[LedgerFile]:
    """Looks at each file; for a background thread, as a share that is offline answers late."""
    found: list[LedgerFile] = []
    for path in paths:
        if cancelled():
            break
        found.append(_look_at(path))
    return found


def _look_at(path: Path) -> LedgerFile:
    try:
        if not path.is_file():
            return LedgerFile(path, "missing" if path.parent.is_dir() else "folder-missing")
        size = path.stat().st_size
    except OSError:
        return LedgerFile(path, "folder-missing")
    return LedgerFile(path, "present" if size else "empty", size)
