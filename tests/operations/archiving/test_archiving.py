"""Archives: what is in them and under which names, all or nothing, the same for the same ledger, and told in the log."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.archiving import Wish, archiving, chosen, make_archive, notices_of, seals_of, target
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger
from tests.operations.paper.sealed import PASSPHRASE, add_seals, image_count, sign_steps
from tests.operations.reviewing.declared import declaration, sign_all, stored

YEAR = Wish(2020)


@pytest.fixture
def final(desk: Desk) -> str:
    """A declaration signed to the end, and beside it one that nobody has signed."""
    one = stored(desk)
    sign_all(desk, one)
    draft = declaration()
    draft.values["project_name"] = "医疗救助补助资金（第二批）"
    desk.ledger.filings.add(draft, "医疗救助补助资金（第二批）")
    return one


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def manifest(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "清单.json").read_text("utf-8"))


def actions(desk: Desk) -> list[str]:
    return [one.action for one in desk.ledger.log.entries()]


@pytest.mark.usefixtures("final")
def test_a_folder_holds_sheets_data_log_index_and_what_they_come_to(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "归档"
    head = desk.ledger.log.last()
    report = make_archive(desk, YEAR, out)
    assert (report.final, report.drafts, report.unfinished) == (1, 0, ["医疗救助补助资金（第二批）"])
    found = files(out)
    assert found == [
        "医疗救助/数据/填报件.json", "医疗救助/日志/操作日志.json", "医疗救助/日志/操作日志.xlsx",
        "医疗救助/正式表/001-阳谷县-申报表.pdf", "清单.json", "目录.pdf", "目录.xlsx",
    ]  # fmt: skip
    kept = manifest(out)
    assert kept["pdf_a"] is False and head is not None and kept["log"] == {"entries": head.number, "head": head.hash}
    assert {one["path"] for one in kept["files"]} == set(found) - {"清单.json"}
    for one in kept["files"]:
        content = (out / one["path"]).read_bytes()
        assert (one["size"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert [(one["final"], one["archived"]) for one in kept["filings"]] == [(True, True), (False, False)]


def test_the_data_reads_back_as_the_filings(desk: Desk, final: str, tmp_path: Path) -> None:
    make_archive(desk, YEAR, tmp_path / "归档")
    [data] = (tmp_path / "归档").rglob("填报件.json")
    with Desk(Ledger.create(tmp_path / "另一个.medaid", "371521"), FormLibrary()) as other:
        report = import_files(other, [data])
        assert [digest(other.ledger.filings.get(one)) for one in report.ids] == [digest(desk.ledger.filings.get(final))]


def test_the_index_tells_codes_and_files_and_that_it_is_no_pdf_a(desk: Desk, final: str, tmp_path: Path) -> None:
    make_archive(desk, YEAR, tmp_path / "归档")
    code = verification_code(digest(desk.ledger.filings.get(final)))
    sheet = openpyxl.load_workbook(tmp_path / "归档" / "目录.xlsx").active
    assert sheet is not None
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert code in texts and "只列出，未归档" in texts and any("不是 PDF/A" in one for one in texts)
    with pypdfium2.PdfDocument(tmp_path / "归档" / "目录.pdf") as document:
        text = document[0].get_textpage().get_text_range()
    assert code in text and "不是 PDF/A" in text


def test_the_log_of_what_is_archived_comes_along(desk: Desk, final: str, tmp_path: Path) -> None:
    make_archive(desk, YEAR, tmp_path / "归档")
    [path] = (tmp_path / "归档").rglob("操作日志.json")
    data = json.loads(path.read_text("utf-8"))
    assert [one["action"] for one in data["log"]] == ["add", "sign", "sign", "sign", "sign"] and data[
        "complete"
    ] is False
    assert {one["filing"] for one in data["log"]} == {final}
    assert len(list((tmp_path / "归档").rglob("操作日志.xlsx"))) == 1


@pytest.mark.usefixtures("final")
def test_prints_and_archive_are_told_in_the_log(desk: Desk, tmp_path: Path) -> None:
    before = len(actions(desk))
    report = make_archive(desk, YEAR, tmp_path / "归档")
    assert actions(desk)[before:] == ["print", "archive"]
    entry = desk.ledger.log.last()
    assert entry is not None
    said = json.loads(entry.details)
    assert said["files"] == report.files and (said["name"], said["final"]) == ("归档", 1)
    assert said["manifest"] == hashlib.sha256((tmp_path / "归档" / "清单.json").read_bytes()).hexdigest()


@pytest.mark.usefixtures("final")
def test_drafts_are_put_in_where_they_are_asked_for(desk: Desk, tmp_path: Path) -> None:
    report = make_archive(desk, Wish(2020, drafts=True), tmp_path / "归档")
    assert (report.final, report.drafts, report.unfinished) == (1, 1, [])
    assert any("/未完成/002-" in one or one.startswith("未完成/") for one in files(tmp_path / "归档"))


@pytest.mark.usefixtures("final")
def test_the_same_ledger_makes_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    desk.ledger.close()
    made: list[bytes] = []
    for name in "甲乙":
        copy = tmp_path / name / "台账.medaid"
        copy.parent.mkdir()
        shutil.copyfile(desk.ledger.path, copy)
        with Desk(Ledger.open(copy), desk.forms) as other:
            make_archive(other, Wish(2020, drafts=True), tmp_path / name / "归档.zip")
        made.append((tmp_path / name / "归档.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "甲" / "归档.zip") as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)} and package.testzip() is None


@pytest.mark.usefixtures("final")
def test_a_notice_picks_its_filings(desk: Desk, tmp_path: Path) -> None:
    notices = notices_of(desk, 2020)
    assert sum(one.filings for one in notices) == 2 and "医疗救助 第2批" in [one.name for one in notices]
    found = chosen(desk, Wish(2020, notice="2020年中央财政医疗救助补助资金第二批"))
    assert [one.title for one in found] == ["医疗救助补助资金（第二批）"]
    assert chosen(desk, Wish(2020, notice="医疗救助 第2批")) == found
    with pytest.raises(UserError, match="没有可归档的填报件"):
        chosen(desk, Wish(2020, notice="长期护理保险"))
    with pytest.raises(UserError, match="没有可归档的填报件"):
        make_archive(desk, Wish(2019), tmp_path / "归档")


def test_sources_come_as_they_were_imported_each_once(desk: Desk, tmp_path: Path) -> None:
    filings = [
        {"form": "declaration", "year": 2020, "region": "371521", "values": {"project_name": f"医疗救助{n}"}}
        for n in "甲乙"
    ]
    source = tmp_path / "来文.json"
    source.write_text(json.dumps({"filings": filings}), encoding="utf-8")
    import_files(desk, [source])
    make_archive(desk, Wish(2020, drafts=True), tmp_path / "归档")
    copies = [path for path in (tmp_path / "归档").rglob("来源/*") if path.read_bytes() == source.read_bytes()]
    assert copies and all(path.name.endswith("来文.json") for path in copies)
    assert len(copies) == len({path.parent for path in copies})


def test_names_are_safe_short_and_unique(desk: Desk, tmp_path: Path) -> None:
    for title in ("A?/B:*“" + "很长的名称" * 60, "A?/B:*“" + "很长的名称" * 60, "CON", "尾点. "):
        desk.ledger.filings.add(Filing("declaration", 2020, "371521", values={"project_name": title}), title)
    make_archive(desk, Wish(2020, drafts=True), tmp_path / "归档")
    names = [path.name for path in (tmp_path / "归档").rglob("*")]
    assert all(
        len(name) <= 100 and not set(name) & set('<>:"/\\|?*') and not name.endswith((".", " ")) for name in names
    )
    assert len({one.casefold() for one in files(tmp_path / "归档")}) == len(files(tmp_path / "归档"))


def test_seals_are_set_with_their_passphrase(desk: Desk, tmp_path: Path) -> None:
    one = stored(desk)
    add_seals(desk, "公章")
    sign_steps(desk, one)
    assert [(wanted.name, wanted.filings) for wanted in seals_of(desk, YEAR)] == [("公章", 1)]
    make_archive(desk, YEAR, tmp_path / "无章")
    make_archive(desk, YEAR, tmp_path / "有章", passphrases={"公章": PASSPHRASE})
    [without], [sealed] = (list((tmp_path / name).rglob("正式表/*.pdf")) for name in ("无章", "有章"))
    assert image_count(without) == 0 and image_count(sealed) == 4
    with pytest.raises(UserError):
        make_archive(desk, YEAR, tmp_path / "错", passphrases={"公章": "不是它"})
    assert not (tmp_path / "错").exists()


# -- all or nothing ----------------------------------------------------------------------------------------------


def nothing_left(folder: Path) -> bool:
    return not [path for path in folder.iterdir() if path.name.startswith((".medaid-", "归档"))]


@pytest.mark.usefixtures("final")
@pytest.mark.parametrize("name", ["归档", "归档.zip"])
def test_cancelled_nothing_is_left(desk: Desk, tmp_path: Path, name: str) -> None:
    asked: list[int] = []
    stop: Callable[[], bool] = lambda: len(asked.append(1) or asked) > 1  # type: ignore[func-returns-value]  # noqa: E731
    with pytest.raises(CancelledError):
        make_archive(desk, Wish(2020, drafts=True), tmp_path / name, cancelled=stop)
    assert nothing_left(tmp_path) and actions(desk)[-1] == "print-failed"
    make_archive(desk, YEAR, tmp_path / name)
    [pdf] = (tmp_path / name).rglob("正式表/*.pdf") if name == "归档" else [None]
    if pdf is not None:
        with pypdfium2.PdfDocument(pdf) as document:
            assert "次打印" not in document[0].get_textpage().get_text_range()


@pytest.mark.usefixtures("final")
@pytest.mark.parametrize("name", ["归档", "归档.zip"])
def test_a_disk_that_gives_back_something_else_is_told_of(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def spoilt(files: list[target.Kept], path: str, content: bytes, filing: str) -> target.Kept:
        files.append(target.Kept(path, len(content), "0" * 64, filing))
        return files[-1]

    monkeypatch.setattr(target, "_noted", spoilt)
    with pytest.raises(UserError, match="读回的内容不一致"):
        make_archive(desk, YEAR, tmp_path / name)
    assert nothing_left(tmp_path) and actions(desk)[-2:] == ["print-failed", "archive-failed"]


@pytest.mark.usefixtures("final")
def test_what_lies_there_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "归档").mkdir()
    (tmp_path / "归档" / "别的.txt").write_text("别的", encoding="utf-8")
    before = actions(desk)
    with pytest.raises(UserError, match="已有文件，归档不覆盖"):
        make_archive(desk, YEAR, tmp_path / "归档")
    assert files(tmp_path / "归档") == ["别的.txt"] and actions(desk) == before
    (tmp_path / "空").mkdir()
    make_archive(desk, YEAR, tmp_path / "空")
    make_archive(desk, YEAR, tmp_path / "a.zip")
    make_archive(desk, YEAR, tmp_path / "a.zip")  # a file is replaced in one step


@pytest.mark.usefixtures("final")
def test_a_ledger_that_is_only_read_is_archived_without_a_note(desk: Desk, tmp_path: Path) -> None:
    desk.ledger.close()
    with Desk(Ledger.open(desk.ledger.path, read_only=True), desk.forms) as reader:
        before = actions(reader)
        assert make_archive(reader, YEAR, tmp_path / "归档").final == 1
        assert actions(reader) == before


@pytest.mark.usefixtures("final")
def test_the_books_are_kept_by_another_desk(desk: Desk, tmp_path: Path) -> None:
    with desk.ledger.reader() as reader:
        make_archive(Desk(reader, desk.forms), YEAR, tmp_path / "归档", books=desk)
    assert actions(desk)[-2:] == ["print", archiving.ARCHIVE]
