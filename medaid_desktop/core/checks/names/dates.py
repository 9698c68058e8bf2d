"""Dates of a form: ends before it starts, years that are not the form's, and days that no calendar has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.names.calendar_days import impossible_days
from medaid_desktop.core.checks.names.date_rules import INVALID, ORDER, YEAR
from medaid_desktop.core.checks.names.left_years import PLANS, left_years
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.dates import NoSuchDay, PartialDate, Period, parse_date, parse_period, read_date
from medaid_desktop.core.texts.numbers import fold

_FILLED = "filled_on"
_SPANS = (("starts", "ends"),)
"""Columns, or fields, of which the second never lies before the first: an error."""
_HAPPENED = ("upper_received_on", "issued_on", "received_on", "sub_issued_on")
_SEQUENCE = (("issued_on", "received_on"), ("received_on", "sub_issued_on"))
"""Events of a row in their order; one before the other wants an explanation. 收到上级下达资金时间 is compared with none: funds
that are handed down in advance arrive before their notice (乌鲁木齐 2020)."""
_MONTHS = 12
_MONTH = re.compile(r"([0-9]{1,2})\s*月份?")


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a form has dates and periods."""

    periods: Sequence[str]
    tables: Sequence[str]
    has_filled: bool


class _Dates(NamedTuple):
    """What the dates of a row are compared with: when the form was filled in, None where that is doubtful, and the texts of
    that date and of the project's period."""

    filled: PartialDate | None
    filled_text: str
    period_text: str


def _places(form: Form) -> _Places:
    return _Places(
        [one.id for one in form.fields if one.type == "period"],
        [table.id for table in form.tables if any(column.type in ("date", "period") for column in table.columns)],
        _FILLED in form.fields_by_id,
    )


def _check_dates(subject: Subject, _around: Around) -> Iterator[Finding]:
    found = [*_order_and_year(subject), *left_years(subject)]
    yield from found
    yield from impossible_days(subject, {one.where for one in found})


def _order_and_year(subject: Subject) -> Iterator[Finding]:
    places = subject.facts.once(_places)
    filled = parse_date(subject.filing.values.get(_FILLED, "")) if places.has_filled else None
    for name in places.periods:
        yield from _period(subject, f"values.{name}")
    values = subject.filing.values
    for first, last in _SPANS:
        if values.get(first) and values.get(last):
            yield from _span(subject, f"values.{first}", f"values.{last}")
    if filled and (year := subject.filing.year) is not None and not _about(subject, filled, year):
        yield _filled_year(subject, filled, year)
        filled = None
    for table in places.tables:
        if subject.filing.rows(table):
            dates = _Dates(filled, values.get(_FILLED, ""), values.get("period", ""))
            yield from subject.told(table, _row, dates)


def _period(subject: Subject, path: str) -> Iterator[Finding]:
    text = subject.text(path)
    period = parse_period(text) if text else None
    if period is None:
        return
    if period.start and period.end and period.end.last_day() < period.start.first_day():
        yield ORDER.found(
            subject, path, f"{subject.place(path)}是“{text}”，终点早于起点，请核对年月",
            expected=f"不早于 {period.start}", actual=text,
        )  # fmt: skip
        return
    year = subject.filing.year
    if year is not None and not _covers(period, year):
        yield YEAR.found(
            subject,
            path,
            f"{subject.place(path)}是“{text}”，不包括本表的 {year} 年度，请核对年份",
            expected=f"{year}年",
            actual=text,
        )


def _covers(period: Period, year: int) -> bool:
    """Whether a period has some part of a year."""
    return (period.start is None or period.start.year <= year) and (period.end is None or year <= period.end.year)


def _span(subject: Subject, start_path: str, end_path: str, gravely: bool = True) -> Iterator[Finding]:
    start, end = _roughly(subject.text(start_path)), _roughly(subject.text(end_path))
    if start is None and end is None:
        start, end = _month(subject, start_path), _month(subject, end_path)
        gravely = False
    if start is None or end is None or end.last_day() >= start.first_day():
        return
    none = "，日历上也没有这一天" if isinstance(read_date(subject.text(end_path)), NoSuchDay) else ""
    yield ORDER.found(
        subject, end_path,
        f"{subject.place(end_path)}是“{subject.text(end_path)}”，早于{_label(subject, start_path)}的“{subject.text(start_path)}”{none}，请核对年月日",
        severity="error" if gravely else "warning", expected=f"不早于 {start}", actual=subject.text(end_path),
        detail=_label(subject, start_path),
        beside=[Beside(subject.place(start_path), subject.text(start_path), start_path)],
    )  # fmt: skip


def _roughly(text: str) -> PartialDate | None:
    """The date a text states; of a day that no calendar has (2月31日) its month."""
    found = read_date(text)
    if isinstance(found, NoSuchDay):
        return found.date if found.date.month else None
    return found if isinstance(found, PartialDate) else None


def _month(subject: Subject, path: str) -> PartialDate | None:
    """A month without its year (3月), as of the form's year; None in projects of several years."""
    period = parse_period(subject.filing.values.get("period", ""))
    if period and (period.start is None or period.end is None or period.start.year != period.end.year):
        return None
    match = _MONTH.fullmatch(fold(subject.text(path)).strip())
    year = subject.filing.year
    return PartialDate(year, int(match[1])) if match and year and 1 <= int(match[1]) <= _MONTHS else None


def _label(subject: Subject, path: str) -> str:
    return f"“{subject.definition(path).label}”"


def _filled_year(subject: Subject, filled: PartialDate, year: int) -> Finding:
    path = f"values.{_FILLED}"
    return YEAR.found(
        subject, path, f"{subject.place(path)}是 {filled}，本表是 {year} 年度的，请核对年份", expected=f"{year}年",
        actual=subject.text(path),
    )  # fmt: skip


def _about(subject: Subject, date: PartialDate, year: int, until: str = "to_month_after") -> bool:
    """Whether a date is of a year, or of the months before and after it in which a budget is made and settled.

    Of the forms that plan, only the first months after it are; what else a form may be can be filled in all of the next year.
    """
    if date.year == year - 1:
        return (date.month or _MONTHS) >= YEAR.setting(subject, "from_month_before")
    if date.year == year + 1:
        return subject.kind not in PLANS or (date.month or 1) <= YEAR.setting(subject, until)
    return date.year == year


def _row(subject: Subject, table: str, index: int, dates: _Dates) -> Iterator[Finding]:
    row = subject.filing.rows(table)[index]
    for column in subject.form.tables_by_id[table].columns:
        if column.type == "period":
            yield from _period(subject, cell_path(table, index, column.id))
    for first, last in _SPANS:
        if row.get(first) and row.get(last):
            yield from _span(subject, cell_path(table, index, first), cell_path(table, index, last))
    if row.get("starts") or row.get("ends"):
        yield from _schedule_year(subject, table, index)
    strange: set[str] = set()
    for name in _HAPPENED:
        if text := row.get(name):
            for finding in _event(subject, cell_path(table, index, name), parse_date(text), dates.filled):
                strange.add(name)
                yield finding
    for first, last in _SEQUENCE:
        if row.get(first) and row.get(last) and not strange & {first, last}:
            yield from _span(subject, cell_path(table, index, first), cell_path(table, index, last), gravely=False)


def _schedule_year(subject: Subject, table: str, index: int) -> Iterator[Finding]:
    """A row of a schedule in another year, unless it lies within the project's period: of several years they are legal."""
    year = subject.filing.year
    paths = [cell_path(table, index, name) for name in ("starts", "ends")]
    start, end = (parse_date(subject.text(path)) for path in paths)
    if year is None or (start and end and end.last_day() < start.first_day()):
        return
    period = parse_period(subject.filing.values.get("period", ""))
    period = period if period and _covers(period, year) else None  # one of another year has a finding of its own
    for date, path in ((start, paths[0]), (end, paths[1])):
        if date is None or _about(subject, date, year, "schedule_to_month") or (period and _covers(period, date.year)):
            continue
        outside = not _covers(Period(start, end), year) if start and end else True
        if not outside and not period:
            continue
        where = f"不在项目期限（{period}）内" if period else f"本表是 {year} 年度的"
        yield YEAR.found(
            subject,
            path,
            f"{subject.place(path)}是 {date}，{where}，请核对年份",
            expected=f"{year}年",
            actual=subject.text(path),
        )


def _event(subject: Subject, path: str, date: PartialDate | None, filled: PartialDate | None) -> Iterator[Finding]:
    if date is None:
        return
    if filled and filled.last_day() < date.first_day():
        yield ORDER.found(
            subject, path, f"{subject.place(path)}是 {date}，晚于“填报日期”的 {filled}，填报时还没有发生，请核对",
            severity="warning", expected=f"不晚于 {filled}", actual=subject.text(path), detail="填报日期",
            beside=[Beside(subject.place(f"values.{_FILLED}"), subject.text(f"values.{_FILLED}"), f"values.{_FILLED}")],
        )  # fmt: skip
        return
    year = subject.filing.year
    if year is not None and not year - YEAR.setting(subject, "years_back") <= date.year <= year + 1:
        yield YEAR.found(
            subject, path, f"{subject.place(path)}是 {date}，离本表的 {year} 年度太远，请核对年份", expected=f"{year}年",
            actual=subject.text(path),
        )  # fmt: skip


DATES = Check((ORDER, YEAR, INVALID), _check_dates)
