"""What was worked at last in a ledger."""

from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.listing import FilingSummary


def recently_changed(ledger: Ledger, limit: int) -> list[FilingSummary]:
    """The filings not in the bin that were changed last, newest first."""
    rows = ledger.connection.rows(
        "SELECT id, form, region, year, title, status, changed_at FROM filings WHERE deleted_at IS NULL"
        " ORDER BY changed_at DESC, id DESC LIMIT ?",
        (limit,),
    )
    return [FilingSummary(*row) for row in rows]
