"""The files that filings were read from: compressed, each content once, given back to the byte."""

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from medaid_desktop.store.ground import problems
from medaid_desktop.store.ground.database import Connection

KEEPS_SOURCES = 3
"""The schema version that brought them; a ledger that can only be read may be older."""

_LEVEL = 6
"""Workbooks are compressed already and lose a tenth; old ones, web pages and JSON lose most of their bytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file a filing was read from: its own name, the sheet in it, its bytes counted and, when asked for, read.

    `data()` raises DamagedLedgerError where the bytes are not those that were kept.
    """

    name: str
    sheet: str
    size: int
    digest: str
    data: Callable[[], bytes]


def digest_of(data: bytes) -> str:
    """What a content is known by: its SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def unpacked(packed: bytes, size: int, digest: str) -> bytes | None:
    """The bytes of a stored source, None where they are damaged; never inflates more than the size promised."""
    try:
        data = zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error:
        return None
    return data if digest_of(data) == digest else None


class Sources:
    """A content that nothing refers to any more goes with the last filing or form that did, see `forget_orphans`.

    `guard` refuses what the person at work may not do, and a new source for what somebody stands by.
    """

    def __init__(self, connection: Connection, guard: Callable[[str, str], None] | None = None) -> None:
        self._connection = connection
        self._guard = guard or _nothing
        self._known: bool = connection.pragma("user_version") >= KEEPS_SOURCES

    def keep(self, data: bytes, digest: str = "") -> str:
        """Stores a content unless it is there already and returns its digest, which may be given where it is known.

        To be followed, in one transaction, by what refers to it, for a filing by `link`. Raises UserError where the ledger is read-only or the disk full.
        """
        self._guard("import", "")
        digest = digest or digest_of(data)
        with self._connection.transaction():
            if self._connection.row("SELECT 1 FROM sources WHERE digest = ?", (digest,)) is None:
                self._connection.execute(
                    "INSERT INTO sources (digest, size, data) VALUES (?, ?, ?)",
                    (digest, len(data), zlib.compress(data, _LEVEL)),
                )
        return digest

    def link(self, filing_id: str, digest: str, name: str, sheet: str, step: int | None = None) -> None:
        """Says that a filing was read from a sheet of a kept content, which came under `name`.

        `step` is the edit by which it came into a filing that was there already: while that is undone, `of` gives the
        file before. Raises UserError where the person at work may not, or somebody stands by the filing.
        """
        self._guard("import", filing_id)
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO sources_of (filing, digest, name, sheet, step) VALUES (?, ?, ?, ?, ?)",
                (filing_id, digest, name, sheet, step),
            )

    def of(self, filing_id: str) -> Source | None:
        """The file from which the present content of a filing was last read, None where there is none."""
        if not self._known:
            return None
        row = self._connection.row(
            "SELECT o.name, o.sheet, s.size, s.digest FROM sources_of AS o JOIN sources AS s ON s.digest = o.digest"
            " LEFT JOIN steps ON steps.number = o.step"
            " WHERE o.filing = ? AND (o.step IS NULL OR steps.state = 'done') ORDER BY o.number DESC LIMIT 1",
            (filing_id,),
        )
        if row is None:
            return None
        name, sheet, size, digest = row
        return Source(name, sheet, size, digest, lambda: self.content(digest, name))

    def content(self, digest: str, name: str) -> bytes:
        """A kept content; `name` is what a message calls it. Raises DamagedLedgerError where it is not whole or gone."""
        row = self._connection.row("SELECT data, size FROM sources WHERE digest = ?", (digest,))
        data = unpacked(row[0], row[1], digest) if row else None
        if data is None:
            raise problems.damaged(f"台账里保存的原件“{name}”已损坏", self._connection.path)
        return data

    def forget_orphans(self) -> None:
        """Deletes the contents that no filing was read from and no form of the ledger's own was made of."""
        used = ["SELECT digest FROM sources_of", "SELECT digest FROM templates WHERE digest IS NOT NULL"]
        orphans = " EXCEPT ".join(["SELECT digest FROM sources", *used])
        with self._connection.transaction():
            self._connection.execute(f"DELETE FROM sources WHERE digest IN ({orphans})")


def _nothing(_action: str, _filing: str) -> None:
    """Guards nothing: where only what lies there is read or cleared away."""
