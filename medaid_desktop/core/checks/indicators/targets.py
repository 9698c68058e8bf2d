"""Targets of indicators, cell by cell: blank, left as the blank form printed it, doubtful, weaker than the level above, far
from the sisters. One cause, one finding: the first rule that speaks of a cell has it, the hint of a missing unit beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.indicators.indicator_rows import content_rows
from medaid_desktop.core.checks.indicators.kinds import wrong_kind
from medaid_desktop.core.checks.indicators.peers import LastYear, blank_target, far_from_last_year, last_year, outlier
from medaid_desktop.core.checks.indicators.percents import doubtful_rate
from medaid_desktop.core.checks.indicators.sisters import SisterGroup, group_of
from medaid_desktop.core.checks.indicators.target_readings import Reader, Reading, reader_of
from medaid_desktop.core.checks.indicators.target_rules import (
    KIND,
    LAST_YEAR,
    MISSING,
    OUTLIER,
    PEER,
    PERCENT,
    UNIT,
    UPPER,
)
from medaid_desktop.core.checks.indicators.target_units import without_unit
from medaid_desktop.core.checks.indicators.upper import Weaker, below_upper, weaker_by
from medaid_desktop.core.checks.names.placeholders import PLACEHOLDER
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.definitions.graded_words import GradedWords
from medaid_desktop.core.texts.placeholders import only_dots, placeholder_in, placeholder_of_target

_RULES = (MISSING, PEER, PLACEHOLDER, PERCENT, KIND, UPPER, OUTLIER, LAST_YEAR, UNIT)
_RESULTS = ("actual", "actual_to_date", "expected_full_year")
_READ = frozenset({"level1", "level2", "level3", "level4", "target", "upper_target"})
"""Columns that a reading speaks of, or that the clerk does not fill in: group names, and what the level above has printed."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """What the rows of a filing are compared with."""

    around: Around
    sisters: SisterGroup | None
    last: LastYear | None
    weaker: Weaker
    read: Reader
    words: GradedWords


def targets_check(words: GradedWords) -> Check:
    """The check of the targets of indicators; `words` tells which of two words says more."""
    weaker, read = weaker_by(words), reader_of(words)

    def run(subject: Subject, around: Around) -> Iterator[Finding]:
        if not subject.indicators:
            return
        sisters = group_of(around.sisters) if around.sisters else None
        compared = _Compared(around, sisters, last_year(subject, around), weaker, read, words)
        for row in subject.once(content_rows):
            yield from _row(subject, row, compared)

    return Check(_RULES, run, frozenset({"sisters", "upper", "last"}))


def _row(subject: Subject, row: Indicator, compared: _Compared) -> list[Finding]:
    cells = row.row
    found = [] if cells.keys() <= _READ else list(_beside_target(subject, row))
    reading = compared.read(cells.get("level3", ""), cells.get("level4", ""), cells.get("target", ""))
    if reading.prompts:
        found += [_placeholder(subject, row, column) for column in reading.prompts]
    if reading.spoken_for:
        return found
    if reading.blank:
        return [*found, blank_target(subject, row, compared.around, compared.sisters)]
    return found + _target(subject, row, reading, compared)


def _beside_target(subject: Subject, row: Indicator) -> Iterator[Finding]:
    """What is said of the columns that a reading does not speak of: results, remarks, those of a template's own."""
    for column, text in row.row.items():
        if column in _READ:
            continue
        result = column in _RESULTS
        if placeholder_in(text) and (result or not only_dots(text)):
            yield _placeholder(subject, row, column)
        if result and (doubt := doubtful_rate(subject, row, column)):
            yield doubt


def _placeholder(subject: Subject, row: Indicator, column: str) -> Finding:
    where, text = row.path(column), row.text(column)
    part = " ".join((placeholder_of_target if column == "target" else placeholder_in)(text).split())
    return PLACEHOLDER.found(subject, where, f"{subject.place(where)}里还留着“{part}”，请换成实际内容", actual=text)


def _target(subject: Subject, row: Indicator, reading: Reading, compared: _Compared) -> list[Finding]:
    doubt = doubtful_rate(subject, row, "target") if reading.doubtful else None
    doubt = doubt or _of_wrong_kind(subject, row, reading, compared)
    if doubt and doubt.severity != "hint":
        return [doubt]
    found = [doubt] if doubt else []
    if far := _far(subject, row, reading, compared):
        found.append(far)
    if reading.lacks_unit and (unit := without_unit(subject, row)):
        found.append(unit)
    return found


def _of_wrong_kind(subject: Subject, row: Indicator, reading: Reading, compared: _Compared) -> Finding | None:
    around, sisters, target = compared.around, compared.sisters, reading.target
    if not (reading.impossible or reading.may_be_impossible or (sisters and sisters.differs(row, target))):
        return None
    return wrong_kind(subject, row, target, reading.impossible, around, sisters, compared.words)


def _far(subject: Subject, row: Indicator, reading: Reading, compared: _Compared) -> Finding | None:
    """How a target compares with others: the level above, the sisters, last year; the gravest of them."""
    around = compared.around
    if around.upper or "upper_target" in row.row:
        found = below_upper(subject, row, around.upper, compared.weaker, around.names)
        if found:
            return found
    value = reading.figure
    if value is None:
        return None
    target, sisters, last = reading.target, compared.sisters, compared.last
    found = outlier(subject, row, target, value, around, sisters) if sisters else None
    return found or (far_from_last_year(subject, row, target, value, last) if last else None)
