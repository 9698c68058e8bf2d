"""The locked window: what it hides and keeps, who opens it again, when it locks of itself."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QWidget,
)

from medaid_desktop.errors import UserError
from medaid_desktop.ui import drafts, idle
from medaid_desktop.ui.idle import IdleClock
from medaid_desktop.ui.views.lock_page import LockPage
from tests.ui.people.hands import dialog_of, path_at_cursor, sign_in
from tests.ui.screens.people import PINS
from tests.ui.screens.stage import CTRL
from tests.ui.shell import Key, Shell, button, click, in_dialog, type_text, wait_until


def test_locking_hides_the_paper_and_signs_out_and_the_same_person_goes_on(shared: Shell) -> None:
    sign_in(shared, "王填报")
    shared.open_row(0)
    shared.editor.setFocus()
    path = path_at_cursor(shared)
    shared.type("锁前所填")
    assert shared.editor.editor is not None  # still being typed
    shared.press(Key.Key_L, CTRL)
    page = shared.part(LockPage)
    assert page.isVisible() and not shared.editor.isVisible() and not shared.filings.isVisible()
    assert not shared.part(QWidget, "findingCounts").isVisible(), "nothing of the filing is to be seen"
    ledger = shared.window.workspace.desk.ledger
    filing = shared.editor.session.filing_id
    assert "锁前所填" in ledger.filings.get(filing).get(path)  # what was typed is stored
    assert ledger.access.person is None
    with pytest.raises(UserError, match="还没有登录"):
        ledger.edit(filing, [("values.contact", "丙")], "录入")
    kept = [a.objectName() for a in shared.window.commands.all() if a.isEnabled()]
    assert {"actionOpen", "actionHelp", "actionCloseLedger"} <= set(kept)
    assert not {"actionPrint", "actionFindAll", "actionPreview", "actionExport", "actionSeals", "actionUndo"} & set(
        kept
    )
    wait_until(page.panel.pin.hasFocus)
    type_text(PINS["王填报"])
    shared.press(Key.Key_Return)
    wait_until(shared.editor.isVisible)
    assert ledger.access.name == "王填报" and shared.action("actionPrint").isEnabled()


def test_what_the_disk_refuses_is_still_there_after_locking(shared: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(shared, "王填报")
    shared.open_row(0)
    shared.editor.setFocus()
    ledger = shared.window.workspace.desk.ledger

    def refuse(*_: object, **__: object) -> None:
        raise UserError("磁盘已满，没有保存")

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "edit", refuse)
        shared.type("没存下的")
        shared.press(Key.Key_L, CTRL)
        page = shared.part(LockPage)
        assert page.isVisible() and not shared.editor.isVisible()
        assert drafts.kept(ledger.ledger_id)  # and after a crash too
    wait_until(page.panel.pin.hasFocus)
    type_text(PINS["王填报"])
    shared.press(Key.Key_Return)
    wait_until(shared.editor.isVisible)
    session = shared.editor.session
    assert list(session.pending.values()) == ["没存下的"] or "没存下的" in session.filing.get(path_at_cursor(shared))


def test_somebody_else_may_unlock_under_an_own_name(shared: Shell) -> None:
    sign_in(shared, "王填报")
    shared.open_row(0)
    shared.press(Key.Key_L, CTRL)
    page = shared.part(LockPage)
    page.panel.names.setCurrentText("赵审核")
    page.panel.pin.setFocus()
    type_text(PINS["赵审核"])
    click(button(page, "解锁"))
    wait_until(shared.editor.isVisible)
    assert not shared.action("actionNew").isEnabled()


def test_the_window_locks_when_nobody_touches_it(shared: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [0.0]
    monkeypatch.setattr(idle, "monotonic", lambda: moment[0])
    sign_in(shared, "王填报")
    shared.open_row(0)
    clock = shared.part(IdleClock)
    assert clock.limit_s == 600
    for _ in range(8):  # as long as somebody types nothing happens
        moment[0] += 599
        shared.press(Key.Key_Down)
        clock._timer.timeout.emit()
        assert not shared.window.workspace.is_locked
    moment[0] += 600
    clock._timer.timeout.emit()
    wait_until(lambda: shared.window.workspace.is_locked)
    assert shared.part(LockPage).isVisible()


def test_dialogs_are_left_when_it_locks(shared: Shell) -> None:
    sign_in(shared, "王填报")
    shared.open_row(0)
    seen: list[bool] = []

    def wait(dialog: QDialog) -> None:
        shared.part(IdleClock).start(0.05)
        wait_until(lambda: shared.window.workspace.is_locked)
        seen.append(dialog.isVisible())

    in_dialog(wait, shared.action("actionLocalUnits").trigger)
    assert seen == [False] and shared.part(LockPage).isVisible()


def test_a_ledger_closed_while_locked_opens_unlocked_for_looking(shared: Shell, sample: Path) -> None:
    sign_in(shared, "王填报")
    shared.press(Key.Key_L, CTRL)
    click(button(shared.part(LockPage), "关闭台账"))
    wait_until(lambda: not shared.window.workspace.is_open)
    shared.window.ledgers.open_path(sample)
    dialog = dialog_of(shared)
    chooser = dialog.findChild(QComboBox, "operatorName")
    assert chooser is not None and chooser.currentText() == "王填报"  # who signed in here last
    click(button(dialog, "只查看"))
    wait_until(shared.filings.isVisible)
