"""Old workbooks under 「保护工作簿」 are read as Excel reads them: without asking; those with an open password are not."""

import struct
from collections.abc import Callable
from hashlib import md5, sha1
from pathlib import Path

import pytest

from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import read_document
from medaid_desktop.formats.sniffing import workbook_stream
from tests.formats.packages import saved

SAMPLE = Path(__file__).parents[2] / "samples" / "allocation.xls"
COMMON = "VelvetSweatshop"
SALT, VERIFIER = bytes(range(16)), bytes(range(100, 116))


def rc4(key: bytes, text: bytes) -> bytes:
    """As in any textbook."""
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in text:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def key_of_1997(password: str) -> Callable[[int], bytes]:
    root = md5((md5(password.encode("utf-16-le")).digest()[:5] + SALT) * 16).digest()[:5]
    return lambda block: md5(root + struct.pack("<I", block)).digest()


def key_of_2002(password: str, bits: int) -> Callable[[int], bytes]:
    root = sha1(SALT + password.encode("utf-16-le")).digest()
    return lambda block: (
        sha1(root + struct.pack("<I", block)).digest()[: bits // 8].ljust(16 if bits == 40 else 0, b"\0")
    )


def lock_1997(password: str) -> tuple[bytes, Callable[[int], bytes]]:
    key_of = key_of_1997(password)
    return struct.pack("<HHH", 1, 1, 1) + SALT + rc4(key_of(0), VERIFIER + md5(VERIFIER).digest()), key_of


def lock_2002(password: str, bits: int) -> tuple[bytes, Callable[[int], bytes]]:
    key_of = key_of_2002(password, bits)
    name = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    head = struct.pack("<8I", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + name
    sealed = rc4(key_of(0), VERIFIER + sha1(VERIFIER).digest())
    verifier = struct.pack("<I", 16) + SALT + sealed[:16] + struct.pack("<I", 20) + sealed[16:]
    return struct.pack("<HHHII", 1, 2, 2, 4, len(head)) + head + verifier, key_of


def locked(lock: bytes, key_of: Callable[[int], bytes]) -> bytes:
    """The sample's workbook with a lock behind its beginning, all but the heads of its records mixed."""
    stream, records, place = workbook_stream(SAMPLE.read_bytes()), list[tuple[int, bytes]](), 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        records.append((kind, stream[place + 4 : place + 4 + size]))
        place += 4 + size
    records.insert(1, (0x2F, lock))
    clear, plain = b"", list[tuple[int, int]]()
    for kind, content in records:
        if kind == 0x85:
            content = struct.pack("<I", struct.unpack_from("<I", content)[0] + 4 + len(lock)) + content[4:]
        open_until = len(content) if kind in (0x809, 0x2F) else 4 if kind == 0x85 else 0
        plain.append((len(clear), len(clear) + 4 + open_until))
        clear += struct.pack("<HH", kind, len(content)) + content
    mixed = bytearray(b"".join(rc4(key_of(at // 1024), clear[at : at + 1024]) for at in range(0, len(clear), 1024)))
    for start, end in plain:
        mixed[start:end] = clear[start:end]
    return bytes(mixed)


def texts(document: Document) -> list[str]:
    return [cell.text for grid in document.grids for cell in grid.cells]


@pytest.mark.parametrize("make", [lock_1997, lambda p: lock_2002(p, 40), lambda p: lock_2002(p, 128)], ids=["1997", "2002-40", "2002-128"])  # fmt: skip
def test_a_protected_workbook_is_read(tmp_path: Path, make: Callable[[str], tuple[bytes, Callable[[int], bytes]]]):
    document = read_document(saved(tmp_path, locked(*make(COMMON))))
    assert texts(document) == texts(read_document(SAMPLE)) != []
    with pytest.raises(UserError, match="打开密码"):
        read_document(saved(tmp_path, locked(*make("another"))))


@pytest.mark.parametrize(
    "lock", [b"", b"\1\0", b"\0\0\x12\x34", struct.pack("<HHHII", 1, 2, 2, 4, 0xFFFFFFF0), b"\1\0" * 60]
)
def test_a_broken_lock_stays_closed(tmp_path: Path, lock: bytes):
    with pytest.raises(UserError):
        read_document(saved(tmp_path, locked(lock, lambda _: b"key")))
