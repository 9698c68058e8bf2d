"""The notice bar and the crash handler: calm, one line, with a way on."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medaid_desktop.errors import UserError
from medaid_desktop.ui.crash import CrashHandler, log_folder
from medaid_desktop.ui.notices import Notices
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.notice_bar import NoticeBar
from tests.ui.shell import PATIENCE_MS, Shell, click


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[tuple[Notices, NoticeBar, QLineEdit]]:
    notices, window = Notices(), QWidget()
    line, bar = QLineEdit(window), NoticeBar(notices, window)
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addWidget(bar)
    qtbot.addWidget(window)
    window.resize(400, 80)
    window.show()
    qtbot.waitExposed(window)
    yield notices, bar, line


def test_a_notice_says_acts_and_goes(bar: tuple[Notices, NoticeBar, QLineEdit], qtbot: QtBot):
    notices, shown, line = bar
    line.setFocus()
    done: list[str] = []
    notices.done("已移到回收站。", "撤销", lambda: done.append("undone"))
    assert shown.text == "已移到回收站。" and shown.accessibleName() == "通知：已移到回收站。"
    qtbot.wait(1)
    assert not shown.findChild(QWidget, "noticeButton").hasFocus()
    click(shown.findChild(QWidget, "noticeButton"))
    assert done == ["undone"] and shown.text == ""


def test_a_long_notice_gives_way_and_keeps_its_words(bar: tuple[Notices, NoticeBar, QLineEdit]):
    notices, shown, _ = bar
    words = "台账文件不完整，" * 20
    notices.fail(UserError(words, "阳谷县.medaid", "请用备份恢复"))
    label = shown.findChild(ElidedLabel)
    assert label is not None
    assert label.text().endswith("…") and label.toolTip() == label.whole() == shown.text
    assert shown.text.endswith("请用备份恢复。")
    assert shown.width() <= 400


def test_a_hint_goes_with_the_next_step(bar: tuple[Notices, NoticeBar, QLineEdit], monkeypatch: pytest.MonkeyPatch):
    notices, shown, _ = bar
    notices.hint("这里不能填写。")
    notices.move_on()
    assert shown.text, "a hint that the very step has brought stays"
    monkeypatch.setattr("medaid_desktop.ui.views.notice_bar._SEEN_AFTER_MS", -10_000_000)  # timers are coarse
    notices.move_on()
    assert shown.text == ""
    notices.done("已移到回收站。", "撤销", lambda: None)
    notices.move_on()
    assert shown.text, "what can be taken back stays"


def test_a_notice_that_acts_can_be_followed_by_another(bar: tuple[Notices, NoticeBar, QLineEdit]):
    notices, shown, _ = bar
    notices.warn("第 1 处", "下一处", lambda: notices.warn("第 2 处"))
    click(shown.findChild(QWidget, "noticeButton"))
    assert shown.text == "第 2 处"
    click(shown.findChild(QWidget, "noticeClose"))
    assert shown.text == ""


@pytest.fixture
def crashes(qtbot: QtBot) -> Iterator[CrashHandler]:  # noqa: ARG001
    handler = CrashHandler()
    before = sys.excepthook, threading.excepthook
    handler.install()
    yield handler
    handler.uninstall()
    sys.excepthook, threading.excepthook = before


def fail(number: int) -> BaseException:
    try:
        return RuntimeError(f"{1 / (number - number)}")
    except ZeroDivisionError as error:
        return error


def test_an_unexpected_error_is_written_down_once_and_told(crashes: CrashHandler):
    told: list[Path] = []
    crashes.happened.connect(told.append)
    for _ in range(3):
        error = fail(1)
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(told) == 1
    assert "ZeroDivisionError" in told[0].read_text(encoding="utf-8") and told[0].parent == log_folder()


def test_a_user_error_that_nobody_took_is_told_and_not_written_down(crashes: CrashHandler):
    told: list[UserError] = []
    crashes.refused.connect(told.append)
    error = UserError("磁盘已满")
    sys.excepthook(type(error), error, None)
    assert told == [error] and not list(log_folder().iterdir())


def test_an_error_of_another_thread_is_told_too(crashes: CrashHandler, qtbot: QtBot):
    told: list[Path] = []
    crashes.happened.connect(told.append)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 1, timeout=PATIENCE_MS)


def test_the_window_says_it_calmly(shell: Shell, tmp_path: Path):
    shell.window.say_crashed(tmp_path / "crash-1.log")
    assert "已经保存的内容都在" in shell.notice.text and "crash-1.log" in shell.notice.text
    assert shell.window.isVisible()
