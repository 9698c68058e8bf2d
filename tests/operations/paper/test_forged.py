"""A seal is printed only over what was signed under it, whatever was made up below; and only by who opened it."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.core.digest import digest
from medaid_desktop.core.review.events import Signing
from medaid_desktop.core.review.roles import FINANCE_FIRST, FINANCE_SECOND, KEEPER, REVIEWING
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.paper.runs import open_seals
from medaid_desktop.operations.paper.sheets import Edition, sheet_job, sheet_parts
from medaid_desktop.operations.paper.standing import standing_of
from medaid_desktop.operations.reviewing import chain_of
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.units import Unit
from medaid_desktop.store.trust.access import NotAllowedError
from tests.formats.pictures.marks import round_mark
from tests.operations.paper.sealed import PASSPHRASE, add_seals, image_count, sign_steps, text_of
from tests.operations.reviewing.declared import STEPS, declaration, stored
from tests.operations.reviewing.forging import Event, forge

PASSPHRASES = {"公章": PASSPHRASE}
PINS = {"保管人": "615283", "另一人": "729403"}


@pytest.fixture
def sealed(desk: Desk) -> str:
    add_seals(desk, "公章")
    filing_id = stored(desk)
    sign_steps(desk, filing_id)
    return filing_id


def is_refused(desk: Desk, filing_id: str, out: Path, forged: Sequence[str] = STEPS) -> bool:
    """Whether nothing is printed, the reason told and noted, and the forged steps are not sealed by other ways either."""
    with pytest.raises(UserError, match=r"盖章时的记录不符，不能盖章"):
        print_filings(desk, [filing_id], out, passphrases=PASSPHRASES)
    parts = sheet_parts(desk, desk.ledger.filings.get(filing_id), Edition(seals=open_seals(desk, PASSPHRASES)))
    noted = desk.ledger.log.count(filing_id, "seal-withheld")
    return not out.exists() and sheet_job(parts).seals.keys() == set(STEPS) - set(forged) and noted == 1


def test_content_exchanged_with_all_its_sums_is_not_sealed(desk: Desk, sealed: str, tmp_path: Path) -> None:
    """The ledger is sound in all that can be worked out without the passphrase; its keeper types that in good faith."""
    path = desk.ledger.path
    desk.ledger.close()
    forge(path, sealed, contact="冒名人")
    with Desk(Ledger.open(path), FormLibrary()) as opened:
        chain = chain_of(opened, opened.ledger.filings.get(sealed))
        assert chain.is_complete and not [one for one in opened.ledger.check() if "操作日志：" in one]
        assert is_refused(opened, sealed, tmp_path / "a.pdf")
        print_filings(opened, [sealed], tmp_path / "b.pdf")  # what it says without a seal, anybody can say
        assert image_count(tmp_path / "b.pdf") == 0


def exchanged(name: str, text: str) -> Callable[[Event], object]:
    def change(event: Event) -> None:
        if event["step"] == STEPS[1]:
            (event if name in event else event["data"])[name] = text

    return change


@pytest.mark.parametrize(
    ("name", "text"),
    [("by", "冒名人"), ("on", "2020-06-09"), ("opinion", "金额从宽"), ("at", "2020-06-09T08:00:00+08:00"), ("mac", "")],
)
def test_no_word_printed_under_a_seal_can_be_exchanged(
    desk: Desk, sealed: str, tmp_path: Path, name: str, text: str
) -> None:
    path = desk.ledger.path
    desk.ledger.close()
    forge(path, sealed, change=exchanged(name, text))
    with Desk(Ledger.open(path), FormLibrary()) as opened:
        assert is_refused(opened, sealed, tmp_path / "a.pdf", STEPS[1:2])


def test_nothing_happens_to_a_seal_where_nothing_is_exchanged(desk: Desk, sealed: str, tmp_path: Path) -> None:
    path = desk.ledger.path
    desk.ledger.close()
    forge(path, sealed)
    with Desk(Ledger.open(path), FormLibrary()) as opened:
        print_filings(opened, [sealed], tmp_path / "a.pdf", passphrases=PASSPHRASES)
    assert image_count(tmp_path / "a.pdf") == 4


def test_signings_put_in_below_the_operations_are_not_sealed(desk: Desk, tmp_path: Path) -> None:
    add_seals(desk, "公章")
    filing_id, other = stored(desk), stored(desk)
    sign_steps(desk, other)
    proofs = [one.mac for one in desk.ledger.reviews.events(other) if isinstance(one, Signing)]
    content, image = digest(desk.ledger.filings.get(filing_id)), desk.ledger.seals.get("公章").fingerprint
    assert content == digest(desk.ledger.filings.get(other)) and len(set(proofs)) == 4
    for step, proof in zip(STEPS, proofs, strict=True):  # proofs of the same steps over the same words, elsewhere
        desk.ledger.reviews.add(
            filing_id, Signing(step, content, "审核人甲", "2020-06-01", "", "公章", "", step, image, proof)
        )
    assert chain_of(desk, desk.ledger.filings.get(filing_id)).is_complete
    assert is_refused(desk, filing_id, tmp_path / "a.pdf")


def test_an_image_that_only_claims_its_fingerprint_is_not_set(desk: Desk, sealed: str, tmp_path: Path) -> None:
    opened = replace(open_seals(desk, PASSPHRASES)["公章"], png=round_mark("blue"))
    with pytest.raises(UserError, match="不能盖章"):
        print_filings(desk, [sealed], tmp_path / "a.pdf", edition=Edition(seals={"公章": opened}))
    assert not (tmp_path / "a.pdf").exists()


def test_what_a_keeper_opened_serves_nobody_else(desk: Desk, sealed: str, tmp_path: Path) -> None:
    ledger = desk.ledger
    ledger.operators.put("保管人", [KEEPER], PINS["保管人"])
    ledger.access.sign_in("保管人", PINS["保管人"])
    ledger.operators.put("另一人", [REVIEWING, FINANCE_FIRST, FINANCE_SECOND], PINS["另一人"])
    edition, out = Edition(seals=open_seals(desk, PASSPHRASES)), tmp_path / "a.pdf"
    print_filings(desk, [sealed], out, edition=edition)
    assert image_count(out) == 4
    out.unlink()

    def is_of_no_use(why: str) -> bool:
        with pytest.raises(UserError, match=why):
            print_filings(desk, [sealed], out, edition=edition)
        parts = sheet_parts(desk, ledger.filings.get(sealed), edition)
        return not out.exists() and sheet_job(parts).seals == {}

    ledger.access.sign_out()
    assert is_of_no_use("还没有登录")
    ledger.access.sign_in("另一人", PINS["另一人"])
    assert is_of_no_use("不能使用印章图像")
    ledger.access.sign_in("保管人", PINS["保管人"])
    assert is_of_no_use("另一次登录时打开的")
    print_filings(desk, [sealed], out, edition=Edition(seals=open_seals(desk, PASSPHRASES)))
    assert image_count(out) == 4


def test_nothing_holds_of_a_row_that_was_changed_from_outside(desk: Desk, sealed: str, tmp_path: Path) -> None:
    """Be it in what its digest does not know: who could change that could have changed all."""
    desk.ledger.connection.execute("UPDATE filings SET title = '别的' WHERE id = ?", (sealed,))
    chain = chain_of(desk, desk.ledger.filings.get(sealed))
    assert "以外的手段改动过" in chain.trouble and not chain.done and not chain.is_complete and chain.is_locked
    report = print_filings(desk, [sealed], tmp_path / "a.pdf", passphrases=PASSPHRASES)
    text = text_of(tmp_path / "a.pdf")
    assert "草稿" in text and "审核人甲" not in text and image_count(tmp_path / "a.pdf") == 0 and report.doubted == 1


def test_only_who_has_a_role_for_it_adds_events(desk: Desk, sealed: str) -> None:
    """Below the operations too."""
    ledger = desk.ledger
    ledger.operators.put("保管人", [KEEPER], PINS["保管人"])
    for signed_in in (False, True):
        if signed_in:
            ledger.access.sign_in("保管人", PINS["保管人"])
        before = ledger.reviews.events(sealed)
        with pytest.raises(NotAllowedError):
            ledger.reviews.add(sealed, Signing(STEPS[0], "0" * 64, "无人", "2020-06-01"))
        assert ledger.reviews.events(sealed) == before


def test_nobody_s_standing_serves_for_other_content(desk: Desk, sealed: str) -> None:
    """Also not where a sheet is put together below the operations that print."""
    mine = desk.ledger.filings.get(sealed)
    other = mine.copy()
    other.set("values.contact", "冒名人")
    edition, standing = Edition(seals=open_seals(desk, PASSPHRASES)), standing_of(desk, mine)
    assert len(sheet_job(sheet_parts(desk, mine, edition, 0, standing, mine)).seals) == 4
    with pytest.raises(UserError, match="不是审核过的内容"):
        sheet_parts(desk, other, edition, 0, standing)
    with pytest.raises(UserError, match="不是审核过的内容"):
        sheet_parts(desk, mine, edition, 0, standing, printed=other)
    assert sheet_job(sheet_parts(desk, other, edition)).seals == {}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE explanations SET text = '另有五百万元'", "的出错说明"),
        ("DELETE FROM explanations", "的出错说明"),
        ("UPDATE regions SET name = '冒名区'", "的单位名称"),
        ("DELETE FROM regions", "的单位名称"),
    ],
)
def test_nothing_holds_where_another_program_changed_what_is_printed_beside_the_content(
    desk: Desk, tmp_path: Path, statement: str, said: str
) -> None:
    add_seals(desk, "公章")
    desk.ledger.units.put(Unit("371521+GX", "高新区", "371521", "unit"))
    filing = declaration()
    filing.region = "371521+GX"
    filing_id = desk.ledger.filings.add(filing, "申报表").id
    desk.ledger.explanations.put(filing_id, Identity("amount.sum", "", "values.funding_total", "1"), "按通知", "甲")
    sign_steps(desk, filing_id)
    print_filings(desk, [filing_id], tmp_path / "a.pdf", passphrases=PASSPHRASES)
    assert image_count(tmp_path / "a.pdf") == 4
    path = desk.ledger.path
    desk.ledger.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)
    with Desk(Ledger.open(path), FormLibrary()) as again:
        chain = chain_of(again, again.ledger.filings.get(filing_id))
        assert said in chain.trouble and not chain.done
        report = print_filings(again, [filing_id], tmp_path / "b.pdf", passphrases=PASSPHRASES)
        assert report.doubted == 1 and image_count(tmp_path / "b.pdf") == 0 and "草稿" in text_of(tmp_path / "b.pdf")
        with pytest.raises(UserError, match=said):
            again.ledger.reviews.add(filing_id, Signing(STEPS[0], chain.digest, "审核人甲", "2020-06-01"))
