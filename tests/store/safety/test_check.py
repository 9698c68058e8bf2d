import pytest

from medaid_desktop.store.ground import lock
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.safety import check


@pytest.fixture
def with_steps(ledger, declaration):
    *_, last = ledger.filings.add_many([(declaration, "申报表")] * 450)
    ledger.edit(last, [("values.a", "1")], "录入")
    return ledger


def test_a_sound_ledger_shows_its_progress_to_the_end(with_steps):
    seen: list[tuple[int, int]] = []
    assert with_steps.check(lambda *step: seen.append(step)) == []
    assert seen == [(200, 451), (400, 451), (450, 451), (451, 451)]


def test_it_can_be_stopped(with_steps):
    with pytest.raises(CancelledError):
        with_steps.check(cancelled=lambda: True)


def test_each_fault_is_named(with_steps):
    first, second, *_ = with_steps.filings.list()
    run = with_steps.connection.execute
    run("UPDATE filings SET content = substr(content, 1, 20) WHERE id = ?", (first.id,))
    run("UPDATE filings SET content = CAST(x'7b22ff' AS TEXT) WHERE id = ?", (second.id,))
    run("UPDATE steps SET undo = '['")
    run("PRAGMA foreign_keys = 0")
    [(gone,)] = with_steps.connection.rows("SELECT filing FROM steps LIMIT 1")
    run("DELETE FROM filings WHERE id = (SELECT filing FROM steps)")
    assert with_steps.check() == [
        f"填报件“申报表”（{first.id}）的内容读不出来",
        f"填报件“申报表”（{second.id}）的内容读不出来",
        f"填报件 {gone} 不是由本程序删除的，现在不在台账里",
        "历史记录第 1 步读不出来",
        "steps 第 1 行所属的填报件已不存在",
    ]


def test_a_lost_index_entry_is_found(with_steps):
    run = with_steps.connection.execute
    run("PRAGMA writable_schema = 1")
    run("UPDATE sqlite_schema SET sql = replace(sql, 'IS NULL', 'IS NOT NULL') WHERE name = 'filings_listed'")
    run("PRAGMA writable_schema = 0")
    found = with_steps.check()
    assert found
    assert all(sentence.startswith("台账文件结构有错：") for sentence in found)


def test_of_a_big_file_only_the_head_is_looked_at_while_opening(path, declaration, monkeypatch):
    with Ledger.create(path) as ledger:
        ledger.filings.add_many([(declaration, "申报表")] * 200)
    content = bytearray(path.read_bytes())
    page = content.rfind("资助参保人数".encode()) // 4096
    content[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(DamagedLedgerError):
        Ledger.open(path)
    monkeypatch.setattr(check, "SMALL", 4096)
    with Ledger.open(path) as ledger:
        assert not ledger.check_advised
        assert ledger.check() != []
        lock_file = lock.lock_path(path).read_bytes()
    lock.lock_path(path).write_bytes(lock_file)
    with Ledger.open(path) as ledger:
        assert ledger.check_advised
