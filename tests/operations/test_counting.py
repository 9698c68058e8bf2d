"""Open errors: kept with every edit, counted later for filings that came without."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations import counting
from medaid_desktop.operations.counting import count_open_errors, needs_counting
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.editing import commit, redo, undo
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.progress import CancelledError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Ledger.create(tmp_path / "office.medaid") as ledger:
        yield Desk(ledger, FormLibrary())


def add(desk: Desk, form: str = "project-target") -> str:
    return desk.ledger.filings.add(Filing(form, 2020, "371521"), "题").id


def count_of(desk: Desk, filing_id: str) -> int | None:
    return desk.ledger.overview.summaries([filing_id])[0].open_errors


def test_every_step_keeps_the_count_in_its_own_transaction(desk: Desk):
    filing_id = add(desk)
    assert count_of(desk, filing_id) is None
    commit(desk, filing_id, [("values.project_name", "甲")], "录入")
    before = count_of(desk, filing_id)
    commit(desk, filing_id, [("values.annual_goal", "乙")], "录入")
    assert before is not None and count_of(desk, filing_id) == before - 1
    undo(desk, filing_id)
    assert count_of(desk, filing_id) == before
    redo(desk, filing_id)
    assert count_of(desk, filing_id) == before - 1


def test_filings_that_came_without_a_count_are_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(counting, "_AT_ONCE", 2)
    ids = [add(desk) for _ in range(5)]
    later = add(desk, "custom:later")
    assert needs_counting(desk.ledger)
    assert count_open_errors(desk.ledger, desk) == 6
    counts = [count_of(desk, filing_id) for filing_id in ids]
    assert len(set(counts)) == 1 and counts[0]
    assert count_of(desk, later) == 0
    assert not needs_counting(desk.ledger)
    assert count_open_errors(desk.ledger, desk) == 0


def test_an_edit_that_comes_between_reading_and_noting_wins(desk: Desk):
    filing_id = add(desk)
    counted = counting._counted(desk, [filing_id])
    commit(desk, filing_id, [("values.project_name", "甲")], "录入")
    now = count_of(desk, filing_id)
    desk.ledger.connection.execute("UPDATE filings SET changed_at = 'later' WHERE id = ?", (filing_id,))
    assert desk.ledger.overview.note_open_errors(counted) == 0
    assert count_of(desk, filing_id) == now


def test_another_version_of_the_program_counts_everything_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    filing_id = add(desk)
    count_open_errors(desk.ledger, desk)
    desk.ledger.settings.set("open_errors_counted_by", "0.0.1")
    monkeypatch.setattr(counting, "open_errors", lambda _form, _filing: 77)
    assert needs_counting(desk.ledger)
    assert count_open_errors(desk.ledger, desk) == 1
    assert count_of(desk, filing_id) == 77 and not needs_counting(desk.ledger)


def test_what_was_counted_before_it_was_stopped_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(counting, "_AT_ONCE", 1)
    ids = [add(desk) for _ in range(3)]
    answers = iter([False, True])
    with pytest.raises(CancelledError):
        count_open_errors(desk.ledger, desk, cancelled=lambda: next(answers))
    assert [count_of(desk, filing_id) is None for filing_id in ids] == [False, True, True]
    count_open_errors(desk.ledger, desk)
    assert not needs_counting(desk.ledger)


def test_another_layout_is_to_be_counted_anew(desk: Desk):
    filing_id = add(desk)
    count_open_errors(desk.ledger, desk)
    desk.ledger.filings.revise(filing_id, year=2021)
    assert count_of(desk, filing_id) is not None
    desk.ledger.filings.revise(filing_id, variant="other")
    assert count_of(desk, filing_id) is None


def test_a_ledger_that_can_only_be_read_waits(desk: Desk):
    add(desk)
    with desk.ledger.reader() as reader:
        assert not needs_counting(reader)
