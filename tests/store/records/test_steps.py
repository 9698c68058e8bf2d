import json
import os
from datetime import datetime

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.listing import Summary
from medaid_desktop.store.trust.access import Access


def test_an_edit_tells_what_it_did(ledger, filing_id):
    edits = [("values.project_name", "新名"), ("tables.indicators[0]", "")]
    applied = ledger.edit(filing_id, edits, "粘贴 2 格", lambda filing: Summary(f"{filing.values['project_name']}！"))
    assert applied.edits == edits
    assert applied.label == "粘贴 2 格"
    assert applied.filing == ledger.filings.get(filing_id)
    assert [row["target"] for row in applied.filing.tables["indicators"]] == ["≥300人次"]
    assert ledger.filings.title(filing_id) == "新名！"
    restored = applied.filing.copy()
    restored.apply(applied.undo)
    assert restored.values["project_name"] == "医疗救助补助资金"
    assert len(restored.tables["indicators"]) == 2


def test_a_title_is_kept_or_made_of_the_content(ledger, filing_id):
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    assert ledger.filings.title(filing_id) == "申报表"
    ledger.edit(filing_id, [("values.a", "2")], "录入", lambda _filing: Summary("题"))
    assert ledger.filings.title(filing_id) == "题"
    ledger.undo(filing_id, lambda filing: Summary("第" + filing.values["a"]))
    assert ledger.filings.title(filing_id) == "第1"


def test_undo_and_redo_walk_the_steps_and_outlive_closing(path, declaration):
    with Ledger.create(path) as ledger:
        filing_id = ledger.filings.add(declaration, "申报表").id
        for text in "123":
            ledger.edit(filing_id, [("values.a", text)], f"录入 {text}")
    for expected, label in (("2", "撤销：录入 3"), ("1", "撤销：录入 2")):
        with Ledger.open(path) as ledger:
            applied = ledger.undo(filing_id)
            assert (applied.filing.values["a"], applied.label) == (expected, label)
    with Ledger.open(path) as ledger:
        assert (ledger.undo_label(filing_id), ledger.redo_label(filing_id)) == ("录入 1", "录入 2")
        assert ledger.undo(filing_id).filing == ledger.filings.get(filing_id)
        assert ledger.undo_label(filing_id) == ""
        with pytest.raises(UserError, match="没有可以撤销的修改：申报表"):
            ledger.undo(filing_id)
        assert [ledger.redo(filing_id).filing.values["a"] for _ in range(3)] == ["1", "2", "3"]
        assert ledger.redo_label(filing_id) == ""
        with pytest.raises(UserError, match="没有可以重做的修改"):
            ledger.redo(filing_id)


def test_a_new_step_drops_what_was_undone_but_the_history_keeps_it(ledger, filing_id):
    ledger.access = Access(ledger.operators, "甲")
    for text in "12":
        ledger.edit(filing_id, [("values.a", text)], f"录入 {text}")
    ledger.undo(filing_id)
    ledger.access = Access(ledger.operators, "乙")
    ledger.edit(filing_id, [("values.a", "3")], "录入 3")
    assert ledger.redo_label(filing_id) == ""
    history = ledger.history(filing_id)
    assert [(step.label, step.kind, step.state, step.operator) for step in history] == [
        ("录入 3", "edit", "done", "乙"),
        ("撤销：录入 2", "undo", "done", "甲"),
        ("录入 2", "edit", "dropped", "甲"),
        ("录入 1", "edit", "done", "甲"),
    ]
    assert ledger.history(filing_id, limit=1, offset=1) == history[1:2]
    assert abs((datetime.now().astimezone() - datetime.fromisoformat(history[0].at)).total_seconds()) < 60
    assert ledger.undo(filing_id).filing.values["a"] == "1"


def test_each_filing_has_its_own_steps(ledger, filing_id, declaration):
    other = ledger.filings.add(declaration, "另一份").id
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    assert ledger.undo_label(other) == ""
    ledger.edit(other, [("values.a", "2")], "录入")
    ledger.undo(filing_id)
    assert ledger.filings.get(other).values["a"] == "2"


def test_edits_that_change_nothing_are_no_step(ledger, filing_id):
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    ledger.undo(filing_id)
    for edits in ([], [("values.project_name", " 医疗救助补助资金 ")], [("values.a", "9"), ("values.a", "")]):
        applied = ledger.edit(filing_id, edits, "录入")
        assert (applied.step, applied.edits, applied.undo) == (None, [], [])
        assert applied.filing == ledger.filings.get(filing_id)
    assert ledger.redo_label(filing_id) == "录入"


def test_a_refused_edit_changes_nothing(ledger, filing_id):
    before = ledger.filings.get(filing_id)
    with pytest.raises(UserError, match="没有第 7 行"):
        ledger.edit(filing_id, [("values.a", "1"), ("tables.indicators[7].target", "x")], "粘贴")
    assert ledger.filings.get(filing_id) == before
    assert ledger.history(filing_id) == []


def test_a_title_that_cannot_be_made_leaves_everything_as_it_was(ledger, filing_id):
    with pytest.raises(KeyError):
        ledger.edit(filing_id, [("values.a", "1")], "录入", lambda filing: Summary(filing.values["missing"]))
    assert "a" not in ledger.filings.get(filing_id).values
    assert ledger.history(filing_id) == []


def test_the_history_is_a_line_that_leads_back_through_every_state(ledger, filing_id):
    states = [ledger.filings.get(filing_id)]
    for change in (
        lambda: ledger.edit(filing_id, [("tables.indicators[+1]", '{"target":"新"}')], "插入行"),
        lambda: ledger.edit(filing_id, [("tables.indicators[0]", ""), ("values.a", "1")], "删除行"),
        lambda: ledger.undo(filing_id),
        lambda: ledger.undo(filing_id),
        lambda: ledger.redo(filing_id),
        lambda: ledger.edit(filing_id, [("tables.schedule[0].activity", "准备")], "录入"),
    ):
        states.append(change().filing)
    rows = ledger.connection.rows("SELECT edits, undo FROM steps ORDER BY number DESC")
    filing = states[-1].copy()
    for (_, undo), before in zip(rows, reversed(states[:-1]), strict=True):
        filing.apply([tuple(edit) for edit in json.loads(undo)])
        assert filing.values == before.values
        assert {name: table for name, table in filing.tables.items() if table} == before.tables


def test_who_edits_is_the_user_of_the_system_unless_told(ledger, filing_id):
    name = next((os.environ[key] for key in ("USERNAME", "USER", "LOGNAME") if os.environ.get(key)), "")
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    assert ledger.history(filing_id)[0].operator == name
