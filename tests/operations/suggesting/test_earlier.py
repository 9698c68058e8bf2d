"""What an office filed before."""

from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.suggesting.earlier import earlier_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger


def test_only_this_form_this_region_and_earlier_years(tmp_path: Path) -> None:
    with Desk(Ledger.create(tmp_path / "a.medaid", "650100"), FormLibrary()) as desk:
        ids = {}
        for form, region, year in (
            ("declaration", "650100", 2019), ("declaration", "650100", 2020), ("declaration", "650100", 2021),
            ("declaration", "650104", 2020), ("project-target", "650100", 2020), ("declaration", None, 2018),
            ("declaration", "650100", None),
        ):  # fmt: skip
            filing = Filing(form=form, form_version="1", region=region, year=year)
            ids[form, region, year] = desk.ledger.filings.add(filing, "").id
        found = [summary.id for summary in earlier_filings(desk, "declaration", "650100", 2021)]
        assert found == [ids["declaration", "650100", 2020], ids["declaration", "650100", 2019]]
        assert len(earlier_filings(desk, "declaration", "650100", None)) == 3
        assert [s.id for s in earlier_filings(desk, "declaration", None, 2020)] == [ids["declaration", None, 2018]]
