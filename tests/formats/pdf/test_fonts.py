"""Fonts: every standard character in every role, fallback by character, system fonts where they are, honest failures."""

import shutil
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from medaid_desktop import paths
from medaid_desktop.core.sheet import FontRole
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.fonts import FontLibrary, MissingGlyph, default_fonts
from medaid_desktop.formats.pdf.sfnt import FontFileError, Sfnt
from medaid_desktop.formats.pdf.subset import subset_font

FONTS = paths.resource("fonts")
ROLES: tuple[FontRole, ...] = ("song", "fangsong", "kai", "hei", "title")
SIGNS = "，。、；：？！…—·～（）《》〈〉「」『』【】〔〕“”‘’％‰℃№①⑩⑪⑳㈠㈩ⅠⅩⅻⅰ㎡㎥㎏±×÷≈≠≤≥≦≧∑√☑☐☒□■●○◆△▲★→←↑↓　０Ａａ￥¥$€²³½é"


def standard_characters() -> str:
    return "".join(paths.resource("fonts", "build", "standard_characters.txt").read_text(encoding="utf-8").split())


def gb2312() -> list[str]:
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return [text for text in (pair.decode("gb2312", "ignore") for pair in pairs) if text]


@pytest.fixture
def own_fonts() -> FontLibrary:
    return FontLibrary(FONTS)


@pytest.mark.parametrize("role", ROLES)
def test_every_standard_character_and_sign_has_a_glyph(role: FontRole, own_fonts: FontLibrary) -> None:
    advances = own_fonts.role(role, False).advances
    characters = standard_characters()
    assert len(characters) == 8105
    for character in (*characters, *gb2312(), *SIGNS, *"䶮𬱟㛃"):
        assert 0 < advances[character] <= 2000, character


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("bold", [False, True])
def test_figures_stand_in_columns(role: FontRole, bold: bool, own_fonts: FontLibrary) -> None:
    advances = own_fonts.role(role, bold).advances
    assert len({advances[digit] for digit in "0123456789"}) == 1


def test_traditional_characters_of_gbk_are_there_too(own_fonts: FontLibrary) -> None:
    advances = own_fonts.role("song", False).advances
    assert {advances[character] for character in "劉鎔昇喆陞嶽龍門"} == {1000}


@pytest.mark.parametrize("role", ROLES)
def test_fallback_goes_character_by_character(role: FontRole, own_fonts: FontLibrary) -> None:
    font = own_fonts.role(role, False)
    for character in "县☑":
        font.resolve(character)
    assert "县" not in font.foreign
    assert font.face(font.foreign["☑"])[0].name == "MedAidSigns-Regular"


def test_bold_song_has_a_file_and_other_bolds_are_thickened(own_fonts: FontLibrary) -> None:
    assert own_fonts.role("song", True).face(0)[0].name == "MedAidSong-Bold"
    assert own_fonts.role("song", True).face(0)[1] is False
    assert own_fonts.role("title", False).face(0)[0].name == "MedAidSong-Bold"
    assert own_fonts.role("fangsong", True).face(0)[1] is True
    assert own_fonts.role("fangsong", False).face(0)[1] is False


def test_character_without_any_font_is_named(own_fonts: FontLibrary) -> None:
    with pytest.raises(MissingGlyph) as failure:
        own_fonts.role("song", False).resolve("ༀ")
    assert failure.value.character == "ༀ"


def test_invisible_characters_take_no_room(own_fonts: FontLibrary) -> None:
    font = own_fonts.role("song", False)
    assert [font.advances[character] for character in "\u200b\ufeff\ufe0f\u00ad"] == [0, 0, 0, 0]


def test_fonts_of_windows_come_first_where_they_are(tmp_path: Path) -> None:
    shutil.copy(FONTS / "MedAidKai-Regular.ttf", tmp_path / "simsun.ttc")
    (tmp_path / "simfang.ttf").write_bytes(b"no font at all")
    library = FontLibrary(FONTS, tmp_path)
    assert library.role("song", False).face(0)[0].name == "simsun"
    assert library.role("song", True).face(0) == (library.face("system-song"), True)
    assert library.role("fangsong", False).face(0)[0].name == "MedAidFang-Regular"
    assert library.role("title", False).face(0)[0].name == "MedAidSong-Bold"


def test_font_that_forbids_embedding_is_not_used(tmp_path: Path) -> None:
    data = bytearray((FONTS / "MedAidSigns-Regular.ttf").read_bytes())
    os2 = next(entry for entry in range(12, 400, 16) if data[entry : entry + 4] == b"OS/2")
    struct.pack_into(">H", data, struct.unpack_from(">L", data, os2 + 8)[0] + 8, 2)
    (tmp_path / "simsun.ttc").write_bytes(data)
    assert FontLibrary(FONTS, tmp_path).role("song", False).face(0)[0].name == "MedAidSong-Regular"


def test_lost_font_file_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="字体文件缺失或损坏"):
        FontLibrary(tmp_path).role("song", False).resolve("字")


def test_font_of_a_collection(tmp_path: Path) -> None:
    data = bytearray((FONTS / "MedAidSigns-Regular.ttf").read_bytes())
    header = struct.pack(">4sLLL", b"ttcf", 0x00010000, 1, 16)
    for entry in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        struct.pack_into(">L", data, entry + 8, struct.unpack_from(">L", data, entry + 8)[0] + len(header))
    (tmp_path / "two.ttc").write_bytes(header + data)
    plain, member = Sfnt(FONTS / "MedAidSigns-Regular.ttf"), Sfnt(tmp_path / "two.ttc")
    assert member.glyph(ord("☑")) == plain.glyph(ord("☑")) > 0
    assert member.outline(member.glyph(ord("☑"))) == plain.outline(plain.glyph(ord("☑")))
    with pytest.raises(FontFileError):
        Sfnt(tmp_path / "two.ttc", 1)


def test_both_kinds_of_character_map_agree() -> None:
    """Fonts of Windows have format 4 maps only; ours have both."""
    path = FONTS / "MedAidSigns-Regular.ttf"
    whole, basic = Sfnt(path), Sfnt(path)
    cmap = whole.table("cmap")
    basic.__dict__["_segments"] = _format4(cmap)
    for code in range(0x10000):
        assert whole.glyph(code) == basic.glyph(code)


def _format4(cmap: bytes) -> object:
    from medaid_desktop.formats.pdf import sfnt

    for entry in range(4, 4 + 8 * struct.unpack_from(">H", cmap, 2)[0], 8):
        offset = struct.unpack_from(">HHL", cmap, entry)[2]
        if struct.unpack_from(">H", cmap, offset)[0] == 4:
            return sfnt._deltas(cmap[offset:])  # pyright: ignore[reportPrivateUsage]
    raise AssertionError("the font has no format 4 map")


@pytest.mark.parametrize("content", [b"", b"OTTO" + b"\0" * 40, b"\0\1\0\0\0\1" + b"\0" * 6 + b"glyf" + b"\xff" * 12])
def test_files_that_are_no_truetype_fonts_are_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(content)
    with pytest.raises((FontFileError, ValueError)):
        Sfnt(tmp_path / "x.ttf")


def test_subset_keeps_outlines_widths_and_parts_of_composites(tmp_path: Path) -> None:
    source = Sfnt(FONTS / "MedAidSigns-Regular.ttf")
    glyphs = [0, *(source.glyph(ord(character)) for character in "☑≥ǚ≥")]
    (tmp_path / "s.ttf").write_bytes(subset_font(source, glyphs))
    subset = Sfnt(tmp_path / "s.ttf")
    for place, glyph in enumerate(glyphs):
        assert subset.raw_metrics(place) == source.raw_metrics(glyph)
        if struct.unpack_from(">h", source.outline(glyph))[0] >= 0:
            assert subset.outline(place).rstrip(b"\0") == source.outline(glyph).rstrip(b"\0")
    assert subset.glyph_count >= len(glyphs)


def test_threads_link_a_chain_in_one_order(own_fonts: FontLibrary) -> None:
    font = own_fonts.role("fangsong", True)
    characters = [*"县☑䶮≥①劉é→ⅲㄅ㎡", *standard_characters()[::97]]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(font.resolve, characters * 4))
    alone = FontLibrary(FONTS).role("fangsong", True)
    assert [alone.resolve(character) for character in characters] == [
        font.resolve(character) for character in characters
    ]
    assert alone.foreign == font.foreign


def test_one_library_for_the_program() -> None:
    assert default_fonts() is default_fonts()
