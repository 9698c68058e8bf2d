"""The forms of a ledger's own are kept with their documents, version by version."""

import random

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.faults import template_faults
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.forms.templates import TemplateTexts
from medaid_desktop.store.ground import migrations
from medaid_desktop.store.ledger import Ledger
from tests.store.own_forms import BLANK, definition, keep, library, sources


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
    assert ledger.templates.uses.of_form(form) == (2, 1)
    assert ledger.templates.uses.made_with_others(form, "2") == sorted(ids[1:])
    assert ledger.templates.uses.made_with_others(form, "1") == []


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
        assert template_faults(ledger.connection) == []
        assert library(ledger).ids() == FormLibrary().ids()
        assert ledger.check() == []
    assert path.read_bytes() == before
    with Ledger.open(path) as ledger:
        assert keep(ledger)
        assert ledger.check() == []


def test_a_form_that_filings_are_of_is_not_removed_below_the_window_either(ledger):
    """Another one of the same version would put other words around what was signed."""
    keep(ledger)
    keep(ledger, version="2")
    filing = ledger.filings.add(Filing("custom:绩效表", form_version="1"), "甲")
    ledger.filings.delete([filing.id])
    for version in ("", "1"):
        with pytest.raises(UserError, match="还有填报件"):
            ledger.templates.remove("custom:绩效表", version)
    assert ledger.templates.remove("custom:绩效表", "2") == 1
