"""Where the rows of a sheet come to lie when others are inserted between them."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from medaid_desktop.formats.excel.references import LAST_ROW


@dataclass(frozen=True, slots=True)
class ListRows:
    """The rows of a list on the blank sheet: those for its entries and those for its totals."""

    entries: frozenset[int]
    totals: frozenset[int] = frozenset()


class RowShift:
    """`inserted` says how many rows are put below a row (both counted from 0): each of them like the row it follows.

    A range that ends in the row that is repeated takes the new rows in, as a total over a list should; whether one cell alone
    becomes a range depends on what it is read for (`growing`). `name` is what the sheet is called afterwards, "" where it
    keeps its name; `lists` are the lists that the rows are put into, as far as they are known; `tables` are new names of its
    table objects, by the old ones in small letters.
    """

    def __init__(
        self,
        inserted: Mapping[int, int],
        name: str = "",
        lists: Iterable[ListRows] = (),
        tables: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.tables = tables or {}
        self.inserted = {row: inserted[row] for row in sorted(inserted) if inserted[row] > 0}
        self.lists = tuple(lists)
        self._below = list(self.inserted)
        self._moved = [0, *accumulate(self.inserted.values())]

    def __bool__(self) -> bool:
        return bool(self.inserted or self.name or self.tables)

    def row(self, row: int) -> int:
        """Where a row of the old sheet lies in the new one."""
        return row + self._moved[bisect_right(self._below, row - 1)]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where a range of rows lies; it grows with rows put into it, and with those put below its last row."""
        if last >= LAST_ROW:
            return (self.row(first) if first else 0), last
        return self.row(first), self.row(last) + self.inserted.get(last, 0)

    def source(self, row: int) -> tuple[int, int]:
        """The old row that a new row shows, and which copy of it: 0 is itself, 1 the first inserted below it."""
        before = 0
        for old, count in self.inserted.items():
            start = old + before
            if row <= start:
                break
            if row <= start + count:
                return old, row - start
            before += count
        return row - before, 0

    def begins(self, row: int) -> bool:
        """Whether a list, or a part of one that grows on its own, begins with a row; so where no list is known."""
        found = self.list_of(row)
        return found is None or row - 1 not in found.entries or row - 1 in self.inserted

    def list_of(self, row: int) -> ListRows | None:
        """The list that a row is an entry of."""
        return next((one for one in self.lists if row in one.entries), None)
