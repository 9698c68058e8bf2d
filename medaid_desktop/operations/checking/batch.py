"""Many filings checked at once: what a list, a report and the command line show of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from medaid_desktop.core.checks.finding import SEVERITIES
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.checking import check_many
from medaid_desktop.operations.checking.explaining import Checked, counts_of
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.ground.progress import Cancelled, Progress
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.check_results import Counts
from medaid_desktop.store.records.listing import FilingSummary

SIGNS = {"error": "●", "warning": "▲", "hint": "ⓘ"}
WORDS = {"error": "错误", "warning": "警告", "hint": "提示"}
"""What a severity looks like and is called wherever a clerk reads of it."""


@dataclass(frozen=True, slots=True)
class FilingChecked:
    """A filing and what is found in it: the gravest first, at one severity in the order of the paper."""

    summary: FilingSummary
    checked: Sequence[Checked]

    @property
    def counts(self) -> Counts:
        return counts_of(self.checked)


@dataclass(slots=True)
class Batch:
    """What a check of many filings came to. `filings` are those with findings, `summaries` all that were checked, both in
    the order asked for; `counts` are the findings of all and `found` in how many filings there are any; `failed` are the
    filings that could not be read, and why."""

    filings: list[FilingChecked] = field(default_factory=list[FilingChecked])
    summaries: list[FilingSummary] = field(default_factory=list[FilingSummary])
    failed: list[tuple[FilingSummary, UserError]] = field(default_factory=list[tuple[FilingSummary, UserError]])
    counts: Counts = field(default_factory=Counts)
    found: int = 0


def check_batch(
    desk: Desk,
    ids: Sequence[str],
    progress: Progress | None = None,
    is_cancelled: Cancelled | None = None,
    noting: Ledger | None = None,
    take: Callable[[FilingChecked], object] | None = None,
) -> Batch:
    """Checks filings. What is found goes to `take` as it comes, by place; without it the batch keeps it.

    Raises UserError for an unknown filing and CancelledError; one that cannot be read is told in the batch.
    """
    summaries = {summary.id: summary for summary in desk.ledger.overview.summaries(ids)}
    batch = Batch()

    def failed(filing_id: str, error: UserError) -> None:
        batch.failed.append((summaries[filing_id], error))

    for filing_id, checked in check_many(desk, ids, progress, is_cancelled, noting, failed):
        batch.summaries.append(summaries[filing_id])
        if checked:
            ordered = sorted(checked, key=lambda one: SEVERITIES.index(one.finding.severity))
            one = FilingChecked(summaries[filing_id], ordered)
            batch.counts += one.counts
            batch.found += 1
            (take or batch.filings.append)(one)
    order = {filing_id: number for number, filing_id in enumerate(ids)}
    batch.summaries.sort(key=lambda summary: order[summary.id])
    batch.filings.sort(key=lambda one: order[one.summary.id])
    return batch


def findings_json(filing: FilingChecked) -> list[dict[str, Any]]:
    """The public JSON of the findings of a filing (contract, section 4), each with its explanation where it has one."""
    return [_json(one) for one in filing.checked]


def _json(checked: Checked) -> dict[str, Any]:
    data = checked.finding.to_json()
    if checked.explanation:
        data["explanation"] = checked.explanation.text
    return data


def findings_lines(desk: Desk, filing: FilingChecked) -> list[str]:
    """The findings of a filing as text: what it is called, then each with its place and explanation."""
    lines = [called(desk, filing.summary)]
    for one in filing.checked:
        finding = one.finding
        message = " ".join(finding.message.split())
        lines.append(f"  {SIGNS[finding.severity]} {WORDS[finding.severity]}\t{message}\t{finding.where}")
        if one.explanation:
            lines.append(f"    说明\t{one.explanation.text}")
    return [*lines, ""]


def called(desk: Desk, summary: FilingSummary) -> str:
    """A filing on a line: id, form, region, year, title."""
    form, region = desk.forms.title(summary.form), desk.names(summary.region, summary.year).full
    return "\t".join((summary.id, form, region, str(summary.year or ""), summary.title))


def summed_up(batch: Batch) -> str:
    """How many filings were checked, and what was found."""
    counts = batch.counts
    if not (counts.errors or counts.warnings or counts.hints or counts.explained):
        return f"共检查 {len(batch.summaries)} 份，没有发现问题。"
    explained = f"（另有 {counts.explained} 处已说明）" if counts.explained else ""
    return (
        f"共检查 {len(batch.summaries)} 份，{batch.found} 份有审核发现：错误 {counts.errors} 处，"
        f"警告 {counts.warnings} 处{explained}，提示 {counts.hints} 处。"
    )
