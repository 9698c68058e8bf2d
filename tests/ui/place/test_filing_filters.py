"""The list of filings narrowed down, sorted, and worked at several lines at a time; counts in the tree."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QMenu, QRadioButton, QToolButton, QWidget

from medaid_desktop.operations.checking import RULES_VERSION
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.store.records.check_results import Counts, Result
from medaid_desktop.ui.models.filing_model import FORM, OPEN, STATUS, TITLE
from medaid_desktop.ui.models.region_model import OPEN as OPEN_IN_TREE
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.place import panel as place_panel
from tests.ui.shell import Key, Shell, button, click, in_dialog, type_text, wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def panel(shell: Shell):
    return shell.window._workbench.place.filings  # type: ignore[union-attr]


def place_panel_of(shell: Shell) -> place_panel.PlacePanel:
    return shell.part(place_panel.PlacePanel)


def type_filter(shell: Shell, text: str) -> None:
    field = shell.part(QLineEdit, "filingFilter")
    field.setFocus()
    type_text(text)
    shell.press(Key.Key_Down)


def choose(shell: Shell, words: str) -> None:
    """Clicks an entry of the filter menu."""
    button = shell.part(QToolButton, "filingFilterButton")
    menu = button.menu()
    menu.popup(QPoint(10, 10))
    action = next(action for action in menu.actions() if action.text() == words)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def open_cell(shell: Shell, row: int) -> str:
    return shell.filings.model().index(row, OPEN).data()


def test_words_narrow_the_list_down_and_down_leads_into_it(shell: Shell):
    total = shell.filings.model().rowCount()
    type_filter(shell, "申报表 阳谷")
    rows = shell.filings.model().rowCount()
    assert 0 < rows < total
    assert shell.filings.hasFocus() and len(panel(shell).selected_ids()) == 1
    assert {shell.filings.model().index(row, FORM).data() for row in range(rows)} == {"申报表"}
    assert panel(shell)._count.whole() == f"{rows} 份，“申报表 阳谷”"
    clear = shell.part(QToolButton, "clearFilter")
    assert clear.isVisible()
    click(clear)
    assert shell.filings.model().rowCount() == total and not clear.isVisible()


def test_forms_and_states_by_menu(shell: Shell):
    choose(shell, "资金分配表")
    assert shell.filings.isColumnHidden(FORM)
    some = shell.filings.model().rowCount()
    desk = shell.window.workspace.desk
    assert some == desk.ledger.filings.count(form="allocation") > 0
    choose(shell, "已审核")
    assert not shell.filings.isVisible() and "没有符合筛选条件" in panel(shell)._nothing.words.text()
    choose(shell, "草稿")
    assert shell.filings.isColumnHidden(STATUS) and shell.filings.model().rowCount() == some
    choose(shell, "全部状态")
    assert not shell.filings.isColumnHidden(STATUS) and shell.filings.model().rowCount() == some


def test_a_small_screen_shows_several_lines_while_a_filter_is_on(shell: Shell):
    shell.window.resize(911, 512)  # 1366×768 at 150 %
    type_filter(shell, "2020")
    view = shell.filings
    wait_until(lambda: view.viewport().height() >= 4 * view.rowHeight(0))
    field, button, clear = (shell.part(QWidget, name) for name in ("filingFilter", "filingFilterButton", "clearFilter"))
    assert field.y() <= clear.geometry().center().y() <= field.geometry().bottom()
    assert field.width() >= 120 and button.geometry().right() < clear.x()


@pytest.mark.parametrize("width", [344, 240])
def test_columns_begin_at_the_edge_and_the_name_has_the_rest(shell: Shell, width: int):
    splitter = shell.window._workbench  # type: ignore[union-attr]
    splitter.setSizes([width, 1366 - width, 0])
    shell.tree.setFocus()
    shell.press(Key.Key_Home)
    view, head = shell.filings, shell.filings.horizontalHeader()
    shown = [column for column in range(view.model().columnCount()) if not view.isColumnHidden(column)]
    assert TITLE in shown and view.columnWidth(TITLE) >= 80
    assert sum(view.columnWidth(column) for column in shown) == view.viewport().width()
    whole = view.viewport().grab().toImage()
    row = view.rowViewportPosition(1) + view.rowHeight(1) // 2
    ground = whole.pixelColor(2, row)
    inked = [x for x in range(60) for y in range(row - 6, row + 6) if whole.pixelColor(x, y) != ground]
    assert 8 <= min(inked) <= 10
    if FORM in shown:
        widest = max(view.fontMetrics().horizontalAdvance(view.model().index(r, FORM).data()) for r in range(26))
        assert head.sectionSize(FORM) >= widest + 12


def test_a_place_is_remembered_though_the_program_never_comes_to_its_end(
    open_shell: Callable[[Path | None], Shell], sample: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(place_panel, "_REST_MS", 20)
    shell = open_shell(sample)
    shell.search.setFocus()
    shell.type("yanggu")
    shell.press(Key.Key_Return)
    years = shell.part(QComboBox, "yearChooser")
    years.setFocus()
    years.setCurrentIndex(years.findData(2020))
    key = f"place-{shell.window.workspace.desk.ledger.ledger_id}/"
    on_disk = lambda: WindowSettings()  # noqa: E731
    wait_until(lambda: on_disk().text(key + "region") == "371521" and on_disk().number(key + "year", 0) == 2020)


def test_walking_through_the_tree_writes_once(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    written: list[str] = []
    flush = WindowSettings.flush
    monkeypatch.setattr(WindowSettings, "flush", lambda self: (written.append("x"), flush(self)))
    timer = shell.window._workbench.place._remember_soon  # type: ignore[union-attr]
    timer.setInterval(100)
    shell.tree.setFocus()
    shell.press(Key.Key_Home)
    for _ in range(8):
        shell.press(Key.Key_Down)
    wait_until(lambda: bool(written))
    QTest.qWait(120)
    assert written == ["x"]


def test_filter_order_and_place_are_remembered_by_ledger(open_shell: Callable[[Path | None], Shell], sample: Path):
    shell = open_shell(sample)
    type_filter(shell, "阳谷")
    choose(shell, "草稿")
    head = shell.filings.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(TITLE) + 8, head.height() // 2)
    for _ in range(2):
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    titles = shell.titles()
    assert titles == sorted(titles, reverse=True)
    shell.window.close()
    again = open_shell(sample)
    assert again.titles() == titles
    assert again.part(QToolButton, "clearFilter").isVisible()
    assert panel(again).filter.wanted().status == "draft"


def test_a_menu_for_several_says_how_many(shell: Shell):
    shell.filings.setFocus()
    shell.select_row(0)
    shell.press(Key.Key_Down, SHIFT)
    shell.press(Key.Key_Down, SHIFT)
    menu: QMenu = panel(shell).context_menu()
    texts = [action.text() for action in menu.actions()]
    assert "打印 3 份(&P)…" in texts and "导出 3 份(&E)…" in texts and "删除 3 份(&D)" in texts
    before = shell.filings.model().rowCount()
    next(action for action in menu.actions() if action.text().startswith("删除")).trigger()
    assert shell.filings.model().rowCount() == before - 3
    assert "3 份" in shell.notice.text


def test_many_are_deleted_at_once_and_brought_back_by_the_notice(shell: Shell):
    shell.filings.setFocus()
    shell.select_row(0)
    shell.press(Key.Key_Down, SHIFT)
    shell.press(Key.Key_Down, SHIFT)
    before, gone = panel(shell).model.listed_ids(), panel(shell).selected_ids()
    shell.press(Key.Key_Delete)
    assert panel(shell).model.listed_ids() == [one for one in before if one not in gone] and len(gone) == 3
    assert shell.notice.text == "已把 3 份填报件移到回收站。"
    shell.press_notice_button()
    assert panel(shell).model.listed_ids() == before
    assert shell.notice.text == "已还原 3 份填报件。"


def test_what_is_done_with_many_says_how_many_first(shell: Shell, tmp_path: Path):
    listed = shell.action("actionPrintListed")
    total = shell.filings.model().rowCount()
    assert listed.text() == f"打印列表中的全部 {total} 份(&A)…"
    type_filter(shell, "申报表")
    some = shell.filings.model().rowCount()
    assert 1 < some < total and listed.text() == f"打印列表中的全部 {some} 份(&A)…"
    shell.press(Key.Key_A, CTRL)
    target, titles = tmp_path / "多份.json", []

    def work(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        click(next(one for one in dialog.findChildren(QRadioButton) if "JSON" in one.text()))
        line = dialog.findChild(QLineEdit, "exportTarget")
        assert line is not None
        line.setFocus()
        line.selectAll()
        line.insert(str(target))
        line.textEdited.emit(str(target))
        click(button(dialog, "导出"))

    in_dialog(work, shell.action("actionExport").trigger)
    wait_until(target.exists)
    assert titles == [f"导出 {some} 份填报件"]
    wait_until(lambda: shell.notice.text == f"已导出 {some} 份：多份.json。")


def test_one_line_has_the_usual_menu(shell: Shell):
    shell.filings.setFocus()
    shell.select_row(0)
    assert shell.action("actionPrint") in panel(shell).context_menu().actions()


def test_everything_is_selected_not_only_what_has_been_read(shell: Shell):
    desk = shell.window.workspace.desk
    filing = desk.ledger.filings.get(desk.ledger.filings.list()[0].id)
    desk.ledger.filings.add_many((filing, f"题{number}") for number in range(300))
    shell.window.workspace.filings_changed.emit()
    shell.filings.setFocus()
    shell.press(Key.Key_A, CTRL)
    assert len(panel(shell).selected_ids()) == desk.ledger.filings.count()


def test_open_errors_stand_in_list_and_tree_and_follow_the_edits(shell: Shell):
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)
    desk = shell.window.workspace.desk
    wait_until(lambda: not desk.ledger.overview.has_uncounted())
    filing_id = panel(shell).model.filing_id(0)
    filing = desk.ledger.filings.get(filing_id)
    form = desk.form_of(filing)
    name = next(field.id for field in form.fields if field.required and filing.values.get(field.id))
    before = open_cell(shell, 0)
    tree = shell.tree.currentIndex().siblingAtColumn(OPEN_IN_TREE)
    in_tree = int((tree.data() or "● 0")[2:])
    commit(desk, filing_id, [(f"values.{name}", "")], "清除")
    shell.window.workspace.filing_changed.emit(filing_id)
    assert open_cell(shell, 0) == before, "it stays until the filing is checked again"
    count = int(before[2:] or 0) + 1
    moment = desk.ledger.overview.changed_at([filing_id])[filing_id]
    desk.ledger.check_results.note([Result(filing_id, moment, Counts(errors=count))], RULES_VERSION)
    place_panel_of(shell).show_counts()
    assert open_cell(shell, 0) == f"● {count}"
    model = shell.filings.model()
    assert model.index(0, OPEN).data(Qt.ItemDataRole.AccessibleTextRole) == f"● {count} 处错误"
    assert model.index(0, STATUS).data() == "○ 草稿"
    assert shell.tree.currentIndex().siblingAtColumn(OPEN_IN_TREE).data() == f"● {in_tree + 1}"


def test_a_new_filing_shows_through_a_filter_that_would_hide_it(shell: Shell):
    type_filter(shell, "没有这样的")
    desk = shell.window.workspace.desk
    filing = desk.ledger.filings.get(desk.ledger.filings.list()[0].id)
    added = desk.ledger.filings.add(filing, "新的一份")
    shell.window.workspace.filings_changed.emit()
    place = shell.window._workbench.place  # type: ignore[union-attr]
    place.reveal(added.region, added.year, added.id)
    assert place.filings.selected_ids() == [added.id]
    assert not place.filings.filter.wanted().is_active
