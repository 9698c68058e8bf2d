"""What needs the forms of a ledger's own: its filings, those in the bin, and histories that lead back to an older version."""

import json
from dataclasses import dataclass

from medaid_desktop.core.filing import FORM_VERSION
from medaid_desktop.store.ground.database import Connection

_MOVED = f'["{FORM_VERSION}",'
"""In the edits of a step that moved a filing to another version."""


@dataclass(frozen=True, slots=True)
class VersionUse:
    """How many filings are of a version: in the ledger, in the bin, and those whose history leads back to it."""

    filings: int = 0
    deleted: int = 0
    histories: int = 0

    @property
    def is_free(self) -> bool:
        """Whether the version can go without anything that needs it."""
        return not (self.filings or self.deleted or self.histories)


class TemplateUses:
    """Counts them anew whenever it is asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_form(self, form: str) -> tuple[int, int]:
        """How many filings are of a form: in the ledger, and in the bin."""
        row = self._connection.row(
            "SELECT coalesce(sum(deleted_at IS NULL), 0), coalesce(sum(deleted_at IS NOT NULL), 0)"
            " FROM filings WHERE form = ?",
            (form,),
        )
        return (row[0], row[1]) if row else (0, 0)

    def made_with_others(self, form: str, version: str) -> list[str]:
        """The ids of the filings, not in the bin, of a form that were made with another version than this one."""
        rows = self._connection.rows(
            "SELECT id FROM filings WHERE form = ? AND form_version != ? AND deleted_at IS NULL ORDER BY id",
            (form, version),
        )
        return [row[0] for row in rows]

    def of_versions(self, form: str) -> dict[str, VersionUse]:
        """What needs each version of a form, by its number; versions that nothing needs are left out."""
        counted: dict[str, list[int]] = {}
        for version, shown, deleted in self._connection.rows(
            "SELECT form_version, sum(deleted_at IS NULL), sum(deleted_at IS NOT NULL) FROM filings"
            " WHERE form = ? GROUP BY form_version",
            (form,),
        ):
            counted[version] = [shown, deleted, 0]
        steps = self._connection.rows(
            "SELECT filing, edits, undo FROM steps WHERE filing IN (SELECT id FROM filings WHERE form = ?)"
            " AND (instr(edits, ?) OR instr(undo, ?))",
            (form, _MOVED, _MOVED),
        )
        for version, _ in {(version, row[0]) for row in steps for text in row[1:] for version in _versions(text)}:
            counted.setdefault(version, [0, 0, 0])[2] += 1
        return {version: VersionUse(*counts) for version, counts in counted.items()}


def _versions(edits: str) -> set[str]:
    """The versions that edits, as a step keeps them, move a filing to."""
    return {value for path, value in json.loads(edits) if path == FORM_VERSION}
