"""What the benchmark of the checks measures: it runs, and its long table is one that balances."""

import pytest

from medaid_desktop.core.checks.amounts import sums
from medaid_desktop.core.checks.amounts.balance import Equation
from medaid_desktop.core.checks.names import placeholders
from medaid_desktop.operations.checking import LiveChecks
from medaid_desktop.operations.desk import Desk
from tests.benchmarks import national_ledger
from tests.benchmarks.bench_check import country, editing, long_allocation, with_broken_sums


def test_the_benchmark_runs_in_small(tmp_path):
    path = tmp_path / "national.medaid"
    count = national_ledger.build(path, 3)
    figures = country(path)
    assert figures["filings"] == count == 3 * 3 * 5 and figures["seconds"] > 0 and figures["found"]


def test_a_county_is_edited_in_a_ledger_that_is_left_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "national.medaid"
    national_ledger.build(path, 2)
    code = national_ledger.county_codes(2)[1]
    monkeypatch.setattr(national_ledger, "county_codes", lambda: [code] * 1401)
    assert len(editing(path, 1)) == 6


def test_the_long_table_balances_and_one_changed_cell_is_found(desk: Desk):
    filing = desk.ledger.filings.add(long_allocation(), "大表")
    assert len(filing.rows("rows")) == 2001
    live = LiveChecks(desk, filing.id)
    assert [one.finding.rule for one in live.fresh(filing) if one.finding.severity == "error"] == []
    after = filing.copy()
    after.set("tables.rows[700].central_general", "1")
    found = {one.finding.rule for one in live.fresh(after)}
    assert {"amount.sum", "amount.repair"} <= found


def test_so_many_sums_are_broken_and_an_edit_looks_at_one_row(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    filing = with_broken_sums(long_allocation(), 200)
    live = LiveChecks(desk, "edited")
    found = [one.finding for one in live.fresh(filing)]
    rows = [one for one in found if one.rule == "amount.sum" and one.detail == "row" and one.where.endswith("].total")]
    assert len(rows) == 200
    asked: list[str] = []
    monkeypatch.setattr(placeholders, "left_in", lambda text: asked.append(text) or "")
    weighed: list[Equation] = []
    weigh = sums.weigh
    monkeypatch.setattr(sums, "weigh", lambda one, values: weighed.append(one) or weigh(one, values))
    after = filing.copy()
    after.set("tables.rows[703].central_general", "7.77")
    live.fresh(after)
    assert 0 < len(asked) < 30
    assert 0 < len(weighed) < 10
