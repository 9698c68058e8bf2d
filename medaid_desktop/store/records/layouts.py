"""What clerks have corrected in reading: by the print of a layout, so that the next file of it needs no correcting."""

from collections.abc import Callable

from medaid_desktop.store.ground.database import Connection

KNOWS_LAYOUTS = 3
"""The schema version that brought them; a ledger that can only be read may be older."""


class Layouts:
    """One text a layout. What stands in it is the business of those who read documents. `require` refuses changes by somebody
    who is not signed in where people are."""

    def __init__(self, connection: Connection, require: Callable[[str], None]) -> None:
        self._connection = connection
        self._require = require
        self._known: bool = connection.pragma("user_version") >= KNOWS_LAYOUTS

    def all(self) -> dict[str, str]:
        """The texts of all layouts by their prints."""
        if not self._known:
            return {}
        return dict(self._connection.rows("SELECT layout, corrections FROM layouts ORDER BY layout"))

    def keep(self, layout: str, text: str) -> None:
        """Keeps the text of a layout in the place of an earlier one. Raises UserError where the ledger is read-only or nobody is
        signed in."""
        self._require("layouts")
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO layouts (layout, corrections) VALUES (?, ?)"
                " ON CONFLICT (layout) DO UPDATE SET corrections = excluded.corrections",
                (layout, text),
            )

    def forget(self, layout: str) -> None:
        """Forgets a layout; one never kept is no error. Raises UserError as `keep` does."""
        self._require("layouts")
        with self._connection.transaction():
            self._connection.execute("DELETE FROM layouts WHERE layout = ?", (layout,))
