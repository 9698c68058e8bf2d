"""Days that no calendar has: 2020年2月31日, 2022年13月1日."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.names.date_rules import INVALID
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.dates import NoSuchDay, read_period
from medaid_desktop.core.texts.numbers import fold

_DAY = re.compile(
    r"(?<![0-9.])(?:(?P<year>(?:19|20)[0-9]{2})\s*年\s*)?(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"
)
_DATES = ("date", "period")
_LEAP_YEAR = 2020
_MONTHS = 12

_Places = tuple[Sequence[tuple[str, bool]], Sequence[tuple[str, str, bool]]]


def _places(form: Form) -> _Places:
    """Fields, and columns of tables with their table, in which dates may stand; True where nothing else does."""
    kinds = (*_DATES, "text", "long-text")
    return (
        [(one.id, one.type in _DATES) for one in form.fields if one.type in kinds],
        [
            (table.id, column.id, column.type in _DATES)
            for table in form.tables
            for column in table.columns
            if column.type in (*_DATES, "long-text")
        ],
    )


def impossible_days(subject: Subject, told: Collection[str]) -> Iterator[Finding]:
    """Dates that do not exist, in cells for dates and where a sentence gives month and day; `told` are places that have a
    finding on their date already."""
    fields, columns = subject.facts.once(_places)
    values = subject.filing.values
    for name, only in fields:
        if (text := values.get(name)) and (only or "月" in text) and f"values.{name}" not in told:
            yield from _in_cell(subject, f"values.{name}", text, only)
    for table, name, only in columns:
        for finding in subject.told(table, _in_row, (name, only)):
            if finding.where not in told:
                yield finding


def _in_row(subject: Subject, table: str, index: int, column: tuple[str, bool]) -> Iterator[Finding]:
    name, only = column
    text = subject.filing.rows(table)[index].get(name)
    if text and (only or "月" in text):
        yield from _in_cell(subject, cell_path(table, index, name), text, only)


def _in_cell(subject: Subject, path: str, text: str, only: bool) -> Iterator[Finding]:
    reason = _reason(text, only)
    if reason:
        yield INVALID.found(subject, path, f"{subject.place(path)}{reason}", actual=text if only else "")


def _reason(text: str, only: bool) -> str:
    if only and isinstance(found := read_period(text), NoSuchDay):
        return f"是“{text}”，{found.reason}"
    for match in _DAY.finditer(fold(text)):
        year, month, day = match["year"], int(match["month"]), int(match["day"])
        written = text[match.start() : match.end()]
        if month > _MONTHS and year:
            return f"里的“{written}”，没有 {month} 月，请核对日期"
        if 1 <= month <= _MONTHS and day > (last := monthrange(int(year or _LEAP_YEAR), month)[1]):
            return f"里的“{written}”，{month} 月只有 {last} 日，请核对日期"
    return ""
