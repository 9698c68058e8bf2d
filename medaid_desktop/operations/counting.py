"""Counting what is open in filings that came without a count: of older ledgers, imported or copied ones."""

from collections.abc import Iterator

from medaid_desktop import __version__
from medaid_desktop.core.definitions.completeness import open_errors
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.progress import Cancelled, Progress, check_cancelled

_COUNTED_BY = "open_errors_counted_by"
_AT_ONCE = 100


def needs_counting(ledger: Ledger) -> bool:
    """Whether filings wait to be counted, or another version of the program has counted them."""
    return not ledger.read_only and (ledger.overview.has_uncounted() or _is_stale(ledger))


def count_open_errors(
    ledger: Ledger, desk: Desk, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> int:
    """Counts in lots what has not been counted, everything after an update of the program; returns how many were news.

    Reads at `desk`, which may have a reader of its own, and notes the counts in `ledger`; a crash in the midst costs
    the lot at hand, which is then counted the next time. Raises CancelledError.
    """
    is_stale = _is_stale(ledger)
    ids = [summary.id for summary in desk.ledger.filings.list()] if is_stale else None
    done = news = 0
    for lot in _lots(desk.ledger, ids):
        check_cancelled(cancelled)
        news += ledger.overview.note_open_errors(_counted(desk, lot))
        done += len(lot)
        if progress:
            progress(done, len(ids) if ids else 0)
    if ledger.settings.get(_COUNTED_BY) != __version__:
        ledger.settings.set(_COUNTED_BY, __version__)
    return news


def _is_stale(ledger: Ledger) -> bool:
    return ledger.settings.get(_COUNTED_BY, __version__) != __version__


def _lots(ledger: Ledger, ids: list[str] | None) -> Iterator[list[str]]:
    if ids is not None:
        yield from (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
        return
    after = ""
    while lot := ledger.overview.uncounted(after, _AT_ONCE):
        after = lot[-1]
        yield lot


def _counted(desk: Desk, ids: list[str]) -> list[tuple[str, str, int]]:
    """(id, when it was changed, open errors); the moment is read first, so that a change in between shows."""
    found: list[tuple[str, str, int]] = []
    for filing_id, changed_at in desk.ledger.overview.changed_at(ids).items():
        try:
            filing = desk.ledger.filings.get(filing_id)
        except UserError:  # deleted meanwhile, or damaged: the check will say so
            continue
        try:
            count = open_errors(desk.form_of(filing), filing)
        except UserError:  # a form of another program version: nothing is known to be open
            count = 0
        found.append((filing_id, changed_at, count))
    return found
