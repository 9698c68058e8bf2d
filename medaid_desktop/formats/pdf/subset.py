"""Cuts a TrueType font down to the glyphs a document uses."""

import struct
from collections.abc import Sequence

from medaid_desktop.formats.pdf.sfnt import Sfnt

_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_HINTING_TABLES = ("cvt ", "fpgm", "prep")
_CHECKSUM_TOTAL = 0xB1B0AFBA


def subset_font(sfnt: Sfnt, glyphs: Sequence[int]) -> bytes:
    """A font file whose glyph i draws `glyphs[i]` of the source; glyph 0 must stand first.

    A glyph may be named twice, so that two characters with one shape keep a glyph each. Parts of composite glyphs are
    added behind.
    """
    order = list(glyphs)
    outlines: list[bytes] = []
    place = 0
    while place < len(order):
        outlines.append(_renumbered(sfnt.outline(order[place]), order))
        place += 1
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + (len(outline) + 3 & ~3))
    head = bytearray(sfnt.table("head"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    hhea = bytearray(sfnt.table("hhea"))
    struct.pack_into(">H", hhea, 34, len(order))
    maxp = bytearray(sfnt.table("maxp"))
    struct.pack_into(">H", maxp, 4, len(order))
    tables = {
        "glyf": b"".join(outline.ljust(len(outline) + 3 & ~3, b"\0") for outline in outlines),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(struct.pack(">Hh", *sfnt.raw_metrics(glyph)) for glyph in order),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "maxp": bytes(maxp),
    }
    for tag in _HINTING_TABLES:
        if table := sfnt.table(tag):
            tables[tag] = table
    return _assemble(tables)


def _renumbered(outline: bytes, order: list[int]) -> bytes:
    """A composite outline that refers to the new places of its parts, which are appended to `order`."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return outline
    data = bytearray(outline)
    place = 10
    while True:
        flags, part = struct.unpack_from(">HH", data, place)
        struct.pack_into(">H", data, place + 2, len(order))
        order.append(part)
        place += 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
        place += 2 if flags & _HAS_SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        if not flags & _MORE:
            return bytes(data)


def _assemble(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = 12 + 16 * count
    directory: list[bytes] = []
    body: list[bytes] = []
    head_at = 0
    for tag in sorted(tables):
        data = tables[tag]
        if tag == "head":
            head_at = offset
        directory.append(struct.pack(">4sLLL", tag.encode("ascii"), _checksum(data), offset, len(data)))
        padded = data.ljust(len(data) + 3 & ~3, b"\0")
        body.append(padded)
        offset += len(padded)
    font = bytearray(b"".join((header, *directory, *body)))
    struct.pack_into(">L", font, head_at + 8, (_CHECKSUM_TOTAL - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(data: bytes) -> int:
    padded = data.ljust(len(data) + 3 & ~3, b"\0")
    return sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
