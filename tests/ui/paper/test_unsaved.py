"""What could not be stored is not lost by closing: the window asks, the ledger stays."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox

from medaid_desktop.errors import UserError
from medaid_desktop.operations.filings import editing
from medaid_desktop.store.records.steps import Applied
from tests.ui.shell import Key, Shell, button, click, in_dialog, wait_until


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A disk that takes nothing while there is something in this list."""
    fills: list[str] = []
    commit = editing.commit

    def commit_unless_full(*arguments: Any) -> Applied:
        if fills:
            raise UserError("磁盘已满", "", "请腾出空间后再试")
        return commit(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(editing, "commit", commit_unless_full)
        yield fills


@pytest.fixture
def unsaved(shell: Shell, disk: list[str]) -> Iterator[Shell]:
    """A window with a text that the full disk did not take."""
    shell.type("371521")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    place = shell.editor.session.paper.place_of("values.project_code")
    assert place is not None
    shell.editor.go_to(place)
    disk.append("full")
    shell.type("YG-1")
    shell.press(Key.Key_Return)
    yield shell
    disk.clear()


def test_the_notice_bar_says_why_and_tries_again(unsaved: Shell, disk: list[str]):
    assert "磁盘已满" in unsaved.notice.text
    disk.clear()
    unsaved.press_notice_button()
    assert unsaved.notice.text == "已存入台账。"
    ledger, session = unsaved.window.workspace.desk.ledger, unsaved.editor.session
    assert ledger.filings.get(session.filing_id).values["project_code"] == "YG-1"


def test_closing_the_tab_or_the_ledger_is_refused(unsaved: Shell):
    for name in ("actionCloseTab", "actionCloseLedger", "actionSample"):
        unsaved.action(name).trigger()
        assert unsaved.window.workspace.is_open and unsaved.editor.session.pending
    assert "还没有存入台账" in unsaved.notice.text


def test_closing_the_window_asks(unsaved: Shell):
    asked: list[str] = []

    def stay(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        click(button(box, "取消"))

    in_dialog(stay, unsaved.window.close)
    assert unsaved.window.isVisible() and "会丢失" in asked[0]
    in_dialog(lambda box: click(button(box, "不保存，关闭")), unsaved.window.close)
    wait_until(lambda: not unsaved.window.isVisible())
