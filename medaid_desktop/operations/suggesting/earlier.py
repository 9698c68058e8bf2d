"""What an office filed before: the usual starting point for a form (domain, 'Who works with it')."""

from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.listing import FilingSummary


def earlier_filings(desk: Desk, form: str, region: str | None, before: int | None) -> list[FilingSummary]:
    """The filings of one form and of exactly this region (None: without one), newest year first.

    Only those of years before `before`; None asks for all that have a year.
    """
    found = desk.ledger.filings.list(region or "", form)
    fitting = [
        summary
        for summary in found
        if (summary.region or "") == (region or "")
        and summary.year is not None
        and (before is None or summary.year < before)
    ]
    return sorted(fitting, key=lambda summary: (summary.year or 0, summary.changed_at), reverse=True)
