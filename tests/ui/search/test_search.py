"""Finding by real keys: in the whole ledger, from result to result, and in the form in front."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPushButton

from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.ui.models.search_model import IS_HEAD_ROLE, LABEL_ROLE, SearchModel
from medaid_desktop.ui.palette import LIGHT
from medaid_desktop.ui.views.place.find_field import FindField
from medaid_desktop.ui.views.search.page import SearchPage
from tests.ui.shell import Key, Shell, click, type_text, wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Open = Callable[[Path | None], Shell]


def open_page(shell: Shell) -> SearchPage:
    QTest.keyClick(shell.window, Key.Key_F, CTRL | SHIFT)
    page = shell.part(SearchPage, "searchPage")
    wait_until(page.field.hasFocus)
    return page


def look_for(page: SearchPage, text: str) -> None:
    """Types words and waits for the answer."""
    page.field.setFocus()
    page.field.selectAll()
    type_text(text)
    answered: list[bool] = []
    page.search_requested.connect(lambda: answered.append(True))
    wait_until(lambda: bool(answered) and not page._stop.isVisible())


def places(page: SearchPage) -> list[tuple[str, str]]:
    model = page.model
    return [target for row in range(model.rowCount()) if (target := model.target(row))]


def current(shell: Shell) -> tuple[str, str]:
    """The filing in front and the path at its cursor."""
    editor = shell.editor
    slot = editor.session.grid.slot(editor.anchor)
    assert slot is not None
    return editor.session.filing_id, slot.path


def test_from_a_word_to_the_cell_and_on_with_f3_by_keys_alone(shell: Shell):
    page = open_page(shell)
    look_for(page, "阳谷县医疗保障局")
    found = places(page)
    assert len(found) >= 3
    shell.press(Key.Key_Down)
    results = shell.part(QListView, "searchResults")
    assert results.hasFocus() and page.model.target(results.currentIndex().row()) == found[0]
    shell.press(Key.Key_Down)
    shell.press(Key.Key_Return)
    wait_until(lambda: current(shell) == found[1])
    assert shell.editor._found == shell.editor.anchor
    for _ in range(2):  # Enter again shows it again, and changes neither cell nor cursor
        shell.press(Key.Key_Return)
        assert results.hasFocus() and current(shell) == found[1] and shell.editor.editor is None
    shell.press(Key.Key_Down)
    shell.press(Key.Key_Return)
    assert results.hasFocus() and current(shell) == found[2]
    shell.press(Key.Key_Up)
    shell.press(Key.Key_Return, CTRL)
    wait_until(shell.editor.hasFocus)
    assert current(shell) == found[1]
    for expected in (found[2], found[3 % len(found)]):
        QTest.keyClick(shell.window, Key.Key_F3)
        assert current(shell) == expected
    QTest.keyClick(shell.window, Key.Key_F3, SHIFT)
    assert current(shell) == found[2]


def test_enter_in_the_field_goes_from_place_to_place_and_ctrl_enter_into_the_cell(shell: Shell):
    page = open_page(shell)
    look_for(page, "阳谷县医疗保障局")
    found = places(page)
    for expected in found[:3]:
        shell.press(Key.Key_Return)
        assert page.field.hasFocus() and current(shell) == expected
    shell.press(Key.Key_Return, SHIFT)
    assert page.field.hasFocus() and current(shell) == found[1]
    shell.press(Key.Key_Return, CTRL)
    assert shell.editor.hasFocus() and current(shell) == found[1]


def test_a_click_shows_a_place_and_a_double_click_goes_into_it(shell: Shell):
    page = open_page(shell)
    look_for(page, "阳谷县医疗保障局")
    results = shell.part(QListView, "searchResults")
    row = page.model.row_of(places(page)[1])
    spot = results.visualRect(page.model.index(row)).center()
    QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert results.hasFocus() and current(shell) == places(page)[1]
    foot = shell.part(QLabel, "searchFoot")
    assert foot.isVisible() and "Ctrl+回车" in foot.text() and "F3" in foot.text()
    QTest.mouseDClick(results.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert shell.editor.hasFocus() and current(shell) == places(page)[1]


def test_results_are_grouped_by_filing_and_heads_are_passed_over(shell: Shell):
    page = open_page(shell)
    look_for(page, "阳谷县医疗保障局")
    model = page.model
    assert isinstance(model, SearchModel) and model.index(0).data(IS_HEAD_ROLE)
    assert "阳谷县" in model.index(0).data(LABEL_ROLE)
    shell.press(Key.Key_Down)
    results = shell.part(QListView, "searchResults")
    for _ in range(model.rowCount()):
        assert not results.currentIndex().data(IS_HEAD_ROLE)
        shell.press(Key.Key_Down)
    assert page.model.target(results.currentIndex().row()) == places(page)[-1]
    for _ in places(page):
        shell.press(Key.Key_Up)
    assert page.field.hasFocus()


def test_typing_again_replaces_the_search_and_nothing_found_says_so(shell: Shell):
    page = open_page(shell)
    look_for(page, "医疗救助")
    assert places(page)
    look_for(page, "没有这样的话")
    assert not places(page)
    assert page._nothing.words.isVisible() and "没有这样的话" in page._nothing.words.text()
    shell.press(Key.Key_Escape)
    assert page.field.text() == "" and "例如" in page._nothing.words.text()


def test_filters_narrow_and_one_button_widens_again(shell: Shell):
    page = open_page(shell)
    look_for(page, "阳谷县医疗保障局")
    everywhere = len(places(page))
    form = shell.part(QComboBox, "searchForm")
    form.setFocus()
    form.setCurrentIndex(form.findData("allocation"))
    form.activated.emit(form.currentIndex())
    widen = next(b for b in page.findChildren(QPushButton) if "全部区划" in b.text())
    wait_until(widen.isVisible)
    click(widen)
    wait_until(lambda: len(places(page)) == everywhere)


def test_only_the_chosen_region(shell: Shell):
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)
    page = open_page(shell)
    scope = shell.part(QComboBox, "searchScope")
    assert [scope.itemText(row) for row in range(scope.count())] == ["全部区划", "只在阳谷县"]
    look_for(page, "医疗救助")
    everywhere = {filing for filing, _ in places(page)}
    scope.setCurrentIndex(1)
    scope.activated.emit(1)
    wait_until(lambda: {filing for filing, _ in places(page)} < everywhere and not page._stop.isVisible())
    filings = shell.window.workspace.desk.ledger.filings
    assert {filings.get(filing).region for filing, _ in places(page)} == {"371521"}


def test_a_place_that_is_gone_says_so(shell: Shell):
    page = open_page(shell)
    look_for(page, "阳谷县医疗保障局")
    filing_id, _ = places(page)[0]
    desk = shell.window.workspace.desk
    rows = desk.ledger.filings.get(filing_id).rows("indicators")
    page.jump_requested.emit(filing_id, f"tables.indicators[{len(rows) + 5}].target")
    wait_until(lambda: "请重新查找" in shell.notice.text)


def test_what_was_typed_a_moment_ago_is_found(shell: Shell):
    desk = shell.window.workspace.desk
    filing_id = desk.ledger.filings.list()[0].id
    form = desk.form_of(desk.ledger.filings.get(filing_id))
    name = form.fields[0].id
    commit(desk, filing_id, [(f"values.{name}", "刚刚写下的话")], "录入")
    page = open_page(shell)
    look_for(page, "刚刚写下")
    assert places(page) == [(filing_id, f"values.{name}")]


def test_another_ledger_starts_with_an_empty_page(shell: Shell, sample_file: Path, tmp_path: Path):
    page = open_page(shell)
    look_for(page, "医疗救助")
    other = tmp_path / "other.medaid"
    other.write_bytes(sample_file.read_bytes())
    shell.window.workspace.open(other)
    assert page.field.text() == "" and not places(page)


def test_find_in_the_form_counts_places_and_leads_to_the_whole_ledger(shell: Shell):
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    wait_until(lambda: shell.editor.hasFocus())
    QTest.keyClick(shell.window, Key.Key_F, CTRL)
    field = shell.part(FindField, "findField")
    assert field.hasFocus()
    type_text("医疗保障局")
    wait_until(lambda: bool(field._said.text()))
    count = int(field._said.text().removesuffix(" 处").split("/")[-1])
    assert count > 1
    shell.press(Key.Key_Return)
    first = field._said.text()
    assert first.endswith(f"/{count}")
    QTest.keyClick(shell.window, Key.Key_F3)
    assert field._said.text() != first
    shell.press(Key.Key_Return, SHIFT)
    assert field._said.text() == first
    shell.press(Key.Key_Return, CTRL)
    page = shell.part(SearchPage, "searchPage")
    wait_until(lambda: page.isVisible() and bool(places(page)))
    assert page.field.text() == "医疗保障局"


def test_all_places_found_in_the_form_are_marked_until_the_field_is_left_or_cleared(shell: Shell):
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    editor = shell.editor
    marked = lambda: editor.look.found  # noqa: E731
    QTest.keyClick(shell.window, Key.Key_F, CTRL)
    type_text("医疗保障局")
    wait_until(lambda: bool(marked()))
    shown = {place for place in editor.paper.grid.cells if "医疗保障局" in editor.session.shown(place)}
    assert marked() == shown and len(shown) > 2
    assert ground(shell, max(shown)) == LIGHT.found_ground
    shell.press(Key.Key_Return)
    assert editor.anchor in shown and ground(shell, editor.anchor) == LIGHT.found_here
    shell.press(Key.Key_Escape)
    assert editor.hasFocus() and not marked()
    shell.press(Key.Key_F3)
    assert editor.hasFocus() and not marked()
    QTest.keyClick(shell.window, Key.Key_F, CTRL)
    wait_until(lambda: marked() == shown)
    shell.press(Key.Key_Delete)
    wait_until(lambda: not marked())
    type_text("医疗保障局")
    wait_until(lambda: marked() == shown)
    shell.open_row(1)
    wait_until(lambda: shell.editor is not editor)
    assert not marked() and not shell.editor.look.found


def ground(shell: Shell, place: tuple[int, int]) -> str:
    """The colour in the upper left of a cell as it is painted."""
    editor = shell.editor
    editor.scrollTo(editor.paper.anchor_index(place))
    corner = editor.cell_rect(place).topLeft() + QPoint(5, 5)
    return editor.viewport().grab().toImage().pixelColor(corner).name()


def test_what_the_form_lacks_can_be_looked_for_in_the_ledger(shell: Shell):
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    QTest.keyClick(shell.window, Key.Key_F, CTRL)
    type_text("杭州市")
    shell.press(Key.Key_Return)
    assert shell.part(FindField, "findField")._said.text() == "无"
    assert "没有“杭州市”" in shell.notice.text
    shell.press_notice_button()
    page = shell.part(SearchPage, "searchPage")
    wait_until(lambda: bool(places(page)))
    assert shell.part(QLineEdit, "searchField").text() == "杭州市"
