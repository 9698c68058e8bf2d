"""A filing moves over to another version of its form by a step like any other."""

import pytest

from medaid_desktop.core.filing import FORM_VERSION, Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.uses import VersionUse
from medaid_desktop.store.records.history import Past
from tests.store.own_forms import keep


def test_the_version_of_a_filing_changes_and_comes_back_with_its_step(ledger):
    filing = ledger.filings.add(Filing("custom:绩效表", form_version="1", values={"old": "字"}), "件")
    moved = ledger.edit(filing.id, [("values.old", ""), ("values.new", "字"), (FORM_VERSION, "2")], "移到新版")
    assert moved.filing.form_version == "2"
    assert ledger.filings.get(filing.id).form_version == "2"
    assert ledger.undo(filing.id).filing == filing
    assert ledger.filings.get(filing.id).form_version == "1"
    assert ledger.redo(filing.id).filing.form_version == "2"
    past = Past(filing.id)
    states = [past.state(ledger.connection, step) for step in range(4)]
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


def test_what_needs_a_version_is_counted(ledger):
    for version in ("1", "2"):
        keep(ledger, version=version)
    old, new = (ledger.filings.add(Filing("custom:绩效表", form_version=version), "件") for version in ("1", "2"))
    assert ledger.templates.uses.of_versions("custom:绩效表") == {"1": VersionUse(1), "2": VersionUse(1)}
    ledger.edit(old.id, [(FORM_VERSION, "2"), ("values.note", '["form_version","9"]')], "移到新版")
    ledger.filings.delete([new.id])
    counted = ledger.templates.uses.of_versions("custom:绩效表")
    assert counted == {"1": VersionUse(histories=1), "2": VersionUse(1, 1, 1)}
    assert not counted["1"].is_free
