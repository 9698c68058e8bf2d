"""A goal of the year that was copied from last year's form with its year."""

import re
from collections.abc import Iterator

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.names.date_rules import YEAR
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.texts.dates import parse_period
from medaid_desktop.core.texts.numbers import fold

_GOAL = "values.annual_goal"
_BEGINS = re.compile(r"(?P<year>20[0-9]{2})年度?(?![初末底中以起至到前后—~-]|[0-9]{1,2}月)")
_OTHER_YEARS = re.compile(r"同比|相比|基础|上年|去年|今年|本年|当年|结转|比20|起")


def goal_year(subject: Subject) -> Iterator[Finding]:
    """A hint where the goal begins with the year before the form's and says nothing of its own year, or of a comparison."""
    text, year = subject.filing.values.get("annual_goal", ""), subject.filing.year
    if not text or year is None or "annual_goal" not in subject.form.fields_by_id:
        return
    folded = fold(text).strip()
    match = _BEGINS.match(folded)
    if match is None or int(match["year"]) != year - 1 or str(year) in folded or _OTHER_YEARS.search(folded):
        return
    period = parse_period(subject.filing.values.get("period", ""))
    if period and period.start and period.start.year < year:
        return
    yield YEAR.found(
        subject, _GOAL, f"{subject.place(_GOAL)}开头写的是 {match['year']} 年，本表是 {year} 年度的，请核对是不是沿用了上年的话",
        severity="hint", expected=f"{year}年", actual=match["year"] + "年",
    )  # fmt: skip
