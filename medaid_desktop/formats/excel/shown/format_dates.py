"""Dates and times printed by a section of a number format."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from medaid_desktop.formats.excel.shown.format_general import exact, rounded
from medaid_desktop.formats.excel.shown.format_parts import Part, Section
from medaid_desktop.formats.numerals import DIGITS, FORMAL_DIGITS, WIDE_DIGITS, digit_by_digit, in_words

LAST_DAY = 2_958_465
"""31 December 9999."""

_WEEK = "日一二三四五六"
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_LONG_DATE = tuple(Part("date" if sign in "ymd" else "text", sign * 4 if sign == "y" else sign) for sign in "y年m月d日")


@dataclass(frozen=True, slots=True)
class Moment:
    """A serial number taken apart. Day 0 of January and 29 February 1900 exist, as they do in Excel."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    """Since midnight."""
    elapsed: Decimal
    """Seconds since the epoch."""


def print_date(serial: float, section: Section) -> str | None:
    """A serial number of days since the epoch 1900 as a section prints it; None where it is no date (Excel: ####)."""
    parts = _LONG_DATE if section.system_date else section.parts
    moment = _moment(serial, _second_places(parts))
    if moment is None:
        return None
    twelve = any(part.kind == "half day" for part in parts)
    return "".join(_printed(place, parts, moment, section, twelve) for place in range(len(parts)))


def _moment(serial: float, places: int) -> Moment | None:
    if not 0 <= serial < LAST_DAY + 1:
        return None
    elapsed = rounded(exact(serial) * 86400, places)
    days = int((elapsed / 86400).to_integral_value(ROUND_FLOOR))
    seconds = elapsed - days * 86400
    if days > LAST_DAY:
        return None
    weekday = (days - 1) % 7
    if days == 0:
        return Moment(1900, 1, 0, weekday, seconds, elapsed)
    if days == 60:
        return Moment(1900, 2, 29, weekday, seconds, elapsed)
    day = date(1899, 12, 30 if days > 60 else 31) + timedelta(days)
    return Moment(day.year, day.month, day.day, weekday, seconds, elapsed)


def _second_places(parts: tuple[Part, ...]) -> int:
    """Decimals of the seconds that the format shows (ss.00)."""
    for place, part in enumerate(parts):
        if part.kind == "point" and place and parts[place - 1].text[:1] == "s":
            count = 0
            for other in parts[place + 1 :]:
                if other.kind != "digit":
                    break
                count += 1
            return min(count, 3)
    return 0


def _printed(place: int, parts: tuple[Part, ...], moment: Moment, section: Section, twelve: bool) -> str:
    part = parts[place]
    if part.kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[part.text[0]]
        return _numeral(f"{int(moment.elapsed // unit):0{len(part.text)}}", section)
    if part.kind == "half day":
        return _half_day(part.text, moment, section)
    if part.kind == "date":
        letter = part.text[0]
        if letter == "m" and _means_minutes(place, parts):
            return _numeral(_padded(int(moment.seconds // 60 % 60), part.text), section)
        return _date_word(part.text, moment, section, twelve)
    if part.kind == "point" and place and parts[place - 1].text[:1] == "s":
        return "."
    if part.kind == "digit":
        return _second_digit(place, parts, moment)
    return part.text


def _means_minutes(place: int, parts: tuple[Part, ...]) -> bool:
    """m behind hours or before seconds is minutes."""
    timed = [(i, part) for i, part in enumerate(parts) if part.kind in ("date", "elapsed")]
    at = next(number for number, (i, _) in enumerate(timed) if i == place)
    before = timed[at - 1][1].text[0] if at else ""
    after = timed[at + 1][1].text[0] if at + 1 < len(timed) else ""
    return before == "h" or after == "s"


def _second_digit(place: int, parts: tuple[Part, ...], moment: Moment) -> str:
    start = place
    while start and parts[start - 1].kind == "digit":
        start -= 1
    if start < 2 or parts[start - 1].kind != "point" or parts[start - 2].text[:1] != "s":
        return parts[place].text
    digits = f"{moment.seconds % 1:.3f}"[2:]
    return digits[place - start : place - start + 1]


def _date_word(word: str, moment: Moment, section: Section, twelve: bool) -> str:
    letter, count = word[0], len(word)
    if letter == "y":
        return _numeral(f"{moment.year:04}" if count > 2 else f"{moment.year % 100:02}", section, by_digit=True)
    if letter == "e":
        return _numeral(str(moment.year), section, by_digit=True)
    if letter == "b":
        return f"{moment.year + 543}"[0 if count > 2 else -2 :]
    if letter == "g":
        return ""
    if letter == "a":
        return ("" if count == 3 else "星期") + _WEEK[moment.weekday]
    if letter == "m" and count > 2:
        return _month(moment.month, count, section)
    if letter == "d" and count > 2:
        name = _WEEKDAYS[moment.weekday]
        chinese = ("周" if count == 3 else "星期") + _WEEK[moment.weekday]
        return chinese if section.chinese else name[:3] if count == 3 else name
    hour = int(moment.seconds // 3600)
    number = {
        "m": moment.month,
        "d": moment.day,
        "h": (hour % 12 or 12) if twelve else hour,
        "s": int(moment.seconds % 60),
    }[letter]
    return _numeral(_padded(number, word), section)


def _month(month: int, count: int, section: Section) -> str:
    if section.chinese:
        return f"{month}月" if count == 3 else f"{in_words(month, short_ten=True)}月"
    name = calendar.month_name[month] if month else ""
    return name[: {3: 3, 5: 1}.get(count)]


def _half_day(word: str, moment: Moment, section: Section) -> str:
    late = moment.seconds >= 43200
    if word == "上午/下午" or section.chinese:
        return "下午" if late else "上午"
    return word.split("/")[late]


def _padded(number: int, word: str) -> str:
    return f"{number:02}" if len(word) > 1 else str(number)


def _numeral(digits: str, section: Section, by_digit: bool = False) -> str:
    if section.numerals == 0:
        return digits
    if section.numerals == 3:
        return digit_by_digit(digits, WIDE_DIGITS)
    formal = section.numerals == 2
    if by_digit:
        return digit_by_digit(digits, FORMAL_DIGITS if formal else DIGITS)
    return in_words(int(digits), formal, short_ten=not formal)
