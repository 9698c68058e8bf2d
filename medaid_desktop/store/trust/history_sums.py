"""Sums over the steps of filings, which the log tells with each stretch of edits: what is changed of a history is noticed before
an undo brings it into the content."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from medaid_desktop.core.review.log import Entry
from medaid_desktop.store.ground.checksums import row_sum
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.trust.bound import said_by

STEPS_SUM = "sum"
"""The detail of an entry that holds the sum over the steps it tells of."""

_STEP = "number, filing, at, operator, label, kind, target, edits, undo"
"""What is said of a step when it is made; its state follows from those after it."""
_ENTRY = "number, at, operator, action, filing, digest, details, previous, hash"
_AT_ONCE = 200


def steps_sum(connection: Connection, filing_id: str, operator: str, first: int, last: int) -> str:
    """SHA-256 (hex) over the steps of a filing by one operator, from one number to another."""
    found = hashlib.sha256()
    while rows := connection.rows(
        f"SELECT {_STEP} FROM steps WHERE filing = ? AND number BETWEEN ? AND ? AND operator = ? ORDER BY number LIMIT ?",
        (filing_id, first, last, operator, _AT_ONCE),
    ):
        for row in rows:
            found.update(row_sum(row).encode())
        first = rows[-1][0] + 1
    return found.hexdigest()


def changed_histories(connection: Connection, added: str, edited: str, purged: str) -> list[str]:
    """The ids of the filings whose steps are not those that the log tells of, or not in the state that follows from them.

    `added`, `edited` and `purged` are the actions of the log for a filing that came, a stretch of its steps, and for one that went
    with them.
    """
    gone: dict[str, int] = dict(
        connection.rows("SELECT filing, max(number) FROM log WHERE action = ? GROUP BY filing", (purged,))
    )
    found: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for entry in _entries(connection, edited):
        said = said_by(entry)
        if entry.number < gone.get(entry.filing, 0):
            continue
        counts[entry.filing] += said.get("count", 0)
        if entry.filing in found or STEPS_SUM not in said:
            continue
        first, last = said["steps"]
        if steps_sum(connection, entry.filing, entry.operator, first, last) != said[STEPS_SUM]:
            found[entry.filing] = None
    rows = connection.rows(
        "SELECT filing, count(*), filing IN (SELECT filing FROM log WHERE action = ?) FROM steps WHERE number <="
        " (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'log_step') GROUP BY filing",
        (added,),
    )
    found |= {filing: None for filing, count, is_told in rows if is_told and count != counts[filing]}
    for (filing_id,) in connection.rows("SELECT DISTINCT filing FROM steps"):
        if not _states_follow(connection, filing_id):
            found[filing_id] = None
    return list(found)


def _entries(connection: Connection, action: str) -> Iterator[Entry]:
    """The entries of an action about filings that are there, the oldest first."""
    last = 0
    while rows := connection.rows(
        f"SELECT {_ENTRY} FROM log WHERE number > ? AND action = ? AND filing IN (SELECT id FROM filings) ORDER BY number LIMIT ?",
        (last, action, _AT_ONCE),
    ):
        yield from (Entry(*row) for row in rows)
        last = rows[-1][0]


def _states_follow(connection: Connection, filing_id: str) -> bool:
    rows: Sequence[Any] = connection.rows(
        "SELECT number, kind, state, target FROM steps WHERE filing = ? ORDER BY number", (filing_id,)
    )
    states: dict[int, str] = {}
    undone: set[int] = set()
    for number, kind, _, target in rows:
        states[number] = "done"
        match kind:
            case "undo":
                states[target] = "undone"
                undone.add(target)
            case "redo":
                states[target] = "done"
                undone.discard(target)
            case _:
                states.update(dict.fromkeys(undone, "dropped"))
                undone.clear()
    return all(states.get(number) == state for number, _, state, _ in rows)
