"""What was signed or printed, kept by its digest: so that a sheet found years later can be told from what stands now."""

import json
import zlib
from dataclasses import dataclass

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.trust.witness import kept_content

KEEPS_REVISIONS = 6
"""The schema version that brought them; a ledger that can only be read may be older."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A content as it was: `at` is when it was first kept (ISO 8601 with offset), `filing` the content itself, with the id
    that it has in the ledger; `digest` is that of the content as read back."""

    digest: str
    at: str
    filing: Filing


class Revisions:
    """Each content once, never changed. One that is no longer that of its digest is as if it had not been kept: `Ledger.check`
    tells of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: bool = connection.pragma("user_version") >= KEEPS_REVISIONS

    def keep(self, filing: Filing) -> str:
        """Keeps a content, unless it is kept already, and returns its digest. Raises UserError where the ledger is read-only."""
        content_digest = digest(filing)
        with self._connection.transaction():
            if self._connection.row("SELECT 1 FROM revisions WHERE digest = ?", (content_digest,)) is None:
                text = json.dumps(filing.to_json(), ensure_ascii=False, separators=(",", ":"))
                self._connection.execute(
                    "INSERT INTO revisions (digest, code, filing, at, content) VALUES (?, ?, ?, ?, ?)",
                    (
                        content_digest, verification_code(content_digest), filing.id, now(),
                        zlib.compress(text.encode("utf-8")),
                    ),
                )  # fmt: skip
        return content_digest

    def of_code(self, code: str) -> list[Revision]:
        """The contents that a verification code (as printed, with its hyphens) can stand for, the oldest first."""
        return self._read("code = ?", code)

    def get(self, content_digest: str) -> Revision | None:
        """The content of a digest, None where it was never kept."""
        return next(iter(self._read("digest = ?", content_digest)), None)

    def _read(self, where: str, value: str) -> list[Revision]:
        if not self._known:
            return []
        rows = self._connection.rows(
            f"SELECT digest, at, content, filing FROM revisions WHERE {where} ORDER BY at, digest", (value,)
        )
        found: list[Revision] = []
        for kept, at, content, filing_id in rows:
            filing = kept_content(kept, content)
            if filing is not None:
                filing.id = filing_id
                found.append(Revision(kept, at, filing))
        return found
