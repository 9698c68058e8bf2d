"""What the log bears witness to: who signed, why a warning stands, what was kept; whatever was changed beside it is noticed."""

import json
import sqlite3
from pathlib import Path

import pytest

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.events import Event, Returned, Signing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.checksums import stamp
from medaid_desktop.store.ground.migrations import MIGRATIONS
from medaid_desktop.store.ledger import Ledger


def meddle(path: Path, *statements: str) -> None:
    """Another program writes into the file."""
    with sqlite3.connect(path) as raw:
        for one in statements:
            raw.execute(one)
    raw.close()


def signed(ledger: Ledger, filing_id: str, step: str) -> Signing:
    made = Signing(step, digest(ledger.filings.get(filing_id)), "审核人甲", "2020-06-01", "同意")
    ledger.revisions.keep(ledger.filings.get(filing_id))
    ledger.reviews.add(filing_id, made)
    return made


@pytest.fixture
def reviewed(path: Path) -> str:
    """A filing signed by two steps, sent back, and signed again by the first; its id. The ledger is closed."""
    with Ledger.create(path, "371521") as ledger:
        filing = ledger.filings.add(Filing("declaration", 2020, "371521", values={"a": "1"}), "甲")
        for step in ("implementing", "competent"):
            signed(ledger, filing.id, step)
        ledger.reviews.add(filing.id, Returned("competent", "审核人乙", "请改"), digest(filing))
        signed(ledger, filing.id, "implementing")
    return filing.id


def events(path: Path, filing_id: str) -> tuple[list[Event], list[str]]:
    with Ledger.open(path, read_only=True) as ledger:
        return ledger.reviews.events(filing_id), ledger.check()


def test_what_nobody_meddled_with_holds(path: Path, reviewed: str) -> None:
    found, faults = events(path, reviewed)
    assert [type(one).__name__ for one in found] == ["Signing", "Signing", "Returned", "Signing"] and faults == []


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("DELETE FROM review_events WHERE kind = 'returned'", 1),  # what it made void does not come back
        ("DELETE FROM review_events WHERE number = 4", 0),
        ("UPDATE review_events SET digest = replace(digest, 'a', 'b'), step = 'competent' WHERE number = 4", 0),
        ("UPDATE review_events SET by = '别人' WHERE number = 1", 3),
        ("UPDATE review_events SET data = replace(data, '同意', '不同意') WHERE number = 4", 0),
        (
            "INSERT INTO review_events (filing, kind, step, digest, by, at, data) SELECT filing, kind, 'competent', digest,"
            " by, at, data FROM review_events WHERE number = 4",
            0,
        ),
    ],
)
def test_events_that_the_log_does_not_bear_out_do_not_count(
    path: Path, reviewed: str, statement: str, left: int
) -> None:
    meddle(path, statement)
    found, faults = events(path, reviewed)
    assert len(found) == left
    assert any("审核记录与操作日志对不上" in one and "甲" in one for one in faults)


def test_who_signs_after_that_stands_by_what_is_signed(path: Path, reviewed: str) -> None:
    meddle(path, "DELETE FROM review_events WHERE kind = 'returned'", "DELETE FROM review_events WHERE number = 4")
    with Ledger.open(path) as ledger:
        again = signed(ledger, reviewed, "implementing")
        assert [(one.step, one.digest) for one in ledger.reviews.holding(reviewed)] == [(again.step, again.digest)]


def test_an_entry_changed_to_fit_a_forged_event_does_not_bear_it_out(path: Path, reviewed: str) -> None:
    meddle(
        path, "DROP TRIGGER log_no_update", "UPDATE review_events SET by = '别人' WHERE number = 4",
        "UPDATE log SET operator = '别人' WHERE number = (SELECT max(number) FROM log)",
    )  # fmt: skip
    assert events(path, reviewed)[0] == []


def test_a_filing_that_was_purged_and_came_back_begins_anew(ledger: Ledger) -> None:
    first = ledger.filings.add(Filing("declaration", 2020, "371521"), "甲")
    signed(ledger, first.id, "implementing")
    ledger.reviews.add(first.id, Returned("implementing", "审核人乙"))
    ledger.filings.purge([first.id])  # not in the bin: nothing is done, and nothing told
    assert len(ledger.reviews.events(first.id)) == 2
    ledger.filings.delete([first.id])
    ledger.filings.purge([first.id])
    ledger.filings.add(first, "甲", keep_id=True)
    signed(ledger, first.id, "implementing")
    assert len(ledger.reviews.events(first.id)) == 1 and ledger.check() == []


# -- contents kept -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revisions SET content = zeroblob(9)",
        "UPDATE revisions SET code = '0000-0000-0000-0000'",
        "UPDATE revisions SET filing = 'somebody'",
        "UPDATE revisions SET digest = replace(digest, substr(digest, 1, 1), 'x')",
    ],
)
def test_a_kept_content_that_was_changed_is_told_of(path: Path, reviewed: str, statement: str) -> None:
    meddle(path, statement)
    assert any("留存的版本" in one for one in events(path, reviewed)[1])


def test_a_kept_content_that_is_another_is_not_given(path: Path, reviewed: str) -> None:
    with Ledger.open(path) as ledger:
        content = digest(ledger.filings.get(reviewed))
        other = ledger.filings.add(Filing("declaration", 2020, "371521", values={"a": "2"}), "乙")
        ledger.revisions.keep(other)
    swap = f"UPDATE revisions SET content = (SELECT content FROM revisions WHERE digest <> '{content}') WHERE digest = '{content}'"
    meddle(path, swap)
    with Ledger.open(path) as ledger:
        assert ledger.revisions.get(content) is None and ledger.revisions.get(digest(other)) is not None


# -- explanations, filings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    ["UPDATE explanations SET text = '另一个原因'", "DELETE FROM explanations", "UPDATE explanations SET by = '别人'"],
)
def test_an_explanation_changed_by_hand_is_told_of(path: Path, statement: str) -> None:
    with Ledger.create(path) as ledger:
        explained = ledger.filings.add(Filing("declaration"), "甲").id
        ledger.explanations.put(explained, Identity("target.percent", "", "values.a", "1"), "按文件规定", "填报人甲")
        assert ledger.check() == []
    meddle(path, statement)
    assert any("出错说明与操作日志对不上" in one for one in events(path, explained)[1])


def test_explanations_taken_back_and_copied_are_told_of(ledger: Ledger, filing_id: str) -> None:
    of = Identity("target.percent", "", "values.a", "1")
    other = ledger.filings.add(Filing("declaration"), "乙").id
    ledger.explanations.put(filing_id, of, "按文件规定", "填报人甲")
    ledger.explanations.copy(filing_id, other)
    ledger.explanations.remove(filing_id, of)
    assert [one.action for one in ledger.log.entries()][-3:] == ["explain"] * 3 and ledger.check() == []


def test_explanations_of_an_earlier_version_are_told_of_when_it_is_brought_up_to_date(path: Path) -> None:
    assert MIGRATIONS[-1].number == 6
    with Ledger.create(path) as ledger:
        explained = ledger.filings.add(Filing("declaration"), "甲").id
        ledger.explanations.put(explained, Identity("target.percent", "", "values.a", "1"), "按文件规定", "填报人甲")
    tables = ("review_events", "log", "revisions", "operators", "seals")
    meddle(
        path, *(f"DROP TABLE {one}" for one in tables), "ALTER TABLE filings DROP COLUMN sum",
        "DELETE FROM meta WHERE key IN ('log_head', 'log_step')", "PRAGMA user_version = 5",
    )  # fmt: skip
    with Ledger.open(path) as ledger:
        assert [one.action for one in ledger.log.entries()] == ["explain"] and ledger.check() == []


def test_a_filing_deleted_by_hand_is_told_of(path: Path, reviewed: str) -> None:
    meddle(
        path, f"DELETE FROM review_events WHERE filing = '{reviewed}'", f"DELETE FROM filings WHERE id = '{reviewed}'"
    )
    assert any("不是由本程序删除的" in one for one in events(path, reviewed)[1])


def test_a_content_with_a_blank_row_is_kept_to_the_letter(path: Path) -> None:
    """A row that was emptied counts for the digest: read back without it, the sheet would be taken for a forged one."""
    with Ledger.create(path, "371521") as ledger:
        filing = ledger.filings.add(Filing("declaration", 2020, "371521", tables={"t": [{"a": "1"}, {"a": "2"}]}), "甲")
        ledger.edit(filing.id, [("tables.t[0].a", "")], "录入")
        made = signed(ledger, filing.id, "implementing")
        kept = ledger.revisions.get(made.digest)
        assert kept is not None and kept.filing.tables == {"t": [{}, {"a": "2"}]} and ledger.check() == []


def test_a_content_exchanged_with_its_sum_is_told_of(path: Path, reviewed: str) -> None:
    """Who knows how sums are made can mend that of a row; the log still says what was entered."""
    other = {"values": {"a": "2"}, "tables": {}}
    meddle(path, f"UPDATE filings SET content = '{json.dumps(other)}' WHERE id = '{reviewed}'")
    with Ledger.open(path) as ledger:
        stamp(ledger.connection, [reviewed])
        assert [one for one in ledger.check() if "最后一次修改的结果" in one]
        ledger.edit(reviewed, [("values.a", "3")], "录入")
        assert ledger.check() == []  # before the log tells of it
        ledger.log.settle()
        assert ledger.check() == []


def test_who_signs_does_not_make_a_changed_row_look_sound(path: Path, reviewed: str) -> None:
    meddle(path, f"UPDATE filings SET content = replace(content, '1', '7') WHERE id = '{reviewed}'")
    with Ledger.open(path) as ledger:
        held = digest(ledger.filings.get(reviewed))
        with pytest.raises(UserError, match="以外的手段改动过，审核不作数"):
            ledger.reviews.add(reviewed, Signing("implementing", held, "审核人甲", "2020-06-01"))
        ledger.filings.note_status(reviewed, "draft")
        ledger.filings.delete([reviewed])
        ledger.filings.restore([reviewed])
        assert [one for one in ledger.check() if "或文件损坏" in one]
        ledger.edit(reviewed, [("values.a", "1")], "录入")
        assert signed(ledger, reviewed, "implementing") and ledger.check() == []


@pytest.fixture
def edited(path: Path) -> str:
    """A filing with a history in several stretches: edited, undone, done again, edited by another person; the ledger is closed."""
    with Ledger.create(path, "371521") as ledger:
        filing = ledger.filings.add(Filing("declaration", 2020, "371521", values={"a": "1"}), "甲")
        for text in "2345":
            ledger.edit(filing.id, [("values.a", text)], "录入")
        ledger.undo(filing.id)
        ledger.log.settle()
        ledger.undo(filing.id)
        ledger.redo(filing.id)
        ledger.edit(filing.id, [("values.a", "6")], "录入")
        ledger.operators.put("填报人", ["filling", "keeper"], "729463")
        ledger.access.sign_in("填报人", "729463")
        ledger.edit(filing.id, [("values.a", "7")], "录入")
        ledger.undo(filing.id)
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.check() == []
    return filing.id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE steps SET undo = replace(undo, '\"2\"', '\"9\"') WHERE number = 2",
        "UPDATE steps SET edits = replace(edits, '\"7\"', '\"8\"')",
        "UPDATE steps SET label = '导入' WHERE number = 1",
        "UPDATE steps SET operator = '别人' WHERE number = 3",
        "UPDATE steps SET at = '2020-01-01T00:00:00+08:00' WHERE number = 4",
        "UPDATE steps SET state = 'dropped' WHERE number = 1",
        "UPDATE steps SET state = 'done' WHERE state = 'undone'",
        "UPDATE steps SET target = 1 WHERE kind = 'redo'",
        "DELETE FROM steps WHERE number = 1",
        "DELETE FROM steps WHERE number = 5",
        "INSERT INTO steps (number, filing, at, operator, label, kind, state, edits, undo)"
        " SELECT 0, filing, at, operator, label, kind, state, edits, undo FROM steps WHERE number = 1",
    ],
)
def test_a_history_changed_by_hand_is_told_of(path: Path, edited: str, statement: str) -> None:
    meddle(path, statement)
    with Ledger.open(path, read_only=True) as ledger:
        assert any("修改历史" in one and edited in one for one in ledger.check())


def test_the_history_of_a_filing_that_came_back_under_its_id_begins_anew(path: Path, edited: str) -> None:
    with Ledger.open(path) as ledger:
        ledger.access.sign_in("填报人", "729463")
        filing = ledger.filings.get(edited)
        ledger.filings.delete([edited])
        ledger.filings.purge([edited])
        ledger.filings.add(filing, "甲", keep_id=True)
        ledger.edit(edited, [("values.a", "8")], "录入")
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.check() == []
