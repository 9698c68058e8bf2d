"""Dates and periods that a few typed digits mean: 0701 in a form of 2020 is 2020年7月1日. Offered, never put in."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from medaid_desktop.core.texts.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate, Period, parse_date, parse_period
from medaid_desktop.core.texts.numbers import fold

_PARTS = re.compile(r"[0-9]+(?:[-/.年月日号 ]+[0-9]+){0,2}[-/.年月日号 ]*")
_DIGITS = re.compile(r"[0-9]+")
_TO = re.compile(r"\s*(?:至|到|~|—{1,2}|--)\s*")
_PARTS_OF_YEAR = (
    (("全年", "qn"), 1, 12),
    (("上半年", "sbn"), 1, 6),
    (("下半年", "xbn"), 7, 12),
    (("一季度", "第一季度", "1季度", "yjd", "q1"), 1, 3),
    (("二季度", "第二季度", "2季度", "ejd", "q2"), 4, 6),
    (("三季度", "第三季度", "3季度", "sjd", "q3"), 7, 9),
    (("四季度", "第四季度", "4季度", "q4"), 10, 12),
)
"""What may be typed for a part of a year, its first and its last month."""

_TODAY = ("今天", "今日", "jt", "jintian")
_CENTURY = 2000


def dates_meant(typed: str, year: int, today: date) -> list[PartialDate]:
    """What a typed text may mean as a date, the likeliest first: 0701, 7-1, 2020.7.1, 20200701, 7.

    `year` is that of the form, for texts without one. Today comes last where the text is blank or fits nothing better,
    and alone for 今天.
    """
    folded = fold(typed).strip()
    this_day = PartialDate(today.year, today.month, today.day)
    if not folded or folded.casefold() in _TODAY:
        return [this_day]
    return list(dict.fromkeys([*_readings(folded, year), this_day]))


def periods_meant(typed: str, year: int) -> list[Period]:
    """What a typed text may mean as a period; the whole year of the form first, then its halves and quarters."""
    folded = fold(typed).strip().casefold()
    if not folded:
        return [period for _, period in _of_year(year)]
    found: list[Period] = []
    ends = _TO.split(folded)
    if len(ends) == 2 and ends[0]:
        found += _between(ends[0], ends[1], year)
    if re.fullmatch(r"[0-9]{4}年?", folded):
        found.append(_whole(int(folded[:4])))
    elif re.fullmatch(r"[0-9]{1,2}[-~—至到][0-9]{1,2}月?", folded):
        first, last = (int(number) for number in _DIGITS.findall(folded))
        if 1 <= first <= last <= 12:
            found.append(Period(PartialDate(year, first), PartialDate(year, last)))
    elif len(ends) == 1:
        found += [Period(start, PartialDate(start.year, 12)) for start in _months(folded, year)]
    whole = parse_period(folded)
    if whole and whole.start != whole.end:
        found.append(whole)
    found += [period for names, period in _of_year(year) if any(name.startswith(folded) for name in names)]
    return [period for period in dict.fromkeys(found) if _runs_forward(period)]


def name_of(period: Period) -> str:
    """What a period is called that is a part of a year: 全年, 上半年, 一季度; "" for others."""
    if period.start is None or period.end is None or period.start.year != period.end.year:
        return ""
    span = (period.start.month, period.end.month)
    return next((names[0] for names, *months in _PARTS_OF_YEAR if tuple(months) == span), "")


def _readings(folded: str, year: int) -> list[PartialDate]:
    found = [whole] if (whole := parse_date(folded)) else []
    if _PARTS.fullmatch(folded):
        numbers = _DIGITS.findall(folded)
        found += _of_digits(numbers[0], year) if len(numbers) == 1 else _of_parts([int(one) for one in numbers], year)
    return found


def _of_digits(digits: str, year: int) -> Iterator[PartialDate]:
    """Readings of digits without a sign between: 20200701, 200701, 0701, 701, 202007, 1."""
    size = len(digits)
    if size == 8:
        yield from _valid(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    elif size == 6:
        both = (int(digits[:4]), int(digits[4:])), (_CENTURY + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
        for parts in sorted(both, key=lambda parts: abs(parts[0] - year)):
            yield from _valid(*parts)
    elif size == 5:
        yield from _valid(int(digits[:4]), int(digits[4:]))
    elif size == 4:
        yield from _valid(year, int(digits[:2]), int(digits[2:]))
        yield from _valid(int(digits))
    elif size == 3:
        yield from _valid(year, int(digits[0]), int(digits[1:]))
        yield from _valid(year, int(digits[:2]), int(digits[2]))
    elif size == 2:
        yield from _valid(year, int(digits))
        yield from _valid(year, int(digits[0]), int(digits[1]))
    else:
        yield from _valid(year, int(digits))
        yield from _valid(year, int(digits), 1)


def _of_parts(parts: list[int], year: int) -> Iterator[PartialDate]:
    """Readings of two or three numbers with signs between: 7-1, 2020.7, 20/7/1."""
    if len(parts) == 3:
        yield from _valid(parts[0] if parts[0] > 99 else _CENTURY + parts[0], parts[1], parts[2])
    elif parts[0] > 99:
        yield from _valid(parts[0], parts[1])
    else:
        yield from _valid(year, parts[0], parts[1])


def _valid(year: int, month: int | None = None, day: int | None = None) -> Iterator[PartialDate]:
    """The date, where there is such a one."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return
    if month is not None and not 1 <= month <= 12:
        return
    if month and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        return
    yield PartialDate(year, month, day)


def _whole(year: int) -> Period:
    return Period(PartialDate(year, 1), PartialDate(year, 12))


def _of_year(year: int) -> list[tuple[tuple[str, ...], Period]]:
    """The parts of a year that forms ask for, each with what may be typed for it."""
    return [(typed, Period(PartialDate(year, first), PartialDate(year, last))) for typed, first, last in _PARTS_OF_YEAR]


def _months(text: str, year: int) -> list[PartialDate]:
    """The likeliest reading of a text as the month that a period begins or ends with: 2020.3, 202003, 3月."""
    return [PartialDate(one.year, one.month) for one in _readings(text, year) if one.month][:1]


def _between(before: str, after: str, year: int) -> Iterator[Period]:
    """Periods of two typed ends, the second perhaps still missing or without its year."""
    for start in _months(before, year):
        if not after:
            yield Period(start, PartialDate(start.year, 12))
        for end in _months(after, start.year):
            yield Period(start, end)


def _runs_forward(period: Period) -> bool:
    if period.start is None or period.end is None:
        return True
    return period.start.first_day() <= period.end.last_day()
