"""Where an archive is written: a new folder or a zip, beside its place first, read back, and put there in one step."""

import hashlib
import secrets
import shutil
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import replacing, sync, write_file

_DATE = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = 0o644 << 16
LONGEST_NAME = len(".medaid-.tmp") + 12
"""Characters of the name that a folder has while it is written."""


@dataclass(slots=True)
class Kept:
    """A file of the archive: its path with `/`, its size, its SHA-256, and the filing that it is of, "" for several."""

    path: str
    size: int
    sha256: str
    filing: str = ""


class Target(Protocol):
    """Takes files, one after the other."""

    files: list[Kept]

    def add(self, path: str, content: bytes, filing: str = "") -> Kept:
        """Writes a file. Raises UserError where it cannot."""
        ...

    def read_back(self) -> None:
        """Raises UserError where a file is not what was written."""
        ...


@contextmanager
def opened(out: Path) -> Generator[Target]:
    """What takes the files of an archive at `out`, a .zip or else a folder; it stands there when the block is left, or nothing does.

    Raises UserError where the folder holds something already, or cannot be written.
    """
    if out.suffix.lower() == ".zip":
        with replacing(out) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as package:
            target = _Zip(temporary, package)
            yield target
            package.close()
            sync(temporary)
            target.read_back()
        return
    _require_free(out)
    temporary = out.with_name(f".medaid-{secrets.token_hex(6)}.tmp")
    try:
        try:
            temporary.mkdir(parents=True)
        except OSError as error:
            raise UserError("文件夹建不了", str(out), "请换一个位置，或插好 U 盘后重试") from error
        target = _Folder(temporary)
        yield target
        target.read_back()
        try:
            if out.is_dir():
                out.rmdir()
            temporary.rename(out)
        except OSError as error:
            raise UserError("归档的文件夹不能放到位", str(out), "请关闭正在看这个文件夹的程序，或换一个位置") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _require_free(out: Path) -> None:
    try:
        is_free = not out.exists() or (out.is_dir() and not any(out.iterdir()))
    except OSError as error:
        raise UserError("文件夹读不了", str(out), "请换一个位置，或插好 U 盘后重试") from error
    if not is_free:
        raise UserError("这个位置已有文件，归档不覆盖", str(out), "请写一个新的文件夹名，或先移走原来的")


@dataclass(slots=True)
class _Folder:
    _folder: Path
    files: list[Kept] = field(default_factory=list[Kept])

    def add(self, path: str, content: bytes, filing: str = "") -> Kept:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, content)
        return _noted(self.files, path, content, filing)

    def read_back(self) -> None:
        for kept in self.files:
            _require_same(kept, (self._folder / kept.path).read_bytes())


@dataclass(slots=True)
class _Zip:
    _path: Path
    _package: zipfile.ZipFile
    files: list[Kept] = field(default_factory=list[Kept])

    def add(self, path: str, content: bytes, filing: str = "") -> Kept:
        info = zipfile.ZipInfo(path, _DATE)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = _FILE_MODE
        info.create_system = 3
        self._package.writestr(info, content)
        return _noted(self.files, path, content, filing)

    def read_back(self) -> None:
        with zipfile.ZipFile(self._path) as package:
            for kept in self.files:
                _require_same(kept, package.read(kept.path))


def _noted(files: list[Kept], path: str, content: bytes, filing: str) -> Kept:
    kept = Kept(path, len(content), hashlib.sha256(content).hexdigest(), filing)
    files.append(kept)
    return kept


def _require_same(kept: Kept, content: bytes) -> None:
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise UserError("写入后读回的内容不一致", kept.path, "磁盘或 U 盘可能有故障，请换一个位置归档")
