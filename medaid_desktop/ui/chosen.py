"""Which filings an action is meant for."""

from collections.abc import Sequence
from typing import Protocol


class Chosen(Protocol):
    """What commands ask of the parts of the window in which filings are chosen."""

    def filings(self) -> list[str]:
        """The filing in front; those selected in the list where that has the focus or nothing is open."""
        ...

    def listed(self) -> list[str]:
        """All filings of the chosen region and year."""
        ...

    def region(self) -> str | None:
        """The code of the chosen region, None where all are shown."""
        ...

    def year(self) -> int | None:
        """The chosen year, None where all are shown."""
        ...

    def settle(self) -> bool:
        """Commits what is being typed; False where it could not be stored, which has then been said."""
        ...

    def show(self, filing_id: str) -> None:
        """Opens a filing and brings it to the front."""
        ...

    def begin(self, filing_id: str, beside: Sequence[str] = ()) -> None:
        """Shows a filing with the cursor in the first field that is blank; the others `beside` it are listed too."""
        ...
