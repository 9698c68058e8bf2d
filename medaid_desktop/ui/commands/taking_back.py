"""The way back that a notice offers after filings were made or deleted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context

if TYPE_CHECKING:
    from medaid_desktop.store.records.filings import Filings


def take_back(context: Context, change: "Callable[[Filings], int]", words: str) -> None:
    """Moves filings into the bin or out of it; `words` tell with %1 how many. A notice may outlive the right to write."""
    workspace = context.workspace
    if not workspace.can_edit:
        return
    try:
        count = change(workspace.desk.ledger.filings)
    except UserError as error:
        context.notices.fail(error)
        return
    workspace.filings_changed.emit()
    context.notices.done(words.replace("%1", str(count)))
