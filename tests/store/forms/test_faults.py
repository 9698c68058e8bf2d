"""A form of a ledger's own that is damaged or missing is told, and what is salvaged of it."""

import random

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.salvage.gathering import salvage
from tests.store.own_forms import BLANK, definition, keep, library


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        ("UPDATE templates SET definition = substr(definition, 9)", "读不出来"),
        ("UPDATE templates SET definition = CAST(x'ff00' AS TEXT)", "已损坏"),
        ("UPDATE templates SET definition = '{}'", "读不出来"),
        ("UPDATE templates SET definition = replace(definition, '绩效表', '别的')", "属于另一表种"),
    ],
)
def test_a_ledger_with_a_damaged_form_opens_and_says_so(path, spoilt, words):
    with Ledger.create(path) as ledger:
        keep(ledger)
        keep(ledger, "custom:好的", content=b"g", text=definition("custom:好的"))
        ledger.connection.execute(f"{spoilt} WHERE form = 'custom:绩效表'")
    with Ledger.open(path) as ledger:
        forms = library(ledger)
        with pytest.raises(UserError, match=words) as first:
            forms.get("custom:绩效表")
        assert "备份恢复" in first.value.mend
        assert [info.id for info in forms.infos() if info.id.startswith("custom:")] == ["custom:好的"]
        assert forms.title("custom:绩效表") == forms.short("custom:绩效表") == "绩效表"
        assert len(forms.faults()) == 1
        assert ledger.filings.list() == []


def test_text_that_is_no_json_is_told_on_opening_and_by_the_check(path):
    with Ledger.create(path) as ledger:
        keep(ledger)
        ledger.connection.execute("UPDATE templates SET map = '{'")
    with Ledger.open(path, read_only=True) as ledger:
        [said] = ledger.notices
        assert "表种“绩效表”第 1 版已损坏" in said
        assert ledger.check() == [said]


def test_filings_whose_form_is_missing_are_counted_on_opening(path):
    with Ledger.create(path) as ledger:
        for _ in range(2):
            ledger.filings.add(Filing("custom:丢了的", values={"a": "1"}), "件")
        ledger.filings.delete([ledger.filings.add(Filing("custom:在回收站"), "件").id])
    with Ledger.open(path) as ledger:
        [said] = ledger.notices
        assert "没有表种“丢了的”，2 份填报件打不开" in said
        assert ledger.filings.get(ledger.filings.list()[0].id).values == {"a": "1"}


def test_a_damaged_document_is_told_as_the_forms(ledger):
    head = keep(ledger)
    ledger.connection.execute("UPDATE sources SET data = zeroblob(40)")
    with pytest.raises(DamagedLedgerError, match=r"原件“空白表\.xlsx”已损坏"):
        ledger.templates.original(head)
    [said] = ledger.check()
    assert "表种“绩效表”的空白原表读不出来" in said
    assert library(ledger).get("custom:绩效表").title == "绩效表"


def test_a_backup_holds_the_forms(ledger):
    head = keep(ledger)
    backup = ledger.backup_now("import").backup
    with Ledger.open(backup.path, read_only=True) as copy:
        assert copy.templates.original(head) == BLANK
        assert library(copy).get("custom:绩效表").title == "绩效表"


@pytest.fixture
def full(path):
    """A closed ledger with filings, a form of its own in two versions and one with a large document."""
    with Ledger.create(path, "371521") as ledger:
        keep(ledger)
        keep(ledger, version="2", content=b"second")
        keep(ledger, "custom:大表", content=random.Random(2).randbytes(90_000), file="大.xlsm")
        for number, form in enumerate(("custom:绩效表", "custom:大表", "declaration")):
            ledger.filings.add(Filing(form, 2020, "371521", form_version="1"), f"件{number}")
    return path


def test_salvage_brings_the_forms_along(full, tmp_path):
    report = salvage(full, tmp_path / "抢救.medaid")
    assert (report.filings, report.lost_forms, report.without_original) == (3, [], [])
    with Ledger.open(full, read_only=True) as before, Ledger.open(tmp_path / "抢救.medaid") as after:
        assert after.templates.all() == before.templates.all()
        for head in before.templates.all():
            assert after.templates.get(head) == before.templates.get(head)
            assert after.templates.original(head) == before.templates.original(head)
        assert after.check() == [] and after.notices == []


def test_a_form_is_salvaged_without_a_document_that_is_lost(full, tmp_path):
    with Ledger.open(full) as ledger:
        data = ledger.connection.rows("SELECT data FROM sources ORDER BY size DESC")[0][0]
    content = bytearray(full.read_bytes())
    at = content.find(data[5000:5100])
    content[at : at + 100] = bytes(100)
    content[:100] = bytes(100)
    full.write_bytes(content)
    report = salvage(full, tmp_path / "抢救.medaid")
    assert (report.filings, report.lost_forms, report.without_original) == (3, [], ["大表"])
    with Ledger.open(tmp_path / "抢救.medaid") as ledger:
        large = next(head for head in ledger.templates.all() if head.form == "custom:大表")
        assert large.digest == "" and ledger.templates.original(large) is None
        assert library(ledger).get("custom:大表").title == "绩效表"
        assert ledger.check() == []


def test_a_form_that_cannot_be_salvaged_is_named(full, tmp_path):
    content = bytearray(full.read_bytes())
    mark = '"id": "custom:大表"'.encode()
    while (at := content.find(mark)) >= 0:
        content[at] = 0xFF
    full.write_bytes(content)
    report = salvage(full, tmp_path / "抢救.medaid")
    assert (report.filings, report.lost_forms) == (3, ["大表"])
    with Ledger.open(tmp_path / "抢救.medaid") as ledger:
        [said] = ledger.notices
        assert "没有表种“大表”，1 份填报件打不开" in said
        assert ledger.check() == [said]
