"""One writer a ledger: a lock file beside it, held by the operating system and so gone with a crashed program."""

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from medaid_desktop.store.ground.identity import now

if sys.platform == "win32":
    import msvcrt

    # Windows lets nobody read a locked byte; one far behind the text leaves the text readable to the second program.
    _LOCKED_BYTE = 1 << 30

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        # flock, not lockf: it also keeps two ledgers of one program apart, and no other close() releases it.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_ATTEMPTS = 5


@dataclass(slots=True)
class WriterLock:
    """The held lock. `stale` tells that the last writer did not close cleanly: its lock file was still there."""

    path: Path
    descriptor: int
    stale: bool

    def release(self) -> None:
        """Gives the lock back and takes its file away; twice does no harm."""
        if self.descriptor < 0:
            return
        descriptor, self.descriptor = self.descriptor, -1
        if sys.platform == "win32":  # an open file cannot be deleted; if another has just taken it, it stays his
            os.close(descriptor)
            with suppress(OSError):
                self.path.unlink()
        else:
            with suppress(OSError):
                self.path.unlink()
            os.close(descriptor)


def lock_path(ledger: Path) -> Path:
    """Where the lock file of a ledger lies."""
    return ledger.with_name(ledger.name + ".lock")


def acquire(ledger: Path) -> WriterLock | str:
    """The writer's lock of a ledger, or the Chinese sentence that says why it cannot be had."""
    path = lock_path(ledger)
    for _ in range(_ATTEMPTS):
        try:
            descriptor, stale = _open(path)
        except FileExistsError:
            continue  # another program has made it just now
        except OSError:
            return "台账所在的文件夹不能写入，所以只能查看；请把台账复制到可写的文件夹，或去掉 U 盘的写保护。"
        try:
            _try_lock(descriptor)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return _held(path)
        except OSError:
            os.close(descriptor)
            return "台账所在的网络盘不支持加锁，所以只能查看；请把台账复制到本机硬盘再打开。"
        if _is_same(descriptor, path):
            _sign(descriptor)
            return WriterLock(path, descriptor, stale)
        os.close(descriptor)  # its former holder deleted the file between our opening and locking it
    return _held(path)


def _open(path: Path) -> tuple[int, bool]:
    """The lock file, and whether it was there already."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags), True
    except FileNotFoundError:
        return os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o666), False


def _is_same(descriptor: int, path: Path) -> bool:
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def _sign(descriptor: int) -> None:
    """Writes who holds the lock; for people only, so a full disk does not matter."""
    holder = {"pid": os.getpid(), "host": host_name(), "user": user_name(), "started": now()}
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(holder, ensure_ascii=False).encode())


def _held(path: Path) -> str:
    advice = "所以这里只能查看；请在那边关闭后再打开。"
    try:
        holder: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        holder = None
    if not isinstance(holder, dict):
        return f"台账已在别处打开，{advice}"
    texts = {key: str(value) for key, value in cast("dict[str, object]", holder).items()}
    host = texts.get("host", "")
    by = f"由 {texts['user']} " if texts.get("user") else ""
    where = "本机的另一个窗口" if host == host_name() else f"电脑 {host} 上"
    since = texts.get("started", "")[:16].replace("T", " ")
    return f"台账已{by}在{where}打开（{since} 起），{advice}"


def host_name() -> str:
    """The name of this computer, "" where the system does not say."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def user_name() -> str:
    """The name the user is logged in with, "" where the system does not say."""
    return os.environ.get("USERNAME") or os.environ.get("USER") or os.environ.get("LOGNAME") or ""
