"""What a local unit was called on paper is noted with the print: a new name does not make an old sheet look forged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.local_units import add_unit, rename_unit
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.verifying import Verdict, verify_pdf
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.operations.reviewing.declared import declaration


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(Ledger.create(tmp_path / "台账.medaid", "371521"), FormLibrary()) as desk:
        yield desk


def verdict(desk: Desk, path: Path) -> Verdict:
    [only] = verify_pdf(desk, path).sheets
    return only


def test_a_sheet_printed_before_a_unit_was_renamed_is_still_current(desk: Desk, tmp_path: Path) -> None:
    unit = add_unit(desk, "371521", "开发区")
    filing = declaration()
    filing.region = unit.id
    made = desk.ledger.filings.add(filing, "表").id
    print_filings(desk, [made], tmp_path / "前.pdf")
    assert verdict(desk, tmp_path / "前.pdf").notes == []
    rename_unit(desk, unit.id, "经济开发区")
    found = verdict(desk, tmp_path / "前.pdf")
    assert found.state == "current", found.lines()
    assert [note for note in found.notes if "开发区”，现在是“" in note]
    print_filings(desk, [made], tmp_path / "后.pdf")
    after = verdict(desk, tmp_path / "后.pdf")
    assert (after.state, after.notes) == ("current", []) and desk.ledger.check() == []
    actions = [one.action for one in desk.ledger.log.entries() if not one.filing]
    assert actions == ["unit", "unit"]
