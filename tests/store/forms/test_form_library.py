"""Built-in forms and a ledger's own are asked for in one way, whoever else reads and writes."""

import threading

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.forms.templates import Templates
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.salvage.gathering import salvage
from tests.store.own_forms import definition, keep, library


def test_own_forms_stand_behind_the_built_in_ones(ledger):
    built_in = FormLibrary().ids()
    forms = library(ledger)
    assert forms.ids() == built_in
    keep(ledger, "custom:乙", content=b"b")
    keep(ledger, "custom:甲", content=b"a")
    assert forms.ids() == [*built_in, "custom:乙", "custom:甲"]
    assert [info.id for info in forms.infos()] == forms.ids()
    assert [form.id for form in forms] == forms.ids()
    assert forms.get("declaration", "99").id == "declaration"


def test_the_newest_version_is_for_new_filings_and_each_filing_has_its_own(ledger):
    keep(ledger)
    keep(ledger, version="2", text=definition(version="2", title="绩效表（新）"))
    forms = library(ledger)
    assert forms.get("custom:绩效表").version == "2"
    assert forms.get("custom:绩效表", "1").title == "绩效表"
    with pytest.raises(UserError, match=r"没有这个表种的这一版.*第 3 版"):
        forms.get("custom:绩效表", "3")


def test_forms_of_one_title_are_told_apart(ledger):
    keep(ledger, text=definition(title="绩效目标表"))
    keep(ledger, "custom:绩效目标表", content=b"2", text=definition("custom:绩效目标表", title="绩效目标表"))
    keep(ledger, "custom:独一份", content=b"3", text=definition("custom:独一份", title="独一份"), file="独.xlsx")
    forms = library(ledger)
    titles = {info.id: info.title for info in forms.infos()}
    assert titles["project-target"] == "绩效目标表"
    assert titles["custom:绩效表"] == "绩效目标表（绩效表）"
    assert titles["custom:绩效目标表"] == "绩效目标表（导入的模板）"
    assert titles["custom:独一份"] == "独一份"
    keep(ledger, "custom:独一份", "2", b"4", "新.xlsx", definition("custom:独一份", "2", "独一份"))
    assert forms.purpose("custom:独一份") == "由模板“新.xlsx”做成，第 2 版"
    assert forms.purpose("declaration") == forms.get("declaration").purpose
    assert forms.purpose("custom:没有") == ""


def test_what_another_connection_adds_is_noticed(ledger, path):
    keep(ledger)
    with Ledger.open(path, read_only=True) as reader:
        forms = library(reader)
        assert len(forms.ids()) == 9
        keep(ledger, "custom:新表", content=b"new")
        assert forms.get("custom:新表").title == "绩效表"
        ledger.templates.remove("custom:绩效表")
        assert "custom:绩效表" not in forms.ids()
        with pytest.raises(UserError, match=r"台账里没有这个表种.*请先导入它的模板，并取名“绩效表”"):
            forms.get("custom:绩效表")
        keep(ledger, text=definition(title="另做的"))
        assert forms.get("custom:绩效表").title == "另做的"


def test_a_form_that_was_taken_back_is_gone(ledger):
    forms = library(ledger)
    with pytest.raises(RuntimeError), ledger.transaction():
        keep(ledger)
        assert forms.get("custom:绩效表").title == "绩效表"
        raise RuntimeError
    assert "custom:绩效表" not in forms.ids()


def test_two_ledgers_keep_their_forms_apart(ledger, tmp_path):
    keep(ledger, text=definition(title="甲的"))
    shared = FormLibrary()
    with Ledger.create(tmp_path / "乙.medaid") as other:
        keep(other, text=definition(title="乙的"))
        keep(other, "custom:只在乙", content=b"b")
        mine, theirs = shared.beside(ledger.templates), shared.beside(other.templates)
        assert (mine.get("custom:绩效表").title, theirs.get("custom:绩效表").title) == ("甲的", "乙的")
        assert "custom:只在乙" not in mine.ids()
        assert shared.ids() == FormLibrary().ids()
        assert mine.get("declaration") is theirs.get("declaration")
        assert mine.beside(other.templates).get("custom:绩效表").title == "乙的"


def test_many_threads_read_while_forms_come_and_go(ledger, path):
    keep(ledger)
    failed = []

    def look():
        try:
            with Ledger.open(path, read_only=True) as reader:
                forms = library(reader)
                for _ in range(60):
                    assert forms.get("custom:绩效表", "1").version == "1"
                    assert int(forms.get("custom:绩效表").version) >= 1
                    forms.infos()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 12):
        keep(ledger, version=str(number), text=definition(version=str(number)))
    for thread in threads:
        thread.join()
    assert failed == []


def test_who_paints_does_not_wait_for_who_writes(ledger):
    keep(ledger)
    forms = library(ledger)
    assert forms.title("custom:绩效表") == "绩效表"
    told = []

    def paint():
        told.append((forms.title("custom:绩效表"), forms.get("custom:绩效表").version))

    with ledger.transaction():
        keep(ledger, version="2", text=definition(version="2"))
        assert forms.get("custom:绩效表").version == "2"
        painter = threading.Thread(target=paint)
        painter.start()
        painter.join(60)
        assert told == [("绩效表", "2")] or told == [("绩效表", "1")]
    assert forms.get("custom:绩效表").version == "2"


def test_another_name_is_kept_beside_the_form(ledger, tmp_path):
    keep(ledger)
    forms = library(ledger)
    assert (forms.title("custom:绩效表"), forms.called("custom:绩效表")) == ("绩效表", "绩效表")
    ledger.templates.rename("custom:绩效表", "县级表")
    assert (forms.title("custom:绩效表"), forms.short("custom:绩效表")) == ("县级表", "县级表")
    assert forms.get("custom:绩效表").title == "绩效表"
    with Ledger.open(ledger.path, read_only=True) as other:
        assert library(other).called("custom:绩效表") == "县级表"
    ledger.filings.add(Filing("custom:绩效表", form_version="1"), "件")
    salvage(ledger.path, tmp_path / "救出.medaid")
    with Ledger.open(tmp_path / "救出.medaid") as saved:
        assert library(saved).called("custom:绩效表") == "县级表"


def test_a_name_that_is_none_is_as_if_never_given(ledger):
    keep(ledger)
    for value in ("{", "7", "null"):
        ledger.connection.execute("INSERT OR REPLACE INTO settings VALUES ('form-name custom:绩效表', ?)", (value,))
        assert FormLibrary().beside(Templates(ledger.connection, ledger.sources)).called("custom:绩效表") == "绩效表"
