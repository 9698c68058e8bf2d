"""Archives that prove themselves: whatever is changed, dropped or put in is told by name, and the log bears the list out."""

import hashlib
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.errors import UserError
from medaid_desktop.operations.archiving import Wish, make_archive
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import Words, send_back
from medaid_desktop.operations.verifying import ArchiveVerdict, Verified, verify_file
from medaid_desktop.operations.verifying.archive import verify_archive
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger
from tests.operations.reviewing.declared import STEPS, sign_all, stored
from tests.operations.verifying.altering import with_content

LIST = "清单.json"
SHEET = "正式表/001-阳谷县-申报表.pdf"
DATA = "数据/填报件.json"
YEAR = Wish(2020)


@dataclass
class Kept:
    """A ledger, an archive of its only filing, and a place to change copies of it."""

    desk: Desk
    filing_id: str
    folder: Path
    copy: Path

    def verified(self) -> Verified:
        return verify_archive(self.desk, self.copy)

    def verdict(self) -> ArchiveVerdict:
        return told(self.verified())

    def zipped(self, members: dict[str, bytes], prefix: str = "") -> Path:
        path = self.copy.with_suffix(".zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in members.items():
                package.writestr(prefix + name, content)
        return path

    def members(self) -> dict[str, bytes]:
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files}

    def relist(self, **changed: object) -> None:
        """Changes the list of the copy."""
        path = self.copy / LIST
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changed), "utf-8")


def told(found: Verified) -> ArchiveVerdict:
    assert found.archive is not None
    return found.archive


def faults(found: ArchiveVerdict) -> list[tuple[str, str]]:
    return [(one.path, one.state) for one in found.faults]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    place = tmp_path_factory.mktemp("archive")
    with Desk(Ledger.create(place / "台账.medaid", "371521"), FormLibrary()) as desk:
        filing_id = stored(desk)
        sign_all(desk, filing_id)
        make_archive(desk, YEAR, place / "归档")
        yield Kept(desk, filing_id, place / "归档", place / "副本")


@pytest.fixture
def kept(made: Kept) -> Iterator[Kept]:
    shutil.copytree(made.folder, made.copy)
    yield made
    shutil.rmtree(made.copy)


def test_an_archive_as_it_was_made_holds(kept: Kept) -> None:
    found = kept.verified()
    verdict = told(found)
    assert found.is_good and verdict.state == "intact" and verdict.files == len(kept.members())
    entry = kept.desk.ledger.log.get(verdict.entry)
    assert entry is not None and entry.action == "archive"
    assert [(one.state, one.file) for one in found.sheets] == [("current", SHEET)]
    assert (
        found.lines()[0].startswith(f"归档完好：{verdict.files} 个文件") and found.to_json()["archive"]["faults"] == []
    )


@pytest.mark.parametrize("prefix", ["", "又压一次/"])
def test_packed_again_by_another_program_it_still_holds(kept: Kept, prefix: str) -> None:
    found = verify_file(kept.desk, kept.zipped(kept.members(), prefix))
    assert found.is_good and [one.file for one in found.sheets] == [SHEET]


def test_names_in_the_letters_of_windows_are_read(kept: Kept) -> None:
    names = {f"{number:08d}": name for number, name in enumerate(kept.members())}
    data = kept.zipped({key.ljust(len(name.encode("gbk")), "x"): kept.members()[name] for key, name in names.items()})
    content = data.read_bytes()
    for key, name in names.items():
        long = name.encode("gbk")
        content = content.replace(key.encode().ljust(len(long), b"x"), long)
    data.write_bytes(content)
    assert verify_archive(kept.desk, data).is_good


def test_what_file_managers_leave_behind_is_not_told(kept: Kept) -> None:
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
        (kept.copy / name).write_bytes(b"x")
    (kept.copy / "数据").mkdir(exist_ok=True)
    (kept.copy / "数据" / "thumbs.db").write_bytes(b"x")
    assert kept.verdict().is_good


def test_what_is_changed_missing_or_added_is_told_by_name(kept: Kept) -> None:
    (kept.copy / DATA).write_bytes((kept.copy / DATA).read_bytes().replace(b"2020", b"2021", 1))
    (kept.copy / "目录.pdf").unlink()
    (kept.copy / "另一份.pdf").write_bytes(b"%PDF-")
    verdict = kept.verdict()
    assert faults(verdict) == [(DATA, "changed"), ("目录.pdf", "missing"), ("另一份.pdf", "added")]
    assert verdict.lines()[0] == "不符：归档里有 3 个文件与清单不一致" and f"{DATA}：归档后改动过" in verdict.lines()


def test_a_changed_sheet_is_told_of_and_where(kept: Kept) -> None:
    path = kept.copy / SHEET
    path.write_bytes(with_content(path.read_bytes(), lambda text: text + b"q 1 g 130 660 60 16 re f Q\n"))
    found = kept.verified()
    assert faults(told(found)) == [(SHEET, "changed")]
    assert [one.state for one in found.sheets] == ["altered"] and f"文件：{SHEET}" in found.lines()


def test_a_list_made_to_fit_is_not_borne_out_by_the_log(kept: Kept) -> None:
    content = (kept.copy / DATA).read_bytes() + b"\n"
    (kept.copy / DATA).write_bytes(content)
    files = json.loads((kept.copy / LIST).read_text("utf-8"))["files"]
    for one in files:
        if one["path"] == DATA:
            one |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    kept.relist(files=files)
    verdict = kept.verdict()
    assert not verdict.faults and verdict.state == "unknown" and not kept.verified().is_good
    assert verdict.headline.startswith("无法证明") and "清单被改动过" in verdict.reasons[0]


def test_another_ledger_says_that_it_is_another(kept: Kept, tmp_path: Path) -> None:
    with Desk(Ledger.create(tmp_path / "别的.medaid", "371521"), kept.desk.forms) as other:
        verdict = told(verify_archive(other, kept.copy))
    assert verdict.state == "unknown" and "另一份台账" in verdict.reasons[0]


def test_a_log_that_was_changed_bears_nothing_out(desk: Desk, tmp_path: Path) -> None:
    stored(desk)
    make_archive(desk, Wish(2020, drafts=True), tmp_path / "归档")
    with desk.ledger.reader() as reader:
        assert told(verify_archive(Desk(reader, desk.forms), tmp_path / "归档")).is_good
    desk.ledger.connection.execute("DROP TRIGGER log_no_update")
    desk.ledger.connection.execute("UPDATE log SET operator = '别人' WHERE number = 1")
    verdict = told(verify_archive(desk, tmp_path / "归档"))
    assert verdict.state == "unknown" and "操作日志本身有问题" in verdict.reasons[0]


def test_a_return_leaves_the_archive_whole_and_its_sheet_void(desk: Desk, tmp_path: Path) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id)
    make_archive(desk, YEAR, tmp_path / "归档.zip")
    send_back(desk, filing_id, STEPS[-1], Words("审核人甲", "请核对", "2020-06-02"))
    found = verify_archive(desk, tmp_path / "归档.zip")
    assert told(found).is_good and not found.is_good
    assert [(one.state, one.lapsed) for one in found.sheets] == [("superseded", True)]


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_byte_changed_in_any_file_is_told(kept: Kept, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(kept.members())))
    content = bytearray(kept.members()[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    (kept.copy / name).write_bytes(bytes(content))
    try:
        found = kept.verified()
    except UserError:
        assert name == LIST  # it is no list any more
    else:
        assert not found.is_good
        assert name == LIST or faults(told(found)) == [(name, "changed")]
    finally:
        (kept.copy / name).write_bytes(kept.members()[name])


def test_it_can_be_stopped_and_says_how_far_it_is(kept: Kept) -> None:
    seen: list[tuple[int, int]] = []
    verify_archive(kept.desk, kept.copy, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen) and seen[-1][0] == seen[-1][1] and len({total for _, total in seen}) == 1
    with pytest.raises(CancelledError):
        verify_archive(kept.desk, kept.copy, cancelled=lambda: True)


# -- made to do harm ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        b"", b"[", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"format": 1}',
        b'{"format": "medaid-archive/1", "ledger": "a", "year": true, "files": []}',
        b'{"format": "medaid-archive/1", "ledger": [], "year": 2020, "files": []}',
        b'{"format": "medaid-archive/1", "ledger": "a", "year": 2020, "files": {}}',
        b'{"format": "medaid-archive/1", "ledger": "a", "year": 2020, "files": [1]}',
    ],
)  # fmt: skip
def test_a_list_that_makes_no_sense_is_refused(kept: Kept, said: bytes) -> None:
    (kept.copy / LIST).write_bytes(said)
    with pytest.raises(UserError, match="读不懂，可能被改动过"):
        kept.verified()


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "../外面.txt"}, {"path": "/etc/passwd"}, {"path": "C:\\x"}, {"path": "a//b"}, {"path": ["x"]}, {"path": LIST},
        {"path": "目录.pdf"}, {"size": -1}, {"size": True}, {"size": "1"}, {"sha256": "0"}, {"sha256": None}, {"path": "a\0b"},
    ],
)  # fmt: skip
def test_a_list_that_lies_about_a_file_is_refused(kept: Kept, wrong: dict[str, Any]) -> None:
    files = json.loads((kept.copy / LIST).read_text("utf-8"))["files"]
    fair = {"path": "a", "size": 1, "sha256": "0" * 64}
    kept.relist(files=[*files, fair | wrong])
    with pytest.raises(UserError, match="读不懂，可能被改动过"):
        kept.verified()


def test_a_list_of_a_later_version_says_so(kept: Kept) -> None:
    kept.relist(format="medaid-archive/9")
    with pytest.raises(UserError, match="另一版制作"):
        kept.verified()


def test_what_is_no_archive_is_refused(kept: Kept, tmp_path: Path) -> None:
    (kept.copy / LIST).unlink()
    with pytest.raises(UserError, match="里面没有“清单"):
        kept.verified()
    with pytest.raises(UserError, match="找不到"):
        verify_archive(kept.desk, tmp_path / "没有.zip")
    with pytest.raises(UserError, match="里面没有“清单"):
        verify_archive(kept.desk, kept.zipped({}))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_told_of_and_not_followed(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    (kept.copy / DATA).rename(tmp_path / "别处" / "真.json")
    (kept.copy / DATA).symlink_to(tmp_path / "别处" / "真.json")
    (kept.copy / "外面").symlink_to(tmp_path, target_is_directory=True)
    (kept.copy / "自己").symlink_to(kept.copy, target_is_directory=True)
    assert sorted(faults(kept.verdict())) == [("外面", "link"), (DATA, "link"), ("自己", "link")]
    (kept.copy / LIST).rename(tmp_path / LIST)
    (kept.copy / LIST).symlink_to(tmp_path / LIST)
    with pytest.raises(UserError, match="指向别处的链接"):
        kept.verified()


def test_signs_that_turn_a_name_around_are_not_repeated(kept: Kept) -> None:
    (kept.copy / "表\u202efdp.exe").write_bytes(b"")
    assert kept.verdict().lines()[-1] == "表□fdp.exe：归档时没有这个文件"


@pytest.mark.parametrize(
    "name", ["../外面.txt", "/外面.txt", "a\\..\\..\\外面.txt", "C:/外面.txt", "a/../../外面.txt", "../空/"]
)
def test_names_that_lead_out_of_the_folder_are_told_of(kept: Kept, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.rglob("外面*"))
    found = told(verify_archive(kept.desk, kept.zipped(kept.members() | {name: b"" if name.endswith("/") else b"1"})))
    assert faults(found) == [(name, "unsafe")] and "请不要解压" in found.lines()[-1]
    assert sorted(tmp_path.parent.rglob("外面*")) == before


def test_two_of_one_name_are_told_of(kept: Kept) -> None:
    path = kept.zipped(kept.members())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as package:
        package.writestr(DATA, b"{}")
    assert faults(told(verify_archive(kept.desk, path))) == [(DATA, "doubled")]
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as package:
        package.writestr(LIST, b"{}")
    with pytest.raises(UserError, match="同名文件"):
        verify_archive(kept.desk, path)


def test_a_bomb_is_never_unpacked(kept: Kept) -> None:
    zeros = 64_000_000
    files = json.loads(kept.members()[LIST])
    files["files"].append({"path": "大.bin", "size": zeros, "sha256": "0" * 64})
    path = kept.zipped(
        kept.members() | {LIST: json.dumps(files).encode(), "大.bin": bytes(zeros), "也大.bin": bytes(zeros)}
    )
    found = told(verify_archive(kept.desk, path))
    assert faults(found) == [("大.bin", "unreadable"), ("也大.bin", "added")] and "大得不正常" in found.lines()[-2]


def test_what_is_locked_or_damaged_is_told_of(kept: Kept) -> None:
    path = kept.zipped(kept.members())
    data = path.read_bytes()
    at = data.rindex(DATA.encode()) - 46  # its line of the directory
    path.write_bytes(data[: at + 8] + bytes([data[at + 8] | 1]) + data[at + 9 :])
    assert faults(told(verify_archive(kept.desk, path))) == [(DATA, "unreadable")]
    begin = data.index(DATA.encode()) + len(DATA.encode()) + 9
    path.write_bytes(data[:begin] + b"\xff\xff\xff\xff" + data[begin + 4 :])
    assert faults(told(verify_archive(kept.desk, path))) == [(DATA, "damaged")]


@settings(max_examples=25, deadline=None)
@given(share=st.floats(0, 0.99), zeros=st.booleans())
def test_a_zip_cut_off_or_full_of_zeros_is_refused_or_told_of(kept: Kept, share: float, zeros: bool) -> None:
    path = kept.zipped(kept.members())
    data = path.read_bytes()
    at = int(share * (len(data) - 1))
    path.write_bytes(data[:at] + (bytes(len(data) - at) if zeros else b""))
    with pytest.raises(UserError) as refused:
        verify_archive(kept.desk, path)
    assert refused.value.mend


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_byte_changed_in_a_zip_is_told_or_does_not_matter(kept: Kept, data: st.DataObject) -> None:
    path = kept.zipped(kept.members())
    content = bytearray(path.read_bytes())
    begin = content.index(b"PK\x01\x02") if data.draw(st.booleans()) else 0  # as often in its short directory
    content[data.draw(st.integers(begin, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(content))
    try:
        found = verify_archive(kept.desk, path)
    except UserError as error:
        assert error.mend
    else:
        if found.is_good:
            with zipfile.ZipFile(path) as package:
                assert {name: package.read(name) for name in package.namelist()} == kept.members()
