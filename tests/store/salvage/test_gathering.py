import random
import shutil
import sqlite3
from copy import deepcopy

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.units import Unit
from medaid_desktop.store.salvage.gathering import Salvage, salvage
from medaid_desktop.store.salvage.pages import leaf_rows

PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A closed ledger with filings from one row to several overflow pages long, edited and some in the bin."""
    lot = random.Random(7)
    path = tmp_path_factory.mktemp("made") / "台账.medaid"
    with Ledger.create(path, "371521") as ledger:
        ledger.settings.set("a", "字")
        ledger.units.put(Unit("371521+KF", "开发区", "371521", "开发区"))
        filings = {}
        for number in range(60):
            filing = Filing("declaration", 2020, "371521", values={"long": "字" * lot.choice([1, 10, 400, 1500, 9000])})
            stored = ledger.filings.add(filing, f"件{number}")
            filings[stored.id] = ledger.edit(stored.id, [("values.a", str(number))], "录入").filing
        deleted = sorted(filings)[:3]
        ledger.filings.delete(deleted)
    return path, filings, deleted


@pytest.fixture
def many(path, made):
    """A copy of that, with its filings and the ids of those in the bin."""
    file, filings, deleted = made
    shutil.copy(file, path)
    return deepcopy(filings), deleted


def saved(target):
    with Ledger.open(target) as ledger:
        assert ledger.check() == []
        ledger.filings.restore([summary.id for summary in ledger.filings.list(deleted=True)])
        return {summary.id: ledger.filings.get(summary.id) for summary in ledger.filings.list()}


def test_a_sound_ledger_is_salvaged_whole(path, many, tmp_path):
    filings, deleted = many
    before = path.read_bytes()
    target = tmp_path / "抢救.medaid"
    assert salvage(path, target) == Salvage(60, [], [])
    with Ledger.open(target) as ledger:
        assert ledger.office_region == "371521"
        assert ledger.settings.all() == {"a": "字"}
        assert [unit.name for unit in ledger.units.list()] == ["开发区"]
        assert {summary.id for summary in ledger.filings.list(deleted=True)} == set(deleted)
        assert ledger.filings.list()[0].title.startswith("件")
    assert saved(target) == filings
    assert path.read_bytes() == before


def test_without_its_first_page_the_filings_are_saved(path, many, tmp_path):
    filings, _ = many
    content = bytearray(path.read_bytes())
    content[:PAGE] = bytes(PAGE)
    path.write_bytes(content)
    target = tmp_path / "抢救.medaid"
    assert salvage(path, target) == Salvage(60, [], [])
    assert saved(target) == filings


@pytest.mark.parametrize("seed", range(6))
def test_of_a_file_with_holes_the_rest_is_saved_unfalsified(path, many, tmp_path, seed):
    filings, _ = many
    lot = random.Random(seed)
    content = bytearray(path.read_bytes())
    pages = len(content) // PAGE
    for page in lot.sample(range(pages), 6):
        content[page * PAGE : (page + 1) * PAGE] = lot.choice([bytes(PAGE), lot.randbytes(PAGE)])
    path.write_bytes(content)
    target = tmp_path / "抢救.medaid"
    report = salvage(path, target)
    found = saved(target)
    assert report.filings == len(found) >= 40
    assert set(report.unreadable) <= {f"件{number}" for number in range(60)}
    assert report.imperfect == []
    # A page given up when a text grew may hold the state before the edit; nothing else may differ.
    for key, filing in found.items():
        filing.values.setdefault("a", filings[key].values["a"])
        assert filing == filings[key]


def test_a_filing_with_damaged_characters_is_saved_and_named(path, many, tmp_path):
    filings, _ = many
    content = bytearray(path.read_bytes())
    at = content.rfind("字字字".encode())
    content[at + 1] ^= 0x80
    path.write_bytes(content)
    target = tmp_path / "抢救.medaid"
    report = salvage(path, target)
    assert (report.filings, report.unreadable) == (60, [])
    found = saved(target)
    [different] = [key for key in found if found[key] != filings[key]]
    assert report.imperfect == [f"件{filings[different].values['a']}"]
    assert "�" in found[different].values["long"]


def test_of_a_filing_with_damaged_structure_the_title_is_named(path, many, tmp_path):
    filings, _ = many
    content = bytearray(path.read_bytes())
    number = next(filing.values["a"] for filing in filings.values() if len(filing.values["long"]) == 10)
    at = content.find(f'"a":"{number}"'.encode())
    content[at : at + 3] = b"!!!"
    path.write_bytes(content)
    report = salvage(path, tmp_path / "抢救.medaid")
    assert report == Salvage(59, [], [f"件{number}"])


def test_a_cut_file(path, many, tmp_path):
    filings, _ = many
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 + 100])
    target = tmp_path / "抢救.medaid"
    assert 10 < salvage(path, target).filings < 60
    assert set(saved(target)) < set(filings)


@pytest.mark.parametrize("content", [b"", bytes(20000), b"text" * 5000, random.Random(1).randbytes(40000)])
def test_where_nothing_can_be_read_nothing_is_written(path, tmp_path, content):
    path.write_bytes(content)
    target = tmp_path / "抢救.medaid"
    with pytest.raises(UserError, match="读不出任何填报件"):
        salvage(path, target)
    assert not target.exists()


@pytest.mark.usefixtures("many")
def test_a_missing_file_and_a_taken_name(path, tmp_path):
    with pytest.raises(UserError, match="找不到文件"):
        salvage(tmp_path / "没有.medaid", tmp_path / "抢救.medaid")
    with pytest.raises(UserError, match="同名文件已存在"):
        salvage(path, path)


@pytest.mark.parametrize("page_size", [512, 1024, 65536])
def test_rows_of_all_kinds_and_page_sizes(tmp_path, page_size):
    rows = [
        [None, 0, 1, -1, 127, -32768, 8388607, -2147483648, 140737488355327, -(2**63), 1.5, "字", b"\x00\xff"],
        [*[None] * 11, "长" * 200_000, bytes(range(256)) * 50],
        [*range(11), "", b""],
    ]
    file = tmp_path / "any.db"
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA page_size = {page_size}")
    connection.execute(f"CREATE TABLE t ({', '.join(f'c{n}' for n in range(13))})")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * 13)})", rows)
    connection.commit()
    connection.close()
    assert list(leaf_rows(file, (13, 14))) == rows
    assert list(leaf_rows(file, (12,))) == []
