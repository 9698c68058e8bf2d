"""The files that filings were read from and forms made of, out of a damaged ledger: each proves by its digest that it is
unharmed."""

import re
from collections.abc import Collection
from pathlib import Path

from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.records.sources import unpacked
from medaid_desktop.store.salvage.pages import Value, leaf_rows

SOURCE_WIDTH, LINK_WIDTH = 3, 6
_ID, _DIGEST = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,39}"), re.compile(r"[0-9a-f]{64}")
_FILING, _SHA, _NAME, _SHEET, _STEP = range(1, LINK_WIDTH)

Link = tuple[int, str, str, str, str]
"""The step by which it came (0: the filing began with it), filing, digest, name, sheet."""


def as_link(row: list[Value]) -> Link | None:
    """A row as what tells which file a filing was read from, None where it is something else."""
    filing, digest, name, sheet = row[_FILING], row[_SHA], row[_NAME], row[_SHEET]
    if not (isinstance(filing, str) and isinstance(digest, str) and isinstance(name, str) and isinstance(sheet, str)):
        return None
    if not (_ID.fullmatch(filing) and _DIGEST.fullmatch(digest)):
        return None
    step = row[_STEP]
    return (step if isinstance(step, int) else 0), filing, digest, name, sheet


def save_sources(path: Path, links: Collection[Link], originals: Collection[str], connection: Connection) -> set[str]:
    """Copies the sources that links and forms (by their digests) need into a new ledger, which holds the filings.

    Returns the digests of those that could be saved. The newest comes last, and so is the one that is given back.
    Raises OSError.
    """
    wanted = {digest for _, _, digest, _, _ in links} | {digest for digest in originals if digest}
    saved: set[str] = set()
    for digest, size, data in leaf_rows(path, (SOURCE_WIDTH,)) if wanted else ():
        if not (isinstance(digest, str) and isinstance(size, int) and isinstance(data, bytes)):
            continue
        if digest in wanted - saved and unpacked(data, size, digest) is not None:
            connection.execute("INSERT INTO sources (digest, size, data) VALUES (?, ?, ?)", (digest, size, data))
            saved.add(digest)
    for _, filing, digest, name, sheet in sorted(links):
        if digest in saved:
            connection.execute(
                "INSERT INTO sources_of (filing, digest, name, sheet) VALUES (?, ?, ?, ?)",
                (filing, digest, name, sheet),
            )
    return saved
