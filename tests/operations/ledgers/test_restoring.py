"""A backup takes the place of its own ledger only, and brings nothing back that was taken back since."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import standing_signings
from medaid_desktop.core.review.events import Withdrawn
from medaid_desktop.core.review.log import Entry
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers import restoring
from medaid_desktop.operations.ledgers.operators import Restorer, require_for_restoring
from medaid_desktop.operations.ledgers.restoring import REASON, StrangeBackupError, kinship, restore_backup
from medaid_desktop.operations.reviewing import Words, chain_of, send_back
from medaid_desktop.store.ground import files
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.trust.access import NotAllowedError
from tests.operations.reviewing.declared import STEPS, sign_all, stored

PIN = "802461"


def backed_up(desk: Desk) -> Path:
    backup = desk.ledger.backup_now("import").backup
    assert backup is not None
    return backup.path


def foreign(desk: Desk, path: Path, ledger_id: str = "") -> Path:
    """Another ledger without operators, all steps of its filing signed; it may say that it is a given one."""
    with Desk(Ledger.create(path, "371521"), desk.forms) as other:
        sign_all(other, stored(other))
        if ledger_id:
            other.ledger.connection.execute("UPDATE meta SET value = ? WHERE key = 'ledger_id'", (ledger_id,))
    return path


def keeper(desk: Desk) -> None:
    desk.ledger.operators.put("保管人", ["keeper"], PIN)


def standing(path: Path, desk: Desk) -> dict[str, bool]:
    with Desk(Ledger.open(path), desk.forms) as again:
        ids = [one.id for one in again.ledger.filings.list()]
        return {one: chain_of(again, again.ledger.filings.get(one)).is_complete for one in ids}


@pytest.mark.parametrize("says_it_is_the_same", [True, False])
def test_another_ledger_takes_no_place(desk: Desk, tmp_path: Path, says_it_is_the_same: bool) -> None:
    stored(desk)
    strange = foreign(desk, tmp_path / "外来.medaid", desk.ledger.ledger_id if says_it_is_the_same else "")
    desk.ledger.close()
    before = desk.ledger.path.read_bytes()
    with pytest.raises(StrangeBackupError, match="台账"):
        restore_backup(desk.ledger.path, strange)
    assert desk.ledger.path.read_bytes() == before


def test_where_people_sign_in_only_the_keeper_takes_another_ledger(desk: Desk, tmp_path: Path) -> None:
    stored(desk)
    strange = foreign(desk, tmp_path / "外来.medaid")
    keeper(desk)
    desk.ledger.close()
    with pytest.raises(UserError, match="管理操作员的人"):
        restore_backup(desk.ledger.path, strange, Restorer(desk.ledger.path, "填报人", False), force=True)
    restore_backup(desk.ledger.path, strange, Restorer(desk.ledger.path, "保管人"), force=True)
    assert not any(standing(desk.ledger.path, desk).values())
    with Ledger.open(desk.ledger.path) as again:
        assert [(one.name, one.roles) for one in again.operators.list()] == [("保管人", ("keeper",))]
        assert again.access.sign_in("保管人", PIN).name == "保管人" and again.check() == []
        said = next(json.loads(one.details) for one in again.log.entries() if one.action == "restore")
        assert len(said["withdrawn"]) == 1 and "另一个台账" in said["strange"]


def test_a_log_written_anew_inside_is_noticed(desk: Desk, tmp_path: Path) -> None:
    stored(desk)
    desk.ledger.filings.add(Filing("declaration", 2021, "371521"), "又一份")
    copy = tmp_path / "改过.medaid"
    shutil.copyfile(backed_up(desk), copy)  # a backup itself is for reading only
    with sqlite3.connect(copy) as raw:
        raw.execute("DROP TRIGGER log_no_update")
        raw.execute("UPDATE log SET operator = '别人' WHERE number = 1")
    raw.close()
    desk.ledger.close()
    assert "改动过" in kinship(desk.ledger.path, copy).why_strange


def test_an_approval_that_was_sent_back_since_does_not_come_back(desk: Desk) -> None:
    returned, kept = stored(desk), stored(desk)
    sign_all(desk, returned)
    sign_all(desk, kept)
    backup = backed_up(desk)
    send_back(desk, returned, STEPS[-1], Words("审核人乙", "金额有误"))
    desk.ledger.close()
    restore_backup(desk.ledger.path, backup, Restorer(desk.ledger.path, "填报人甲"))
    assert standing(desk.ledger.path, desk) == {returned: False, kept: True}
    with Ledger.open(desk.ledger.path) as again:
        last = again.reviews.events(returned)[-1]
        assert isinstance(last, Withdrawn) and (last.by, last.reason) == ("填报人甲", REASON)
        assert again.check() == []


def test_an_approval_whose_filing_was_purged_since_does_not_come_back(desk: Desk) -> None:
    signed = stored(desk)
    sign_all(desk, signed)
    backup = backed_up(desk)
    send_back(desk, signed, STEPS[-1], Words("审核人乙", "作废"))
    desk.ledger.filings.delete([signed])
    desk.ledger.filings.purge([signed])
    desk.ledger.close()
    restore_backup(desk.ledger.path, backup)
    assert standing(desk.ledger.path, desk) == {signed: False}


def test_operators_stay_who_they_are(desk: Desk) -> None:
    stored(desk)
    backup = backed_up(desk)
    keeper(desk)
    rows = desk.ledger.operators.rows()
    desk.ledger.close()
    restore_backup(desk.ledger.path, backup, Restorer(desk.ledger.path, "保管人"))
    with Ledger.open(desk.ledger.path) as again:
        assert again.access.is_kept and again.operators.rows() == rows and again.check() == []
        last = again.log.last()
        assert last is not None and json.loads(last.details)["change"] == "kept"


def test_a_restoration_can_be_taken_back_with_all_approvals_given_before_it(desk: Desk) -> None:
    stored(desk)
    early = backed_up(desk)
    signed, returned = stored(desk), stored(desk)
    sign_all(desk, signed)
    sign_all(desk, returned)
    send_back(desk, returned, STEPS[-1], Words("审核人乙", "再看"))
    sign_all(desk, returned)
    desk.ledger.close()
    aside = restore_backup(desk.ledger.path, early)
    assert aside is not None and kinship(desk.ledger.path, aside).why_strange == ""
    restore_backup(desk.ledger.path, aside)
    found = standing(desk.ledger.path, desk)
    assert found[signed] and found[returned]


def test_how_many_approvals_lapse_is_known_before(desk: Desk) -> None:
    kept, lost = stored(desk), stored(desk)
    sign_all(desk, kept)
    early = backed_up(desk)
    sign_all(desk, lost)
    assert kinship(desk.ledger.path, early).lapsing == 1
    assert kinship(desk.ledger.path, backed_up(desk)).lapsing == 0


def test_a_damaged_ledger_has_no_say(desk: Desk, tmp_path: Path) -> None:
    strange = foreign(desk, tmp_path / "外来.medaid")
    desk.ledger.close()
    desk.ledger.path.write_bytes(bytes(5000))
    assert kinship(desk.ledger.path, strange).why_strange == ""
    restore_backup(desk.ledger.path, strange)
    with Ledger.open(desk.ledger.path) as again:
        assert all(standing_signings(again.reviews.events(one)) for one in again.reviews.filings())


@pytest.mark.parametrize("is_in_backup", [True, False])
def test_an_event_that_cannot_be_read_keeps_nobody_from_being_looked_after(desk: Desk, is_in_backup: bool) -> None:
    broken, returned = stored(desk), stored(desk)
    sign_all(desk, broken)
    sign_all(desk, returned)
    backup = backed_up(desk)
    send_back(desk, returned, STEPS[-1], Words("审核人乙", "再看"))
    keeper(desk)
    desk.ledger.close()
    backup.chmod(0o600)
    with sqlite3.connect(backup if is_in_backup else desk.ledger.path) as raw:
        raw.execute("UPDATE review_events SET data = '[' WHERE filing = ?", (broken,))
    raw.close()
    restore_backup(desk.ledger.path, backup, Restorer(desk.ledger.path))
    with Ledger.open(desk.ledger.path) as again:
        assert again.access.is_kept
        assert isinstance(again.reviews.events(returned)[-1], Withdrawn)


def test_what_cannot_be_settled_is_not_restored(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(desk)
    backup = backed_up(desk)
    keeper(desk)
    desk.ledger.close()
    before = desk.ledger.path.read_bytes()

    def full(*_: object) -> None:
        raise UserError("磁盘已满")

    monkeypatch.setattr(restoring, "_settle", full)
    with pytest.raises(UserError, match="磁盘已满"):
        restore_backup(desk.ledger.path, backup, Restorer(desk.ledger.path))
    assert desk.ledger.path.read_bytes() == before
    assert [one.name for one in desk.ledger.path.parent.iterdir() if ".tmp" in one.name] == []


def test_who_may_not_restore_is_refused_whoever_asks(desk: Desk) -> None:
    """Not only by the window and the command line."""
    stored(desk)
    backup = backed_up(desk)
    keeper(desk)
    desk.ledger.access.sign_in("保管人", PIN)
    desk.ledger.operators.put("审核人", ["reviewing"], PIN)
    desk.ledger.close()
    path, before = desk.ledger.path, desk.ledger.path.read_bytes()
    for restorer in (None, Restorer(backup, "保管人")):
        with pytest.raises(NotAllowedError, match="还没有登录，不能用备份恢复台账"):
            restore_backup(path, backup, restorer)
    for name, pin, refused in (("", "", "还没有登录"), ("审核人", PIN, "审核人（单位审核）不能用备份恢复台账")):
        with pytest.raises(NotAllowedError, match=refused):
            require_for_restoring(path, name, pin)
    assert "restore" not in [one.action for one in _entries(path)]
    restore_backup(path, backup, require_for_restoring(path, "保管人", PIN))
    told = next(one for one in _entries(path) if one.action == "restore")
    assert json.loads(told.details)["by"] == "保管人" and path.read_bytes() != before


def _entries(path: Path) -> list[Entry]:
    with Ledger.open(path, read_only=True) as ledger:
        return list(ledger.log.entries())


def test_a_restored_ledger_is_never_met_before_it_is_settled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power may go at any moment: what takes the ledger's place has no approval any more that was sent back since."""
    signed = stored(desk)
    sign_all(desk, signed)
    backup = backed_up(desk)
    send_back(desk, signed, STEPS[-1], Words("审核人乙", "再看"))
    desk.ledger.close()
    met: list[tuple[list[str], dict[str, bool]]] = []
    in_place = files.put_in_place

    def watched(temporary: Path, path: Path) -> None:
        in_place(temporary, path)
        met.append(([one.action for one in _entries(path)][-2:], standing(path, desk)))

    monkeypatch.setattr(files, "put_in_place", watched)
    restore_backup(desk.ledger.path, backup)
    assert met[-1] == (["withdraw", "restore"], {signed: False})
