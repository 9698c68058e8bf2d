"""How labels are compared: without what differs from office to office and from typist to typist."""

import re
import unicodedata
from functools import lru_cache

_CIRCLED = re.compile(r"^[①-⑳⑴-⒇⒈-⒛㈠-㈩]")
_NUMBER = re.compile(
    r"^(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）]|第?[0-9一二三四五六七八九十]{1,3}[、.．](?!\d)|附件?\d*[:：])"
)
_BEFORE = '★☆*※●◆■□☐☑◎○▲△#:：·-—【[〔［<《"“'
_AFTER = '：:；;，,。*★☆※·_】]〕］>》"”'
_OF_WHICH = re.compile(r"^其中[:：、]?")
_NOTE = re.compile(r"(?:[(（【\[][^()（）【】\[\]]*[)）】\]]|[(（][^()（）]*)$")
_DOTS = re.compile(r"[…⋯.。·・、_\s]*")
_DASHES = re.compile(r"[…⋯.。·・、—\-－─_/\\\s]*")
_YEAR = re.compile(r"20\d\d(?:[-—~至]20\d\d)?(?=年)|[×xX*]{2,4}(?=年)")
_MONTHS = re.compile(r"(?:\d{1,2}月?[-—–~～至到])?\d{1,2}月(?:份|底|末)?(?!\d)|上半年|[一二三]季度")
_CONTINUED = re.compile(r"[(（]续表?[)）]$|续$")


@lru_cache(maxsize=16384)
def squeezed(text: str) -> str:
    """A text without white space, full-width letters, digits and punctuation as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=16384)
def label_key(text: str) -> str:
    """What a label is compared by: squeezed, without stars, numbering, 其中, colons and brackets around it."""
    key = squeezed(_CIRCLED.sub("", text.strip())).strip(_BEFORE + _AFTER)
    key = _OF_WHICH.sub("", key)
    while found := _NUMBER.match(key):
        if len(key) == found.end():
            break
        key = key[found.end() :]
    return key.strip(_BEFORE + _AFTER)


def generic(key: str) -> str:
    """A key whose months and years are those of any year: 1—9月执行数 and 1-7月执行数 are one label."""
    return _YEAR.sub("", _MONTHS.sub("N月", key))


@lru_cache(maxsize=16384)
def without_note(key: str) -> str:
    """A key without the notes in brackets at its end: (万元), (200字以内)."""
    while shorter := _NOTE.sub("", key).rstrip(_AFTER):
        if shorter == key:
            break
        key = shorter
    return key


def label_name(text: str) -> str:
    """How a label of no known field is kept: its key without notes."""
    key = label_key(text)
    return without_note(key) or key


def without_continuation(text: str) -> str:
    """A key without the （续） that a page break leaves behind a group's name."""
    return _CONTINUED.sub("", squeezed(text))


def is_dots(text: str) -> bool:
    """Whether a text holds nothing but dots: ……, ..... (paper, not content; contract, section 3)."""
    return bool(_DOTS.fullmatch(text)) and bool(text.strip())


def is_paper(text: str) -> bool:
    """Whether a text is paper and not content: blank or dots only. A dash says that there is nothing, and is kept."""
    return not text.strip() or is_dots(text)


def says_nothing(text: str) -> bool:
    """Whether a text holds nothing but dots and dashes: a row of such makes no content."""
    return bool(_DASHES.fullmatch(text))


def tidy(text: str) -> str:
    """A text as it is stored: line ends as \\n, outer blanks of the whole trimmed; nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").strip()
