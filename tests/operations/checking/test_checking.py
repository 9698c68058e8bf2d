"""Checks of the filings of a ledger: one, many, the one being edited; explanations, mends and counts."""

from collections.abc import Sequence

import pytest

from medaid_desktop.core.checks.finding import Finding, Mend
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking import (
    RULES_VERSION,
    Checked,
    Counts,
    FilingChecked,
    LiveChecks,
    check,
    check_batch,
    check_many,
    explain,
    mend,
    note,
)
from medaid_desktop.operations.checking.batch import findings_json, findings_lines, summed_up
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit, undo
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.filings.new_filings import Order, make_filings
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger

MISSING = "amount.total-missing"
VALUES = {"project_name": "医疗救助补助资金", "funding_central": "20810"}


def add(desk: Desk, region: str = "330000", **values: str) -> str:
    filing = Filing("regional-target", 2021, region, form_version="1", values=VALUES | values)
    return desk.ledger.filings.add(filing, "题").id


def missing(desk: Desk, filing_id: str) -> Checked:
    [found] = [one for one in check(desk, filing_id) if one.finding.rule == MISSING]
    return found


def without(desk: Desk, filing_id: str) -> bool:
    return not any(one.finding.rule == MISSING for one in check(desk, filing_id))


@pytest.fixture
def sample(desk: Desk) -> Sequence[str]:
    return desk.ledger.filings.add_many((filing, "题") for filing in sample_filings(desk.forms))


def test_many_are_found_the_same_as_one_by_one(desk: Desk, sample: Sequence[str]):
    told: list[tuple[int, int]] = []
    found = dict(check_many(desk, sample, lambda *counts: told.append(counts)))
    assert found == {filing_id: check(desk, filing_id) for filing_id in sample}
    assert any(found.values())
    assert told == [(number, len(sample)) for number in range(1, len(sample) + 1)]


def test_a_live_check_sees_each_edit_and_what_else_has_changed_only_when_told(desk: Desk):
    filing_id = add(desk)
    desk.ledger.filings.add(
        Filing(
            "allocation", 2021, "330000", values={"title": "医疗救助补助资金分配表", "unit": "万元"},
            tables={"rows": [{"name": "合计", "role": "total", "amount": "20900"}]},
        ), "表",
    )  # fmt: skip
    live = LiveChecks(desk, filing_id)
    filing = desk.ledger.filings.get(filing_id)

    def rules() -> set[str]:
        return {one.finding.rule for one in live.fresh(filing)}

    assert {MISSING, "amount.allocation"} <= rules()
    filing.set("values.funding_total", "20810")
    assert MISSING not in rules()
    other = desk.ledger.overview.exactly("allocation", "330000", 2021)[0].id
    commit(desk, other, [("tables.rows[0].amount", "20810")], "录入")
    assert "amount.allocation" in rules()
    live.forget()
    assert "amount.allocation" not in rules()
    filing.set("values.project_name", "居民医保补助")
    assert not live.fresh(filing) or "amount.allocation" not in rules()


def test_unknown_filings_are_an_error_and_those_that_cannot_be_read_are_passed_over(desk: Desk):
    with pytest.raises(UserError, match="没有这份填报件"):
        list(check_many(desk, ["nobody"]))
    broken, sound = add(desk), add(desk)
    lost = desk.ledger.filings.add(Filing("custom:没有了", 2021, "330100"), "失").id
    desk.ledger.connection.execute("UPDATE filings SET content = 'x' WHERE id = ?", (broken,))
    with pytest.raises(UserError, match="已损坏"):
        list(check_many(desk, [broken]))
    batch = check_batch(desk, [lost, broken, sound])
    assert {summary.id for summary, _ in batch.failed} == {broken, lost}
    assert [one.summary.id for one in batch.filings] == [sound]


def test_a_check_of_many_can_be_stopped(desk: Desk, sample: Sequence[str]):
    with pytest.raises(CancelledError):
        list(check_many(desk, sample, is_cancelled=lambda: True))


# -- explanations --------------------------------------------------------------------------------------------------


def test_an_explanation_holds_as_long_as_the_cell_and_what_it_was_compared_with_stay(desk: Desk):
    filing_id = add(desk)
    explain(desk, filing_id, missing(desk, filing_id).finding, " 按通知\n不填合计 ")
    found = missing(desk, filing_id)
    assert found.explanation and found.explanation.text == "按通知 不填合计"
    assert not found.is_open
    commit(desk, filing_id, [("values.funding_central", "20900")], "录入")
    found = missing(desk, filing_id)
    assert found.explanation is None and found.is_open
    assert found.lapsed and found.lapsed.text == "按通知 不填合计"
    undo(desk, filing_id)
    assert missing(desk, filing_id).explanation
    commit(desk, filing_id, [("values.annual_goal", "别处的文字")], "录入")
    assert missing(desk, filing_id).explanation


def test_a_blank_text_takes_it_back(desk: Desk):
    filing_id = add(desk)
    finding = missing(desk, filing_id).finding
    explain(desk, filing_id, finding, "按通知不填合计")
    assert explain(desk, filing_id, finding, "  ") is None
    assert missing(desk, filing_id) == Checked(finding, "“年度金额”")


def test_errors_and_endless_texts_are_refused(desk: Desk):
    filing_id = add(desk)
    finding = missing(desk, filing_id).finding
    with pytest.raises(UserError, match="说明太长"):
        explain(desk, filing_id, finding, "长" * 201)
    error = Finding("amount.sum", "error", "values.funding_total", "不平")
    with pytest.raises(UserError, match="不能用说明代替"):
        explain(desk, filing_id, error, "就是这样")
    assert missing(desk, filing_id).explanation is None


@pytest.mark.parametrize("way", ["add", "make"])
def test_a_copy_for_the_same_region_and_year_keeps_them_and_no_other_does(desk: Desk, way: str):
    source = add(desk)
    explain(desk, source, missing(desk, source).finding, "按通知不填合计")
    for region, year, kept in (("330000", 2021, True), ("330000", 2022, False), ("330100", 2021, False)):
        if way == "add":
            copy = add_filing(desk, "regional-target", region, year, source).id
        else:
            copy = make_filings(desk, "regional-target", year, [Order(region, "copy", source)])[0].id
        assert bool(missing(desk, copy).explanation) is kept
    carried = make_filings(desk, "regional-target", 2021, [Order("330000", "carry", source)])[0].id
    assert desk.ledger.explanations.of(carried) == []


# -- mends ---------------------------------------------------------------------------------------------------------


def test_a_mend_is_one_step_and_can_be_undone(desk: Desk):
    filing_id = add(desk)
    [offered] = missing(desk, filing_id).finding.mends
    applied = mend(desk, filing_id, offered)
    assert applied.label == offered.title and applied.filing.values["funding_total"] == "20810"
    assert without(desk, filing_id)
    undo(desk, filing_id)
    assert missing(desk, filing_id).finding.mends == (offered,)


def test_a_mend_that_nothing_offers_any_more_is_refused(desk: Desk):
    filing_id = add(desk)
    [offered] = missing(desk, filing_id).finding.mends
    commit(desk, filing_id, [("values.funding_central", "20900")], "录入")
    for stale in (offered, Mend("清空", (("values.project_name", ""),))):
        with pytest.raises(UserError, match="重新检查"):
            mend(desk, filing_id, stale)


# -- counts --------------------------------------------------------------------------------------------------------


def counts(desk: Desk, filing_id: str) -> Counts | None:
    return desk.ledger.check_results.counts([filing_id], RULES_VERSION).get(filing_id)


def test_counts_are_kept_for_lists_and_follow_explanations(desk: Desk):
    filing_id = add(desk)
    assert desk.ledger.check_results.unchecked(RULES_VERSION) == [filing_id]
    with desk.ledger.reader() as reader:
        checked = dict(check_many(Desk(reader, desk.forms), [filing_id], noting=desk.ledger))[filing_id]
    before = counts(desk, filing_id)
    assert before and before.warnings >= 1 and before.explained == 0
    finding = missing(desk, filing_id).finding
    for text, explained in (("按通知不填合计", 1), ("已核对", 1), ("", 0), ("", 0)):
        explain(desk, filing_id, finding, text)
        assert counts(desk, filing_id) == Counts(before.errors, before.warnings - explained, before.hints, explained)
    commit(desk, filing_id, [("values.annual_goal", "甲")], "录入")
    assert counts(desk, filing_id) is None
    note(desk, filing_id, checked)
    assert counts(desk, filing_id) == before


def test_a_ledger_for_reading_is_checked_and_notes_nothing(desk: Desk):
    filing_id = add(desk)
    desk.ledger.close()
    with Desk(Ledger.open(desk.ledger.path, read_only=True), desk.forms) as reading:
        note(reading, filing_id, check(reading, filing_id))
        assert dict(check_many(reading, [filing_id], noting=reading.ledger))
        assert counts(reading, filing_id) is None


# -- batches -------------------------------------------------------------------------------------------------------


def test_a_batch_has_the_gravest_first_and_stands_in_the_order_asked_for(desk: Desk, sample: Sequence[str]):
    batch = check_batch(desk, list(reversed(sample)))
    places = [list(reversed(sample)).index(one.summary.id) for one in batch.filings]
    assert places == sorted(places)
    assert [summary.id for summary in batch.summaries] == list(reversed(sample))
    for one in batch.filings:
        ranks = [("error", "warning", "hint").index(each.finding.severity) for each in one.checked]
        assert ranks == sorted(ranks)


def test_json_has_the_explanation_and_lines_too(desk: Desk):
    filing_id = add(desk)
    explain(desk, filing_id, missing(desk, filing_id).finding, "按通知不填合计")
    batch = check_batch(desk, [filing_id])
    [filing] = batch.filings
    [data] = [one for one in findings_json(filing) if one["rule"] == MISSING]
    assert data["explanation"] == "按通知不填合计" and data["filing"] == filing_id
    assert "    说明\t按通知不填合计" in findings_lines(desk, filing)
    assert "已说明" in summed_up(batch) and "共检查 1 份" in summed_up(batch)
    assert summed_up(check_batch(desk, [])) == "共检查 0 份，没有发现问题。"


def test_what_is_found_may_be_taken_as_it_comes(desk: Desk, sample: Sequence[str]):
    kept = check_batch(desk, sample)
    taken: list[FilingChecked] = []
    batch = check_batch(desk, sample, take=taken.append)
    assert {one.summary.id for one in taken} == {one.summary.id for one in kept.filings}
    assert (batch.filings, batch.counts, batch.found) == ([], kept.counts, len(kept.filings))
