"""Runs checks over a filing: those its form leaves on, as grave as its form wants, in the order of the paper."""

from collections.abc import Iterable, Sequence

from medaid_desktop.core.checks.around import ALONE, Around
from medaid_desktop.core.checks.finding import SEVERITIES, Finding
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import parse_path


def run_checks(subject: Subject, checks: Sequence[Check], around: Around = ALONE) -> list[Finding]:
    """What checks find in a filing: by place as the form has them, the gravest first at each."""
    spec = subject.form.checks
    found: list[Finding] = []
    for check in checks:
        if spec.off and all(rule.id in spec.off for rule in check.rules):
            continue
        found += (_as_grave_as_wanted(subject, one) for one in check.run(subject, around) if one.rule not in spec.off)
    return in_order(subject, found)


def in_order(subject: Subject, findings: Iterable[Finding]) -> list[Finding]:
    """Findings of a filing by place, the gravest first at each."""
    return sorted(findings, key=lambda one: (*_place(subject, one.where), SEVERITIES.index(one.severity), one.rule))


def _as_grave_as_wanted(subject: Subject, finding: Finding) -> Finding:
    wanted = subject.form.checks.severities.get(finding.rule)
    if not wanted or wanted == finding.severity:
        return finding
    return Finding(
        finding.rule, wanted, finding.where, finding.message, finding.expected, finding.actual, finding.filing,
        finding.region, finding.detail, finding.beside, finding.mends,
    )  # fmt: skip


def _place(subject: Subject, where: str) -> tuple[int, int, int]:
    place = parse_path(where)
    order = subject.facts.order
    if not place.table:
        return order.get(where, len(order)), -1, 0
    table = subject.form.tables_by_id.get(place.table)
    columns = [column.id for column in table.columns] if table else []
    column = columns.index(place.column) if place.column in columns else len(columns)
    return order.get(f"tables.{place.table}", len(order)), place.row, column
