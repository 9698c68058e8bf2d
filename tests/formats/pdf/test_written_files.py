"""The PDF file on disk: replaced as a whole or left as it was, read again, nothing left behind."""

import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.readback import count_pages
from medaid_desktop.formats.pdf.writer import PrintCancelled, PrintJob, write_pdf
from tests.formats.pdf.sheets import table


def job(*texts: str) -> PrintJob:
    return PrintJob(table([[text] for text in texts]), False, "书签")


def written(*jobs: PrintJob) -> bytes:
    file = io.BytesIO()
    write_pdf(jobs, file)
    return file.getvalue()


def test_nothing_to_print_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有可打印"):
        write_pdf([], tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    done: list[int] = []
    with pytest.raises(PrintCancelled):
        write_pdf([job("一")] * 3, target, progress=done.append, cancelled=lambda: len(done) == 2)
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_file_is_replaced_and_read_again(tmp_path: Path) -> None:
    target = tmp_path / "打印.pdf"
    target.write_bytes(b"old")
    report = write_pdf([job(*["行"] * 40)], str(target))
    assert count_pages(target) == sum(report.pages)
    assert list(tmp_path.iterdir()) == [target]


def test_failure_of_the_source_leaves_no_file(tmp_path: Path) -> None:
    def jobs() -> Iterator[PrintJob]:
        yield job("一")
        raise RuntimeError("broken ledger")

    with pytest.raises(RuntimeError):
        write_pdf(jobs(), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def _fail(code: int) -> Any:
    def failing(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return failing


@pytest.mark.parametrize(
    ("place", "code", "message"),
    [
        ("os.fsync", errno.ENOSPC, "磁盘空间不足"),
        ("os.fsync", errno.EIO, "写不进去"),
        ("pathlib.Path.replace", errno.EACCES, "不能写入"),
        ("medaid_desktop.formats.pdf.readback.RememberingFile.write", errno.ENOSPC, "磁盘空间不足"),
    ],
)
def test_failures_of_the_disk(
    place: str, code: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(place, _fail(code))
    with pytest.raises(UserError, match=message):
        write_pdf([job("一")], target)
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(("name", "message"), [("no/such/a.pdf", "文件夹不存在"), ("folder", "文件夹")])
def test_places_that_cannot_be_written(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match=message):
        write_pdf([job("一")], tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_file_that_reads_back_otherwise_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick that keeps the length and loses the content."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    sync = os.fsync

    def losing(descriptor: int) -> None:
        sync(descriptor)
        (written_file,) = (path for path in tmp_path.iterdir() if path != target)
        written_file.write_bytes(b"\0" * written_file.stat().st_size)

    monkeypatch.setattr("os.fsync", losing)
    with pytest.raises(UserError, match="读回后不完整"):
        write_pdf([job("一")], target)
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("damage", [lambda _: b"", lambda data: data[:-30], lambda data: b"\0" * len(data), lambda data: data[:500] + b"x" + data[500:]])  # fmt: skip
def test_damaged_files_count_no_pages(damage: Any, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(damage(written(job("一"))))
    assert count_pages(tmp_path / "a.pdf") == 0
