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
_OF_DATES = "年月日至"
_UNFILLED = re.compile(r"(?=.*年\s*月|.*月\s*日)[\s年月日时至到起止自从—－\-~～–_＿/／、,，()（）:：]*", re.DOTALL)
_LONGEST_BLANK = 80
_YEAR = re.compile(r"20\d\d(?:[-—~至]20\d\d)?(?=年)|[×xX*]{2,4}(?=年)")
_MONTHS = re.compile(r"(?:\d{1,2}月?[-—–~～至到])?\d{1,2}月(?:份|底|末)?(?!\d)|上半年|[一二三]季度")
_MAY_BE_DATED = re.compile(r"[\d×xX*上季]")
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
        key = _OF_WHICH.sub("", key[found.end() :])
    return key.strip(_BEFORE + _AFTER)


def generic(key: str) -> str:
    """A key whose months and years are those of any year: 1—9月执行数 and 1-7月执行数 are one label."""
    if not _MAY_BE_DATED.search(key):
        return key
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


def is_continued(text: str) -> bool:
    """Whether a text is said again behind a page break: 年度绩效指标（续）."""
    return bool(_CONTINUED.search(squeezed(text)))


def is_dots(text: str) -> bool:
    """Whether a text holds nothing but dots: ……, ..... (paper, not content; contract, section 3)."""
    return bool(_DOTS.fullmatch(text)) and bool(text.strip())


def is_unfilled(text: str) -> bool:
    """Whether a text is only the words of a date or a period that a blank form prints:   年   月   至      年   月."""
    return "月" in text and len(text) < _LONGEST_BLANK and bool(_UNFILLED.fullmatch(text))


def is_paper(text: str) -> bool:
    """Whether a text is paper and not content: blank, dots, a date to be filled in. A dash says that there is nothing, and is kept."""
    first = text[:1]
    if first.isalnum() and first not in _OF_DATES:
        return False
    return not text.strip() or is_dots(text) or is_unfilled(text)


def says_nothing(text: str) -> bool:
    """Whether a text holds nothing but dots, dashes and dates to be filled in: a row of such makes no content."""
    return bool(_DASHES.fullmatch(text)) or is_unfilled(text)


def tidy(text: str) -> str:
    """A text as it is stored: line ends as \\n, outer blanks of the whole trimmed; nothing else is touched."""
    if text.isprintable():
        return text.strip()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").strip()
