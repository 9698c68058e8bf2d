"""The documents that forms were made of: filled, and in the archive once for all filings that stand in them."""

import json
from pathlib import Path

from medaid_desktop.operations.archiving import Wish, make_archive
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.templates import keep_template, read_template
from tests.operations.exports.quarters import fill_quarter, quarters, totals
from tests.operations.templates.blanks import written


def test_filings_of_one_workbook_share_the_filled_one(desk: Desk, tmp_path: Path) -> None:
    forms = [one.form for one in keep_template(desk, read_template(desk, written(tmp_path / "下发", quarters())))]
    for form, first in zip(forms, (1, 10), strict=True):
        fill_quarter(desk, form, first)
    out = tmp_path / "归档"
    report = make_archive(desk, Wish(2024, drafts=True), out)
    assert report.notices == []
    [original] = out.rglob("原表/*")
    assert totals(original) == [6, 39]
    kept = json.loads((out / "清单.json").read_text("utf-8"))
    path = original.relative_to(out).as_posix()
    assert [path in one["files"] for one in kept["filings"]] == [True, True]
