"""Files that are replaced, never overwritten: temporary names, syncing, renaming."""

import os
import re
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from medaid_desktop.errors import UserError

_LONGEST_ADDITION = "-journal.00000000.tmp"
# SQLite's Unix layer holds a path in 512 bytes; Windows counts 260 UTF-16 units for the whole path.
_LONGEST_PATH = 259 if sys.platform == "win32" else 511
_LONGEST_NAME = 255
_TEMPORARY = re.compile(r"(.+)\.[0-9a-f]{8}\.tmp", re.DOTALL)


def check_length(path: Path) -> None:
    """Raises UserError where the path, or the journal beside it, would be too long for the file system."""
    addition = len(_LONGEST_ADDITION)
    if _units(str(path)) + addition > _LONGEST_PATH or _units(path.name) + addition > _LONGEST_NAME:
        raise UserError("路径太长", str(path), "请把台账放到层数少的文件夹，或取短一些的名字")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2 if sys.platform == "win32" else len(os.fsencode(text))


def beside(path: Path) -> Path:
    """A fresh temporary name in the folder of `path`."""
    return path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")


def is_temporary(path: Path) -> bool:
    """Whether a name is one that `beside` gives."""
    return _TEMPORARY.fullmatch(path.name) is not None


def clear_temporary(folder: Path, name: str = "") -> None:
    """Removes what a crash left of files being written in a folder: all, or those that were to become `name`."""
    for entry in folder.iterdir():
        match = _TEMPORARY.fullmatch(entry.name)
        if match and name in ("", match[1]):
            with suppress(OSError):
                entry.unlink()


def sync(path: Path) -> None:
    """Writes the file's content through to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Writes a folder's entries through, where the system can (Windows writes them with the file)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network file systems cannot sync a folder; the file itself has been synced
    finally:
        os.close(descriptor)


def put_in_place(temporary: Path, path: Path) -> None:
    """Gives a synced temporary file its name; FileExistsError where that name is taken, nothing is overwritten."""
    if sys.platform == "win32":
        temporary.rename(path)
    else:
        _rename_unless_taken(temporary, path)
    sync_folder(path.parent)


def _rename_unless_taken(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # FAT and some shares know no hard links
        if path.exists():
            raise FileExistsError(f"{path} exists") from None
        temporary.rename(path)
    else:
        temporary.unlink()


def free_path(path: Path) -> Path:
    """The path itself, or with 2, 3, … before its suffix the first that no file has."""
    free = path
    number = 2
    while free.exists():
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free


def stamp(moment: datetime | None = None) -> str:
    """Local date and time as they stand in file names: 2026-11-22 140305."""
    return f"{moment or datetime.now().astimezone():%Y-%m-%d %H%M%S}"
