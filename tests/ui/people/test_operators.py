"""Signing in, locking, switching person, and what a role may not do: with real keys and clicks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)

from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui import drafts, idle
from medaid_desktop.ui.dialogs.sign_in import SignInDialog
from medaid_desktop.ui.idle import IdleClock
from medaid_desktop.ui.views.lock_page import LockPage
from medaid_desktop.ui.views.review.lock_bar import LockBar
from tests.ui.screens.people import PINS, fill, signing
from tests.ui.screens.stage import CTRL
from tests.ui.shell import Key, Shell, button, click, in_dialog, type_text, wait_until

WRITING = (
    "actionNew", "actionImport", "actionImportFolder", "actionImportTemplate", "actionDuplicate", "actionDelete", "actionRevise",
    "actionLocalUnits",
)  # fmt: skip


def dialog_of(shell: Shell) -> SignInDialog:
    """The sign-in dialog that comes of itself."""
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), SignInDialog))
    return shell.part(SignInDialog)


def sign_in(shell: Shell, name: str) -> None:
    signing(name)(dialog_of(shell))
    wait_until(lambda: shell.window.workspace.desk.ledger.access.name == name)
    active(shell)


def bar(shell: Shell) -> QWidget:
    return shell.part(QWidget, "readOnlyBar")


def active(shell: Shell) -> None:
    """Waits until keys go to the window, and to the paper where one is open."""
    shell.window.activateWindow()
    wait_until(shell.window.isActiveWindow)


def path_at_cursor(shell: Shell) -> str:
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot is not None
    return slot.path


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


def test_a_forgotten_pin_is_changed_without_reaching_for_the_mouse(shared: Shell) -> None:
    sign_in(shared, "李保管")

    def change(form: QDialog) -> None:
        wait_until(lambda: QApplication.focusWidget() is form.findChild(QLineEdit, "newPin"))
        type_text("918273")
        shared.press(Key.Key_Tab)
        type_text("918273")
        shared.press(Key.Key_Return)
        wait_until(lambda: not form.isVisible())

    def work(dialog: QDialog) -> None:
        people = dialog.findChild(QListWidget, "operatorList")
        assert people is not None
        people.setCurrentRow(1)
        in_dialog(change, lambda: click(button(dialog, "换密码")))

    in_dialog(work, shared.action("actionOperators").trigger)
    access = shared.window.workspace.desk.ledger.access
    assert access.sign_in("王填报", "918273").name == "王填报"


def test_switching_person_changes_what_is_offered(shared: Shell) -> None:
    sign_in(shared, "赵审核")
    shared.open_row(0)
    shared.action("actionSignIn").trigger()
    sign_in(shared, "王填报")
    wait_until(lambda: shared.action("actionNew").isEnabled())
    assert shared.editor.session.read_only_reason == ""
    assert "新建一份填报件" in shared.action("actionNew").toolTip()


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


def test_the_first_operator_is_added_in_the_window_and_works_on(shell: Shell) -> None:
    def add(form: QDialog) -> None:
        fill(form, newOperatorName="李保管", newPin=PINS["李保管"], newPinAgain=PINS["李保管"])
        keeper = next(box for box in form.findChildren(QCheckBox) if box.text() == "印章保管")
        assert keeper.isChecked() and not keeper.isEnabled()
        click(button(form, "添加"))
        wait_until(lambda: not form.isVisible())

    def work(dialog: QDialog) -> None:
        assert any("还没有操作员" in one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
        assert button(dialog, "添加").isDefault() and button(dialog, "职责").toolTip() == "还没有操作员"
        in_dialog(add, lambda: click(button(dialog, "添加")))
        assert not button(dialog, "添加").isDefault()
        people = dialog.findChild(QListWidget, "operatorList")
        assert people is not None and people.count() == 1 and people.item(0).text() == "李保管（已登录）"

    in_dialog(work, shell.action("actionOperators").trigger)
    access = shell.window.workspace.desk.ledger.access
    assert access.name == "李保管" and access.is_kept
    assert shell.action("actionLock").isEnabled() and not shell.action("actionNew").isEnabled()


def test_a_keeper_manages_people(shared: Shell) -> None:
    sign_in(shared, "李保管")
    ledger = shared.window.workspace.desk.ledger

    def roles(form: QDialog) -> None:
        QTest.keyClick(next(box for box in form.findChildren(QCheckBox) if box.text() == "填报"), Key.Key_Space)
        click(button(form, "更改"))
        wait_until(lambda: not form.isVisible())

    def work(dialog: QDialog) -> None:
        people = dialog.findChild(QListWidget, "operatorList")
        assert people is not None
        people.setCurrentRow(2)
        in_dialog(roles, lambda: click(button(dialog, "职责")))
        assert ledger.operators.get("赵审核").roles == ("filling", "reviewing", "finance-first")
        people.setCurrentRow(1)
        in_dialog(lambda question: click(button(question, "停用")), lambda: click(button(dialog, "停用")))
        assert people.count() == 2
        people.setCurrentRow(0)
        click(button(dialog, "停用"))  # the last keeper: said at once, not after a question
        message = dialog.findChild(QLabel, "operatorMessage")
        assert message is not None and "至少要有一位“印章保管”" in message.text()
        lock = dialog.findChild(QComboBox, "lockMinutes")
        assert lock is not None
        lock.setFocus()
        QTest.keyClick(lock, Key.Key_Up)
        lock.activated.emit(lock.currentIndex())

    in_dialog(work, shared.action("actionOperators").trigger)
    assert shared.part(IdleClock).limit_s == 300


def test_others_only_change_their_own_pin(shared: Shell) -> None:
    sign_in(shared, "王填报")

    def change(form: QDialog) -> None:
        fill(form, presentPin=PINS["王填报"], newPin="918273", newPinAgain="918273")
        click(button(form, "更改"))
        wait_until(lambda: not form.isVisible())

    def work(dialog: QDialog) -> None:
        people = dialog.findChild(QListWidget, "operatorList")
        assert people is not None
        assert not button(dialog, "添加").isEnabled() and "不能管理操作员" in button(dialog, "添加").toolTip()
        people.setCurrentRow(0)
        assert not button(dialog, "换密码").isEnabled() and button(dialog, "换密码").toolTip() == "只能换自己的密码"
        people.setCurrentRow(1)
        in_dialog(change, lambda: click(button(dialog, "换密码")))

    in_dialog(work, shared.action("actionOperators").trigger)
    assert shared.window.workspace.desk.ledger.operators.identify("王填报", "918273").name == "王填报"


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
