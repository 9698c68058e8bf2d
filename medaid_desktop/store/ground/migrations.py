"""The schema's history. A released migration never changes: later needs are met by a new one at the end.

Raw SQL only, and nothing imported from today's modules: an old migration must still do in years what it did then.
A ledger that can only be read is read as it is: who asks for what a later migration added looks at `user_version` first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from medaid_desktop.store.ground.database import Connection

Run = Callable[[str], object]
"""Runs one SQL statement inside the migration's transaction."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The step to schema version `number` (`PRAGMA user_version`)."""

    number: int
    apply: Callable[[Run], None]


def _first_ledger(run: Run) -> None:
    """One filing a row, its content one JSON text; the index on it holds all a list shows, so lists read no content.

    Steps are only ever added: an undo is a step of its own that names the one it takes back, and so the history is a
    straight line in which each step carries both directions.
    """
    run("CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT")
    run("CREATE TABLE settings (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT")
    run(
        "CREATE TABLE regions (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, parent TEXT NOT NULL,"
        " kind TEXT NOT NULL) STRICT"
    )
    run(
        "CREATE TABLE filings (id TEXT PRIMARY KEY NOT NULL, form TEXT NOT NULL, form_version TEXT NOT NULL,"
        " variant TEXT NOT NULL, year INTEGER, region TEXT, title TEXT NOT NULL, status TEXT NOT NULL,"
        " created_at TEXT NOT NULL, changed_at TEXT NOT NULL, deleted_at TEXT, content TEXT NOT NULL) STRICT"
    )
    run(
        "CREATE INDEX filings_listed ON filings (region, year, form, id, title, status, changed_at, deleted_at)"
        " WHERE deleted_at IS NULL"
    )
    run("CREATE INDEX filings_deleted ON filings (deleted_at) WHERE deleted_at IS NOT NULL")
    run(
        "CREATE TABLE steps (number INTEGER PRIMARY KEY AUTOINCREMENT,"
        " filing TEXT NOT NULL REFERENCES filings (id) ON DELETE CASCADE, at TEXT NOT NULL, operator TEXT NOT NULL,"
        " label TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),"
        " state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')), target INTEGER,"
        " edits TEXT NOT NULL, undo TEXT NOT NULL) STRICT"
    )
    run("CREATE INDEX steps_of_filing ON steps (filing, number)")
    run("CREATE INDEX steps_to_reverse ON steps (filing, state, number) WHERE kind = 'edit'")


def _open_errors_and_origin(run: Run) -> None:
    """What is still open in each filing, NULL until it has been counted; lists and trees read it out of the index.

    And how each came into the ledger, in words; "" where that was not told.
    """
    run("ALTER TABLE filings ADD COLUMN open_errors INTEGER")
    run("ALTER TABLE filings ADD COLUMN origin TEXT NOT NULL DEFAULT ''")
    run("DROP INDEX filings_listed")
    run(
        "CREATE INDEX filings_listed ON filings"
        " (region, year, form, id, title, status, changed_at, open_errors, deleted_at) WHERE deleted_at IS NULL"
    )
    run("CREATE INDEX filings_uncounted ON filings (id) WHERE open_errors IS NULL")


def _sources_and_layouts(run: Run) -> None:
    """The files that filings were read from, each content once, and what clerks have corrected in reading a layout.

    A filing may have come out of several files: `step` is the edit that brought a later one in, NULL stands for the
    file it began with. `data` is compressed, `digest` the SHA-256 of what was compressed and `size` its bytes.
    """
    run("CREATE TABLE sources (digest TEXT PRIMARY KEY NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL) STRICT")
    run(
        "CREATE TABLE sources_of (number INTEGER PRIMARY KEY,"
        " filing TEXT NOT NULL REFERENCES filings (id) ON DELETE CASCADE,"
        " digest TEXT NOT NULL REFERENCES sources (digest), name TEXT NOT NULL, sheet TEXT NOT NULL, step INTEGER) STRICT"
    )
    run("CREATE INDEX sources_of_filing ON sources_of (filing)")
    run("CREATE INDEX sources_of_digest ON sources_of (digest)")
    run("CREATE TABLE layouts (layout TEXT PRIMARY KEY NOT NULL, corrections TEXT NOT NULL) STRICT")


def _templates(run: Run) -> None:
    """The forms of the ledger's own, version by version, each with the blank document it was made of among the sources.

    `digest` is NULL where a salvage could save the form but not the document. `definition` and `map` are JSON.
    """
    run(
        "CREATE TABLE templates (form TEXT NOT NULL, version TEXT NOT NULL, definition TEXT NOT NULL,"
        " map TEXT NOT NULL, file TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT REFERENCES sources (digest),"
        " created_at TEXT NOT NULL, PRIMARY KEY (form, version)) STRICT"
    )


def _explanations_and_results(run: Run) -> None:
    """Why clerks let warnings stand, and how many findings each filing had when it was last checked.

    `place` says where by content, `basis` is a digest of what stood there: the same place may have been explained for
    several texts, of which undo can bring back each. Results are of the content of the moment `changed_at` and of the
    rules of a version; `filings.open_errors` repeats their errors for lists and trees, and is counted anew.
    """
    run(
        "CREATE TABLE explanations (number INTEGER PRIMARY KEY,"
        " filing TEXT NOT NULL REFERENCES filings (id) ON DELETE CASCADE, rule TEXT NOT NULL, detail TEXT NOT NULL,"
        " place TEXT NOT NULL, basis TEXT NOT NULL, text TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,"
        " UNIQUE (filing, rule, detail, place, basis)) STRICT"
    )
    run(
        "CREATE TABLE check_results (filing TEXT PRIMARY KEY NOT NULL REFERENCES filings (id) ON DELETE CASCADE,"
        " changed_at TEXT NOT NULL, rules TEXT NOT NULL, errors INTEGER NOT NULL, warnings INTEGER NOT NULL,"
        " hints INTEGER NOT NULL, explained INTEGER NOT NULL) STRICT"
    )
    run("UPDATE filings SET open_errors = NULL")


def _review_and_log(run: Run) -> None:
    """Who stands by which content, and what was done in the ledger.

    `review_events` and `log` are only ever added to. The log is a chain of hashes (core.review.log); `meta.log_head` repeats
    number and hash of its last entry, `meta.log_step` the last step of the history that the log speaks of. `revisions` keeps
    what was signed or printed, by digest and printed code, compressed. `filings.sum` is over all of a row that counts, ""
    where it was never made. What is secret in `seals` and `operators` is encrypted or hashed before it comes here.
    """
    run("ALTER TABLE filings ADD COLUMN sum TEXT NOT NULL DEFAULT ''")
    run(
        "CREATE TABLE review_events (number INTEGER PRIMARY KEY AUTOINCREMENT,"
        " filing TEXT NOT NULL REFERENCES filings (id) ON DELETE CASCADE,"
        " kind TEXT NOT NULL CHECK (kind IN ('signed', 'returned', 'withdrawn')), step TEXT NOT NULL,"
        " digest TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL) STRICT"
    )
    run("CREATE INDEX review_events_of_filing ON review_events (filing, number)")
    run(
        "CREATE TABLE log (number INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL, action TEXT NOT NULL,"
        " filing TEXT NOT NULL, digest TEXT NOT NULL, details TEXT NOT NULL, previous TEXT NOT NULL,"
        " hash TEXT NOT NULL) STRICT"
    )
    run("CREATE INDEX log_of_filing ON log (filing, action, digest)")
    for change in ("UPDATE", "DELETE"):
        run(
            f"CREATE TRIGGER log_no_{change.lower()} BEFORE {change} ON log"
            " BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
        )
    run(
        "CREATE TABLE revisions (digest TEXT PRIMARY KEY NOT NULL, code TEXT NOT NULL, filing TEXT NOT NULL,"
        " at TEXT NOT NULL, content BLOB NOT NULL) STRICT"
    )
    run("CREATE INDEX revisions_by_code ON revisions (code)")
    run("CREATE INDEX revisions_of_filing ON revisions (filing)")
    run(
        "CREATE TABLE operators (name TEXT PRIMARY KEY NOT NULL, roles TEXT NOT NULL, pin TEXT NOT NULL,"
        " active INTEGER NOT NULL, failed INTEGER NOT NULL, wait_until TEXT NOT NULL) STRICT"
    )
    run(
        "CREATE TABLE seals (name TEXT PRIMARY KEY NOT NULL, office TEXT NOT NULL, size_mm REAL NOT NULL,"
        " fingerprint TEXT NOT NULL, secret BLOB NOT NULL, added_at TEXT NOT NULL, failed INTEGER NOT NULL,"
        " wait_until TEXT NOT NULL) STRICT"
    )
    run("UPDATE filings SET status = 'draft'")  # nothing could be signed until now
    run("INSERT INTO meta (key, value) SELECT 'log_step', coalesce(max(number), 0) FROM steps")


MIGRATIONS: Sequence[Migration] = (
    Migration(1, _first_ledger),
    Migration(2, _open_errors_and_origin),
    Migration(3, _sources_and_layouts),
    Migration(4, _templates),
    Migration(5, _explanations_and_results),
    Migration(6, _review_and_log),
)


def newest() -> int:
    """The schema version that this program writes."""
    return MIGRATIONS[-1].number


def migrate(connection: Connection) -> None:
    """Brings a ledger to the newest version, all or nothing, in one transaction.

    The caller has made the backup. Foreign keys are off meanwhile, since tables may have to be rebuilt, and checked
    before the commit.
    """
    version = connection.pragma("user_version")
    connection.execute("PRAGMA foreign_keys = 0")
    try:
        with connection.transaction():
            for migration in MIGRATIONS:
                if migration.number > version:
                    migration.apply(connection.execute)
                    connection.execute(f"PRAGMA user_version = {migration.number:d}")
            if connection.rows("PRAGMA foreign_key_check"):
                raise RuntimeError("a migration left rows that refer to nothing")
    finally:
        connection.execute("PRAGMA foreign_keys = 1")
