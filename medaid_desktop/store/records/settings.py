"""The office's settings, kept in the ledger so that they travel with it."""

import json
from collections.abc import Callable

from medaid_desktop.store.ground.database import Connection

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Settings:
    """Named values. What belongs to a PC (window places, printers) is no setting of the ledger. `require` refuses changes by
    somebody who is not signed in where people are."""

    def __init__(self, connection: Connection, require: Callable[[str], None]) -> None:
        self._connection = connection
        self._require = require

    def get(self, key: str, default: Json = None) -> Json:
        """The value of a setting, `default` where it was never set."""
        row = self._connection.row("SELECT value FROM settings WHERE key = ?", (key,))
        return json.loads(row[0]) if row else default

    def set(self, key: str, value: Json) -> None:
        """Keeps a value. Raises UserError where the ledger is read-only or nobody is signed in."""
        self._require("settings")
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value, ensure_ascii=False)),
            )

    def remove(self, key: str) -> None:
        """Forgets a setting; one never set is no error. Raises UserError as `set` does."""
        self._require("settings")
        with self._connection.transaction():
            self._connection.execute("DELETE FROM settings WHERE key = ?", (key,))

    def all(self) -> dict[str, Json]:
        """All settings by key."""
        rows = self._connection.rows("SELECT key, value FROM settings ORDER BY key")
        return {key: json.loads(value) for key, value in rows}
