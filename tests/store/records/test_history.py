"""Looking back: any state a filing was in, and damage on the way there."""

import json

import pytest

from medaid_desktop.core.filing import Filing, row_text
from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.history import Past, birth, past_steps
from medaid_desktop.store.trust.access import Access

TARGET = "tables.indicators[0].target"


def test_each_step_leads_back_to_its_state(ledger: Ledger, filing_id: str) -> None:
    states = {0: ledger.filings.get(filing_id)}
    for edits in (
        [("values.project_name", "甲")],
        [("tables.indicators[+1]", row_text({"level3": "新", "target": "1"})), (TARGET, "≥90%")],
        [("tables.indicators[0]", "")],
        [("tables.indicators[0]", ""), ("tables.indicators[0]", "")],
        [("values.extra:备忘", "一"), ("values.project_name", "")],
    ):
        applied = ledger.edit(filing_id, edits, "改")
        assert applied.step is not None
        states[applied.step] = applied.filing
    for applied in (ledger.undo(filing_id), ledger.undo(filing_id), ledger.redo(filing_id)):
        assert applied.step is not None
        states[applied.step] = applied.filing
    past = Past(filing_id)
    for number, state in [*states.items(), *reversed(states.items())]:
        assert past.state(ledger.connection, number) == state
        assert Past(filing_id).state(ledger.connection, number) == state


def test_more_steps_than_are_read_at_once(ledger: Ledger, filing_id: str) -> None:
    with ledger.transaction():
        numbers = [ledger.edit(filing_id, [("values.overview", str(n))], "改").step or 0 for n in range(1203)]
    past = Past(filing_id)
    for n in (0, 199, 202, 203, 700, 702, 703, 1202, 5):
        assert past.state(ledger.connection, numbers[n]).values["overview"] == str(n)
    assert "overview" not in past.state(ledger.connection, 0).values
    assert len([*past_steps(ledger.connection, filing_id)]) == 1203
    assert [step.number for step in past_steps(ledger.connection, filing_id, numbers[2])] == numbers[1::-1]


def test_states_stay_true_while_work_goes_on(ledger: Ledger, filing_id: str) -> None:
    first = ledger.edit(filing_id, [(TARGET, "1")], "改").step or 0
    past = Past(filing_id)
    assert past.state(ledger.connection, first).get(TARGET) == "1"
    second = ledger.edit(filing_id, [(TARGET, "2")], "改").step or 0
    ledger.filings.revise(filing_id, year=2024, region="370000")
    assert past.state(ledger.connection, first).get(TARGET) == "1"
    now = past.state(ledger.connection, second)
    assert (now.get(TARGET), now.year, now.region) == ("2", 2024, "370000")


def test_what_is_given_out_may_be_changed(ledger: Ledger, filing_id: str) -> None:
    past = Past(filing_id)
    past.state(ledger.connection, 0).set(TARGET, "别处改的")
    assert past.state(ledger.connection, 0).get(TARGET) == "≥95%"


def test_steps_in_short(ledger: Ledger, filing_id: str, declaration: Filing) -> None:
    other = ledger.filings.add(declaration, "另一份").id
    ledger.access = Access(ledger.operators, "录入甲")
    ledger.edit(filing_id, [(TARGET, "1"), ("values.overview", "文")], "粘贴 2 格")
    ledger.edit(other, [(TARGET, "9")], "别的")
    ledger.undo(filing_id)
    undo, edit = past_steps(ledger.connection, filing_id)
    assert (edit.label, edit.operator, edit.places, edit.path, edit.state) == (
        "粘贴 2 格",
        "录入甲",
        2,
        TARGET,
        "undone",
    )
    assert (undo.label, undo.kind, undo.target) == ("撤销：粘贴 2 格", "undo", edit.number)
    assert birth(ledger.connection, filing_id)[0] <= edit.at <= undo.at


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("undo", json.dumps([[TARGET, "别的"]])),
        ("edits", json.dumps([[TARGET, "别的"]])),
        ("edits", json.dumps([["tables.indicators[1].target", "2"]])),
        ("undo", json.dumps([["tables.indicators[7]", ""]])),
        ("undo", '[["tables.indi'),
        ("edits", "[1]"),
        ("undo", "{}"),
    ],
)
def test_a_damaged_step_is_told_and_never_a_wrong_state(ledger: Ledger, filing_id: str, column: str, text: str) -> None:
    first = ledger.edit(filing_id, [(TARGET, "1")], "改一").step or 0
    second = ledger.edit(filing_id, [(TARGET, "2")], "改二").step or 0
    third = ledger.edit(filing_id, [(TARGET, "3")], "改三").step or 0
    with ledger.transaction():
        ledger.connection.execute(f"UPDATE steps SET {column} = ? WHERE number = ?", (text, second))
    past = Past(filing_id)
    if text == json.dumps([[TARGET, "别的"]]) and column == "undo":
        assert past.state(ledger.connection, second).get(TARGET) == "2"
    with pytest.raises(UserError, match=r"改[一二三]"):
        past.state(ledger.connection, first - 1)
    assert past.state(ledger.connection, third).get(TARGET) == "3"
    assert len([*past_steps(ledger.connection, filing_id)]) == 3


def test_a_step_that_is_gone_is_told(ledger: Ledger, filing_id: str) -> None:
    first = ledger.edit(filing_id, [(TARGET, "1")], "改一").step or 0
    second = ledger.edit(filing_id, [(TARGET, "2")], "改二").step or 0
    ledger.edit(filing_id, [(TARGET, "3")], "改三")
    with ledger.transaction():
        ledger.connection.execute("DELETE FROM steps WHERE number = ?", (second,))
    with pytest.raises(UserError, match="修改记录有一处已损坏"):
        Past(filing_id).state(ledger.connection, first - 1)


def test_unknown_filings_are_told(ledger: Ledger) -> None:
    with pytest.raises(UserError, match="没有这份填报件"):
        Past("nix").state(ledger.connection, 0)
    with pytest.raises(UserError, match="没有这份填报件"):
        birth(ledger.connection, "nix")
