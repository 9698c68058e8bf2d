"""The file that a filing was read from: back to the byte, under a name that no system runs, and never in the way."""

import os
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import import_files, open_source, save_source, source_of
from medaid_desktop.operations.incoming.source import own_name
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.records.sources import Source
from tests.operations.workbooks import target_book


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return target_book(tmp_path / "阳谷县 上报.xlsx")


@pytest.fixture
def filing(desk: Desk, book: Path) -> str:
    return import_files(desk, [book]).ids[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "打开").mkdir()
    return tmp_path / "打开"


def test_it_is_opened_under_its_own_name_and_cannot_be_changed(desk: Desk, book: Path, filing: str, folder: Path):
    path = open_source(desk, filing, folder)
    assert path == folder / book.name and path.read_bytes() == book.read_bytes()
    assert not path.stat().st_mode & 0o222


def test_opened_twice_it_lies_there_once_and_nothing_is_overwritten(desk: Desk, filing: str, folder: Path, book: Path):
    (folder / book.name).write_bytes(b"mine")
    path = open_source(desk, filing, folder)
    assert path.name == "阳谷县 上报 2.xlsx" and (folder / book.name).read_bytes() == b"mine"
    assert open_source(desk, filing, folder) == path
    assert len(list(folder.iterdir())) == 2


def test_it_is_saved_where_it_is_wanted(desk: Desk, filing: str, folder: Path, book: Path):
    save_source(desk, filing, folder / "别名.xlsx")
    assert (folder / "别名.xlsx").read_bytes() == book.read_bytes()
    save_source(desk, filing, folder)
    assert (folder / book.name).read_bytes() == book.read_bytes()


def test_a_filing_without_one_is_said(desk: Desk, folder: Path):
    made = add_filing(desk, "declaration", "371521", 2020)
    assert source_of(desk, made.id) is None
    with pytest.raises(UserError, match="没有原件"):
        open_source(desk, made.id, folder)
    with pytest.raises(UserError, match="没有这份填报件"):
        save_source(desk, "nobody", folder)


def test_a_damaged_one_is_not_written(desk: Desk, filing: str, folder: Path):
    desk.ledger.connection.execute("UPDATE sources SET data = zeroblob(9)")
    with pytest.raises(DamagedLedgerError, match="已损坏"):
        open_source(desk, filing, folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone_is_said(desk: Desk, filing: str, tmp_path: Path):
    with pytest.raises(UserError, match="文件夹不存在"):
        open_source(desk, filing, tmp_path / "没有")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("阳谷县.XLSX", "阳谷县.xlsx"),
        ("../../etc/a.xls", "a.xls"),
        ("C:\\坏\\b.docx", "b.docx"),
        ("病毒.exe", "病毒.exe.原件"),
        ("表.xlsx.lnk", "表.xlsx.lnk.原件"),
        ("没有后缀", "没有后缀.原件"),
        ("CON.xlsx", "_CON.xlsx"),
        ("a?b:c.et", "a_b_c.et"),
        ("", "原件.原件"),
        ("字" * 300 + ".xlsx", "字" * 80 + ".xlsx"),
    ],
)
def test_a_name_that_every_system_takes_and_none_would_run(name: str, own: str):
    assert own_name(Source(name, "", 0, "", bytes)) == own
    assert os.sep not in own
