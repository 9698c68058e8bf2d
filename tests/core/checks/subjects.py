"""Filings of the built-in forms, made ready for the rules in a line or two."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from tests.core.papers import built_in


@cache
def facts(form: str) -> FormFacts:
    return FormFacts(built_in(form))


def subject(
    form: str,
    values: Mapping[str, str] | None = None,
    year: int | None = 2020,
    region: str | None = "650102",
    id: str = "",
    **tables: Sequence[Mapping[str, str]],
) -> Subject:
    """A filing of a built-in form: `values` by field, tables by their names."""
    rows = {name: [dict(row) for row in table] for name, table in tables.items()}
    return Subject(facts(form), Filing(form, year, region, id=id, values=dict(values or {}), tables=rows))


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Each finding as (rule, place)."""
    return [(finding.rule, finding.where) for finding in findings]
