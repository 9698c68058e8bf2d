"""Years as documents write them: 2024年, （２０２４年度）, 二〇二四年, 〔2024〕."""

import re
import unicodedata
from collections.abc import Iterable

_OF_FORM = re.compile(r"[(（]\s*(20\d\d)\s*年?\s*度?\s*[)）]")
_LINE = re.compile(r"^\s*[(（]?\s*(20\d\d)\s*年\s*度?\s*[)）]?\s*$")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*(?:年|[-/.]\s*\d{1,2}|(?=[01]\d[0-3]\d(?!\d)))")
_ISSUED = re.compile(r"[〔\[【（(](20\d\d)[〕\]】）)]")
_BARE = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_CHINESE = re.compile(r"[二2]\s*[〇○零OoＯ0◯Ο]\s*[〇○零一二三四0-9]\s*[〇○零一二三四五六七八九O0-9](?=\s*年)")
_DIGITS = {letter: str(value) for value, letter in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零OoＯ◯Ο", "0")


def year_in(texts: Iterable[str]) -> int | None:
    """The year that texts are about, the first that says one: （2021年度） before 2021年 before 〔2021〕."""
    joined = [with_digits(text) for text in texts if text]
    for pattern in (_OF_FORM, _LINE, _YEAR, _ISSUED):
        for text in joined:
            found = pattern.search(text)
            if found:
                return int(found[1])
    return None


def bare_year(text: str) -> int | None:
    """The year in the name of a file or sheet, where 年 need not stand behind it."""
    found = _BARE.search(with_digits(text))
    return int(found[1]) if found else None


def with_digits(text: str) -> str:
    """A text whose years are written in plain digits: 二〇二四年 is 2024年, ２０２４ is 2024."""
    plain = unicodedata.normalize("NFKC", text)
    return _CHINESE.sub(lambda found: "".join(_DIGITS.get(c, c) for c in found[0] if not c.isspace()), plain)
