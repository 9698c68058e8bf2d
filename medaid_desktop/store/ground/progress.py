"""How long work reports itself and is stopped."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total) from the thread that works; the unit is the work's own, total 0 means unknown."""

Cancelled = Callable[[], bool]
"""Asked now and then whether to stop."""


class CancelledError(Exception):
    """The work was stopped because `Cancelled` said so, or because the ledger is being closed."""


def check_cancelled(cancelled: Cancelled | None) -> None:
    """Raises CancelledError where the work is to stop."""
    if cancelled and cancelled():
        raise CancelledError
