"""Forms with a few indicators, and what the rules about targets and structure say of them."""

from collections.abc import Sequence
from functools import cache

from medaid_desktop.core.checks.around import ALONE, Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.indicators.structure import STRUCTURE
from medaid_desktop.core.checks.indicators.targets import targets_check
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.definitions.graded_words import GradedWords, read_graded_words
from tests.core.checks.subjects import subject
from tests.core.papers import RESOURCES

FILLED = {
    "project_name": "医疗救助补助资金", "competent_department": "某县医疗保障局", "implementing_unit": "某县医疗保障局",
    "funding_total": "656", "annual_goal": "应救尽救", "budget_unit": "某县医疗保障局", "finance_department": "某县财政局",
    "goal_expected": "应救尽救", "goal_actual": "应救尽救", "total_score": "100",
}  # fmt: skip
"""Enough values for every form that no required one is blank."""


@cache
def words() -> GradedWords:
    return read_graded_words((RESOURCES / "vocabulary" / "scales.toml").read_text(encoding="utf-8"))


@cache
def targets() -> Check:
    return targets_check(words())


def row(name: str, target: str = "", second: str = "数量指标", first: str = "产出指标", **more: str) -> dict[str, str]:
    cells = {"level1": first, "level2": second, "level3": name, "target": target, **more}
    return {column: text for column, text in cells.items() if text}


def form(
    *rows: dict[str, str], id: str = "", kind: str = "project-target", year: int = 2020, region: str = "650102"
) -> Subject:
    """A filled form with these indicators."""
    return subject(kind, FILLED, year, region, id, indicators=list(rows))


def of_targets(own: Subject, around: Around = ALONE) -> list[Finding]:
    return run_checks(own, [targets()], around)


def of_structure(own: Subject) -> list[Finding]:
    return run_checks(own, [STRUCTURE])


def rules(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def severities(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in findings]


def mended(own: Subject, finding: Finding, which: int = 0) -> Subject:
    """The form after one of the mends of a finding."""
    filing = own.filing.copy()
    filing.apply(finding.mends[which].edits)
    return Subject(own.facts, filing)
