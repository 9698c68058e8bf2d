"""Dates and periods as written on forms. A date may lack its day or month; text that is no date has a reason.

A number of days as spreadsheets store dates (43983) is no date here: on paper nobody would know it for one.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

from medaid_desktop.core.texts.numbers import Nothing, Unclear, excerpt, fold, is_nothing

EARLIEST_YEAR, LATEST_YEAR = 1949, 2999

_NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零O0", 0)
_IN_CHINESE = re.compile(r"(?<![0-9])[〇○零O0一二三四五六七八九十]+(?=[年月日号])")
_BLANK = re.compile(r"[\s_年月日至到—~-]*")
_UNFINISHED = re.compile(r"[0-9]{4}年(?=.*[月日])(?:[0-9]{1,2}月[_日]*|[_月日]*)")
_LOOSE_BLANK = re.compile(r"(?<![0-9\s])\s+|\s+(?![0-9\s])")
_SHAPES = [
    re.compile(r"(?P<y>[0-9]{4})(?:年度?(?:(?P<m>[0-9]{1,2})月份?(?:(?P<d>[0-9]{1,2})[日号]?)?)?)?"),
    re.compile(
        r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?:(?P=sep)(?P<d>[0-9]{1,2}))?[日号]?"
        r"(?:[ T]?00:00(?::00)?)?"
    ),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    # Six digits are year and month only where they cannot be year, month and day of two digits each.
    re.compile(r"(?P<y>20(?:1[3-9]|[2-9][0-9]))(?P<m>0[1-9]|1[0-2])"),
]
_REST = re.compile(r"(?:(?P<m>[0-9]{1,2})月份?)?(?:(?P<d>[0-9]{1,2})[日号])?|(?P<bare>[0-9]{1,2})")
_TO = re.compile(r"至|到|(?<=.)(?:—{1,2}|-{1,2}|~)")
_FOREVER = re.compile(r"长期(?:有效|实施|执行|坚持)?|永久")
_OPEN_END = re.compile(r"(?P<start>.*?)(?:起|开始|以来|(?:起?(?:至|到|—{1,2}|-{1,2}|~))(?:今|长期|永久))")
_LONGEST = 120


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year or a day. Sorts by time, a whole year or month before its parts."""

    year: int
    month: int | None = None
    day: int | None = None

    def __lt__(self, other: "PartialDate") -> bool:
        mine, theirs = ((date.year, date.month or 0, date.day or 0) for date in (self, other))
        return mine < theirs

    def __str__(self) -> str:
        """As clerks write it: 2020年6月1日, 2020年6月, 2020年."""
        month = f"{self.month}月" if self.month else ""
        return f"{self.year}年{month}" + (f"{self.day}日" if self.day else "")

    def first_day(self) -> date:
        """The first day it covers."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The last day it covers; an end before a start is `end.last_day() < start.first_day()`."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class NoSuchDay(Unclear):
    """A text written as a date that no calendar has: 13月, 6月31日. `date` is its year, or year and month, as far as there
    is one."""

    date: PartialDate


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both ends included; an open end (长期, 2020年起) is None. It may run backwards."""

    start: PartialDate | None
    end: PartialDate | None

    def __str__(self) -> str:
        """As clerks write it: 2020年1月至2020年12月, 2020年起, 长期."""
        if self.start is None:
            return f"至{self.end}" if self.end else "长期"
        return f"{self.start}至{self.end}" if self.end else f"{self.start}起"


def parse_date(text: str) -> PartialDate | None:
    """The date a text states, None where it states none."""
    found = read_date(text)
    return found if isinstance(found, PartialDate) else None


def parse_period(text: str) -> Period | None:
    """The period a text states (a single date is one), None where it states none."""
    found = read_period(text)
    return found if isinstance(found, Period) else None


@lru_cache(maxsize=4096)
def read_date(text: str) -> PartialDate | Nothing | Unclear | None:
    """As `parse_date`, but tells — and 无 (Nothing) and what is not understood (Unclear) from a blank (None).

    The places of an empty date (　年　月　日) are blank.
    """
    if is_nothing(text):
        return Nothing(text)
    plain = _plain(text)
    if _BLANK.fullmatch(plain):
        return None
    return _date(plain) or Unclear(_why_no_date(text, plain))


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | Nothing | Unclear | None:
    """As `read_date`, for periods: 2020年1月至2020年12月, 2020年1-12月, 2020.1-2020.12, 2020-2022年, 长期."""
    if is_nothing(text):
        return Nothing(text)
    plain = _plain(text)
    if _BLANK.fullmatch(plain):
        return None
    found = _period(plain.removeprefix("自").removeprefix("从").removesuffix("止"))
    return found or Unclear(f"看不懂的期限{excerpt(text)}，请写成 2020年1月至2020年12月")


def _plain(text: str) -> str:
    """Folded, Chinese numerals of dates as digits, blanks only between digits; long prose is left alone."""
    folded = fold(text).strip()
    return folded if len(folded) > _LONGEST else _IN_CHINESE.sub(_in_digits, _LOOSE_BLANK.sub("", folded))


def _in_digits(match: re.Match[str]) -> str:
    written = match[0]
    if "十" not in written:
        return "".join(str(_NUMERALS[numeral]) for numeral in written)
    tens, _, ones = written.partition("十")
    if not (tens in _NUMERALS or not tens) or not (ones in _NUMERALS or not ones):
        return written
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))


def _date(plain: str) -> PartialDate | Unclear | None:
    if not (match := next(filter(None, (shape.fullmatch(plain) for shape in _SHAPES)), None)):
        return None
    parts: dict[str, str | None] = match.groupdict()
    year, month, day = (int(part) if (part := parts.get(name)) else None for name in "ymd")
    return _checked(year or 0, month, day)


def _checked(year: int, month: int | None, day: int | None) -> PartialDate | Unclear:
    """The date, or why there is no such one."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return Unclear(f"年份 {year} 不对，请写成四位年份，例如 2020年6月1日")
    if month is not None and not 1 <= month <= 12:
        return NoSuchDay(f"没有 {month} 月，请核对日期", PartialDate(year))
    if day is not None and not 1 <= day <= monthrange(year, month or 1)[1]:
        return NoSuchDay(f"{year}年{month}月没有 {day} 日，请核对日期", PartialDate(year, month))
    return PartialDate(year, month, day)


def _period(plain: str) -> Period | Unclear | None:
    if _FOREVER.fullmatch(plain):
        return Period(None, None)
    single = _date(plain)
    if single is not None:
        return Period(single, single) if isinstance(single, PartialDate) else single
    if opened := _OPEN_END.fullmatch(plain):
        start = _date(opened["start"])
        return Period(start, None) if isinstance(start, PartialDate) else start
    refused: Unclear | None = None
    for sign in _TO.finditer(plain):
        ends = _ends(plain[: sign.start()], plain[sign.end() :])
        if isinstance(ends, Period):
            return ends
        refused = refused or ends
    return refused


def _ends(before: str, after: str) -> Period | Unclear | None:
    """A period of two texts. What the second leaves out is as in the first, likewise 月 in 2020年1-12月."""
    if re.fullmatch(r"[0-9]{4}年[0-9]{1,2}", before) and "月" in after:
        before += "月"
    start, end = None, _date(after)
    if before:
        start = _date(before.removesuffix("起"))
        if not isinstance(start, PartialDate):
            return start
        end = end or _inherited(start, after)
    return Period(start, end) if isinstance(end, PartialDate) else end


def _inherited(start: PartialDate, after: str) -> PartialDate | Unclear | None:
    match = _REST.fullmatch(after)
    if match is None or not after or start.month is None:
        return None
    month, day, bare = (int(part) if part else None for part in match.groups())
    if bare:
        month, day = (start.month, bare) if start.day else (bare, None)
    return _checked(start.year, month or start.month, day)


def _why_no_date(text: str, plain: str) -> str:
    if _UNFINISHED.fullmatch(plain):
        return f"日期{excerpt(text)}没有填完，请写成 2020年6月1日"
    if re.fullmatch(r"[0-9]{1,2}月(?:[0-9]{1,2}[日号])?", plain):
        return f"日期{excerpt(text)}没有年份，请写成 2020年6月1日"
    return f"看不懂的日期{excerpt(text)}，请写成 2020年6月1日"
