"""Damaged files, failing disks and crashes: a Chinese message, and nothing acknowledged is lost."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import content, header, lock, migrations
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ledger import Ledger

STICK_SCENARIOS = ("full", "full_at_creation", "protected", "protected_meanwhile", "pulled")
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")
not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A closed ledger with some pages of content."""
    path = tmp_path_factory.mktemp("made") / "台账.medaid"
    content = Filing("declaration", 2020, "371521", values={"annual_goal": "目标" * 3000})
    with Ledger.create(path, "371521") as ledger:
        for number in range(12):
            filing = ledger.filings.add(content, f"件{number}")
            ledger.edit(filing.id, [("values.a", str(number))], "录入")
    return path


@pytest.fixture
def closed(path, made):
    """A copy of that."""
    shutil.copy(made, path)
    return path


def refused(path):
    """The message of a file that is not opened, having seen that opening changed nothing."""
    before = path.read_bytes()
    with pytest.raises(UserError) as first:
        Ledger.open(path)
    with pytest.raises(UserError):
        Ledger.open(path, read_only=True)
    assert path.read_bytes() == before
    assert not lock.lock_path(path).exists()
    assert not header.journal_of(path).exists()
    return first.value


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的（0 字节）"),
        (bytes(100_000), "全是零"),
        (bytes(10), "全是零"),
        (b"SQLite format 3\x00", "开头已损坏"),
        ("这是一封信。".encode() * 1000, "这不是台账文件"),
        (random.Random(3).randbytes(50_000), "这不是台账文件"),
    ],
)
def test_files_that_are_no_ledger(path, content, words):
    path.write_bytes(content)
    error = refused(path)
    assert isinstance(error, DamagedLedgerError)
    assert words in error.what
    assert "备份恢复" in error.mend


def test_a_database_of_another_program(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (a)")
    other.close()
    error = refused(path)
    assert "别的程序的数据库" in error.what
    assert not isinstance(error, DamagedLedgerError)


def test_a_database_that_only_bears_our_mark(path):
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA application_id = {header.APPLICATION_ID}")
    other.execute("PRAGMA user_version = 1")
    other.execute("CREATE TABLE t (a)")
    other.close()
    assert "缺少应有的表" in refused(path).what


@pytest.mark.parametrize("kept", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_cut_file(closed, kept):
    content = closed.read_bytes()
    closed.write_bytes(content[: int(len(content) * kept)])
    assert isinstance(refused(closed), DamagedLedgerError)


def test_a_file_whose_rest_is_zeros(closed):
    content = closed.read_bytes()
    closed.write_bytes(content[:8192] + bytes(len(content) - 8192))
    assert "已损坏" in refused(closed).what


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(UserError, match="没有这个台账文件"):
        Ledger.open(tmp_path)


@pytest.mark.parametrize("seed", range(25))
def test_flipped_bytes_are_reported_or_harmless_but_never_a_crash(closed, seed):
    lot = random.Random(seed)
    content = bytearray(closed.read_bytes())
    for _ in range(lot.choice([1, 8, 200])):
        content[lot.randrange(len(content))] ^= 1 << lot.randrange(8)
    closed.write_bytes(content)
    try:
        with Ledger.open(closed) as ledger:
            ledger.check()
            for summary in ledger.filings.list():
                try:
                    ledger.filings.get(summary.id)
                    ledger.edit(summary.id, [("values.b", "1")], "录入")
                    ledger.undo(summary.id)
                except UserError as error:
                    assert str(error)
    except DamagedLedgerError as error:
        assert "备份恢复" in error.mend
    except UserError as error:
        assert error.mend


@pytest.mark.parametrize(
    ("text", "flipped"),
    [
        (b"state IN ('done', 'undone'", b"state IN ('done', 'un$one'"),  # one that rows are held against
        (b"BEFORE UPDATE ON log", b"BEFORE UPDATE ON lof"),  # of a trigger
    ],
)
def test_a_flipped_bit_in_the_text_of_a_table_is_damage_and_no_fault_of_the_program(closed, text, flipped):
    content = closed.read_bytes()
    assert content.count(text) == 1
    closed.write_bytes(content.replace(text, flipped))
    with pytest.raises(DamagedLedgerError), Ledger.open(closed) as ledger:
        ledger.undo(ledger.filings.list()[0].id)


def test_a_flipped_bit_in_an_index_is_damage_and_no_fault_of_the_program(closed):
    with Ledger.open(closed) as ledger:
        filing_id = ledger.filings.list()[0].id
        [page] = ledger.connection.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_filings_1'")
    content, start = bytearray(closed.read_bytes()), (page[0] - 1) * 4096
    at = content.index(filing_id.encode(), start, start + 4096)
    content[at + 12] ^= 1
    closed.write_bytes(content)
    with pytest.raises(DamagedLedgerError), Ledger.open(closed) as ledger:
        ledger.connection.insert(
            "INSERT INTO steps (filing, at, operator, kind, label, edits, undo, state)"
            " VALUES (?, '', '', 'edit', '', '[]', '[]', 'done')",
            (filing_id,),
        )


def test_what_a_sound_ledger_refuses_stays_a_fault_of_the_program(closed):
    with Ledger.open(closed) as ledger:
        for statement in ("UPDATE steps SET state = 'x'", "SELECT nothing FROM steps"):
            with pytest.raises(sqlite3.Error):
                ledger.connection.execute(statement)


def test_a_ledger_whose_own_facts_are_damaged_gives_its_lock_back(closed):
    content = closed.read_bytes()
    with Ledger.open(closed) as ledger:
        ledger.connection.execute("UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE key = 'region'")
    with pytest.raises(DamagedLedgerError):
        Ledger.open(closed)
    closed.write_bytes(content)
    with Ledger.open(closed) as ledger:
        assert not ledger.read_only


def test_content_that_is_no_content_is_reported(ledger, filing_id):
    ledger.connection.execute("UPDATE filings SET content = '{\"values\": 1}'")
    with pytest.raises(DamagedLedgerError, match=f"填报件 {filing_id} 的内容已损坏"):
        ledger.filings.get(filing_id)
    assert ledger.check() == [f"填报件“申报表”（{filing_id}）的内容读不出来"]


def test_a_full_disk_refuses_the_edit_and_takes_it_later(ledger, filing_id):
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    ledger.connection.rows(f"PRAGMA max_page_count = {ledger.connection.pragma('page_count')}")
    with pytest.raises(UserError, match="磁盘已满，这一步没有保存"):
        ledger.edit(filing_id, [("values.b", "字" * 20_000)], "录入")
    assert ledger.filings.get(filing_id).values.keys() == {"project_name", "a"}
    assert len(ledger.history(filing_id)) == 1
    ledger.connection.rows("PRAGMA max_page_count = 100000")
    ledger.edit(filing_id, [("values.b", "字" * 20_000)], "录入")
    assert len(ledger.history(filing_id)) == 2
    assert ledger.check() == []


@on_linux
@pytest.mark.parametrize("scenario", STICK_SCENARIOS)
def test_on_a_stick(scenario, tmp_path, root):
    stick = tmp_path / "mnt"
    stick.mkdir()
    namespace = ["unshare", "--user", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*namespace, "true"], capture_output=True).returncode:
        pytest.skip("this system gives us no mounts of our own")
    script = root / "tests" / "store" / "stick.py"
    done = subprocess.run(
        [*namespace, sys.executable, script, scenario, stick],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="file rights do not bind this user")
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_without_the_rights_to_write_it_is_opened_for_reading(closed, protected):
    place = closed if protected == "file" else closed.parent
    mode = place.stat().st_mode
    place.chmod(mode & 0o555)
    try:
        with Ledger.open(closed) as ledger:
            assert ("只读" if protected == "file" else "文件夹不能写入") in ledger.read_only_reason
            assert len(ledger.filings.list()) == 12
    finally:
        place.chmod(mode)
    assert [entry.name for entry in closed.parent.iterdir()] == [closed.name]


@not_on_windows
@pytest.mark.parametrize("fate", ["deleted", "moved", "replaced", "folder moved"])
def test_a_file_taken_away_in_mid_work_fails_the_edit_loudly(ledger, filing_id, tmp_path, fate):
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    spare = tmp_path.parent / f"{tmp_path.name}-spare"
    if fate == "deleted":
        ledger.path.unlink()
    elif fate == "folder moved":
        tmp_path.rename(spare)
    else:
        ledger.path.rename(tmp_path / "移走.medaid")
        if fate == "replaced":
            shutil.copy(tmp_path / "移走.medaid", ledger.path)
    for change in (
        lambda: ledger.edit(filing_id, [("values.a", "2")], "录入"),
        lambda: ledger.undo(filing_id),
        lambda: ledger.filings.add(Filing("declaration"), ""),
        lambda: ledger.settings.set("a", 1),
    ):
        with pytest.raises(UserError, match="台账文件已不在原处，这一步没有保存"):
            change()
    assert ledger.daily_backup().backup is None or fate == "replaced"
    ledger.close()


_CRASH_IN_MID_WRITE = """
import os, signal, sys
from pathlib import Path
from medaid_desktop.store.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]))
ledger.connection.rows("PRAGMA cache_size = 1")
with ledger.transaction():
    for summary in ledger.filings.list():
        ledger.edit(summary.id, [("values.annual_goal", "新" * 9000), ("values.a", "未提交")], "录入")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def crashed(closed, run_python):
    """A ledger whose writer was killed when half of a transaction was already in the file."""
    if sys.platform == "win32":
        pytest.skip("kills by signal")
    before = closed.read_bytes()
    assert run_python(_CRASH_IN_MID_WRITE, closed).returncode == -signal.SIGKILL
    assert header.has_journal(closed)
    assert closed.read_bytes() != before
    return closed


def sound(ledger):
    assert sorted(ledger.filings.get(s.id).values["a"] for s in ledger.filings.list()) == sorted(map(str, range(12)))
    assert ledger.check() == []


def test_a_crash_in_mid_write_is_rolled_back(crashed):
    with Ledger.open(crashed) as ledger:
        assert ledger.recovered
        sound(ledger)
    assert [entry.name for entry in crashed.parent.iterdir()] == [crashed.name]


def test_a_crash_in_mid_write_is_rolled_back_for_a_reader_too(crashed):
    with Ledger.open(crashed, read_only=True) as ledger:
        sound(ledger)
    assert not header.has_journal(crashed)


def test_a_reader_leaves_the_journal_of_a_writer_at_work_alone(closed):
    with Ledger.open(closed) as writer:
        [first, *_] = writer.filings.list()
        with writer.transaction():
            writer.edit(first.id, [("values.a", "未提交")], "录入")
            assert header.has_journal(closed)
            with Ledger.open(closed) as reader:
                assert reader.filings.get(first.id).values["a"] != "未提交"
        with Ledger.open(closed) as reader:
            assert reader.filings.get(first.id).values["a"] == "未提交"


_CRASH_WHILE_COUNTING = """
import os, signal, sys
from pathlib import Path
from medaid_desktop.store.records.check_results import Counts, Result
from medaid_desktop.store.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]))
ledger.connection.rows("PRAGMA cache_size = 1")
changed_at = ledger.overview.changed_at(ids := ledger.overview.uncounted("", 99))
results = [Result(key, changed_at[key], Counts(3)) for key in ids]
ledger.check_results.note(results[:5], "1")
with ledger.transaction():
    ledger.check_results.note(results[5:], "1")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_crash_while_open_errors_are_counted_costs_the_lot_at_hand_and_nothing_else(closed, run_python):
    assert run_python(_CRASH_WHILE_COUNTING, closed).returncode == -signal.SIGKILL
    with Ledger.open(closed) as ledger:
        assert ledger.recovered
        sound(ledger)
        assert sorted(summary.open_errors or 0 for summary in ledger.filings.list()) == [0] * 7 + [3] * 5
        assert len(ledger.overview.uncounted("", 99)) == 7


_CRASH_WHILE_UPGRADING = """
import os, signal, sys
from pathlib import Path
from medaid_desktop.store.ground import migrations
from medaid_desktop.store.ledger import Ledger
def half(run):
    migrations.MIGRATIONS_BEFORE[1].apply(run)
    os.kill(os.getpid(), signal.SIGKILL)
migrations.MIGRATIONS_BEFORE = migrations.MIGRATIONS
migrations.MIGRATIONS = (migrations.MIGRATIONS[0], migrations.Migration(2, half))
Ledger.open(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_crash_while_a_ledger_is_brought_up_to_date_leaves_it_to_the_next_opening(
    path, declaration, run_python, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        Ledger.create(path).close()
    connection = Connection(path, "rw")
    connection.execute(
        "INSERT INTO filings (id, form, form_version, variant, title, status, created_at, changed_at, content)"
        " VALUES ('0123456789abc', 'declaration', '1', '', '申报表', 'draft', '', '', ?)",
        (content.encode(declaration),),
    )
    connection.close()
    assert run_python(_CRASH_WHILE_UPGRADING, path).returncode == -signal.SIGKILL
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.connection.pragma("user_version") == 1
        assert ledger.check() == []
    with Ledger.open(path) as ledger:
        assert ledger.connection.pragma("user_version") == migrations.newest()
        assert ledger.filings.get("0123456789abc").values == declaration.values
        assert ledger.check() == []


def test_acknowledged_edits_outlive_kills(root, tmp_path):
    if sys.platform == "win32":
        pytest.skip("kills by signal")
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.kill_test", "--kills", "8", "--folder", tmp_path],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 kills" in done.stdout
