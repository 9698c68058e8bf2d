"""Checking in the background what came unchecked: filings of older ledgers, imported or copied ones."""

from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.checking import check_many
from medaid_desktop.operations.checking.rules import RULES_VERSION
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.ground.progress import Cancelled, Progress
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.check_results import Counts, Result

_CHECKED_BY = "open_errors_counted_by"


def needs_counting(ledger: Ledger) -> bool:
    """Whether filings wait to be checked, or another version of the program has checked them."""
    return not ledger.read_only and (ledger.overview.has_uncounted() or _is_stale(ledger))


def count_open_errors(
    ledger: Ledger, desk: Desk, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> int:
    """Checks what has not been checked yet, everything after an update of the program, and what is compared with those
    newcomers; returns how many filings.

    Reads at `desk`, which may have a reader of its own, and notes the counts in `ledger` in lots; a crash in the midst
    costs the lot at hand, which is then counted the next time. Raises CancelledError.
    """
    ids = _with_compared(desk, desk.ledger.check_results.unchecked(RULES_VERSION))
    failed: list[str] = []

    def fail(filing_id: str, _error: UserError) -> None:
        failed.append(filing_id)

    count = sum(1 for _ in check_many(desk, ids, progress, cancelled, ledger, fail))
    moments = desk.ledger.overview.changed_at(failed)
    # Damaged, or a form of another program version: opening it will say so, and nothing else is known to be wrong.
    ledger.check_results.note((Result(key, moment, Counts()) for key, moment in moments.items()), RULES_VERSION)
    if ledger.settings.get(_CHECKED_BY) != RULES_VERSION:
        ledger.settings.set(_CHECKED_BY, RULES_VERSION)
    return count + len(failed)


def _with_compared(desk: Desk, ids: list[str]) -> list[str]:
    """Filings and those that they may be compared with: of the regions beside and below them, that year and the next."""
    places: set[tuple[str, int]] = set()
    for summary in desk.ledger.overview.summaries(ids):
        region = desk.regions.find(summary.region, summary.year) if summary.region else None
        if region and summary.year:
            places |= {(region.parent or region.code, year) for year in (summary.year, summary.year + 1)}
    filings = desk.ledger.filings
    beside = [one.id for region, year in sorted(places) for one in filings.list(region=region, year=year)]
    return list(dict.fromkeys([*ids, *beside]))


def _is_stale(ledger: Ledger) -> bool:
    return ledger.settings.get(_CHECKED_BY) not in (None, RULES_VERSION)
