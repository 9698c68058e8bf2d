import sqlite3
import struct
import threading

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import header
from medaid_desktop.store.ledger import Ledger


def test_importing_the_store_does_not_import_sqlite_utils(run_python):
    program = "import sys, medaid_desktop.store.ledger, medaid_desktop.store.salvage.gathering; print('sqlite_utils' in sys.modules)"
    assert run_python(program).stdout.strip() == "False"


def test_a_closed_ledger_is_one_file_with_its_marks(path):
    with Ledger.create(path, "371521") as ledger:
        assert ledger.office_region == "371521"
        assert len(ledger.ledger_id) == 16
        filing = ledger.filings.add(Filing("declaration"), "申报表")
        ledger.edit(filing.id, [("values.a", "b")], "录入")
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    head = path.read_bytes()[:100]
    assert head[68:72] == b"MEDA"
    assert struct.unpack_from(">I", head, 60) == (6,)
    assert head[18:20] == b"\x01\x01", "the file says it is in write-ahead mode"


def test_pragmas_are_as_safe_as_they_can_be(ledger):
    wanted = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "application_id": header.APPLICATION_ID}
    assert {name: ledger.connection.pragma(name) for name in wanted} == wanted


def test_a_file_in_write_ahead_mode_is_brought_back(path):
    Ledger.create(path).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.close()
    with Ledger.open(path) as ledger:
        assert ledger.connection.pragma("journal_mode") == "delete"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_closing_twice_does_no_harm(path):
    ledger = Ledger.create(path)
    ledger.close()
    ledger.close()


def test_creating_refuses_an_existing_file(path):
    path.write_text("my diary", encoding="utf-8")
    with pytest.raises(UserError, match="同名文件已存在"):
        Ledger.create(path)
    assert path.read_text(encoding="utf-8") == "my diary"


def test_creating_refuses_a_missing_folder(tmp_path):
    with pytest.raises(UserError, match="没有这个文件夹"):
        Ledger.create(tmp_path / "没有" / "a.medaid")


def test_opening_refuses_a_missing_file_and_makes_none(path):
    with pytest.raises(UserError, match="没有这个台账文件"):
        Ledger.open(path)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["a b#c?d%20e.medaid", "台账（二）'\";.medaid", "台" * 70 + ".medaid", "-x.medaid"])
def test_odd_names(tmp_path, name):
    path = tmp_path / name
    with Ledger.create(path) as ledger:
        filing = ledger.filings.add(Filing("declaration"), "申报表")
        ledger.edit(filing.id, [("values.a", "b")], "录入")
        assert ledger.daily_backup().backup
    with Ledger.open(path) as ledger:
        assert ledger.filings.get(filing.id).values == {"a": "b"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([name, f"{name}.备份"])


@pytest.mark.parametrize("name", ["台" * 83 + ".medaid", "/".join(["夹" * 60] * 4) + "/a.medaid"])
def test_a_path_too_long_is_said_so_before_anything_is_written(tmp_path, name):
    with pytest.raises(UserError, match="路径太长"):
        Ledger.create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_reading_only_on_request(path, declaration):
    with Ledger.create(path) as ledger:
        filing_id = ledger.filings.add(declaration, "申报表").id
    before = path.read_bytes()
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.read_only
        assert "只读" in ledger.read_only_reason
        assert ledger.filings.get(filing_id).values == declaration.values
        for change in (
            lambda: ledger.edit(filing_id, [("values.a", "1")], "录入"),
            lambda: ledger.undo(filing_id),
            lambda: ledger.filings.add(declaration, "又一份"),
            lambda: ledger.filings.delete([filing_id]),
            lambda: ledger.settings.set("a", 1),
        ):
            with pytest.raises(UserError, match="没有保存"):
                change()
        assert ledger.daily_backup().backup is None
        assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_a_reader_follows_the_writer(ledger, filing_id):
    with ledger.reader() as reader:
        assert reader.filings.get(filing_id).values["project_name"] == "医疗救助补助资金"
        ledger.edit(filing_id, [("values.project_name", "新名")], "录入")
        assert reader.filings.get(filing_id).values["project_name"] == "新名"
        assert reader.undo_label(filing_id) == "录入"
        with pytest.raises(UserError, match="没有保存"):
            reader.undo(filing_id)


def test_threads_share_a_ledger(ledger, filing_id):
    def work(number: int) -> None:
        for count in range(20):
            ledger.edit(filing_id, [(f"values.v{number}", str(count))], "录入")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    values = ledger.filings.get(filing_id).values
    assert [values[f"v{number}"] for number in range(4)] == ["19"] * 4
    assert len(ledger.history(filing_id)) == 80


def test_an_edit_while_another_thread_reads_is_not_forgotten(ledger, filing_id, monkeypatch):
    original = ledger.filings._read
    editor = threading.Thread(target=lambda: ledger.edit(filing_id, [("values.a", "1")], "录入"))

    def slow_read(wanted):
        filing = original(wanted)
        if not editor.ident:
            editor.start()
            editor.join(0.1)
        return filing

    monkeypatch.setattr(ledger.filings, "_read", slow_read)
    assert "a" not in ledger.filings.get(filing_id).values
    editor.join()
    assert ledger.filings.get(filing_id).values["a"] == "1"


def test_a_transaction_is_all_or_nothing_also_for_what_is_remembered(ledger, filing_id):
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.edit(filing_id, [("values.a", "1")], "录入")
        assert ledger.filings.get(filing_id).values["a"] == "1"
        raise RuntimeError
    assert "a" not in ledger.filings.get(filing_id).values
    assert ledger.history(filing_id) == []
    with ledger.transaction():
        ledger.edit(filing_id, [("values.a", "1")], "录入")
        ledger.edit(filing_id, [("values.b", "2")], "录入")
    assert ledger.filings.get(filing_id).values | {"project_name": ""} == {"a": "1", "b": "2", "project_name": ""}


def test_what_another_program_changed_is_noticed(ledger, filing_id):
    ledger.filings.get(filing_id)
    other = sqlite3.connect(ledger.path)
    other.execute("""UPDATE filings SET content = '{"values":{"x":"y"},"tables":{}}'""")
    other.commit()
    other.close()
    assert ledger.filings.get(filing_id).values == {"x": "y"}
    ledger.edit(filing_id, [("values.z", "1")], "录入")
    assert ledger.filings.get(filing_id).values == {"x": "y", "z": "1"}


def test_settings_and_units_travel_with_the_file(path):
    with Ledger.create(path) as ledger:
        ledger.settings.set("打印.边距", {"左": 20.5, "右": [1, None, True]})
        ledger.settings.set("a", 1)
        ledger.settings.set("a", "二")
        ledger.settings.set("b", 1)
        ledger.settings.remove("b")
        ledger.settings.remove("never")
    with Ledger.open(path) as ledger:
        assert ledger.settings.all() == {"a": "二", "打印.边距": {"左": 20.5, "右": [1, None, True]}}
        assert ledger.settings.get("打印.边距") == {"左": 20.5, "右": [1, None, True]}
        assert ledger.settings.get("b", 7) == 7
        assert ledger.settings.get("b") is None
