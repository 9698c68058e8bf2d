"""Codes typed in or scanned: current, superseded with the cells that differ, unknown, misread."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from medaid_desktop.core.digest import ALPHABET, digest, verification_code
from medaid_desktop.core.review.sheet_code import SheetCode
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import Words, send_back
from medaid_desktop.operations.verifying import verify_code
from tests.operations.reviewing.declared import sign_all, stored


def code_of(desk: Desk, filing_id: str) -> str:
    return verification_code(digest(desk.ledger.filings.get(filing_id)))


def scanned(desk: Desk, filing_id: str, **other: str | int) -> str:
    filing = desk.ledger.filings.get(filing_id)
    said = {"form": filing.form, "region": filing.region or "", "year": filing.year, "code": code_of(desk, filing_id)}
    return SheetCode(**({"page": 1, "pages": 2} | said | other)).text()  # type: ignore[arg-type]


def test_a_sheet_of_what_stands_is_current(desk: Desk) -> None:
    filing_id = stored(desk)
    found = verify_code(desk, code_of(desk, filing_id))
    assert (found.state, found.filing, found.status) == ("current", filing_id, "draft")
    sign_all(desk, filing_id)
    found = verify_code(desk, code_of(desk, filing_id).lower().replace("-", " "))
    assert (found.state, found.status, found.is_good) == ("current", "reviewed", True)
    assert found.lines()[0] == "有效：与台账现在的内容一致（各环节审核完成）" and "阳谷县" in found.lines()[2]


def test_how_a_code_is_written_down_does_not_matter(desk: Desk) -> None:
    filing_id = stored(desk)
    code = code_of(desk, filing_id)
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    for written in (
        wide,
        code.replace("-", "—"),
        f"校验码：{code}。",
        code.replace("-", "\n"),
        f"\ufeff{code.lower()}",
    ):
        assert verify_code(desk, written).filing == filing_id


def test_a_copy_that_was_never_printed_is_told_of(desk: Desk) -> None:
    filing_id = stored(desk)
    [told] = [one for one in verify_code(desk, scanned(desk, filing_id, reprint=6)).notes if "第 7 次打印" in one]
    assert told.startswith("操作日志里没有")
    assert not any("次打印" in one for one in verify_code(desk, scanned(desk, filing_id)).notes)


def test_a_sheet_of_what_stood_is_superseded_and_the_cells_are_named(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, "competent")
    old = code_of(desk, filing_id)
    send_back(desk, filing_id, "finance_first", Words("审核人"))
    desk.ledger.edit(filing_id, [("values.contact", "联系人乙")], "录入")
    found = verify_code(desk, old)
    assert found.state == "superseded" and found.now == code_of(desk, filing_id) and found.status == "returned"
    [change] = found.changes
    assert change.after == "联系人乙" and "：表上是 “" in found.lines()[-1]
    assert found.to_json()["changes"][0]["where"] == "values.contact"
    desk.ledger.filings.delete([filing_id])
    gone = verify_code(desk, old)
    assert gone.state == "superseded" and "这份填报件已被删除。" in gone.lines()


def test_another_year_is_a_difference(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.revisions.keep(desk.ledger.filings.get(filing_id))
    old = code_of(desk, filing_id)
    desk.ledger.filings.revise(filing_id, year=2021)
    assert [one.field for one in verify_code(desk, old).changes] == ["年度"]


def test_what_came_back_to_its_old_content_is_current_again(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.revisions.keep(desk.ledger.filings.get(filing_id))
    old = code_of(desk, filing_id)
    desk.ledger.edit(filing_id, [("values.contact", "联系人乙")], "录入")
    assert verify_code(desk, old).state == "superseded"
    desk.ledger.undo(filing_id)
    assert verify_code(desk, old).state == "current"


def test_a_square_code_says_more_and_all_of_it_must_be_right(desk: Desk) -> None:
    filing_id = stored(desk)
    assert verify_code(desk, scanned(desk, filing_id)).state == "current"
    found = verify_code(desk, scanned(desk, filing_id, year=2021))
    assert found.state == "altered" and "表种、区划或年度" in found.lines()[-1]
    with pytest.raises(UserError, match="二维码"):
        verify_code(desk, scanned(desk, filing_id).replace("2020", "2021"))


def test_what_nobody_printed_is_unknown(desk: Desk) -> None:
    stored(desk)
    found = verify_code(desk, verification_code("ab" * 32))
    assert found.state == "unknown" and found.lines()[0].startswith("查不到")


@settings(max_examples=60, deadline=None)
@given(
    digits=st.text("0123456789abcdef", min_size=64, max_size=64), at=st.integers(0, 18), other=st.sampled_from(ALPHABET)
)
def test_a_single_wrong_letter_is_never_taken_for_another_sheet(digits: str, at: int, other: str) -> None:
    code = verification_code(digits)
    if code[at] in ("-", other):
        return
    with pytest.raises(UserError, match="校验码不对"):
        verify_code(None, code[:at] + other + code[at + 1 :])  # type: ignore[arg-type]
