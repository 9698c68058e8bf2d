"""`medaid verify`: what it prints and what a script gets back."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from medaid_desktop.cli import main
from medaid_desktop.commands.verifying import subjects
from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.review.sheet_code import SheetCode
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.operations.reviewing.declared import stored
from tests.operations.verifying.altering import with_content

Made = tuple[Path, Path, str, str]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A ledger, a print of its only filing, the filing's id and its code."""
    ledger = tmp_path / "台账.medaid"
    with Desk(Ledger.create(ledger, "371521"), FormLibrary()) as desk:
        filing_id = stored(desk)
        print_filings(desk, [filing_id], tmp_path / "表.pdf")
        code = verification_code(digest(desk.ledger.filings.get(filing_id)))
    yield ledger, tmp_path / "表.pdf", filing_id, code


def test_a_sheet_that_holds(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    ledger, pdf, filing_id, code = made
    assert main(["verify", str(ledger), str(pdf)]) == 0
    assert capsys.readouterr().out.startswith("有效")
    assert main(["verify", str(ledger), str(pdf), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    [sheet] = said["sheets"]
    assert set(said) == {"sheets", "signatures", "notes"} and "file" not in sheet
    assert (sheet["state"], sheet["filing"], sheet["code"], sheet["pages"]) == ("current", filing_id, code, [1, 2])
    for text in (code, code.lower().replace("-", ""), SheetCode("declaration", "371521", 2020, 1, 2, code).text()):
        assert main(["verify", str(ledger), text]) == 0
    assert main(["verify", str(ledger), *code.split("-")]) == 0


def test_a_sheet_that_does_not_hold(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    ledger, pdf, filing_id, code = made
    data = pdf.read_bytes()
    pdf.write_bytes(with_content(data, lambda text: text + b"q 1 g 130 660 60 16 re f Q\n"))
    assert main(["verify", str(ledger), str(pdf), "--json"]) == 1
    [sheet] = json.loads(capsys.readouterr().out)["sheets"]
    assert sheet["state"] == "altered" and sheet["reasons"][0].startswith("第 1 页：")
    assert main(["set", str(ledger), filing_id, "values.contact=联系人丙"]) == 0
    assert main(["verify", str(ledger), code]) == 1
    assert "联系人丙" in capsys.readouterr().out
    assert main(["verify", str(ledger), verification_code("ab" * 32)]) == 1
    assert capsys.readouterr().out.startswith("查不到")


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("没有.pdf", "找不到这个文件"), ("0000-0000-0000-0001", "校验码不对"), ("ABC", "校验码不对"), ("MA1|x|y", "二维码"),
        ("", "校验码不对"), ("A" * 5000, "校验码不对"), ("MA1｜x｜y", "二维码"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_in_one_line(
    made: Made, capsys: pytest.CaptureFixture[str], sheet: str, said: str
) -> None:
    assert main(["verify", str(made[0]), sheet]) == 2
    told = capsys.readouterr()
    assert said in told.err and told.err.count("\n") == 1 and not told.out


def test_a_file_that_is_no_pdf_is_refused(made: Made, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "信.docx").write_bytes(b"PK\x03\x04")
    assert main(["verify", str(made[0]), str(tmp_path / "信.docx")]) == 2
    assert "这不是 PDF 文件" in capsys.readouterr().err


def test_several_are_told_of_each_under_its_name_and_the_worst_is_the_status(
    made: Made, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ledger, pdf, _, code = made
    other = tmp_path / "改 过.pdf"
    other.write_bytes(with_content(pdf.read_bytes(), lambda text: text + b"q 1 g 130 660 60 16 re f Q\n"))
    assert main(["verify", str(ledger), str(pdf), code]) == 0
    assert main(["verify", str(ledger), str(pdf), *code.split("-"), str(other)]) == 1
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("【")]
    assert heads[2:] == [f"【{pdf}】", f"【{code.replace('-', ' ')}】", f"【{other}】"]
    assert main(["verify", str(ledger), "没有.pdf", str(pdf), str(other), "--json"]) == 2
    lost, good, bad = json.loads(capsys.readouterr().out)["subjects"]
    assert lost["name"] == "没有.pdf" and "找不到这个文件" in lost["error"]
    assert (good["name"], good["sheets"][0]["state"]) == (str(pdf), "current")
    assert (bad["name"], bad["sheets"][0]["state"]) == (str(other), "altered")


def test_words_that_the_shell_took_apart_are_put_together(made: Made, tmp_path: Path) -> None:
    _, pdf, _, code = made
    scanned = SheetCode("my form", "371521", 2020, 1, 2, code).text()
    assert subjects([str(pdf), str(pdf)]) == [str(pdf), str(pdf)]
    assert subjects([*code.split("-"), *code.split("-")]) == [code.replace("-", " ")] * 2
    assert subjects([*scanned.split(), "没有.PDF", code]) == [scanned, "没有.PDF", code]
    assert subjects(["校验码", code]) == [f"校验码 {code}"]
    assert subjects([code[:4], str(pdf)]) == [code[:4], str(pdf)]
    (tmp_path / "两 个.docx").write_bytes(b"")
    assert subjects(str(tmp_path / "两 个.docx").split(" ")) == [str(tmp_path / "两 个.docx")]


@pytest.mark.parametrize("name", ["归档.zip", "归档"])
def test_an_archive_proves_itself(made: Made, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    ledger, out = made[0], tmp_path / name
    assert main(["archive", str(ledger), "--year", "2020", "--drafts", "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["verify", str(ledger), str(out)]) == 0
    assert capsys.readouterr().out.startswith("归档完好")
    if out.is_dir():
        (out / "目录.pdf").unlink()
    else:
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("../目录.pdf", b"")
    assert main(["verify", str(ledger), str(out), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in found["archive"]["faults"]] == ["missing" if out.is_dir() else "unsafe"]
    assert set(found) == {"sheets", "signatures", "notes", "archive"}
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04")
    assert main(["verify", str(ledger), str(tmp_path / "坏.zip")]) == 2
    assert "压缩包打不开" in capsys.readouterr().err
