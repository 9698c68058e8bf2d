"""Why clerks let warnings stand: one line each, kept under what a finding is known by."""

from collections.abc import Iterable
from dataclasses import dataclass

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.records.filings import Guard, Note
from medaid_desktop.store.trust.witness import EXPLAIN, STATE, explained_text, explanations_sum

KEEPS_EXPLANATIONS = 5
"""The schema version that brought them; a ledger that can only be read may be older."""

LONGEST = 200
"""Characters of an explanation: it is one line."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A clerk's reason for letting a finding stand. `at` is ISO 8601 with offset, `by` the name at the PC."""

    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An explanation with the finding it is for; whether that is still there, the checks say."""

    of: Identity
    explanation: Explanation


class Explanations:
    """By filing. Nothing is taken away because a cell changes: an undo makes valid again what was written for the text
    that then stands there."""

    def __init__(self, connection: Connection, guard: Guard, note: Note | None = None) -> None:
        self._connection = connection
        self._guard = guard
        self._note = note
        self._known: bool = connection.pragma("user_version") >= KEEPS_EXPLANATIONS

    def of(self, filing_id: str) -> list[Kept]:
        """The explanations of a filing, the newest last."""
        if not self._known:
            return []
        rows = self._connection.rows(
            "SELECT rule, detail, place, basis, text, by, at FROM explanations WHERE filing = ? ORDER BY at, number",
            (filing_id,),
        )
        return [Kept(Identity(*row[:4]), Explanation(*row[4:])) for row in rows]

    def filings(self) -> set[str]:
        """The ids of the filings that have any."""
        rows = self._connection.rows("SELECT DISTINCT filing FROM explanations") if self._known else []
        return {row[0] for row in rows}

    def put(self, filing_id: str, of: Identity, text: str, by: str) -> Explanation:
        """Keeps an explanation in the place of an earlier one. Raises UserError where the ledger is read-only."""
        made = Explanation(text, by, now())
        self.put_all(filing_id, [Kept(of, made)])
        return made

    def put_all(self, filing_id: str, kept: Iterable[Kept]) -> None:
        """Keeps explanations as they were made elsewhere: in the filing that was copied, in a file.

        Raises UserError where the person at work may not, or somebody stands by the filing: they can be printed on it.
        """
        self._guard("explain", filing_id)
        kept = list(kept)
        if not kept:
            return
        with self._connection.transaction():
            for one in kept:
                of, made = one.of, one.explanation
                self._connection.execute(
                    "INSERT OR REPLACE INTO explanations (filing, rule, detail, place, basis, text, by, at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (filing_id, of.rule, of.detail, of.place, of.basis, made.text, made.by, made.at),
                )
            self._tell(filing_id, [(one.of.rule, one.of.place, one.explanation.text) for one in kept])

    def remove(self, filing_id: str, of: Identity) -> int:
        """Takes an explanation back, with those for other texts of the same place; returns how many there were."""
        self._guard("explain", filing_id)
        with self._connection.transaction():
            count = self._connection.execute(
                "DELETE FROM explanations WHERE filing = ? AND rule = ? AND detail = ? AND place = ?",
                (filing_id, of.rule, of.detail, of.place),
            )
            if count:
                self._tell(filing_id, [(of.rule, of.place, "")])
        return count

    def copy(self, source: str, target: str) -> int:
        """Gives a filing the explanations of another one; returns how many."""
        kept = self.of(source)
        self.put_all(target, kept)
        return len(kept)

    def _tell(self, filing_id: str, rows: list[tuple[str, str, str]]) -> None:
        """Tells of a change in the log, with the sum over all explanations that the filing has then."""
        if self._note is not None:
            state = explanations_sum(self._connection, filing_id)
            self._note(EXPLAIN, filing_id, explained=explained_text(rows), **{STATE: state})


def tell_of_earlier(connection: Connection, note: Note) -> None:
    """Tells in the log of explanations that were there before it was, so that they can be held against it."""
    with connection.transaction():
        for (filing_id,) in connection.rows("SELECT DISTINCT filing FROM explanations"):
            note(EXPLAIN, filing_id, explained=[], **{STATE: explanations_sum(connection, filing_id)})
