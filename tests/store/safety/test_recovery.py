import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import files, header
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.safety.backup import folder_beside, list_backups
from medaid_desktop.store.safety.recovery import restore


@pytest.fixture
def backed_up(path, declaration):
    """A closed ledger with a backup made before its last edit; (filing id, backup)."""
    with Ledger.create(path) as ledger:
        filing_id = ledger.filings.add(declaration, "申报表").id
        ledger.edit(filing_id, [("values.a", "早")], "录入")
        backup = ledger.backup_now("import").backup
        ledger.edit(filing_id, [("values.a", "晚")], "录入")
    return filing_id, backup


def value(path, filing_id):
    with Ledger.open(path) as ledger:
        return ledger.filings.get(filing_id).values["a"]


def test_a_damaged_ledger_is_put_aside_with_its_journal_and_never_over_another(path, backed_up, monkeypatch):
    filing_id, backup = backed_up
    before = len(list(path.parent.iterdir()))
    monkeypatch.setattr(files, "stamp", lambda: "2026-11-22 140305")
    aside: list[str] = []
    for content in (b"one", b"two"):
        path.write_bytes(content)
        header.journal_of(path).write_bytes(b"journal of " + content)
        moved = restore(backup.path, path)
        assert moved is not None
        aside.append(moved.name)
        assert moved.read_bytes() == content
        assert header.journal_of(moved).read_bytes() == b"journal of " + content
    assert aside == ["阳谷县 台账 损坏 2026-11-22 140305.medaid", "阳谷县 台账 损坏 2026-11-22 140305 2.medaid"]
    assert value(path, filing_id) == "早"
    assert len(list(path.parent.iterdir())) == before + 4


def test_an_open_ledger_is_neither_put_aside_nor_replaced(ledger):
    backup = ledger.backup_now("import").backup
    with pytest.raises(UserError, match="台账没有关闭"):
        restore(backup.path, ledger.path)
    assert ledger.check() == []


def test_restoring_over_a_damaged_ledger(path, backed_up):
    filing_id, backup = backed_up
    damaged = b"\x00" * 5000
    path.write_bytes(damaged)
    header.journal_of(path).write_bytes(b"left over")
    aside = restore(backup.path, path)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert value(path, filing_id) == "早"
    assert {entry.name for entry in path.parent.iterdir()} == {
        path.name, aside.name, header.journal_of(aside).name, folder_beside(path).name,
    }  # fmt: skip


def test_restoring_over_a_sound_ledger_can_be_taken_back(path, backed_up):
    filing_id, backup = backed_up
    aside = restore(backup.path, path)
    assert value(path, filing_id) == "早"
    assert [made.kind for made in list_backups(path) if made.path == aside] == ["restore"]
    restore(aside, path)
    assert value(path, filing_id) == "晚"


def test_restoring_a_lost_ledger(path, backed_up):
    filing_id, backup = backed_up
    path.unlink()
    assert restore(backup.path, path) is None
    assert value(path, filing_id) == "早"


@pytest.mark.parametrize("content", [None, b"", b"\x00" * 8192, b"not a ledger"])
def test_an_unfit_backup_changes_nothing(path, backed_up, content):
    _, backup = backed_up
    before = path.read_bytes()
    backup.path.unlink()
    if content is not None:
        backup.path.write_bytes(content)
    with pytest.raises(UserError):
        restore(backup.path, path)
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 2


def test_a_damaged_backup_is_not_restored(path, backed_up):
    _, backup = backed_up
    content = bytearray(backup.path.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    backup.path.unlink()
    backup.path.write_bytes(content)
    with pytest.raises(DamagedLedgerError):
        restore(backup.path, path)


def test_if_the_last_step_fails_the_present_file_is_back(path, backed_up, monkeypatch):
    filing_id, backup = backed_up
    original = files.put_in_place

    def failing(temporary, target):
        if target == path:
            raise OSError(28, "No space left on device")
        original(temporary, target)

    monkeypatch.setattr(files, "put_in_place", failing)
    # The copy itself is put in place first, under a temporary name.
    with pytest.raises(UserError, match="磁盘已满，没有完成：恢复备份"):
        restore(backup.path, path)
    assert value(path, filing_id) == "晚"
    assert len(list(path.parent.iterdir())) == 2
