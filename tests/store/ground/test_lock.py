import json
import os
import signal
import subprocess
import sys

import pytest

from medaid_desktop.store.ground import lock
from medaid_desktop.store.ledger import Ledger

_HOLD = """
import sys
from pathlib import Path
from medaid_desktop.store.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]))
print("open", ledger.read_only_reason, flush=True)
sys.stdin.read()
ledger.close()
"""


@pytest.fixture
def other_program(path, root):
    """A second program that has the ledger open for writing."""
    Ledger.create(path).close()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline().strip() == "open"
        yield child
        child.kill()


def test_the_second_program_opens_for_reading_and_says_who_is_first(path, other_program):
    with Ledger.open(path) as second:
        assert "已" in second.read_only_reason
        assert "打开" in second.read_only_reason
        assert "在那边关闭后再打开。" in second.read_only_reason
        assert second.filings.list() == []
    other_program.communicate("")
    with Ledger.open(path) as again:
        assert (again.read_only_reason, again.recovered) == ("", False)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_program_leaves_no_lock_but_a_trace(path, other_program):
    other_program.send_signal(signal.SIGKILL)
    other_program.wait()
    assert lock.lock_path(path).exists()
    with Ledger.open(path) as again:
        assert (again.read_only_reason, again.recovered, again.check_advised) == ("", True, False)
    with Ledger.open(path) as again:
        assert not again.recovered


def test_two_ledgers_of_one_program_are_kept_apart(path):
    with Ledger.create(path) as first, Ledger.open(path) as second:
        assert not first.read_only
        assert second.read_only
        with Ledger.open(path) as third:
            assert third.read_only
        first.settings.set("a", 1)
        assert second.settings.get("a") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="making links wants rights there")
def test_two_names_of_one_file_meet_in_one_lock(path, tmp_path):
    link = tmp_path / "链接.medaid"
    with Ledger.create(path) as first:
        link.symlink_to(path)
        with Ledger.open(link) as second:
            assert second.read_only
        assert not first.read_only


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '{"host": "PC-7", "user": "李", "started": "2026-11-22T14:03:05+08:00"}',
            "由 李 在电脑 PC-7 上打开（2026-11-22 14:03 起）",
        ),
        (json.dumps({"host": lock.host_name(), "started": ""}), "台账已在本机的另一个窗口打开"),
        ("", "台账已在别处打开"),
        ("[1]", "台账已在别处打开"),
    ],
)
def test_the_reason_names_the_holder_as_far_as_known(path, text, expected):
    with Ledger.create(path):
        lock.lock_path(path).write_text(text, encoding="utf-8")
        reason = lock.acquire(path)
        assert isinstance(reason, str)
        assert expected in reason


def test_a_lock_file_deleted_by_its_holder_is_not_taken_for_held(path, monkeypatch):
    held = lock.acquire(path)
    assert isinstance(held, lock.WriterLock)
    original = os.open
    opened: list[int] = []

    def open_while_it_is_given_back(*arguments):
        descriptor = original(*arguments)
        if not opened:
            held.release()
        opened.append(descriptor)
        return descriptor

    if sys.platform != "win32":
        monkeypatch.setattr(os, "open", open_while_it_is_given_back)
        mine = lock.acquire(path)
        assert isinstance(mine, lock.WriterLock)
        assert len(opened) == 2
        assert os.path.samestat(os.fstat(mine.descriptor), lock.lock_path(path).stat())
        mine.release()
        mine.release()
    held.release()
    assert not lock.lock_path(path).exists()


def test_a_disk_without_locks_is_said_so(path, monkeypatch):
    Ledger.create(path).close()

    def unsupported(_descriptor):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(lock, "_try_lock", unsupported)
    with Ledger.open(path) as ledger:
        assert "不支持加锁" in ledger.read_only_reason
