"""The first bytes of a ledger file, read without SQLite so that a file we must not touch stays untouched.

Layout: https://www.sqlite.org/fileformat2.html#the_database_header
"""

import struct
from dataclasses import dataclass
from pathlib import Path

from medaid_desktop.store.ground import migrations as schema
from medaid_desktop.store.ground import problems

APPLICATION_ID = 0x4D454441
"""`PRAGMA application_id` of a ledger: the letters MEDA, so that `file` and other programs can tell it."""

_MAGIC = b"SQLite format 3\x00"
_LENGTH = 100
_LOOKED_AT = 65536


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says. `page_count` is 0 where it is not to be trusted."""

    page_size: int
    page_count: int
    user_version: int
    application_id: int


def check_file(path: Path) -> None:
    """Refuses what is not a ledger of a version that this program knows, without changing a byte.

    Raises DamagedLedgerError for empty, zero-filled, headless and cut files, UserError for other programs'
    databases and later versions. A file beside its journal may be longer or shorter until SQLite has rolled it back.
    """
    size = path.stat().st_size
    header = _read(path)
    if header.application_id != APPLICATION_ID:
        raise problems.foreign(path)
    if header.user_version > schema.newest():
        raise problems.too_new(path, header.user_version, schema.newest())
    expected = header.page_size * header.page_count
    if size < expected and not has_journal(path):
        raise problems.damaged(f"台账文件不完整（应有 {expected} 字节，只有 {size} 字节）", path)


def has_journal(path: Path) -> bool:
    """Whether an unfinished transaction lies beside the file: the last writer was stopped in the midst of it."""
    try:
        return journal_of(path).stat().st_size > 0
    except OSError:
        return False


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the rollback journal of a file."""
    return path.with_name(path.name + "-journal")


def _read(path: Path) -> Header:
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if not start:
        raise problems.damaged("台账文件是空的（0 字节）", path)
    if not start.strip(b"\x00"):
        raise problems.damaged("台账文件里全是零，多半是 U 盘拔得太早，内容没有写完", path)
    if not start.startswith(_MAGIC) or len(start) < _LENGTH:
        raise problems.damaged("这不是台账文件，或文件开头已损坏", path)
    (page_size,) = struct.unpack_from(">H", start, 16)
    changes, pages = struct.unpack_from(">II", start, 24)
    (user_version,) = struct.unpack_from(">I", start, 60)
    (application_id,) = struct.unpack_from(">I", start, 68)
    (counted_at,) = struct.unpack_from(">I", start, 92)
    return Header(
        page_size=65536 if page_size == 1 else page_size,
        page_count=pages if changes == counted_at else 0,
        user_version=user_version,
        application_id=application_id,
    )
