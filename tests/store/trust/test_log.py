"""The log of a ledger: what it tells of, that nothing escapes it, and that every change of it is noticed."""

import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest import mock

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.events import Signing
from medaid_desktop.core.review.log import Entry, breaks, entry_hash, linked
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.checksums import row_sum
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.trust.log import log_faults


def told(ledger: Ledger) -> list[tuple[str, str]]:
    return [(one.action, one.filing) for one in ledger.log.entries()]


def test_filings_that_come_and_go_are_told_of(ledger: Ledger) -> None:
    kept = ledger.filings.add(Filing("declaration", values={"a": "1"}), "甲", origin="从 a.xlsx 导入")
    ledger.filings.revise(kept.id, year=2021)
    ledger.filings.delete([kept.id, "unknown"])
    ledger.filings.restore([kept.id])
    ledger.filings.delete([kept.id])
    ledger.filings.purge([kept.id])
    assert told(ledger) == [(one, kept.id) for one in ("add", "revise", "delete", "undelete", "delete", "purge")]
    first, second, *_ = ledger.log.entries()
    assert first.digest == digest(kept) and json.loads(first.details) == {"origin": "从 a.xlsx 导入"}
    assert second.digest != first.digest and json.loads(second.details) == {"year": 2021}


def test_edits_are_told_of_in_stretches_with_the_content_reached(ledger: Ledger, filing_id: str) -> None:
    for text in ("1", "2", "3"):
        ledger.edit(filing_id, [("values.a", text)], "录入")
    ledger.undo(filing_id)
    assert ledger.log.settle() == 1 and ledger.log.settle() == 0
    last = ledger.log.last()
    assert last is not None and (last.action, last.filing) == ("edit", filing_id)
    said = json.loads(last.details)
    assert said["count"] == 4 and "录入" in said["labels"] and last.digest == digest(ledger.filings.get(filing_id))


def test_what_a_killed_program_left_untold_is_told_when_it_is_opened_again(path: Path) -> None:
    ledger = Ledger.create(path)
    filing = ledger.filings.add(Filing("declaration"), "甲")
    ledger.edit(filing.id, [("values.a", "1")], "录入")
    ledger._opened.close()  # pyright: ignore[reportPrivateUsage] (nothing is done that closing does)
    with Ledger.open(path) as again:
        assert told(again) == [("add", filing.id), ("edit", filing.id)]
        again.edit(filing.id, [("values.a", "2")], "录入")
    with Ledger.open(path) as again:
        assert [one[0] for one in told(again)] == ["add", "edit", "edit"]


def test_what_is_taken_back_is_not_told_of(ledger: Ledger) -> None:
    with pytest.raises(UserError), ledger.transaction():
        ledger.filings.add(Filing("declaration"), "甲")
        raise UserError("停")
    assert told(ledger) == [] and ledger.check() == []


@pytest.mark.usefixtures("filing_id")
def test_the_file_itself_refuses_to_change_it(ledger: Ledger) -> None:
    for statement in ("UPDATE log SET operator = '乙'", "DELETE FROM log"):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            ledger.connection.execute(statement)


def _meddle(path: Path, statement: str, given: Sequence[object] = ()) -> None:
    """Another program writes into the file and leaves no trace of how: what protects the log is there again."""
    with closing(sqlite3.connect(path)) as raw, raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement, given)
        for _, sql in triggers:
            raw.execute(sql)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log WHERE number = 2",
        "DELETE FROM log WHERE number = 3",
        "DELETE FROM log",
        "UPDATE log SET number = 9 WHERE number = 3",
        "UPDATE log SET digest = '' WHERE number = 1",
        "INSERT INTO log SELECT 4, at, operator, action, filing, digest, details, previous, hash FROM log WHERE number = 3",
        "UPDATE meta SET value = '2' || substr(value, 2) WHERE key = 'log_head'",
        "DELETE FROM meta WHERE key = 'log_head'",
    ],
)
def test_entries_dropped_moved_or_put_in_are_noticed(path: Path, statement: str) -> None:
    with Ledger.create(path) as ledger:
        for name in "甲乙丙":
            ledger.filings.add(Filing("declaration"), name)
    _meddle(path, statement)
    with Ledger.open(path, read_only=True) as ledger:
        assert any(one.startswith("操作日志：") for one in ledger.check())


def test_an_entry_exchanged_with_its_hash_does_not_fit_the_next(path: Path) -> None:
    with Ledger.create(path) as ledger:
        for name in "甲乙丙":
            ledger.filings.add(Filing("declaration"), name)
        second = list(ledger.log.entries())[1]
    made = entry_hash(replace(second, operator="别人"))
    _meddle(path, "UPDATE log SET operator = '别人', hash = ? WHERE number = 2", (made,))
    with Ledger.open(path, read_only=True) as ledger:
        assert [one for one in ledger.check() if one.startswith("操作日志：")] == ["操作日志：第 3 条与它前一条接不上"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Latin letters stand first: a byte changed there leaves a text that reads as well as before."""
    path = tmp_path_factory.mktemp("written") / "台账.medaid"
    with mock.patch.dict(os.environ, USERNAME="clerk"), Ledger.create(path) as ledger:
        values = {"a": "年度资金总额", "b": "350"}
        filing = ledger.filings.add(
            Filing("declaration", 2020, "371521", form_version="1", values=values), "A 甲", origin="B 乙"
        )
        ledger.edit(filing.id, [("values.b", "300")], "C 录入")
    return path


_CELLS = {
    "log": "at operator action filing digest details previous hash",
    "filings": "id form form_version title region status content created_at changed_at origin sum",
    "steps": "at operator label edits undo",
}


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in _CELLS.items() for column in columns.split()]
)
@settings(max_examples=5, deadline=None)
@given(at=st.integers(0, 10_000), by=st.integers(1, 255))
def test_any_single_byte_changed_is_noticed(
    written: Path, tmp_path: Path, table: str, column: str, at: int, by: int
) -> None:
    copy = tmp_path / "changed.medaid"
    copy.write_bytes(written.read_bytes())
    _change_byte(copy, table, column, at, by)
    with Ledger.open(copy, read_only=True) as ledger:
        assert ledger.check(), f"{table}.{column}"
    copy.unlink()


def _change_byte(path: Path, table: str, column: str, at: int, by: int) -> None:
    number = "number" if table == "log" else "rowid"
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute(f"SELECT {number}, CAST({column} AS BLOB) FROM {table} WHERE {column} <> ''").fetchall()
        assert rows, "something stands in each column"
    row, content = rows[at % len(rows)]
    place = at % len(content)
    changed = content[:place] + bytes([content[place] ^ by]) + content[place + 1 :]
    _meddle(path, f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE {number} = ?", (changed, row))


def test_each_entry_bears_who_worked(ledger: Ledger) -> None:
    act: Callable[[], object] = lambda: ledger.filings.add(Filing("declaration"), "甲")  # noqa: E731
    act()
    ledger.operators.put("填报人甲", ["filling", "keeper"], "729463")
    ledger.access.sign_in("填报人甲", "729463")
    act()
    first, second = [one for one in ledger.log.entries() if one.action == "add"]
    assert first.operator != "填报人甲" == second.operator


# -- the file itself ---------------------------------------------------------------------------------------------

_READ = (
    "SELECT * FROM log ORDER BY number",
    "SELECT id, form, form_version, variant, year, region, title, status, created_at, changed_at, deleted_at, origin, content, sum"
    " FROM filings ORDER BY id",
    "SELECT * FROM review_events ORDER BY number",
    "SELECT digest, code, filing, content FROM revisions ORDER BY digest",
    "SELECT * FROM explanations ORDER BY number",
    "SELECT * FROM steps ORDER BY number",
)
"""All that must not change unnoticed."""


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[object]]:
    """The bytes of a ledger in which people have worked, and what is read of it."""
    path = tmp_path_factory.mktemp("worked") / "台账.medaid"
    with mock.patch.dict(os.environ, USERNAME="clerk"), Ledger.create(path) as ledger:
        for number in range(8):
            values = {"a": "年度资金总额" * 30, "b": str(number)}
            filing = ledger.filings.add(
                Filing("declaration", 2020, "371521", values=values), f"件{number}", origin="乙"
            )
            ledger.edit(filing.id, [("values.b", "300")], "录入")
            ledger.revisions.keep(ledger.filings.get(filing.id))
            ledger.explanations.put(
                filing.id, Identity("target.percent", "", "values.a", "1"), "按文件规定", "填报人甲"
            )
            ledger.reviews.add(
                filing.id, Signing("implementing", digest(ledger.filings.get(filing.id)), "甲", "2020-06-01")
            )
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.check() == []
    return path.read_bytes(), _read(path)


def _read(path: Path) -> list[object]:
    with sqlite3.connect(
        f"file:{path}?mode=ro", uri=True
    ) as raw:  # as a ledger is read: a damaged CHECK is then no matter
        raw.text_factory = bytes
        found: list[object] = [raw.execute(query).fetchall() for query in _READ]
    raw.close()
    return found


@settings(max_examples=150, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), by=st.integers(1, 255))
def test_a_byte_changed_anywhere_in_the_file_is_noticed_or_changes_nothing(
    worked_in: tuple[bytes, list[object]], tmp_path: Path, place: float, by: int
) -> None:
    content, before = bytearray(worked_in[0]), worked_in[1]
    at = int(place * len(content))
    content[at] ^= by
    copy = tmp_path / "changed.medaid"
    copy.write_bytes(content)
    try:
        with Ledger.open(copy, read_only=True) as ledger:
            faults = ledger.check()
    except UserError as error:
        faults = [str(error)]
    assert faults or _read(copy) == before, at
    copy.unlink()


def test_a_text_that_became_bytes_breaks_the_sums_and_nothing_else() -> None:
    """One bit of a row's head does that; a big file is read to its end all the same."""
    assert row_sum(["a"]) != row_sum([b"a"])
    sound = linked(Entry(0, "2020-06-01T10:00:00+08:00", "甲", "add"), None)
    spoilt = Entry(1, sound.at, b"\xe7\x94", "add", hash=sound.hash)  # type: ignore[arg-type]
    assert not breaks([sound]) and breaks([spoilt])


def test_checking_a_long_log_can_be_stopped(ledger: Ledger) -> None:
    ledger.log.add("export", file="a")
    with pytest.raises(CancelledError):
        log_faults(ledger.connection, lambda: True)


@pytest.mark.parametrize("value", ["9", "1", "x", ""])
def test_a_log_that_would_be_silent_about_edits_to_come_is_noticed(path: Path, value: str) -> None:
    with Ledger.create(path) as ledger:
        filing = ledger.filings.add(Filing("declaration"), "甲")
        for text in "123":
            ledger.edit(filing.id, [("values.a", text)], "录入")
        ledger.log.settle()
        assert log_faults(ledger.connection) == []
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'log_step'", (value,))
    raw.close()
    with Ledger.open(path, read_only=True) as ledger:
        assert any("第几步" in one for one in log_faults(ledger.connection))
    Ledger.open(path).close()
