"""Adding people, their roles and PINs, stopping them: with real keys and clicks."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
)

from medaid_desktop.ui.idle import IdleClock
from tests.ui.people.hands import sign_in
from tests.ui.screens.people import PINS, fill
from tests.ui.shell import Key, Shell, button, click, in_dialog, type_text, wait_until


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
