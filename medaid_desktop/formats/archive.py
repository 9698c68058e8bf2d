"""Zip files from strangers: members are read a piece at a time, and never more of them than an office document has."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError, Watch

MEMBERS = 10_000
UNPACKED = 200_000_000
"""Bytes unpacked of one file, all members together."""

_RATIO = 250
_RATIO_FROM = 20_000_000
"""Real parts shrink to a tenth or a hundredth; beyond this size one that shrank further is a bomb."""

_PIECE = 1 << 16
CENTRAL = b"PK\x01\x02"
"""Begins the line of a member in the directory at the end."""
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, IndexError)
"""What zipfile raises over damaged files."""


class Archive:
    """A zip file in memory. Names are matched without regard to case, leading slashes and the slash's direction."""

    def __init__(self, data: bytes, watch: Watch) -> None:
        """Raises DamagedError where it is no whole zip file, UserError where it has too many members."""
        if data.count(CENTRAL) > MEMBERS:
            raise UserError(f"压缩包里的文件超过 {MEMBERS} 个", "", "这不是正常的文档，请向发来的人核实")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*FAULTS, UnicodeDecodeError) as error:
            raise DamagedError(f"zip: {error}") from error
        self._watch = watch
        self._members = {_plain(info.filename): info for info in reversed(self._zip.infolist())}
        self._unpacked = 0

    def restart(self) -> None:
        """Counts what is unpacked from nothing again: for a file that is kept open for many pieces of work."""
        self._unpacked = 0

    @property
    def names(self) -> list[str]:
        """The members' names, lower case."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def read(self, name: str) -> bytes:
        """A whole member. Raises DamagedError where it is missing or broken, UserError for a bomb."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member as it unpacks. Raises like `read`."""
        info = self._members.get(_plain(name))
        if info is None:
            raise DamagedError(f"no member {name}")
        if info.flag_bits & 1:
            raise UserError("文件加了密码", "", "请用解压软件输入密码解开后再导入")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DamagedError(f"compression {info.compress_type}")
        begun = self._unpacked
        stream = self._opened(info)
        while piece := next_piece(stream):
            self._unpacked += len(piece)
            self._refuse_bomb(self._unpacked - begun, info.compress_size)
            self._watch.check()
            yield piece

    def _opened(self, info: zipfile.ZipInfo) -> zipfile.ZipExtFile:
        try:
            opened = self._zip.open(info)
        except FAULTS as error:
            raise DamagedError(f"zip: {error}") from error
        assert isinstance(opened, zipfile.ZipExtFile)
        return opened

    def _refuse_bomb(self, size: int, packed: int) -> None:
        if self._unpacked > UNPACKED or is_bomb(size, packed):
            raise UserError(
                "文件展开后大得不正常", "", "这可能不是正常的文档，请向发来的人核实，或删去多余的空行后另存再导入"
            )


def is_bomb(size: int, packed: int) -> bool:
    """Whether so many bytes cannot honestly have been packed into so few."""
    return size > _RATIO_FROM and size > _RATIO * max(packed, 1)


def next_piece(stream: zipfile.ZipExtFile) -> bytes:
    """The next bytes of a member that is being unpacked, b"" at its end. Raises DamagedError."""
    try:
        return stream.read(_PIECE)
    except FAULTS as error:
        raise DamagedError(f"zip: {error}") from error


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
