"""How many findings each filing had when it was last checked: what lists show without checking anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.records.listing import condition, placeholders

KEEPS_RESULTS = 5
"""The schema version that brought them; a ledger that can only be read may be older."""
_AT_ONCE = 500
_FRESH = "r.filing = f.id AND r.changed_at = f.changed_at AND r.rules = ?"


@dataclass(frozen=True, slots=True)
class Counts:
    """The findings of a filing. `warnings` are those that no explanation is given for, `explained` the others."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0
    explained: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.errors + other.errors, self.warnings + other.warnings, self.hints + other.hints,
            self.explained + other.explained,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """The counts of a filing as it was at a moment (`changed_at`)."""

    filing: str
    changed_at: str
    counts: Counts


class CheckResults:
    """Counts by filing. They hold as long as the filing is not changed and the rules (`rules`, a version) are the same;
    a change of another filing that it is compared with shows when it is checked the next time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: bool = connection.pragma("user_version") >= KEEPS_RESULTS

    def counts(self, ids: Sequence[str], rules: str) -> dict[str, Counts]:
        """The counts of those filings of which they are known."""
        found: dict[str, Counts] = {}
        for start in range(0, len(ids) if self._known else 0, _AT_ONCE):
            lot = ids[start : start + _AT_ONCE]
            rows = self._connection.rows(
                "SELECT f.id, r.errors, r.warnings, r.hints, r.explained FROM filings f JOIN check_results r"
                f" ON {_FRESH} WHERE f.id IN ({placeholders(lot)})",
                (rules, *lot),
            )
            found |= {row[0]: Counts(*row[1:]) for row in rows}
        return found

    def unchecked(self, rules: str, region: str | None = None, year: int | None = None) -> list[str]:
        """The ids of the filings, not in the bin, whose counts are not known, by place."""
        where, parameters = condition(region, None, year, deleted=False)
        if not self._known:
            rows = self._connection.rows(f"SELECT id FROM filings WHERE {where} ORDER BY region, year", parameters)
        else:
            rows = self._connection.rows(
                f"SELECT id FROM filings f WHERE {where} AND (open_errors IS NULL OR NOT EXISTS"
                f" (SELECT 1 FROM check_results r WHERE {_FRESH})) ORDER BY region, year, form, id",
                (*parameters, rules),
            )
        return [row[0] for row in rows]

    def note(self, results: Iterable[Result], rules: str) -> None:
        """Keeps results, all or none; lists and trees show the errors among them. Raises UserError where the ledger is
        read-only. One of a filing that was changed since it was checked is passed over."""
        with self._connection.transaction():
            for one in results:
                counts = one.counts
                is_news = self._connection.execute(
                    "INSERT OR REPLACE INTO check_results"
                    " (filing, changed_at, rules, errors, warnings, hints, explained)"
                    " SELECT id, changed_at, ?, ?, ?, ?, ? FROM filings WHERE id = ? AND changed_at = ?",
                    (rules, counts.errors, counts.warnings, counts.hints, counts.explained, one.filing, one.changed_at),
                )
                if is_news:
                    self._connection.execute(
                        "UPDATE filings SET open_errors = ? WHERE id = ? AND open_errors IS NOT ?",
                        (counts.errors, one.filing, counts.errors),
                    )

    def shift_to_explained(self, filing_id: str, count: int) -> None:
        """Counts warnings among the explained from now on; with a negative count they are open again."""
        self._connection.execute(
            "UPDATE check_results SET warnings = max(0, warnings - ?), explained = max(0, explained + ?) WHERE filing = ?",
            (count, count, filing_id),
        )
