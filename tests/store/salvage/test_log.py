"""The log of a damaged ledger, as far as it can be read."""

import sqlite3
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.salvage.log import old_entries


def written(path: Path, filings: int = 30) -> Path:
    with Ledger.create(path) as ledger:
        for number in range(filings):
            ledger.filings.add(Filing("declaration", values={"a": str(number)}), f"件{number}", origin="乙" * 100)
    return path


def test_a_whole_log_comes_whole(path: Path) -> None:
    with Ledger.open(written(path), read_only=True) as ledger:
        entries = list(ledger.log.entries())
    assert old_entries(path) == (entries, True)


def test_what_lies_behind_a_gap_comes_after_it(path: Path) -> None:
    with sqlite3.connect(written(path)) as raw:
        raw.execute("DROP TRIGGER log_no_delete")
        raw.execute("DELETE FROM log WHERE number = 5")
        raw.commit()
        raw.execute("VACUUM")
    raw.close()
    found, is_whole = old_entries(path)
    assert not is_whole and [one.number for one in found] == [1, 2, 3, 4] + [0] * 25


def test_without_its_first_page_it_is_read_all_the_same(path: Path) -> None:
    content = bytearray(written(path).read_bytes())
    content[:100] = bytes(100)
    path.write_bytes(content)
    found, is_whole = old_entries(path)
    assert len(found) == 30 and is_whole
