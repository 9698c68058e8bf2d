"""Undo and redo over everything that changes content: named in the menu, and there again after the tab was closed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from medaid_desktop.operations.filings.history import restore
from tests.ui.shell import Shell, wait_until

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
NAME = "values.project_name"


@pytest.fixture
def declaration(shell: Shell) -> Shell:
    """The sample with its declaration in front."""
    model = shell.filings.model()
    shell.open_row(next(row for row in range(model.rowCount()) if "申报" in str(model.index(row, 0).data())))
    shell.editor.setFocus()
    return shell


def _go_to_line(shell: Shell) -> int:
    """The cursor in the first of two neighbours of one group; its index."""
    rows = shell.editor.session.filing.rows("indicators")
    index = next(at for at in range(len(rows) - 1) if rows[at]["level2"] == rows[at + 1]["level2"])
    assert shell.editor.go_to_path(f"tables.indicators[{index}].target")
    return index


def _type(shell: Shell) -> None:
    shell.editor.go_to_path(NAME)
    shell.type("新名称")
    shell.press(Key.Key_Return)


def _paste(shell: Shell) -> None:
    _go_to_line(shell)
    QApplication.clipboard().setText("≥1%")
    shell.press(Key.Key_V, CTRL)


def _clear(shell: Shell) -> None:
    shell.editor.go_to_path(NAME)
    shell.press(Key.Key_Delete)


def _delete_line(shell: Shell) -> None:
    _go_to_line(shell)
    shell.press(Key.Key_Delete, CTRL)


def _move_line(shell: Shell) -> None:
    _go_to_line(shell)
    shell.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)


def _duplicate_line(shell: Shell) -> None:
    _go_to_line(shell)
    shell.press(Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)


def _fill_down(shell: Shell) -> None:
    path = f"tables.indicators[{_go_to_line(shell) + 1}].target"
    assert shell.editor.go_to_path(path)
    shell.press(Key.Key_D, CTRL)


def _paste_block(shell: Shell) -> None:
    _go_to_line(shell)
    QApplication.clipboard().setText("≥1%\n≥2%")
    shell.press(Key.Key_V, CTRL)
    shell.press(Key.Key_Return)  # the bar asks: the second cell is filled already


def _fill_right(shell: Shell) -> None:
    shell.editor.go_to_path("values.project_name")
    shell.editor.go_to_path("tables.indicators[0].target")
    shell.press(Key.Key_R, CTRL)


def _drop(shell: Shell) -> None:
    shell.editor.go_to_path(NAME)
    view, data = shell.editor, QMimeData()
    data.setText("拖来的名称")
    spot = view.cell_rect(view.anchor).center()
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(spot, *given))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(spot), *given))


def _today(shell: Shell) -> None:
    shell.editor.go_to_path("values.filled_on")
    shell.press(Key.Key_Semicolon, CTRL)


def _tick(shell: Shell) -> None:
    session = shell.editor.session
    anchor = next(one for one in session.grid.fields if session.next_option(one))
    shell.editor.go_to(anchor)
    shell.press(Key.Key_Space)


def _insert_and_type(shell: Shell) -> None:
    index = _go_to_line(shell)
    shell.press(Key.Key_Return, CTRL)
    shell.editor.go_to_path(f"tables.indicators[+{index + 1}].level3")
    shell.type("新指标")
    shell.press(Key.Key_Return)


def _cut(shell: Shell) -> None:
    shell.editor.go_to_path(NAME)
    shell.press(Key.Key_X, CTRL)


def _restore(shell: Shell) -> None:
    _type(shell)
    front = shell.editor.session
    restore(front.desk, front.filing_id, 0)
    shell.window.workspace.filings_changed.emit()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (_type, "填写“项目名称”"),
        (_paste, "粘贴 1 格"),
        (_clear, "清除 1 格"),
        (_delete_line, "删除 1 行"),
        (_move_line, "下移 1 行"),
        (_duplicate_line, "复制 1 行"),
        (_fill_down, "向下填充 1 格"),
        (_fill_right, "向右填充 1 格"),
        (_paste_block, "粘贴 2 格"),
        (_drop, "粘贴 1 格"),
        (_today, "填写“填报日期”"),
        (_tick, "勾选“"),
        (_insert_and_type, "填写“"),
        (_cut, "清除 1 格"),
        (_restore, "恢复到 "),
    ],
)
def test_undone_and_done_again_after_the_tab_was_reopened(
    declaration: Shell, act: Callable[[Shell], None], words: str
) -> None:
    shell = declaration
    session = shell.editor.session
    filings, filing_id = session.desk.ledger.filings, session.filing_id
    before = filings.get(filing_id)
    act(shell)
    after = filings.get(filing_id)
    if act is _restore:
        before.set(NAME, "新名称")
    else:
        assert after != before
    _reopen(shell, filing_id)
    assert shell.action("actionUndo").text().startswith(f"撤销(&U)：{words}")
    shell.press(Key.Key_Z, CTRL)
    assert filings.get(filing_id) == before == shell.editor.session.filing
    _reopen(shell, filing_id)
    assert shell.action("actionRedo").text().startswith(f"重做(&R)：{words}")
    shell.press(Key.Key_Y, CTRL)
    assert filings.get(filing_id) == after == shell.editor.session.filing


def test_a_paste_undone_is_named_for_redo_at_once_and_in_the_menu_and_after_reopening(declaration: Shell) -> None:
    shell = declaration
    filing_id = shell.editor.session.filing_id
    _paste_block(shell)
    undo, redo = shell.action("actionUndo"), shell.action("actionRedo")
    assert undo.text() == "撤销(&U)：粘贴 2 格" and redo.text() == "重做(&R)" and not redo.isEnabled()
    shell.press(Key.Key_Z, CTRL)
    assert redo.text() == "重做(&R)：粘贴 2 格" and redo.isEnabled()
    assert redo in shell.window._edit_menu.actions()
    _reopen(shell, filing_id)
    assert redo.text() == "重做(&R)：粘贴 2 格"
    _type(shell)  # another step: what was undone cannot be done again
    assert not redo.isEnabled() and redo.text() == "重做(&R)"


def test_two_filings_keep_their_own_steps(declaration: Shell) -> None:
    shell = declaration
    first = shell.editor.session.filing_id
    _type(shell)
    model = shell.filings.model()
    other = next(row for row in range(model.rowCount()) if model.index(row, 0).data(Qt.ItemDataRole.UserRole) != first)
    shell.open_row(other)
    assert not shell.action("actionUndo").isEnabled()
    shell.press(Key.Key_Z, CTRL)
    assert shell.editor.session.desk.ledger.filings.get(first).values["project_name"] == "新名称"
    shell.press(Key.Key_W, CTRL)
    assert shell.action("actionUndo").text() == "撤销(&U)：填写“项目名称”"


def test_undo_reaches_through_a_window_that_was_closed(
    open_shell: Callable[[Path | None], Shell], sample: Path
) -> None:
    shell = open_shell(sample)
    model = shell.filings.model()
    shell.open_row(next(row for row in range(model.rowCount()) if "申报" in str(model.index(row, 0).data())))
    shell.editor.setFocus()
    before = shell.editor.session.filing.copy()
    _type(shell)
    shell.window.close()
    again = open_shell(sample)
    wait_until(lambda: again.editor.session.filing_id == before.id)
    again.editor.setFocus()
    again.press(Key.Key_Z, CTRL)
    assert again.editor.session.filing.values == before.values


def _reopen(shell: Shell, filing_id: str) -> None:
    shell.press(Key.Key_W, CTRL)
    model = shell.filings.model()
    rows = [row for row in range(model.rowCount()) if model.index(row, 0).data(Qt.ItemDataRole.UserRole) == filing_id]
    shell.open_row(rows[0])
    shell.editor.setFocus()
