import errno
import sqlite3
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import files, problems
from medaid_desktop.store.ground.problems import DamagedLedgerError

PLACE = Path("E:/台账.medaid")


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("database words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "磁盘已满"),
        (sqlite3.SQLITE_READONLY, "不能写入"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "已不在原处"),
        (sqlite3.SQLITE_IOERR_FSYNC, "读写台账时出错"),
        (sqlite3.SQLITE_CANTOPEN, "打不开台账"),
        (sqlite3.SQLITE_BUSY, "正被别的程序占用"),
        (sqlite3.SQLITE_CORRUPT, "已损坏"),
        (sqlite3.SQLITE_NOTADB, "已损坏"),
    ],
)
def test_what_the_surroundings_cause_is_said_in_chinese(code, words):
    meaning = problems.from_sqlite(sqlite_error(code), PLACE)
    assert words in meaning.what
    assert meaning.where == str(PLACE)
    assert meaning.mend
    assert "database words" not in str(meaning)


def test_an_error_while_saving_says_that_nothing_was_saved():
    for code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY_DBMOVED):
        assert "这一步没有保存" in problems.from_sqlite(sqlite_error(code), PLACE, saving=True).what


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE])
def test_a_bug_stays_a_bug(code):
    assert problems.from_sqlite(sqlite_error(code), PLACE) is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, ""), "磁盘已满，没有完成：新建台账"),
        (FileNotFoundError(errno.ENOENT, ""), "找不到"),
        (FileExistsError(errno.EEXIST, ""), "同名文件已存在"),
        (PermissionError(errno.EACCES, ""), "没有写入权限"),
        (OSError(errno.EROFS, ""), "没有写入权限"),
        (OSError(errno.EIO, ""), "读写磁盘时出错"),
    ],
)
def test_what_the_system_reports(error, words):
    meaning = problems.from_os(error, "新建台账", PLACE)
    assert words in meaning.what
    assert "新建台账" in meaning.what
    assert isinstance(meaning, UserError)
    assert not isinstance(meaning, DamagedLedgerError)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_put_in_place_never_replaces_another(tmp_path, monkeypatch, links):
    if not links:
        monkeypatch.setattr(files.os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links here")))
    target = tmp_path / "台账.medaid"
    for content in ("first", "second"):
        temporary = files.beside(target)
        temporary.write_text(content, encoding="utf-8")
        if content == "first":
            files.put_in_place(temporary, target)
        else:
            with pytest.raises(FileExistsError):
                files.put_in_place(temporary, target)
    assert target.read_text(encoding="utf-8") == "first"
    files.clear_temporary(tmp_path, "另一个.medaid")
    assert len(list(tmp_path.iterdir())) == 2
    files.clear_temporary(tmp_path, target.name)
    assert list(tmp_path.iterdir()) == [target]
