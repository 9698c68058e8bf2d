"""Writing files so that a crash, a full stick or an early pull leaves the old file or the new one, never half."""

import errno
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from medaid_desktop.errors import UserError

_SQLITE = b"SQLite format 3\0"


def write_file(path: Path, content: bytes) -> None:
    """Replaces a file in one step: temporary name, flush, fsync, rename, read back.

    Raises UserError where the folder is missing, the disk full, or the target open elsewhere; the old file stays.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(content)
        sync(temporary)
        if temporary.read_bytes() != content:
            raise UserError("写入后读回的内容不一致", str(path), "磁盘或 U 盘可能有故障，请换一个位置保存")


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """Gives a temporary path beside `path` to write to; renamed on success, removed on failure.

    The block syncs what it writes, and reads it back, before it ends. A link is followed. Raises UserError, before the
    block is entered, where `path` is a ledger or no ordinary file; an OSError inside becomes one that says what to do.
    """
    path = check_target(path)
    temporary = path.with_name(f".medaid-{secrets.token_hex(6)}.tmp")
    try:
        yield temporary
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def check_target(path: Path) -> Path:
    """The file that would be replaced. Raises UserError where replacing it would destroy what is no output of ours."""
    try:
        path = path.resolve()
        if not path.exists():
            return path
        if path.is_file():
            with path.open("rb") as file:
                is_ledger = file.read(len(_SQLITE)) == _SQLITE
            if not is_ledger:
                return path
            raise UserError("这个位置是一份台账，不能覆盖", str(path), "请换一个文件名")
        if path.is_dir():
            raise UserError("这个位置是文件夹，不能写成文件", str(path), "请换一个文件名")
    except OSError as error:
        raise _explained(error, path) from error
    raise UserError("这个位置不是普通文件，不能写入", str(path), "请换一个文件名")


def sync(path: Path) -> None:
    """Writes a file's content through to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes the rename last, where the system can (Windows does so itself)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _explained(error: OSError, path: Path) -> UserError:
    if error.errno == errno.ENAMETOOLONG:
        return UserError("文件名太长", path.name, "请换一个较短的文件名")
    if not path.parent.is_dir():
        return UserError("文件夹不存在", str(path.parent), "请先建好文件夹，或插好 U 盘后重试")
    if isinstance(error, PermissionError):
        return UserError("文件不能写入", str(path), "可能正被 Excel、WPS 或阅读器打开，请关闭后重试，或换一个文件名")
    if error.errno == errno.EROFS:
        return UserError("磁盘或 U 盘有写保护，不能写入", str(path), "请打开写保护开关后重试，或换一个位置保存")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError("磁盘空间不足", str(path), "请清理磁盘，或换一个位置保存")
    return UserError("文件写不进去", f"{path}：{error.strerror or error}", "请检查磁盘或 U 盘，或换一个位置保存")
