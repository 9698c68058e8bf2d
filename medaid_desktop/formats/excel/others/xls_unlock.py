"""Workbooks of the old format that were given 「保护工作簿」: encrypted, but with a password that every program knows.

Excel and WPS open them without asking, so a clerk does not know that they are encrypted. [MS-XLS] 2.2.10, [MS-OFFCRYPTO]
2.3.5 and 2.3.6. Those with an open password stay closed.
"""

import struct
from collections.abc import Callable
from hashlib import md5, sha1

from medaid_desktop.formats.guard import Watch

_PASSWORD = "VelvetSweatshop".encode("utf-16-le")
_BLOCK = 1024
_FILE_PASS, _IGNORED = 0x2F, 0xFFFF
_BOUND_SHEET = 0x85
_PLAIN = frozenset((0x0809, _FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138))
"""Records whose content is not encrypted: beginnings, the lock itself, users, interface and revision heads."""

KeyOf = Callable[[int], bytes]
"""The key of a block of 1 024 bytes by its number."""


def unlocked(stream: bytes, watch: Watch) -> bytes | None:
    """The workbook's stream as if it had never been protected; None where it has a password of its own or another lock."""
    lock = _lock(stream)
    key_of = _standard(lock) or _crypto_api(lock) if lock else None
    if key_of is None:
        return None
    length = len(stream)
    clear = bytearray(_xor(stream, _signs(key_of, length, watch)))
    place = 0
    while place + 4 <= length:
        kind, size = struct.unpack_from("<HH", stream, place)
        end = min(place + 4 + size, length)
        plain = end if kind in _PLAIN else place + 8 if kind == _BOUND_SHEET else place + 4
        clear[place:plain] = stream[place:plain]
        if kind == _FILE_PASS:
            struct.pack_into("<H", clear, place, _IGNORED)
        place = end
    return bytes(clear)


def _lock(stream: bytes) -> bytes | None:
    """The content of the record that says how the stream is encrypted; it stands near the beginning."""
    place = 0
    for _ in range(20):
        if place + 4 > len(stream):
            return None
        kind, size = struct.unpack_from("<HH", stream, place)
        if kind == _FILE_PASS:
            return stream[place + 4 : place + 4 + size]
        place += 4 + size
    return None


def _standard(lock: bytes) -> KeyOf | None:
    """The keys of Excel 97 and 2000, if the common password opens the lock."""
    if len(lock) < 54 or struct.unpack_from("<HHH", lock) != (1, 1, 1):
        return None
    salt, verifier, expected = lock[6:22], lock[22:38], lock[38:54]
    root = md5((md5(_PASSWORD).digest()[:5] + salt) * 16).digest()[:5]

    def key_of(block: int) -> bytes:
        return md5(root + struct.pack("<I", block)).digest()

    clear = _xor(verifier + expected, _rc4(key_of(0), 32))
    return key_of if md5(clear[:16]).digest() == clear[16:] else None


def _crypto_api(lock: bytes) -> KeyOf | None:
    """The keys of Excel 2002 and later, if the common password opens the lock."""
    try:
        kind, major, minor, _, head = struct.unpack_from("<HHHII", lock)
        bits = struct.unpack_from("<I", lock, 14 + 16)[0]
        at = 14 + head
        salt_size = struct.unpack_from("<I", lock, at)[0]
        salt, verifier, size = (
            lock[at + 4 : at + 20],
            lock[at + 20 : at + 36],
            struct.unpack_from("<I", lock, at + 36)[0],
        )
        expected = lock[at + 40 : at + 40 + size]
    except struct.error:
        return None
    if kind != 1 or major not in (2, 3, 4) or minor != 2 or salt_size != 16 or size != 20 or len(expected) != 20:
        return None
    root = sha1(salt + _PASSWORD).digest()
    length = (bits or 40) // 8

    def key_of(block: int) -> bytes:
        key = sha1(root + struct.pack("<I", block)).digest()[:length]
        return key.ljust(16, b"\0") if length == 5 else key

    if not 5 <= length <= 16:
        return None
    clear = _xor(verifier + expected, _rc4(key_of(0), 36))
    return key_of if sha1(clear[:16]).digest() == clear[16:] else None


def _signs(key_of: KeyOf, length: int, watch: Watch) -> bytes:
    """What a stream is mixed with, a new key every 1 024 bytes."""
    pieces: list[bytes] = []
    for block in range((length + _BLOCK - 1) // _BLOCK):
        watch.check()
        pieces.append(_rc4(key_of(block), _BLOCK))
    return b"".join(pieces)[:length]


def _rc4(key: bytes, length: int) -> bytes:
    """The first bytes of the key stream of RC4."""
    state = list(range(256))
    other = 0
    for place in range(256):
        other = (other + state[place] + key[place % len(key)]) & 255
        state[place], state[other] = state[other], state[place]
    signs = bytearray(length)
    place = other = 0
    for number in range(length):
        place = (place + 1) & 255
        one = state[place]
        other = (other + one) & 255
        state[place] = two = state[other]
        state[other] = one
        signs[number] = state[(one + two) & 255]
    return bytes(signs)


def _xor(one: bytes, other: bytes) -> bytes:
    size = len(one)
    return (int.from_bytes(one, "little") ^ int.from_bytes(other, "little")).to_bytes(size, "little")
