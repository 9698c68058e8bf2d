"""How labels are compared: without what differs from office to office and from typist to typist."""

import re
import unicodedata
from functools import lru_cache

_NUMBER = re.compile(r"^(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）]|[0-9一二三四五六七八九十]{1,3}[、.．](?!\d))")
_BEFORE = "★☆*※●◆■□☐:：·-—"
_AFTER = "：:；;*★※·_"
_OF_WHICH = re.compile(r"^其中[:：、]?")
_NOTE = re.compile(r"[(（【\[][^()（）【】\[\]]*[)）】\]]$")
_DOTS = re.compile(r"[…⋯.。·・、—\-_/\\\s]*")


@lru_cache(maxsize=16384)
def squeezed(text: str) -> str:
    """A text without white space, full-width letters, digits and punctuation as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=16384)
def label_key(text: str) -> str:
    """What a label is compared by: squeezed, without stars, numbering, 其中, colons and notes in brackets behind it."""
    key = squeezed(text).strip(_BEFORE + _AFTER)
    key = _OF_WHICH.sub("", key)
    while found := _NUMBER.match(key):
        if len(key) == found.end():
            break
        key = key[found.end() :]
    return key.strip(_BEFORE + _AFTER)


@lru_cache(maxsize=16384)
def without_note(key: str) -> str:
    """A key without the notes in brackets at its end: (万元), (200字以内)."""
    while shorter := _NOTE.sub("", key).rstrip(_AFTER):
        if shorter == key:
            break
        key = shorter
    return key


def note_of(text: str) -> str:
    """The note in brackets at the end of a label, without the brackets, "" where there is none."""
    found = _NOTE.search(squeezed(text).rstrip(_AFTER))
    return found[0][1:-1] if found else ""


def is_dots(text: str) -> bool:
    """Whether a text holds nothing but dots and dashes: ……, ....., — (paper, not content; contract, section 3)."""
    return bool(_DOTS.fullmatch(text)) and bool(text.strip())


def tidy(text: str) -> str:
    """A text as it is stored: line ends as \\n, outer blanks of the whole trimmed; nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").strip()


def one_slip(written: str, name: str) -> bool:
    """Whether one character was mistyped, left out or added in a word of four characters or more."""
    if min(len(written), len(name)) < 4 or abs(len(written) - len(name)) > 1 or written == name:
        return False
    if len(written) == len(name):
        return sum(one != other for one, other in zip(written, name, strict=True)) == 1
    longer, shorter = (written, name) if len(written) > len(name) else (name, written)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
