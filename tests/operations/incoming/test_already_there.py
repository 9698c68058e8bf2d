"""A file beside what the ledger has already: the same, a revision, another one; rivals in a batch."""

from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import undo
from medaid_desktop.operations.incoming import (
    Choice,
    IncomingFile,
    find_rivals,
    source_of,
    store_incoming,
)
from tests.operations.incoming.hands import read
from tests.operations.workbooks import INDICATORS, target_book


def test_the_same_content_is_left_out(desk: Desk, book: Path, stored: str):
    incoming = read(desk, book)
    (item,) = incoming.items
    assert (item.choice, item.identical, item.target) == (Choice.SKIP, stored, stored)
    before = desk.ledger.path.read_bytes()
    outcome = store_incoming(desk, incoming)
    assert (outcome.ids, outcome.skipped) == ([], [stored])
    assert "内容相同" in outcome.notices[0] and stored in outcome.notices[0]
    assert desk.ledger.path.read_bytes() == before


@pytest.mark.parametrize("different", [{"county": "东阿县"}, {"year": 2020}, {"project": "疾病应急救助"}])
def test_another_region_year_or_project_is_another_filing(desk: Desk, tmp_path: Path, stored: str, different: dict):
    (item,) = read(desk, target_book(tmp_path / "b.xlsx", **different)).items
    assert stored and (item.choice, item.existing) == (Choice.NEW, [])


def test_the_project_is_the_same_whatever_its_blanks(desk: Desk, tmp_path: Path, stored: str):
    (item,) = read(desk, target_book(tmp_path / "b.xlsx", project="医疗救助\n补助资金")).items
    assert [same.id for same in item.existing] == [stored]


def test_where_region_or_year_are_not_known_only_equals_are_the_same(desk: Desk, tmp_path: Path):
    store_incoming(desk, read(desk, target_book(tmp_path / "甲.xlsx", county="")))
    assert read(desk, target_book(tmp_path / "乙.xlsx", county="")).items[0].choice is Choice.SKIP
    (item,) = read(desk, target_book(tmp_path / "丙.xlsx", county="", total="99")).items
    assert (item.choice, item.existing) == (Choice.NEW, [])


@pytest.fixture
def revised(desk: Desk, tmp_path: Path, stored: str) -> IncomingFile:
    """A later file of the same county, another sum and another indicator in it."""
    later = (*INDICATORS[:2], ("满意度指标", "服务对象满意度指标", "救助对象满意度", "≥85%"))
    assert stored
    return read(desk, target_book(tmp_path / "阳谷县（更正）.xlsx", total="360", indicators=later))


def test_another_content_is_kept_beside_it_unless_told_otherwise(desk: Desk, stored: str, revised: IncomingFile):
    (item,) = revised.items
    assert [same.id for same in item.existing] == [stored]
    assert (item.choice, item.identical, item.target) == (Choice.KEEP_BOTH, "", stored)
    outcome = store_incoming(desk, revised)
    assert len(outcome.ids) == 1 and desk.ledger.filings.count() == 2
    assert "两份都留着" in outcome.notices[0]


def test_a_revision_is_one_edit_that_can_be_undone(desk: Desk, stored: str, revised: IncomingFile):
    before = desk.ledger.filings.get(stored)
    revised.items[0].choice = Choice.REVISE
    outcome = store_incoming(desk, revised)
    assert (outcome.ids, outcome.revised) == ([], [stored])
    after = desk.ledger.filings.get(stored)
    assert after.values["funding_total"] == "360"
    assert after.rows("indicators")[-1]["level3"] == "救助对象满意度"
    assert [step.label for step in desk.ledger.history(stored)] == ["导入：阳谷县（更正）.xlsx"]
    assert source_of(desk, stored).name == "阳谷县（更正）.xlsx"
    undo(desk, stored)
    assert desk.ledger.filings.get(stored) == before
    assert source_of(desk, stored).name == "阳谷县.xlsx"
    assert desk.ledger.check() == []


def test_what_has_been_reviewed_is_not_revised(desk: Desk, stored: str, revised: IncomingFile, book: Path):
    desk.ledger.filings.note_status(stored, "reviewed")
    revised.items[0].choice = Choice.REVISE
    with pytest.raises(UserError, match="已审核，不能由导入改写"):
        store_incoming(desk, revised)
    (item,) = read(desk, target_book(book, total="1")).items
    assert (item.choice, item.target) == (Choice.KEEP_BOTH, "")


def test_a_revision_of_what_was_deleted_meanwhile_stores_nothing(desk: Desk, stored: str, revised: IncomingFile):
    revised.items[0].choice = Choice.REVISE
    desk.ledger.filings.delete([stored])
    with pytest.raises(UserError, match="在回收站里"):
        store_incoming(desk, revised)
    assert desk.ledger.connection.rows("SELECT count(*) FROM sources") == [(1,)]


def test_a_table_that_is_not_wanted_is_left_out(desk: Desk, stored: str, revised: IncomingFile):
    revised.items[0].choice = Choice.SKIP
    outcome = store_incoming(desk, revised)
    assert (outcome.ids, outcome.skipped) == ([], [stored])
    assert "按选择没有读入" in outcome.notices[0]


def test_what_came_in_since_the_file_was_read_is_heeded(desk: Desk, book: Path, tmp_path: Path):
    one, same = read(desk, book), read(desk, target_book(tmp_path / "又一份.xlsx"))
    other = read(desk, target_book(tmp_path / "更正.xlsx", total="1"))
    (first,) = store_incoming(desk, one).ids
    assert store_incoming(desk, same).skipped == [first]
    outcome = store_incoming(desk, other)
    assert outcome.tables[0].choice is Choice.KEEP_BOTH and "两份都留着" in outcome.notices[0]


def test_two_tables_of_one_file_for_the_same_are_both_kept_whatever_the_rule(desk: Desk, tmp_path: Path):
    book = target_book(tmp_path / "a.xlsx", {}, {"total": "1"}, {"total": "1"})
    outcome = store_incoming(desk, read(desk, book), Choice.REVISE)
    assert [taken.choice for taken in outcome.tables] == [Choice.NEW, Choice.KEEP_BOTH, Choice.SKIP]
    assert len(outcome.notices) == 2


def test_rivals_in_a_batch_are_found_before_anything_is_stored(desk: Desk, book: Path, tmp_path: Path):
    other, far = target_book(tmp_path / "又.xlsx", total="1"), target_book(tmp_path / "远.xlsx", county="莘县")
    files = [read(desk, file) for file in (book, other, far)]
    find_rivals(files)
    assert [incoming.items[0].rivals for incoming in files] == [["又.xlsx（表1）"], ["阳谷县.xlsx（表1）"], []]
