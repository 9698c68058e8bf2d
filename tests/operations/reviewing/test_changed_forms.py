"""A form of the ledger's own that another program changed under a seal: nobody stands by the sheet any more, and it is not printed."""

import json
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.reviewing import Words, chain_of, sign
from medaid_desktop.operations.verifying import verify_code, verify_pdf
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.forms.templates import TemplateTexts
from medaid_desktop.store.ledger import Ledger

FORM = "custom:资金表"


def definition() -> str:
    """One field in 亿元, and one step of review."""
    cells = [{"text": "资金（亿元）"}, {"field": "fund"}]
    review = [{"id": "own", "title": "审核"}]
    data = {
        "schema": 1, "id": FORM, "title": "资金表", "version": "1", "field": [{"id": "fund", "label": "资金（亿元）"}],
        "page": {"columns_mm": [40, 100]}, "section": [{"kind": "row", "cells": cells}], "review": review,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def test_another_unit_under_a_seal_is_noticed(desk: Desk, tmp_path: Path) -> None:
    desk.ledger.templates.keep(FORM, "1", TemplateTexts(definition(), "{}"), "空白表.xlsx", "xlsx", b"PK")
    filing = desk.ledger.filings.add(Filing(FORM, 2020, "371521", form_version="1", values={"fund": "3"}), "资金表")
    sign(desk, filing.id, "own", Words("审核人甲", "", "2020-06-01"))
    out = tmp_path / "资金表.pdf"
    print_filings(desk, [filing.id], out)
    [printed] = verify_pdf(desk, out).sheets
    assert printed.state == "current" and printed.status == "reviewed"
    desk.ledger.close()

    with Desk(Ledger.open(desk.ledger.path), FormLibrary()) as again:
        again.ledger.connection.execute("UPDATE templates SET definition = replace(definition, '亿元', '兆元')")
        with pytest.raises(UserError, match="改动过"):
            chain_of(again, again.ledger.filings.get(filing.id))
        with pytest.raises(UserError, match="改动过"):
            print_filings(again, [filing.id], tmp_path / "又一张.pdf")
        [seen] = verify_pdf(again, out).sheets
        assert seen.state == "unknown" and "改动过" in "".join(seen.reasons)
        told = verify_code(again, printed.code)
        assert any("改动过" in note for note in told.notes)
        assert any("自制表种“资金表”第 1 版" in fault for fault in again.ledger.check())
