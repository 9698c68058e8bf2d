"""The forms of a ledger's own: kept with their documents, version by version, and found again whatever happens to the file."""

import json
import random
import threading

import pytest

from medaid_desktop.core.filing import FORM_VERSION, Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store import migrations
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.store.history import Past
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.problems import DamagedLedgerError
from medaid_desktop.store.salvage import salvage
from medaid_desktop.store.templates import Templates, TemplateTexts, VersionUse

BLANK = b"PK blank workbook" * 500


def definition(form="custom:绩效表", version="1", title="绩效表"):
    """A form with one field, as JSON."""
    cells = [{"text": "项目名称"}, {"field": "project_name"}]
    data = {
        "schema": 1, "id": form, "title": title, "version": version,
        "field": [{"id": "project_name", "label": "项目名称"}],
        "page": {"columns_mm": [40, 100]}, "section": [{"kind": "row", "cells": cells}],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def keep(ledger, form="custom:绩效表", version="1", content=BLANK, file="空白表.xlsx", text=None):
    texts = TemplateTexts(text if text is not None else definition(form, version), '{"sheet":"表"}')
    return ledger.templates.keep(form, version, texts, file, "xlsx", content)


def library(ledger):
    return FormLibrary().beside(ledger.templates)


def sources(ledger):
    return ledger.connection.rows("SELECT count(*) FROM sources")[0][0]


def test_a_version_comes_back_with_its_document(ledger):
    head = keep(ledger)
    assert (head.form, head.version, head.file, head.kind) == ("custom:绩效表", "1", "空白表.xlsx", "xlsx")
    assert ledger.templates.all() == (head,)
    assert ledger.templates.get(head) == TemplateTexts(definition(), '{"sheet":"表"}')
    assert ledger.templates.original(head) == BLANK
    assert ledger.check() == []


def test_versions_come_in_order_and_share_their_document(ledger):
    heads = [keep(ledger, version=str(number)) for number in range(1, 12)]
    other = keep(ledger, "custom:另一表", content=b"other")
    assert ledger.templates.all() == (other, *heads)
    assert sources(ledger) == 2


def test_the_same_version_is_never_kept_twice(ledger):
    keep(ledger)
    with pytest.raises(Exception, match="UNIQUE"):
        keep(ledger)
    assert len(ledger.templates.all()) == 1


def test_a_document_outlives_the_filings_that_were_read_from_it(ledger):
    head = keep(ledger)
    filing = ledger.filings.add(Filing("declaration"), "件")
    ledger.sources.link(filing.id, ledger.sources.keep(BLANK), "a.xlsx", "")
    other = ledger.filings.add(Filing("declaration"), "件")
    ledger.sources.link(other.id, ledger.sources.keep(b"read"), "b.xlsx", "")
    ledger.filings.delete([filing.id, other.id])
    ledger.filings.purge([filing.id, other.id])
    assert ledger.templates.original(head) == BLANK
    assert sources(ledger) == 1


def test_removing_a_form_removes_what_nothing_else_needs(ledger):
    keep(ledger)
    keep(ledger, version="2", content=b"second")
    filing = ledger.filings.add(Filing("declaration"), "件")
    ledger.sources.link(filing.id, ledger.sources.keep(BLANK), "a.xlsx", "")
    assert ledger.templates.remove("custom:绩效表") == 2
    assert ledger.templates.all() == ()
    assert sources(ledger) == 1
    assert ledger.sources.of(filing.id).data() == BLANK
    assert ledger.check() == []


def test_filings_are_counted_with_those_in_the_bin(ledger):
    form = keep(ledger).form
    ids = [ledger.filings.add(Filing(form, form_version="1"), "件").id for _ in range(3)]
    ledger.filings.delete(ids[:1])
    ledger.filings.add(Filing("declaration"), "件")
    assert ledger.templates.uses(form) == (2, 1)
    assert ledger.templates.made_with_others(form, "2") == sorted(ids[1:])
    assert ledger.templates.made_with_others(form, "1") == []


def test_nothing_is_kept_where_the_transaction_fails(ledger):
    with pytest.raises(RuntimeError), ledger.transaction():
        keep(ledger)
        assert len(ledger.templates.all()) == 1
        raise RuntimeError
    assert ledger.templates.all() == ()
    assert sources(ledger) == 0


def test_a_full_disk_keeps_nothing_and_says_so(ledger):
    pages = ledger.connection.pragma("page_count")
    ledger.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(UserError, match="磁盘已满，这一步没有保存"):
        keep(ledger, content=random.Random(1).randbytes(100_000))
    assert ledger.templates.all() == ()
    assert sources(ledger) == 0
    ledger.connection.execute("PRAGMA max_page_count = 4294967294")
    assert keep(ledger, content=random.Random(1).randbytes(100_000))
    assert ledger.check() == []


def test_a_read_only_ledger_shows_its_forms_and_keeps_none(ledger, path):
    head = keep(ledger)
    with Ledger.open(path, read_only=True) as reader:
        assert reader.templates.all() == (head,)
        assert library(reader).get("custom:绩效表").title == "绩效表"
        with pytest.raises(UserError, match="不能修改"):
            keep(reader, version="2")
        with pytest.raises(UserError, match="不能修改"):
            reader.templates.remove(head.form)


@pytest.mark.parametrize("version", [1, 3])
def test_a_ledger_of_an_older_version_has_none(path, monkeypatch, version):
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:version])
        Ledger.create(path).close()
    before = path.read_bytes()
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.templates.all() == ()
        assert ledger.templates.faults() == []
        assert library(ledger).ids() == FormLibrary().ids()
        assert ledger.check() == []
    assert path.read_bytes() == before
    with Ledger.open(path) as ledger:
        assert keep(ledger)
        assert ledger.check() == []


# -- one interface for all forms -------------------------------------------------------------------------------------


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
        painter.join(10)
        assert told == [("绩效表", "2")] or told == [("绩效表", "1")]
    assert forms.get("custom:绩效表").version == "2"


# -- damage ----------------------------------------------------------------------------------------------------------


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


# -- filings moved over to another version ---------------------------------------------------------------------------


def test_the_version_of_a_filing_changes_and_comes_back_with_its_step(ledger):
    filing = ledger.filings.add(Filing("custom:绩效表", form_version="1", values={"old": "字"}), "件")
    moved = ledger.edit(filing.id, [("values.old", ""), ("values.new", "字"), (FORM_VERSION, "2")], "移到新版")
    assert moved.filing.form_version == "2"
    assert ledger.filings.get(filing.id).form_version == "2"
    assert ledger.undo(filing.id).filing == filing
    assert ledger.filings.get(filing.id).form_version == "1"
    assert ledger.redo(filing.id).filing.form_version == "2"
    past = Past(filing.id)
    states = [past.state(ledger, step) for step in range(4)]
    assert [(state.form_version, state.values) for state in states] == [
        ("1", {"old": "字"}), ("2", {"new": "字"}), ("1", {"old": "字"}), ("2", {"new": "字"}),
    ]  # fmt: skip


def test_a_change_of_the_version_alone_is_a_step(ledger):
    filing = ledger.filings.add(Filing("custom:绩效表", form_version="1"), "件")
    assert ledger.edit(filing.id, [(FORM_VERSION, "1")], "移").step is None
    assert ledger.edit(filing.id, [(FORM_VERSION, "2")], "移").step is not None
    assert ledger.undo_label(filing.id) == "移"


def test_an_edit_that_fails_leaves_the_version(ledger):
    filing = ledger.filings.add(Filing("custom:绩效表", form_version="1"), "件")
    with pytest.raises(UserError):
        ledger.edit(filing.id, [(FORM_VERSION, "2"), ("tables.a[7]", "")], "移")
    assert ledger.filings.get(filing.id).form_version == "1"


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


def test_what_needs_a_version_is_counted(ledger):
    for version in ("1", "2"):
        keep(ledger, version=version)
    old, new = (ledger.filings.add(Filing("custom:绩效表", form_version=version), "件") for version in ("1", "2"))
    assert ledger.templates.uses_of_versions("custom:绩效表") == {"1": VersionUse(1), "2": VersionUse(1)}
    ledger.edit(old.id, [(FORM_VERSION, "2"), ("values.note", '["form_version","9"]')], "移到新版")
    ledger.filings.delete([new.id])
    counted = ledger.templates.uses_of_versions("custom:绩效表")
    assert counted == {"1": VersionUse(histories=1), "2": VersionUse(1, 1, 1)}
    assert not counted["1"].is_free
