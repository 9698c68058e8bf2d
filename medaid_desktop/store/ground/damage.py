"""Whether what looks like a fault of the program comes of a damaged file: asked after an error only, as it reads everything."""

import sqlite3
from contextlib import closing

from medaid_desktop.store.ground.migrations import MIGRATIONS

_ALL = "SELECT type, name, sql FROM sqlite_schema"


def is_damaged(connection: sqlite3.Connection) -> bool:
    """Whether tables, indexes or triggers are not, to the letter, what a ledger of its version has, or do not hold together: a
    flipped bit there makes SQLite refuse what is right."""
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        found = set(connection.execute(_ALL))
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return True
    return said != "ok" or found != _made(version)


def _made(version: int) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:")) as empty:
        for migration in MIGRATIONS:
            if migration.number <= version:
                migration.apply(empty.execute)
        return set(empty.execute(_ALL))
