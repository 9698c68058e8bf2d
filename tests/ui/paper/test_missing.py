"""F9 and the button 下一处 lead through the blank required fields, one after the other."""

import pytest
from PySide6.QtCore import Qt

from medaid_desktop.core.filing import parse_path
from tests.ui.dialogs.test_new_filing import choose_region
from tests.ui.shell import Shell, type_text, wait_until

Key = Qt.Key
BLANK = ["project_name", "competent_department", "period", "estimate_basis", "overview"]


@pytest.fixture
def blank(shell: Shell) -> Shell:
    """A window with a filing in front that has five blank required fields."""
    desk = shell.window.workspace.desk
    filing = desk.ledger.filings.list("371521", "declaration")[0]
    desk.ledger.edit(filing.id, [(f"values.{name}", "") for name in BLANK], "清空")
    choose_region(shell, "371521")
    shell.open_row(shell.titles().index(filing.title) if filing.title in shell.titles() else 0)
    wait_until(lambda: shell.editor.session.filing.id == filing.id)
    return shell


def at(shell: Shell) -> str:
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot is not None
    return parse_path(slot.path).column


def test_no_place_is_skipped_where_each_is_filled_on_the_way(blank: Shell):
    shell = blank
    shell.press(Key.Key_F9)
    seen = [at(shell)]
    for _ in BLANK[1:]:
        type_text("12")
        shell.press_notice_button()
        seen.append(at(shell))
    assert seen == BLANK
    type_text("12")
    shell.press_notice_button()
    assert shell.notice.text == "必填项都填好了。"


def test_places_left_blank_are_gone_through_and_begun_again(blank: Shell):
    shell = blank
    shell.press(Key.Key_F9)
    seen, words = [at(shell)], [shell.notice.text]
    for _ in BLANK:
        shell.press_notice_button()
        seen.append(at(shell))
        words.append(shell.notice.text[:12])
    assert seen == [*BLANK, BLANK[0]]
    assert words[1:3] == ["第 2 处，共 5 处没", "第 3 处，共 5 处没"]
    assert words[-1].startswith("第 1 处")


def test_it_goes_on_from_where_the_cursor_was_put(blank: Shell):
    shell = blank
    shell.press(Key.Key_F9)
    shell.editor.go_to_path("values.period")
    shell.press_notice_button()
    assert at(shell) == "estimate_basis"
