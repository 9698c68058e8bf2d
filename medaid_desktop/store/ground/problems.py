"""What SQLite and the operating system report, in words that a clerk can act on."""

import errno
import sqlite3
from pathlib import Path

from medaid_desktop.errors import UserError


class DamagedLedgerError(UserError):
    """The file is no sound ledger: the window offers to put it aside, to restore a backup or to salvage rows."""


_REPLUG = "请检查 U 盘或网络盘是否已拔出、接触不良，重新接好后再打开台账"

# Only what the surroundings can cause stands here; any other SQLite error is a bug of ours and passes through.
_MEANINGS = {
    sqlite3.SQLITE_FULL: ("磁盘已满", "请腾出空间，或把台账复制到别的盘，再重做这一步"),
    sqlite3.SQLITE_READONLY: ("台账所在的盘或文件不能写入", "请检查 U 盘写保护开关和文件的只读属性"),
    sqlite3.SQLITE_IOERR: ("读写台账时出错", _REPLUG),
    sqlite3.SQLITE_CANTOPEN: ("打不开台账或它旁边的日志文件", f"请检查文件是否还在、是否有权限；{_REPLUG}"),
    sqlite3.SQLITE_PERM: ("没有读写台账的权限", "请向本机管理员要求该文件夹的读写权限"),
    sqlite3.SQLITE_BUSY: ("台账正被别的程序占用", "请关闭正在使用它的程序（如同步盘、杀毒扫描），稍后再试"),
    sqlite3.SQLITE_NOMEM: ("内存不足", "请关闭一些程序后再试"),
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# SQLite reports some damaged bytes of the head and of the schema's text with its general error code.
_DAMAGED_WORDS = ("unsupported file format", "malformed database schema")
_UNDECODABLE = "Could not decode to UTF-8"  # Python's own words for a text with flipped bits; they bear no code
_RESTORE = "请勿再用此文件；可以用备份恢复，或从中抢救还读得出的填报件"


def from_sqlite(error: sqlite3.Error, path: Path, saving: bool = False) -> UserError | None:
    """The UserError that stands for an SQLite error, None where the error is a bug of the program.

    `saving` tells that a change was being made, which the message then says is lost.
    """
    code: int = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return moved(path)
    primary = code & 0xFF
    if primary in _DAMAGED or str(error).startswith((_UNDECODABLE, *_DAMAGED_WORDS)):
        return damaged("台账文件已损坏", path)
    meaning = _MEANINGS.get(primary)
    if meaning is None:
        return None
    return UserError(meaning[0] + ("，这一步没有保存" if saving else ""), str(path), meaning[1])


def may_come_of_damage(error: sqlite3.Error) -> bool:
    """Whether an error that `from_sqlite` does not know may come of a flipped bit, in the text of a table or in an index."""
    primary: int = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return primary in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT)


def from_os(error: OSError, doing: str, path: Path) -> UserError:
    """The UserError for a file operation that failed; `doing` says what was not done, e.g. 新建台账."""
    if error.errno == errno.ENOSPC:
        return UserError(f"磁盘已满，没有完成：{doing}", str(path), "请腾出空间后再试")
    if isinstance(error, FileNotFoundError):
        return UserError(f"找不到文件或文件夹，没有完成：{doing}", str(path), "请检查路径，或 U 盘是否已接好")
    if isinstance(error, FileExistsError):
        return UserError(f"同名文件已存在，没有完成：{doing}", str(path), "请换一个名字")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        what = f"没有写入权限或文件正被占用，没有完成：{doing}"
        return UserError(what, str(path), "请关闭占用它的程序，或换一个可写的文件夹")
    return UserError(f"读写磁盘时出错，没有完成：{doing}", str(path), _REPLUG)


def damaged(what: str, path: Path) -> DamagedLedgerError:
    """A damaged file, with the way out."""
    return DamagedLedgerError(what, str(path), _RESTORE)


def moved(path: Path) -> UserError:
    """The file was moved, deleted or replaced while it was open."""
    return UserError("台账文件已不在原处，这一步没有保存", str(path), _REPLUG)


def missing(path: Path) -> UserError:
    """There is no such file."""
    return UserError("没有这个台账文件", str(path), "请检查路径和文件名，或 U 盘是否已接好")


def too_new(path: Path, version: int, known: int) -> UserError:
    """A schema of a later release."""
    return UserError(
        f"台账是由较新的程序写的（格式第 {version} 版，本程序只认到第 {known} 版）", str(path),
        "请升级本程序后再打开；文件未作任何改动",
    )  # fmt: skip


def foreign(path: Path) -> UserError:
    """An SQLite file of another program."""
    return UserError("这是别的程序的数据库，不是台账", str(path), "请选择 .medaid 台账文件")
