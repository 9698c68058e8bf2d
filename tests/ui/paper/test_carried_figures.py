"""After carrying a year over: from one figure of last year in the texts to the next, by button and by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QRadioButton

from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.reviewing import Words, send_back
from tests.ui.dialogs.test_new_filing import checked, choose_form, choose_region, set_year, starts, tree
from tests.ui.shell import Key, Shell, button, click, in_dialog, type_text, wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

GOAL = "救助困难群众 2866人，支出 154.18万元；资助参保 200人。再资助 200人。"


def carry_over(shell: Shell, projects: int) -> None:
    """Carries the declarations of Yanggu over into 2021, so many of the three."""
    desk = shell.window.workspace.desk
    for one in desk.ledger.filings.list("371521", "declaration", 2020):
        if desk.ledger.reviews.holding(one.id):
            send_back(desk, one.id, "implementing", Words("审核人甲", "请修改"))
        commit(desk, one.id, [("values.annual_goal", GOAL)], "填写“年度目标”")
    shell.window.workspace.filings_changed.emit()
    choose_region(shell, "371521")

    def fill(dialog: QDialog) -> None:
        choose_form(dialog, "申报")
        set_year(dialog, "2021")
        click(dialog.findChild(QRadioButton, "start-carry"))  # type: ignore[arg-type]
        view = starts(dialog)
        view.setFocus()
        for row in range(projects, 3):
            view.setCurrentRow(row)
            shell.press(Key.Key_Space)
        assert len(checked(view)) == projects
        click(button(dialog, "下一步"))
        wait_until(lambda: tree(dialog).isVisible())
        shell.press(Key.Key_Return)

    in_dialog(fill, shell.action("actionNew").trigger)
    shell.window.activateWindow()
    wait_until(shell.editor.hasFocus)


@pytest.fixture
def carried(shell: Shell) -> Shell:
    """A window with one declaration carried over."""
    carry_over(shell, 1)
    return shell


def path(shell: Shell) -> str:
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot is not None
    return slot.path


def count(shell: Shell) -> int:
    words = shell.notice.text
    return int(words.split("去年的数 ")[1].split(" 处")[0])


def test_the_button_leads_from_place_to_place(carried: Shell):
    shell = carried
    whole = count(shell)
    assert whole == 5 and "请核对" in shell.notice.text
    seen: list[str] = []
    for number in range(1, whole + 1):
        shell.press_notice_button()
        assert shell.notice.text.startswith(f"第 {number} 处，共 {whole} 处：")
        figure = shell.notice.text.split("【")[1].split("】")[0]
        assert figure in shell.editor.session.value(shell.editor.anchor) and shell.editor.hasFocus()
        assert shell.editor._found == shell.editor.anchor
        seen.append(path(shell))
    assert seen[:4] == ["values.annual_goal"] * 4 and seen[4].endswith(".target")
    shell.press_notice_button()  # 从头再看
    assert shell.notice.text.startswith(f"第 1 处，共 {whole} 处：") and path(shell) == seen[0]


def test_what_was_changed_is_passed_over_and_the_key_goes_on_after_the_notice_was_closed(carried: Shell):
    shell = carried
    whole = count(shell)
    shell.press_notice_button()
    shell.press_notice_button()
    shell.notice.dismiss()
    assert path(shell) == "values.annual_goal"
    type_text(GOAL.replace("154.18", "160.5"))
    shell.press(Key.Key_Return)
    assert "160.5" in shell.editor.session.filing.values["annual_goal"]
    shell.press(Key.Key_F9, SHIFT)
    third = int(shell.notice.text.split(" ")[1])
    assert third == 3 and f"共 {whole} 处" in shell.notice.text
    while "从头再看" not in _button(shell):
        shell.press(Key.Key_F9, SHIFT)
    assert shell.notice.text.startswith(f"第 {whole} 处")
    numbers: list[int] = []
    for _ in range(whole - 1):
        shell.press(Key.Key_F9, SHIFT)
        numbers.append(int(shell.notice.text.split(" ")[1]))
    assert numbers == [1, 3, 4, 5]


def test_all_changed_says_so_and_the_action_sleeps(carried: Shell):
    shell = carried
    session = shell.editor.session
    while True:
        shell.press_notice_button()
        if not shell.notice.text.startswith("第 "):
            break
        type_text("已改")
        shell.press(Key.Key_Return)
    assert shell.notice.text == "这份文字里去年的数都改过了。" and not shell.action("actionCarriedFigures").isEnabled()
    assert session.filing.get("values.annual_goal") == "已改"


def test_of_several_filings_the_one_in_front_and_then_the_next(shell: Shell):
    carry_over(shell, 3)
    whole, first = count(shell), shell.editor.session.filing_id
    assert "结转 3 份" in shell.notice.text
    shell.press_notice_button()
    own = int(shell.notice.text.split("共 ")[1].split(" 处")[0])
    assert own < whole and shell.editor.session.filing_id == first
    while _button(shell) == "下一处":
        shell.press_notice_button()
    assert _button(shell) == "下一份"
    shell.press_notice_button()
    assert shell.notice.text.startswith("第 1 处") and shell.editor.session.filing_id != first


def test_it_is_remembered_when_the_tab_was_closed_and_reopened(carried: Shell):
    shell = carried
    shell.press_notice_button()
    shell.press(Key.Key_W, CTRL)
    assert not shell.action("actionCarriedFigures").isEnabled()
    shell.filings.setFocus()
    shell.press(Key.Key_Return)
    wait_until(lambda: shell.action("actionCarriedFigures").isEnabled())
    shell.press(Key.Key_F9, SHIFT)
    assert shell.notice.text.startswith("第 2 处")


def test_taken_back_it_leads_nowhere(carried: Shell):
    shell = carried
    filing_id = shell.editor.session.filing_id
    shell.press_notice_button("noticeSecondButton")
    assert "移到了回收站" in shell.notice.text
    assert filing_id not in [one.id for one in shell.window.workspace.desk.ledger.filings.list()]
    assert not shell.action("actionCarriedFigures").isEnabled()


def _button(shell: Shell) -> str:
    return shell.notice._line._button.text()  # type: ignore[union-attr]
