"""A file is replaced in one step or stays as it was."""

import errno
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import replacing, write_file


def test_writes_and_replaces(tmp_path: Path):
    target = tmp_path / "表 一.json"
    write_file(target, b"1")
    write_file(target, b"22")
    assert target.read_bytes() == b"22"
    assert [path.name for path in tmp_path.iterdir()] == ["表 一.json"]


def test_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(UserError) as error:
        write_file(tmp_path / "没有" / "a.json", b"1")
    assert error.value.what == "文件夹不存在" and str(tmp_path / "没有") in error.value.where


def test_folder_in_the_way(tmp_path: Path):
    (tmp_path / "a.json").mkdir()
    with pytest.raises(UserError, match="这个位置是文件夹"):
        write_file(tmp_path / "a.json", b"1")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EACCES, "文件不能写入"),
        (errno.EIO, "文件写不进去"),
        (errno.EROFS, "写保护"),
    ],
)
def test_failing_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str):
    target = tmp_path / "a.json"
    write_file(target, b"old")

    def fail(*_: object) -> None:
        raise OSError(number, "injected")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(UserError, match=words):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_failure_inside_leaves_nothing(tmp_path: Path):
    with pytest.raises(KeyError), replacing(tmp_path / "a.pdf") as temporary:
        temporary.write_bytes(b"half")
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_content_read_back_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "a.json"
    write_file(target, b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda _self: b"\0\0")
        with pytest.raises(UserError, match="读回的内容不一致"):
            write_file(target, b"12")
    assert target.read_bytes() == b"old"


def test_long_name_is_said(tmp_path: Path):
    with pytest.raises(UserError, match="文件名太长"):
        write_file(tmp_path / ("字" * 200), b"1")
