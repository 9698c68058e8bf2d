"""Many files handed in as one, a zip or a folder: read where they lie, never unpacked to the disk, no link followed."""

import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from medaid_desktop.errors import UserError
from medaid_desktop.formats.archive import CENTRAL, FAULTS, is_bomb, next_piece
from medaid_desktop.formats.guard import DamagedError

Oddity = Literal["doubled", "link", "special", "unsafe", "unreadable"]
"""Several of one name; leads elsewhere; a device or pipe; a name that may lead out of the folder; a folder that cannot be read."""

MOST = 100_000
"""Files of one bundle."""

LARGEST = 1 << 30
"""Bytes of one file."""

_UNPACKED = 1 << 31
_RATIO = 250
_PIECE = 1 << 20
_ENCRYPTED = 1
_JUNCTION = 0xA0000003
_CHINESE = "gbk"
"""What Windows tools write names in that are not marked as UTF-8."""


class Bundle(Protocol):
    """`sizes` are the plain files by name, with `/` between folders, and their bytes; `odd` is what else there is, by name, and what
    it is. To be closed."""

    sizes: dict[str, int]
    odd: dict[str, Oddity]

    def pieces(self, name: str) -> Iterator[bytes]:
        """A file as it is read. Raises DamagedError where it is damaged, UserError where it cannot be read or is a bomb."""
        ...

    def close(self) -> None:
        """Lets go of the file."""
        ...


def open_bundle(path: Path) -> Bundle:
    """Opens a folder, or else a zip file. Raises UserError where it is missing, damaged, or has too many files."""
    try:
        if path.is_dir():
            return _Folder(path)
        if not path.is_file():
            raise UserError("找不到这个文件或文件夹", str(path), "请核对路径")
        return _Zip(path)
    except OSError as error:
        raise _unread(error, str(path)) from error


def is_safe_name(name: str) -> bool:
    """Whether a name with `/` stays in its folder on every system."""
    parts = name.split("/")
    return not any(one in "\\:" or one < " " for one in name) and all(part.strip(". ") for part in parts)


class _Zip:
    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            _refuse_many(_count(self._file, CENTRAL), path)
            self._zip = _opened(self._file, path)
            infos = self._zip.infolist()
        except BaseException:
            self._file.close()
            raise
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.odd: dict[str, Oddity] = {}
        self._budget = max(_UNPACKED, _RATIO * path.stat().st_size)
        for info in infos:
            self._sort_in(info.orig_filename, info)
        self.sizes = {name: info.file_size for name, info in self._members.items() if name not in self.odd}

    def _sort_in(self, name: str, info: zipfile.ZipInfo) -> None:
        is_folder = name.endswith("/") and not info.file_size
        if not is_safe_name(name[:-1] if is_folder else name):
            self.odd[name] = "unsafe"
        elif is_folder:
            return
        elif stat.S_ISLNK(info.external_attr >> 16):
            self.odd[name] = "link"
        elif name not in self._members:
            self._members[name] = info
        else:
            self.odd[name] = "doubled"

    def pieces(self, name: str) -> Iterator[bytes]:
        info = self._members[name]
        if info.flag_bits & _ENCRYPTED:
            raise UserError("加了密码", name, "请用解压软件输入密码解开，再核对解开的文件夹")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UserError("压缩方式不认识", name, "请用解压软件解开，再核对解开的文件夹")
        self._budget -= info.file_size
        if info.file_size > LARGEST or self._budget < 0 or is_bomb(info.file_size, info.compress_size):
            raise UserError("展开后大得不正常", name, "请不要解压，并向交来的人核实")
        try:
            stream = self._zip.open(info)
        except FAULTS as error:
            raise DamagedError(f"zip: {error}") from error
        assert isinstance(stream, zipfile.ZipExtFile)
        with closing(stream):
            while piece := next_piece(stream):
                yield piece

    def close(self) -> None:
        self._zip.close()
        self._file.close()


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sizes: dict[str, int] = {}
        self.odd: dict[str, Oddity] = {}
        self._count = 0
        self._walk("")

    def _walk(self, inside: str) -> None:
        """Notes what lies in a folder and the folders in it."""
        waiting = [inside]
        while waiting:
            prefix = waiting.pop()
            try:
                with os.scandir(self._folder / prefix) as entries:
                    found = sorted(entries, key=lambda one: one.name)
            except OSError:
                if not prefix:
                    raise
                self.odd[prefix.rstrip("/")] = "unreadable"
                continue
            self._count += len(found)
            _refuse_many(self._count, self._folder)
            waiting += [f"{prefix}{entry.name}/" for entry in found if self._is_folder(prefix + entry.name, entry)]

    def _is_folder(self, name: str, entry: "os.DirEntry[str]") -> bool:
        try:
            known = entry.stat(follow_symlinks=False)
        except OSError:
            self.odd[name] = "unreadable"
            return False
        if stat.S_ISLNK(known.st_mode) or getattr(known, "st_reparse_tag", 0) == _JUNCTION:
            self.odd[name] = "link"
        elif stat.S_ISREG(known.st_mode):
            self.sizes[name] = known.st_size
        elif not stat.S_ISDIR(known.st_mode):
            self.odd[name] = "special"
        return stat.S_ISDIR(known.st_mode) and getattr(known, "st_reparse_tag", 0) != _JUNCTION

    def pieces(self, name: str) -> Iterator[bytes]:
        if self.sizes[name] > LARGEST:
            raise UserError("大得不正常", name, "请向交来的人核实")
        left = self.sizes[name]
        try:
            with (self._folder / name).open("rb") as file:
                while left >= 0 and (piece := file.read(_PIECE)):
                    left -= len(piece)
                    yield piece
        except OSError as error:
            raise _unread(error, name) from error

    def close(self) -> None:
        pass


def _opened(file: BinaryIO, path: Path) -> zipfile.ZipFile:
    try:
        try:
            return zipfile.ZipFile(file, metadata_encoding=_CHINESE)
        except UnicodeDecodeError:
            return zipfile.ZipFile(file)
    except (*FAULTS, UnicodeDecodeError) as error:
        raise UserError(
            "这个压缩包打不开：不是 .zip，或没有传完整", str(path), "请重新取得这个文件"
        ) from error  # fmt: skip


def _count(file: BinaryIO, mark: bytes) -> int:
    """How often some bytes stand in a file."""
    found, tail = 0, b""
    while piece := file.read(_PIECE):
        found += (tail + piece).count(mark)
        tail = piece[1 - len(mark) :]
    file.seek(0)
    return found


def _refuse_many(count: int, path: Path) -> None:
    if count > MOST:
        raise UserError(f"里面的文件超过 {MOST // 10_000} 万个", str(path), "这不是正常的归档，请向交来的人核实")


def _unread(error: OSError, where: str) -> UserError:
    return UserError("读不出来", f"{where}（{error.strerror or error}）", "请检查磁盘、U 盘和文件权限后重试")
