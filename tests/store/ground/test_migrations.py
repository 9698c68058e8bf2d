"""The way from an older schema to a newer one, shown on versions made up for the purpose."""

import hashlib
import struct

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import content, migrations
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.migrations import MIGRATIONS, Migration, migrate
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.check_results import Counts, Result
from medaid_desktop.store.records.history import birth
from medaid_desktop.store.records.listing import RegionCount, Summary, Wanted, WordMatch
from medaid_desktop.store.safety import backing_up
from medaid_desktop.store.safety.backup import list_backups

_RELEASED = {1: "30831fad", 2: "d7dd00a2", 3: "f5b573ca", 4: "f8484707", 5: "245715c6", 6: "2948f68e"}


def _notes(run):
    run("CREATE TABLE notes (filing TEXT NOT NULL REFERENCES filings (id), text TEXT NOT NULL) STRICT")
    run("INSERT INTO notes SELECT id, title FROM filings")


def _rebuilt_settings(run):
    run("CREATE TABLE new_settings (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, at TEXT) STRICT")
    run("INSERT INTO new_settings (key, value) SELECT key, value FROM settings")
    run("DROP TABLE settings")
    run("ALTER TABLE new_settings RENAME TO settings")


def _broken(run):
    run("CREATE TABLE half (a TEXT)")
    run("INSERT INTO nowhere VALUES (1)")


def _orphans(run):
    run("INSERT INTO steps VALUES (99, 'nobody', '', '', '', 'edit', 'done', NULL, '[]', '[]')")


@pytest.fixture
def old(path, declaration):
    """A closed ledger of the present version with something in it; the tests make the program newer."""
    with Ledger.create(path) as ledger:
        filing = ledger.filings.add(declaration, "申报表")
        ledger.edit(filing.id, [("values.a", "1")], "录入")
        ledger.settings.set("a", 1)
    return path


def newer(monkeypatch, *steps):
    later = [Migration(number, step) for number, step in enumerate(steps, MIGRATIONS[-1].number + 1)]
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, *later))


def test_numbers_rise_by_one_from_one():
    assert [migration.number for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_released_migration_never_changes(tmp_path, monkeypatch):
    for count in range(1, len(MIGRATIONS) + 1):
        monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:count])
        connection = Connection(tmp_path / f"{count}.db", "rwc")
        migrate(connection)
        schema = sorted(row[0] or "" for row in connection.rows("SELECT sql FROM sqlite_schema"))
        connection.close()
        assert hashlib.sha256("\n".join(schema).encode()).hexdigest()[:8] == _RELEASED[count]


def test_an_older_ledger_is_backed_up_and_brought_up_to_date(old, monkeypatch):
    newer(monkeypatch, _notes, _rebuilt_settings)
    with Ledger.open(old) as ledger:
        assert ledger.connection.pragma("user_version") == MIGRATIONS[-1].number + 2
        assert ledger.connection.pragma("foreign_keys") == 1
        assert ledger.connection.rows("SELECT text FROM notes") == [("申报表",)]
        assert ledger.settings.get("a") == 1
        assert ledger.undo(ledger.filings.list()[0].id).filing.values == {"project_name": "医疗救助补助资金"}
        assert len(ledger.notices) == 1
        [backup] = ledger.backups()
    assert backup.kind == "migration"
    assert str(backup.path) in ledger.notices[0]
    assert struct.unpack_from(">I", backup.path.read_bytes(), 60) == (MIGRATIONS[-1].number,)
    with Ledger.open(old) as again:
        assert again.notices == []
    assert len(list_backups(old)) == 1


@pytest.mark.parametrize(("step", "error"), [(_broken, Exception), (_orphans, RuntimeError)])
def test_a_failed_upgrade_leaves_the_ledger_as_it_was(old, monkeypatch, step, error):
    with monkeypatch.context() as patched:
        newer(patched, _notes, step)
        with pytest.raises(error):
            Ledger.open(old)
    with Ledger.open(old) as ledger:
        assert ledger.check() == []
        assert ledger.filings.list()[0].title == "申报表"
        assert ledger.connection.rows("SELECT name FROM sqlite_schema WHERE name IN ('notes', 'half')") == []


def test_without_a_backup_there_is_no_upgrade(old, monkeypatch):
    def full(*_arguments):
        raise UserError("磁盘快满了，没有做备份", "E:", "请腾出空间")

    newer(monkeypatch, _notes)
    monkeypatch.setattr(backing_up, "make", full)
    before = old.read_bytes()
    with pytest.raises(UserError, match=r"升级前的备份没有做成.*请腾出空间，再打开台账"):
        Ledger.open(old)
    assert old.read_bytes() == before


@pytest.fixture
def first(path, declaration, monkeypatch):
    """A closed ledger as the first version of the program wrote it."""
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", MIGRATIONS[:1])
        Ledger.create(path).close()
    connection = Connection(path, "rw")
    connection.execute(
        "INSERT INTO filings (id, form, form_version, variant, year, region, title, status, created_at, changed_at,"
        " content) VALUES ('0123456789abc', 'declaration', '1', '', 2020, '371521', '申报表', 'draft', '', '', ?)",
        (content.encode(declaration),),
    )
    connection.close()
    return path


def test_an_older_ledger_is_read_as_it_is_where_it_cannot_be_written(first):
    before = first.read_bytes()
    with Ledger.open(first, read_only=True) as ledger:
        assert ledger.connection.pragma("user_version") == 1
        assert [summary.open_errors for summary in ledger.filings.list()] == [None]
        assert ledger.filings.get("0123456789abc").rows("indicators")
        wanted = Wanted(order="open_errors", words=(WordMatch(("申报",)),))
        assert ledger.overview.ids(wanted) == ["0123456789abc"]
        assert ledger.overview.ids(Wanted(has_open_errors=True)) == []
        assert ledger.overview.summaries(["0123456789abc"])[0].open_errors is None
        assert ledger.overview.by_region() == {"371521": RegionCount(1, 1, 0, 0)}
        assert not ledger.overview.has_uncounted()
        assert birth(ledger.connection, "0123456789abc") == ("", "")
        assert ledger.check() == []
    assert first.read_bytes() == before


def test_a_ledger_of_the_first_version_is_brought_up_to_date_with_everything_still_to_be_counted(first):
    with Ledger.open(first) as ledger:
        assert ledger.backups()[0].kind == "migration"
        assert ledger.overview.uncounted("", 9) == ["0123456789abc"]
        ledger.edit("0123456789abc", [("values.a", "1")], "录入", lambda _: Summary("题"))
        moment = ledger.overview.changed_at(["0123456789abc"])["0123456789abc"]
        ledger.check_results.note([Result("0123456789abc", moment, Counts(4))], "1")
        assert ledger.filings.list()[0].open_errors == 4
        assert birth(ledger.connection, "0123456789abc") == ("", "")
        assert ledger.check() == []
    with Ledger.open(list_backups(first)[0].path, read_only=True) as backup:
        assert backup.connection.pragma("user_version") == 1
        assert backup.filings.list()[0].title == "申报表"


def test_a_reader_that_was_there_before_the_upgrade_keeps_reading(first):
    with Ledger.open(first, read_only=True) as reader:
        Ledger.open(first).close()
        assert reader.filings.list()[0].title == "申报表"
        assert reader.overview.by_region()["371521"].filings == 1


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_ledger_is_refused_and_unharmed(old, monkeypatch, read_only):
    with monkeypatch.context() as patched:
        newer(patched, _notes)
        Ledger.open(old).close()
    before = old.read_bytes()
    with pytest.raises(UserError, match=r"较新的程序.*第 7 版.*只认到第 6 版.*请升级本程序"):
        Ledger.open(old, read_only)
    assert old.read_bytes() == before
    assert {entry.name for entry in old.parent.iterdir()} == {old.name, f"{old.name}.备份"}


def test_a_new_ledger_needs_no_upgrade(path, monkeypatch):
    newer(monkeypatch, _notes)
    with Ledger.create(path) as ledger:
        assert ledger.notices == []
        assert ledger.filings.add(Filing("declaration"), "").id
        assert ledger.backups() == []
