"""The doctor says what is wrong, what stands beside, and what can be had back."""

import json
import sqlite3
from pathlib import Path

import pytest

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.events import Signing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.operations.ledgers.doctor import examine, salvage_to
from medaid_desktop.operations.ledgers.operators import Restorer
from medaid_desktop.operations.ledgers.restoring import restore_backup
from medaid_desktop.store.forms.templates import TemplateTexts
from medaid_desktop.store.ledger import Ledger


@pytest.fixture
def path(desk: Desk) -> Path:
    for year in (2020, 2021, 2022):
        add_filing(desk, "declaration", "371521", year)
    desk.ledger.filings.delete([desk.ledger.filings.list()[0].id])
    desk.ledger.backup_now("import")
    desk.ledger.close()
    return desk.ledger.path


def test_sound_ledger(path: Path):
    found = examine(path)
    assert (found.problems, found.filings, found.deleted, found.recoverable) == ([], 2, 1, None)
    assert len(found.backups) == 1 and found.to_json()["ok"] is True
    assert any("完好：填报件 2 份" in line for line in found.lines())


def test_damaged_ledger_is_diagnosed_and_restored(path: Path):
    content = bytearray(path.read_bytes())
    content[0:100] = bytes(100)
    path.write_bytes(content)
    found = examine(path)
    assert found.problems and found.to_json()["ok"] is False
    aside = restore_backup(path, found.backups[0].path)
    assert aside is not None and aside.read_bytes() == bytes(content)
    assert examine(path).filings == 2


def test_salvage_reads_what_is_left(path: Path, tmp_path: Path):
    assert salvage_to(path, tmp_path / "救回.medaid")[0].startswith("已从损坏的台账里读出 3 份填报件")
    with Ledger.open(tmp_path / "救回.medaid") as ledger:
        assert (ledger.filings.count(), ledger.filings.count(deleted=True)) == (2, 1)


def test_missing_ledger_is_said(tmp_path: Path):
    with pytest.raises(UserError, match="找不到台账"):
        examine(tmp_path / "没有.medaid")


def test_a_damaged_source_is_diagnosed_and_salvage_names_its_filing(desk: Desk, tmp_path: Path):
    (tmp_path / "甲.json").write_text(
        '{"form": "declaration", "values": {"project_name": "医疗救助"}}', encoding="utf-8"
    )
    import_files(desk, [tmp_path / "甲.json"])
    desk.ledger.connection.execute("UPDATE sources SET data = zeroblob(9)")
    desk.ledger.close()
    found = examine(desk.ledger.path)
    assert any("原件" in problem for problem in found.problems) and found.recoverable == 1
    assert any("原件读不出来的：医疗救助" in said for said in salvage_to(desk.ledger.path, tmp_path / "救回.medaid"))


def test_forms_of_the_ledgers_own_are_examined_and_salvage_names_what_is_lost(desk: Desk, tmp_path: Path):
    for name in ("甲表", "乙表"):
        texts = TemplateTexts(f'{{"id": "custom:{name}"}}', "{}")
        desk.ledger.templates.keep(f"custom:{name}", "1", texts, "空白表.xlsx", "xlsx", name.encode())
        desk.ledger.filings.add(Filing(f"custom:{name}", form_version="1"), "件")
    desk.ledger.connection.execute("UPDATE sources SET data = zeroblob(9)")
    desk.ledger.connection.execute("DELETE FROM templates WHERE form = 'custom:乙表'")
    desk.ledger.connection.execute("VACUUM")
    desk.ledger.close()
    found = examine(desk.ledger.path)
    assert any("表种“甲表”的空白原表读不出来" in problem for problem in found.problems)
    assert any("没有表种“乙表”，1 份填报件打不开" in problem for problem in found.problems)
    said = "".join(salvage_to(desk.ledger.path, tmp_path / "救回.medaid"))
    assert "没有救出的自制表种" in said and "：乙表。" in said and "填不回原表）：甲表。" in said


# -- the log -----------------------------------------------------------------------------------------------------


def test_the_doctor_tells_of_the_log(path: Path):
    found = examine(path)
    assert found.to_json()["log"] == {"entries": 4, "ok": True, "problems": []}
    assert "日志完整，共 4 条。" in found.lines()
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TRIGGER log_no_update")
        raw.execute("UPDATE log SET operator = '别人' WHERE number = 2")
    raw.close()
    found = examine(path)
    assert found.to_json()["log"]["problems"] == ["操作日志：第 2 条的内容被改动过"]
    assert found.lines().count("问题：操作日志：第 2 条的内容被改动过") == 1
    assert not any(line.startswith("日志") for line in found.lines()), "it is told once"


def test_restoring_is_told_with_what_it_takes_back(desk: Desk):
    ledger = desk.ledger
    signed, other = (ledger.filings.add(Filing("declaration", 2020, "371521"), name).id for name in "甲乙")
    ledger.reviews.add(other, Signing("implementing", digest(ledger.filings.get(other)), "审核人甲", "2020-06-01"))
    backup = ledger.backup_now("import").backup
    assert backup is not None
    ledger.reviews.add(signed, Signing("implementing", digest(ledger.filings.get(signed)), "审核人甲", "2020-06-01"))
    last = ledger.log.last()
    ledger.close()
    restore_backup(ledger.path, backup.path, Restorer(ledger.path, "填报人甲"))
    with Ledger.open(ledger.path) as again:
        entry = again.log.last()
        assert last is not None and entry is not None and entry.action == "restore" and again.check() == []
        assert json.loads(entry.details) == {
            "backup": backup.path.name, "by": "填报人甲", "head": [last.number, last.hash], "filings": [signed],
        }  # fmt: skip


def test_restoring_a_ledger_that_cannot_be_read_is_told_too(path: Path):
    backup = examine(path).backups[0].path
    path.write_bytes(bytes(5000))
    restore_backup(path, backup)
    with Ledger.open(path) as again:
        entry = again.log.last()
        assert entry is not None and json.loads(entry.details)["head"] is None


def test_salvage_begins_a_new_log_and_keeps_what_can_be_read_of_the_old_one(path: Path, tmp_path: Path):
    said = salvage_to(path, tmp_path / "救回.medaid")
    assert "须重新审核" in said[1] and "读出 4 条" in said[2]
    kept = json.loads((tmp_path / "救回 原操作日志.json").read_text("utf-8"))
    assert kept["complete"] is True and [one["action"] for one in kept["log"]] == ["add", "add", "add", "delete"]
    with Ledger.open(tmp_path / "救回.medaid") as ledger:
        [entry] = ledger.log.entries()
        assert (entry.number, entry.action) == (1, "salvage") and ledger.check() == []
        assert json.loads(entry.details)["head"] == [4, kept["log"][3]["hash"]]
