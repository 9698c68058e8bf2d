"""Explanations of findings, and the counts that lists show."""

import pytest

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.check_results import Counts, Result
from medaid_desktop.store.safety.recovery import restore
from medaid_desktop.store.salvage.gathering import salvage

OF = Identity("target.percent", "", '["indicators","target"]', "a" * 64)
LATER = Identity(OF.rule, OF.detail, OF.place, "b" * 64)


def texts(ledger, filing_id):
    return {one.of.basis[0]: one.explanation.text for one in ledger.explanations.of(filing_id)}


def moment(ledger, filing_id):
    return ledger.overview.changed_at([filing_id])[filing_id]


def test_one_is_kept_for_each_text_that_stood_there_and_taken_back_with_all_of_them(ledger, filing_id):
    ledger.explanations.put(filing_id, OF, "按通知填写", "甲")
    ledger.explanations.put(filing_id, OF, "上级要求如此", "乙")
    ledger.explanations.put(filing_id, LATER, "已核对", "乙")
    assert texts(ledger, filing_id) == {"a": "上级要求如此", "b": "已核对"}
    assert ledger.explanations.filings() == {filing_id}
    [first, last] = ledger.explanations.of(filing_id)
    assert (first.explanation.by, last.of) == ("乙", LATER)
    assert ledger.explanations.remove(filing_id, OF) == 2
    assert texts(ledger, filing_id) == {}


def test_a_copy_has_them_and_a_purged_filing_leaves_none(ledger, filing_id, declaration):
    other = ledger.filings.add(declaration, "申报表").id
    ledger.explanations.put(filing_id, OF, "按通知填写", "甲")
    assert ledger.explanations.copy(filing_id, other) == 1
    ledger.filings.delete([filing_id])
    ledger.filings.purge([filing_id])
    assert ledger.explanations.of(filing_id) == []
    assert texts(ledger, other) == {"a": "按通知填写"}


def test_they_come_through_a_backup_and_a_salvage(ledger, path, tmp_path, filing_id):
    ledger.explanations.put(filing_id, OF, "按通知填写", "甲")
    backup = ledger.backup_now("import").backup
    ledger.explanations.remove(filing_id, OF)
    ledger.close()
    restore(backup.path, path)
    salvage(path, tmp_path / "new.medaid")
    for file in (path, tmp_path / "new.medaid"):
        with Ledger.open(file) as again:
            assert texts(again, filing_id) == {"a": "按通知填写"}


def test_a_ledger_for_reading_keeps_none(ledger, path, filing_id):
    ledger.close()
    with Ledger.open(path, read_only=True) as reading, pytest.raises(UserError):
        reading.explanations.put(filing_id, OF, "按通知填写", "甲")


def test_counts_hold_until_the_filing_is_changed_or_the_rules_are_others(ledger, filing_id):
    counts = Counts(1, 2, 3, 0)
    ledger.check_results.note([Result(filing_id, moment(ledger, filing_id), counts)], "1.0")
    assert ledger.check_results.counts([filing_id, "nobody"], "1.0") == {filing_id: counts}
    assert ledger.check_results.counts([filing_id], "1.1") == {}
    assert ledger.check_results.unchecked("1.0") == []
    ledger.check_results.shift_to_explained(filing_id, 1)
    assert ledger.check_results.counts([filing_id], "1.0") == {filing_id: Counts(1, 1, 3, 1)}
    ledger.filings.revise(filing_id, year=2021)
    assert ledger.check_results.counts([filing_id], "1.0") == {}
    assert ledger.check_results.unchecked("1.0", region="370000", year=2021) == [filing_id]
    assert ledger.check_results.unchecked("1.0", region="650000") == []


def test_counts_of_a_filing_that_is_gone_are_not_kept(ledger):
    ledger.check_results.note([Result("nobody", "", Counts(1))], "1.0")
    assert ledger.check_results.counts(["nobody"], "1.0") == {}


def test_an_older_ledger_for_reading_has_neither(ledger, path, filing_id):
    ledger.connection.execute("DROP TABLE explanations")
    ledger.connection.execute("DROP TABLE check_results")
    ledger.connection.execute("PRAGMA user_version = 4")
    ledger.close()
    with Ledger.open(path, read_only=True) as old:
        assert old.explanations.of(filing_id) == []
        assert old.explanations.filings() == set()
        assert old.check_results.counts([filing_id], "1.0") == {}
        assert old.check_results.unchecked("1.0") == [filing_id]
