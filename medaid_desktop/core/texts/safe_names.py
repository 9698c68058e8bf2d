"""File names that every system takes, made out of what clerks write."""

import re
import unicodedata

_FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]+'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\..*)?", re.IGNORECASE)
"""Devices of Windows, whatever ending follows; superscript digits count like plain ones."""
LONGEST = 80
"""UTF-16 units, in which Windows counts. In UTF-8 that is 240 bytes at most, of the 255 that other systems allow."""


def safe_name(text: str, fallback: str = "未命名") -> str:
    """A file name (without ending) for a text: characters and device names that Windows refuses replaced, no blank
    or dot at either end, at most 80 UTF-16 units.
    """
    name = _cut(_FORBIDDEN.sub("_", " ".join(text.split()))).strip(" .")
    if not name:
        return fallback
    return f"_{_cut(name, LONGEST - 1)}".rstrip(" .") if _RESERVED.fullmatch(name) else name


def name_key(name: str) -> str:
    """What two names must differ in to be two files: the case of letters and the way accents are stored do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(name: str, units: int = LONGEST) -> str:
    """The beginning of a name, no character cut in half."""
    if len(name) * 2 <= units:
        return name
    return name.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore")
