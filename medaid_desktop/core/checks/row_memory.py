"""What rules found of the rows of a filing, kept from one check to the next: only rows that are others are looked at anew.

After one edit of a table of thousands of rows all but one are the same. A row is never changed in place (`Filing`), so the
same row says the same. What is found of rows may come out of nothing else than their texts and what it is kept under.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from medaid_desktop.core.filing import Filing, Row

Context = TypeVar("Context", bound=Hashable)
Found = TypeVar("Found")


class RowGroup(Protocol):
    """Rows of a table that are looked at together. The same ones are the same object from one check to the next."""

    @property
    def rows(self) -> Iterable[int]:
        """Their numbers."""
        ...

    def __hash__(self) -> int: ...


Group = TypeVar("Group", bound=RowGroup)


@dataclass(frozen=True, slots=True)
class _Change:
    """What has become of the rows of a table: the first `head` and the last `tail` stand where they stood, counted from their
    end of the table, but those whose numbers are `others` are new or have another text."""

    head: int
    tail: int
    others: Sequence[int]
    is_shifted: bool


class RowMemory:
    """What functions found of the rows of a filing. `last` is what they found at the check before, of the same form."""

    def __init__(self, filing: Filing, last: "RowMemory | None" = None) -> None:
        self._filing = filing
        self._rows: dict[str, list[Row]] = {}
        self._of_rows: dict[Hashable, list[Any]] = {}
        self._of_groups: dict[Hashable, dict[Any, Any]] = {}
        self._changes: dict[str, _Change | None] = {}
        self._rows_before = last._rows if last else {}
        self._of_rows_before = last._of_rows if last else {}
        self._of_groups_before = last._of_groups if last else {}

    def by_row(self, table: str, find: Callable[[Context, Row], Found], context: Context) -> Sequence[Found]:
        """What a function finds of each row of a table. It may look at nothing but the row and the context."""
        rows = self._rows_of(table)
        return self._of_each(table, (find, context), lambda number: find(context, rows[number]), is_numbered=False)

    def by_number(self, table: str, context: Hashable, find: Callable[[int], Found]) -> Sequence[Found]:
        """As `by_row`, but the function is asked by the number of the row, which it may look at as well."""
        return self._of_each(table, context, find, is_numbered=True)

    def _of_each(
        self, table: str, context: Hashable, find: Callable[[int], Found], *, is_numbered: bool
    ) -> Sequence[Found]:
        key = table, context
        known = self._of_rows.get(key)
        if known is not None:
            return known
        before = self._of_rows_before.get(key)
        count, change = len(self._rows_of(table)), self._change(table)
        if before is None or change is None:
            found = [find(number) for number in range(count)]
        else:
            gap = [None] * (count - change.head - change.tail)
            found: list[Any] = [*before[: change.head], *gap, *before[len(before) - change.tail :]]
            for number in range(change.head, count) if is_numbered and change.is_shifted else change.others:
                found[number] = find(number)
        self._of_rows[key] = found
        return found

    def by_group(self, table: str, context: Hashable, find: Callable[[Group], Found]) -> Callable[[Group], Found]:
        """`find`, remembered: what it finds of groups of rows of a table. It may look at nothing but the rows of the group,
        their numbers, and what the context, under which this is kept, says."""
        key = table, context
        known = self._of_groups.setdefault(key, {})
        change = self._change(table)
        before: dict[Any, Any] = {}
        if change is not None and not change.is_shifted:
            before = self._of_groups_before.get(key, before)
        others = frozenset(change.others) if change else frozenset[int]()

        def found(group: Group) -> Found:
            if group not in known:
                if group in before and others.isdisjoint(group.rows):
                    known[group] = before[group]
                else:
                    known[group] = find(group)
            return known[group]

        return found

    def _rows_of(self, table: str) -> list[Row]:
        if table not in self._rows:
            self._rows[table] = list(self._filing.rows(table))  # as they are now: the filing may be changed later
        return self._rows[table]

    def _change(self, table: str) -> _Change | None:
        """How the rows of a table differ from those at the last check; None where it is not known."""
        if table not in self._changes:
            before, now = self._rows_before.get(table), self._rows_of(table)
            self._changes[table] = _compared(before, now) if before is not None else None
        return self._changes[table]


def _compared(before: Sequence[Row], now: Sequence[Row]) -> _Change:
    if len(before) == len(now):
        pairs = zip(before, now, strict=True)
        others = [number for number, (one, other) in enumerate(pairs) if _is_other(one, other)]
        return _Change(len(now), 0, others, is_shifted=False)
    most = min(len(before), len(now))
    head = _alike(before, now, most)
    tail = _alike(before[::-1], now[::-1], most - head)
    return _Change(head, tail, range(head, len(now) - tail), is_shifted=True)


def _alike(before: Sequence[Row], now: Sequence[Row], most: int) -> int:
    """How many rows at the beginning are the same, at most so many."""
    for number in range(most):
        if _is_other(before[number], now[number]):
            return number
    return most


def _is_other(one: Row, other: Row) -> bool:
    """Whether a row has other texts than another, or the same ones in another order."""
    return one is not other and list(one.items()) != list(other.items())
