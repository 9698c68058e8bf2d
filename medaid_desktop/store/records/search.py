"""The contents of many filings, one after the other, as they are stored: what a search through the ledger reads.

There is no index of words on purpose: one pass over all contents of the whole country's ledger (42 705 filings, 182 MB)
takes 0.2 s to read and as much to look at (tests/benchmarks/bench_search.py), and an office's own ledger is a hundredth
of that. So there is nothing to build, to keep up with edits, to grow, or to be found stale after a crash.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.records.listing import condition

_AT_ONCE = 200


class Stored(NamedTuple):
    """A filing's head, and its content as the bytes of its JSON. `number` is the ledger's own."""

    number: int
    id: str
    form: str
    region: str | None
    year: int | None
    title: str
    content: bytes


class Contents:
    """Reads contents in lots, so that a writer never waits long and the work can be stopped between them."""

    def __init__(
        self, connection: Connection, region: str | None = None, form: str | None = None, year: int | None = None
    ) -> None:
        """The filings of `Filings.list`, those in the bin left out, newest year first, then by region and form."""
        where, parameters = condition(region, form, year, deleted=False)
        rows = connection.rows(
            f"SELECT rowid FROM filings WHERE {where} ORDER BY year DESC, region, form, id", parameters
        )
        self._connection = connection
        self._numbers: list[int] = [row[0] for row in rows]

    def __len__(self) -> int:
        return len(self._numbers)

    def lots(self) -> Iterator[list[Stored]]:
        """The filings in their order; one that is gone meanwhile is left out."""
        for start in range(0, len(self._numbers), _AT_ONCE):
            lot = self._numbers[start : start + _AT_ONCE]
            # The blob spares decoding texts of which next to none will be looked at.
            rows = self._connection.rows(
                "SELECT rowid, id, form, region, year, title, CAST(content AS BLOB)"
                " FROM filings WHERE rowid IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL",
                (json.dumps(lot),),
            )
            found = {row[0]: Stored._make(row) for row in rows}
            yield [found[number] for number in lot if number in found]
