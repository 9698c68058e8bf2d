"""Prints of what is reviewed: seals only over what was sealed, every print noted and numbered, editions for publication."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from medaid_desktop import __version__
from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.review.sheet_code import SheetCode
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.information import SHEETS_KEY, VERSION_KEY, SheetRecord, read_records
from medaid_desktop.formats.pdf.writer import PrintCancelled
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.paper import printing, runs
from medaid_desktop.operations.paper.again import render_again
from medaid_desktop.operations.paper.preview import preview_stored
from medaid_desktop.operations.paper.printing import measure, print_filings
from medaid_desktop.operations.paper.runs import PrintRun, next_parts, open_seals, seals_wanted
from medaid_desktop.operations.paper.sheets import Edition, sheet_job, sheet_parts
from medaid_desktop.operations.reviewing import Words, send_back
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.content import Encoder
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.trust.vault import WrongPassphraseError
from tests.formats.pictures.marks import round_mark
from tests.operations.paper.sealed import PASSPHRASE, add_seals, image_count, sign_steps, text_of
from tests.operations.reviewing.declared import STEPS, stored

SO_FAR = Edition(so_far=True)


@pytest.fixture
def one(desk: Desk) -> str:
    return stored(desk)


@pytest.fixture
def sealed(desk: Desk, one: str) -> str:
    """A declaration whose four steps are signed under one seal."""
    add_seals(desk, "公章")
    sign_steps(desk, one)
    return one


def logged(desk: Desk, filing: str = "", *actions: str) -> list[tuple[str, dict[str, Any]]]:
    found = [(entry.action, json.loads(entry.details)) for entry in desk.ledger.log.entries(filing)]
    return [entry for entry in found if not actions or entry[0] in actions]


def prints(desk: Desk, filing: str = "") -> list[str]:
    return [action for action, _ in logged(desk, filing) if action.startswith("print")]


def records(path: Path) -> list[SheetRecord]:
    with pypdfium2.PdfDocument(path) as document:
        return read_records(document.get_metadata_value(SHEETS_KEY))


# -- drafts and finals -------------------------------------------------------------------------------------------


def test_a_sheet_is_a_draft_until_the_last_step_and_says_what_is_done(desk: Desk, one: str, tmp_path: Path):
    out = tmp_path / "a.pdf"
    for done in range(len(STEPS) + 1):
        if done:
            sign_steps(desk, one, STEPS[done - 1 : done], seal="")
        print_filings(desk, [one], out)
        text = text_of(out)
        assert ("草稿" in text) == (done < len(STEPS))
        assert [f"同意{step}" in text for step in STEPS] == [number < done for number in range(len(STEPS))]
        assert text.count("审核人甲") == done
    assert "2020年6月1日" in text
    send_back(desk, one, STEPS[-1], Words("复审人", "再核"))
    print_filings(desk, [one], out)
    assert "草稿" in text_of(out) and "审核人甲" not in text_of(out)


def test_nothing_but_the_chain_decides(desk: Desk, one: str, tmp_path: Path):
    desk.ledger.filings.note_status(one, "reviewed")
    print_filings(desk, [one], tmp_path / "a.pdf")
    assert "草稿" in text_of(tmp_path / "a.pdf") and prints(desk, one) == ["print-draft"]


def test_a_file_says_what_it_holds(desk: Desk, sealed: str, tmp_path: Path):
    draft = stored(desk)
    print_filings(desk, [sealed, draft], tmp_path / "a.pdf")
    code = verification_code(digest(desk.ledger.filings.get(sealed)))
    first, second = records(tmp_path / "a.pdf")
    entry = [e.number for e in desk.ledger.log.entries() if e.action == "print"]
    assert first == SheetRecord(code, "declaration", "371521", 2020, "final", 0, False, entry[0], first.pages)
    assert (second.kind, second.draft, second.code) == ("draft", True, code)
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        assert first.pages + second.pages == len(document)
        assert document.get_metadata_value("Keywords") == code and document.get_metadata_value(VERSION_KEY)


# -- numbers and the log -----------------------------------------------------------------------------------------


def test_final_prints_are_numbered_in_foot_and_code_and_drafts_are_not(desk: Desk, one: str, tmp_path: Path):
    out = tmp_path / "申报表.pdf"
    print_filings(desk, [one], out)
    print_filings(desk, [one], out)
    sign_steps(desk, one, seal="")
    for number in (1, 2, 3):
        print_filings(desk, [one], out)
        assert (f"第{number}次打印" in text_of(out)) == (number > 1)
        assert records(out)[0].reprint == number - 1
    assert prints(desk, one) == ["print-draft"] * 2 + ["print"] * 3
    assert [details["copy"] for action, details in logged(desk, one, "print")] == [1, 2, 3]
    assert logged(desk, one, "print")[0][1] == {
        "copy": 1, "file": "申报表.pdf", "seals": {}, "steps": list(STEPS),
        "place": ["阳谷县", "山东省聊城市阳谷县"], "version": __version__,
    }  # fmt: skip
    square = sheet_job(next_parts(desk, desk.ledger.filings.get(one))).sheet.page.square
    assert isinstance(square, SheetCode) and square.reprint == 3


def test_each_print_keeps_the_content(desk: Desk, one: str, tmp_path: Path):
    print_filings(desk, [one], tmp_path / "a.pdf")
    filing = desk.ledger.filings.get(one)
    commit(desk, one, [("values.other_matters", "另有说明")], "填写")
    (kept,) = desk.ledger.revisions.of_code(verification_code(digest(filing)))
    assert kept.filing.values == filing.values


def test_a_print_is_noted_before_the_file_is_written(
    desk: Desk, one: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    noted: list[list[str]] = []

    def write(*_: object, **__: object) -> None:
        noted.append(prints(desk, one))
        raise UserError("磁盘满了")

    sign_steps(desk, one, seal="")
    with monkeypatch.context() as patch, pytest.raises(UserError, match="磁盘满了"):
        patch.setattr(printing, "write_pdf", write)
        print_filings(desk, [one], tmp_path / "a.pdf")
    assert noted == [["print"]] and prints(desk, one) == ["print", "print-failed"]
    print_filings(desk, [one], tmp_path / "a.pdf")
    assert records(tmp_path / "a.pdf")[0].reprint == 0, "what never came out is not counted"


def test_a_cancelled_batch_is_not_counted(desk: Desk, one: str, tmp_path: Path):
    sign_steps(desk, one, seal="")
    with pytest.raises(PrintCancelled):
        print_filings(desk, [one], tmp_path / "a.pdf", cancelled=lambda: True)
    assert prints(desk, one) == ["print", "print-failed"] and not list(tmp_path.glob("*.pdf"))


def test_a_filing_of_a_batch_that_is_unknown_notes_nothing(desk: Desk, one: str, tmp_path: Path):
    with pytest.raises(UserError, match="nobody"):
        print_filings(desk, [one, "nobody"], tmp_path / "a.pdf")
    assert prints(desk) == []


# -- seals -------------------------------------------------------------------------------------------------------


def test_a_sealed_sheet_bears_its_seals_and_without_passphrase_empty_places(desk: Desk, sealed: str, tmp_path: Path):
    out = tmp_path / "a.pdf"
    print_filings(desk, [sealed], out)
    assert image_count(out) == 0 and not logged(desk, sealed, "seal-use")[4:], "only the signings used it"
    report = print_filings(desk, [sealed], out, passphrases={"公章": PASSPHRASE})
    assert image_count(out) == 4 and len(report.seals[0]) == 4
    assert logged(desk, sealed, "print")[1][1]["seals"] == dict.fromkeys(STEPS, "公章")
    uses = [
        (entry.filing, json.loads(entry.details)["purpose"])
        for entry in desk.ledger.log.entries()
        if entry.action == "seal-use"
    ]
    assert uses[-2:] == [("", "打印"), (sealed, "打印")]


def test_a_seal_is_opened_once_for_a_batch(desk: Desk, sealed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = stored(desk)
    sign_steps(desk, other)
    opened: list[str] = []
    real = desk.ledger.seals.open
    monkeypatch.setattr(desk.ledger.seals, "open", lambda name, *rest: opened.append(name) or real(name, *rest))
    print_filings(desk, [sealed, other], tmp_path / "a.pdf", passphrases={"公章": PASSPHRASE})
    assert opened == ["公章"] and image_count(tmp_path / "a.pdf") == 8


def test_a_wrong_passphrase_prints_and_notes_nothing_but_the_try(desk: Desk, sealed: str, tmp_path: Path):
    with pytest.raises(WrongPassphraseError):
        print_filings(desk, [sealed], tmp_path / "a.pdf", passphrases={"公章": "不是它"})
    assert prints(desk) == [] and not list(tmp_path.glob("*.pdf"))
    assert len(logged(desk, "", "seal-refused")) == 1, "kept, so that the next tries are slowed"


def test_drafts_are_not_sealed_unless_paper_is_passed_on(desk: Desk, one: str, tmp_path: Path):
    passphrases = add_seals(desk, "公章")
    sign_steps(desk, one, STEPS[:2])
    out = tmp_path / "a.pdf"
    assert seals_wanted(desk, [one]) == []
    print_filings(desk, [one], out, passphrases=passphrases)
    assert image_count(out) == 0 and "草稿" in text_of(out)
    assert [(wanted.name, wanted.filings) for wanted in seals_wanted(desk, [one], SO_FAR)] == [("公章", 1)]
    print_filings(desk, [one], out, passphrases=passphrases, edition=SO_FAR)
    assert image_count(out) == 2 and "草稿" in text_of(out)


def test_another_image_of_the_same_name_is_never_printed(desk: Desk, sealed: str, tmp_path: Path):
    desk.ledger.seals.remove("公章")
    desk.ledger.seals.add("公章", round_mark("blue"), PASSPHRASE)
    assert seals_wanted(desk, [sealed]) == []
    print_filings(desk, [sealed], tmp_path / "a.pdf", passphrases={"公章": PASSPHRASE})
    assert image_count(tmp_path / "a.pdf") == 0 and "草稿" not in text_of(tmp_path / "a.pdf")


def test_what_was_changed_by_force_bears_neither_seal_nor_step(desk: Desk, sealed: str, tmp_path: Path):
    """Even where content is changed in the file, below everything that guards it."""
    filing = desk.ledger.filings.get(sealed)
    filing.set("values.funding_fiscal", "9999 万元")
    path = desk.ledger.path
    desk.ledger.close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE filings SET content = ? WHERE id = ?", (Encoder().encode(filing), sealed))
    with Desk(Ledger.open(path), FormLibrary()) as opened:
        assert opened.ledger.filings.get(sealed).values["funding_fiscal"] == "9999 万元"
        print_filings(opened, [sealed], tmp_path / "a.pdf", passphrases={"公章": PASSPHRASE})
    text = text_of(tmp_path / "a.pdf")
    assert image_count(tmp_path / "a.pdf") == 0 and "审核人甲" not in text and "草稿" in text


@pytest.mark.parametrize("change", ["return", "seal"])
def test_what_changes_between_note_and_page_is_not_printed(desk: Desk, sealed: str, change: str):
    run = PrintRun([sealed], Edition(seals=open_seals(desk, {"公章": PASSPHRASE})), "a.pdf")
    run.record(desk)
    assert len(run.job(desk, sealed).seals) == 4
    if change == "return":
        send_back(desk, sealed, STEPS[0], Words("复审人", "再核"))
    else:
        desk.ledger.seals.remove("公章")
    with pytest.raises(UserError, match="已停下"):
        run.job(desk, sealed)


def test_a_seal_of_another_size_has_that_size(desk: Desk, one: str, tmp_path: Path):
    desk.ledger.seals.add("大章", round_mark(), PASSPHRASE, size_mm=45.0)
    sign_steps(desk, one, seal="大章")
    report = print_filings(desk, [one], tmp_path / "a.pdf", passphrases={"大章": PASSPHRASE})
    assert {spot.diameter for spot in report.seals[0]} == {45.0} and image_count(tmp_path / "a.pdf") == 4


def test_places_too_small_for_a_seal_stay_empty_and_are_counted(
    desk: Desk, sealed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    form = desk.form_of(desk.ledger.filings.get(sealed))
    narrow = replace(form.layouts[0], columns_mm=(25.0, 15.0, 15.0, 25.0, 17.0, 31.0, 24.0))
    monkeypatch.setattr(desk, "form_of", lambda _: replace(form, layouts=(narrow,)))
    report = print_filings(desk, [sealed], tmp_path / "a.pdf", passphrases={"公章": PASSPHRASE})
    assert image_count(tmp_path / "a.pdf") == 2 and report.unsealed == 2
    assert logged(desk, sealed, "print")[0][1]["seals"] == {"competent": "公章", "finance_second": "公章"}


def test_a_preview_shows_the_place_and_the_name_only(desk: Desk, sealed: str):
    pdf = preview_stored(desk, sealed).pdf
    assert image_count(pdf) == 0
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert text.count("印章：公章") == 4
    with pypdfium2.PdfDocument(preview_stored(desk, sealed, Edition(public=True)).pdf) as document:
        assert not any("印章：" in page.get_textpage().get_text_range() for page in document)


# -- a ledger that can only be read ------------------------------------------------------------------------------


@pytest.fixture
def reader(desk: Desk, sealed: str) -> Iterator[Desk]:  # noqa: ARG001 - it is to be there
    path = desk.ledger.path
    desk.ledger.close()
    with Desk(Ledger.open(path, read_only=True), FormLibrary()) as made:
        yield made


def test_a_read_only_ledger_prints_unsealed_and_unnoted(reader: Desk, sealed: str, tmp_path: Path):
    entries = reader.ledger.log.count()
    print_filings(reader, [sealed], tmp_path / "a.pdf")
    assert records(tmp_path / "a.pdf")[0].entry == 0 and reader.ledger.log.count() == entries
    with pytest.raises(UserError, match="不能盖章打印"):
        print_filings(reader, [sealed], tmp_path / "b.pdf", passphrases={"公章": PASSPHRASE})
    assert not (tmp_path / "b.pdf").exists()


def test_a_reader_prints_what_the_writer_notes(desk: Desk, sealed: str, tmp_path: Path):
    pictures = open_seals(desk, {"公章": PASSPHRASE})
    with desk.ledger.reader() as connection:
        print_filings(
            Desk(connection, desk.forms), [sealed], tmp_path / "a.pdf", edition=Edition(seals=pictures), books=desk
        )
    assert image_count(tmp_path / "a.pdf") == 4 and prints(desk, sealed) == ["print"]


# -- for publication ---------------------------------------------------------------------------------------------


def test_an_edition_for_publication_names_nobody(desk: Desk, sealed: str, tmp_path: Path):
    out = tmp_path / "a.pdf"
    filing = desk.ledger.filings.get(sealed)
    print_filings(desk, [sealed], out, passphrases={"公章": PASSPHRASE}, edition=Edition(public=True))
    text = text_of(out)
    assert "公开版" in text and "审核人甲" not in text and "审＊＊" in text and image_count(out) == 0
    for name in ("contact", "filler", "contact_phone", "filler_phone"):
        assert filing.values[name] and filing.values[name] not in text
    assert filing.values["project_name"].replace(" ", "") in text and verification_code(digest(filing)) in text
    assert records(out)[0].kind == "public" and prints(desk, sealed) == ["print-public"]
    print_filings(desk, [sealed], out)
    assert records(out)[0].reprint == 0, "a public edition is no print of the sheet itself"


# -- again -------------------------------------------------------------------------------------------------------


def printed_and_again(desk: Desk, filing_id: str, out: Path, **how: Any) -> tuple[bytes, bytes]:
    print_filings(desk, [filing_id], out, **how)
    (record,) = records(out)
    (kept,) = desk.ledger.revisions.of_code(record.code)[-1:]
    return out.read_bytes(), render_again(desk, kept.filing, record.kind, record.reprint, record.entry)


def test_a_sheet_is_made_again_to_the_byte(desk: Desk, one: str, tmp_path: Path):
    draft, again = printed_and_again(desk, one, tmp_path / "a.pdf")
    assert draft == again
    sign_steps(desk, one, seal="")
    for edition in (Edition(), Edition(), Edition(public=True)):
        final, again = printed_and_again(desk, one, tmp_path / "a.pdf", edition=edition)
        assert final == again


def test_an_old_sheet_is_made_again_whatever_happened_since(desk: Desk, sealed: str, tmp_path: Path):
    print_filings(desk, [sealed], tmp_path / "old.pdf")
    (record,) = records(tmp_path / "old.pdf")
    send_back(desk, sealed, STEPS[-1], Words("复审人", "再核"))
    commit(desk, sealed, [("values.other_matters", "另有说明")], "填写")
    sign_steps(desk, sealed, seal="")
    (kept,) = [one for one in desk.ledger.revisions.of_code(record.code) if one.filing.id == sealed]
    assert (
        render_again(desk, kept.filing, record.kind, record.reprint, record.entry)
        == (tmp_path / "old.pdf").read_bytes()
    )


def test_measuring_counts_the_very_pages(desk: Desk, sealed: str, tmp_path: Path):
    report = print_filings(desk, [sealed], tmp_path / "a.pdf")
    assert [item.pages for item in measure(desk, [sealed])] == report.pages
    assert [item.pages for item in measure(desk, [sealed], edition=Edition(public=True))] == report.pages


def test_a_sheet_of_other_content_shows_no_step(desk: Desk, sealed: str):
    """Whoever hands another content in gets a draft of it."""
    other = desk.ledger.filings.get(sealed).copy()
    other.set("values.funding_fiscal", "9999 万元")
    edition = Edition(seals=open_seals(desk, {"公章": PASSPHRASE}))
    job = sheet_job(sheet_parts(desk, other, edition))
    assert (
        job.draft
        and not job.seals
        and not any("审核人甲" in line for cell in job.sheet.cells if cell.seal for line in cell.seal.lines)
    )
    assert runs.earlier_prints(desk, sealed, digest(other)) == 0
