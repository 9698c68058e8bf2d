"""What happens on a real stick that is full, write-protected or pulled out: run in a mount namespace of its own.

unshare --user --map-root-user --mount python stick.py SCENARIO FOLDER
"""

import subprocess
import sys
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger


def mount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


def full(folder: Path) -> None:
    """Edits until the stick is full; what was acknowledged is there, and with room the work goes on."""
    mount(folder, "size=400k")
    path = folder / "台账.medaid"
    with Ledger.create(path) as ledger:
        filing_id = ledger.filings.add(Filing("declaration"), "申报表").id
        acknowledged = 0
        message = ""
        while not message:
            try:
                ledger.edit(filing_id, [(f"values.v{acknowledged}", "字" * 500)], "录入")
                acknowledged += 1
            except UserError as error:
                message = str(error)
        assert message.startswith("磁盘已满"), message
        assert len(ledger.filings.get(filing_id).values) == acknowledged > 5
        assert ledger.check() == []
        outcome = ledger.daily_backup()
        assert outcome.backup is not None, outcome
        assert "没能放在台账旁边" in outcome.message, outcome
        remount(folder, "size=4m")
        ledger.edit(filing_id, [("values.more", "1")], "录入")
    with Ledger.open(path) as ledger:
        assert len(ledger.filings.get(filing_id).values) == acknowledged + 1
        assert not ledger.recovered


def full_at_creation(folder: Path) -> None:
    """There is no room even for an empty ledger: nothing is left behind."""
    mount(folder, "size=16k")
    try:
        Ledger.create(folder / "台账.medaid").close()
    except UserError as error:
        assert str(error).startswith("磁盘已满"), error
    else:
        raise AssertionError("a ledger was created on a full disk")
    assert list(folder.iterdir()) == []


def protected(folder: Path) -> None:
    """A write-protected stick is opened for reading and says so."""
    mount(folder, "size=4m")
    path = folder / "台账.medaid"
    with Ledger.create(path) as ledger:
        filing_id = ledger.filings.add(Filing("declaration", values={"a": "1"}), "申报表").id
    remount(folder, "ro")
    with Ledger.open(path) as ledger:
        assert "不能写入" in ledger.read_only_reason, ledger.read_only_reason
        assert ledger.filings.get(filing_id).values == {"a": "1"}
        try:
            ledger.edit(filing_id, [("values.a", "2")], "录入")
        except UserError as error:
            assert "没有保存" in str(error), error
            assert "写保护" in str(error), error
        else:
            raise AssertionError("an edit was accepted on a write-protected stick")
        assert ledger.check() == []


def protected_meanwhile(folder: Path) -> None:
    """The stick becomes write-protected (as systems do after errors) while the ledger is open."""
    mount(folder, "size=4m")
    with Ledger.create(folder / "台账.medaid") as ledger:
        filing_id = ledger.filings.add(Filing("declaration"), "申报表").id
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        try:
            ledger.edit(filing_id, [("values.a", "1")], "录入")
        except UserError as error:
            assert "，这一步没有保存：" in str(error), error
        else:
            raise AssertionError("an edit was accepted on a stick that is write-protected by now")
        assert ledger.filings.get(filing_id).values == {}


def pulled(folder: Path) -> None:
    """The stick is pulled out in mid-work: the next edit fails loudly, and put back the ledger is sound."""
    mount(folder, "size=4m")
    keeper = folder.parent / "stick"
    keeper.mkdir()
    subprocess.run(["mount", "--bind", folder, keeper], check=True)
    path = folder / "台账.medaid"
    ledger = Ledger.create(path)
    filing_id = ledger.filings.add(Filing("declaration"), "申报表").id
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    subprocess.run(["umount", "-l", folder], check=True)
    for _ in range(2):
        try:
            ledger.edit(filing_id, [("values.a", "2")], "录入")
        except UserError as error:
            assert "已不在原处，这一步没有保存" in str(error), error
        else:
            raise AssertionError("an edit was accepted on a stick that is gone")
    assert ledger.daily_backup().backup is None
    ledger.close()
    with Ledger.open(keeper / path.name) as again:
        assert again.filings.get(filing_id).values == {"a": "1"}
        assert again.recovered
        assert again.check() == []


SCENARIOS = {
    scenario.__name__: scenario for scenario in (full, full_at_creation, protected, protected_meanwhile, pulled)
}

if __name__ == "__main__":
    SCENARIOS[sys.argv[1]](Path(sys.argv[2]))
