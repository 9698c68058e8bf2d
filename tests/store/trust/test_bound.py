"""Forms, people, units, seals and triggers are held against the log; whatever another program changes of them is noticed."""

import sqlite3
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.units import Unit
from tests.store.own_forms import definition, keep, library

PIN = "802461"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed ledger with a form of its own in two versions, two operators, a unit and a seal."""
    with Ledger.create(tmp_path / "台账.medaid", "371521") as ledger:
        keep(ledger)
        keep(ledger, version="2")
        ledger.units.put(Unit("371521+GX", "高新区", "371521", "zone"))
        ledger.seals.add("公章", b"\x89PNG", "保管人-2020-口令")
        ledger.operators.put("保管人", ["keeper"], PIN)
        ledger.access.sign_in("保管人", PIN)
        ledger.operators.put("填报人", ["filling"], PIN)
        return ledger.path


def check(path: Path, *statements: str) -> list[str]:
    """What a check tells after another program was at the file."""
    with sqlite3.connect(path) as raw:
        for one in statements:
            raw.execute(one)
    raw.close()
    with Ledger.open(path) as ledger:
        return ledger.check()


def test_what_the_program_did_itself_is_as_told(path: Path) -> None:
    assert check(path) == []
    with Ledger.open(path) as ledger:
        ledger.access.sign_in("保管人", PIN)
        ledger.operators.set_roles("填报人", ["reviewing"])
        ledger.operators.set_pin("保管人", "135792", own=PIN)
        ledger.operators.retire("填报人")
        with pytest.raises(UserError):
            ledger.operators.identify("保管人", "000002")  # a wrong try is counted, and no change of who works here
        ledger.seals.remove("公章")
        ledger.seals.add("公章", b"\x89PNG again", "保管人-2020-口令")
        ledger.operators.put("填报人", ["filling"], PIN)
        ledger.access.sign_in("填报人", PIN)
        ledger.units.put(Unit("371521+GX", "经济开发区", "371521", "zone"))
        ledger.units.remove("371521+GX")
        ledger.templates.remove("custom:绩效表", "1")
        ledger.templates.rename("custom:绩效表", "改名")
    assert check(path) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE templates SET definition = replace(definition, '项目名称', '项目总称') WHERE version = '1'",
            "第 1 版的定义",
        ),
        ("UPDATE templates SET map = '{}' WHERE version = '2'", "第 2 版的定义"),
        ("UPDATE operators SET roles = '[\"keeper\"]' WHERE name = '填报人'", "操作员名册"),
        ("UPDATE operators SET pin = (SELECT pin FROM operators WHERE name = '填报人')", "操作员名册"),
        ("UPDATE operators SET active = 0 WHERE name = '保管人'", "操作员名册"),
        ("DELETE FROM operators", "操作员名册"),
        ("INSERT INTO operators VALUES ('某人', '[\"keeper\"]', '', 1, 0, '')", "操作员名册"),
        ("UPDATE regions SET name = '开发区'", "本地单位的名称"),
        ("UPDATE seals SET fingerprint = '00'", "印章图像“公章”"),
        ("UPDATE seals SET name = '财务章'", "印章图像“财务章”"),
        ("DELETE FROM seals", "印章图像“公章”"),
        ("UPDATE seals SET secret = CAST(secret || X'00' AS BLOB)", "印章图像“公章”"),
        ("UPDATE seals SET office = '别的局'", "印章图像“公章”"),
        ("UPDATE seals SET size_mm = 44.0", "印章图像“公章”"),
        ("UPDATE seals SET added_at = '2020-01-01'", "印章图像“公章”"),
        ("DELETE FROM templates WHERE version = '1'", "第 1 版不见了"),
        ("UPDATE templates SET version = '9' WHERE version = '1'", "第 1 版不见了"),
        ("DROP TRIGGER log_no_delete", "触发器"),
        ("CREATE TRIGGER more BEFORE INSERT ON log BEGIN SELECT RAISE(IGNORE); END", "触发器"),
    ],
)
def test_what_another_program_changed_is_told(path: Path, statement: str, said: str) -> None:
    assert any(said in one for one in check(path, statement))


def test_a_wrong_passphrase_changes_nothing_of_what_is_told(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.access.sign_in("保管人", PIN)
        with pytest.raises(UserError, match="口令不对"):
            ledger.seals.open("公章", "不是这个口令", "试用")
    assert check(path) == []


def test_a_seal_put_in_beside_the_program_is_told(path: Path) -> None:
    columns = "name, office, size_mm, fingerprint, secret, added_at, failed, wait_until"
    said = check(
        path,
        f"INSERT INTO seals ({columns}) SELECT '别人', office, size_mm, fingerprint, secret, added_at, 0, '' FROM seals",
    )
    assert any("印章图像“别人”" in one for one in said)


def test_people_put_into_a_ledger_that_never_had_any_are_told(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "台账.medaid") as ledger:
        made = ledger.path
    assert any("操作员名册" in one for one in check(made, "INSERT INTO operators VALUES ('某人', '[]', '', 1, 0, '')"))


def test_a_form_that_was_changed_beside_the_program_cannot_be_used(path: Path) -> None:
    check(path, "UPDATE templates SET definition = replace(definition, '项目名称', '项目总称') WHERE version = '1'")
    with Ledger.open(path) as ledger:
        forms = library(ledger)
        with pytest.raises(UserError, match="改动过"):
            forms.get("custom:绩效表", "1")
        assert forms.get("custom:绩效表", "2").title == "绩效表"
        ledger.connection.execute(
            "UPDATE templates SET definition = ? WHERE version = '1'", (definition("custom:绩效表", "1"),)
        )
        assert library(ledger).get("custom:绩效表", "1").version == "1"


def test_forms_kept_by_an_earlier_version_are_used_as_they_stand(tmp_path: Path) -> None:
    """Their entries tell no sums."""
    with Ledger.create(tmp_path / "台账.medaid") as ledger:
        keep(ledger)
        ledger.connection.execute("DROP TRIGGER log_no_delete")
        ledger.connection.execute("DELETE FROM log")
        ledger.log.add("template", change="keep", form="custom:绩效表", version="1", file="空白表.xlsx", document="")
        assert library(ledger).get("custom:绩效表").title == "绩效表"


def test_forms_that_came_without_a_log_are_told_of_when_the_ledger_is_opened(path: Path) -> None:
    """An upgrade brings the log, and a salvage begins a new one: from then on they are bound too."""
    check(path, "DROP TRIGGER log_no_delete", "DELETE FROM log", "DELETE FROM meta WHERE key = 'log_head'")
    with Ledger.open(path) as ledger:
        assert [one.action for one in ledger.log.entries()] == ["template", "template"]
    assert any("第 1 版的定义" in one for one in check(path, "UPDATE templates SET map = '{}' WHERE version = '1'"))
