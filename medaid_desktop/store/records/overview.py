"""The ledger seen from above: lists filtered and sorted, filings and what is open in them counted by region."""

from collections.abc import Sequence

from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.records.filings import COUNTS_ERRORS
from medaid_desktop.store.records.listing import (
    FilingSummary,
    RegionCount,
    Wanted,
    condition,
    condition_of,
    order_of,
    placeholders,
)

_AT_ONCE = 500


class Overview:
    """Reads no content: all that is asked for here stands in one index."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open_errors = "open_errors" if connection.pragma("user_version") >= COUNTS_ERRORS else "NULL"

    def ids(self, wanted: Wanted) -> list[str]:
        """The ids of the filings asked for, in their order."""
        where, parameters = condition_of(wanted)
        order, ranks = order_of(wanted)
        sql = f"SELECT id FROM filings WHERE {where} ORDER BY {order}".replace("{open_errors}", self._open_errors)
        return [row[0] for row in self._connection.rows(sql, (*parameters, *ranks))]

    def summaries(self, ids: Sequence[str]) -> list[FilingSummary]:
        """The lines of filings, in the order of their ids; those that are gone are left out."""
        found: dict[str, FilingSummary] = {}
        for start in range(0, len(ids), _AT_ONCE):
            lot = ids[start : start + _AT_ONCE]
            sql = (
                f"SELECT id, form, region, year, title, status, changed_at, {self._open_errors} FROM filings"
                f" WHERE id IN ({placeholders(lot)})"
            )
            found |= {row[0]: FilingSummary(*row) for row in self._connection.rows(sql, lot)}
        return [found[filing_id] for filing_id in ids if filing_id in found]

    def exactly(self, form: str, region: str | None, year: int | None) -> list[FilingSummary]:
        """The filings of one form for just this region and year, None being one of its own; newest first."""
        rows = self._connection.rows(
            f"SELECT id, form, region, year, title, status, changed_at, {self._open_errors} FROM filings"
            " WHERE deleted_at IS NULL AND region IS ? AND year IS ? AND form = ? ORDER BY changed_at DESC, id DESC",
            (region, year, form),
        )
        return [FilingSummary(*row) for row in rows]

    def recent(self, limit: int) -> list[FilingSummary]:
        """The filings not in the bin that were changed last, newest first, without counts of errors."""
        rows = self._connection.rows(
            "SELECT id, form, region, year, title, status, changed_at FROM filings WHERE deleted_at IS NULL"
            " ORDER BY changed_at DESC, id DESC LIMIT ?",
            (limit,),
        )
        return [FilingSummary(*row) for row in rows]

    def by_region(self, year: int | None = None, region: str | None = None) -> dict[str, RegionCount]:
        """Counts for each region that has filings, "" standing for none; not summed up the tree.

        With `region` ("" for none) those of this very region alone.
        """
        where, parameters = condition(None, None, year, deleted=False)
        if region is not None:
            where += " AND region IS ?"
            parameters.append(region or None)  # type: ignore[arg-type]
        rows = self._connection.rows(
            "SELECT coalesce(region, ''), count(*), sum(status = 'draft'), sum(status = 'reviewed'),"
            f" coalesce(sum({self._open_errors}), 0), sum(status = 'returned') FROM filings WHERE {where} GROUP BY region",
            parameters,
        )
        return {row[0]: RegionCount(*row[1:]) for row in rows}

    def has_uncounted(self) -> bool:
        """Whether a filing not in the bin waits to be checked."""
        return bool(self.uncounted("", 1))

    def uncounted(self, after: str, limit: int) -> list[str]:
        """The ids, in order and after a given one, of filings that have not been checked yet."""
        if self._open_errors == "NULL":
            return []
        rows = self._connection.rows(
            "SELECT id FROM filings WHERE open_errors IS NULL AND deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?",
            (after, limit),
        )
        return [row[0] for row in rows]

    def changed_at(self, ids: Sequence[str]) -> dict[str, str]:
        """When filings were last changed."""
        sql = f"SELECT id, changed_at FROM filings WHERE id IN ({placeholders(ids)})"
        return dict(self._connection.rows(sql, ids))
