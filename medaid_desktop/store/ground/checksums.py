"""A sum over each filing's row, so that a changed byte is noticed even where the row still reads well."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from medaid_desktop.store.ground.database import Connection

KEEPS_SUMS = 6
"""The schema version that brought them."""

COLUMNS = (
    "id, form, form_version, variant, year, region, title, status, created_at, changed_at, deleted_at, origin, content"
)
"""What a sum is over: all of a row but what is counted anew (`open_errors`)."""


def row_sum(row: Sequence[Any]) -> str:
    """SHA-256 (hex) over the cells of a row: of a filing those of `COLUMNS`, in their order."""
    text = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"), default=repr)  # damaged: bytes for a text
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_sound(connection: Connection, filing_id: str) -> bool:
    """Whether a filing's row is what this program wrote; True where there is none."""
    row = connection.row(f"SELECT sum, {COLUMNS} FROM filings WHERE id = ?", (filing_id,))
    return row is None or row[0] == row_sum(row[1:])


def stamp(connection: Connection, ids: Iterable[str]) -> None:
    """Makes the sums of filings whose rows were just changed, within the transaction of the change."""
    for filing_id in ids:
        row = connection.row(f"SELECT {COLUMNS} FROM filings WHERE id = ?", (filing_id,))
        if row is not None:
            connection.execute("UPDATE filings SET sum = ? WHERE id = ?", (row_sum(row), filing_id))


def stamp_all(connection: Connection) -> None:
    """Makes the sums that were never made: of a ledger of an earlier version, or gathered out of a damaged one."""
    with connection.transaction():
        stamp(connection, [row[0] for row in connection.rows("SELECT id FROM filings WHERE sum = ''")])
