"""Why clerks let warnings stand: one line each, kept under what a finding is known by."""

from collections.abc import Iterable
from dataclasses import dataclass

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.store.database import Connection
from medaid_desktop.store.identity import now

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

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
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
        """Keeps explanations as they were made elsewhere: in the filing that was copied, in a file."""
        with self._connection.transaction():
            for one in kept:
                of, made = one.of, one.explanation
                self._connection.execute(
                    "INSERT OR REPLACE INTO explanations (filing, rule, detail, place, basis, text, by, at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (filing_id, of.rule, of.detail, of.place, of.basis, made.text, made.by, made.at),
                )

    def remove(self, filing_id: str, of: Identity) -> int:
        """Takes an explanation back, with those for other texts of the same place; returns how many there were."""
        with self._connection.transaction():
            return self._connection.execute(
                "DELETE FROM explanations WHERE filing = ? AND rule = ? AND detail = ? AND place = ?",
                (filing_id, of.rule, of.detail, of.place),
            )

    def copy(self, source: str, target: str) -> int:
        """Gives a filing the explanations of another one; returns how many."""
        kept = self.of(source)
        self.put_all(target, kept)
        return len(kept)
