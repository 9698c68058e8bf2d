"""Findings with the explanations that clerks have given for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medaid_desktop.core.checks.finding import SEVERITIES, Finding
from medaid_desktop.core.checks.identity import Identity, identity
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import clean_text
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.check_results import Counts
from medaid_desktop.store.records.explanations import LONGEST, Explanation, Kept


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding, with its `explanation` where one holds.

    `lapsed` is the newest one given for the same rule and place that is void now, because the text there, or what it was
    compared with, is another: a start for a new one. `place` says in a clerk's words where it is.
    """

    finding: Finding
    place: str
    explanation: Explanation | None = None
    lapsed: Explanation | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is to be done: an error, or a warning that nobody has explained."""
        severity = self.finding.severity
        return severity == "error" or (severity == "warning" and self.explanation is None)


def with_explanations(subject: Subject, findings: Iterable[Finding], kept: Sequence[Kept]) -> list[Checked]:
    """Findings of a filing as it is, with the explanations that hold."""
    holding = {one.of: one.explanation for one in kept}
    by_place = {_place(one.of): one.explanation for one in kept}
    found: list[Checked] = []
    for finding in findings:
        place = subject.place(finding.where)
        if not kept:
            found.append(Checked(finding, place))
            continue
        of = identity(subject.filing, finding)
        explanation = holding.get(of)
        found.append(Checked(finding, place, explanation, None if explanation else by_place.get(_place(of))))
    return found


def _place(of: Identity) -> tuple[str, str, str]:
    return of.rule, of.detail, of.place


def explain(desk: Desk, filing_id: str, finding: Finding, text: str) -> Explanation | None:
    """Keeps why a finding is let stand; a blank text takes that back. Returns what is kept, None for nothing.

    Raises UserError for an error, which must be mended, for a text too long for a line, and where the ledger is read-only.
    """
    line = " ".join(clean_text(text).split())
    if finding.severity == "error" and line:
        raise UserError("这是错误，不能用说明代替", finding.message, "请改正后再检查")
    if len(line) > LONGEST:
        raise UserError("说明太长", f"{len(line)} 字", f"说明印在表上只占一行，请写在 {LONGEST} 字以内")
    ledger = desk.ledger
    of = identity(ledger.filings.get(filing_id), finding)
    with ledger.transaction():
        held = any(one.of == of for one in ledger.explanations.of(filing_id))
        ledger.explanations.remove(filing_id, of) if not line else None
        kept = ledger.explanations.put(filing_id, of, line, ledger.operator) if line else None
        if finding.severity == "warning" and held != bool(line):
            ledger.check_results.shift_to_explained(filing_id, 1 if line else -1)
    return kept


def counts_of(checked: Iterable[Checked]) -> Counts:
    """How many findings of each kind there are."""
    found = list(checked)
    explained = [one for one in found if one.finding.severity == "warning" and one.explanation]
    severities = [one.finding.severity for one in found]
    errors, warnings, hints = (severities.count(severity) for severity in SEVERITIES)
    return Counts(errors, warnings - len(explained), hints, len(explained))
