import os
import shutil
import sqlite3
import threading
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from medaid_desktop import paths
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.safety import backing_up
from medaid_desktop.store.safety.backup import Backup, clear_old, folder_beside, in_folder, list_backups


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def put(folder: Path, moment: datetime, word: str = "每日") -> str:
    name = f"{moment:%Y-%m-%d %H%M%S} {word}.medaid"
    (folder / name).write_bytes(b"x")
    return name


def test_the_backup_of_the_day_is_a_ledger_of_its_own(ledger, filing_id):
    outcome = ledger.daily_backup()
    assert outcome.message == ""
    backup = outcome.backup
    assert backup is not None
    assert backup.kind == "daily"
    assert backup.path.parent == ledger.path.with_name(f"{ledger.path.name}.备份")
    assert abs(datetime.now() - backup.made_at) < timedelta(minutes=1)
    assert backup.size == backup.path.stat().st_size == ledger.path.stat().st_size
    assert ledger.backups() == [backup]
    with Ledger.open(backup.path, read_only=True) as copy:
        assert copy.filings.get(filing_id) == ledger.filings.get(filing_id)
        assert copy.ledger_id == ledger.ledger_id
    assert names(backup.path.parent) == [backup.path.name]


def test_one_a_day_is_enough(ledger, filing_id):
    assert ledger.daily_backup().backup
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    assert ledger.daily_backup() == backing_up.BackupOutcome(None, "")
    assert len(ledger.backups()) == 1


def test_a_new_day_needs_one_only_after_a_change(ledger, filing_id):
    folder = folder_beside(ledger.path)
    folder.mkdir()
    put(folder, datetime.now() - timedelta(days=2))
    three_days_ago = (datetime.now() - timedelta(days=3)).timestamp()
    os.utime(ledger.path, (three_days_ago, three_days_ago))
    assert ledger.daily_backup().backup is None
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    assert ledger.daily_backup().backup


def test_others_do_not_count_as_the_one_of_the_day(ledger):
    assert ledger.backup_now("import").backup
    assert ledger.daily_backup().backup


def test_which_are_kept(tmp_path):
    noon = datetime(2026, 3, 1, 12)  # a Sunday
    daily = [put(tmp_path, noon - timedelta(days=day)) for day in range(60)]
    twice = put(tmp_path, noon - timedelta(hours=1))
    events = [put(tmp_path, noon - timedelta(days=day), "导入前") for day in range(5)]
    upgrade = put(tmp_path, noon - timedelta(days=900), "升级前")
    foreign = ["我的备份.medaid", "2026-03-01 120000 每日.txt", "2026-13-01 120000 每日.medaid"]
    for name in foreign:
        (tmp_path / name).write_bytes(b"x")
    clear_old(tmp_path, tmp_path / upgrade)
    weekly = [daily[7], daily[14], daily[21]]
    assert names(tmp_path) == sorted([*daily[:7], *weekly, *events[:3], upgrade, *foreign])
    assert twice not in names(tmp_path)


def test_the_one_just_made_stays_though_the_clock_was_set_back(ledger):
    folder = folder_beside(ledger.path)
    folder.mkdir()
    later = [put(folder, datetime.now() + timedelta(days=400 + day), "导入前") for day in range(3)]
    made = ledger.backup_now("import").backup
    assert made.path.exists() and names(folder) == sorted([*later, made.path.name])


def test_backups_in_one_second_do_not_overwrite_each_other(ledger):
    made = [ledger.backup_now("import").backup for _ in range(3)]
    assert len({backup.path for backup in made}) == 3
    assert sorted(ledger.backups(), key=lambda backup: backup.path) == sorted(made, key=lambda backup: backup.path)


def test_of_one_second_the_last_made_comes_first(tmp_path):
    names = ["2020-06-01 080000 恢复前.medaid", *(f"2020-06-01 080000 恢复前 {n}.medaid" for n in range(2, 12))]
    for name in [*names, "2020-05-31 080000 恢复前 99.medaid"]:
        (tmp_path / name).touch()
    assert [backup.path.name for backup in in_folder(tmp_path)][:-1] == names[::-1]
    clear_old(tmp_path, tmp_path / names[-1])
    assert sorted(left.name for left in tmp_path.iterdir()) == sorted(names[-3:])


@pytest.fixture
def full_stick(ledger, monkeypatch):
    """The disk of the ledger is nearly full, the user's own is not."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(
        shutil, "disk_usage", lambda place: usage(0, 0, 0 if Path(place).parent == ledger.path.parent else 1 << 40)
    )


@pytest.mark.usefixtures("full_stick")
def test_from_a_full_stick_it_goes_to_the_users_folder(ledger):
    outcome = ledger.daily_backup()
    assert outcome.backup is not None
    assert outcome.backup.path.is_relative_to(paths.user_data_folder())
    assert outcome.message == f"备份没能放在台账旁边（磁盘快满了，没有做备份），已放到 {outcome.backup.path.parent}"
    assert ledger.backups() == [outcome.backup]
    assert ledger.daily_backup().backup is None


@pytest.mark.usefixtures("full_stick")
def test_namesakes_in_the_users_folder_are_told_apart(ledger, tmp_path):
    mine = ledger.backup_now("import").backup
    (tmp_path / "另一处").mkdir()
    with Ledger.create(tmp_path / "另一处" / ledger.path.name) as other:
        theirs = other.backup_now("import").backup
        assert other.backups() == [theirs]
    assert list_backups(ledger.path) == [mine]
    other.path.write_bytes(b"broken")
    shutil.move(folder_beside(other.path), tmp_path / "藏起")
    assert set(list_backups(other.path)) == {mine}


def test_where_no_backup_can_be_made_work_goes_on(ledger, filing_id, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: namedtuple("usage", "free")(0))
    outcome = ledger.daily_backup()
    assert outcome.backup is None
    assert outcome.message.startswith("今天的备份没有做成：磁盘快满了")
    with pytest.raises(UserError, match="磁盘快满了"):
        ledger.backup_now("import")
    assert ledger.edit(filing_id, [("values.a", "1")], "录入").step == 1


def test_a_folder_that_cannot_be_made_is_no_exception_either(ledger, monkeypatch, tmp_path):
    folder_beside(ledger.path).write_text("a file in the way", encoding="utf-8")
    outcome = ledger.daily_backup()
    assert outcome.backup is not None
    assert "没能放在台账旁边" in outcome.message
    outcome.backup.path.unlink()
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("MEDAID_HOME", str(tmp_path / "file"))
    assert ledger.daily_backup().message.startswith("今天的备份没有做成")


def test_progress_cancelling_and_leftovers(ledger, declaration):
    declaration.values["annual_goal"] = "目标" * 5000
    ledger.filings.add_many([(declaration, "")] * 100)
    folder = folder_beside(ledger.path)
    seen: list[tuple[int, int]] = []
    assert ledger.daily_backup(lambda *step: seen.append(step), lambda: len(seen) >= 3).backup is None
    assert len(seen) == 3
    assert names(folder) == []
    with pytest.raises(CancelledError):
        ledger.backup_now("import", cancelled=lambda: True)
    (folder / "2026-03-01 120000 每日.medaid.0123abcd.tmp").write_bytes(b"left by a crash")
    (folder / "mine.tmp").write_bytes(b"")
    made = ledger.daily_backup(lambda *step: seen.append(step)).backup
    assert seen[-1][0] == seen[-1][1] == made.size // 4096
    assert names(folder) == sorted([made.path.name, "mine.tmp"])


def test_edits_during_a_backup_go_on_and_are_in_it(ledger, filing_id, declaration):
    declaration.values["annual_goal"] = "目标" * 5000
    ledger.filings.add_many([(declaration, "")] * 100)
    steps: list[tuple[int, int]] = []

    def edit_meanwhile(done: int, total: int) -> None:
        steps.append((done, total))
        ledger.edit(filing_id, [("values.a", str(len(steps)))], "录入")

    made = ledger.daily_backup(edit_meanwhile).backup
    assert made is not None
    assert len(steps) < 40, "the backup began anew with each edit"
    with Ledger.open(made.path, read_only=True) as copy:
        assert copy.check() == []
        count = int(copy.filings.get(filing_id).values["a"])
        assert len(steps) - 1 <= count <= len(steps)
        assert len(copy.history(filing_id)) == count


def test_a_backup_within_a_transaction_is_a_bug_and_does_not_hang(ledger):
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.backup_now("import")
    assert ledger.backup_now("import").backup


def test_closing_stops_a_backup_under_way(path, declaration):
    ledger = Ledger.create(path)
    declaration.values["annual_goal"] = "目标" * 5000
    ledger.filings.add_many([(declaration, "")] * 100)
    outcomes: list[object] = []
    started = threading.Event()

    def on_step(_done: int, _total: int) -> None:
        started.set()
        ledger._closing.wait(60)

    thread = threading.Thread(target=lambda: outcomes.append(ledger.daily_backup(on_step)))
    thread.start()
    started.wait(60)
    ledger.close()
    thread.join()
    assert outcomes == [backing_up.BackupOutcome(None, "")]
    assert names(folder_beside(path)) == []
    assert ledger.daily_backup() == backing_up.BackupOutcome(None, "")


def test_a_damaged_ledger_makes_no_backup_and_keeps_the_good_ones(ledger):
    good = ledger.backup_now("import").backup
    ledger.connection.execute("PRAGMA writable_schema = 1")
    ledger.connection.execute("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'filings_listed'")
    ledger.connection.execute("PRAGMA writable_schema = 0")
    for _ in range(4):
        with pytest.raises(DamagedLedgerError, match="台账可能已损坏"):
            ledger.backup_now("import")
    assert "台账可能已损坏" in ledger.daily_backup().message
    assert in_folder(folder_beside(ledger.path)) == [good]


def test_backups_of_a_lost_ledger_are_found(path):
    with Ledger.create(path) as ledger:
        made = ledger.backup_now("import").backup
    path.unlink()
    assert list_backups(path) == [made]
    assert list_backups(path.with_name("其他.medaid")) == []
    assert isinstance(made, Backup)


def test_a_backup_is_what_sqlite_calls_sound(ledger, filing_id):
    made = ledger.backup_now("import").backup
    connection = sqlite3.connect(made.path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT id FROM filings").fetchall() == [(filing_id,)]
    connection.close()
