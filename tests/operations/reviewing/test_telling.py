"""Why a filing is locked, what was said of its cells, and the money it is about."""

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.events import Remark, Signing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import (
    Words,
    chain_of,
    lock_of,
    place_of,
    remarks_now,
    send_back,
    sum_of,
    total_of,
    withdraw,
)
from tests.operations.reviewing.declared import STEPS, declaration, sign_all, stored


def test_the_lock_says_who_and_how_to_get_out(desk: Desk) -> None:
    filing_id = stored(desk)
    assert lock_of(desk, filing_id) is None
    sign_all(desk, filing_id, STEPS[0])
    lock = lock_of(desk, filing_id)
    assert lock is not None and lock.sentence() == "“项目单位”已审核，内容已锁定。"
    assert lock.may_return and lock.may_withdraw
    assert lock.reason() == "“项目单位”已审核，内容已锁定；要改，请先“退回修改”或“撤回送审”。"
    sign_all_on(desk, filing_id, STEPS[1:])
    lock = lock_of(desk, filing_id)
    assert lock is not None and lock.is_complete and not lock.may_withdraw
    assert lock.sentence() == "各环节都已审核，内容已锁定。"
    send_back(desk, filing_id, STEPS[3], Words("甲", "请改"))
    assert lock_of(desk, filing_id) is None


def test_the_lock_says_that_the_row_was_changed_from_outside(desk: Desk) -> None:
    """There is a way out: send it back, type something anew, review it."""
    filing_id = stored(desk)
    sign_all(desk, filing_id)
    desk.ledger.connection.execute("UPDATE filings SET title = '别的' WHERE id = ?", (filing_id,))
    lock = lock_of(desk, filing_id)
    assert lock is not None and lock.may_return
    assert lock.sentence().startswith("台账中这份填报件被本程序以外的手段改动过，审核不作数")
    assert not chain_of(desk, desk.ledger.filings.get(filing_id)).done
    send_back(desk, filing_id, STEPS[3], Words("甲", "请核对"))
    assert lock_of(desk, filing_id) is None and desk.ledger.reviews.doubt(filing_id)
    with pytest.raises(UserError, match="以外的手段改动过"):
        sign_all(desk, filing_id)
    contact = desk.ledger.filings.get(filing_id).values["contact"]
    desk.ledger.edit(filing_id, [("values.contact", "联系人丁")], "录入")
    desk.ledger.edit(filing_id, [("values.contact", contact)], "录入")
    assert desk.ledger.reviews.doubt(filing_id) == ""
    sign_all(desk, filing_id)
    assert chain_of(desk, desk.ledger.filings.get(filing_id)).is_complete


def test_signings_that_the_log_does_not_bear_out_are_told_until_they_are_made_anew(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id)
    reviews = desk.ledger.reviews
    assert reviews.doubt(filing_id) == ""
    number = "(SELECT max(number) FROM review_events)"
    desk.ledger.connection.execute(f"UPDATE review_events SET by = '冒名者' WHERE number = {number}")
    assert "审核记录被本程序以外的手段改动过" in reviews.doubt(filing_id)
    assert not chain_of(desk, desk.ledger.filings.get(filing_id)).done
    sign_all(desk, filing_id, STEPS[1])
    chain = chain_of(desk, desk.ledger.filings.get(filing_id))
    assert reviews.doubt(filing_id) and len(chain.done) == 2 and not chain.is_complete
    sign_all_on(desk, filing_id, STEPS[2:])
    assert reviews.doubt(filing_id) == "" and chain_of(desk, desk.ledger.filings.get(filing_id)).is_complete


def sign_all_on(desk: Desk, filing_id: str, steps: tuple[str, ...]) -> None:
    from medaid_desktop.operations.reviewing import sign

    for step in steps:
        sign(desk, filing_id, step, Words("审核人甲"))


def test_who_may_do_neither_is_told_who_can(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, STEPS[0])
    desk.ledger.operators.put("保管人", ("keeper",), "357159")
    lock = lock_of(desk, filing_id)
    assert lock is not None and not lock.may_return and not lock.may_withdraw
    assert lock.reason().endswith("要改，请由审核的单位退回修改。")


def test_events_that_cannot_be_read_lock(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.connection.execute(
        "INSERT INTO review_events (filing, kind, step, digest, by, at, data) VALUES (?, 'signed', '', '', '', '', '{')",
        (filing_id,),
    )
    lock = lock_of(desk, filing_id)
    assert lock is not None and "审核记录读不出来" in lock.sentence() == lock.reason()


def test_remarks_stay_with_their_rows(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, STEPS[0])
    before = desk.ledger.filings.get(filing_id)
    said = [Remark("tables.indicators[2].target", "偏低"), Remark("values.contact", "写全名")]
    send_back(desk, filing_id, STEPS[1], Words("甲"), said)

    def told() -> list[tuple[str, str]]:
        filing = desk.ledger.filings.get(filing_id)
        return [(one.path, one.text) for one in remarks_now(desk, filing, chain_of(desk, filing))]

    assert told() == [("tables.indicators[2].target", "偏低"), ("values.contact", "写全名")]
    place = place_of(desk, before, "tables.indicators[2].target")
    desk.ledger.edit(filing_id, [("tables.indicators[0]", "")], "删行")
    assert told()[0] == ("tables.indicators[1].target", "偏低")
    desk.ledger.edit(filing_id, [("tables.indicators[1]", "")], "删行")
    filing = desk.ledger.filings.get(filing_id)
    gone = remarks_now(desk, filing, chain_of(desk, filing))[0]
    assert gone.path == "" and gone.place == place
    sign_all_on(desk, filing_id, (STEPS[0],))
    assert told() == []


def test_a_remark_is_mended_while_its_cell_holds_another_text_than_when_it_came_back(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, STEPS[0])
    came_back = desk.ledger.filings.get(filing_id)
    said = [
        Remark("tables.indicators[2].target", "偏低"),
        Remark("values.contact", "写全名"),
        Remark("values.contact", "核对"),
    ]
    send_back(desk, filing_id, STEPS[1], Words("甲"), said)

    def mended() -> list[bool]:
        filing = desk.ledger.filings.get(filing_id)
        return [one.is_mended for one in remarks_now(desk, filing, chain_of(desk, filing))]

    assert mended() == [False, False, False]
    desk.ledger.edit(filing_id, [("values.contact", "联系人丁")], "录入")
    assert mended() == [False, True, True]
    desk.ledger.edit(filing_id, [("tables.indicators[0]", "")], "删行")
    assert mended() == [False, True, True]
    desk.ledger.edit(filing_id, [("tables.indicators[1].target", "99%")], "录入")
    assert mended() == [True, True, True]
    desk.ledger.edit(filing_id, [("values.contact", came_back.values["contact"])], "录入")
    assert mended() == [True, False, False]
    desk.ledger.edit(filing_id, [("tables.indicators[1]", "")], "删行")
    assert mended()[0]


def test_what_came_back_is_kept_be_it_other_than_what_was_signed(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.reviews.add(filing_id, Signing(STEPS[0], "0" * 64, "审核人甲", "2020-06-01"))
    send_back(desk, filing_id, STEPS[0], Words("甲"), [Remark("values.contact", "写全名")])
    desk.ledger.edit(filing_id, [("values.contact", "联系人丁")], "录入")
    filing = desk.ledger.filings.get(filing_id)
    assert [one.is_mended for one in remarks_now(desk, filing, chain_of(desk, filing))] == [True]


def test_a_withdrawal_leaves_no_remarks(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, STEPS[0])
    withdraw(desk, filing_id, "填报人")
    filing = desk.ledger.filings.get(filing_id)
    assert remarks_now(desk, filing, chain_of(desk, filing)) == []


@pytest.mark.parametrize(
    ("form", "values", "rows", "told"),
    [
        ("declaration", {"funding_fiscal": "3 500 000 元"}, {}, "3500000 元"),
        ("target-breakdown", {"funding_total": "656万元", "funding_fiscal": "600"}, {}, "656 万元"),
        ("target-breakdown", {"funding_total": "另行下达"}, {}, "另行下达"),
        ("target-breakdown", {}, {}, ""),
        ("allocation", {"unit": "万元"}, {"rows": [{"name": "合计", "role": "total", "amount": "3064.00"}]}, "3064 万元"),
        (
            "fund-usage", {"unit": "元"},
            {"rows": [{"project_name": "甲", "amount": "1.5"}, {"project_name": "乙", "amount": "2"}]}, "3.5 元",
        ),
    ],
)  # fmt: skip
def test_the_money_of_a_filing(
    desk: Desk, form: str, values: dict[str, str], rows: dict[str, list[dict[str, str]]], told: str
) -> None:
    filing = Filing(form=form, year=2020, region="371521", values=values, tables=rows)
    assert total_of(desk.forms.get(form), filing) == told


def test_the_money_of_the_sample_declaration(desk: Desk) -> None:
    assert total_of(desk.forms.get("declaration"), declaration()) == "350 万元"


@pytest.mark.parametrize(
    ("totals", "told"),
    [
        (["350 万元"], "350 万元"),
        (["0.1 万元", "0.2 万元", "-0.30 万元"], "0 万元"),
        (["12345678901234567890.01 元", "98765432109876543210.02 元", "0.00000000001 元"], "111111111011111111100.03000000001 元"),
        (["350 万元", "20 元"], ""),
        (["350 万元", "20"], ""),
        (["350", "20"], ""),
        (["350 万元", ""], ""),
        (["350 万元", "另行下达"], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_the_money_of_filings_together(totals: list[str], told: str) -> None:
    assert sum_of(totals) == told
