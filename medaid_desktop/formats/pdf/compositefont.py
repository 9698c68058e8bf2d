"""One composite font (Type0, Identity-H) a face for the whole document; glyphs are numbered as they are first used.

reportlab's own TrueType fonts split a text into pieces of 256 glyphs and lose the characters beyond the BMP when the
text is taken out again; here encoding is one dictionary look-up a character.
"""

import hashlib
import zlib
from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFObject

from medaid_desktop.formats.pdf.document import RawStream, StreamedDocument, name
from medaid_desktop.formats.pdf.fonts import Face
from medaid_desktop.formats.pdf.subset import subset_font

_DEFAULT_WIDTH = 1000
_LARGEST_CODE = 0xFFFF
_SYMBOLIC = 4
_BLOCK = 100
_CAP_HEIGHT, _STEM = 730, 80
_ESCAPED = {code: b"\\" + bytes((code,)) for code in b"()\\"} | {13: b"\\r"}

_TO_UNICODE_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TO_UNICODE_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class FontCodes(dict[str, bytes]):
    """Characters to the two bytes, escaped for a PDF string, that show them; unknown ones get the next number.

    Every character has a glyph of its own even where the font draws two alike (an en space and a blank), so that the
    text comes out of the document as it went in.
    """

    def __init__(self, face: Face, number: int) -> None:
        super().__init__()
        self.face = face
        self.name = f"F{number}"
        self.characters: list[str] = []

    def __missing__(self, character: str) -> bytes:
        self.characters.append(character)
        code = len(self.characters)
        if code > _LARGEST_CODE:
            raise ValueError("more characters than a font can number")
        encoded = b"".join(_ESCAPED.get(byte) or bytes((byte,)) for byte in code.to_bytes(2, "big"))
        self[character] = encoded
        return encoded


def add_font(document: StreamedDocument, codes: FontCodes) -> PDFObject:
    """Writes the font objects of a face with the glyphs used and returns the reference to the font."""
    sfnt = codes.face.sfnt
    font_name = name(_subset_name(codes))
    program = subset_font(sfnt, [0, *(sfnt.glyph(ord(character)) for character in codes.characters)])
    file = document.put(RawStream(zlib.compress(program, 6), {"Length1": len(program), "Filter": name("FlateDecode")}))
    scale = 1000 / sfnt.units_per_em
    descriptor = document.put(PDFDictionary({
        "Type": name("FontDescriptor"), "FontName": font_name, "Flags": _SYMBOLIC,
        "FontBBox": PDFArray([round(bound * scale) for bound in sfnt.bounds]), "ItalicAngle": 0,
        "Ascent": round(sfnt.ascent * scale), "Descent": round(sfnt.descent * scale), "CapHeight": _CAP_HEIGHT,
        "StemV": _STEM, "FontFile2": file,
    }))  # fmt: skip
    descendant = document.put(PDFDictionary({
        "Type": name("Font"), "Subtype": name("CIDFontType2"), "BaseFont": font_name,
        "CIDSystemInfo": PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
        "FontDescriptor": descriptor, "DW": _DEFAULT_WIDTH, "W": _widths(codes), "CIDToGIDMap": name("Identity"),
    }))  # fmt: skip
    unicode_map = zlib.compress(_to_unicode(codes.characters), 6)
    return document.put(PDFDictionary({
        "Type": name("Font"), "Subtype": name("Type0"), "BaseFont": font_name,
        "Encoding": name("Identity-H"), "DescendantFonts": PDFArray([descendant]),
        "ToUnicode": document.put(RawStream(unicode_map, {"Filter": name("FlateDecode")})),
    }))  # fmt: skip


def _subset_name(codes: FontCodes) -> str:
    """ABCDEF+Name: the tag tells subsets of one font apart and depends on the characters only."""
    digest = hashlib.sha256("".join(codes.characters).encode("utf-8", "surrogatepass")).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return f"{tag}+{codes.face.name}"


def _widths(codes: FontCodes) -> PDFArray:
    """The W array: stretches of glyphs that are not as wide as the default."""
    array: list[object] = []
    run: list[int] = []
    for code, character in enumerate(codes.characters, 1):
        width = codes.face.advance(character)
        if width == _DEFAULT_WIDTH:
            run = []
        elif run:
            run.append(width)
        else:
            run = [width]
            array += [code, run]
    return PDFArray([PDFArray(item) if isinstance(item, list) else item for item in array])


def _to_unicode(characters: Sequence[str]) -> bytes:
    parts = [_TO_UNICODE_HEAD]
    for start in range(0, len(characters), _BLOCK):
        block = characters[start : start + _BLOCK]
        parts.append(b"%d beginbfchar\n" % len(block))
        for code, character in enumerate(block, start + 1):
            text = character.encode("utf-16-be").hex().upper()
            parts.append(f"<{code:04X}> <{text}>\n".encode("ascii"))
        parts.append(b"endbfchar\n")
    parts.append(_TO_UNICODE_TAIL)
    return b"".join(parts)
