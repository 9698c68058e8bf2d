"""Explanations on the printed form: only those that hold, and without changing what the sheet is known by."""

from dataclasses import replace

import pytest

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.operations.checking import explain
from medaid_desktop.operations.checking.printed import printed_filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.paper.preview import preview_stored
from medaid_desktop.operations.paper.printing import printed_sheet
from tests.operations.checking.test_checking import add, missing


@pytest.fixture
def placed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose regional form has a place for explanations."""
    form = desk.forms.get("regional-target")
    told = replace(form, fields=(*form.fields, FieldDef("told", "出错说明", shows="explanations")))
    monkeypatch.setattr(desk.forms, "get", lambda *_: told)
    return desk


def test_an_explanation_that_holds_is_printed_and_the_code_stays(placed: Desk):
    filing_id = add(placed)
    before = printed_sheet(placed, placed.ledger.filings.get(filing_id))
    explain(placed, filing_id, missing(placed, filing_id).finding, "按通知不填合计")
    filing = placed.ledger.filings.get(filing_id)
    after = printed_sheet(placed, filing)
    assert "“年度金额”：按通知不填合计" in [cell.text for cell in after.cells]
    assert after.page.foot_right == before.page.foot_right and "told" not in filing.values
    assert any("按通知" in cell.text for cell in preview_stored(placed, filing_id).paper.sheet.cells)
    commit(placed, filing_id, [("values.funding_central", "20900")], "录入")
    changed = placed.ledger.filings.get(filing_id)
    assert printed_filing(placed, changed) == changed


def test_without_a_place_or_an_explanation_nothing_is_checked(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    filing_id = add(desk)
    filing = desk.ledger.filings.get(filing_id)
    explain(desk, filing_id, missing(desk, filing_id).finding, "按通知不填合计")
    monkeypatch.setattr("medaid_desktop.operations.checking.printed.LiveChecks", None)
    assert printed_filing(desk, filing) is filing
