"""Signing in, switching person, and what a role may not do: with real keys and clicks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.idle import IdleClock
from medaid_desktop.ui.views.review.lock_bar import LockBar
from tests.ui.people.hands import WRITING, active, bar, dialog_of, sign_in
from tests.ui.screens.people import PINS, fill
from tests.ui.screens.stage import CTRL
from tests.ui.shell import Key, Shell, button, click, type_text, wait_until


def test_who_opens_a_shared_ledger_is_asked_and_may_only_look_without_an_answer(shared: Shell) -> None:
    dialog = dialog_of(shared)
    click(button(dialog, "只查看"))
    wait_until(lambda: QApplication.activeModalWidget() is None)
    active(shared)
    shared.open_row(0)
    assert bar(shared).isVisible()
    assert not any(shared.action(name).isEnabled() for name in WRITING)
    assert "还没有登录" in shared.action("actionNew").toolTip()
    assert shared.action("actionPrint").isEnabled() and shared.action("actionExport").isEnabled()
    before = shared.editor.session.read_filing()
    shared.editor.setFocus()
    shared.type("改")
    shared.press(Key.Key_Return)
    assert shared.editor.session.read_filing() == before
    assert "不能修改" in shared.notice.text


def test_a_clerk_signs_in_by_keys_and_fills(shared: Shell) -> None:
    dialog = dialog_of(shared)
    chooser = dialog.findChild(QComboBox, "operatorName")
    assert chooser is not None and [chooser.itemText(row) for row in range(3)] == list(PINS)
    chooser.setFocus()
    for key in (Key.Key_End, Key.Key_Up, Key.Key_Home, Key.Key_Down):  # from name to name, as far as one likes
        shared.press(key)
    assert chooser.currentText() == "王填报"
    shared.press(Key.Key_Tab)
    type_text(PINS["王填报"])
    shared.press(Key.Key_Return)
    wait_until(lambda: QApplication.activeModalWidget() is None)
    wait_until(lambda: shared.action("actionNew").isEnabled())
    assert not bar(shared).isVisible()
    active(shared)
    shared.open_row(0)
    shared.editor.setFocus()
    shared.type("新")
    shared.press(Key.Key_Return)
    ledger = shared.window.workspace.desk.ledger
    filing = shared.editor.session.filing_id
    assert ledger.history(filing)[0].operator == "王填报"
    assert shared.part(QWidget, "personButton").isVisible()


def test_who_only_reviews_is_told_so_in_one_quiet_line_and_of_a_lock_in_one_bar(shared: Shell) -> None:
    sign_in(shared, "赵审核")
    ledger = shared.window.workspace.desk.ledger
    assert not bar(shared).isVisible()
    model = shared.filings.model()
    draft, done = (
        next(one.id for one in ledger.filings.list(form="declaration") if one.status == status)
        for status in ("draft", "reviewed")
    )
    shared.open_row(model.row_of(draft))
    line = shared.part(LockBar)
    wait_until(line.isVisible)
    assert line.property("severity") == "quiet" and "不能填写和修改填报件" in line.text()
    assert not [one for one in line.findChildren(QPushButton) if one.isVisible()] and not bar(shared).isVisible()
    shared.editor.setFocus()
    shared.type("改")
    assert "不能修改：赵审核" in shared.notice.text
    shared.open_row(model.row_of(done))
    locked = next(one for one in shared.window.findChildren(LockBar) if one.isVisible())
    assert locked.property("severity") == "hint" and locked.text() == "各环节都已审核，内容已锁定。"
    assert not bar(shared).isVisible()


def test_a_wrong_pin_is_told_and_cleared(shared: Shell) -> None:
    dialog = dialog_of(shared)
    high = dialog.height()
    assert button(dialog, "登录").toolTip() == "请输入密码"
    fill(dialog, operatorPin="111112")
    assert button(dialog, "登录").isDefault() and button(dialog, "登录").toolTip() == ""
    click(button(dialog, "登录"))
    message = dialog.findChild(QLabel, "signInMessage")
    assert message is not None
    wait_until(lambda: "姓名与密码不符" in message.text())
    pin = dialog.findChild(QLineEdit, "operatorPin")
    assert pin is not None and pin.text() == "" and dialog.isVisible()
    assert dialog.height() >= high + message.height(), "the fields do not give way to it"
    click(button(dialog, "只查看"))


def test_a_reviewer_is_not_offered_what_those_who_fill_may_do(shared: Shell) -> None:
    sign_in(shared, "赵审核")
    shared.open_row(0)
    assert not any(shared.action(name).isEnabled() for name in WRITING)
    assert "赵审核（单位审核、财政初审）不能新建和导入填报件" in shared.action("actionNew").toolTip()
    workspace = shared.window.workspace
    assert workspace.can_write and not workspace.can_edit
    assert workspace.desk.ledger.access.allows_step("reviewing") and not workspace.desk.ledger.access.allows_step(
        "keeper"
    )


def test_who_signs_no_step_is_not_offered_the_review_of_many(shared: Shell) -> None:
    many = shared.action("actionReviewMany")
    sign_in(shared, "王填报")
    wait_until(lambda: shared.action("actionNew").isEnabled())
    assert not many.isEnabled() and "王填报（填报）不能办理审核环节" in many.toolTip()
    shared.action("actionSignIn").trigger()
    sign_in(shared, "赵审核")
    wait_until(many.isEnabled)


def test_a_name_picked_from_the_list_leads_to_the_pin(shared: Shell) -> None:
    dialog = dialog_of(shared)
    chooser = dialog.findChild(QComboBox, "operatorName")
    pin = dialog.findChild(QLineEdit, "operatorPin")
    assert chooser is not None and pin is not None
    chooser.setFocus()
    chooser.showPopup()
    wait_until(chooser.view().isVisible)
    QTest.keyClick(chooser.view(), Key.Key_Down)
    QTest.keyClick(chooser.view(), Key.Key_Return)
    assert chooser.currentText() == "王填报"
    wait_until(pin.hasFocus)


def test_switching_person_changes_what_is_offered(shared: Shell) -> None:
    sign_in(shared, "赵审核")
    shared.open_row(0)
    shared.action("actionSignIn").trigger()
    sign_in(shared, "王填报")
    wait_until(lambda: shared.action("actionNew").isEnabled())
    assert shared.editor.session.read_only_reason == ""
    assert "新建一份填报件" in shared.action("actionNew").toolTip()


def test_one_person_alone_is_asked_nothing(open_shell: Callable[[Path | None], Shell], sample: Path) -> None:
    shell = open_shell(sample)
    QTest.qWait(50)
    assert QApplication.activeModalWidget() is None
    assert not shell.action("actionLock").isEnabled() and not shell.action("actionSignIn").isEnabled()
    assert not shell.part(QWidget, "personButton").isVisible() and shell.part(IdleClock).limit_s == 0
    shell.press(Key.Key_L, CTRL)
    assert not shell.window.workspace.is_locked


def test_a_ledger_that_can_only_be_read_asks_nobody(sample: Path, open_shell: Callable[[Path | None], Shell]) -> None:
    from tests.ui.screens.people import add_operators

    with Ledger.open(sample) as elsewhere:
        add_operators(elsewhere)
        shell = open_shell(sample)
        QTest.qWait(50)
        assert QApplication.activeModalWidget() is None and bar(shell).isVisible()


def test_work_in_the_background_is_done_for_who_is_signed_in(shared: Shell) -> None:
    sign_in(shared, "王填报")
    workspace = shared.window.workspace
    names: list[str] = []
    shared.window.tasks.run("", workspace.at_own_desk(lambda desk, _: desk.ledger.access.name), names.append)
    wait_until(lambda: bool(names))
    assert names == ["王填报"]
