"""PDFs as they were printed, and as other programs save, join and cut them."""

import io
import re
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.information import SHEETS_KEY
from medaid_desktop.formats.pdf.signing import Certificate
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.verifying import Verified, verify_pdf
from medaid_desktop.store.ground.progress import CancelledError
from tests.formats.pdf.certificates import NAME, PASSWORD, certificate_file
from tests.operations.verifying.altering import joined, saved_again, with_content, with_information, with_pages
from tests.operations.verifying.conftest import Printed


def states(found: Verified) -> list[tuple[str, list[int]]]:
    return [(one.state, list(one.pages)) for one in found.sheets]


def test_what_was_printed_is_current(printed: Printed) -> None:
    for data, kind in (
        (printed.draft, "draft"), (printed.final, "final"), (printed.sealed, "final"), (printed.public, "public"),
    ):  # fmt: skip
        found = printed.verified(data)
        [verdict] = found.sheets
        assert (verdict.state, verdict.kind, list(verdict.pages), found.notes) == ("current", kind, [1, 2], [])
        assert not verdict.faults and not verdict.reasons
    assert not any("印章只核对了位置" in line for line in printed.verdict(printed.sealed).lines())
    assert printed.verdict(printed.sealed).reprint == 1
    assert printed.verdict(printed.draft).lines()[0] == "有效：与台账现在的内容一致（草稿，尚未审核）"


def test_what_other_programs_saved_is_current(printed: Printed) -> None:
    for data in (printed.draft, printed.sealed):
        again = saved_again(data)
        assert again != data and states(printed.verified(again)) == [("current", [1, 2])]
        bare = printed.verified(joined(data))
        assert states(bare) == [("current", [1, 2])] and "另存过" in bare.notes[0]


def test_every_sheet_of_a_batch_is_told_of(printed: Printed) -> None:
    found = printed.verified(printed.batch)
    assert states(found) == [("current", [1, 2]), ("current", [3, 4])]
    assert [one.filing for one in found.sheets] == [printed.draft_id, printed.sealed_id]
    assert [one["pages"] for one in found.to_json()["sheets"]] == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("order", "expected", "said"),
    [
        ([0, 1], [("current", [1, 2])], "打印时文件里有 2 张表，现在认得的是 1 张"),
        ([2, 3, 0, 1], [("current", [1, 2]), ("current", [3, 4])], ""),
        ([0], [("altered", [1])], "缺了这张表的第 2 页（共 2 页）"),
        ([1, 0], [("altered", [1, 2])], "次序被打乱"),
        ([0, 3, 2, 1], [("altered", [1, 4]), ("altered", [2, 3])], "夹了别的页"),
        ([0, 1, 1], [("altered", [1, 2])], "文件的第 3 页重复了这张表的页"),
        ([0, 0, 1], [("altered", [2, 3])], "文件的第 1 页重复了这张表的页"),
        ([0, 1, 0, 1], [("current", [1, 2]), ("current", [3, 4])], ""),
    ],
)
def test_pages_lost_doubled_and_exchanged(
    printed: Printed, order: list[int], expected: list[tuple[str, list[int]]], said: str
) -> None:
    found = printed.verified(with_pages(printed.batch, order))
    assert states(found) == expected
    assert said in "\n".join(found.lines())


def test_files_put_together_hold_all_their_sheets(printed: Printed) -> None:
    assert states(printed.verified(joined(printed.draft, printed.sealed))) == [("current", [1, 2]), ("current", [3, 4])]


def test_a_sheet_of_another_ledger_is_unknown_and_so_are_pages_of_anybody(printed: Printed, tmp_path: Path) -> None:
    import pypdfium2

    blank = pypdfium2.PdfDocument.new()
    blank.new_page(595, 842)
    blank.new_page(595, 842)
    blank.save(tmp_path / "别人的.pdf")
    blank.close()
    strange = (tmp_path / "别人的.pdf").read_bytes()
    assert states(printed.verified(strange)) == [("unknown", [1, 2])]
    assert states(printed.verified(joined(strange, printed.draft))) == [("unknown", [1, 2]), ("current", [3, 4])]


def test_the_information_of_the_file_must_be_true(printed: Printed) -> None:
    said = str(PdfFileReader(io.BytesIO(printed.final)).trailer_view["/Info"][f"/{SHEETS_KEY}"])
    for text in ("[]", "[{}]", "不是", said.replace("2020", "2021"), said.replace('"pages":2', '"pages":1')):
        assert printed.verdict(with_information(printed.final, **{SHEETS_KEY: text})).state == "altered", text
    other = verification_code("ab" * 32)
    code = re.findall(r'"code":"([^"]+)"', said)[0]
    assert (
        printed.verdict(with_information(printed.final, **{SHEETS_KEY: said.replace(code, other)})).state == "altered"
    )
    misprinted = code[:-1] + ("1" if code[-1] == "0" else "0")
    for keywords in (other, misprinted):
        assert printed.verdict(with_information(printed.final, Keywords=keywords)).state == "altered", keywords
    renamed = printed.verified(with_information(printed.final, Title="另一张表"))
    assert renamed.is_good and renamed.notes == ["文件标题被改为“另一张表”，打印时是“预算绩效目标申报表”。"]


def test_a_print_that_the_log_does_not_know_is_told_of(printed: Printed) -> None:
    said = str(PdfFileReader(io.BytesIO(printed.final)).trailer_view["/Info"][f"/{SHEETS_KEY}"])
    found = printed.verdict(
        with_information(printed.final, **{SHEETS_KEY: re.sub(r'"entry":\d+', '"entry":999', said)})
    )
    assert found.state == "current" and "没有这次打印" in found.notes[-1]


def test_a_signed_file_says_who_signed_and_whether_it_was_changed_since(printed: Printed) -> None:
    out = printed.folder / "签.pdf"
    certificate = Certificate(certificate_file(printed.folder), PASSWORD)
    print_filings(printed.desk, [printed.draft_id], out, certificate=certificate)
    found = printed.verified(out.read_bytes())
    assert states(found) == [("current", [1, 2])] and found.signatures[0].is_good
    assert NAME in found.lines()[0] and found.to_json()["signatures"][0]["intact"] is True
    assert found.notes == []
    print_filings(printed.desk, [printed.draft_id], printed.folder / "未签.pdf")
    bare = (printed.folder / "未签.pdf").read_bytes()
    said = str(PdfFileReader(io.BytesIO(out.read_bytes())).trailer_view["/Info"][f"/{SHEETS_KEY}"])
    stripped = printed.verified(with_information(bare, **{SHEETS_KEY: said}))
    assert any("打印时加了电子签名，这个文件里没有" in note for note in stripped.notes)
    assert not any("电子签名" in note for note in printed.verified(bare).notes)
    added = printed.verified(with_content(out.read_bytes(), lambda text: text))
    assert states(added) == [("altered", [1, 2])] and "签名之后又加了内容" in added.sheets[0].reasons[0]


def test_progress_is_told_and_a_verification_can_be_stopped(printed: Printed, tmp_path: Path) -> None:
    path = tmp_path / "批.pdf"
    path.write_bytes(printed.batch)
    told: list[tuple[int, int]] = []
    verify_pdf(printed.desk, path, lambda done, total: told.append((done, total)))
    assert told[-1] == (12, 12) and told == sorted(told)
    with pytest.raises(CancelledError):
        verify_pdf(printed.desk, path, cancelled=lambda: True)


def test_equal_contents_of_two_filings_are_told_by_the_one_that_was_printed(printed: Printed) -> None:
    desk = printed.desk
    filing = desk.ledger.filings.get(printed.draft_id)
    twin = desk.ledger.filings.add(filing.copy(), "孪生").id
    assert digest(desk.ledger.filings.get(twin)) == digest(filing)
    out = printed.folder / "孪生.pdf"
    print_filings(desk, [twin], out)
    assert verify_pdf(desk, out).sheets[0].filing == twin
    desk.ledger.filings.delete([twin])
    assert [one.state for one in verify_pdf(desk, out).sheets] == ["superseded"]


def test_what_is_no_pdf_is_refused_in_words(printed: Printed, tmp_path: Path) -> None:
    for data, said in ((b"", "不是 PDF"), (b"PK\x03\x04", "不是 PDF"), (b"%PDF-1.5\n" + bytes(4000), "已损坏")):
        with pytest.raises(UserError, match=said):
            printed.verified(data)
    with pytest.raises(UserError, match="找不到"):
        verify_pdf(printed.desk, tmp_path / "没有.pdf")
