"""A zip file with some members replaced: all others are carried over as they lie there, not unpacked and packed again."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Set
from io import BytesIO

from medaid_desktop.formats.guard import DamagedError

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sBBHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_DESCRIPTOR = 0x08
_UTF8 = 0x800
_DEFLATE_FROM = 64
_LEVEL = 6
_LARGEST = 0xFFFFFFFF
_MANY = 0xFFFF


class ZipCopy:
    """The members of a zip file in memory; `names` are as written in it, in their order."""

    def __init__(self, data: bytes) -> None:
        """Raises DamagedError where it is no whole zip file."""
        self._data = data
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise DamagedError(f"zip: {error}") from error
        self._infos = self._zip.infolist()
        self._packed: dict[str, bytes] = {}

    @property
    def names(self) -> list[str]:
        """The members' names as they stand in the file."""
        return [info.filename for info in self._infos]

    def read(self, name: str) -> bytes:
        """A member unpacked. Raises DamagedError where it is missing or broken."""
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise DamagedError(f"no member {name}: {error}") from error

    def with_parts(self, parts: Mapping[str, bytes], removed: Set[str] = frozenset()) -> bytes:
        """The file with `parts` in place of, or after, those it has, and without `removed`. All else is kept to the byte.

        Replaced members keep their date; new ones bear that of the first member, so the same input gives the same bytes.
        """
        out, directory = bytearray(), bytearray()
        count = 0
        for info in self._infos:
            if info.filename in removed:
                continue
            new = parts.get(info.filename)
            directory += self._copied(info, out) if new is None else _packed(info, new, out)
            count += 1
        model = self._infos[0] if self._infos else zipfile.ZipInfo()
        known = {info.filename for info in self._infos}
        for name, new in parts.items():
            if name not in known:
                added = zipfile.ZipInfo(name, model.date_time)
                added.external_attr, added.create_system = model.external_attr, model.create_system
                directory += _packed(added, new, out)
                count += 1
        if len(out) + len(directory) > _LARGEST or count > _MANY:
            raise DamagedError("too large to be written")
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), len(self._zip.comment))
        return bytes(out + directory + end + self._zip.comment)

    def _copied(self, info: zipfile.ZipInfo, out: bytearray) -> bytes:
        start = info.header_offset
        head = _LOCAL.unpack_from(self._data, start)
        begin = start + _LOCAL.size + head[9] + head[10]
        if head[0] != b"PK\x03\x04" or begin + info.compress_size > len(self._data):
            raise DamagedError(f"zip: {info.filename} does not lie where the directory says")
        return _written(info, self._data[begin : begin + info.compress_size], out)


def _packed(info: zipfile.ZipInfo, content: bytes, out: bytearray) -> bytes:
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.external_attr, made.create_system = info.external_attr, info.create_system
    made.CRC, made.file_size = zlib.crc32(content), len(content)
    made.compress_type = zipfile.ZIP_STORED
    packed = content
    if len(content) >= _DEFLATE_FROM:
        deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        packed = deflate.compress(content) + deflate.flush()
        made.compress_type = zipfile.ZIP_DEFLATED
    made.compress_size = len(packed)
    return _written(made, packed, out)


def _written(info: zipfile.ZipInfo, packed: bytes, out: bytearray) -> bytes:
    """Appends the member to `out` with its sizes in front, and returns its line of the directory."""
    try:
        name, flags = info.filename.encode("ascii"), info.flag_bits & ~(_DESCRIPTOR | _UTF8)
    except UnicodeEncodeError:
        name, flags = info.filename.encode("utf-8"), info.flag_bits & ~_DESCRIPTOR | _UTF8
    year, month, day, hour, minute, second = info.date_time
    date, time = (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
    offset = len(out)
    needs = 20
    out += _LOCAL.pack(b"PK\x03\x04", needs, flags, info.compress_type, time, date, info.CRC, info.compress_size,
                       info.file_size, len(name), 0) + name + packed  # fmt: skip
    return _CENTRAL.pack(b"PK\x01\x02", info.create_version, info.create_system, needs, flags, info.compress_type, time,
                         date, info.CRC, info.compress_size, info.file_size, len(name), 0, 0, 0, info.internal_attr,
                         info.external_attr, offset) + name  # fmt: skip
