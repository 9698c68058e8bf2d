"""Builds the fonts of the program from their public sources; run once, the results are committed.

    python build_fonts.py SOURCES

SOURCES holds, unpacked, the npm packages `@expo-google-fonts/noto-serif-sc` 0.4.3 and `@expo-google-fonts/noto-sans-sc`
0.4.3 and the Debian packages `texlive-lang-chinese`, `fonts-lxgw-wenkai`, `fonts-dejavu-core` and `unicode-data`
(files are found by name, wherever they lie below SOURCES). Needs fontTools; the program itself does not.

Every font is cut down to what forms need, loses hinting and layout tables, and gets a name of its own (the licences
reserve the old ones). Cubic outlines become quadratic, for only TrueType outlines can be embedded as they are.
"""

import bz2
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.basePen import BasePen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent
STANDARD_LIST = HERE / "standard_characters.txt"
DRAFT_MARK = "草稿"
CUBIC_ERROR_UNITS = 1.5
WINDOWS_UNICODE = (3, 1, 0x409)

NAME_FAMILY, NAME_STYLE, NAME_UNIQUE, NAME_FULL, NAME_VERSION, NAME_POSTSCRIPT = 1, 2, 3, 4, 5, 6
KEPT_NAMES = (0, 13, 14)
DROPPED_TABLES = ["vhea", "vmtx", "BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "prep", "fpgm", "cvt ", "VORG",
                  "MATH", "FFTM", "kern"]  # fmt: skip

SYMBOL_BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2C7, 0x2DD), (0x300, 0x30C), (0x391, 0x3C9), (0x401, 0x451), (0x2000, 0x206F),
    (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x22FF), (0x2312, 0x2312), (0x2460, 0x24FF),
    (0x2500, 0x25FF), (0x2600, 0x2671), (0x2701, 0x2793), (0x2E80, 0x2FDF), (0x3000, 0x30FF), (0x3105, 0x312F),
    (0x3200, 0x33FF), (0xF900, 0xFAD9), (0xFE10, 0xFE1F), (0xFE30, 0xFE6B), (0xFF01, 0xFFEE),
)  # fmt: skip
UNIFIED_HAN = (0x4E00, 0x9FA5)
SIGN_BLOCKS = ((0x2190, 0x21FF), (0x2200, 0x22FF), (0x2150, 0x215F), (0x2460, 0x2473), (0x2500, 0x25FF),
               (0x2600, 0x266F), (0x2701, 0x2793), (0x300, 0x30C), (0x2C7, 0x2DD), (0x1E00, 0x1EFF))  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """One font to make: its file, source file, name, weight (OS/2 scale), and the characters to keep."""

    target: str
    source: str
    family: str
    weight: int
    characters: frozenset[int]


def block(*ranges: tuple[int, int]) -> Iterator[int]:
    """All code points of inclusive ranges."""
    for first, last in ranges:
        yield from range(first, last + 1)


def decodable(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> frozenset[int]:
    """The code points a double-byte character set can write."""
    found: set[int] = set()
    trail_list = list(trails)
    for lead in leads:
        for trail in trail_list:
            try:
                found.add(ord(bytes((lead, trail)).decode(encoding)))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


def standard_characters(sources: Path) -> frozenset[int]:
    """The 8 105 characters of 通用规范汉字表 (2013): property kTGH of the Unihan database."""
    codes: list[int] = []
    with bz2.open(find(sources, "Unihan_OtherMappings.txt.bz2"), "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) == 3 and fields[1] == "kTGH":
                codes.append(int(fields[0][2:], 16))
    if len(set(codes)) != 8105:
        raise SystemExit(f"kTGH lists {len(set(codes))} characters, not 8 105")
    text = "".join(chr(code) for code in sorted(codes))
    lines_out = [text[start : start + 50] for start in range(0, len(text), 50)]
    STANDARD_LIST.write_text("\n".join(lines_out) + "\n", encoding="utf-8", newline="\n")
    return frozenset(codes)


def recipes(sources: Path) -> list[Recipe]:
    """What to make. The bold face holds GB 2312 only: what it lacks is the regular face, thickened by a stroke."""
    gb2312 = decodable("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    gbk = decodable("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
    symbols = frozenset(block(*SYMBOL_BLOCKS))
    body = gb2312 | standard_characters(sources) | symbols
    return [
        Recipe("MedAidSong-Regular.ttf", "NotoSerifSC_400Regular.ttf", "MedAid Song", 400, body),
        Recipe("MedAidSong-Bold.ttf", "NotoSerifSC_700Bold.ttf", "MedAid Song", 700, gb2312 | symbols),
        Recipe("MedAidSongExtra-Regular.ttf", "NotoSerifSC_400Regular.ttf", "MedAid Song Extra", 400,
               (gbk | frozenset(block(UNIFIED_HAN))) - body),
        Recipe("MedAidHei-Medium.ttf", "NotoSansSC_500Medium.ttf", "MedAid Hei", 500, body),
        Recipe("MedAidFang-Regular.ttf", "FandolFang-Regular.otf", "MedAid Fang", 400, body),
        Recipe("MedAidKai-Regular.ttf", "LXGWWenKai-Regular.ttf", "MedAid Kai", 400, body),
        Recipe("MedAidSigns-Regular.ttf", "DejaVuSans.ttf", "MedAid Signs", 400, frozenset(block(*SIGN_BLOCKS))),
    ]  # fmt: skip


def find(sources: Path, name: str) -> Path:
    """The file of that name anywhere below a folder."""
    matches = sorted(sources.rglob(name))
    if not matches:
        raise SystemExit(f"{name} not found below {sources}")
    return matches[0]


def build(recipe: Recipe, sources: Path) -> None:
    """Makes one font."""
    font = TTFont(find(sources, recipe.source), recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += DROPPED_TABLES
    options.notdef_outline = True
    options.name_IDs = ["*"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=recipe.characters)
    subsetter.subset(font)
    if "CFF " in font:
        to_quadratic(font)
    even_out(font)
    rename(font, recipe)
    font.save(TARGET / recipe.target)
    size = (TARGET / recipe.target).stat().st_size
    print(f"{recipe.target}: {len(font.getBestCmap())} characters, {size / 1e6:.2f} MB")


def to_quadratic(font: TTFont) -> None:
    """Turns CFF outlines into glyf outlines, in place."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    quadratic = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, CUBIC_ERROR_UNITS * font["head"].unitsPerEm / 1000, reverse_direction=True))
        quadratic[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = quadratic
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for limit in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):  # fmt: skip
        setattr(maxp, limit, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    for name in order:
        advance, _ = font["hmtx"].metrics[name]
        glyph = glyf.glyphs[name]
        glyph.recalcBounds(glyf)
        font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))


def even_out(font: TTFont) -> None:
    """Digits of one width, so that figures stand in columns; an em dash that fills its em, so that two make one line."""
    names, metrics, glyf = font.getBestCmap(), font["hmtx"].metrics, font["glyf"]
    digits = [names[code] for code in block((0x30, 0x39)) if code in names]
    width = max((metrics[name][0] for name in digits), default=0)
    for name in digits:
        advance = metrics[name][0]
        stretch(glyf, metrics, name, width, 1.0, (width - advance) / 2)
    if 0x2014 in names:
        name, em = names[0x2014], font["head"].unitsPerEm
        glyph = glyf[name]
        scale = em / (glyph.xMax - glyph.xMin)
        stretch(glyf, metrics, name, em, scale, -glyph.xMin * scale)


def stretch(glyf: dict, metrics: dict, name: str, advance: int, scale: float, offset: float) -> None:
    """Sets a simple glyph's width, its outline scaled and moved across."""
    glyph = glyf[name]
    glyph.coordinates.transform(((scale, 0), (0, 1)))
    glyph.coordinates.translate((round(offset), 0))
    glyph.coordinates.toInt()
    glyph.recalcBounds(glyf)
    metrics[name] = (advance, glyph.xMin)


def rename(font: TTFont, recipe: Recipe) -> None:
    """Gives the subset a name of its own and keeps copyright and licence."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in KEPT_NAMES and record.platformID == 3]
    style = {400: "Regular", 500: "Medium", 700: "Bold"}[recipe.weight]
    postscript = f"{recipe.family.replace(' ', '')}-{style}"
    texts = {
        NAME_FAMILY: recipe.family, NAME_STYLE: style, NAME_UNIQUE: f"{postscript} 1.0",
        NAME_FULL: f"{recipe.family} {style}", NAME_VERSION: "Version 1.0", NAME_POSTSCRIPT: postscript,
    }  # fmt: skip
    for name_id, text in texts.items():
        names.setName(text, name_id, *WINDOWS_UNICODE)
    font["OS/2"].usWeightClass = recipe.weight
    font["OS/2"].fsType = 0
    font["post"].formatType = 3.0


class OperatorPen(BasePen):
    """Draws outlines as PDF path operators, moved to the right by `offset` units."""

    def __init__(self, glyphs: object, offset: float, operators: list[str]) -> None:
        super().__init__(glyphs)
        self._offset = offset
        self._operators = operators

    def _put(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{x + self._offset:.0f} {y:.0f}" for x, y in points)
        self._operators.append(f"{numbers} {operator}".strip())

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._put("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._put("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._put("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._put("h")


def build_draft_mark() -> None:
    """Writes the outline of the draft mark, which is drawn and not set so that it adds no text to a page."""
    font = TTFont(TARGET / "MedAidHei-Medium.ttf")
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    operators: list[str] = []
    for place, character in enumerate(DRAFT_MARK):
        glyphs[names[ord(character)]].draw(OperatorPen(glyphs, 1000 * place, operators))
    operators.append("f")
    (TARGET / "draft_mark.txt").write_text("\n".join(operators) + "\n", encoding="ascii", newline="\n")


def main(arguments: list[str]) -> None:
    """Builds all fonts from the folder named on the command line."""
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    sources = Path(arguments[0])
    for recipe in recipes(sources):
        build(recipe, sources)
    build_draft_mark()


if __name__ == "__main__":
    main(sys.argv[1:])
