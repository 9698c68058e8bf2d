"""Work off the GUI thread."""

import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.progress import CancelledError, check_cancelled
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.progress_strip import ProgressStrip
from tests.ui.shell import PATIENCE_MS


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:  # noqa: ARG001
    tasks = Tasks()
    yield tasks
    tasks.finish()


def test_the_result_comes_back_in_the_gui_thread(tasks: Tasks, qtbot: QtBot):
    gui, got = QThread.currentThread(), []
    tasks.run("", lambda _: threading.current_thread().name, lambda name: got.append((name, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(got), timeout=PATIENCE_MS)
    assert got[0][0] != threading.current_thread().name and got[0][1] is gui


class _Held:
    """Something that work holds: a dialog that asked for it, say."""


@pytest.mark.parametrize("fails", [False, True])
def test_what_work_holds_goes_in_the_gui_thread(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, fails: bool
):
    """A dialog that went in a worker's thread took the program with it."""
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    work_on = Task.work_on
    monkeypatch.setattr(Task, "work_on", lambda task: (work_on(task), time.sleep(0.05)))  # the worker is slow to leave
    gone: list[threading.Thread] = []
    ended: list[bool] = []

    def begin() -> None:
        held = _Held()
        weakref.finalize(held, lambda: gone.append(threading.current_thread()))

        def work(_: Task) -> object:
            if fails:
                raise ValueError(held)
            return held

        task = tasks.run("", work)
        task.ended.connect(lambda: ended.append(True))

    for _ in range(6):
        begin()
    qtbot.waitUntil(lambda: len(ended) == 6, timeout=PATIENCE_MS)
    gc.collect()
    assert gone == [threading.main_thread()] * 6


def test_a_task_is_not_told_of_before_its_thread_has_left_it(tasks: Tasks, qtbot: QtBot):
    told: list[bool] = []
    task = tasks.run("", lambda _: None)
    task.ended.connect(lambda: told.append(task._left.is_set()))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told == [True]


def test_a_user_error_goes_to_who_asked(tasks: Tasks, qtbot: QtBot):
    def work(_: Task) -> None:
        raise UserError("磁盘已满")

    failed: list[UserError] = []
    tasks.run("", work, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed), timeout=PATIENCE_MS)
    assert failed[0].what == "磁盘已满"


def test_a_bug_goes_to_the_crash_handler(tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    tasks.run("", lambda _: 1 / 0, failed=lambda _: caught.append(UserError))
    qtbot.waitUntil(lambda: bool(caught), timeout=PATIENCE_MS)
    assert caught == [ZeroDivisionError]


def test_progress_is_reported_and_work_can_be_stopped(tasks: Tasks, qtbot: QtBot):
    begun, stopped, reports = threading.Event(), [], []

    def work(task: Task) -> None:
        task.progress(1, 3)
        begun.set()
        while True:
            check_cancelled(task.is_cancelled)

    task = tasks.run("打印", work, stopped=lambda: stopped.append(True))
    task.progressed.connect(lambda done, total: reports.append((done, total)))
    begun.wait(60)
    task.cancel()
    qtbot.waitUntil(lambda: bool(stopped), timeout=PATIENCE_MS)
    assert reports in ([(1, 3)], [])


def test_finish_stops_and_waits(tasks: Tasks):
    ended = threading.Event()

    def work(task: Task) -> None:
        try:
            while not task.is_cancelled():
                pass
        finally:
            ended.set()
        raise CancelledError

    tasks.run("", work)
    tasks.finish()
    assert ended.is_set()


def test_the_strip_shows_words_progress_and_a_way_to_stop(tasks: Tasks, qtbot: QtBot):
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    tasks.started.connect(strip.follow)
    go_on = threading.Event()
    tasks.run("", lambda _: None)
    task = tasks.run("正在打印 3 份", lambda task: (task.progress(2, 3), go_on.wait(60)))
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible, timeout=PATIENCE_MS)
    strip._stop.click()
    assert task.is_cancelled() and not strip._stop.isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: not strip.isVisible(), timeout=PATIENCE_MS)
