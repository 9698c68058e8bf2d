"""Errors counted for lists: with each check of the window, and in the background for filings that came unchecked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.checking import check, checking, counting, note
from medaid_desktop.operations.checking.counting import count_open_errors, needs_counting
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit, redo, undo
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger

BROKEN = {"project_name": "甲", "funding_total": "6", "funding_fiscal": "5"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Ledger.create(tmp_path / "office.medaid") as ledger:
        yield Desk(ledger, FormLibrary())


def add(desk: Desk, form: str = "project-target") -> str:
    return desk.ledger.filings.add(Filing(form, 2020, "371521", values=BROKEN), "题").id


def count_of(desk: Desk, filing_id: str) -> int | None:
    return desk.ledger.overview.summaries([filing_id])[0].open_errors


def test_every_step_leaves_it_to_be_checked_and_a_check_notes_it(desk: Desk):
    filing_id = add(desk)
    assert count_of(desk, filing_id) is None
    note(desk, filing_id, check(desk, filing_id))
    before = count_of(desk, filing_id)
    assert before
    for step in (
        lambda: commit(desk, filing_id, [("values.funding_total", "5")], "录入"),
        lambda: undo(desk, filing_id),
        lambda: redo(desk, filing_id),
    ):
        step()
        assert count_of(desk, filing_id) is None
    note(desk, filing_id, check(desk, filing_id))
    assert count_of(desk, filing_id) == before - 1


def test_filings_that_came_without_a_count_are_counted(desk: Desk):
    ids = [add(desk) for _ in range(5)]
    later = add(desk, "custom:later")
    assert needs_counting(desk.ledger)
    assert count_open_errors(desk.ledger, desk) == 6
    counts = [count_of(desk, filing_id) for filing_id in ids]
    assert len(set(counts)) == 1 and counts[0]
    assert count_of(desk, later) == 0
    assert not needs_counting(desk.ledger)
    assert count_open_errors(desk.ledger, desk) == 0


def test_an_edit_that_comes_between_checking_and_noting_wins(desk: Desk):
    filing_id = add(desk)
    for _ in checking.check_many(desk, [filing_id], noting=desk.ledger):
        desk.ledger.connection.execute("UPDATE filings SET changed_at = 'later'")
    assert count_of(desk, filing_id) is None


def test_another_version_of_the_program_counts_everything_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    filing_id = add(desk)
    count_open_errors(desk.ledger, desk)
    for module in (counting, checking):
        monkeypatch.setattr(module, "RULES_VERSION", "99.0")
    monkeypatch.setattr(checking, "run_checks", lambda *_: [])
    assert needs_counting(desk.ledger)
    assert count_open_errors(desk.ledger, desk) == 1
    assert count_of(desk, filing_id) == 0 and not needs_counting(desk.ledger)


def test_what_was_counted_before_it_was_stopped_stays(desk: Desk):
    ids = [add(desk) for _ in range(3)]
    answers = iter([False, True])
    with pytest.raises(CancelledError):
        count_open_errors(desk.ledger, desk, cancelled=lambda: next(answers))
    assert [count_of(desk, filing_id) is None for filing_id in ids] == [False, True, True]
    count_open_errors(desk.ledger, desk)
    assert not needs_counting(desk.ledger)


@pytest.mark.parametrize("change", [{"variant": "other"}, {"year": 2021}, {"region": "371500"}])
def test_another_layout_year_or_region_is_to_be_counted_anew(desk: Desk, change: dict[str, str]):
    filing_id = add(desk)
    count_open_errors(desk.ledger, desk)
    desk.ledger.filings.revise(filing_id, title="另一题")
    assert count_of(desk, filing_id) is not None
    desk.ledger.filings.revise(filing_id, **change)  # type: ignore[arg-type]
    assert count_of(desk, filing_id) is None


def test_what_is_compared_with_a_newcomer_is_checked_again(desk: Desk):
    def came(form: str, region: str, year: int = 2020, **values: str) -> str:
        return desk.ledger.filings.add(Filing(form, year, region, values=values), "题").id

    county = came("project-target", "371521", project_name="医疗救助补助资金", funding_fiscal="5 万元")
    other, later = came("project-target", "650102"), came("project-target", "371521", 2022)
    assert count_open_errors(desk.ledger, desk) == 3
    before = count_of(desk, county)
    table = Filing("allocation", 2020, "371500", values={"title": "医疗救助补助资金分配表", "unit": "万元"})
    table.tables = {"rows": [{"name": "阳谷县", "region": "371521", "role": "unit", "amount": "6"}]}
    desk.ledger.filings.add(table, "表")
    assert count_open_errors(desk.ledger, desk) == 2
    assert before is not None and count_of(desk, county) == before + 1
    assert None not in (count_of(desk, other), count_of(desk, later))


def test_a_ledger_that_can_only_be_read_waits(desk: Desk):
    add(desk)
    with desk.ledger.reader() as reader:
        assert not needs_counting(reader)
