"""The files that filings were read from: once each, to the byte, and gone with the last filing."""

import random

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import migrations
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.salvage.gathering import salvage

TEXT = "资金下达表".encode() * 2000


def add(ledger, data=TEXT, name="阳谷县.xls", sheet="Sheet1"):
    """A filing that was read from a file; returns its id."""
    filing = ledger.filings.add(Filing("declaration", 2020, "371521"), "件")
    with ledger.transaction():
        ledger.sources.link(filing.id, ledger.sources.keep(data), name, sheet)
    return filing.id


def kept(ledger):
    return ledger.connection.rows("SELECT count(*), coalesce(sum(length(data)), 0) FROM sources")[0]


@pytest.mark.parametrize("data", [b"", b"a", TEXT, random.Random(1).randbytes(100_000), bytes(3_000_000)])
def test_what_is_kept_comes_back_to_the_byte(ledger, data):
    source = ledger.sources.of(add(ledger, data))
    assert (source.name, source.sheet, source.size) == ("阳谷县.xls", "Sheet1", len(data))
    assert source.data() == data


def test_each_content_is_stored_once_and_compressed(ledger):
    ids = [add(ledger, name=f"{number}.xls", sheet=f"表{number}") for number in range(20)]
    count, size = kept(ledger)
    assert count == 1 and size < len(TEXT) / 10
    assert [ledger.sources.of(one).sheet for one in ids] == [f"表{number}" for number in range(20)]
    assert [ledger.sources.of(one).name for one in ids] == [f"{number}.xls" for number in range(20)]


def test_a_filing_made_by_hand_has_none(ledger, filing_id):
    assert ledger.sources.of(filing_id) is None
    assert ledger.sources.of("nobody") is None


def test_the_source_goes_with_the_last_filing_for_good(ledger):
    one, other = add(ledger), add(ledger)
    ledger.filings.delete([one, other])
    assert ledger.sources.of(one).data() == TEXT
    ledger.filings.purge([one])
    assert kept(ledger)[0] == 1
    ledger.filings.purge([other])
    assert kept(ledger)[0] == 0
    assert ledger.connection.rows("SELECT * FROM sources_of") == []
    assert ledger.check() == []


def test_the_file_of_an_edit_is_given_as_long_as_the_edit_holds(ledger):
    filing_id = add(ledger, name="旧.xls")
    step = ledger.edit(filing_id, [("values.a", "1")], "导入：新.xls").step
    ledger.sources.link(filing_id, ledger.sources.keep(b"new"), "新.xls", "", step)
    assert ledger.sources.of(filing_id).name == "新.xls"
    ledger.undo(filing_id)
    assert ledger.sources.of(filing_id).name == "旧.xls"
    ledger.redo(filing_id)
    assert ledger.sources.of(filing_id).data() == b"new"


def test_a_ledger_of_an_older_version_has_none_and_says_so(path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:2])
        with Ledger.create(path) as ledger:
            filing_id = "0000000000001"
            ledger.connection.execute(
                "INSERT INTO filings (id, form, form_version, variant, title, status, created_at, changed_at, content)"
                " VALUES (?, 'declaration', '1', '', '件', 'draft', '', '', '{\"values\":{},\"tables\":{}}')",
                (filing_id,),
            )
    before = path.read_bytes()
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.sources.of(filing_id) is None
        assert ledger.layouts.all() == {}
        assert ledger.check() == []
    assert path.read_bytes() == before
    with Ledger.open(path) as ledger:
        assert add(ledger)
        assert ledger.check() == []


def test_a_damaged_source_is_found_and_never_handed_out(ledger):
    filing_id = add(ledger)
    ledger.connection.execute("UPDATE sources SET data = zeroblob(40)")
    with pytest.raises(DamagedLedgerError, match=r"原件“阳谷县\.xls”已损坏"):
        ledger.sources.of(filing_id).data()
    [said] = ledger.check()
    assert "原件" in said and "填报件的内容不受影响" in said


def test_a_source_that_would_inflate_beyond_its_size_is_damaged(ledger):
    filing_id = add(ledger, bytes(5_000_000))
    ledger.connection.execute("UPDATE sources SET size = 10")
    with pytest.raises(DamagedLedgerError):
        ledger.sources.of(filing_id).data()


def test_nothing_is_kept_where_the_transaction_fails(ledger):
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.sources.keep(TEXT)
        raise RuntimeError
    assert kept(ledger)[0] == 0


def test_a_read_only_ledger_keeps_nothing(ledger, path):
    filing_id = add(ledger)
    with Ledger.open(path, read_only=True) as reader:
        assert reader.sources.of(filing_id).data() == TEXT
        with pytest.raises(UserError, match="不能修改"):
            reader.sources.keep(b"x")


def test_a_backup_holds_the_sources(ledger):
    filing_id = add(ledger)
    backup = ledger.backup_now("import").backup
    with Ledger.open(backup.path, read_only=True) as copy:
        assert copy.sources.of(filing_id).data() == TEXT


def test_layouts_are_kept_replaced_and_forgotten(ledger, path):
    ledger.layouts.keep("b", "1")
    ledger.layouts.keep("a", "2")
    ledger.layouts.keep("b", "3")
    ledger.layouts.forget("nobody")
    assert ledger.layouts.all() == {"a": "2", "b": "3"}
    ledger.layouts.forget("a")
    with Ledger.open(path, read_only=True) as reader:
        assert reader.layouts.all() == {"b": "3"}
        with pytest.raises(UserError, match="不能修改"):
            reader.layouts.keep("c", "")


@pytest.fixture
def full(path):
    """A closed ledger: filings that share a source, one with a large one of its own, one with a later one."""
    with Ledger.create(path, "371521") as ledger:
        shared = [add(ledger, name=f"{number}.xls") for number in range(3)]
        large = add(ledger, random.Random(2).randbytes(90_000), "大.xlsx")
        step = ledger.edit(shared[0], [("values.a", "1")], "导入：新.xls").step
        ledger.sources.link(shared[0], ledger.sources.keep(b"new"), "新.xls", "", step)
        ledger.layouts.keep("a", "2")
    return shared, large


def test_salvage_brings_the_sources_along(path, full, tmp_path):
    shared, large = full
    report = salvage(path, tmp_path / "抢救.medaid")
    assert (report.filings, report.without_source) == (4, [])
    with Ledger.open(tmp_path / "抢救.medaid") as ledger:
        assert ledger.sources.of(shared[0]).data() == b"new"
        assert ledger.sources.of(shared[1]).data() == TEXT
        assert ledger.sources.of(large).size == 90_000
        assert ledger.layouts.all() == {"a": "2"}
        assert ledger.check() == []


def test_salvage_leaves_a_damaged_source_out_and_names_its_filing(path, full, tmp_path):
    shared, large = full
    with Ledger.open(path) as ledger:
        ledger.filings.revise(large, title="大的")
        data = ledger.connection.rows("SELECT data FROM sources ORDER BY size DESC")[0][0]
    content = bytearray(path.read_bytes())
    at = content.find(data[5000:5100])
    content[at : at + 100] = bytes(100)
    content[:100] = bytes(100)
    path.write_bytes(content)
    report = salvage(path, tmp_path / "抢救.medaid")
    assert (report.filings, report.without_source) == (4, ["大的"])
    with Ledger.open(tmp_path / "抢救.medaid") as ledger:
        assert ledger.sources.of(large) is None
        assert ledger.sources.of(shared[2]).data() == TEXT
        assert ledger.check() == []


def test_a_filing_that_kept_the_id_it_came_with_is_salvaged(path, tmp_path):
    with Ledger.create(path) as ledger:
        ledger.filings.add(Filing("declaration", id="from-the-county"), "件", keep_id=True)
    assert salvage(path, tmp_path / "抢救.medaid").filings == 1
