"""Which files of a folder are read, in which order, and what is said of the others."""

import os
import sys
from pathlib import Path
from random import Random

import pytest

from medaid_desktop.operations.incoming import expand
from medaid_desktop.operations.incoming.files import natural

_ZIP, _OLE = b"PK\x03\x04....", b"\xd0\xcf\x11\xe0...."


def put(folder: Path, **files: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder_is_walked_in_natural_order_files_before_folders(tmp_path: Path):
    for name in ("10.xlsx", "2.xlsx", "1.DOCX", "阳谷/3.et", "阳谷/深/4.json", "b/1.xls"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_ZIP)
    files, left_out = expand([tmp_path])
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        "1.DOCX", "2.xlsx", "10.xlsx", "b/1.xls", "阳谷/3.et", "阳谷/深/4.json",
    ]  # fmt: skip
    assert left_out == []


def test_lock_files_and_hidden_ones_are_passed_over_without_a_word(tmp_path: Path):
    put(tmp_path, **{"a.xlsx": _ZIP, "~$a.xlsx": b"", ".a.xlsx": _ZIP})
    put(tmp_path / ".cache", **{"b.xlsx": _ZIP})
    files, left_out = expand([tmp_path])
    assert (names(files), left_out) == (["a.xlsx"], [])


def test_what_is_no_document_is_left_out_with_the_reason(tmp_path: Path):
    put(tmp_path, **{"a.jpg": b"\xff\xd8", "b.pdf": b"%PDF", "c.zip": _ZIP, "d.bin": b"1234", "e.medaid": b"SQLite"})
    files, left_out = expand([tmp_path])
    assert files == []
    reasons = {path.name: reason for path, reason in left_out}
    assert "不是 Excel" in reasons["a.jpg"] and "不是 Excel" in reasons["d.bin"]
    assert "PDF" in reasons["b.pdf"] and "先解压" in reasons["c.zip"] and "台账" in reasons["e.medaid"]


def test_a_strange_ending_is_looked_into_and_old_letters_are_not_passed_over(tmp_path: Path):
    put(tmp_path, **{"a.dat": _OLE, "b": _ZIP, "c.doc": b"", "d.wps": b""})
    assert names(expand([tmp_path])[0]) == ["a.dat", "b", "c.doc", "d.wps"]


def test_a_file_named_is_taken_whatever_it_is_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    put(tmp_path, **{"a.jpg": b"", "b.xlsx": _ZIP})
    monkeypatch.chdir(tmp_path)
    paths = [tmp_path / "a.jpg", Path("b.xlsx"), tmp_path / "b.xlsx", tmp_path / "none.xlsx", tmp_path]
    files, left_out = expand(paths)
    assert names(files) == ["a.jpg", "b.xlsx", "none.xlsx"]
    assert names([path for path, _ in left_out]) == ["a.jpg"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_make_no_circle_and_no_double(tmp_path: Path):
    put(tmp_path / "a", **{"1.xlsx": _ZIP})
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "2.xlsx").symlink_to(tmp_path / "a" / "1.xlsx")
    (tmp_path / "a" / "3.xlsx").symlink_to(tmp_path / "nowhere")
    files, left_out = expand([tmp_path])
    assert names(files) == ["1.xlsx"]
    assert {path.name: reason for path, reason in left_out}.keys() == {"again", "3.xlsx"}


def test_a_folder_that_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    put(tmp_path / "关", **{"a.xlsx": _ZIP})
    put(tmp_path / "开", **{"b.xlsx": _ZIP})
    scan = os.scandir

    def closed(folder: Path):
        if Path(folder).name == "关":
            raise PermissionError(13, "denied")
        return scan(folder)

    monkeypatch.setattr("medaid_desktop.operations.incoming.files.os.scandir", closed)
    files, left_out = expand([tmp_path])
    assert names(files) == ["b.xlsx"]
    assert [(path.name, "打不开" in reason) for path, reason in left_out] == [("关", True)]


@pytest.mark.parametrize(
    "ordered",
    [["1", "2", "10"], ["表2.xlsx", "表10.xlsx"], ["2020年1.xlsx", "2020年11.xlsx", "2021年1.xlsx"], ["1a", "a1"]],
)
def test_natural_order(ordered: list[str]):
    assert sorted(Random(1).sample(ordered, len(ordered)), key=natural) == ordered
