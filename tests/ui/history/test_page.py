"""The history beside the paper, by keys and clicks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QToolButton

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views.history.model import HistoryModel
from medaid_desktop.ui.views.history.page import HistoryPage
from medaid_desktop.ui.views.history.paper import PastView
from tests.ui.shell import Shell, button, click, wait_until

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NAME, GOAL = "values.project_name", "values.annual_goal"
TARGET = "tables.indicators[1].target"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger with one declaration that has three lines of indicators."""
    path = tmp_path / "县医保局.medaid"
    with Desk(Ledger.create(path, "371521"), FormLibrary()) as desk:
        filing = add_filing(desk, "declaration", "371521", 2020)
        rows = [
            {"level1": "产出指标", "level2": "数量指标", "level3": name, "target": "1"}
            for name in ("甲项", "乙项", "丙项")
        ]
        edits = [(f"tables.indicators[{at}].{name}", text) for at, row in enumerate(rows) for name, text in row.items()]
        commit(desk, filing.id, edits, "导入的内容", keep_groups=True)
    return path


@pytest.fixture
def shell(open_shell: Callable[[Path | None], Shell], file: Path) -> Shell:
    opened = open_shell(file)
    opened.open_row(0)
    return opened


def _content(shell: Shell) -> Filing:
    return shell.window.workspace.desk.ledger.filings.get(_id(shell))


def _id(shell: Shell) -> str:
    return shell.window.workspace.desk.ledger.filings.list()[0].id


def _fill(shell: Shell, path: str, text: str) -> None:
    """Types a text over a cell and leaves it by Enter."""
    editor = shell.editor
    assert editor.go_to_path(path)
    editor.setFocus()
    shell.type(text)
    shell.press(Key.Key_Return)
    assert _content(shell).get(path) == text


def _open_history(shell: Shell) -> HistoryPage:
    shell.press(Key.Key_H, CTRL)
    page = shell.part(HistoryPage)
    wait_until(lambda: page.tree.hasFocus() and page.detail.detail is not None)
    return page


def _walk_to(shell: Shell, page: HistoryPage, label: str) -> None:
    """Goes down by the arrow key to the entry with a label, and waits for what it did."""
    page.tree.setFocus()
    while (page.tree.currentIndex().data() or "") != label:
        row = page.tree.currentIndex().row()
        shell.press(Key.Key_Down)
        assert page.tree.currentIndex().row() != row, f"no entry {label}"
    _wait_for_current(page)


def _wait_for_current(page: HistoryPage) -> None:
    wait_until(lambda: page.detail.detail is not None and page.detail.detail.entry == page.current())


def _labels(page: HistoryPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def _said(page: HistoryPage) -> list[str]:
    model = page.detail.differences.differences
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_filing_without_changes_says_so(shell: Shell) -> None:
    desk = shell.window.workspace.desk
    filing = add_filing(desk, "declaration", "371521", 2021)
    shell.window.workspace.filings_changed.emit()
    shell.open_row(
        next(r for r in range(2) if shell.filings.model().index(r, 0).data(Qt.ItemDataRole.UserRole) == filing.id)
    )
    page = _open_history(shell)
    assert _labels(page) == ["建立填报件：空白表"]
    wait_until(lambda: page.detail.words.text().startswith("还没有修改"))
    assert not page.detail.restore.isEnabled()


def test_without_a_filing_it_says_what_will_stand_here(shell: Shell) -> None:
    page = _open_history(shell)
    shell.press(Key.Key_W, CTRL)
    wait_until(lambda: page.detail.words.text().startswith("打开一份填报件"))
    assert page.model.rowCount() == 0


def test_what_is_typed_appears_and_unfolds(shell: Shell) -> None:
    page = _open_history(shell)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    _fill(shell, NAME, "医疗救助")
    _fill(shell, GOAL, "应救尽救")
    wait_until(lambda: _labels(page)[0] == "填写 2 格")
    page.tree.setFocus()
    shell.press(Key.Key_Home)
    shell.press(Key.Key_Right)
    shell.press(Key.Key_Down)
    assert page.tree.currentIndex().data() == "填写“年度目标”"
    _wait_for_current(page)
    assert page.detail.words.text() == "改了 1 处："
    assert _said(page) == ["年度目标\n原：（空）\n改为：应救尽救"]
    _fill(shell, NAME, "医疗救助补助")
    wait_until(lambda: _labels(page)[0] == "填写 2 格" and page.model.rowCount(page.model.index(0, 0)) == 3)
    assert page.tree.isExpanded(page.model.index(0, 0))
    assert page.tree.currentIndex().data() == "填写“年度目标”"


def test_enter_leads_to_the_cell_also_after_rows_were_inserted(shell: Shell) -> None:
    _fill(shell, TARGET, "≥95%")
    session = shell.window.workspace.desk
    commit(session, _id(shell), [("tables.indicators[+0]", '{"level1":"产出指标","level3":"新项"}')], "复制一行")
    shell.window.workspace.filings_changed.emit()
    page = _open_history(shell)
    _walk_to(shell, page, "填写“指标值”")
    assert _said(page) == ["指标值　年度绩效指标第 2 行“乙项”\n原：1\n改为：≥95%"]
    page.detail.differences.setFocus()
    shell.press(Key.Key_Down)
    shell.press(Key.Key_Return)
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot and slot.path == "tables.indicators[2].target"
    assert QApplication.focusWidget() is shell.editor


def test_a_click_shows_the_cell_and_leaves_the_focus(shell: Shell) -> None:
    _fill(shell, GOAL, "应救尽救")
    page = _open_history(shell)
    shell.editor.go_to_path(NAME)
    page.detail.differences.setFocus()
    found = page.detail.differences
    spot = found.visualRect(found.model().index(0, 0)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot and slot.path == GOAL
    assert found.hasFocus()


def test_compared_with_now(shell: Shell) -> None:
    _fill(shell, NAME, "甲")
    page = _open_history(shell)
    _walk_to(shell, page, "导入的内容")
    since = next(b for b in page.detail.findChildren(QToolButton) if b.text() == "与现在比较")
    click(since)
    assert "有 1 处和现在不同" in page.detail.words.text()
    assert _said(page) == ["项目名称\n当时：（空）\n现在：甲"]
    _fill(shell, GOAL, "新目标")
    wait_until(lambda: len(_said(page)) == 2)


def test_the_paper_as_it_was_can_be_looked_at_only(shell: Shell) -> None:
    _fill(shell, NAME, "第一版")
    commit(shell.window.workspace.desk, _id(shell), [(NAME, "第二版"), ("tables.indicators[1]", "")], "粘贴 2 格")
    shell.window.workspace.filings_changed.emit()
    page = _open_history(shell)
    _walk_to(shell, page, "填写“项目名称”")
    shell.press(Key.Key_Return)
    past = shell.editor
    assert isinstance(past, PastView) and past.hasFocus()
    bar = shell.part(QLabel, "pastText").text()
    assert bar.startswith("正在查看 ") and "（只读）" in bar
    assert past.session.filing.get(NAME) == "第一版" and len(past.session.filing.rows("indicators")) == 3
    place = past.session.paper.place_of(NAME)
    gone = past.session.paper.place_of(TARGET)
    assert place in past.marked and gone in past.marked
    assert f"{len(past.marked)} 格已标出" in bar
    past.go_to_path(NAME)
    shell.type("x")
    assert "不能修改" in shell.notice.text and past.session.filing.get(NAME) == "第一版"
    assert not shell.action("actionUndo").isEnabled()
    shell.press(Key.Key_Escape)
    assert not isinstance(shell.editor, PastView) and shell.editor.hasFocus()
    assert shell.editor.session.filing.get(NAME) == "第二版"
    assert shell.action("actionUndo").isEnabled()


def test_restored_by_the_bar_and_undone_by_the_notice(shell: Shell) -> None:
    _fill(shell, NAME, "第一版")
    commit(shell.window.workspace.desk, _id(shell), [(NAME, "第二版"), ("values.extra:备忘", "记")], "粘贴 2 格")
    shell.window.workspace.filings_changed.emit()
    page = _open_history(shell)
    _walk_to(shell, page, "填写“项目名称”")
    shell.press(Key.Key_Return)
    click(button(shell.part(QFrame, "pastBar"), "恢复到这一版"))
    assert _content(shell).values == {"project_name": "第一版"}
    assert not isinstance(shell.editor, PastView) and shell.editor.session.filing.get(NAME) == "第一版"
    assert shell.notice.text.startswith("已恢复到 ")
    assert shell.action("actionUndo").text().startswith("撤销(&U)：恢复到 ")
    wait_until(lambda: _labels(page)[0].startswith("恢复到 "))
    shell.press_notice_button()
    assert _content(shell).values == {"project_name": "第二版", "extra:备忘": "记"}
    assert shell.editor.session.filing.get(NAME) == "第二版"
    wait_until(lambda: _labels(page)[0].startswith("撤销：恢复到 "))


def test_the_notice_does_not_undo_what_came_after(shell: Shell) -> None:
    _fill(shell, NAME, "第一版")
    _fill(shell, NAME, "第二版")
    page = _open_history(shell)
    _walk_to(shell, page, "导入的内容")
    click(page.detail.restore)
    assert _content(shell).get(NAME) == ""
    offered = shell.notice
    editor = shell.editor
    editor.go_to_path(GOAL)
    editor.setFocus()
    shell.type("新目标")
    shell.press(Key.Key_Return)
    assert offered.text.startswith("已恢复到 ")
    shell.press_notice_button()
    assert _content(shell).get(GOAL) == "新目标" and "Ctrl+Z" in shell.notice.text


def test_a_locked_filing_refuses_with_the_reason(shell: Shell) -> None:
    _fill(shell, NAME, "第一版")
    page = _open_history(shell)
    _walk_to(shell, page, "导入的内容")
    shell.editor.session.set_read_only("已送审，退回后才能修改")
    click(page.detail.restore)
    assert _content(shell).get(NAME) == "第一版"
    assert "已送审，退回后才能修改" in shell.notice.text


def test_the_history_follows_the_tab_in_front(shell: Shell) -> None:
    _fill(shell, NAME, "第一版")
    desk = shell.window.workspace.desk
    add_filing(desk, "monitoring", "371521", 2020)
    shell.window.workspace.filings_changed.emit()
    page = _open_history(shell)
    shell.open_row(next(r for r in range(2) if "监控" in shell.filings.model().index(r, 0).data()))
    wait_until(lambda: _labels(page) == ["建立填报件：空白表"])
    shell.press(Key.Key_Tab, CTRL)
    wait_until(lambda: len(_labels(page)) == 3)


def test_a_damaged_step_is_told_in_place_of_what_it_did(shell: Shell) -> None:
    _fill(shell, NAME, "第一版")
    ledger = shell.window.workspace.desk.ledger
    with ledger.transaction():
        ledger.connection.execute("UPDATE steps SET undo = '[]' WHERE label = '填写“项目名称”'")
    shell.press(Key.Key_H, CTRL)
    page = shell.part(HistoryPage)
    wait_until(lambda: "修改记录有一处已损坏" in page.detail.words.text())
    assert not page.detail.look.isEnabled() and not page.detail.restore.isEnabled()


def test_entries_are_read_as_the_list_is_scrolled(shell: Shell) -> None:
    desk, filing = shell.window.workspace.desk, _id(shell)
    with desk.ledger.transaction():
        for number in range(450):
            commit(desk, filing, [(NAME, str(number))], "粘贴 2 格")
    page = _open_history(shell)
    assert page.model.rowCount() in (100, 200)
    bar = page.tree.verticalScrollBar()
    for rows in (300, 400, 451):
        bar.setValue(bar.maximum())
        wait_until(lambda rows=rows: page.model.rowCount() >= rows)
    shell.press(Key.Key_End)
    _wait_for_current(page)
    assert page.tree.currentIndex().data() == "建立填报件：空白表"
    assert isinstance(page.model, HistoryModel) and not page.model.canFetchMore(page.tree.rootIndex())


def test_two_selected_filings_are_compared_and_kept_up(shell: Shell) -> None:
    desk, old = shell.window.workspace.desk, _id(shell)
    new = add_filing(desk, "declaration", "371521", 2021, old)
    commit(desk, new.id, [(NAME, "今年"), ("tables.indicators[1]", "")], "粘贴 2 格")
    shell.window.workspace.filings_changed.emit()
    assert not shell.action("actionCompare").isEnabled()
    shell.select_row(0)
    spot = shell.filings.visualRect(shell.filings.model().index(1, 0)).center()
    QTest.mouseClick(shell.filings.viewport(), Qt.MouseButton.LeftButton, CTRL, spot)
    assert shell.action("actionCompare").isEnabled()
    shell.action("actionCompare").trigger()
    comparison = shell.part(HistoryPage).comparison
    wait_until(lambda: comparison.words.text() == "有 2 处不同：")
    found = comparison.differences
    texts = [found.model().index(row, 0).data() for row in range(2)]
    assert texts[0] == "项目名称\n前：（空）\n后：今年" and texts[1].startswith(
        "少了一行　年度绩效指标第 2 行“乙项”\n前："
    )
    found.setFocus()
    shell.press(Key.Key_Down)
    shell.press(Key.Key_Return)
    assert shell.editor.session.filing_id == new.id
    slot = shell.editor.session.grid.slot(shell.editor.anchor)
    assert slot and slot.path == NAME and shell.editor.hasFocus()
    shell.type("z")
    shell.press(Key.Key_Return)
    wait_until(lambda: "后：z" in found.model().index(0, 0).data())
    click(button(comparison, "返回修改记录"))
    assert shell.part(HistoryPage).tree.hasFocus()


def test_filings_of_two_forms_are_not_compared(shell: Shell) -> None:
    add_filing(shell.window.workspace.desk, "monitoring", "371521", 2020)
    shell.window.workspace.filings_changed.emit()
    shell.filings.setFocus()
    shell.press(Key.Key_A, CTRL)
    shell.action("actionCompare").trigger()
    comparison = shell.part(HistoryPage).comparison
    wait_until(lambda: "不是同一表种" in comparison.words.text())


def test_everything_has_a_name_and_can_be_reached_by_tab(shell: Shell) -> None:
    _fill(shell, NAME, "第一版")
    page = _open_history(shell)
    assert page.tree.accessibleName() and page.detail.differences.accessibleName()
    reached: list[object] = []
    for _ in range(6):
        reached.append(QApplication.focusWidget())
        shell.press(Key.Key_Tab)
    for widget in (page.tree, page.detail.differences, page.detail.look, page.detail.restore):
        assert widget in reached or not widget.isEnabled()
