"""Bundles of files: folders and zips read where they lie, with what is no plain file told apart."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.formats import bundle
from medaid_desktop.formats.bundle import is_safe_name, open_bundle


def test_a_folder_and_a_zip_say_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    (folder / "里").mkdir(parents=True)
    (folder / "里" / "一.txt").write_bytes(b"1")
    (folder / "二.txt").write_bytes(b"22")
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        package.writestr("里/", b"")
        package.writestr("里/一.txt", b"1")
        package.writestr("二.txt", b"22")
    for path in (folder, tmp_path / "包.zip"):
        found = open_bundle(path)
        assert found.sizes == {"里/一.txt": 1, "二.txt": 2} and not found.odd
        assert b"".join(found.pieces("二.txt")) == b"22"
        found.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files")
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    found = open_bundle(tmp_path)
    assert not found.sizes and found.odd == {"管道": "special"}


def test_what_is_gone_by_now_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_bytes(b"1")
    found = open_bundle(tmp_path)
    (tmp_path / "一.txt").unlink()
    with pytest.raises(UserError, match="读不出来"):
        list(found.pieces("一.txt"))


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST", 2)
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        for number in range(3):
            package.writestr(str(number), b"")
            (tmp_path / f"{number}.txt").write_bytes(b"")
    for path in (tmp_path, tmp_path / "包.zip"):
        with pytest.raises(UserError, match="里面的文件超过"):
            open_bundle(path)


def test_more_than_fits_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_UNPACKED", 1500)
    monkeypatch.setattr(bundle, "_RATIO", 0)
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        for name in "甲乙":
            package.writestr(name, bytes(1000))
    found = open_bundle(tmp_path / "包.zip")
    assert len(b"".join(found.pieces("甲"))) == 1000
    with pytest.raises(UserError, match="大得不正常"):
        list(found.pieces("乙"))
    found.close()


@pytest.mark.parametrize("name", ["目录.pdf", "医疗救助 第2批/正式表/1.pdf", "..a", "a.. b", "全　角.txt"])
def test_names_that_stay_inside(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name", ["", "/", "/a", "a/", "../a", "a/..", "a/./b", "a/.. /b", "a\\b", "C:a", "a\0b", "a\nb"]
)
def test_names_that_lead_elsewhere(name: str) -> None:
    assert not is_safe_name(name)
