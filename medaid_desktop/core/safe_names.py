"""File names that every system takes, made out of what clerks write."""

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
LONGEST = 80


def safe_name(text: str, fallback: str = "未命名") -> str:
    """A file name (without ending) for a text: characters and device names that Windows refuses replaced, no blank
    or dot at either end, at most 80 characters.
    """
    name = _FORBIDDEN.sub("_", " ".join(text.split()))[:LONGEST].strip(" .")
    if not name:
        return fallback
    return f"_{name}" if _RESERVED.fullmatch(name) else name
