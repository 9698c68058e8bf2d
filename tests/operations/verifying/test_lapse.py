"""Sheets whose content stands while those who signed it do not, and sheets of earlier contents."""

from pathlib import Path

import pytest

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.paper.sheets import Edition
from medaid_desktop.operations.reviewing import Words, send_back, sign
from medaid_desktop.operations.verifying import Verdict, verify_code, verify_pdf
from medaid_desktop.operations.verifying.verdict import LAPSED
from tests.formats.pictures.marks import round_mark
from tests.operations.paper.sealed import PASSPHRASE, sign_steps
from tests.operations.reviewing.declared import STEPS, sign_all, stored

_PLAIN = Edition()


def printed(desk: Desk, filing_id: str, folder: Path, name: str = "表.pdf", edition: Edition = _PLAIN) -> Path:
    print_filings(desk, [filing_id], folder / name, edition=edition)
    return folder / name


def verdict(desk: Desk, path: Path) -> Verdict:
    [only] = verify_pdf(desk, path).sheets
    return only


def test_a_final_sheet_is_not_valid_once_its_review_was_sent_back(desk: Desk, tmp_path: Path) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id)
    final = printed(desk, filing_id, tmp_path)
    public = printed(desk, filing_id, tmp_path, "公开.pdf", Edition(public=True))
    code = verification_code(digest(desk.ledger.filings.get(filing_id)))
    assert verdict(desk, final).state == verdict(desk, public).state == verify_code(desk, code).state == "current"
    send_back(desk, filing_id, STEPS[-1], Words("审核人"))
    for found in (verdict(desk, final), verdict(desk, public), verify_code(desk, code)):
        assert (found.state, found.lapsed, found.is_good, found.lines()[0]) == ("superseded", True, False, LAPSED)
        assert found.to_json()["lapsed"] is True and not found.changes
    assert "“财政部门复审”（审核人甲，2020-06-01）的签章现已失效" in verdict(desk, final).reasons[0]


def test_what_was_signed_anew_makes_the_earlier_sheet_no_better(desk: Desk, tmp_path: Path) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id)
    first = printed(desk, filing_id, tmp_path, "一.pdf")
    send_back(desk, filing_id, STEPS[-1], Words("审核人"))
    sign_all(desk, filing_id)
    second = printed(desk, filing_id, tmp_path, "二.pdf")
    assert verdict(desk, first).lapsed and verdict(desk, second).state == "current"
    assert verdict(desk, second).reprint == 1
    found = verify_code(desk, verification_code(digest(desk.ledger.filings.get(filing_id))))
    assert found.state == "current" and "请以其后打印的为准" in found.notes[0]


def test_a_draft_with_signatures_lapses_and_one_without_does_not(desk: Desk, tmp_path: Path) -> None:
    filing_id = stored(desk)
    plain = printed(desk, filing_id, tmp_path, "空.pdf")
    sign_all(desk, filing_id, "competent")
    signed = printed(desk, filing_id, tmp_path, "签.pdf")
    assert verdict(desk, plain).state == verdict(desk, signed).state == "current"
    send_back(desk, filing_id, "finance_first", Words("审核人"))
    assert verdict(desk, plain).state == "current" and verdict(desk, signed).lapsed
    sign_all(desk, filing_id)
    assert "以正式表为准" in verdict(desk, plain).notes[-1]


def test_an_earlier_content_is_superseded_by_the_cells_that_differ(desk: Desk, tmp_path: Path) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id)
    final = printed(desk, filing_id, tmp_path)
    send_back(desk, filing_id, STEPS[-1], Words("审核人"))
    desk.ledger.edit(filing_id, [("values.contact", "联系人乙")], "录入")
    found = verdict(desk, final)
    assert (found.state, found.lapsed) == ("superseded", False)
    assert [one.after_path for one in found.changes] == ["values.contact"]
    assert found.now and found.lines()[0].startswith("已被替换")
    desk.ledger.filings.delete([filing_id])
    assert "这份填报件已被删除。" in verdict(desk, final).lines()


def test_another_layout_chosen_since_makes_no_sheet_wrong(desk: Desk, tmp_path: Path) -> None:
    """A content is kept once, with the layout it had then; a layout is no content."""
    sample = next(one for one in sample_filings() if one.form == "regional-target").copy()
    variants = [one.id for one in desk.form_of(sample).layouts if one.id != sample.variant]
    filing_id = desk.ledger.filings.add(sample, "区域绩效目标表").id
    first = printed(desk, filing_id, tmp_path, "一.pdf")
    for variant in variants:
        desk.ledger.filings.revise(filing_id, variant=variant)
        second = printed(desk, filing_id, tmp_path, "二.pdf")
        assert verdict(desk, second).state == verdict(desk, first).state == "current", variant


def test_a_large_seal_that_was_removed_since_leaves_its_sheets_valid(desk: Desk, tmp_path: Path) -> None:
    """The boxes are as large as their seals were, whatever became of the image."""
    filing_id = stored(desk)
    desk.ledger.seals.add("大章", round_mark(), PASSPHRASE, size_mm=45.0)
    sign_steps(desk, filing_id, seal="大章")
    print_filings(desk, [filing_id], tmp_path / "盖章.pdf", passphrases={"大章": PASSPHRASE})
    plain = printed(desk, filing_id, tmp_path)
    for sheet in (tmp_path / "盖章.pdf", plain):
        assert verdict(desk, sheet).state == "current"
    desk.ledger.seals.remove("大章")
    for sheet in (tmp_path / "盖章.pdf", plain):
        assert verdict(desk, sheet).state == "current", verdict(desk, sheet).lines()


def test_a_sheet_whose_form_is_lost_cannot_be_told_of(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing_id = stored(desk)
    sheet = printed(desk, filing_id, tmp_path)

    def lost(*_: object) -> None:
        raise UserError("表种的定义已不在", "declaration", "请恢复备份")

    monkeypatch.setattr(Desk, "form_of", lost)
    found = verdict(desk, sheet)
    assert found.state == "unknown" and "无法逐页核对：表种的定义已不在" in found.reasons[0]


def test_a_print_out_of_a_ledger_that_could_not_be_written_is_told_by_its_signings(desk: Desk, tmp_path: Path) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, "competent")
    drafts: list[Path] = []
    for name in ("半.pdf", "全.pdf"):
        with Desk(desk.ledger.reader(), desk.forms) as reader:
            print_filings(reader, [filing_id], tmp_path / name)
        drafts.append(tmp_path / name)
        if name == "半.pdf":
            for step in STEPS[2:]:
                sign(desk, filing_id, step, Words("审核人甲", "同意", "2020-06-01"))
    assert [verdict(desk, sheet).state for sheet in drafts] == ["current", "current"]
    send_back(desk, filing_id, STEPS[-1], Words("审核人"))
    assert [verdict(desk, sheet).lapsed for sheet in drafts] == [True, True]


def test_a_sheet_of_a_filing_deleted_for_good_is_not_called_altered(desk: Desk, tmp_path: Path) -> None:
    """Its content was kept, and who signed it stands in the log."""
    filing_id = stored(desk)
    desk.ledger.seals.add("公章", round_mark(), PASSPHRASE)
    sign_steps(desk, filing_id)
    path = tmp_path / "盖章.pdf"
    print_filings(desk, [filing_id], path, passphrases={"公章": PASSPHRASE})
    send_back(desk, filing_id, STEPS[-1], Words("审核人"))
    draft = printed(desk, filing_id, tmp_path, "草稿.pdf")
    desk.ledger.filings.delete([filing_id])
    desk.ledger.filings.purge([filing_id])
    for one in (path, draft):
        found = verdict(desk, one)
        assert (found.state, list(found.faults)) == ("superseded", []), found.lines()
        assert any("已被删除" in line for line in found.lines())
