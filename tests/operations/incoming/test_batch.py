"""A batch: each file whole or not at all, whatever happens in the midst of it, and a report that is true."""

import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming import (
    Choice,
    ImportReport,
    expand,
    import_files,
    known_for,
    read_incoming,
    source_of,
    store_files,
)
from medaid_desktop.operations.incoming import batch as incoming_batch
from medaid_desktop.operations.incoming import storing as incoming_storing
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.sources import Sources
from tests.operations.workbooks import target_book

COUNTIES = ("阳谷县", "莘县", "东阿县", "冠县", "高唐县", "茌平区", "临清市")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the workbooks of seven counties."""
    (tmp_path / "来文").mkdir()
    for number, county in enumerate(COUNTIES, 1):
        target_book(tmp_path / "来文" / f"{number} {county}.xlsx", county=county)
    return tmp_path / "来文"


@pytest.fixture
def files(folder: Path) -> list[Path]:
    return expand([folder])[0]


@pytest.fixture(params=[1, 3, 50])
def lot(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files share a transaction: nobody may see a difference."""
    monkeypatch.setattr(incoming_batch, "_LOT_FILES", request.param)
    monkeypatch.setattr(incoming_batch, "_LOT_SECONDS", float("inf"))
    return request.param


def names(report: ImportReport) -> list[str]:
    """The files of which something was stored."""
    return [outcome.file.name[2:-5] for outcome in report.outcomes if outcome.ids or outcome.revised]


def regions(desk: Desk) -> int:
    return len(desk.ledger.overview.by_region())


@pytest.mark.usefixtures("lot")
def test_a_folder_comes_in_with_one_backup_before(desk: Desk, files: list[Path]):
    seen: list[tuple[int, int]] = []
    report = import_files(desk, files, progress=lambda done, total: seen.append((done, total)))
    assert names(report) == list(COUNTIES) and regions(desk) == 7
    assert seen == [(number, 7) for number in range(1, 8)]
    assert [source_of(desk, one).data() for one in report.ids] == [file.read_bytes() for file in files]
    (backup,) = desk.ledger.backups()
    with Ledger.open(backup.path, read_only=True) as before:
        assert before.filings.count() == 0
    assert desk.ledger.check() == []


@pytest.mark.usefixtures("lot")
def test_the_same_batch_again_changes_nothing_and_makes_no_backup(desk: Desk, files: list[Path]):
    first = import_files(desk, files)
    before = desk.ledger.path.read_bytes()
    again = import_files(desk, files)
    assert (again.ids, again.skipped, again.failed) == ([], first.ids, [])
    assert desk.ledger.path.read_bytes() == before
    assert len(desk.ledger.backups()) == 1


@pytest.mark.usefixtures("lot")
@pytest.mark.parametrize("same", list(Choice)[1:])
def test_what_is_there_with_another_content(desk: Desk, folder: Path, files: list[Path], same: Choice):
    first = import_files(desk, files)
    for file, county in zip(files, COUNTIES, strict=True):
        target_book(file, county=county, total="360")
    report = import_files(desk, files, same=same)
    counts = (len(report.ids), len(report.revised), len(report.skipped))
    assert counts == {Choice.KEEP_BOTH: (7, 0, 0), Choice.REVISE: (0, 7, 0), Choice.SKIP: (0, 0, 7)}[same]
    totals = [desk.ledger.filings.get(one).values["funding_total"] for one in first.ids]
    assert totals == ["360" if same is Choice.REVISE else "350.5"] * 7
    assert all(outcome.notices for outcome in report.outcomes)
    assert folder.is_dir()


@pytest.mark.usefixtures("lot")
@pytest.mark.parametrize("same", list(Choice)[1:])
def test_two_files_of_a_batch_for_the_same(desk: Desk, tmp_path: Path, same: Choice):
    book, copy = target_book(tmp_path / "1.xlsx"), target_book(tmp_path / "2.xlsx")
    other = target_book(tmp_path / "3.xlsx", total="360")
    report = import_files(desk, [book, copy, other], same=same)
    first, second, third = (outcome.tables[0] for outcome in report.outcomes)
    assert (first.choice, second.choice, third.choice) == (Choice.NEW, Choice.SKIP, same)
    assert second.id == first.id and "内容相同" in report.outcomes[1].notices[0]
    total = desk.ledger.filings.get(first.id).values["funding_total"]
    assert total == ("360" if same is Choice.REVISE else "350.5")


def test_of_reviewed_filings_a_second_one_is_made(desk: Desk, tmp_path: Path):
    (first,) = import_files(desk, [target_book(tmp_path / "1.xlsx")]).ids
    desk.ledger.filings.note_status(first, "reviewed")
    report = import_files(desk, [target_book(tmp_path / "2.xlsx", total="1")], same=Choice.REVISE)
    assert report.outcomes[0].tables[0].choice is Choice.KEEP_BOTH
    assert "已审核，不能改写" in report.outcomes[0].notices[0]


# -- a rehearsal -----------------------------------------------------------------------------------------------------


def look(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder with the moment of its last change and its bytes."""
    return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("same", list(Choice)[1:])
def test_a_rehearsal_writes_nothing_and_tells_what_would_be(
    desk: Desk, files: list[Path], tmp_path: Path, same: Choice
):
    (there,) = import_files(desk, files[:1]).ids
    target_book(files[0], county=COUNTIES[0], total="1")
    files.append(target_book(tmp_path / "又.xlsx", county=COUNTIES[1], total="2"))
    files.append(target_book(tmp_path / "再.xlsx", county=COUNTIES[1], total="2"))
    desk.ledger.close()
    before = look(tmp_path)
    with Desk(Ledger.open(desk.ledger.path, read_only=True), desk.forms) as reader:
        rehearsed = import_files(reader, files, same=same, dry_run=True)
    assert look(tmp_path) == before
    with Desk(Ledger.open(desk.ledger.path), desk.forms) as writer:
        real = import_files(writer, files, same=same)
    assert [one.tables[0].choice for one in rehearsed.outcomes] == [one.tables[0].choice for one in real.outcomes]
    told = [one.tables[0].id for one in rehearsed.outcomes]
    assert told == [there if same is not Choice.KEEP_BOTH else ""] + [""] * 8
    assert all(one.notices for one in rehearsed.outcomes if one.tables[0].choice is not Choice.NEW)


# -- what may go wrong -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("lot")
def test_a_full_disk_costs_the_file_that_does_not_fit(desk: Desk, files: list[Path], tmp_path: Path):
    big = tmp_path / "大.xlsx"
    big.write_bytes(files[2].read_bytes())
    with zipfile.ZipFile(big, "a") as book:
        book.writestr("xl/media/image1.png", os.urandom(900_000))
    pages = desk.ledger.connection.pragma("page_count")
    desk.ledger.connection.rows(f"PRAGMA max_page_count = {pages + 120}")
    report = import_files(desk, [*files[:2], big, *files[3:]])
    (failed,) = report.failed
    assert failed[0] == big and "磁盘已满" in str(failed[1]) and "大.xlsx" in str(failed[1])
    assert names(report) == [county for county in COUNTIES if county != "东阿县"] and regions(desk) == 6
    assert desk.ledger.connection.rows("SELECT count(*) FROM sources") == [(6,)]
    assert desk.ledger.check() == []


@pytest.mark.usefixtures("lot")
def test_a_write_that_fails_in_the_midst_of_a_file_leaves_nothing_of_it(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    target_book(
        folder / "2 莘县.xlsx",
        {"county": "莘县"},
        {"county": "莘县", "project": "坏"},
        {"county": "冠县", "year": 2020},
    )
    link = Sources.link

    def failing(self: Sources, filing_id: str, *rest: object) -> None:
        link(self, filing_id, *rest)
        if desk.ledger.filings.title(filing_id) == "坏":
            raise UserError("读写磁盘时出错，这一步没有保存", "E:", "请检查 U 盘")

    monkeypatch.setattr(Sources, "link", failing)
    report = import_files(desk, expand([folder])[0])
    assert [(file.name, error.mend) for file, error in report.failed] == [("2 莘县.xlsx", "请检查 U 盘")]
    assert desk.ledger.filings.count() == len(report.ids) == 6
    assert desk.ledger.check() == []


@pytest.mark.usefixtures("lot")
def test_a_fault_of_the_program_while_storing_leaves_whole_files_only(
    desk: Desk, files: list[Path], monkeypatch: pytest.MonkeyPatch
):
    calls: list[int] = []

    def failing(*_: object) -> None:
        calls.append(1)
        if len(calls) == 5:
            raise ZeroDivisionError

    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(Sources, "link", failing)
        import_files(desk, files)
    assert desk.ledger.filings.count() in (0, 3, 4)
    assert desk.ledger.check() == []


@pytest.mark.usefixtures("lot")
def test_a_locked_ledger_is_given_up_after_some_files_and_nothing_is_stored(desk: Desk, files: list[Path]):
    desk.ledger.connection.rows("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(desk.ledger.path, isolation_level=None)
    incoming_storing.before_import(desk)
    other.execute("BEGIN IMMEDIATE")
    try:
        report = import_files(desk, files)
    finally:
        other.rollback()
        other.close()
    said = [str(error) for _, error in report.failed]
    assert len(said) == 7 and report.ids == []
    assert all("正被别的程序占用" in one for one in said[:3])
    assert names(import_files(desk, files)) == list(COUNTIES)


@pytest.mark.usefixtures("lot")
def test_a_locked_ledger_is_not_tried_file_by_file_for_hours(
    desk: Desk, files: list[Path], monkeypatch: pytest.MonkeyPatch
):
    desk.ledger.connection.refusal = "台账以只读方式打开"
    monkeypatch.setattr(incoming_batch, "before_import", lambda _: [])
    report = import_files(desk, files)
    assert ["没有再试" in str(error) for _, error in report.failed] == [False] * 3 + [True] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_ledger_that_is_taken_away(desk: Desk, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(incoming_batch, "_LOT_FILES", 1)

    def taken_away(done: int, _total: int) -> None:
        if done == 2:
            desk.ledger.path.rename(tmp_path / "移走.medaid")

    report = import_files(desk, files, progress=taken_away)
    assert names(report) == ["阳谷县", "莘县"]
    assert "已不在原处" in str(report.failed[0][1])
    (tmp_path / "移走.medaid").rename(desk.ledger.path)
    assert desk.ledger.filings.count() == 2


@pytest.mark.usefixtures("lot")
def test_a_file_that_vanishes_costs_only_itself(desk: Desk, files: list[Path]):
    report = import_files(desk, files, progress=lambda done, _: files[3].unlink() if done == 2 else None)
    assert [(file.name, "找不到这个文件" in str(error)) for file, error in report.failed] == [("4 冠县.xlsx", True)]
    assert len(names(report)) == 6


@pytest.mark.usefixtures("lot")
@pytest.mark.parametrize("after", [0, 1, 4])
def test_cancelling_stores_what_was_read_and_names_the_rest(desk: Desk, files: list[Path], after: int):
    done: list[int] = []
    report = import_files(
        desk, files, progress=lambda number, _: done.append(number), is_cancelled=lambda: len(done) >= after
    )
    assert report.cancelled and names(report) == list(COUNTIES[:after])
    assert report.untouched == files[after:]
    assert desk.ledger.filings.count() == after
    assert len(desk.ledger.backups()) == min(after, 1)


def test_without_a_backup_nothing_is_imported(desk: Desk, files: list[Path], monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise UserError("磁盘快满了，没有做备份", "E:", "请腾出空间")

    monkeypatch.setattr(Ledger, "backup_now", full)
    with pytest.raises(UserError, match=r"备份没有做成，所以什么也没有导入.*请腾出空间"):
        import_files(desk, files)
    assert desk.ledger.filings.count() == 0


def test_an_unknown_region_stops_the_call(desk: Desk, files: list[Path]):
    with pytest.raises(UserError):
        import_files(desk, files, region="999999")


def test_a_batch_is_stored_as_it_was_chosen_after_a_look(desk: Desk, files: list[Path]):
    known = known_for(desk)
    looked_at = [read_incoming(desk, file, known) for file in files[:3]]
    looked_at[1].items[0].choice = Choice.SKIP
    (files[0].parent / "坏.xlsx").write_bytes(b"PK\x03\x04")
    looked_at.append(read_incoming(desk, files[0].parent / "坏.xlsx", known))
    report = store_files(desk, looked_at)
    assert names(report) == ["阳谷县", "东阿县"]
    assert [file.name for file, _ in report.failed] == ["坏.xlsx"]
    assert len(desk.ledger.backups()) == 1
    stopped = store_files(desk, looked_at, is_cancelled=lambda: True)
    assert stopped.cancelled and len(stopped.untouched) == 4


_KILLED = """
import os, signal, sys
from pathlib import Path
from medaid_desktop.operations.incoming import batch as incoming_batch
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming import expand, import_files
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.sources import Sources
ledger, folder, lot, last = sys.argv[1:]
incoming_batch._LOT_FILES, incoming_batch._LOT_SECONDS = int(lot), float("inf")
link, links = Sources.link, []
def dying(self, *rest):
    link(self, *rest)
    links.append(rest)
    if len(links) == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
Sources.link = dying
with Desk(Ledger.open(Path(ledger)), FormLibrary()) as desk:
    desk.ledger.connection.rows("PRAGMA cache_size = 1")
    import_files(desk, expand([Path(folder)])[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize(("lot", "last", "kept"), [(1, 5, 2), (3, 8, 3), (50, 13, 0)])
def test_a_kill_in_the_midst_leaves_whole_files_only(desk: Desk, folder: Path, lot: int, last: int, kept: int):
    for number, county in enumerate(COUNTIES, 1):
        target_book(folder / f"{number} {county}.xlsx", {"county": county}, {"county": county, "year": 2022})
    path = desk.ledger.path
    desk.ledger.close()
    command = [sys.executable, "-c", _KILLED, str(path), str(folder), str(lot), str(last)]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, timeout=600)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with Ledger.open(path) as ledger:
        assert ledger.recovered and ledger.check() == []
        assert ledger.filings.count() == 2 * kept
        assert ledger.connection.rows("SELECT count(*) FROM sources") == [(kept,)]
        assert ledger.backups()[0].kind == "import"
