"""Font roles, the chain of faces behind each, and per-character fallback through their character maps."""

import os
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path
from threading import RLock

from medaid_desktop import paths
from medaid_desktop.core.sheet import FontRole
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.sfnt import FontFileError, Sfnt

_OWN_FILES = {
    "song": "MedAidSong-Regular.ttf",
    "song-bold": "MedAidSong-Bold.ttf",
    "song-extra": "MedAidSongExtra-Regular.ttf",
    "hei": "MedAidHei-Medium.ttf",
    "fang": "MedAidFang-Regular.ttf",
    "kai": "MedAidKai-Regular.ttf",
    "signs": "MedAidSigns-Regular.ttf",
}
_SYSTEM_FILES = {
    "system-song": "simsun.ttc",
    "system-fang": "simfang.ttf",
    "system-hei": "simhei.ttf",
    "system-kai": "simkai.ttf",
    "system-rare": "simsunb.ttf",
}
_FIRST_CHOICES: dict[FontRole, tuple[str, ...]] = {
    "song": ("system-song", "song"),
    "fangsong": ("system-fang", "fang"),
    "kai": ("system-kai", "kai"),
    "hei": ("system-hei", "hei"),
    "title": ("song",),
}
_LAST_CHOICES = ("song", "hei", "signs", "song-extra", "kai", "system-song", "system-rare")
_HEAVY = frozenset({"song-bold", "hei", "system-hei"})
"""Faces that need no stroke to stand among the bold characters of another."""
_BOLD_FILE = {"song": "song-bold"}
_SKIPPED = -1


class MissingGlyph(Exception):  # noqa: N818 - becomes a UserError that says more
    """No font has this character (`character`)."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


class Face:
    """One open font file; `name` is the file's, which is the font's PostScript name."""

    def __init__(self, name: str, sfnt: Sfnt) -> None:
        self.name = name
        self.sfnt = sfnt

    def has(self, character: str) -> bool:
        return self.sfnt.glyph(ord(character)) != 0

    def advance(self, character: str) -> int:
        """Width of a character in 1/1000 em."""
        return self.sfnt.advance(self.sfnt.glyph(ord(character)))


class _Advances(dict[str, int]):
    """Widths of characters in 1/1000 em, found on first use; raises MissingGlyph."""

    def __init__(self, font: "RoleFont") -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> int:
        width = self[character] = self._font.resolve(character)
        return width


class RoleFont:
    """What a style prints with: a chain of faces, tried character by character in a fixed order.

    `advances` maps characters to widths in 1/1000 em. `foreign` holds the characters measured so far that the first
    face lacks, with their place in the chain; -1 stands for one that is not drawn at all (joiners).
    """

    def __init__(self, library: "FontLibrary", role: FontRole, bold: bool) -> None:
        self._library = library
        self.role: FontRole = role
        self.bold = bold or role == "title"
        self._own = _FIRST_CHOICES[role]
        self._keys = _chain_keys(role, self.bold)
        self.chain: list[tuple[Face, bool]] = []
        self.advances = _Advances(self)
        self.foreign: dict[str, int] = {}

    def face(self, place: int) -> tuple[Face, bool]:
        """The face at a place of the chain, and whether it is thickened by a stroke."""
        with self._library.lock:
            self._link(place)
        return self.chain[place]

    def resolve(self, character: str) -> int:
        """Finds the face of a character and returns its width in 1/1000 em. Raises MissingGlyph."""
        with self._library.lock:
            return self._resolve(character)

    def _resolve(self, character: str) -> int:
        if _is_undrawn(character):
            self.foreign[character] = _SKIPPED
            return 0
        place = 0
        while self._link(place):
            face = self.chain[place][0]
            if face.has(character):
                if place:
                    self.foreign[character] = place
                return face.advance(character)
            place += 1
        if self._library.stand_in_width:
            return self._library.stand_in_width
        raise MissingGlyph(character)

    def _link(self, place: int) -> bool:
        """Opens faces until the chain is that long; False where it is shorter."""
        while len(self.chain) <= place and self._keys:
            key = self._keys.pop(0)
            face = self._library.face(key)
            if face is not None:
                self.chain.append((face, self.bold and (key not in _HEAVY or key in self._own)))
        return place < len(self.chain)


class FontLibrary:
    """The fonts at hand: our own in `folder`, and those of Windows in `system_folder` where it has them.

    `stand_in_width` (1/1000 em) is what a character that no font has counts where texts are only measured; 0 refuses it.
    """

    def __init__(self, folder: Path, system_folder: Path | None = None, stand_in_width: int = 0) -> None:
        self.stand_in_width = stand_in_width
        self.lock = RLock()
        """Screen and printing ask from different threads; a chain must be linked by one at a time."""
        self._folder = folder
        self._system_folder = system_folder
        self._faces: dict[str, Face | None] = {}
        self._roles: dict[tuple[FontRole, bool], RoleFont] = {}

    def role(self, role: FontRole, bold: bool) -> RoleFont:
        """The font of a role, one object for each (role, bold)."""
        font = self._roles.get((role, bold))
        if font is None:
            font = self._roles.setdefault((role, bold), RoleFont(self, role, bold))
        return font

    def face(self, key: str) -> Face | None:
        """The face of that key; None where Windows does not provide it. A font of our own that is gone is a UserError."""
        with self.lock:
            if key not in self._faces:
                self._faces[key] = self._open(key)
            return self._faces[key]

    def _open(self, key: str) -> Face | None:
        if key in _OWN_FILES:
            path = self._folder / _OWN_FILES[key]
            try:
                return Face(path.stem, Sfnt(path))
            except (OSError, ValueError, FontFileError) as error:
                raise UserError("打印用的字体文件缺失或损坏", str(path), "请重新安装本程序") from error
        if self._system_folder is None:
            return None
        try:
            path = self._system_folder / _SYSTEM_FILES[key]
            sfnt = Sfnt(path)
            return Face(path.stem, sfnt) if sfnt.embeddable and sfnt.glyph(ord(" ")) else None
        except (OSError, ValueError, FontFileError):
            return None


@lru_cache(maxsize=1)
def default_fonts() -> FontLibrary:
    """The fonts of the program, with those of Windows where it runs there."""
    return FontLibrary(paths.resource("fonts"), _system_folder())


@lru_cache(maxsize=1)
def measuring_fonts() -> FontLibrary:
    """The same fonts for measuring what another program will draw: a character that none of them has is one em wide."""
    return FontLibrary(paths.resource("fonts"), _system_folder(), stand_in_width=1000)


def _system_folder() -> Path | None:
    system = None
    if sys.platform == "win32":
        system = Path(os.environ.get("WINDIR") or r"C:\Windows") / "Fonts"
    return system


def _chain_keys(role: FontRole, bold: bool) -> list[str]:
    keys: list[str] = []
    for key in (*_FIRST_CHOICES[role], *_LAST_CHOICES):
        if bold and key in _BOLD_FILE and _BOLD_FILE[key] not in keys:
            keys.append(_BOLD_FILE[key])
        if key not in keys:
            keys.append(key)
    return keys


def _is_undrawn(character: str) -> bool:
    """Whether a character is never drawn: joiners, variation selectors, control characters."""
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return True
    return unicodedata.category(character) in ("Cf", "Cc")
